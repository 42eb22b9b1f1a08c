"""Where to look next for better duals."""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.master import Master
from sharepool.engine.params import SubgradientParams
from sharepool.engine.weeks import FractionalSolution

Numbers = NDArray[np.float64]


class StepRule:
    """A deflected direction, and a step length that falls when nothing better is found.

    Parameters
    ----------
    params : SubgradientParams

    Attributes
    ----------
    scale : float
        Length of steps as a share of the first.
    failures : int
        Steps in a row without a better bound.

    References
    ----------
    Camerini, Fratta and Maffioli, On improving relaxation methods by modified gradient techniques
    (1975).
    """

    def __init__(self, params: SubgradientParams) -> None:
        self._params = params
        self._direction: Numbers | None = None
        self.scale, self.failures = 1.0, 0

    def note(self, better: bool) -> None:
        """Take note of a step; too many that are no better shorten those to come."""
        self.failures = 0 if better else self.failures + 1
        if self.failures >= self._params.patience:
            self.scale *= self._params.shortening
            self.failures = 0

    @property
    def is_short(self) -> bool:
        """Whether steps are too short to bring anything."""
        return self.scale < self._params.shortest

    @property
    def ambition(self) -> float:
        """How far above the best bound the next step aims, in the unit of the first one."""
        return self.scale * self._params.ambition

    def forget(self) -> None:
        """Forget the direction."""
        self._direction = None

    def deflect(self, gradient: Numbers) -> Numbers:
        """Return the direction in which to go."""
        if self._direction is None:
            self._direction = gradient
        else:
            self._direction = gradient + self._params.deflection * self._direction
        return self._direction


class DualPoint(NamedTuple):
    """What pricing found at some duals.

    Attributes
    ----------
    duals : array
    bound : float
        Proven.
    lagrangian_value : float
        The same with the cheapest weeks known instead of bounds of them: no bound at these duals
        can be higher.
    gradient : array
        Subgradient of the bound.
    """

    duals: Numbers
    bound: float
    lagrangian_value: float
    gradient: Numbers


class DualSteps(Protocol):
    """A way from duals to better ones.

    Attributes
    ----------
    center : array
        The best duals seen.
    ceiling : float
        No bound can be higher, as far as is known.
    is_done : bool
        Whether there is no better place to look.
    is_endless : bool
        Whether bounds rise as far as steps may go, as they do where no plan exists.
    fractional : FractionalSolution
        The solution of the restricted master, if it was solved.
    has_small_artificials : bool
        Whether plans can do that.
    """

    center: Numbers
    ceiling: float
    is_done: bool
    is_endless: bool
    fractional: FractionalSolution
    has_small_artificials: bool

    def next(self, point: DualPoint) -> Numbers:
        """Return where to look next."""


class Subgradient:
    """Steps along subgradients, back from the best duals when they fail.

    Parameters
    ----------
    master : Master
    start : array
        The first duals.
    params : SubgradientParams
    """

    def __init__(self, master: Master, start: Numbers, params: SubgradientParams) -> None:
        self._master, self._rule = master, StepRule(params)
        self._best = -math.inf
        self.center, self.is_done, self.is_endless = start.copy(), False, False
        self.ceiling = math.inf
        self.fractional: FractionalSolution = ()
        self.has_small_artificials = False

    def next(self, point: DualPoint) -> Numbers:
        """Return the end of a step from where the last one led, or from the best duals."""
        better, duals = point.bound > self._best, point.duals
        if better:
            self._best, self.center = point.bound, duals.copy()
        self._rule.note(better)
        if not better and self._rule.failures == 0:
            self._rule.forget()
            duals = self.center
        self.is_done = self._rule.is_short
        direction = self._rule.deflect(point.gradient)
        square = max(1e-9, float(np.square(direction).sum()))
        length = self._rule.ambition * max(1.0, abs(self._best)) / square
        return self._master.step(duals, direction, length)
