"""Goals reached one after the other, and the trade-off between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.base.extensions import Shown
from sharepool.problem.plan import Plan


@dataclass(frozen=True)
class Step:
    """One goal of several in order.

    Attributes
    ----------
    terms : tuple of str
        The terms of the objective whose sum is minimised.
    value : int
        Their values in the final plan.
    bound : int
        No plan that keeps the goals before it within their tolerance has less of them (proven).
    cap : int
        What the goals after it may let it grow to.
    """

    terms: tuple[str, ...]
    value: int
    bound: int
    cap: int

    @property
    def title(self) -> str:
        """The term, or that it is what is left of them."""
        return self.terms[0] if len(self.terms) == 1 else "the rest"


@dataclass(frozen=True)
class TradePoint:
    """One plan of a trade-off.

    Attributes
    ----------
    ratio : float
        What the second term counts for in the search of this plan, as a multiple of its own weight.
    plan : Plan
    first, second : int
        The two terms, at their own weights.
    objective : int
        That of the plan, at all terms' own weights.
    weighed : float
        The objective that was minimised: the second term `ratio` times.
    bound : float
        No plan has a smaller one (proven).
    """

    ratio: float
    plan: Plan
    first: int
    second: int
    objective: int
    weighed: float
    bound: float


@dataclass(frozen=True)
class Frontier(Shown):
    """The trade-off between two terms of the objective.

    Attributes
    ----------
    first, second : str
        The terms; all others count as always.
    points : tuple of TradePoint
        By `ratio`: what the second term costs less, the others cost more.
    """

    first: str
    second: str
    points: tuple[TradePoint, ...]

    def bound_of_rest(self, second: float) -> float:
        r"""Return what the objective without the second term costs at least, at some value of it.

        Proven: for every ratio :math:`r` with bound :math:`B_r`,
        :math:`\text{rest} \ge B_r - r \cdot \text{second}`.

        Parameters
        ----------
        second : float
            Most that the second term may be.
        """
        return max((point.bound - point.ratio * second for point in self.points), default=0.0)
