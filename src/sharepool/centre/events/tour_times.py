"""What a tour finds at each school: how long its tests take, in which weeks, from where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sharepool.centre.events.rows import TestTour
from sharepool.centre.events.tour import TourTask
from sharepool.problem.calendar import Calendar
from sharepool.problem.cells import round_up
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Demand, Site, StartRange
from sharepool.problem.timetable import SessionTime, Timetable
from sharepool.problem.travel import TravelTimes

PARTS = ("lesson", "after_school")
"""When schools can be tested."""

VISITS_DAY = 2
"""Visits of a school on a day: one before noon and one after it."""


@dataclass(frozen=True)
class SchoolTests:
    """The tests of a school, in visits that each fit into half a day.

    Attributes
    ----------
    minutes : int
        Of all tests.
    visits : int
    visit_min : int
        Minutes of each.
    periods : int
        Slots of each.
    starts : tuple of (int, int)
        Weekday and slot of the starts whose slots last as long.
    """

    minutes: int
    visits: int
    visit_min: int
    periods: int
    starts: tuple[tuple[int, int], ...]


def split_tests(minutes: int, sessions: dict[int, tuple[SessionTime, ...]]) -> SchoolTests | None:
    """Return the fewest equal visits that tests take; None if the school has no time for any.

    Parameters
    ----------
    minutes : int
    sessions : mapping of int to tuple of SessionTime
        What could take place there, by slots in a row.
    """
    longest = max(
        (one.end_min - one.start_min for found in sessions.values() for one in found), default=0
    )
    if not longest:
        return None
    visits = -(-minutes // longest)
    visit_min = -(-minutes // visits)
    for periods, found in sorted(sessions.items()):
        starts = tuple(
            (one.day, one.slot) for one in found if one.end_min - one.start_min >= visit_min
        )
        if starts:
            return SchoolTests(minutes, visits, visit_min, periods, starts)
    return None


class TourTimes:
    """A tour at the schools of a problem.

    Parameters
    ----------
    problem : Problem
    tour : TestTour

    Attributes
    ----------
    sites : list of Site
        The schools to be visited.
    mondays : list of datetime.date
        Of the weeks of the tour.
    """

    def __init__(self, problem: Problem, tour: TestTour) -> None:
        self.problem, self.tour = problem, tour
        wanted = set(tour.sites)
        self.sites: list[Site] = [
            site
            for site in problem.sites
            if site.pupils and (site.site_id in wanted if wanted else not site.private)
        ]
        self.mondays = list(_mondays(tour.from_, tour.until))
        self._usual = Timetable(problem.updated(calendar=()))
        self._travel = TravelTimes(problem)

    @cached_property
    def tests(self) -> dict[str, SchoolTests | None]:
        """The tests of each school; None of one without a time for them."""
        return {site.site_id: self._tests_of(site) for site in self.sites}

    def _tests_of(self, site: Site) -> SchoolTests | None:
        tour = self.tour
        minutes = round_up((site.pupils or 0) * tour.minutes_pupil / tour.stations)
        slots = {slot for day in DAYS for slot in self._usual.usual_slots(site.site_id, day)}
        starts = tuple(StartRange(day, 1, max(slots, default=1)) for day in tour.days)
        sessions = {}
        for periods in range(1, len(slots) + 1):
            demand = Demand(
                demand_id=tour.tour_id,
                site_id=site.site_id,
                skill=tour.skill,
                sessions=1,
                periods=periods,
                parts=PARTS,
                slots=starts,
            )
            sessions[periods] = self._usual.sessions(demand)
        return split_tests(minutes, sessions)

    def days_at(self, site_id: str, monday: dt.date) -> list[dt.date]:
        """Return the dates of a week on which a school can be tested.

        Dates of the tour on which the school has its usual day, and is not closed for all of it.
        """
        tests = self.tests[site_id]
        usual = {day for day, _ in tests.starts} if tests else set()
        calendar = self._calendars[monday]
        return [
            date
            for date in self._dates(monday)
            if date.isoweekday() in usual
            and calendar.runs_as(site_id, date.isoweekday()) == date.isoweekday()
            and (site_id, date) not in self._closed
        ]

    @cached_property
    def _calendars(self) -> dict[dt.date, Calendar]:
        return {monday: Calendar(self.problem.in_week(monday)) for monday in self.mondays}

    @cached_property
    def _closed(self) -> set[tuple[str, dt.date | None]]:
        return {
            (row.site_id, row.date)
            for row in self.problem.closures
            if row.taken is None and row.start is None and row.end is None
        }

    def _dates(self, monday: dt.date) -> list[dt.date]:
        week = [monday + dt.timedelta(days=day - 1) for day in self.tour.days]
        return [date for date in week if self.tour.from_ <= date <= self.tour.until]

    def team_days(self, monday: dt.date) -> int:
        """Return the days of a week that a team has."""
        calendar = self._calendars[monday]
        return sum(
            any(calendar.runs_as(site.site_id, date.isoweekday()) for site in self.sites)
            for date in self._dates(monday)
        )

    def road_min(self, base: str, site_id: str) -> int | None:
        """Return the minutes there and back; None if there is no way."""
        mode = self.problem.rules.travel.default_mode
        there = self._travel.minutes(mode, base, site_id)
        back = self._travel.minutes(mode, site_id, base)
        return None if min(there, back) < 0 else there + back

    @property
    def task(self) -> TourTask:
        """What is to be decided of the tour."""
        loads, roads, open_in = [], [], []
        for site in self.sites:
            tests = self.tests[site.site_id]
            ways = [self.road_min(base, site.site_id) for base in self.tour.bases]
            visits, minutes = (tests.visits, tests.visit_min) if tests else (0, 0)
            road = [0 if way is None else visits * way for way in ways]
            roads.append(road)
            loads.append(
                [
                    -1 if way is None else visits * minutes + one
                    for way, one in zip(ways, road, strict=True)
                ]
            )
            open_in.append(
                frozenset(
                    week
                    for week, monday in enumerate(self.mondays)
                    if tests
                    and len(self.days_at(site.site_id, monday)) * VISITS_DAY >= tests.visits
                )
            )
        rooms = [self.tour.team_min * self.team_days(monday) for monday in self.mondays]
        return TourTask(loads, roads, open_in, rooms)


def _mondays(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    monday = first - dt.timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += dt.timedelta(weeks=1)
