"""What sites get of what they want, as pictures show it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from sharepool.data.plan import Plan
from sharepool.data.problem import Problem
from sharepool.data.rows import Site
from sharepool.itinerary import Itinerary


@dataclass(frozen=True)
class SiteShare:
    """What a site gets of what it wants.

    Attributes
    ----------
    site : Site
    wanted, delivered : int
        Sessions of its demands that are not dormant.
    floor : int
        Sessions that it should get at least: ``ceil(equity.floor × wanted)``.
    """

    site: Site
    wanted: int
    delivered: int
    floor: int

    @property
    def share(self) -> float:
        """What it gets, as a share."""
        return self.delivered / self.wanted


def find_shares(problem: Problem, plan: Plan) -> list[SiteShare]:
    """Return what every site gets that wants something this week, in the problem's order."""
    of_demand = Itinerary(problem, plan).of_demand
    wanted: Counter[str] = Counter()
    delivered: Counter[str] = Counter()
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            wanted[demand.site_id] += demand.sessions
            delivered[demand.site_id] += len(of_demand.get(demand.demand_id, ()))
    floor = Fraction(problem.rules.equity.floor)
    return [
        SiteShare(
            site,
            wanted[site.site_id],
            delivered[site.site_id],
            math.ceil(floor * wanted[site.site_id]),
        )
        for site in problem.sites
        if wanted[site.site_id]
    ]
