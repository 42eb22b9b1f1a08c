"""Where and when each match of a season could be: the candidate starts, as arrays.

The checker does not use this: it judges fixtures by the tables alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sharepool.centre.competitions.precedence import Spans, list_spans
from sharepool.centre.competitions.rows import Blackout, Competition, FixedMatch, Fixture
from sharepool.centre.competitions.season import Season, blackout_span, moment_at
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.sides import home_venues, sides_are_free
from sharepool.centre.competitions.standings import counts
from sharepool.centre.competitions.types import Match
from sharepool.problem.cells import MINUTES_PER_DAY

SIDES = 2


@dataclass(frozen=True)
class MatchTask:
    """A match to be planned, or one that stays where it is.

    Attributes
    ----------
    match : Match
    frozen : Fixture or None
        Where it is if it stays.
    published : Fixture or None
        Where it is published to be; a change of it has a price.
    """

    match: Match
    frozen: Fixture | None = None
    published: Fixture | None = None


@dataclass(frozen=True)
class Slots:
    """Candidate starts of one competition: a row each, by date, ground and time.

    Attributes
    ----------
    day : array
        Days since the first date of the season.
    start, end, free : array
        Minutes after midnight; the ground is free for others from `free` on.
    venue : array
        Index of the ground.
    listed : array
        Whether matches may begin then; others are where a settled match is, and for it alone.
    """

    day: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    free: NDArray[np.int32]
    venue: NDArray[np.int32]
    listed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Choice:
    """The starts that a match may have with its sides one way round.

    Attributes
    ----------
    slots : array
        Rows of the competition's :class:`Slots`.
    cost : array
        Road of both teams, and the price of leaving a published start or of turning it round.
    """

    slots: NDArray[np.int32]
    cost: NDArray[np.int32]


@dataclass
class Candidates:
    """Every candidate start of every match of a season.

    Parameters
    ----------
    season : Season
    since : datetime.date, optional
        Published matches before it stay; others start on it or later.
    """

    season: Season
    since: dt.date | None = None
    tasks: tuple[MatchTask, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = tuple(list_tasks(self.season, self.since))

    @cached_property
    def first_date(self) -> dt.date:
        """Day 0."""
        dates = [one.from_ for one in self.season.competitions]
        dates += [task.frozen.date for task in self.tasks if task.frozen]
        return min(dates)

    @cached_property
    def days(self) -> int:
        """How many days the season spans."""
        dates = [one.until for one in self.season.competitions]
        dates += [task.frozen.date for task in self.tasks if task.frozen]
        return (max(dates) - self.first_date).days + 1

    def day_of(self, date: dt.date) -> int:
        """Return the days since the first date."""
        return (date - self.first_date).days

    @cached_property
    def venue_index(self) -> dict[str, int]:
        """Index of each ground."""
        return {one.venue_id: at for at, one in enumerate(self.season.venues)}

    @cached_property
    def slots_of(self) -> dict[str, Slots]:
        """Candidate starts of each competition."""
        extra: dict[str, set[tuple[dt.date | None, int, str]]] = defaultdict(set)
        for task in self.tasks:
            for given in (task.frozen, task.published):
                if given is not None:
                    wanted = given.date, given.start, given.venue_id
                    extra[task.match.competition_id].add(wanted)
        for row in self.season.fixed:
            if row.kind == "require" and row.start is not None:
                for task in self.tasks:
                    if is_meant(row, task.match):
                        extra[task.match.competition_id].add((row.date, row.start, row.venue_id))
        return {
            one.competition_id: self._slots(one, extra[one.competition_id])
            for one in self.season.competitions
        }

    def _slots(
        self, competition: Competition, extra: Iterable[tuple[dt.date | None, int, str]]
    ) -> Slots:
        found: set[tuple[int, int, int, int, int]] = set()
        more = list(extra)
        busy = competition.match_min + competition.changeover_min
        for date in self.season.dates_of(competition):
            if self.since is not None and date < self.since:
                continue
            for venue in self.season.venues:
                if competition.skill not in venue.skills:
                    continue
                at = self.day_of(date), self.venue_index[venue.venue_id]
                wanted = {
                    start
                    for day, start, ground in more
                    if day in {None, date} and ground in {"", venue.venue_id}
                }
                for opening in self.season.openings(venue, date):
                    last = opening.end - competition.match_min
                    for start in {*range(opening.start, last + 1, max(1, busy)), *wanted}:
                        if opening.pitches and opening.start <= start <= last:
                            end = start + competition.match_min
                            free = min(start + busy, opening.end)
                            found.add((at[0], at[1], start, end, free))
        settled = {
            self._frozen_slot(competition, task.frozen)
            for task in self.tasks
            if task.frozen and task.match.competition_id == competition.competition_id
        }
        every = sorted(found | settled)
        table = np.array(every, dtype=np.int32).reshape(-1, 5)
        listed = np.array([slot in found for slot in every], dtype=bool)
        day, ground, start_min, end_min, free_min = table.T
        return Slots(day, start_min, end_min, free_min, ground, listed)

    def _frozen_slot(
        self, competition: Competition, frozen: Fixture
    ) -> tuple[int, int, int, int, int]:
        end = min(frozen.start + competition.match_min, MINUTES_PER_DAY)
        free = min(end + competition.changeover_min, MINUTES_PER_DAY)
        venue = self.season.venue_of[frozen.venue_id]
        for opening in self.season.openings(venue, frozen.date):
            if opening.start <= frozen.start and end <= opening.end:
                free = min(free, opening.end)
        day, at = self.day_of(frozen.date), self.venue_index[frozen.venue_id]
        return day, at, frozen.start, end, free

    @cached_property
    def spans(self) -> Spans:
        """The first and last day that the order of matches leaves to each."""
        return list_spans(self.season, [task.match for task in self.tasks], self.first_date)

    def choices(self, task: MatchTask) -> tuple[Choice, Choice]:
        """Return the starts of a match, its sides as they are and the other way round.

        The second is empty where the sides are not free: where nobody is at home, in a double round
        robin, in a bracket.
        """
        season, match = self.season, task.match
        competition = season.competition_of[match.competition_id]
        slots = self.slots_of[match.competition_id]
        none = np.zeros(0, dtype=np.int32)
        empty = Choice(none, none)
        if task.frozen is not None:
            rows = _rows_at(self, slots, task.frozen)
            return Choice(rows, self._cost(task, slots, rows)), empty
        open_ = self._open(task, slots)
        if not (competition.home and match.home.team_id):
            rows = np.flatnonzero(open_).astype(np.int32)
            return Choice(rows, self._cost(task, slots, rows)), empty
        hosts = [match.home.team_id]
        if sides_are_free(season, match):
            hosts.append(match.away.team_id)
        made = []
        for host in hosts:
            at_home = np.isin(slots.venue, self._home_venues(host, competition))
            rows = np.flatnonzero(open_ & at_home).astype(np.int32)
            turned = host != match.home.team_id
            made.append(Choice(rows, self._cost(task, slots, rows, turned=turned)))
        return made[0], made[1] if len(made) == SIDES else empty

    def _open(self, task: MatchTask, slots: Slots) -> NDArray[np.bool_]:
        """Return which starts neither a blackout, a fixed row nor the order of matches excludes."""
        match = task.match
        first, last = self.spans[match.match_id]
        open_ = slots.listed & (slots.day >= first) & (slots.day <= last)
        open_ &= ~self._competition_blocked[match.competition_id]
        for team_id in match.team_ids:
            open_ &= ~self._team_blocked[team_id]
        for row in self.season.fixed:
            if is_meant(row, match):
                chosen = self._meant(row, slots)
                open_ &= chosen if row.kind == "require" else ~chosen
        return open_

    @cached_property
    def _team_blocked(self) -> dict[str, NDArray[np.bool_]]:
        """By team the starts of its competition that a blackout of its overlaps."""
        return {
            team.team_id: self._blocked(
                self.slots_of[team.competition_id], self.season.blackouts_of[team.team_id]
            )
            for team in self.season.teams
        }

    @cached_property
    def _competition_blocked(self) -> dict[str, NDArray[np.bool_]]:
        """By competition the starts that a blackout of it, or of a ground's school, overlaps."""
        found = {}
        for competition_id, slots in self.slots_of.items():
            rows = [row for row in self.season.blackouts if row.competition_id == competition_id]
            blocked = self._blocked(slots, rows)
            for row in self.season.blackouts:
                if row.site_id:
                    grounds = [
                        self.venue_index[one.venue_id]
                        for one in self.season.venues
                        if one.site_id == row.site_id
                    ]
                    blocked |= np.isin(slots.venue, grounds) & self._blocked(slots, [row])
            found[competition_id] = blocked
        return found

    def _blocked(self, slots: Slots, rows: Iterable[Blackout]) -> NDArray[np.bool_]:
        starts = slots.day.astype(np.int64) * MINUTES_PER_DAY + slots.start
        ends = starts + slots.end - slots.start
        blocked = np.zeros(len(slots), dtype=bool)
        midnight = moment_at(self.first_date, 0)
        for row in rows:
            begin, end = (
                (moment - midnight) / dt.timedelta(minutes=1) for moment in blackout_span(row)
            )
            blocked |= (starts < end) & (begin < ends)
        return blocked

    def _meant(self, row: FixedMatch, slots: Slots) -> NDArray[np.bool_]:
        chosen = np.ones(len(slots), dtype=bool)
        if row.date is not None:
            chosen &= slots.day == self.day_of(row.date)
        if row.start is not None:
            chosen &= slots.start == row.start
        if row.venue_id:
            chosen &= slots.venue == self.venue_index[row.venue_id]
        return chosen

    def _home_venues(self, team_id: str, competition: Competition) -> list[int]:
        return [
            self.venue_index[one] for one in home_venues(self.season, team_id, competition.skill)
        ]

    def rows_at(self, competition_id: str, given: Fixture) -> list[int]:
        """Return the start that a published match has, as a row of its competition's slots."""
        found: list[int] = _rows_at(self, self.slots_of[competition_id], given).tolist()
        return found

    def _cost(
        self, task: MatchTask, slots: Slots, rows: NDArray[np.int32], *, turned: bool = False
    ) -> NDArray[np.int32]:
        rules = self.season.rules
        cost = np.zeros(len(rows), dtype=np.int64)
        for team_id in task.match.team_ids:
            site_id = self.season.team_of[team_id].site_id
            cost += rules.road * self._ways_from[site_id][slots.venue[rows]]
        if task.published is not None:
            stays = np.isin(rows, _rows_at(self, slots, task.published))
            cost += np.where(stays & (not turned), 0, rules.change)
        return cost.astype(np.int32)

    @cached_property
    def _ways_from(self) -> Mapping[str, NDArray[np.int64]]:
        """Minutes from each school with a team to each ground."""
        return {
            site_id: np.array(
                [self.season.way_min(site_id, one.site_id) for one in self.season.venues],
                dtype=np.int64,
            )
            for site_id in {team.site_id for team in self.season.teams}
        }


def _rows_at(candidates: Candidates, slots: Slots, given: Fixture) -> NDArray[np.int32]:
    at = (
        (slots.day == candidates.day_of(given.date))
        & (slots.start == given.start)
        & (slots.venue == candidates.venue_index[given.venue_id])
    )
    return np.flatnonzero(at).astype(np.int32)


def list_tasks(season: Season, since: dt.date | None) -> Iterator[MatchTask]:
    """Yield the matches to plan; those that are over stay, and have no row if never published.

    A match that is abandoned is played again. Others that are published before `since` stay where
    they are.
    """
    for match in list_matches(season):
        published = season.published.get(match.match_id)
        result = season.result_of.get(match.match_id)
        if counts(result):
            if published is not None:
                yield MatchTask(match, published)
        elif published is None or (result is not None and result.state == "abandoned"):
            yield MatchTask(match)
        elif since is not None and published.date < since:
            yield MatchTask(match, published)
        else:
            yield MatchTask(match, published=published)


def is_meant(row: FixedMatch, match: Match) -> bool:
    """Return whether a fixed row is about a match: by its id, or by its two teams."""
    if row.match_id:
        return row.match_id == match.match_id
    pair = row.team_id, row.opponent_id
    sides = match.home.team_id, match.away.team_id
    return pair == sides or (pair == sides[::-1] and not match.returns)
