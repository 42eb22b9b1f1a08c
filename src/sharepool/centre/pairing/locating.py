"""Solves location problems: bounds and solutions by prices, then what is left by HiGHS."""

from __future__ import annotations

import time

import numpy as np

from sharepool.centre.pairing.exact import solve_exact
from sharepool.centre.pairing.knapsacks import Whole
from sharepool.centre.pairing.location import Location, LocationProblem
from sharepool.centre.pairing.multipliers import SCALE, LagrangianRelaxation, fix_by_cost, relax
from sharepool.centre.pairing.rounding import round_relaxation
from sharepool.problem.result import Status

ROUNDS = 600
"""Times that prices are moved."""

PATIENCE = 20
"""Rounds without a better bound after which steps get half as long."""

LEAST_STEP = 0.005


def locate(problem: LocationProblem, *, seconds: float = 60.0, seed: int = 0) -> Location:
    """Return the cheapest way to serve every client, with a proven bound.

    Parameters
    ----------
    problem : LocationProblem
    seconds : float
        When to stop looking for a better one.
    seed : int
    """
    started = time.monotonic()
    if not problem.allowed.any(axis=0).all():
        return Location(Status.INFEASIBLE, (), None, None, 0.0)
    search = _Search(problem)
    search.move_prices(started + seconds / 2)
    status = Status.OPTIMAL
    if not search.is_closed:
        left = max(0.1, started + seconds - time.monotonic())
        status = search.finish(left, seed)
    found = search.best
    return Location(
        status=status,
        facility_of=() if found is None else tuple(found.tolist()),
        objective=search.objective,
        bound=None if status is Status.INFEASIBLE else search.bound,
        wall_seconds=time.monotonic() - started,
    )


class _Search:
    """The best solution and bound so far."""

    def __init__(self, problem: LocationProblem) -> None:
        self._problem = problem
        self.best: Whole | None = None
        self.objective: int | None = None
        self.bound = 0
        self._relaxed: LagrangianRelaxation | None = None

    @property
    def is_closed(self) -> bool:
        return self.objective is not None and self.bound >= self.objective

    def move_prices(self, deadline: float) -> None:
        """Raise the bound by subgradients of the prices, and try a solution at each new one."""
        problem, step, idle = self._problem, 1.0, 0
        worst = int(problem.costs.max(axis=0, initial=0).sum() + problem.opening.sum())
        prices = SCALE * np.where(problem.allowed, problem.costs, worst).min(axis=0, initial=worst)
        for _ in range(ROUNDS):
            relaxed = relax(problem, prices)
            if self._relaxed is None or relaxed.value > self._relaxed.value:
                self._relaxed, idle = relaxed, 0
                self.bound = max(self.bound, relaxed.bound)
                self._try(round_relaxation(problem, relaxed))
            else:
                idle += 1
            if idle == PATIENCE:
                step, idle, relaxed = step / 2, 0, self._relaxed
            slope = 1 - relaxed.served
            if self.is_closed or step < LEAST_STEP or not slope.any():
                return
            if time.monotonic() > deadline:
                return
            top = SCALE * (worst if self.objective is None else self.objective)
            length = step * max(top - relaxed.value, SCALE) / int(slope @ slope)
            prices = relaxed.prices + np.rint(length * slope).astype(np.int64)

    def finish(self, seconds: float, seed: int) -> Status:
        """Solve exactly what no bound rules out."""
        problem = self._problem
        links, needed = problem.allowed, np.zeros(len(problem.opening), dtype=bool)
        if self.objective is not None and self._relaxed is not None:
            links, needed = fix_by_cost(problem, self._relaxed, self.objective)
        outcome = solve_exact(problem, links, needed, seconds=seconds, seed=seed)
        self._try(outcome.facility_of)
        if self.objective is None:
            self.bound = max(self.bound, outcome.bound)
            return outcome.status
        # Where nothing is left, nothing is cheaper than the best.
        is_over = outcome.status is Status.INFEASIBLE
        proven = self.objective if is_over else max(self.bound, outcome.bound)
        self.bound = min(proven, self.objective)
        return Status.OPTIMAL if self.is_closed else Status.FEASIBLE

    def _try(self, facility_of: Whole | None) -> None:
        """Keep a solution if it is one, and the best so far."""
        if facility_of is None or not self._problem.allows(facility_of):
            return
        objective = self._problem.cost_of(facility_of)
        if self.objective is None or objective < self.objective:
            self.best, self.objective = facility_of, objective
