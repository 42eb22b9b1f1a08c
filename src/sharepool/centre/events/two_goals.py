"""Two goals, one after the other: first as little left out as can be, then least cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from sharepool.centre.integer_programs import proven_least, solve_to_the_end


@dataclass(frozen=True)
class Bounds:
    """What is proven: how many are left out at least, and what the others cost at least then.

    Attributes
    ----------
    missing, cost : int or None
        None if nothing is proven.
    """

    missing: int | None
    cost: int | None


def choose_in_order(
    model: mathopt.Model,
    chosen: Sequence[mathopt.Variable],
    missing: mathopt.LinearTypes,
    cost: mathopt.LinearTypes,
    seconds: float,
    seed: int,
) -> tuple[list[bool], Bounds]:
    """Return which of some binary variables are 1, and what is proven.

    Parameters
    ----------
    model : Model
    chosen : sequence of Variable
    missing, cost : linear expression
        Whole numbers in every solution, minimised in this order.
    seconds : float
        For both.
    seed : int
    """
    ends = time.monotonic() + seconds
    model.minimize(missing)
    first = solve_to_the_end(model, seconds / 2, seed)
    least = proven_least(first)
    if not first.has_primal_feasible_solution():
        return [False] * len(chosen), Bounds(least, None)
    found, values = round(first.objective_value()), first.variable_values()
    model.add_linear_constraint(missing <= found)
    model.minimize(cost)
    left = max(0.0, ends - time.monotonic())
    second = solve_to_the_end(model, left, seed, start=values)
    if second.has_primal_feasible_solution():
        values = second.variable_values()
    return [values[one] > 1 / 2 for one in chosen], Bounds(least, proven_least(second))
