"""How much a strategy may spend, and what strategies and workers are."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import SolveParams


class SolveBudget:
    """The time, or the deterministic work, that one strategy may spend.

    Parameters
    ----------
    state : SolveState
    deadline : float or None
        On the clock of :func:`time.monotonic`; None: no limit of time.
    work : float or None
        About seconds of one core, counted in steps; None: no limit of work.
    """

    def __init__(self, state: SolveState, deadline: float | None, work: float | None) -> None:
        self._state, self._deadline, self.work = state, deadline, work
        self._began = time.monotonic()

    @property
    def params(self) -> SolveParams:
        """The parameters of the solve."""
        return self._state.params

    @property
    def deterministic(self) -> bool:
        """Whether work, not time, is the measure."""
        return self.work is not None

    def seconds_left(self) -> float | None:
        """Return the seconds left, or None if time does not matter."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def spent(self, work: float) -> float:
        """Return the share that is spent, from 0 to 1, after so much work; 0 without any limit."""
        shares = [0.0]
        if self.work is not None:
            shares.append(work / self.work)
        elif self._deadline is not None:
            span = max(1e-9, self._deadline - self._began)
            shares.append((time.monotonic() - self._began) / span)
        return min(1.0, max(shares))

    def is_over(self, work: float) -> bool:
        """Return whether to stop: the solve is done, out of time, or out of work."""
        return (
            self._state.done.is_set()
            or (self._deadline is not None and time.monotonic() >= self._deadline)
            or (self.work is not None and work >= self.work)
        )


Strategy = Callable[[Instance, SolveState, SolveBudget], None]
"""Something that improves the state until its budget is spent: a search, a proof, a bound."""

Worker = Sequence[tuple[Strategy, float]]
"""Strategies that follow each other on one core, each with its share of the worker's budget."""
