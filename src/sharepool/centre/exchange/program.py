r"""The formulation of an exchange of one subject, for MathOpt.

With :math:`z_p = 1` if pattern p is what happens at its school :math:`s(p)`, and :math:`f_{mt}`
teachers of the movers m who go to school t:

.. math::
    & \sum_{p: s(p) = s} z_p = 1 && \forall s \quad (1) \\
    & \sum_t f_{mt} \le N_m && \forall m \quad (2) \\
    & \sum_{m \text{ of } s, l} \sum_t f_{mt} = \sum_{p: s(p) = s} \text{leave}_{pl}\, z_p
      && \forall s, l \quad (3) \\
    & \sum_{m \text{ of } l} f_{mt} = \sum_{p: s(p) = t} \text{come}_{pl}\, z_p
      && \forall t, l \quad (4) \\
    & \sum_{m, t} f_{mt} \le n_{\max} \quad (5) \\
    & n + q_1 \ge \text{due}, \quad n = \sum_{m \text{ counted}, t} f_{mt} \quad (6) \\
    & \sum_{m \text{ counted backbone}, t} f_{mt} + q_2 \ge \beta n
      \;\text{ or }\; \ge \text{due}_B \quad (7)

Once z is chosen f is a transport between schools: the patterns alone make it hard. They come from a
list that is priced as a whole. The linear relaxation is solved over few of them; those of negative
reduced cost join until there is none. A solution in whole numbers over the patterns known then is
an exchange; patterns that could be part of a better one, by their reduced cost, join before it is
solved again.

Goals are lexicographic: a row holds each at its value while the next is minimised.

References
----------
Baldacci, Christofides and Mingozzi, An exact algorithm for the vehicle routing problem based on the
set partitioning formulation (2008), on the patterns within the gap.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from sharepool.centre.exchange.aims import Aim, Attained
from sharepool.centre.exchange.greedy import FirstMoves, move_greedily
from sharepool.centre.exchange.patterns import Patterns
from sharepool.centre.exchange.task import ExchangeTask
from sharepool.centre.integer_programs import (
    LEAST_GAIN,
    TOLERANCE,
    proven_least,
    solve_to_the_end,
    whole_above,
)

Floats = NDArray[np.float64]


_PRICED = 3
"""Patterns of each school that join in one round."""

_MOST_PATTERNS = 20_000
"""Patterns within the gap beyond which a program in whole numbers is not worth a try."""


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation over all patterns.

    Attributes
    ----------
    cost : float
        No exchange costs less.
    reduced : array of shape (patterns,)
        An exchange with a pattern costs so much more at least.
    """

    cost: float
    reduced: Floats


class ExchangeProgram:
    """The variables and rows; goals are minimised one after the other.

    Parameters
    ----------
    task : ExchangeTask
    patterns : Patterns
        All there are.
    seed : int

    Attributes
    ----------
    flows : list of (int, int)
        Number of the movers, number of the school where they go.
    """

    def __init__(self, task: ExchangeTask, patterns: Patterns, seed: int) -> None:
        self._task, self._patterns, self._seed = task, patterns, seed
        self.flows = [
            (number, int(target))
            for number, movers in enumerate(task.movers)
            for target in np.flatnonzero(task.reachable[movers.site])
        ]
        self._model = mathopt.Model()
        self._held: list[tuple[Aim, mathopt.LinearConstraint]] = []
        self._add_rows()
        self._short = [self._model.add_variable(lb=0.0) for _ in range(2)]
        self._moves = [self._add_flow(*flow) for flow in self.flows]
        self._add_quotas()
        self._chosen: dict[int, mathopt.Variable] = {}
        # That nothing happens is the first pattern of each school: with these there is a solution.
        _, first = np.unique(patterns.site, return_index=True)
        self._join(first.tolist())
        self._best: dict[mathopt.Variable, int] = {}
        self._begin(move_greedily(task))

    def _begin(self, moves: FirstMoves) -> None:
        """Take some moves for the best exchange."""
        listed, flow_of = self._patterns, dict(zip(self.flows, self._moves, strict=True))
        same = (listed.leave == moves.leave[listed.site]) & (listed.come == moves.come[listed.site])
        chosen = np.flatnonzero(same.all(axis=1)).tolist()
        self._join(one for one in chosen if one not in self._chosen)
        self._best = {self._chosen[one]: 1 for one in chosen}
        self._best |= {flow_of[flow]: count for flow, count in moves.moved.items()}
        lacking = zip(self._short, moves.lacking, strict=True)
        self._best |= {variable: count for variable, count in lacking if count}

    def _add_rows(self) -> None:
        """Add the rows that patterns and flows stand in: (1) to (5)."""
        task, model = self._task, self._model
        sites, levels = range(len(task.sites)), range(len(task.levels))
        self._one = [model.add_linear_constraint(lb=1.0, ub=1.0) for _ in sites]
        self._leave = [[model.add_linear_constraint(lb=0.0, ub=0.0) for _ in levels] for _ in sites]
        self._come = [[model.add_linear_constraint(lb=0.0, ub=0.0) for _ in levels] for _ in sites]
        self._people = [
            model.add_linear_constraint(lb=-math.inf, ub=len(movers.people))
            for movers in task.movers
        ]
        self._all = model.add_linear_constraint(lb=-math.inf, ub=task.most_moves)

    def _add_flow(self, number: int, target: int) -> mathopt.Variable:
        movers = self._task.movers[number]
        variable = self._model.add_variable(lb=0.0)
        for row in (
            self._leave[movers.site][movers.level],
            self._come[target][movers.level],
            self._people[number],
            self._all,
        ):
            row.set_coefficient(variable, 1.0)
        return variable

    def _add_quotas(self) -> None:
        """Say what the quotas lack: (6) and (7)."""
        task, model = self._task, self._model
        movers = [task.movers[number] for number, _ in self.flows]
        pairs = [pair for pair in zip(movers, self._moves, strict=True) if pair[0].counted]
        counted = mathopt.fast_sum(variable for _, variable in pairs)
        backbone = mathopt.fast_sum(variable for one, variable in pairs if one.backbone)
        model.add_linear_constraint(counted + self._short[0] >= task.due)
        whole = task.backbone.denominator
        wanted = task.backbone.numerator * counted
        if task.backbone_due is not None:
            wanted = mathopt.LinearSum([float(whole * task.backbone_due)])
        model.add_linear_constraint(whole * (backbone + self._short[1]) >= wanted)

    def _join(self, patterns: Iterable[int]) -> None:
        """Let patterns be chosen."""
        listed = self._patterns
        for pattern in patterns:
            # (1) keeps it at most at 1; a bound of its own would take part of the reduced cost.
            variable = self._model.add_variable(lb=0.0)
            self._chosen[pattern] = variable
            site = int(listed.site[pattern])
            self._one[site].set_coefficient(variable, 1.0)
            for rows, counts in (
                (self._leave[site], listed.leave[pattern]),
                (self._come[site], listed.come[pattern]),
            ):
                for row, count in zip(rows, counts.tolist(), strict=True):
                    if count:
                        row.set_coefficient(variable, -float(count))
            for aim, row in self._held:
                row.set_coefficient(variable, float(aim.patterns[pattern]))

    def attain(self, aim: Aim, deadline: float) -> Attained:
        """Minimise a goal, and hold it at what it has become.

        Parameters
        ----------
        aim : Aim
        deadline : float
            When to stop at the latest, on the clock of ``time.monotonic``.
        """
        self._model.objective.clear()
        self._price(aim, range(len(self.flows)), self._chosen)
        for variable in self._short:
            self._model.objective.set_linear_coefficient(variable, aim.short)
        relaxed = self._relax(aim, deadline)
        bound = max(0, whole_above(relaxed.cost))
        if self._value(aim) > bound:
            self._solve_whole(aim, deadline)
        if self._value(aim) > bound:
            better = relaxed.cost + relaxed.reduced < self._value(aim) - LEAST_GAIN
            joining = [int(one) for one in np.flatnonzero(better) if int(one) not in self._chosen]
            if len(joining) <= _MOST_PATTERNS and time.monotonic() < deadline:
                self._join(joining)
                self._price(aim, (), joining)
                least = self._solve_whole(aim, deadline)
                bound = max(bound, min(self._value(aim), least))
        value = self._value(aim)
        self._hold(aim, value)
        return Attained(value, min(bound, value))

    def _price(self, aim: Aim, flows: Iterable[int], patterns: Iterable[int]) -> None:
        """Let flows and patterns cost what a goal says."""
        objective = self._model.objective
        for flow in flows:
            objective.set_linear_coefficient(self._moves[flow], float(aim.flows[flow]))
        for pattern in patterns:
            objective.set_linear_coefficient(self._chosen[pattern], float(aim.patterns[pattern]))

    def _value(self, aim: Aim) -> int:
        """Return what a goal is in the best exchange."""
        best = self._best
        moved = sum(
            int(cost) * best.get(variable, 0)
            for cost, variable in zip(aim.flows, self._moves, strict=True)
        )
        left = sum(
            int(aim.patterns[pattern]) * best.get(variable, 0)
            for pattern, variable in self._chosen.items()
        )
        return moved + left + aim.short * sum(best.get(one, 0) for one in self._short)

    def _hold(self, aim: Aim, value: int) -> None:
        """Add a row that keeps a goal at a value."""
        row = self._model.add_linear_constraint(lb=value, ub=value)
        for cost, variable in zip(aim.flows, self._moves, strict=True):
            row.set_coefficient(variable, float(cost))
        for pattern, variable in self._chosen.items():
            row.set_coefficient(variable, float(aim.patterns[pattern]))
        for variable in self._short:
            row.set_coefficient(variable, float(aim.short))
        self._held.append((aim, row))

    def _relax(self, aim: Aim, deadline: float) -> Relaxed:
        """Solve the linear relaxation over all patterns."""
        best = Relaxed(-math.inf, np.zeros(len(self._patterns.site)))
        with mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP) as solver:
            while True:
                result = solver.solve()
                if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
                    raise RuntimeError(f"the relaxation ended as {result.termination}")
                reduced = self._reduce(aim, result.dual_values())
                # Each school has one pattern: no exchange costs less (Lasdon, 1970).
                cheapest = np.zeros(len(self._task.sites))
                np.minimum.at(cheapest, self._patterns.site, reduced)
                cost = result.objective_value() + float(cheapest.sum())
                if cost > best.cost:
                    best = Relaxed(cost, reduced - cheapest[self._patterns.site])
                joining = self._cheapest_of_each(reduced)
                if not joining or time.monotonic() > deadline:
                    self._keep(aim, result.variable_values())
                    return best
                self._join(joining)
                self._price(aim, (), joining)

    def _keep(self, aim: Aim, values: Mapping[mathopt.Variable, float]) -> None:
        """Take a solution for the best exchange, if it is whole and no worse."""
        found = {one: round(value) for one, value in values.items() if value > TOLERANCE}
        if all(abs(value - found.get(one, 0)) <= TOLERANCE for one, value in values.items()):
            before, known = self._best, self._value(aim)
            self._best = found
            if self._value(aim) > known:
                self._best = before

    def _reduce(self, aim: Aim, duals: dict[mathopt.LinearConstraint, float]) -> Floats:
        """Return the reduced cost of each pattern."""
        patterns = self._patterns
        shape = len(self._task.sites), len(self._task.levels)

        def prices(rows: Sequence[Sequence[mathopt.LinearConstraint]]) -> Floats:
            return np.array([[duals[row] for row in of_site] for of_site in rows]).reshape(shape)

        reduced = aim.patterns - np.array([duals[row] for row in self._one])[patterns.site]
        for rows, counts in ((self._leave, patterns.leave), (self._come, patterns.come)):
            reduced = reduced + (counts * prices(rows)[patterns.site]).sum(axis=1)
        for held, row in self._held:
            reduced = reduced - duals[row] * held.patterns
        return np.asarray(reduced, dtype=np.float64)

    def _cheapest_of_each(self, reduced: Floats) -> list[int]:
        """Return new patterns of negative reduced cost, a few of each school."""
        negative = np.flatnonzero(reduced < -TOLERANCE)
        order = negative[np.lexsort((reduced[negative], self._patterns.site[negative]))]
        sites = self._patterns.site[order]
        rank = np.arange(len(order)) - np.searchsorted(sites, sites)
        return [int(one) for one in order[rank < _PRICED] if int(one) not in self._chosen]

    def _solve_whole(self, aim: Aim, deadline: float) -> int:
        """Solve in whole numbers over the patterns known; return a bound for those."""
        variables = list(self._model.variables())
        for variable in variables:
            variable.integer = True
        least = self._run(aim, deadline, begins=True)
        if self._value(aim) > least and time.monotonic() < deadline:
            # HiGHS gives the beginning for an answer where presolve alone has found a better one.
            least = self._run(aim, deadline, begins=False)
        for variable in variables:
            variable.integer = False
        return least

    def _run(self, aim: Aim, deadline: float, *, begins: bool) -> int:
        left = deadline - time.monotonic()
        start = self._best if begins else None
        result = solve_to_the_end(self._model, left, self._seed, start)
        if result.has_primal_feasible_solution():
            self._keep(aim, result.variable_values())
        return proven_least(result) or 0

    @property
    def moved(self) -> dict[tuple[int, int], int]:
        """How many of which movers go where in the best exchange found."""
        pairs = zip(self.flows, self._moves, strict=True)
        return {flow: self._best[one] for flow, one in pairs if self._best.get(one)}
