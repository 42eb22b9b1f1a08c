"""OR-Tools routing: one vehicle per person and day on a week's clock, optional visits.

Dimensions hold the clock, the road and the sessions of a day; a missing session costs its weight.
Guided local search on one core, as the library's own guide recommends for hard problems.
"""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.contract import Outcome
from benchmarks.relaxed import MINUTES_PER_DAY, Call, Relaxation
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare

DISTRIBUTIONS = ("ortools",)

WEEK_MIN = 7 * MINUTES_PER_DAY
MOST_NODES = 4000
"""Its matrices are Python lists: of more nodes they would not fit the memory."""


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the plan of OR-Tools routing, mended; it uses one core and knows no seed."""
    world = Relaxation(prepare(problem))
    jobs = [task for task in world.tasks for _ in range(world.instance.tasks[task].sessions)]
    if not jobs:
        return world.outcome([], "nothing that a vehicle could do")
    if len(jobs) + len(world.instance.people) > MOST_NODES:
        return Outcome(None, notes=f"more than {MOST_NODES} nodes")
    return _Routing(world, jobs).solve(seconds)


class _Routing:
    """The routing model; its nodes are the jobs, then the homes."""

    def __init__(self, world: Relaxation, jobs: list[int]) -> None:
        self._world, self._jobs = world, jobs
        instance = world.instance
        home_of = [instance.people[tour.person].home for tour in world.tours]
        homes = sorted(set(home_of))
        depots = [len(jobs) + homes.index(home) for home in home_of]
        self._manager = pywrapcp.RoutingIndexManager(
            len(jobs) + len(homes), len(depots), depots, depots
        )
        self._model = pywrapcp.RoutingModel(self._manager)
        self._places = [instance.tasks[task].site for task in jobs]
        self._places += [len(instance.places) + home for home in homes]
        self._add_dimensions()
        for node, task in enumerate(jobs):
            self._add_job(self._manager.NodeToIndex(node), task)

    def _add_dimensions(self) -> None:
        """Add clock, road and load; costs are the road."""
        world, model = self._world, self._model
        modes = [world.instance.people[tour.person].mode for tour in world.tours]
        service = [world.minutes(task) for task in self._jobs]
        service += [0] * (len(self._places) - len(service))
        clocks, roads, prices = {}, {}, {}
        for mode in set(modes):
            times, costs = world.matrices(mode)
            times = times[self._places][:, self._places]
            costs = costs[self._places][:, self._places]
            spent = (times.T + service).T
            clocks[mode] = model.RegisterTransitMatrix(spent.tolist())
            roads[mode] = model.RegisterTransitMatrix(costs.tolist())
            priced = costs * world.instance.weights.travel
            prices[mode] = model.RegisterTransitMatrix(priced.tolist())
        for vehicle, mode in enumerate(modes):
            model.SetArcCostEvaluatorOfVehicle(prices[mode], vehicle)
        people = [world.instance.people[tour.person] for tour in world.tours]
        model.AddDimensionWithVehicleTransits(
            [clocks[mode] for mode in modes], WEEK_MIN, WEEK_MIN, False, "clock"
        )
        model.AddDimensionWithVehicleTransitAndCapacity(
            [roads[mode] for mode in modes],
            0,
            [min(who.max_travel_day, MINUTES_PER_DAY) for who in people],
            True,
            "road",
        )
        one = model.RegisterUnaryTransitVector(
            [1] * len(self._jobs) + [0] * (len(self._places) - len(self._jobs))
        )
        model.AddDimensionWithVehicleCapacity(
            one, 0, [min(who.max_sessions_day, len(self._jobs)) for who in people], True, "load"
        )
        clock = model.GetDimensionOrDie("clock")
        for vehicle, tour in enumerate(world.tours):
            midnight = tour.day * MINUTES_PER_DAY
            hours = midnight + tour.begin, midnight + tour.end
            clock.CumulVar(model.Start(vehicle)).SetRange(*hours)
            clock.CumulVar(model.End(vehicle)).SetRange(*hours)

    def _add_job(self, index: int, task: int) -> None:
        """Let a job be done at one of its starts by one who can, or not at all."""
        world, model = self._world, self._model
        begins = [
            day * MINUTES_PER_DAY + begin for day in range(7) for begin in world.begins(task, day)
        ]
        model.GetDimensionOrDie("clock").CumulVar(index).SetValues(sorted(begins))
        model.VehicleVar(index).SetValues([-1, *world.able(task)])
        model.AddDisjunction([index], world.instance.tasks[task].unmet)

    def solve(self, seconds: float) -> Outcome:
        """Return what the search finds in its time."""
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        # On a county it serves more than the parallel insertion, and the others serve nobody.
        parameters.first_solution_strategy = (
            routing_enums_pb2.FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION
        )
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
        parameters.time_limit.FromMilliseconds(round(seconds * 1000))
        solution = self._model.SolveWithParameters(parameters)
        if solution is None:
            return self._world.outcome([], "no solution in time; one core")
        clock = self._model.GetDimensionOrDie("clock")
        calls = []
        for vehicle, tour in enumerate(self._world.tours):
            index = solution.Value(self._model.NextVar(self._model.Start(vehicle)))
            while not self._model.IsEnd(index):
                task = self._jobs[self._manager.IndexToNode(index)]
                begin = solution.Min(clock.CumulVar(index)) % MINUTES_PER_DAY
                calls.append(Call(tour, task, begin))
                index = solution.Value(self._model.NextVar(index))
        return self._world.outcome(calls, "one core")
