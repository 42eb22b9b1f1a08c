"""How good a plan is, as numbers."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.base.extensions import Shown


@dataclass(frozen=True)
class Score(Shown):
    """The objective of a plan and what it consists of.

    Attributes
    ----------
    objective : int
        The sum of `terms`; smaller is better.
    terms : dict of str to int
        Each term, weights applied, in the order of docs/format.md.
    sessions_wanted, sessions_delivered : int
        Sessions a week of all demands that are not dormant.
    travel_min : int
        Minutes on the road of the week.
    """

    objective: int
    terms: dict[str, int]
    sessions_wanted: int
    sessions_delivered: int
    travel_min: int
