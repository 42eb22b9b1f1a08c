"""What changes cost, in points of the objective, so that they can be held against what they win."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sharepool.analysis.remedies.changes import Change
from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem

DEFAULT_PRICES = {
    "recruit": Fraction(4),
    "team": Fraction(4),
    "certificate": Fraction(1),
    "hours": Fraction(1, 4),
    "budget": Fraction(1, 4),
    "mode": Fraction(1),
    "limit": Fraction(1, 2),
    "day": Fraction(1, 2),
    "part": Fraction(1, 10),
    "start": Fraction(1, 10),
    "room": Fraction(2),
    "max_staff": Fraction(1, 10),
    "max_per_day": Fraction(1, 10),
    "min_gap_days": Fraction(1, 10),
}
"""In missing sessions: a new person is worth it from four sessions on. For hours, the price
of each; of a team, of each person; for demands, of each demand. Rough: a planner who knows better
says so."""


def find_prices(problem: Problem, given: Mapping[str, int] | None = None) -> dict[str, int]:
    r"""Return the price of each kind of change, in points.

    Those not given are :math:`\text{DEFAULT\_PRICES} \cdot w_\text{unmet}`, rounded half up.

    Raises
    ------
    ValueError
        A kind is not known, or a price is below 0.
    """
    own = dict(given or {})
    unknown = sorted(own.keys() - set(Change.KINDS))
    if unknown:
        raise ValueError(f"prices: unknown kind {unknown[0]!r}: write {', '.join(Change.KINDS)}")
    if any(price < 0 for price in own.values()):
        raise ValueError("prices: give 0 or more points")
    weight = problem.rules.weights.unmet
    return {kind: round_half_up(weight * share) for kind, share in DEFAULT_PRICES.items()} | own


def price_of(change: Change, prices: Mapping[str, int]) -> int:
    """Return what a change costs."""
    return prices[change.kind] * change.units
