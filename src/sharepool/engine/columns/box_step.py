"""Better duals from the restricted master, in boxes around the best ones."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.dual_steps import Look, Subgradient
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.restricted_master import Restricted
from sharepool.engine.incumbent import Effort
from sharepool.engine.weeks import Mixture, Pool

Numbers = NDArray[np.float64]

FIRST_RADIUS = 10.0
"""How far the duals may go at first from the best ones; a session is worth about a thousand."""

PATIENCE = 3
"""Answers in a row that bring no better bound before the box is made smaller."""

WIDER, KEPT = 3.0, 0.3
"""By how much the box grows where at least such a share of what the program promises is kept. With
4 and 0.2 it grows too soon: some passes of five counties cost half of their bound."""

LOOSE = 0.02
"""Share of the sessions that a sound mixture may leave to the sides of the box: at first these cost
less than weeks that plans need. Of five counties it is all at the first answer, 9% at the sixth."""

ENOUGH = 8
"""Answers from which on a mixture is worth searching all the same."""

WIDEST = 1e5
"""Radius of a box that holds nothing back that matters."""

CLOSE = 1e-5
"""Share of the bound that does not matter."""


class Boxes:
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
    effort : Effort
        How long an answer may take.
    start : array
        The first duals.
    """

    def __init__(
        self, master: Master, pool: Pool, people: int, effort: Effort, start: Numbers
    ) -> None:
        self._program, self._effort = Restricted(master, pool, range(people)), effort
        self._fallback = Subgradient(master, start)
        self._radius, self._failures, self._answers = FIRST_RADIUS, 0, 0
        rows = master.rows()
        self._most_aside = LOOSE * sum(rows[task].low for task in master.block("task"))
        self._best, self._attained, self._solved = -math.inf, -math.inf, -math.inf
        self.center, self.promise, self.is_done = start.copy(), math.inf, False
        self.mixture: Mixture = ()
        self.is_sound = False

    def next(self, look: Look) -> Numbers:
        """Return the duals of the program, or where a subgradient leads if it has no answer."""
        fallback = self._fallback.next(look)
        self._fit_box(look)
        if look.bound > self._best:
            self._best, self.center, self._failures = look.bound, look.duals.copy(), 0
            self._attained = look.attained
        answer = self._program.solve(self.center, self._radius, self._effort.seconds_left())
        if answer is None:
            return fallback
        self.promise, self.mixture = answer.value, answer.mixture
        self._answers += 1
        self.is_sound = answer.aside <= self._most_aside or self._answers >= ENOUGH
        return answer.duals

    def _fit_box(self, look: Look) -> None:
        """Make the box wider where the program keeps its promise, smaller where it does not.

        What pricing attains is compared, not the bound, of which some is uncertain.
        """
        if math.isinf(self.promise):
            return  # The program has not been asked yet.
        lacking, hope = self.promise - look.attained, self.promise - self._attained
        if lacking <= self._trifle:
            self.is_done = self.promise <= self._solved + self._trifle
            self._solved = max(self._solved, self.promise)
        if lacking <= max(self._trifle, (1 - KEPT) * hope):
            # Where no plan exists the duals have no end, and GLOP takes no program of such numbers.
            self._radius = min(WIDER * self._radius, WIDEST)
        elif look.bound <= self._best:
            self._failures += 1
            if self._failures >= PATIENCE:
                self._radius, self._failures = self._radius * 0.6, 0

    @property
    def _trifle(self) -> float:
        return CLOSE * max(1.0, abs(self._best))
