"""What the tables of a season say against each other and against the schools.

Each function finds one kind of fault or warning; :data:`SEASON_CHECKS` is the table of contents.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from sharepool.base.errors import Fault
from sharepool.centre.competitions.rows import (
    SEASON_TABLES,
    STAGES,
    Blackout,
    Competition,
    DrawnTeam,
    FixedMatch,
    MatchWindow,
    OfficialAnswer,
    OfficialLimit,
    OfficialNeed,
    Team,
    Venue,
    VenueTime,
)
from sharepool.centre.competitions.season import SeasonRules
from sharepool.problem.rows import Row, Site
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import ParsedTables
from sharepool.tables.raw import RawTable

R = TypeVar("R", bound=Row)

PAIR = 2
"""Teams of a match, and the fewest of a group."""

TABLE_OF = {kind: name for name, kind in SEASON_TABLES.items()}

SAME_STAGE = {"nine_year": {"primary", "junior", "nine_year"}}
"""Stages of competitions that a school of a stage takes part in, where it is not just its own."""

WORDED_STAGES = {told: word for word, others in STAGES.items() for told in (word, *others)}


@dataclass(frozen=True)
class SeasonTables:
    """What was read of a season's own tables, beside those of its problem.

    Attributes
    ----------
    problem : Tables
    raw : mapping of str to RawTable
    parsed : mapping of str to list of (int, Row)
    broken : frozenset of str
        Tables with a fault of their own.
    """

    problem: ParsedTables
    raw: dict[str, RawTable]
    parsed: dict[str, list[tuple[int, Row]]]
    broken: frozenset[str]

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        """Return the rows of a kind that could be read, each with its number."""
        return cast("list[tuple[int, R]]", self.parsed.get(TABLE_OF[kind], []))

    def cell(self, table: str, number: int, column: str) -> str:
        """Return a cell as it was written."""
        raw = self.raw[table]
        return str(raw.rows[raw.numbers.index(number)].get(column, ""))

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of a kind that could be read."""
        return tuple(row for _, row in self.numbered(kind))

    @cached_property
    def competition_of(self) -> dict[str, Competition]:
        """Competitions by id."""
        return {one.competition_id: one for one in self.rows(Competition)}

    @cached_property
    def team_of(self) -> dict[str, Team]:
        """Teams by id."""
        return {one.team_id: one for one in self.rows(Team)}

    @cached_property
    def site_of(self) -> dict[str, Site]:
        """Sites by id."""
        return {site.site_id: site for site in self.problem.rows(Site)}

    def teams_in(self, competition_id: str) -> list[Team]:
        """Return the teams of a competition."""
        return [one for one in self.rows(Team) if one.competition_id == competition_id]


def unknown_ids(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find ids that no row of their table has."""
    known: dict[str, set[str] | None] = {
        "competitions": _known(season, "competitions", season.competition_of),
        "teams": _known(season, "teams", season.team_of),
        "venues": _known(season, "venues", (one.venue_id for one in season.rows(Venue))),
        "sites": _ids(season, "sites"),
        "staff": _ids(season, "staff"),
    }
    hints = {name: Hints(ids or ()) for name, ids in known.items()}
    for table, number, column, value, target in _references(season):
        ids = known[target]
        if value and ids is not None and value not in ids:
            near = "" if target == "staff" else hints[target].near(value)
            fields = {"target": target, "near": near}
            findings.faults.append(Fault(table, number, column, "unknown_id", value, fields))


def _known(season: SeasonTables, table: str, ids: Iterable[str]) -> set[str] | None:
    """Return the ids of a table, None where rows of it could not be read."""
    return None if table in season.broken else set(ids)


def _ids(season: SeasonTables, table: str) -> set[str] | None:
    """Return the ids of a table of the problem; None where it cannot be known, or is empty."""
    found = season.problem.ids.get(table)
    return set(found) if found else None


def _references(season: SeasonTables) -> Iterator[tuple[str, int, str, str, str]]:
    """Yield every id that points somewhere: table, row, column, id, table meant."""
    columns: dict[type[Row], dict[str, str]] = {
        Competition: {"feeds": "competitions"},
        Team: {
            "competition_id": "competitions",
            "site_id": "sites",
            "coach_id": "staff",
            "home_venue": "venues",
        },
        Venue: {"site_id": "sites"},
        VenueTime: {"venue_id": "venues"},
        Blackout: {
            "team_id": "teams",
            "site_id": "sites",
            "staff_id": "staff",
            "competition_id": "competitions",
        },
        FixedMatch: {"team_id": "teams", "opponent_id": "teams", "venue_id": "venues"},
        MatchWindow: {"competition_id": "competitions"},
        OfficialNeed: {"competition_id": "competitions"},
        OfficialLimit: {"staff_id": "staff"},
        OfficialAnswer: {"staff_id": "staff"},
        DrawnTeam: {"competition_id": "competitions", "team_id": "teams"},
    }
    for kind, targets in columns.items():
        for number, row in season.numbered(kind):
            for column, target in targets.items():
                yield TABLE_OF[kind], number, column, getattr(row, column), target


def repeated_keys(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find rows whose key another row has."""
    for name, rows in season.parsed.items():
        key = () if name == "season" else SEASON_TABLES[name].key
        first: dict[tuple[object, ...], int] = {}
        for number, row in rows if key else ():
            value = tuple(getattr(row, column) for column in key)
            if value in first:
                fields = {"first": first[value]}
                findings.faults.append(
                    Fault(name, number, key[0], "duplicate_id", str(value[0]), fields)
                )
            first.setdefault(value, number)


def backward_dates(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find spans that end before they begin, and blackouts of nobody."""
    spans: list[tuple[str, int, Competition | Blackout]] = [
        *(("competitions", number, row) for number, row in season.numbered(Competition)),
        *(("blackouts", number, row) for number, row in season.numbered(Blackout)),
    ]
    for table, number, row in spans:
        if str(row.until) < str(row.from_)[: len(str(row.until))]:
            fields = {"first": str(row.from_)}
            findings.faults.append(
                Fault(table, number, "until", "backward", str(row.until), fields)
            )
    for number, one in season.numbered(Blackout):
        if not (one.team_id or one.site_id or one.staff_id or one.competition_id):
            nobody = Fault("blackouts", number, "", "missing_value", "", {"kind": "blackout"})
            findings.faults.append(nobody)


def sizes_of_fields(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find groups of one, more who advance than a group has, and competitions of one team."""
    for number, one in season.numbered(Competition):
        count = len(season.teams_in(one.competition_id))
        if "teams" in season.broken:
            return
        smallest = count // one.group_count
        if count < PAIR:
            findings.faults.append(
                Fault("competitions", number, "competition_id", "few_teams", str(count))
            )
        elif smallest < PAIR:
            fields = {"count": count, "most": count // PAIR}
            findings.faults.append(
                Fault("competitions", number, "groups", "group_of_one", str(one.groups), fields)
            )
        elif one.advance > smallest:
            most: dict[str, object] = {"kind": "group", "most": smallest}
            findings.faults.append(
                Fault("competitions", number, "advance", "out_of_range", str(one.advance), most)
            )
        elif one.promoted > count:
            most = {"kind": "promote", "most": count}
            findings.faults.append(
                Fault("competitions", number, "promote", "out_of_range", str(one.promoted), most)
            )
        elif one.format in {"league1", "league2", "festival"} and count % 2:
            findings.warnings.append(
                Fault("competitions", number, "", "bye", one.competition_id, {"count": count})
            )


def circular_feeds(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find competitions that feed themselves in the end."""
    for number, one in season.numbered(Competition):
        seen, at = {one.competition_id}, one.feeds
        while at and at not in seen and at in season.competition_of:
            seen.add(at)
            at = season.competition_of[at].feeds
        if at == one.competition_id:
            findings.faults.append(Fault("competitions", number, "feeds", "circle", one.feeds))


def too_few_dates(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find competitions whose teams have more matches than the dates can take."""
    for number, one in season.numbered(Competition):
        teams = len(season.teams_in(one.competition_id))
        if "teams" in season.broken or one.until < one.from_ or teams < PAIR:
            continue
        rounds = _rounds(one, teams)
        room = _room(one)
        if rounds > room:
            fields = {"matches": rounds, "room": room}
            findings.faults.append(
                Fault("competitions", number, "until", "few_dates", str(one.until), fields)
            )


def _rounds(one: Competition, teams: int) -> int:
    """Return the matches that the team with most of them plays."""
    bracket = (max(1, teams) - 1).bit_length()
    if one.format == "knockout":
        return bracket
    own = -(-teams // one.group_count) - 1
    if one.format == "league2":
        return 2 * own
    if one.format == "groups" and one.advance:
        return own + (one.groups * one.advance - 1).bit_length()
    return own


def _room(one: Competition) -> int:
    """Return the matches that a team can have on the dates of a competition."""
    room, date, last = 0, one.from_, None
    while date <= one.until:
        rested = last is None or (date - last).days >= one.rest_days
        if date.isoweekday() in one.days and rested:
            room, last = room + one.max_day, date
        date += dt.timedelta(days=1)
    return room


def misfit_teams(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find teams of another stage or sex than their competition, and without a ground."""
    grounds: dict[str, set[str]] = defaultdict(set)
    for venue in season.rows(Venue):
        grounds[venue.site_id].update(venue.skills)
    skills_of = {venue.venue_id: venue.skills for venue in season.rows(Venue)}
    for number, team in season.numbered(Team):
        one = season.competition_of.get(team.competition_id)
        site = season.site_of.get(team.site_id)
        if one is None:
            continue
        if one.sex and team.sex and "mixed" not in {one.sex, team.sex} and one.sex != team.sex:
            meant = {"sex": one.sex}
            read = season.cell("teams", number, "sex")
            findings.faults.append(Fault("teams", number, "sex", "sex", read, meant))
        stage = WORDED_STAGES.get(site.stage, site.stage) if site else ""
        if one.stage and stage and one.stage not in SAME_STAGE.get(stage, {stage}):
            meant = {"stage": stage, "wanted": one.stage}
            findings.faults.append(Fault("teams", number, "site_id", "stage", team.site_id, meant))
        if one.home and not team.home_venue and one.skill not in grounds[team.site_id]:
            meant = {"kind": "home", "sport": one.skill}
            findings.faults.append(Fault("teams", number, "home_venue", "no_ground", "", meant))
        elif (
            one.home
            and team.home_venue
            and one.skill not in skills_of.get(team.home_venue, (one.skill,))
        ):
            meant = {"kind": "own", "sport": one.skill}
            findings.faults.append(
                Fault("teams", number, "home_venue", "no_ground", team.home_venue, meant)
            )


def groundless_sports(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find competitions whose sport no ground takes."""
    taken = {skill for venue in season.rows(Venue) for skill in venue.skills}
    hints = Hints(taken)
    for number, one in season.numbered(Competition):
        if one.skill not in taken and "venues" not in season.broken:
            fields = {"near": hints.near(one.skill)}
            findings.faults.append(
                Fault("competitions", number, "skill", "no_ground", one.skill, fields)
            )


def misfit_draws(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find teams that a draw leaves out, or has in another competition."""
    drawn: dict[str, set[str]] = defaultdict(set)
    for number, row in season.numbered(DrawnTeam):
        drawn[row.competition_id].add(row.team_id)
        team = season.team_of.get(row.team_id)
        if team is not None and team.competition_id != row.competition_id:
            fields = {"kind": "draw", "other": team.competition_id}
            findings.faults.append(
                Fault("draws", number, "team_id", "contradiction", row.team_id, fields)
            )
    for competition_id, ids in drawn.items():
        for team in season.teams_in(competition_id):
            if team.team_id not in ids:
                lacking = {"kind": "lacking", "other": competition_id}
                findings.faults.append(
                    Fault("draws", None, "team_id", "contradiction", team.team_id, lacking)
                )


def fixed_nothing(season: SeasonTables, _rules: SeasonRules, findings: TableFindings) -> None:
    """Find fixed rows that name no match."""
    for number, row in season.numbered(FixedMatch):
        if not row.match_id and not (row.team_id and row.opponent_id):
            nothing = Fault("fixed", number, "match_id", "missing_value", "", {"kind": "match"})
            findings.faults.append(nothing)


SEASON_CHECKS: tuple[Callable[[SeasonTables, SeasonRules, TableFindings], None], ...] = (
    unknown_ids,
    repeated_keys,
    backward_dates,
    sizes_of_fields,
    circular_feeds,
    too_few_dates,
    misfit_teams,
    groundless_sports,
    misfit_draws,
    fixed_nothing,
)
"""Every check of a season's tables, in the order in which they are made."""
