"""Shadow prices: what more or less of something could change the best objective by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.base.extensions import TEXTS, TO_FRAME

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class ShadowPrices:
    """Prices at the best bound of the column generation, in points of the objective.

    Each says what is proven, not what a plan will gain: column generation leaves some rules out,
    and its bound lies below the best plan.

    Attributes
    ----------
    bound : float
        The bound at which they hold: no plan costs less, up to rounding. The result's own bound may
        be better, by other means.
    sessions : mapping of str to float
        By demand id: were one of its sessions given by somebody from outside, no plan would cost
        less than `bound` less the price.
    people : mapping of str to float
        By staff id: should the person stay away all week, no plan would cost less than `bound` plus
        the price. The hours of one person have no price of their own: they are a limit within the
        person's week.
    budgets : mapping of str to float
        By employer with limited hours: with one hour more a week, no plan would cost less than
        `bound` less the price, if nobody alone works more than all the hours that there are now.
    """

    bound: float
    sessions: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, float] = field(default_factory=dict)
    budgets: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def union(cls, parts: Iterable[ShadowPrices]) -> ShadowPrices:
        """Return the prices of a problem whose components have some."""
        bound = 0.0
        sessions: dict[str, float] = {}
        people: dict[str, float] = {}
        budgets: dict[str, float] = {}
        for one in parts:
            bound += one.bound
            sessions |= one.sessions
            people |= one.people
            # One hour more is one more for each component that has people of the employer.
            for name, price in one.budgets.items():
                budgets[name] = budgets.get(name, 0.0) + price
        return cls(bound, sessions, people, budgets)

    def meaning(self, kind: str, lang: str = "en") -> str:
        """Return what a price of a kind (``"sessions"``, ``"people"``, ``"budgets"``) says.

        Raises
        ------
        ValueError
            If the language or the kind is not known.
        """
        said: str = TEXTS.find(ShadowPrices)(kind, lang)
        return said

    def to_frame(self, lang: str = "en") -> pd.DataFrame:
        """Return the prices as a DataFrame: `kind`, `id`, `price` and what it means."""
        frame: pd.DataFrame = TO_FRAME.find(ShadowPrices)(self, lang)
        return frame
