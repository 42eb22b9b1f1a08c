"""What tables say of matches that the season has not, or that cannot be so.

Like :mod:`faults`, a function a kind; these know the matches that formats and draws make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sharepool.base.errors import Fault
from sharepool.centre.competitions.faults import SeasonTables
from sharepool.centre.competitions.formats import draft_matches
from sharepool.centre.competitions.rows import (
    Competition,
    DrawnTeam,
    FixedMatch,
    Fixture,
    MatchResult,
    OfficialAnswer,
    Team,
    Venue,
)
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Match
from sharepool.problem.problem import Problem
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints

Matches = dict[str, Match]

MAKERS = frozenset({"competitions", "teams", "draws"})
"""Tables that make the matches."""


def find_match_faults(season: SeasonTables, findings: TableFindings) -> None:
    """Find every fault of this module; those that need the matches only if they can be made."""
    seats_taken_twice(season, findings)
    pairs_that_never_meet(season, findings)
    results_without_scores(season, findings)
    matches: Matches = {}
    if MAKERS.isdisjoint(fault.table for fault in findings.faults):
        matches = {match.match_id: match for match in draft_matches(_whole(season))}
        for check in MATCH_CHECKS:
            check(season, matches, findings)
    coaches_fixed_twice(season, matches, findings)


def _whole(season: SeasonTables) -> Season:
    """Return the season as far as its matches follow from it."""
    return Season(
        problem=Problem.model_validate({"sites": [], "bells": [], "staff": []}),
        competitions=season.rows(Competition),
        teams=season.rows(Team),
        venues=season.rows(Venue),
        draws=season.rows(DrawnTeam),
    )


def seats_taken_twice(season: SeasonTables, findings: TableFindings) -> None:
    """Find two teams that a draw gives one place, and more groups than the competition has."""
    first: dict[tuple[str, str, int], int] = {}
    groups: dict[str, set[str]] = defaultdict(set)
    for number, row in season.numbered(DrawnTeam):
        seat = first.setdefault((row.competition_id, row.group, row.position), number)
        if seat != number:
            taken: dict[str, object] = {"kind": "seat", "first": seat}
            findings.faults.append(
                Fault("draws", number, "position", "contradiction", str(row.position), taken)
            )
        groups[row.competition_id].add(row.group)
    for number, one in season.numbered(Competition):
        drawn = len(groups.get(one.competition_id, ()))
        if drawn and drawn != one.group_count:
            other: dict[str, object] = {"kind": "groups", "count": drawn}
            findings.faults.append(
                Fault("competitions", number, "groups", "contradiction", str(one.groups), other)
            )


def pairs_that_never_meet(season: SeasonTables, findings: TableFindings) -> None:
    """Find two teams of different competitions, for whom a match is fixed."""
    for number, row in season.numbered(FixedMatch):
        sides = [season.team_of.get(one) for one in (row.team_id, row.opponent_id)]
        if row.match_id or sides[0] is None or sides[1] is None:
            continue
        if sides[0].competition_id != sides[1].competition_id or sides[0] == sides[1]:
            findings.faults.append(
                Fault("fixed", number, "opponent_id", "contradiction", row.opponent_id, _NEVER)
            )


_NEVER: dict[str, object] = {"kind": "never"}


def results_without_scores(season: SeasonTables, findings: TableFindings) -> None:
    """Find matches that are over, for which a score is missing."""
    for number, row in season.numbered(MatchResult):
        for column in ("home_score", "away_score"):
            if row.state != "abandoned" and getattr(row, column) is None:
                lacking: dict[str, object] = {"kind": "score"}
                findings.faults.append(
                    Fault("results", number, column, "missing_value", "", lacking)
                )


def unknown_matches(season: SeasonTables, matches: Matches, findings: TableFindings) -> None:
    """Find ids of matches that no format makes; those of what is not drawn yet are not judged."""
    drawn = {row.competition_id for row in season.rows(DrawnTeam)}
    open_to_draw = tuple(
        f"{one.competition_id}-"
        for one in season.rows(Competition)
        if one.format in {"groups", "knockout"} and one.competition_id not in drawn
    )
    hints = Hints(matches)
    for table, number, match_id in _named_matches(season):
        if match_id and match_id not in matches and not match_id.startswith(open_to_draw):
            fields: dict[str, object] = {"kind": "match", "near": hints.near(match_id)}
            findings.faults.append(Fault(table, number, "match_id", "unknown_id", match_id, fields))


def _named_matches(season: SeasonTables) -> Iterator[tuple[str, int, str]]:
    for number, result in season.numbered(MatchResult):
        yield "results", number, result.match_id
    for number, fixture in season.numbered(Fixture):
        yield "fixtures", number, fixture.match_id
    for number, answer in season.numbered(OfficialAnswer):
        yield "official_answers", number, answer.match_id
    for number, fixed in season.numbered(FixedMatch):
        yield "fixed", number, fixed.match_id


def level_brackets(season: SeasonTables, matches: Matches, findings: TableFindings) -> None:
    """Find matches of a bracket that nobody won."""
    for number, row in season.numbered(MatchResult):
        match = matches.get(row.match_id)
        level = row.home_score is not None and row.home_score == row.away_score
        if match is not None and match.stage == "bracket" and level and row.state != "abandoned":
            score = f"{row.home_score}:{row.away_score}"
            findings.faults.append(
                Fault("results", number, "away_score", "bad_value", score, {"kind": "level"})
            )


class _Held(NamedTuple):
    """A fixed match of a coach: minutes of its date, and where it stands."""

    start: int
    end: int
    match: str
    number: int


def teams_at_two_grounds(season: SeasonTables, matches: Matches, findings: TableFindings) -> None:
    """Find teams that have played two matches at once, by what is published."""
    over = {row.match_id for row in season.rows(MatchResult)}
    held: dict[tuple[str, object], list[_Held]] = defaultdict(list)
    for number, row in season.numbered(Fixture):
        match = matches.get(row.match_id)
        if match is None or row.match_id not in over:
            continue
        competition = season.competition_of.get(match.competition_id)
        length = competition.match_min if competition else 1
        one = _Held(row.start, row.start + length, row.match_id, number)
        for team_id in match.team_ids:
            mine = held[team_id, row.date]
            if other := next((known for known in mine if _overlap(known, one)), None):
                fields: dict[str, object] = {"kind": "team", "first": other.number}
                findings.faults.append(Fault("fixtures", number, "start", "clash", team_id, fields))
            mine.append(one)


def _overlap(one: _Held, other: _Held) -> bool:
    return one.match != other.match and one.start < other.end and other.start < one.end


MATCH_CHECKS: tuple[Callable[[SeasonTables, Matches, TableFindings], None], ...] = (
    unknown_matches,
    level_brackets,
    teams_at_two_grounds,
)
"""What can be found where the matches are known."""


def coaches_fixed_twice(season: SeasonTables, matches: Matches, findings: TableFindings) -> None:
    """Find coaches who have two matches at once by what is fixed."""
    held: dict[tuple[str, object], list[_Held]] = defaultdict(list)
    for number, row in season.numbered(FixedMatch):
        if row.kind != "require" or row.date is None or row.start is None:
            continue
        match = matches.get(row.match_id)
        pair = match.team_ids if match else (row.team_id, row.opponent_id)
        sides = [season.team_of[one] for one in pair if one in season.team_of]
        for team in sides:
            competition = season.competition_of.get(team.competition_id)
            length = competition.match_min if competition else 1
            name = row.match_id or "/".join(sorted(pair))
            one = _Held(row.start, row.start + length, name, number)
            mine = held[team.coach_id, row.date] if team.coach_id else []
            if other := next((known for known in mine if _overlap(known, one)), None):
                fields: dict[str, object] = {"kind": "coach", "first": other.number}
                findings.faults.append(
                    Fault("fixed", number, "start", "clash", team.coach_id, fields)
                )
            mine.append(one)
