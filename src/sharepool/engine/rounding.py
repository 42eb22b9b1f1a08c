r"""From a bound in doubles to a whole number that no plan costs less than.

Plans cost whole numbers, so a bound may be rounded up, less what rounding errors may have added. A
sum of :math:`n` doubles is off by at most

.. math:: (n - 1) \, u \, \sum_i |x_i| + O(u^2), \quad u = 2^{-53}

however it is added up (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 4.2).
What is added up here are prices times what is missed and what weeks save: both together come to at
most a few times the cost of the plan without sessions, in at most :math:`2^{16}` additions.
"""

from __future__ import annotations

import math

from sharepool.engine.instance.arrays import empty_cost
from sharepool.engine.instance.types import Instance

_SUMS = 2.0**-35
"""Relative error of long sums: 2^16 additions at 2^-53, of a total of four times the scale."""

_ONE_NUMBER = 2.0**-50
"""Relative error of a whole number that went through a double: a few roundings."""


def round_sum(bound: float, instance: Instance, slack: float) -> int:
    """Return the whole bound that a long sum of doubles proves.

    Parameters
    ----------
    bound : float
    instance : Instance
        Whose plan without sessions says how large the numbers in the sum are.
    slack : float
        What the solver behind it may be off by besides, in points.
    """
    return _rounded(bound, slack + _SUMS * max(abs(bound), abs(empty_cost(instance))))


def round_number(bound: float, slack: float) -> int:
    """Return the whole bound that one double proves, of a solver that counts in whole numbers."""
    return _rounded(bound, slack + _ONE_NUMBER * abs(bound))


def _rounded(bound: float, error: float) -> int:
    return math.ceil(bound - error)
