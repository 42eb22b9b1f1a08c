"""When testers go where, which group is at which base when, and what the weeks are to know."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sharepool.base.errors import InternalError
from sharepool.centre.events.check import check_events
from sharepool.centre.events.feeding import list_base_days, list_events, make_feed
from sharepool.centre.events.shifts import list_shifts
from sharepool.centre.events.tour import assign_weeks
from sharepool.centre.events.tour_times import TourTimes
from sharepool.centre.events.two_goals import Bounds
from sharepool.centre.events.types import (
    BaseTrip,
    EventGoal,
    EventPlan,
    EventTables,
    LeftOut,
    TourDays,
    TourStop,
)
from sharepool.centre.events.visit_times import VisitTimes
from sharepool.centre.events.visiting import assign_days
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop

NO_TIME, FULL = "no_time", "full"
"""Why something is left out."""


def plan_events(
    problem: Problem, tables: EventTables, *, stop: float | Stop = 60.0, seed: int = 0
) -> EventPlan:
    """Decide the weeks of tours and the days of visits, and what events ask of the weeks.

    docs/events.md has the models. Who is there is left to the weeks: their demands and roles are
    in the feed.

    Parameters
    ----------
    problem : Problem
    tables : EventTables
    stop : float or Stop
        When to stop looking for something better, in all: seconds from the call.
    seed : int

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_events("data/samples/county", problem)
    >>> plan = sp.plan_events(problem, tables)
    >>> len(plan.stops) > 0, plan.left_out
    (True, ())
    """
    ends = time.monotonic() + Stop.of(stop).time_alone()
    tasks = len(tables.tours) + bool(tables.visits)
    deciding = _Deciding(problem, tables, seed)
    for done, tour in enumerate(tables.tours):
        deciding.tour(TourTimes(problem, tour), _share(ends, tasks - done))
    if tables.visits:
        deciding.visits(_share(ends, 1))
    trips = tuple(deciding.trips)
    days = [*list_events(tables), *list_base_days(tables, trips)]
    goals = tuple(deciding.goals)
    plan = EventPlan(
        status=_status(goals),
        shifts=tuple(shift for event, staff, _ in days for shift in list_shifts(event, staff)),
        stops=tuple(deciding.stops),
        trips=trips,
        left_out=tuple(deciding.left_out),
        goals=goals,
        team_days=tuple(deciding.team_days),
        feed=make_feed(problem, tables, deciding.stops, trips),
        problem=problem,
        tables=tables,
    )
    if flaws := check_events(plan):
        raise InternalError(f"the events have {len(flaws)} flaws, such as {flaws[0]}")
    return plan


def _share(ends: float, tasks: int) -> float:
    return max(0.5, (ends - time.monotonic()) / tasks)


def _status(goals: Sequence[EventGoal]) -> Status:
    proven = all(goal.value == goal.bound for goal in goals)
    return Status.OPTIMAL if proven else Status.FEASIBLE


class _Deciding:
    """Gathers what is decided, one task after the other."""

    def __init__(self, problem: Problem, tables: EventTables, seed: int) -> None:
        self._problem, self._tables, self._seed = problem, tables, seed
        self.stops: list[TourStop] = []
        self.trips: list[BaseTrip] = []
        self.left_out: list[LeftOut] = []
        self.goals: list[EventGoal] = []
        self.team_days: list[TourDays] = []

    def tour(self, times: TourTimes, seconds: float) -> None:
        """Decide base and week of each school of a tour."""
        tour, task = times.tour, times.task
        found = assign_weeks(task, seconds, self._seed)
        self._add_goals(tour.tour_id, found.stops, task.cost(found.stops), found.bounds)
        used, able = 0, {school for school, _, _ in task.links}
        for number, (site, place) in enumerate(zip(times.sites, found.stops, strict=True)):
            tests = times.tests[site.site_id]
            if place is None or tests is None:
                why = FULL if number in able else NO_TIME
                self.left_out.append(LeftOut("tours", tour.tour_id, site.site_id, why))
                continue
            base, week = place
            self.stops.append(
                TourStop(
                    tour_id=tour.tour_id,
                    site_id=site.site_id,
                    base=tour.bases[base],
                    monday=times.mondays[week],
                    visits=tests.visits,
                    visit_min=tests.visit_min,
                    road_min=task.roads[number][base],
                )
            )
            used += self.stops[-1].load_min
        minutes = sum(tests.minutes for tests in times.tests.values() if tests)
        room = len(tour.bases) * sum(map(times.team_days, times.mondays))
        least = -(-minutes // tour.team_min)
        self.team_days.append(TourDays(tour.tour_id, used, least, room))

    def visits(self, seconds: float) -> None:
        """Decide base and day of each group."""
        tables = self._tables
        times = VisitTimes(self._problem, tables.bases, tables.visits)
        task = times.task
        found = assign_days(task, seconds, self._seed)
        self._add_goals("visits", found.days, task.cost(found.days), found.bounds)
        able = {one[0] for one in task.options if task.pupils[one[0]] <= task.places[one[1]]}
        for group, (visit, place) in enumerate(zip(tables.visits, found.days, strict=True)):
            if place is None:
                why = FULL if group in able else NO_TIME
                self.left_out.append(LeftOut("visits", visit.group_id, visit.site_id, why))
                continue
            base, day = place
            minutes = task.options[group, base, day]
            base_id, date = tables.bases[base].base_id, times.dates[day]
            self.trips.append(BaseTrip(visit.group_id, base_id, date, minutes))

    def _add_goals(
        self, task: str, chosen: Sequence[object | None], cost: int, bounds: Bounds
    ) -> None:
        missing = sum(one is None for one in chosen)
        self.goals.append(EventGoal(task, "missing", missing, bounds.missing))
        # What the others cost at least is known for this number of them alone.
        bound = bounds.cost if missing == bounds.missing else None
        self.goals.append(EventGoal(task, "cost", cost, bound))
