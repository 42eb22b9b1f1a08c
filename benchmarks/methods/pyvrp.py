"""PyVRP: skills through routing profiles, spans of starts as exclusive groups of optional clients.

One day after the other, with an equal share of the time, so that a demand gets what is still
missing; on each day a session wanted is a group of clients, one for each span of starts that follow
each other by the minute: a time window, as a router has it.
A profile is what people of one mode and the same skills share: sites of other demands are out of
their reach. Where nobody's day has windows, the roads from and to home are part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.contract import Outcome
from benchmarks.relaxed import FAR, Call, Relaxation, Tour
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare

DISTRIBUTIONS = ("pyvrp",)

MOST_BYTES = 8 * 10**9
"""Most bytes of all matrices together: a problem that needs more is left to others."""


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return PyVRP's plan, mended; it uses one core."""
    world = Relaxation(prepare(problem))
    days = sorted({tour.day for tour in world.tours})
    done: Counter[int] = Counter()
    last: dict[int, int] = {}
    calls: list[Call] = []
    for day in days:
        wanted = {}
        for task in world.tasks:
            rules = world.instance.tasks[task]
            if task not in last or day - last[task] >= rules.min_gap:
                wanted[task] = min(rules.sessions - done[task], rules.max_per_day)
        network = _Day(world, day, {task: count for task, count in wanted.items() if count > 0})
        if network.bytes_needed() > MOST_BYTES:
            return Outcome(None, notes="its matrices would take more than 8 GB")
        found = network.solve(seconds / len(days), seed)
        calls += found
        done.update(call.task for call in found)
        last.update((call.task, day) for call in found)
    return world.outcome(calls, "day by day, one core")


def _spans(begins: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last minute of starts that follow each other by the minute."""
    first = last = -1
    for begin in sorted(begins):
        if begin > last + 1 and first >= 0:
            yield first, last
        first, last = (begin if begin > last + 1 or first < 0 else first), begin
    if first >= 0:
        yield first, last


class _Day:
    """One day as PyVRP sees it; its locations are the homes, then the sites by demand."""

    def __init__(self, world: Relaxation, day: int, wanted: dict[int, int]) -> None:
        self._world, self._wanted = world, wanted
        self._tours = [tour for tour in world.tours if tour.day == day]
        self._tasks = sorted(task for task in wanted if world.begins(task, day))
        self._homes = sorted({world.instance.people[tour.person].home for tour in self._tours})
        keys = [self._profile(tour) for tour in self._tours]
        self._profiles = list(dict.fromkeys(keys))
        self._profile_of = [self._profiles.index(key) for key in keys]
        self._day = day
        self._drives_home = bool(world.instance.fits.all())

    def bytes_needed(self) -> int:
        """Return what the matrices take, times and costs."""
        return 2 * 8 * len(self._profiles) * (len(self._homes) + len(self._tasks)) ** 2

    def solve(self, seconds: float, seed: int) -> list[Call]:
        """Return the jobs that PyVRP has done within its time."""
        import pyvrp
        from pyvrp.stop import MaxRuntime

        world, homes = self._world, len(self._homes)
        clients: list[Any] = []
        groups: list[Any] = []
        task_of = []
        for number, task in enumerate(self._tasks):
            for _ in range(self._wanted[task]):
                first = len(clients)
                for early, late in _spans(world.begins(task, self._day)):
                    task_of.append(task)
                    clients.append(
                        pyvrp.Client(
                            homes + number,
                            delivery=[1],
                            service_duration=world.minutes(task),
                            tw_early=early,
                            tw_late=late,
                            prize=world.instance.tasks[task].unmet,
                            required=False,
                            group=len(groups),
                        )
                    )
                members = list(range(first, len(clients)))
                groups.append(pyvrp.ClientGroup(members, required=False))
        if not clients:
            return []
        matrices = [self._matrices(mode, able) for mode, able in self._profiles]
        data = pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in range(homes + len(self._tasks))],
            clients=clients,
            depots=[pyvrp.Depot(number) for number in range(homes)],
            vehicle_types=[self._vehicle(number) for number in range(len(self._tours))],
            distance_matrices=[costs for _, costs in matrices],
            duration_matrices=[times for times, _ in matrices],
            groups=groups,
        )
        result = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False)
        if not result.is_feasible():
            return []
        return [
            Call(
                self._tours[route.vehicle_type()],
                task_of[activity.idx],
                activity.start_time,
            )
            for route in result.best.routes()
            for activity in route.schedule()
            if activity.is_client()
        ]

    def _vehicle(self, number: int) -> object:
        import pyvrp

        tour = self._tours[number]
        who = self._world.instance.people[tour.person]
        home = self._homes.index(who.home)
        instance = self._world.instance
        hours = (
            (instance.departure, instance.latest_return)
            if self._drives_home
            else (tour.begin, tour.end)
        )
        return pyvrp.VehicleType(
            capacity=[who.max_sessions_day],
            start_depot=home,
            end_depot=home,
            tw_early=hours[0],
            tw_late=hours[1],
            max_distance=who.max_travel_day,
            unit_distance_cost=self._world.instance.weights.travel,
            profile=self._profile_of[number],
        )

    def _profile(self, tour: Tour) -> tuple[int, frozenset[int]]:
        world = self._world
        able = (t for t in self._tasks if (t, tour.person, tour.day) in world.options)
        return world.instance.people[tour.person].mode, frozenset(able)

    def _matrices(
        self, mode: int, able: frozenset[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return times and costs; what a profile may not do is out of reach."""
        instance = self._world.instance
        times, costs = self._world.matrices(mode)
        if self._drives_home:
            times = costs.copy()
        rows = [len(instance.places) + home for home in self._homes]
        rows += [instance.tasks[task].site for task in self._tasks]
        times, costs = times[np.ix_(rows, rows)], costs[np.ix_(rows, rows)]
        banned = [len(self._homes) + n for n, task in enumerate(self._tasks) if task not in able]
        for matrix in (times, costs):
            matrix[banned, :] = FAR
            matrix[:, banned] = FAR
            np.fill_diagonal(matrix, 0)
        return times, costs
