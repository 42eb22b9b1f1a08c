"""The location problem as a mixed-integer program, which HiGHS solves."""

from __future__ import annotations

import time
from collections import defaultdict

import numpy as np
from ortools.math_opt.python import mathopt

from sharepool.base.errors import InternalError
from sharepool.centre.integer_programs import proven_least, solve_to_the_end
from sharepool.centre.pairing.location import Location, LocationProblem, Whole
from sharepool.centre.pairing.pools import Pools
from sharepool.problem.result import Status

_REASON = mathopt.TerminationReason
_STATUS = {
    _REASON.OPTIMAL: Status.OPTIMAL,
    _REASON.FEASIBLE: Status.FEASIBLE,
    _REASON.INFEASIBLE: Status.INFEASIBLE,
    # Costs are 0 or more: nothing is unbounded.
    _REASON.INFEASIBLE_OR_UNBOUNDED: Status.INFEASIBLE,
}


def locate(problem: LocationProblem, *, seconds: float = 60.0, seed: int = 0) -> Location:
    """Return the cheapest way to serve every client, with a proven bound.

    The equations are those of :class:`~sharepool.centre.pairing.location.LocationProblem`.

    Parameters
    ----------
    problem : LocationProblem
    seconds : float
        When to stop looking for a better one.
    seed : int

    Raises
    ------
    InternalError
        The solver's answer is no solution; it is withheld.
    """
    started = time.monotonic()
    if not problem.allowed.any(axis=0).all():
        return Location(Status.INFEASIBLE, (), None, None, 0.0)
    program = _Program(problem)
    answer = solve_to_the_end(program.model, seconds, seed)
    status = _STATUS.get(answer.termination.reason, Status.UNKNOWN)
    facility_of = program.read(answer) if answer.has_primal_feasible_solution() else None
    if facility_of is None:
        bound = None if status is Status.INFEASIBLE else _bound(answer)
        return Location(status, (), None, bound, time.monotonic() - started)
    if not problem.allows(facility_of):
        raise InternalError("HiGHS answered what is no solution; it is withheld")
    objective = problem.cost_of(facility_of)
    bound = min(objective, _bound(answer))
    return Location(
        status=Status.OPTIMAL if bound == objective else Status.FEASIBLE,
        facility_of=tuple(facility_of.tolist()),
        objective=objective,
        bound=bound,
        wall_seconds=time.monotonic() - started,
    )


class _Program:
    """Variables and equations, numbered as in :class:`LocationProblem`."""

    def __init__(self, problem: LocationProblem) -> None:
        self.model = model = mathopt.Model()
        links = problem.allowed
        self._clients = links.shape[1]
        opens = {int(i): model.add_binary_variable() for i in np.flatnonzero(links.any(axis=1))}
        serves = {(int(i), int(j)): model.add_binary_variable() for i, j in np.argwhere(links)}
        self._serves = serves
        for j in range(self._clients):
            servers = np.flatnonzero(links[:, j]).tolist()
            model.add_linear_constraint(mathopt.fast_sum(serves[i, j] for i in servers) == 1)  # (2)
        for i, is_open in opens.items():
            clients = np.flatnonzero(links[i]).tolist()
            load = mathopt.fast_sum(int(problem.loads[j]) * serves[i, j] for j in clients)
            model.add_linear_constraint(load <= int(problem.capacities[i]) * is_open)  # (3)
            for j in clients:
                model.add_linear_constraint(serves[i, j] <= is_open)  # (4)
        model.add_linear_constraint(mathopt.fast_sum(opens.values()) <= problem.most_open)  # (5)
        opening = mathopt.fast_sum(int(problem.opening[i]) * opens[i] for i in opens)
        serving = mathopt.fast_sum(int(problem.costs[link]) * serves[link] for link in serves)
        short = 0 if problem.pools is None else self._short(problem.pools)
        model.minimize(opening + serving + short)  # (1)

    def _short(self, pools: Pools) -> mathopt.LinearExpression:
        """Add what pools give, and return the price of what they are short of."""
        model = self.model
        given: dict[tuple[int, int], list[mathopt.Variable]] = defaultdict(list)
        for stock in pools.stocks:
            uses = [model.add_variable(lb=0.0) for _ in stock.kinds]
            model.add_linear_constraint(mathopt.fast_sum(uses) <= stock.amount)  # (7)
            for kind, use in zip(stock.kinds, uses, strict=True):
                given[stock.pool, kind].append(use)
        wanted: dict[tuple[int, int], list[mathopt.LinearTerm]] = defaultdict(list)
        for (i, j), serve in self._serves.items():
            for kind in np.flatnonzero(pools.wants[j]).tolist():
                wanted[pools.pool_of[i], kind].append(int(pools.wants[j, kind]) * serve)
        shortages = []
        for key, terms in wanted.items():
            shortage = model.add_variable(lb=0.0)
            gifts = mathopt.fast_sum(given[key])
            model.add_linear_constraint(mathopt.fast_sum(terms) <= shortage + gifts)  # (8)
            shortages.append(shortage)
        return pools.price * mathopt.fast_sum(shortages)

    def read(self, answer: mathopt.SolveResult) -> Whole:
        """Return the facility of each client."""
        facility_of = np.full(self._clients, -1, dtype=np.int64)
        values = answer.variable_values()
        for (i, j), variable in self._serves.items():
            if round(values[variable]):
                facility_of[j] = i
        return facility_of


def _bound(answer: mathopt.SolveResult) -> int:
    """Return what no solution costs less than; 0 if nothing is known."""
    return max(0, proven_least(answer) or 0)
