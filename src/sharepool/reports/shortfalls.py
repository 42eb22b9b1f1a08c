"""What every demand got of what it wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.data.plan import Plan
from sharepool.data.problem import Problem
from sharepool.itinerary import Itinerary

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "demand_id",
    "site_id",
    "site_name",
    "kind",
    "skill",
    "cohort",
    "wanted",
    "delivered",
    "missing",
    "dormant",
)


def coverage(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return wanted, delivered and missing sessions of every demand.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a demand, in the problem's order. A dormant demand (out of season, or its site
        closed; `dormant` is 1) wants 0 sessions.
    """
    import pandas as pd

    sessions = Itinerary(problem, plan).of_demand
    rows = []
    for demand in problem.demands:
        dormant = problem.is_dormant(demand)
        wanted = 0 if dormant else demand.sessions
        delivered = len(sessions.get(demand.demand_id, ()))
        rows.append(
            {
                "demand_id": demand.demand_id,
                "site_id": demand.site_id,
                "site_name": problem.site_of[demand.site_id].title,
                "kind": demand.kind,
                "skill": demand.skill,
                "cohort": demand.cohort,
                "wanted": wanted,
                "delivered": delivered,
                "missing": max(0, wanted - delivered),
                "dormant": int(dormant),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))
