"""Who comes to each site, when: the sheet that hangs in a school's office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import Event, Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.privacy import hide_private
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Site
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
    "school_name",
    "venue_name",
    "bus_leaves",
    "bus_back",
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
        (`delivery` is ``joint`` there). A session at a venue stands in the timetable of its school,
        with the times at which the class leaves and is back, and in that of the venue, with the
        school's name (`delivery` is ``guest`` there). A team has a row a person.

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
    week = Itinerary(problem, plan, timetable=timetable)
    rows = [
        _row(problem, timetable, site, cohort, session)
        for site in problem.sites
        for cohort, event in sorted(_at(week, site), key=_time_order)
        for session in event.sessions
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _at(week: Itinerary, site: Site) -> list[tuple[str, Event]]:
    """Return what a site's classes have, and what those of other schools have on its grounds."""
    there = week.on_grounds.get(site.site_id, ())
    guests = [one for one in there if one.demand.is_away and one.demand.ground == site.site_id]
    return [*week.hosted.get(site.site_id, ()), *((one.demand.cohort, one) for one in guests)]


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
        "delivery": _delivery(site, demand),
        "role": session.role_name,
        **_ride(problem, timetable, site, session),
    }


def _delivery(site: Site, demand: Demand) -> str:
    if site.site_id == demand.site_id:
        return demand.delivery
    return "guest" if site.site_id == demand.ground else "joint"


def _ride(problem: Problem, timetable: Timetable, site: Site, session: Session) -> dict[str, str]:
    """Return where a class rides to and when, for its school; whose class it is, for the venue."""
    demand = session.demand
    cells = dict.fromkeys(("school_name", "venue_name", "bus_leaves", "bus_back"), "")
    if not demand.is_away:
        return cells
    if site.site_id != demand.site_id:
        return cells | {"school_name": problem.site_of[demand.site_id].title}
    time, ride_min = (
        timetable.session(demand, session.day, session.slot),
        timetable.ride_min(demand),
    )
    end_min = session.end_min if time is None else timetable.event_end(demand, time)
    return cells | {
        "venue_name": problem.site_of[demand.ground].title,
        "bus_leaves": format_clock(session.start_min - ride_min),
        "bus_back": format_clock(end_min + ride_min),
    }


def _time_order(hosted: tuple[str, Event]) -> tuple[int, int, int, str]:
    _, event = hosted
    return event.day, event.start_min, event.end_min, event.demand.demand_id


def _label(timetable: Timetable, session: Session) -> str:
    slots = timetable.slots(session.demand.site_id, session.day)
    first = slots[session.slot].label
    last = slots[session.slot + session.periods - 1].label
    return first if first == last or not last else f"{first}–{last}"
