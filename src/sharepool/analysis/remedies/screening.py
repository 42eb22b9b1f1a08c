"""What is missing, and what it could be worth: for choosing which changes to solve again.

Nothing here is reported. A promise is the weight of missing sessions that a change could open, were
nothing else in the way, less the road to them; only what solving again finds is a win.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from sharepool.analysis.remedies.changes import Change
from sharepool.problem.cells import MINUTES_PER_HOUR, round_half_up
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Staff
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes

UNLIMITED = 10**6
"""Sessions that stand for as many as there are."""


@dataclass(frozen=True)
class Idea:
    """A change that may be worth solving again.

    Attributes
    ----------
    change : Change
    promise : int
        What the missing sessions that it could open are worth at most.
    """

    change: Change
    promise: int


class Gaps:
    """The missing sessions of a plan, and what people have left for them.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.timetable, self.travel = Timetable(problem), TravelTimes(problem)
        self._week = Itinerary(problem, plan, self.timetable, self.travel)

    @cached_property
    def missing(self) -> dict[str, int]:
        """Missing sessions by demand; only demands that miss some."""
        found = {
            demand.demand_id: self.problem.wanted_of[demand.demand_id]
            - self._week.delivered(demand.demand_id)
            for demand in self.problem.demands
            if not self.problem.is_dormant(demand)
        }
        return {demand_id: count for demand_id, count in found.items() if count > 0}

    def minutes(self, demand: Demand) -> int:
        """Return the minutes of a session of a demand, the shortest if they differ."""
        times = self.timetable.sessions(demand)
        return min((time.end_min - time.start_min for time in times), default=MINUTES_PER_HOUR)

    def worth(self, demand: Demand, way_min: int) -> int:
        """Return what a session is worth to somebody who lives so far away."""
        weights = self.problem.rules.weights
        unmet = round_half_up(weights.unmet * Fraction(demand.priority))
        return max(0, unmet - 2 * weights.travel * way_min)

    def way_min(self, person: Staff, demand: Demand) -> int | None:
        """Return a person's minutes from home to where a session of theirs would be."""
        mode = self.problem.mode_of(person)
        place = self.problem.place_of(person, demand)
        minutes = self.travel.minutes(mode, person.home_site, place)
        return None if minutes < 0 else minutes

    def is_in_reach(self, person: Staff, demand: Demand) -> bool:
        """Return whether a person may drive from home to a demand and back."""
        way = self.way_min(person, demand)
        return (
            way is not None
            and way <= self.problem.limit_of(person, "max_leg_min")
            and 2 * way <= self.problem.limit_of(person, "max_travel_min_day")
        )

    def spare_sessions(self, person: Staff, minutes: int) -> int:
        """Return how many sessions of so many minutes a person's week has left."""
        own = self._week.of_person.get(person.staff_id, ())
        days = self.problem.limit_of(person, "max_days_week")
        a_day = self.problem.limit_of(person, "max_sessions_day")
        left = min(self.problem.limit_of(person, "max_sessions_week"), days * a_day) - len(own)
        if person.max_hours_week is not None:
            work_min = int(person.max_hours_week * MINUTES_PER_HOUR)
            worked = sum(session.minutes for session in own)
            left = min(left, (work_min - worked) // minutes)
        return max(0, left)

    def is_free(self, person: Staff, day: int, start_min: int, end_min: int) -> bool:
        """Return whether a person could have one session more, at a time without any of theirs."""
        own = self._week.of_person.get(person.staff_id, ())
        return self.spare_sessions(person, end_min - start_min) > 0 and not any(
            one.day == day and one.start_min < end_min and start_min < one.end_min for one in own
        )

    def reach_of(
        self, person: Staff, demands: Iterable[Demand]
    ) -> tuple[list[tuple[Demand, int]], int]:
        """Return the demands in a person's reach with the way to each, and how many sessions."""
        ways = [
            (demand, self.way_min(person, demand) or 0)
            for demand in demands
            if self.is_in_reach(person, demand)
        ]
        shortest = min((self.minutes(demand) for demand, _ in ways), default=MINUTES_PER_HOUR)
        return ways, self.spare_sessions(person, shortest)

    def promise(self, demands: Iterable[tuple[Demand, int]], most: int) -> int:
        """Return what the best missing sessions of some demands are worth.

        Parameters
        ----------
        demands : iterable of (Demand, int)
            Each with the minutes on the way to it.
        most : int
            Sessions that can be taken at most.
        """
        values = sorted(
            (
                self.worth(demand, way_min)
                for demand, way_min in demands
                for _ in range(self.missing.get(demand.demand_id, 0))
            ),
            reverse=True,
        )
        return sum(values[:most])
