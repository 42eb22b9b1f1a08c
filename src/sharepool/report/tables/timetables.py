"""Who comes to each site, when: the sheet that hangs in a school's office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import Event, Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site
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
    "role",
)


def list_timetables(problem: Problem, plan: Plan) -> pd.DataFrame:
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
        of the site whose pupils it is for, a joint one in that of every class that listens
        (`delivery` is ``joint`` there). A team has a row a person.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.list_timetables(problem, plan)[["site_id", "day", "start", "staff_name"]]
      site_id  day  start staff_name
    0    HILL    3  16:00         李强
    """
    import pandas as pd

    problem = hide_private(problem)
    timetable = Timetable(problem)
    hosted = Itinerary(problem, plan, timetable=timetable).hosted
    rows = [
        _row(problem, timetable, site, cohort, session)
        for site in problem.sites
        for cohort, event in sorted(hosted.get(site.site_id, ()), key=_time_order)
        for session in event.sessions
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(
    problem: Problem, timetable: Timetable, site: Site, cohort: str, session: Session
) -> dict[str, Any]:
    demand = session.demand
    return {
        "site_id": site.site_id,
        "site_name": site.title,
        "date": problem.week[session.day - 1].isoformat(),
        "day": session.day,
        "slot": session.slot,
        "label": _label(timetable, session),
        "start": format_clock(session.start_min),
        "end": format_clock(session.end_min),
        "demand_id": demand.demand_id,
        "kind": demand.kind,
        "skill": demand.skill,
        "cohort": cohort,
        "staff_id": session.person.staff_id,
        "staff_name": session.person.title,
        "delivery": demand.delivery if site.site_id == demand.site_id else "joint",
        "role": session.role_name,
    }


def _time_order(hosted: tuple[str, Event]) -> tuple[int, int, int, str]:
    _, event = hosted
    return event.day, event.start_min, event.end_min, event.demand.demand_id


def _label(timetable: Timetable, session: Session) -> str:
    slots = timetable.slots(session.demand.site_id, session.day)
    first = slots[session.slot].label
    last = slots[session.slot + session.periods - 1].label
    return first if first == last or not last else f"{first}–{last}"
