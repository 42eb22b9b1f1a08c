r"""On which day a group goes to which base: a b-matching whose groups cannot be split.

With :math:`x_{gbd} = 1` if group g of :math:`p_g` pupils is at base b on day d, and
:math:`m_{gb}` minutes of its bus there and back:

.. math::
    \text{lex} \; & \min \sum_g u_g, \quad \min \sum_{g,b,d} m_{gb}\, x_{gbd} && (1, 2) \\
    \text{s.t.} \; & \sum_{b,d} x_{gbd} + u_g = 1 && \forall g \quad (3) \\
    & \sum_g p_g\, x_{gbd} \le \text{places}_b && \forall b, d \quad (4)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortools.math_opt.python import mathopt

from sharepool.centre.events.two_goals import Bounds, choose_in_order


@dataclass(frozen=True)
class VisitTask:
    """What is to be decided.

    Attributes
    ----------
    pupils : sequence of int
        By group.
    places : sequence of int
        By base, each day.
    options : mapping of (int, int, int) to int
        Minutes on the bus by group, base and day.
    """

    pupils: Sequence[int]
    places: Sequence[int]
    options: Mapping[tuple[int, int, int], int]

    def cost(self, days: Sequence[tuple[int, int] | None]) -> int:
        """Return minutes on the bus of the groups that have a base and a day: equation (2)."""
        return sum(self.options[group, *one] for group, one in enumerate(days) if one is not None)


@dataclass(frozen=True)
class Visited:
    """What was decided: base and day of each group, and what is proven of that."""

    days: tuple[tuple[int, int] | None, ...]
    bounds: Bounds


def assign_days(task: VisitTask, seconds: float, seed: int) -> Visited:
    """Return a base and a day for each group.

    Parameters
    ----------
    task : VisitTask
    seconds : float
    seed : int
    """
    model, total = mathopt.Model(), mathopt.fast_sum
    fits = [one for one in task.options if task.pupils[one[0]] <= task.places[one[1]]]
    x = {one: model.add_binary_variable() for one in fits}
    u = [model.add_variable(lb=0, ub=1) for _ in task.pupils]
    mine: list[list[mathopt.Variable]] = [[] for _ in u]
    here: dict[tuple[int, int], list[mathopt.LinearTypes]] = {}
    for (group, base, day), variable in x.items():
        mine[group].append(variable)
        here.setdefault((base, day), []).append(task.pupils[group] * variable)
    for variables, missing in zip(mine, u, strict=True):
        model.add_linear_constraint(total(variables) + missing == 1)  # (3)
    for (base, _), terms in here.items():
        model.add_linear_constraint(total(terms) <= task.places[base])  # (4)
    bus = total(task.options[one] * variable for one, variable in x.items())
    taken, bounds = choose_in_order(model, list(x.values()), total(u), bus, seconds, seed)
    chosen = {one[0]: one[1:] for one, is_taken in zip(x, taken, strict=True) if is_taken}
    return Visited(tuple(chosen.get(group) for group in range(len(u))), bounds)
