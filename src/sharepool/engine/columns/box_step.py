"""Box-step stabilisation: duals of the restricted master in a box around the best ones.

References
----------
Marsten, Hogan and Blankenship, The Boxstep method for large-scale optimization (1975).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_steps import DualPoint, Subgradient
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.restricted_master import RestrictedMaster
from sharepool.engine.weeks import FractionalSolution, Pool

Numbers = NDArray[np.float64]

_NOTHING = 1e-3
"""Sessions below which the sides of a box carry nothing."""


class BoxStep:
    """Steps to the best duals of the restricted master within a box.

    A better bound moves the box; several answers without one make it smaller. Where pricing keeps
    some of what the program promised, the box is made wider, until it keeps all and that brings
    nothing more: then the master program is solved.

    Parameters
    ----------
    master : Master
    pool : Pool
        The weeks of the program.
    people : int
    budget : SolveBudget
        How long an answer may take.
    start : array
        The first duals.
    """

    def __init__(
        self, master: Master, pool: Pool, people: int, budget: SolveBudget, start: Numbers
    ) -> None:
        self._params, self._budget = budget.params.box_step, budget
        self._program = RestrictedMaster(master, pool, range(people), params=self._params)
        self._fallback = Subgradient(master, start, budget.params.dual_ascent.whole_weeks)
        self._radius, self._failures, self._answers = self._params.first_radius, 0, 0
        rows = master.rows()
        sessions = sum(rows[task].low for task in master.block("task"))
        self._most_artificials = self._params.artificial_share * sessions
        self._best, self._lagrangian_value, self._solved = -math.inf, -math.inf, -math.inf
        self.center, self.is_done, self.is_endless = start.copy(), False, False
        self._widest_steps = 0
        self.restricted_value = self.ceiling = math.inf
        self.fractional: FractionalSolution = ()
        self.has_small_artificials = False

    def next(self, point: DualPoint) -> Numbers:
        """Return the duals of the program, or where a subgradient leads if it has no answer."""
        fallback = self._fallback.next(point)
        self._fit_box(point)
        if point.bound > self._best:
            self._best, self.center, self._failures = point.bound, point.duals.copy(), 0
            self._lagrangian_value = point.lagrangian_value
        answer = self._program.solve(self.center, self._radius, self._budget.seconds_left())
        if answer is None:
            return fallback
        self.restricted_value, self.fractional = answer.value, answer.fractional
        self._answers += 1
        # A program that the sides of the box hold back says little of how high bounds can be.
        self.ceiling = math.inf if answer.artificials > _NOTHING else answer.value
        self.has_small_artificials = (
            answer.artificials <= self._most_artificials
            or self._answers >= self._params.enough_answers
        )
        return answer.duals

    def _fit_box(self, point: DualPoint) -> None:
        """Make the box wider where pricing keeps what was promised, smaller where it does not.

        Lagrangian values are compared, not bounds, of which some is uncertain.
        """
        if math.isinf(self.restricted_value):
            return  # The program has not been asked yet.
        lacking = self.restricted_value - point.lagrangian_value
        hope = self.restricted_value - self._lagrangian_value
        if lacking <= self._trifle:
            self.is_done = self.restricted_value <= self._solved + self._trifle
            self._solved = max(self._solved, self.restricted_value)
        # Held back by nothing but its box, the widest there is, several times in a row.
        is_held_back = lacking <= self._trifle and math.isinf(self.ceiling)
        is_widest = self._radius >= self._params.largest_radius
        self._widest_steps = self._widest_steps + 1 if is_held_back and is_widest else 0
        self.is_endless = self._widest_steps >= self._params.patience
        if lacking <= max(self._trifle, (1 - self._params.kept_share) * hope):
            # Where no plan exists the duals have no end, and GLOP takes no program of such numbers.
            wider = self._params.widening * self._radius
            self._radius = min(wider, self._params.largest_radius)
        elif point.bound <= self._best:
            self._failures += 1
            if self._failures >= self._params.patience:
                self._radius, self._failures = self._radius * self._params.narrowing, 0

    @property
    def _trifle(self) -> float:
        return self._params.close_share * max(1.0, abs(self._best))
