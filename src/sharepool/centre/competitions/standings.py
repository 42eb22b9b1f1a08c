"""Who is where: a pure function of results, the tiebreak list and, last of all, the lot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sharepool.centre.competitions.rows import Competition, MatchResult
from sharepool.centre.competitions.types import Match


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a team is in its group.

    Attributes
    ----------
    competition_id, group, team_id : str
        No group in a league, nor after a bracket.
    rank : int
        From 1 on; teams that only a lot could part share it, if none is drawn, and so do losers of
        a bracket that play no further.
    played, won, drawn, lost, scored, conceded, points : int
    decided_by : str
        The criterion that put the team apart from the next better one, empty for the first;
        ``tied`` if nothing did.
    advances : bool
        Whether its group is over and it is among those who go on, each to a seat of its own if to
        a bracket; after a bracket, whether it goes up.
    stage : str
        ``group``, or ``bracket`` for the places that a bracket has decided.
    """

    competition_id: str
    group: str
    team_id: str
    rank: int
    played: int
    won: int
    drawn: int
    lost: int
    scored: int
    conceded: int
    points: int
    decided_by: str
    advances: bool
    stage: str = "group"


@dataclass(slots=True)
class Tally:
    """What a team has won, drawn, lost and scored."""

    played: int = 0
    won: int = 0
    drawn: int = 0
    lost: int = 0
    scored: int = 0
    conceded: int = 0

    def add(self, scored: int, conceded: int) -> None:
        """Count a match."""
        self.played += 1
        self.won += scored > conceded
        self.drawn += scored == conceded
        self.lost += scored < conceded
        self.scored += scored
        self.conceded += conceded

    def points(self, worth: Sequence[int]) -> int:
        """Return the points for what a win, a draw and a defeat are worth."""
        won, drawn, lost = worth
        return won * self.won + drawn * self.drawn + lost * self.lost


Score = tuple[str, str, int, int]
"""Home and away team, and what each scored."""


def rank_group(
    competition: Competition,
    group: str,
    teams: Iterable[str],
    scores: Sequence[Score],
    lots: Mapping[str, int],
    *,
    over: bool,
) -> list[Standing]:
    """Return the standings of one group from the scores of its matches.

    Parameters
    ----------
    competition : Competition
        Its `points`, `tiebreak` and `advance` count.
    group : str
    teams : iterable of str
    scores : sequence of (str, str, int, int)
    lots : mapping of str to int
        Empty: none are drawn.
    over : bool
        Whether every match of the group counts among the scores.
    """
    whole = tally_scores(teams, scores)
    ordered = _order(competition, list(whole), scores, lots, competition.tiebreak)
    rows, rank = [], 0
    for place, (team_id, decided_by) in enumerate(ordered, start=1):
        rank = rank if decided_by == "tied" else place
        tally = whole[team_id]
        rows.append(
            Standing(
                competition.competition_id,
                group,
                team_id,
                rank,
                tally.played,
                tally.won,
                tally.drawn,
                tally.lost,
                tally.scored,
                tally.conceded,
                tally.points(competition.points),
                decided_by,
                advances=False,
            )
        )
    if not over:
        return rows
    # Who shares the last rank that advances does not advance before the lot is drawn; nor does
    # whoever shares any rank where each has a seat of its own in the bracket.
    through = competition.advance if competition.has_bracket else competition.promoted
    decisive = rows if competition.has_bracket else rows[through:]
    undrawn = {row.rank for row in decisive if row.decided_by == "tied"}
    return [
        replace(row, advances=place < through and row.rank not in undrawn)
        for place, row in enumerate(rows)
    ]


def _order(
    competition: Competition,
    teams: Sequence[str],
    scores: Sequence[Score],
    lots: Mapping[str, int],
    criteria: Sequence[str],
) -> list[tuple[str, str]]:
    """Return teams from first to last, each with what put it behind the one before."""
    if len(teams) <= 1 or not criteria:
        return [(team, "tied" if place else "") for place, team in enumerate(sorted(teams))]
    criterion = criteria[0]
    values = _values(criterion, competition, teams, scores, lots)
    found: list[tuple[str, str]] = []
    for value in sorted(set(values.values()), reverse=True):
        level = [team for team in teams if values[team] == value]
        inner = _order(competition, level, scores, lots, criteria[1:])
        if found:
            inner[0] = (inner[0][0], criterion)
        found += inner
    return found


def _values(
    criterion: str,
    competition: Competition,
    teams: Sequence[str],
    scores: Sequence[Score],
    lots: Mapping[str, int],
) -> dict[str, int]:
    if criterion == "lot":
        return {team: -lots.get(team, 0) for team in teams}
    mutual = criterion.startswith("h2h")
    among = [one for one in scores if {one[0], one[1]} <= set(teams)] if mutual else scores
    tallies = tally_scores(teams, among)
    return {team: _value(criterion, tallies[team], competition) for team in teams}


def _value(criterion: str, tally: Tally, competition: Competition) -> int:
    if criterion in {"points", "h2h"}:
        return tally.points(competition.points)
    if criterion == "goals":
        return tally.scored
    return tally.won if criterion == "wins" else tally.scored - tally.conceded


def tally_scores(teams: Iterable[str], scores: Iterable[Score]) -> dict[str, Tally]:
    """Return what each of some teams has done in some matches."""
    tallies = {team: Tally() for team in teams}
    for home, away, home_score, away_score in scores:
        if home in tallies:
            tallies[home].add(home_score, away_score)
        if away in tallies:
            tallies[away].add(away_score, home_score)
    return tallies


def list_scores(matches: Iterable[Match], result_of: Mapping[str, MatchResult]) -> Iterator[Score]:
    """Yield the outcomes of the matches that count."""
    for match in matches:
        result = result_of.get(match.match_id)
        if counts(result) and result is not None:
            yield (
                match.home.team_id,
                match.away.team_id,
                result.home_score or 0,
                result.away_score or 0,
            )


def counts(result: MatchResult | None) -> bool:
    """Return whether a match is over for good: played or a walkover, with both scores."""
    return (
        result is not None
        and result.state != "abandoned"
        and result.home_score is not None
        and result.away_score is not None
    )
