"""Our own method, as its users call it."""

from __future__ import annotations

import sharepool as sp
from benchmarks.contract import Outcome, Point

DISTRIBUTIONS = ("ortools",)


def solve(problem: sp.Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return what :func:`sharepool.solve` finds and proves."""
    result = sp.solve(problem, stop=seconds, seed=seed, workers=workers)
    return Outcome(
        plan=result.plan_or_none,
        bound=result.bound,
        history=tuple(Point(at.seconds, at.objective, at.bound) for at in result.history),
        notes=result.status.value,
    )
