"""Where to look next for better duals."""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.master import Master
from sharepool.engine.weeks import Mixture

Numbers = NDArray[np.float64]

SHORTEST = 0.01
"""Pace at which steps are too short to bring anything."""

AMBITION = 0.01
"""How far above its bound a step over whole weeks aims at first, as a share of the best bound."""


class Path:
    """A deflected direction, and a pace that falls when nothing better is found.

    Parameters
    ----------
    deflection : float
        How much of the last direction goes into the next one (Camerini, Fratta and Maffioli, On
        improving relaxation methods by modified gradient techniques, 1975).
    patience : int
        Looks without a better bound after which steps are shortened.
    """

    def __init__(self, deflection: float, *, patience: int) -> None:
        self._deflection, self._patience = deflection, patience
        self._direction: Numbers | None = None
        self.pace, self.failures = 1.0, 0

    def note(self, better: bool) -> None:
        """Take note of a look; too many that are no better shorten the steps."""
        self.failures = 0 if better else self.failures + 1
        if self.failures >= self._patience:
            self.pace *= 0.7
            self.failures = 0

    def forget(self) -> None:
        """Forget the direction."""
        self._direction = None

    def deflect(self, gradient: Numbers) -> Numbers:
        """Return the direction in which to go."""
        if self._direction is None:
            self._direction = gradient
        else:
            self._direction = gradient + self._deflection * self._direction
        return self._direction


class Look(NamedTuple):
    """What pricing found at some duals.

    Attributes
    ----------
    duals : array
    bound : float
        Proven.
    attained : float
        The same with the cheapest weeks known instead of bounds of them: no bound at these duals
        can be higher.
    gradient : array
        Subgradient of the bound.
    """

    duals: Numbers
    bound: float
    attained: float
    gradient: Numbers


class Steps(Protocol):
    """A way from duals to better ones.

    Attributes
    ----------
    center : array
        The best duals seen.
    promise : float
        What the bound may still come to, as far as is known.
    is_done : bool
        Whether there is no better place to look.
    mixture : Mixture
        What the master program says of plans, if it was solved.
    is_sound : bool
        Whether plans can do that.
    """

    center: Numbers
    promise: float
    is_done: bool
    mixture: Mixture
    is_sound: bool

    def next(self, look: Look) -> Numbers:
        """Return where to look next."""


class Subgradient:
    """Steps along subgradients, back from the best duals when they fail.

    Parameters
    ----------
    master : Master
    start : array
        The first duals.
    """

    def __init__(self, master: Master, start: Numbers) -> None:
        self._master, self._path = master, Path(0.7, patience=4)
        self._best = -math.inf
        self.center, self.is_done = start.copy(), False
        self.promise = math.inf
        self.mixture: Mixture = ()
        self.is_sound = False

    def next(self, look: Look) -> Numbers:
        """Return the end of a step from where the last one led, or from the best duals."""
        better, duals = look.bound > self._best, look.duals
        if better:
            self._best, self.center = look.bound, duals.copy()
        self._path.note(better)
        if not better and self._path.failures == 0:
            self._path.forget()
            duals = self.center
        self.is_done = self._path.pace < SHORTEST
        direction = self._path.deflect(look.gradient)
        square = max(1e-9, float(np.square(direction).sum()))
        length = self._path.pace * AMBITION * max(1.0, abs(self._best)) / square
        return self._master.step(duals, direction, length)
