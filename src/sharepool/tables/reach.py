"""Who could serve which demand at all, each on a day of their own straight from home and back.

A plan may do more than that (a far site may be reached by way of another), so what this finds
missing is a reason to look, not a proof.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cache

from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Requirement, Staff, Window
from sharepool.problem.timetable import SessionTime, Timetable
from sharepool.problem.travel import TravelTimes


class Reach:
    """Answers who could serve what in a legal problem.

    Parameters
    ----------
    problem : Problem
    timetable : Timetable
    travel : TravelTimes

    Attributes
    ----------
    demands : list of Demand
        Those that are not dormant.
    """

    def __init__(self, problem: Problem, timetable: Timetable, travel: TravelTimes) -> None:
        self._problem, self._timetable, self._travel = problem, timetable, travel
        self._windows: dict[str, list[Window]] = defaultdict(list)
        for window in problem.availability:
            self._windows[window.staff_id].append(window)
        self._absences: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for absence in problem.absences:
            span = self._week_min(absence.from_), self._week_min(absence.until, is_last=True)
            self._absences[absence.staff_id].append(span)
        self._levels: dict[str, dict[str, int]] = defaultdict(dict)
        for row in problem.skills:
            if problem.covers_week(row.valid_from, row.valid_until):
                held = self._levels[row.skill]
                held[row.staff_id] = max(row.level, held.get(row.staff_id, 0))
        self.demands = [demand for demand in problem.demands if not problem.is_dormant(demand)]
        self.qualified = cache(self._qualified)

    def why_not_served(self, demand: Demand) -> str:
        """Return the code of why nobody could serve a demand, empty if somebody could."""
        if not self._timetable.sessions(demand):
            return "no_allowed_start"
        people = [self._problem.person_of[staff_id] for staff_id in self.qualified_for(demand)]
        if not people:
            return "nobody_qualified"
        if any(self.can_serve(person, demand) for person in people):
            return ""
        if any(self._is_free(person, time) for person in people for time in self._times(demand)):
            return "nobody_near"
        return "nobody_available"

    def qualified_for(self, demand: Demand) -> frozenset[str]:
        """Return the staff ids of everyone who holds what a demand or a role of it asks for."""
        asked = self._problem.asked_of(demand).values()
        return frozenset[str]().union(*map(self.qualified, asked))

    def serves_nothing(self, person: Staff) -> bool:
        """Return whether there is no demand of this week that a person could serve."""
        return not any(
            person.staff_id in self.qualified_for(demand) and self.can_serve(person, demand)
            for demand in self.demands
        )

    def is_free_for(self, person: Staff, demand: Demand) -> bool:
        """Return whether a person is free at some start of a demand."""
        return any(self._is_free(person, time) for time in self._times(demand))

    def can_serve(self, person: Staff, demand: Demand) -> bool:
        """Return whether a qualified person could take some session of a demand, and be home."""
        problem, day = self._problem, self._problem.rules.day
        mode, home = problem.mode_of(person), person.home_site
        place = problem.place_of(person, demand)
        there = self._travel.minutes(mode, home, place)
        back = self._travel.minutes(mode, place, home)
        if min(there, back) < 0 or max(there, back) > problem.limit_of(person, "max_leg_min"):
            return False
        if there + back > problem.limit_of(person, "max_travel_min_day"):
            return False
        return any(
            time.start_min - there >= day.earliest_departure
            and time.end_min + back <= day.latest_return
            and self._is_free(person, time)
            for time in self._times(demand)
        )

    def _times(self, demand: Demand) -> tuple[SessionTime, ...]:
        return self._timetable.sessions(demand)

    def _is_free(self, person: Staff, time: SessionTime) -> bool:
        """Return whether a session lies in a window of a person and overlaps no absence."""
        windows = self._windows.get(person.staff_id)
        day = self._timetable.calendar.window_day(person, time.day)
        if windows and not any(
            window.day == day and window.start <= time.start_min and time.end_min <= window.end
            for window in windows
        ):
            return False
        midnight = (time.day - 1) * MINUTES_PER_DAY
        return not any(
            midnight + time.start_min < last and first < midnight + time.end_min
            for first, last in self._absences.get(person.staff_id, ())
        )

    def _qualified(self, requirements: tuple[Requirement, ...]) -> frozenset[str]:
        """Return the staff ids of everyone who holds each of some skills all week."""
        holders = (
            {staff_id for staff_id, level in self._levels[skill].items() if level >= wanted}
            for skill, wanted in requirements
        )
        return frozenset(set.intersection(*holders))

    def _week_min(self, moment: dt.date, *, is_last: bool = False) -> float:
        """Return minutes from the week's first midnight; a last day ends at its last minute."""
        if not isinstance(moment, dt.datetime):
            moment = dt.datetime.combine(moment, dt.time()) + dt.timedelta(days=int(is_last))
        monday = dt.datetime.combine(self._problem.rules.week_of, dt.time())
        return (moment - monday).total_seconds() / 60
