r"""Who goes to which run of a course, so that fewest lessons fall out.

With :math:`x_{pk} = 1` if person p goes to run k, and :math:`o_d` the sessions beyond the first
that the class of demand d loses:

.. math::
    \min \; & \sum_{p,k} c_{pk} x_{pk} + \sum_p U u_p + \sum_d w_d\, o_d && (1) \\
    \text{s.t.} \; & \sum_k x_{pk} + u_p = 1 && \forall p \quad (2) \\
    & \sum_p x_{pk} \le \text{places}_k && \forall k \quad (3) \\
    & o_d \ge \sum_{p,k} h_{pkd}\, x_{pk} - 1 && \forall d \quad (4)

where :math:`c_{pk}` are the sessions of the standing plan that the run takes from p, each with the
weight of a missing one, and minutes on the road; :math:`h_{pkd}` how many of them are of d; and U
is more than everything else together. Without (4) it is a transportation problem, solved as a flow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow
from ortools.math_opt.python import mathopt

from sharepool.centre.integer_programs import proven_least, solve_to_the_end
from sharepool.problem.result import Status

Whole = NDArray[np.int64]

_MOST_LINKS = 50_000
"""Links of people and runs beyond which classes are not looked at one by one."""


NO_LINK = -1
"""Cost of a run that somebody cannot go to."""


@dataclass(frozen=True)
class RunTask:
    """What is to be decided for one course.

    Attributes
    ----------
    costs : array of shape (people, runs)
        :data:`NO_LINK` where somebody cannot go.
    places : sequence of int
    hits : mapping of (int, int) to mapping of str to int
        Sessions by demand id that a run takes from somebody; only where it takes any.
    weights : mapping of str to int
        Price of a session that a class loses beyond its first.
    before : mapping of str to int
        Sessions that classes lose already.
    """

    costs: Whole
    places: Sequence[int]
    hits: Mapping[tuple[int, int], Mapping[str, int]]
    weights: Mapping[str, int]
    before: Mapping[str, int]

    @property
    def no_place(self) -> int:
        """Price of somebody without a run."""
        worst = int(self.costs.max(initial=0)) + 1
        beyond = sum(
            self.weights[name] * count for hit in self.hits.values() for name, count in hit.items()
        )
        return worst * (len(self.costs) + 1) + beyond


@dataclass(frozen=True)
class Assigned:
    """Who goes where.

    Attributes
    ----------
    status : Status
    run_of : list of int or None
        Run of each person; None without one.
    cost, bound : int
        The price of people without a run included.
    """

    status: Status
    run_of: list[int | None]
    cost: int
    bound: int


def assign_runs(task: RunTask, seconds: float, seed: int) -> Assigned:
    """Return who goes to which run.

    Parameters
    ----------
    task : RunTask
    seconds : float
        For the choice in whole numbers, if the flow makes a class lose more than one session.
    seed : int
    """
    run_of = _flow(task)
    cost, bound = cost_of(task, run_of), _linear(task, run_of)
    if cost > bound and int((task.costs >= 0).sum()) <= _MOST_LINKS:
        better, proven = _choose(task, run_of, seconds, seed)
        if cost_of(task, better) < cost:
            run_of, cost = better, cost_of(task, better)
        bound = max(bound, min(proven, cost))
    status = Status.OPTIMAL if cost == bound else Status.FEASIBLE
    return Assigned(status, run_of, cost, bound)


def cost_of(task: RunTask, run_of: Sequence[int | None]) -> int:
    """Return what a choice costs, by (1)."""
    lost = Counter(task.before)
    for person, run in enumerate(run_of):
        if run is not None:
            lost.update(task.hits.get((person, run), {}))
    before = _beyond(task, Counter(task.before))
    return _linear(task, run_of) + _beyond(task, lost) - before


def _beyond(task: RunTask, lost: Counter[str]) -> int:
    return sum(task.weights.get(name, 0) * max(0, count - 1) for name, count in lost.items())


def _linear(task: RunTask, run_of: Sequence[int | None]) -> int:
    return sum(
        task.no_place if run is None else int(task.costs[person, run])
        for person, run in enumerate(run_of)
    )


def _flow(task: RunTask) -> list[int | None]:
    """Return the choice of least cost without (4)."""
    people, runs = task.costs.shape
    if not people:
        return []
    solver = min_cost_flow.SimpleMinCostFlow()
    who, run = np.nonzero(task.costs >= 0)
    nobody = people + runs
    sink = nobody + 1
    everyone = np.arange(people)
    tails = np.concatenate([who, everyone, np.arange(people, nobody), [nobody]])
    heads = np.concatenate([run + people, np.full(people, nobody), np.full(runs + 1, sink)])
    rooms = np.concatenate([np.ones(len(who) + people), list(task.places), [people]])
    price = np.concatenate(
        [task.costs[who, run], np.full(people, task.no_place), np.zeros(runs + 1)]
    )
    links = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32),
        heads.astype(np.int32),
        rooms.astype(np.int64),
        price.astype(np.int64),
    )
    solver.set_nodes_supplies(everyone.astype(np.int32), np.ones(people, dtype=np.int64))
    solver.set_node_supply(sink, -people)
    if solver.solve() != solver.OPTIMAL:
        raise RuntimeError("the flow of people to runs found no end")
    found: list[int | None] = [None] * people
    for link in np.flatnonzero(solver.flows(links[: len(who)])):
        found[int(who[link])] = int(run[link])
    return found


def _choose(
    task: RunTask, start: Sequence[int | None], seconds: float, seed: int
) -> tuple[list[int | None], int]:
    """Return the choice of least cost by (1) to (4), as far as the time lets it be found."""
    model = mathopt.Model()
    people = len(task.costs)
    links = {
        (int(person), int(run)): model.add_binary_variable()
        for person, run in np.argwhere(task.costs >= 0)
    }
    without = [model.add_binary_variable() for _ in range(people)]
    rows = [model.add_linear_constraint(lb=1.0, ub=1.0) for _ in range(people)]
    rooms = [model.add_linear_constraint(lb=0.0, ub=float(room)) for room in task.places]
    beyond = {name: model.add_variable(lb=0.0) for name in task.weights}
    losses = {
        name: model.add_linear_constraint(ub=1.0 - min(1, task.before.get(name, 0)))
        for name in task.weights
    }
    for name, variable in beyond.items():
        losses[name].set_coefficient(variable, -1.0)
        model.objective.set_linear_coefficient(variable, float(task.weights[name]))
    for (person, run), variable in links.items():
        rows[person].set_coefficient(variable, 1.0)
        rooms[run].set_coefficient(variable, 1.0)
        model.objective.set_linear_coefficient(variable, float(task.costs[person, run]))
        for name, count in task.hits.get((person, run), {}).items():
            losses[name].set_coefficient(variable, float(count))
    for row, variable in zip(rows, without, strict=True):
        row.set_coefficient(variable, 1.0)
        model.objective.set_linear_coefficient(variable, float(task.no_place))
    begin = {variable: float(start[person] == run) for (person, run), variable in links.items()} | {
        variable: float(start[person] is None) for person, variable in enumerate(without)
    }
    result = solve_to_the_end(model, seconds, seed, begin)
    bound = proven_least(result) or 0
    if not result.has_primal_feasible_solution():
        return list(start), bound
    values = result.variable_values()
    found: list[int | None] = [None] * people
    for (person, run), variable in links.items():
        if round(values[variable]):
            found[person] = run
    return found, bound
