"""The formulation of a location problem as it stands, for HiGHS."""

from __future__ import annotations

import datetime as dt
import math
from typing import NamedTuple

import numpy as np
from ortools.math_opt.python import mathopt

from sharepool.centre.pairing.knapsacks import Mask, Whole
from sharepool.centre.pairing.location import LocationProblem
from sharepool.problem.result import Status

_REASON = mathopt.TerminationReason
_STATUS = {
    _REASON.OPTIMAL: Status.OPTIMAL,
    _REASON.FEASIBLE: Status.FEASIBLE,
    _REASON.INFEASIBLE: Status.INFEASIBLE,
    # Costs are 0 or more: nothing is unbounded.
    _REASON.INFEASIBLE_OR_UNBOUNDED: Status.INFEASIBLE,
}

_TOLERANCE = 1e-6
"""What a bound in floating point may be off."""

_LEAST_GAIN = 0.5
"""Costs are whole: a solution that is better by less is none."""


class Outcome(NamedTuple):
    """How an exact solve ended.

    Attributes
    ----------
    status : Status
    facility_of : array of shape (n,), or None
    bound : int
        No solution within the links given costs less (proven).
    """

    status: Status
    facility_of: Whole | None
    bound: int


def solve_exact(
    problem: LocationProblem, links: Mask, needed: Mask, *, seconds: float, seed: int
) -> Outcome:
    """Return the best solution that uses only some links and opens what is needed.

    The equations are those of :class:`~sharepool.centre.pairing.location.LocationProblem`.

    Parameters
    ----------
    problem : LocationProblem
    links : array of shape (m, n)
    needed : array of shape (m,)
    seconds : float
    seed : int
    """
    if not links.any(axis=0).all():
        return Outcome(Status.INFEASIBLE, None, 0)
    model = mathopt.Model()
    opens = {int(i): model.add_binary_variable() for i in np.flatnonzero(links.any(axis=1))}
    serves = {(int(i), int(j)): model.add_binary_variable() for i, j in np.argwhere(links)}
    clients_of = {i: np.flatnonzero(links[i]).tolist() for i in opens}
    for j in range(links.shape[1]):
        servers = np.flatnonzero(links[:, j]).tolist()
        model.add_linear_constraint(mathopt.fast_sum(serves[i, j] for i in servers) == 1)  # (2)
    for i, is_open in opens.items():
        load = mathopt.fast_sum(int(problem.loads[j]) * serves[i, j] for j in clients_of[i])
        model.add_linear_constraint(load <= int(problem.capacities[i]) * is_open)  # (3)
        for j in clients_of[i]:
            model.add_linear_constraint(serves[i, j] <= is_open)  # (4)
        if needed[i]:
            model.add_linear_constraint(is_open == 1)
    model.add_linear_constraint(mathopt.fast_sum(opens.values()) <= problem.most_open)  # (5)
    opening = mathopt.fast_sum(int(problem.opening[i]) * opens[i] for i in opens)
    serving = mathopt.fast_sum(int(problem.costs[link]) * serves[link] for link in serves)
    model.minimize(opening + serving)  # (1)
    parameters = mathopt.SolveParameters(
        time_limit=dt.timedelta(seconds=seconds),
        random_seed=seed,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=_LEAST_GAIN,
    )
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    status = _STATUS.get(result.termination.reason, Status.UNKNOWN)
    proven = result.termination.objective_bounds.dual_bound
    bound = math.ceil(proven - _TOLERANCE) if math.isfinite(proven) else 0
    if not result.has_primal_feasible_solution():
        return Outcome(status, None, bound)
    facility_of = np.full(len(problem.loads), -1, dtype=np.int64)
    values = result.variable_values()
    for (i, j), variable in serves.items():
        if round(values[variable]):
            facility_of[j] = i
    return Outcome(status, facility_of, bound)
