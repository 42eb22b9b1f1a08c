r"""Bounds of a location problem: each client pays a price, each facility fills its knapsack.

Without the equations that serve each client once, at a price :math:`\lambda_j` for each, every
facility decides alone (Pirkul, Efficient algorithms for the capacitated concentrator location
problem, 1987):

.. math:: L(\lambda) = \sum_j \lambda_j + \min_{\sum_i y_i \le p} \sum_i r_i y_i,
          \qquad r_i = f_i - K_i(\lambda - c_i)

with the knapsack :math:`K_i` of :mod:`~sharepool.centre.pairing.knapsacks`. No solution costs less
than :math:`L(\lambda)`, whatever the prices. Prices are whole numbers of a thousandth each, so that
the bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sharepool.centre.pairing.knapsacks import Mask, Whole, fill_knapsacks, fill_with_each
from sharepool.centre.pairing.location import LocationProblem

SCALE = 1000
"""Parts of a unit of cost that prices are counted in."""

NEVER = 10**15
"""Stands for a cost that no solution can have; thousands of them may be added up."""


@dataclass(frozen=True)
class LagrangianRelaxation:
    """What the facilities do at given prices.

    Attributes
    ----------
    prices : array of shape (n,)
        In parts of :data:`SCALE`, like all costs here.
    gains : array of shape (m,)
        :math:`r`: what opening each facility adds.
    open : array of shape (m,)
    served : array of shape (n,)
        By how many open facilities each client would be served; one each makes a solution.
    value : int
        The bound.
    """

    prices: Whole
    gains: Whole
    open: Mask
    served: Whole
    value: int

    @property
    def bound(self) -> int:
        """The bound as a whole cost."""
        return -(-self.value // SCALE)


def relax(problem: LocationProblem, prices: Whole) -> LagrangianRelaxation:
    """Return what each facility does at the prices given."""
    values, chosen = fill_knapsacks(_profits(problem, prices), problem.loads, problem.capacities)
    gains = SCALE * problem.opening - values
    order = np.argsort(gains, kind="stable")[: problem.most_open]
    is_open = np.zeros(len(gains), dtype=bool)
    is_open[order[gains[order] < 0]] = True
    value = int(prices.sum() + gains[is_open].sum())
    return LagrangianRelaxation(prices, gains, is_open, chosen[is_open].sum(axis=0), value)


def fix_by_cost(
    problem: LocationProblem, relaxed: LagrangianRelaxation, best: int
) -> tuple[Mask, Mask]:
    r"""Return which links and which facilities a solution cheaper than `best` may have or must.

    With :math:`x_{ij} = 1` or :math:`y_i = 0` forced the bound is another, as cheap to compute;
    where it reaches `best`, no better solution has it.

    Returns
    -------
    links : array of shape (m, n)
        Those that a better solution may use.
    needed : array of shape (m,)
        Facilities that every better solution opens.
    """
    gains, limit = relaxed.gains, SCALE * (best - 1)
    # What the best facilities add if one of them must be open, or must be closed.
    low = np.sort(np.minimum(gains, 0))
    most = min(problem.most_open, len(low))
    total = low[:most].sum()
    following = low[most] if most < len(low) else 0
    others = np.where(relaxed.open, total - gains, low[: most - 1].sum())
    closed = np.where(relaxed.open, total - gains + following, total)
    base = int(relaxed.prices.sum())
    needed = base + closed > limit
    links = problem.allowed.copy()
    profits = _profits(problem, relaxed.prices)
    for facility in range(len(gains)):
        able = np.flatnonzero(links[facility])
        if not able.size:
            continue
        forced = fill_with_each(
            profits[facility, able], problem.loads[able], int(problem.capacities[facility])
        )
        cost = base + others[facility] + SCALE * problem.opening[facility] - forced
        links[facility, able] = cost <= limit
    return links, needed


def _profits(problem: LocationProblem, prices: Whole) -> Whole:
    return np.where(problem.allowed, prices[None, :] - SCALE * problem.costs, -NEVER)
