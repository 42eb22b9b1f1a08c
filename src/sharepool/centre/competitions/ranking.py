"""The standings of a season: of every group and league, and the places that brackets decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sharepool.centre.competitions.formats import groups_of
from sharepool.centre.competitions.lots import draw_numbers
from sharepool.centre.competitions.rows import Competition
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.standings import (
    Score,
    Standing,
    list_scores,
    rank_group,
    tally_scores,
)
from sharepool.centre.competitions.types import Match


def rank_standings(season: Season, *, seed: int | None = None) -> tuple[Standing, ...]:
    """Return the standings of every group and league of a season, and the places after brackets.

    Teams are ranked by the competition's criteria one after the other. Criteria of mutual matches
    (``h2h``, ``h2h_diff``) count the matches between the teams that are still level, no others. The
    lot comes last: lower numbers first, drawn among all teams of the season from `seed`. After a
    bracket, teams whose last match is over have their place.

    Parameters
    ----------
    season : Season
    seed : int, optional
        Announced, of the lots, by default the season's `lot_seed`; without either, teams that only
        a lot could part share a rank.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> sp.rank_standings(season, seed=2026)[0].rank
    1
    """
    if seed is not None:
        # Seats of brackets follow the same lots as ranks.
        season = season.replace(rules=season.rules.model_copy(update={"lot_seed": seed}))
    matches = list_matches(season)
    return tuple(
        row
        for competition in season.competitions
        for row in _rank_competition(season, competition, matches)
    )


def _rank_competition(
    season: Season, competition: Competition, matches: Sequence[Match]
) -> Iterator[Standing]:
    seed = season.rules.lot_seed
    lots = {} if seed is None else draw_numbers(season.team_of, seed)
    own = [match for match in matches if match.competition_id == competition.competition_id]
    if competition.format != "knockout":
        for group, teams in groups_of(season, competition).items():
            inner = [match for match in own if (match.stage, match.group) == ("group", group)]
            scores = list(list_scores(inner, season.result_of))
            over = len(scores) == len(inner)
            yield from rank_group(competition, group, teams, scores, lots, over=over)
    if competition.has_bracket:
        yield from _rank_bracket(season, competition, own)


def _rank_bracket(
    season: Season, competition: Competition, matches: Sequence[Match]
) -> list[Standing]:
    """Return the teams whose last match of a bracket is over, by the places that are theirs."""
    bracket = [match for match in matches if match.stage == "bracket"]
    sides = (side for match in bracket for side in (match.home, match.away))
    # The best place that is still open to each.
    best = {side.label: 1 for side in sides if not side.source.startswith(("W:", "L:"))}
    met: set[str] = set()
    playing: set[str] = set()
    scores: list[Score] = []
    for match in bracket:
        score = next(list_scores([match], season.result_of), None)
        if score is None or len(match.team_ids) < len(score[:2]):
            playing.update(match.team_ids)
            continue
        scores.append(score)
        first, last = (int(place) for place in match.places.split("-"))
        winner, loser = score[:2] if score[2] > score[3] else score[1::-1]
        best[winner], best[loser] = first, (first + last) // 2 + 1
        met.update((winner, loser))
    tallies = tally_scores(met, scores)
    rows = [
        Standing(
            competition.competition_id,
            "",
            team_id,
            1 + sum(place < best[team_id] for place in best.values()),
            tallies[team_id].played,
            tallies[team_id].won,
            tallies[team_id].drawn,
            tallies[team_id].lost,
            tallies[team_id].scored,
            tallies[team_id].conceded,
            0,
            "",
            advances=sum(place <= best[team_id] for place in best.values()) <= competition.promoted,
            stage="bracket",
        )
        for team_id in met - playing
    ]
    return sorted(rows, key=lambda row: (row.rank, row.team_id))
