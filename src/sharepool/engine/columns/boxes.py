"""Better duals from the restricted master, in boxes around the best ones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.board import Effort
from sharepool.engine.columns.duals import Master
from sharepool.engine.columns.restricted import Restricted
from sharepool.engine.columns.steps import Subgradient
from sharepool.engine.weeks import Pool

Numbers = NDArray[np.float64]

FIRST_RADIUS = 10.0
"""How far the duals may go at first from the best ones; a session is worth about a thousand."""

PATIENCE = 3
"""Answers in a row that bring no better bound before the box is made smaller."""

WIDEST = 1e5
"""Radius of a box that holds nothing back that matters."""

CLOSE = 1e-4
"""Share of the bound between it and the program's value that counts as solved."""


class Boxes:
    """Steps to the best duals of the restricted master within a box.

    A better bound moves the box; several answers without one make it smaller. Where the box does
    not hold the duals back and pricing finds nothing, the master program is solved.

    Parameters
    ----------
    master : Master
    pool : Pool
        The weeks of the program.
    people : int
    effort : Effort
        How long an answer may take.
    start : array
        The first duals.
    """

    def __init__(
        self, master: Master, pool: Pool, people: int, effort: Effort, start: Numbers
    ) -> None:
        self._program, self._effort = Restricted(master, pool, people), effort
        self._fallback = Subgradient(master, start)
        self._radius, self._failures = FIRST_RADIUS, 0
        self._best, self._value = -math.inf, math.inf
        self._held = True
        self.center, self.is_done = start.copy(), False

    def next(self, duals: Numbers, bound: float, gradient: Numbers) -> Numbers:
        """Return the duals of the program, or where a subgradient leads if it has no answer."""
        fallback = self._fallback.next(duals, bound, gradient)
        if bound > self._best:
            self._grow(bound)
            self._best, self.center, self._failures = bound, duals.copy(), 0
        else:
            self._failures += 1
            if self._failures >= PATIENCE:
                self._radius, self._failures = self._radius * 0.6, 0
        answer = self._program.solve(self.center, self._radius, self._effort.seconds_left())
        if answer is None:
            return fallback
        self._value, self._held = answer.value, answer.is_held
        solved = self._value - self._best <= CLOSE * abs(self._best)
        self.is_done = solved and (not self._held or self._radius > WIDEST)
        if solved:
            self._widen(2.0)
        return answer.duals

    def _grow(self, bound: float) -> None:
        """Widen the box if the bound went most of the way that the program promised."""
        promised = self._value - self._best
        if math.isfinite(promised) and bound - self._best > 0.5 * promised:
            self._widen(1.5)

    def _widen(self, factor: float) -> None:
        # Where no plan exists the duals have no end, and GLOP takes no program of such numbers.
        self._radius = min(self._radius * factor, 2 * WIDEST)
