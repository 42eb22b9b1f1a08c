"""What sites get of what they want, one by one and together: town against country."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd

COUNTS = ("wanted", "delivered", "missing", "floor", "below_floor")
COLUMNS = ("site_id", "site_name", "county", "area", "stage", *COUNTS, "people", "share")
GROUP_COLUMNS = ("sites", "at_floor", "whole", "wanted", "delivered", "missing", "share")


def site_shares(problem: Problem, plan: Plan) -> pd.DataFrame:
    r"""Return what each site gets of what it wants.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a site of which something is wanted this week, in the problem's order; dormant
        demands are left out. `floor` is :math:`\lceil \text{floor} \cdot \text{wanted} \rceil`
        sessions, `below_floor` how many of those are missing, `people` how many come, `share` is
        delivered / wanted.
    """
    import pandas as pd

    problem = hide_private(problem)
    week = Itinerary(problem, plan)
    floor = Fraction(problem.rules.equity.floor)
    totals = {site.site_id: {"wanted": 0, "delivered": 0, "missing": 0} for site in problem.sites}
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            wanted = problem.wanted_of[demand.demand_id]
            delivered = week.delivered(demand.demand_id)
            listeners = problem.listeners_of.get(demand.demand_id, ())
            for site_id in (demand.site_id, *(one.site_id for one in listeners)):
                totals[site_id]["wanted"] += wanted
                totals[site_id]["delivered"] += delivered
                totals[site_id]["missing"] += max(0, wanted - delivered)
    rows = []
    for site in problem.sites:
        total = totals[site.site_id]
        if not total["wanted"]:
            continue
        least = math.ceil(floor * total["wanted"])
        coming = {session.person.staff_id for session in week.of_site.get(site.site_id, ())}
        rows.append(
            {
                "site_id": site.site_id,
                "site_name": site.title,
                "county": site.county,
                "area": site.area,
                "stage": site.stage,
                **total,
                "floor": least,
                "below_floor": max(0, least - total["delivered"]),
                "people": len(coming),
                "share": total["delivered"] / total["wanted"],
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def group_shares(sites: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return what groups of sites get together.

    Parameters
    ----------
    sites : pandas.DataFrame
        From :func:`site_shares`.
    column : str
        What makes a group: ``"area"`` or ``"county"``.

    Returns
    -------
    pandas.DataFrame
        One row a group, in the order in which the groups first come: how many `sites`, how many of
        them reach their floor (`at_floor`) and get all they want (`whole`), and the sessions.
    """
    import pandas as pd

    rows = [
        {column: name, **_together(group.to_dict("records"))}
        for name, group in sites.groupby(column, sort=False)
    ]
    return pd.DataFrame(rows, columns=[column, *GROUP_COLUMNS])


def _together(sites: Iterable[Mapping[Any, Any]]) -> dict[str, int | float]:
    sites = list(sites)
    wanted = sum(site["wanted"] for site in sites)
    delivered = sum(site["delivered"] for site in sites)
    return {
        "sites": len(sites),
        "at_floor": sum(not site["below_floor"] for site in sites),
        "whole": sum(not site["missing"] for site in sites),
        "wanted": wanted,
        "delivered": delivered,
        "missing": sum(site["missing"] for site in sites),
        "share": delivered / wanted,
    }
