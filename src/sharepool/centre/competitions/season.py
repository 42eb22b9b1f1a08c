"""A whole season: its typed tables and what is looked up in them, read-only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sharepool.base.errors import Fault
from sharepool.centre.competitions.rows import (
    Blackout,
    Competition,
    DrawnTeam,
    FixedMatch,
    Fixture,
    MatchResult,
    MatchWindow,
    OfficialAnswer,
    OfficialLimit,
    OfficialNeed,
    Team,
    Venue,
    VenueTime,
)
from sharepool.problem.cells import MINUTES_PER_DAY, Clock, Positive, parse_whole
from sharepool.problem.problem import Problem
from sharepool.problem.travel import TravelTimes

Weight = Annotated[int, BeforeValidator(parse_whole), Field(ge=0, le=10**6)]


class SeasonRules(BaseModel):
    """What holds for every competition of a season; the table `season` changes it by key.

    Attributes
    ----------
    open_from, open_until : int
        Minutes after midnight between which grounds without a row in `venue_times` are open.
    played_free : int
        Matches by which teams of a group may differ before `played` counts.
    late_from : int
        Minutes after midnight from which a start is late, in what is said of fairness.
    max_same_team : int
        Matches of a season in which an official may meet the same team before `same_team` counts.
    lot_seed : int or None
        The announced seed of the lots that part teams which nothing else parts.
    unplanned, road, idle, breaks, played, change, same_team : int
        Weights: of a match without a date; of a minute on the way of each team; of a minute between
        two matches of a team on a day; of a break (two successive matches both at home, or both
        away); of a match of difference on a date; of a published fixture that changes; of a
        match more of an official with a team than `max_same_team`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_from: Clock = 9 * 60
    open_until: Clock = 17 * 60
    played_free: Positive = 2
    unplanned: Weight = 1000
    road: Weight = 1
    idle: Weight = 1
    breaks: Weight = 10
    played: Weight = 5
    change: Weight = 40
    max_same_team: Positive = 2
    same_team: Weight = 30
    late_from: Clock = 16 * 60
    lot_seed: int | None = None


class Opening(NamedTuple):
    """A time at which a ground is open: minutes after midnight, and its pitches then."""

    start: int
    end: int
    pitches: int


class Season(BaseModel):
    """Competitions, teams and grounds of a season.

    Make one with :func:`sharepool.read_season`, which checks the tables against each other.

    Attributes
    ----------
    problem : Problem
        Sites and roads, and the people who lead teams; its week does not matter here.
    warnings : tuple of Fault
        What was suspicious, though legal, when the tables were read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: Problem
    competitions: tuple[Competition, ...]
    teams: tuple[Team, ...]
    venues: tuple[Venue, ...]
    venue_times: tuple[VenueTime, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    results: tuple[MatchResult, ...] = ()
    fixed: tuple[FixedMatch, ...] = ()
    windows: tuple[MatchWindow, ...] = ()
    draws: tuple[DrawnTeam, ...] = ()
    fixtures: tuple[Fixture, ...] = ()
    officials: tuple[OfficialNeed, ...] = ()
    officials_limits: tuple[OfficialLimit, ...] = ()
    official_answers: tuple[OfficialAnswer, ...] = ()
    rules: SeasonRules = SeasonRules()
    warnings: tuple[Fault, ...] = Field(default=(), exclude=True, repr=False)

    def __eq__(self, other: object) -> bool:
        """Equal rules and tables make equal seasons, whatever was suspicious when read."""
        if not isinstance(other, Season):
            return NotImplemented
        content = Season.model_fields.keys() - {"warnings"}
        return all(getattr(self, name) == getattr(other, name) for name in content)

    def __hash__(self) -> int:
        return hash((self.problem, self.competitions, self.teams, self.venues))

    def replace(self, **tables: Any) -> Season:
        """Return the season with other tables or rules, taken as they are."""
        return self.model_copy(update=tables)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Season:
        """Return a copy, which looks things up in its own tables."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - Season.model_fields.keys():
            del copy.__dict__[name]
        return copy

    @cached_property
    def competition_of(self) -> dict[str, Competition]:
        """Competitions by id."""
        return {one.competition_id: one for one in self.competitions}

    @cached_property
    def team_of(self) -> dict[str, Team]:
        """Teams by id."""
        return {team.team_id: team for team in self.teams}

    @cached_property
    def venue_of(self) -> dict[str, Venue]:
        """Grounds by id."""
        return {venue.venue_id: venue for venue in self.venues}

    @cached_property
    def teams_in(self) -> dict[str, tuple[Team, ...]]:
        """Teams of each competition, in the order of their table."""
        return {
            one.competition_id: tuple(
                team for team in self.teams if team.competition_id == one.competition_id
            )
            for one in self.competitions
        }

    @cached_property
    def published(self) -> dict[str, Fixture]:
        """Published fixtures by match."""
        return {one.match_id: one for one in self.fixtures}

    @cached_property
    def result_of(self) -> dict[str, MatchResult]:
        """Results by match."""
        return {one.match_id: one for one in self.results}

    def windows_of(self, competition_id: str) -> tuple[MatchWindow, ...]:
        """Return the windows that hold for a competition."""
        return tuple(one for one in self.windows if one.competition_id in {"", competition_id})

    def dates_of(self, competition: Competition) -> Iterator[dt.date]:
        """Yield the dates on which a competition may play, in order."""
        date = competition.from_
        while date <= competition.until:
            if date.isoweekday() in competition.days:
                yield date
            date += dt.timedelta(days=1)

    def openings(self, venue: Venue, date: dt.date) -> tuple[Opening, ...]:
        """Return when a ground is open on a date.

        Its rows of that date count; without any, those of the weekday; a ground without a row in
        `venue_times` is open as the rules of the season say.
        """
        rows = self._times_of.get(venue.venue_id)
        if rows is None:
            return (Opening(self.rules.open_from, self.rules.open_until, venue.pitches),)
        dated = [row for row in rows if row.date == date]
        weekly = [
            row
            for row in rows
            if row.date is None and (row.days is None or date.isoweekday() in row.days)
        ]
        return tuple(
            Opening(row.start, row.end, venue.pitches if row.pitches is None else row.pitches)
            for row in dated or weekly
        )

    @cached_property
    def _times_of(self) -> dict[str, list[VenueTime]]:
        found: dict[str, list[VenueTime]] = defaultdict(list)
        for row in self.venue_times:
            found[row.venue_id].append(row)
        return dict(found)

    @cached_property
    def _travel(self) -> TravelTimes:
        return TravelTimes(self.problem)

    def way_min(self, origin: str, destination: str) -> int:
        """Return minutes on the road between two sites, 0 where that is not known."""
        mode = self.problem.rules.travel.default_mode
        return max(0, self._travel.minutes(mode, origin, destination))

    def way_km(self, origin: str, destination: str) -> float | None:
        """Return kilometres on the road between two sites, None where that is not known."""
        mode = self.problem.rules.travel.default_mode
        return self._travel.km(mode, origin, destination)

    @cached_property
    def blackouts_of(self) -> Mapping[str, tuple[Blackout, ...]]:
        """Blackouts that concern each team: its own, its school's, its coach's, its competition's.

        Absences of coaches in the problem's own table count too.
        """
        rows = [*self.blackouts, *self._absences()]
        return {
            team.team_id: tuple(
                row
                for row in rows
                if team.team_id == row.team_id
                or team.site_id == row.site_id
                or (row.staff_id and team.coach_id == row.staff_id)
                or team.competition_id == row.competition_id
            )
            for team in self.teams
        }

    def _absences(self) -> Iterator[Blackout]:
        for row in self.problem.absences:
            yield Blackout.model_validate(
                {
                    "staff_id": row.staff_id,
                    "from": row.from_,
                    "until": row.until,
                    "reason": row.reason,
                }
            )


def blackout_span(row: Blackout) -> tuple[dt.datetime, dt.datetime]:
    """Return when a blackout begins and ends; a date is a whole day."""
    begin, end = row.from_, row.until
    if not isinstance(begin, dt.datetime):
        begin = dt.datetime.combine(begin, dt.time())
    if not isinstance(end, dt.datetime):
        end = dt.datetime.combine(end, dt.time()) + dt.timedelta(minutes=MINUTES_PER_DAY)
    return begin, end


def moment_at(date: dt.date, minutes: int) -> dt.datetime:
    """Return the moment so many minutes after a date's midnight."""
    return dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=minutes)
