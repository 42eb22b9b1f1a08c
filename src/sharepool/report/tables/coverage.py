"""What every demand got of what it wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sharepool.analysis.reasons.types import Reason
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand

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
    "verdict",
    "reason",
    "roles_missing",
)


def list_coverage(
    problem: Problem,
    plan: Plan,
    reasons: Iterable[Reason] = (),
    lang: str = "en",
    *,
    with_people: bool = True,
) -> pd.DataFrame:
    """Return wanted, delivered and missing sessions of every demand.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    reasons : iterable of Reason
        Why sessions are missing, from :func:`sharepool.explain`.
    lang : str
        Language of the column `reason`: ``"en"`` or ``"zh"``.
    with_people : bool
        Whether reasons may name people: who could come, who is the nearest.

    Returns
    -------
    pandas.DataFrame
        One row a demand, in the problem's order. A dormant demand (out of season, or its site
        closed; `dormant` is 1) wants 0 sessions. `verdict` and `reason` are empty where nothing is
        missing, or no reason was given. `roles_missing` says how many people the optional roles
        of the sessions held lack.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.list_coverage(problem, plan)[["demand_id", "wanted", "delivered", "missing"]]
           demand_id  wanted  delivered  missing
    0        HILL-PE       3          0        3
    1  HILL-FOOTBALL       1          1        0
    2  HILL-PINGPONG       1          0        1
    3         FAR-PE       2          0        2
    """
    import pandas as pd

    problem = hide_private(problem)
    week = Itinerary(problem, plan)
    told = Reason.text if with_people else Reason.verdict_text
    reason_of = {reason.demand_id: reason for reason in reasons}
    rows = []
    for demand in problem.demands:
        dormant = problem.is_dormant(demand)
        wanted = problem.wanted_of[demand.demand_id]
        delivered = week.delivered(demand.demand_id)
        reason = reason_of.get(demand.demand_id)
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
                "verdict": reason.verdict.value if reason else "",
                "reason": told(reason, problem, lang) if reason else "",
                "roles_missing": _roles_missing(problem, week, demand),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _roles_missing(problem: Problem, week: Itinerary, demand: Demand) -> str:
    """Return which optional roles of the sessions held lack how many people."""
    events = week.events_of.get(demand.demand_id, ())
    found = []
    for name, role in problem.roles_of.get(demand.demand_id, {}).items():
        there = sum(one.role_name == name for event in events for one in event.sessions)
        lacking = role.count * len(events) - there
        if lacking > 0:
            found.append(f"{name} {lacking}")
    return "; ".join(found)
