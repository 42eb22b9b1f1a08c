r"""In which week testers go to which school, and from where.

With :math:`x_{sbw} = 1` if the team of base b goes to school s in week w, :math:`l_{sb}` minutes
of that (its tests, and the road :math:`r_{sb}` there and back for each visit), and :math:`u_s = 1`
if nobody goes:

.. math::
    \text{lex} \; & \min \sum_s u_s, && (1) \\
    & \min \sum_{s,b,w} r_{sb}\, x_{sbw} + \sum_{b,w} o_{bw} && (2) \\
    \text{s.t.} \; & \sum_{b,w} x_{sbw} + u_s = 1 && \forall s \quad (3) \\
    & \sum_s l_{sb}\, x_{sbw} \le \text{room}_w && \forall b, w \quad (4) \\
    & o_{bw} \ge \sum_s l_{sb}\, x_{sbw} - \text{fair}_w && \forall b, w \quad (5)

:math:`\text{fair}_w` is what a team's share of all minutes would be, by the days of the week, and a
tenth more: no week bears what another has room for. Were schools divisible, this would be a flow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ortools.math_opt.python import mathopt

from sharepool.centre.events.two_goals import Bounds, choose_in_order

TENTH_MORE = 11, 10
"""Share of a week that is still fair, as a fraction of the even one."""


@dataclass(frozen=True)
class TourTask:
    """What is to be decided, in whole minutes.

    Attributes
    ----------
    loads : sequence of sequence of int
        By school and base; -1 where there is no way.
    roads : sequence of sequence of int
        Of the same: what of it is road.
    open_in : sequence of set of int
        Weeks in which each school can be visited.
    rooms : sequence of int
        Minutes that a team has in each week.
    """

    loads: Sequence[Sequence[int]]
    roads: Sequence[Sequence[int]]
    open_in: Sequence[frozenset[int]]
    rooms: Sequence[int]

    @cached_property
    def links(self) -> list[tuple[int, int, int]]:
        """School, base and week of every stop that could be."""
        return [
            (school, base, week)
            for school, loads in enumerate(self.loads)
            for base, load in enumerate(loads)
            for week in sorted(self.open_in[school])
            if 0 <= load <= self.rooms[week]
        ]

    @cached_property
    def fair(self) -> list[int]:
        """Minutes that are a team's share in each week and a tenth more, rounded up."""
        least = sum(min((one for one in loads if one >= 0), default=0) for loads in self.loads)
        bases = len(self.loads[0]) if self.loads else 1
        total = bases * sum(self.rooms) * TENTH_MORE[1]
        return [-(-TENTH_MORE[0] * least * room // total) if total else 0 for room in self.rooms]

    def cost(self, stops: Sequence[tuple[int, int] | None]) -> int:
        """Return road and overload of the schools that have a base and a week: equation (2)."""
        total = 0
        taken: dict[tuple[int, int], int] = {}
        for school, stop in enumerate(stops):
            if stop is not None:
                total += self.roads[school][stop[0]]
                taken[stop] = taken.get(stop, 0) + self.loads[school][stop[0]]
        return total + sum(max(0, load - self.fair[week]) for (_, week), load in taken.items())


@dataclass(frozen=True)
class Toured:
    """What was decided: base and week of each school, and what is proven of that."""

    stops: tuple[tuple[int, int] | None, ...]
    bounds: Bounds


def assign_weeks(task: TourTask, seconds: float, seed: int) -> Toured:
    """Return a base and a week for each school.

    Parameters
    ----------
    task : TourTask
    seconds : float
    seed : int
    """
    model, total = mathopt.Model(), mathopt.fast_sum
    x = {link: model.add_binary_variable() for link in task.links}
    u = [model.add_variable(lb=0, ub=1) for _ in task.loads]
    mine: list[list[mathopt.Variable]] = [[] for _ in u]
    here: dict[tuple[int, int], list[mathopt.LinearTypes]] = {}
    for (school, base, week), variable in x.items():
        mine[school].append(variable)
        here.setdefault((base, week), []).append(task.loads[school][base] * variable)
    for variables, missing in zip(mine, u, strict=True):
        model.add_linear_constraint(total(variables) + missing == 1)  # (3)
    over = []
    for (_, week), terms in here.items():
        model.add_linear_constraint(total(terms) <= task.rooms[week])  # (4)
        over.append(model.add_variable(lb=0))
        model.add_linear_constraint(over[-1] >= total(terms) - task.fair[week])  # (5)
    road = total(task.roads[school][base] * one for (school, base, _), one in x.items())
    cost = road + total(over)
    taken, bounds = choose_in_order(model, list(x.values()), total(u), cost, seconds, seed)
    chosen = {link[0]: link[1:] for link, is_taken in zip(x, taken, strict=True) if is_taken}
    return Toured(tuple(chosen.get(school) for school in range(len(u))), bounds)
