"""Who comes to each site, when: the sheet that hangs in a school's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem
from sharepool.problem.timetable import Timetable

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "site_id",
    "site_name",
    "date",
    "day",
    "slot",
    "label",
    "start",
    "end",
    "demand_id",
    "kind",
    "skill",
    "cohort",
    "staff_id",
    "staff_name",
    "delivery",
)


def site_timetable(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return the week of every site that receives a session.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a session, by site (in the problem's order), day and time. A session of several
        slots bears the labels of its first and its last. A remote session stands in the timetable
        of the site whose pupils it is for.
    """
    import pandas as pd

    problem = hide_private(problem)
    timetable = Timetable(problem)
    of_site = Itinerary(problem, plan, timetable=timetable).of_site
    rows = [
        {
            "site_id": site.site_id,
            "site_name": site.title,
            "date": problem.week[session.day - 1].isoformat(),
            "day": session.day,
            "slot": session.slot,
            "label": _label(timetable, session),
            "start": format_clock(session.start_min),
            "end": format_clock(session.end_min),
            "demand_id": session.demand.demand_id,
            "kind": session.demand.kind,
            "skill": session.demand.skill,
            "cohort": session.demand.cohort,
            "staff_id": session.person.staff_id,
            "staff_name": session.person.title,
            "delivery": session.demand.delivery,
        }
        for site in problem.sites
        for session in of_site.get(site.site_id, ())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _label(timetable: Timetable, session: Session) -> str:
    slots = timetable.slots(session.demand.site_id, session.day)
    first = slots[session.slot].label
    last = slots[session.slot + session.demand.periods - 1].label
    return first if first == last or not last else f"{first}–{last}"
