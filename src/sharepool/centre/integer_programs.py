"""Integer programs of the centre's decisions: solved by HiGHS until nothing better is left.

Goals are whole numbers, so a bound in floating point is rounded to the whole number that it proves.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter

from sharepool.base.native import run_native

TOLERANCE = 1e-6
"""What a value in floating point may be off, as a share of it where it is above 1."""

LEAST_GAIN = 0.5
"""Goals are whole numbers: what is better by less is no better."""


def solve_to_the_end(
    model: mathopt.Model,
    seconds: float,
    seed: int,
    start: Mapping[mathopt.Variable, float] | None = None,
) -> mathopt.SolveResult:
    """Return the answer of HiGHS: the optimum, or the best found and what is proven by then.

    Parameters
    ----------
    model : Model
        Its objective is a whole number in every solution.
    seconds : float
    seed : int
    start : mapping, optional
        Values of a solution to begin with.
    """
    hints = [mathopt.SolutionHint(variable_values=dict(start))] if start else []
    interrupter = SolveInterrupter()

    def solve() -> mathopt.SolveResult:
        return mathopt.solve(
            model,
            mathopt.SolverType.HIGHS,
            params=mathopt.SolveParameters(
                time_limit=dt.timedelta(seconds=max(0.0, seconds)),
                random_seed=seed,
                relative_gap_tolerance=0.0,
                absolute_gap_tolerance=LEAST_GAIN,
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
            interrupter=interrupter,
        )

    return run_native(solve, interrupter.interrupt)


def whole_above(value: float) -> int:
    """Return the least whole number that is no less than a value, but for rounding."""
    return math.ceil(value - TOLERANCE * max(1.0, abs(value)))


def proven_least(result: mathopt.SolveResult) -> int | None:
    """Return what every solution of a program to minimise costs at least; None if nothing is."""
    proven = result.termination.objective_bounds.dual_bound
    return whole_above(proven) if math.isfinite(proven) else None


def proven_most(result: mathopt.SolveResult) -> int | None:
    """Return what every solution of a program to maximise is worth at most; None if nothing is."""
    proven = result.termination.objective_bounds.dual_bound
    return -whole_above(-proven) if math.isfinite(proven) else None
