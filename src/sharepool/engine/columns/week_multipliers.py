"""The multipliers of everybody's week: what prices the limits that tie its days together."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.pricing import WEEK_MULTIPLIERS, Pricer
from sharepool.engine.instance.types import Instance

Numbers = NDArray[np.float64]

_SESSIONS = 2
"""Where the multiplier of sessions is among a person's: after work and road, before days."""

_MINUTES_PER_HOUR = 60.0


class WeekMultipliers:
    """The multipliers of all people as one array, of which the pricer's are views.

    Parameters
    ----------
    instance : Instance
    pricer : Pricer

    Attributes
    ----------
    values : array
    usage_of : list of array
        For each person, what the week behind the last coarse bound uses of what they price.
    """

    def __init__(self, instance: Instance, pricer: Pricer) -> None:
        sizes = [len(own) for own in pricer.multipliers]
        self._first = np.concatenate([[0], np.cumsum(sizes)])
        self.values = np.concatenate([*pricer.multipliers, np.zeros(0)])
        self._usage = np.zeros_like(self.values)
        self.usage_of = [self._usage[a:b] for a, b in pairwise(self._first)]
        pricer.multipliers[:] = [self.values[a:b] for a, b in pairwise(self._first)]
        limits, highest, scales = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
        for who, most in zip(instance.people, pricer.caps, strict=True):
            own = (who.max_work, who.fair_road, who.max_sessions_week, who.max_days_week)
            limits.append(np.array([*own, *most]))
            top = np.full(len(most) + WEEK_MULTIPLIERS, np.inf)
            top[0] = np.inf if instance.count_travel else 0.0
            top[1] = instance.weights.long_road
            highest.append(top)
            minutes = (_MINUTES_PER_HOUR, _MINUTES_PER_HOUR)
            scales.append(np.array([*minutes, *np.ones(len(most) + 2)]))
        self._limits, self._highest = np.concatenate(limits), np.concatenate(highest)
        self._scales = np.concatenate(scales)

    def set_sessions(self, values: Numbers) -> None:
        """Set what a session of each person's week costs."""
        self.values[self._first[:-1] + _SESSIONS] = values

    def gradient(self) -> Numbers:
        """Return the subgradient where the last pass used so much; minutes in hours."""
        excess = (self._usage - self._limits) / self._scales
        stuck = ((self.values <= 0) & (excess < 0)) | (
            (self.values >= self._highest) & (excess > 0)
        )
        return np.where(stuck, 0.0, excess)

    def step(self, direction: Numbers, length: float) -> None:
        """Go on, within what makes sense."""
        self.values[:] = np.clip(
            self.values + length * direction / self._scales, 0.0, self._highest
        )
