"""Where each person goes, when: the sheet that a coach takes along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import Drive, Event, Itinerary, PersonDay, Session
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.travel import TravelTimes

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "staff_id",
    "staff_name",
    "date",
    "day",
    "step",
    "start",
    "end",
    "minutes",
    "km",
    "from_site",
    "from_name",
    "place",
    "place_name",
    "demand_id",
    "site_id",
    "site_name",
    "kind",
    "skill",
    "cohort",
    "delivery",
    "role",
    "with_others",
)


def list_itineraries(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return every person's days, step by step.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a step, by person (in the problem's order), day and time. `step` is ``leave_home``
        (`start` is the latest departure that reaches the first session), ``travel`` (setting off
        as soon as the session before ends), ``session`` or ``return_home`` (`end` is the arrival).
        `place` is where the person is at the end of the step, `site_id` the site whose session it
        is: they differ for remote sessions. `minutes` and `km` are the step's. A day spent at home
        has no leg, nor has a day whose sessions overlap. In a team, `role` is the person's and
        `with_others` names who else comes.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.list_itineraries(problem, plan)[["step", "start", "end", "place"]]
              step  start    end place
    0   leave_home  15:30  16:00  HILL
    1      session  16:00  17:00  HILL
    2  return_home  17:00  17:30  TOWN
    """
    import pandas as pd

    travel = TravelTimes(problem)
    order = {person.staff_id: index for index, person in enumerate(problem.staff)}
    week = Itinerary(problem, plan, travel=travel)
    teams = {
        session: event
        for events in week.events_of.values()
        for event in events
        for session in event.sessions
    }
    rows = [
        {
            "staff_id": day.person.staff_id,
            "staff_name": day.person.title,
            "date": problem.week[day.day - 1].isoformat(),
            "day": day.day,
            **step,
        }
        for day in sorted(week.days, key=lambda day: (order[day.person.staff_id], day.day))
        for step in _steps(problem, travel, day, teams)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"minutes": "Int64", "km": "Float64"})


def _steps(
    problem: Problem, travel: TravelTimes, day: PersonDay, teams: Mapping[Session, Event]
) -> Iterator[dict[str, Any]]:
    """Yield the sessions of a day with the drives before, between and after them."""
    drives = iter(day.drives)
    ahead = next(drives, None)
    here, free_min = day.person.home_site, None
    for session in day.sessions:
        if ahead is not None and session.place != here:
            leg = _leg(problem, travel, day, ahead)
            if free_min is None:
                yield {"step": "leave_home", **leg, **_arriving(session.start_min, ahead)}
            else:
                yield {"step": "travel", **leg, **_leaving(free_min, ahead)}
            ahead = next(drives, None)
        yield {"step": "session", **_session(problem, session, teams[session])}
        here, free_min = session.place, session.end_min
    if ahead is not None and free_min is not None:
        leg = _leg(problem, travel, day, ahead)
        yield {"step": "return_home", **leg, **_leaving(free_min, ahead)}


def _leg(problem: Problem, travel: TravelTimes, day: PersonDay, drive: Drive) -> dict[str, Any]:
    km = travel.km(problem.mode_of(day.person), drive.origin, drive.destination)
    return {
        "minutes": drive.minutes,
        "km": None if km is None else round(km, 1),
        "from_site": drive.origin,
        "from_name": problem.site_of[drive.origin].title,
        "place": drive.destination,
        "place_name": problem.site_of[drive.destination].title,
    }


def _session(problem: Problem, session: Session, event: Event) -> dict[str, Any]:
    demand = session.demand
    return {
        "start": format_clock(session.start_min),
        "end": format_clock(session.end_min),
        "minutes": session.minutes,
        "place": session.place,
        "place_name": problem.site_of[session.place].title,
        "demand_id": demand.demand_id,
        "site_id": demand.site_id,
        "site_name": problem.site_of[demand.site_id].title,
        "kind": demand.kind,
        "skill": demand.skill,
        "cohort": demand.cohort,
        "delivery": demand.delivery,
        "role": session.role_name,
        "with_others": "; ".join(
            f"{other.person.title} ({other.role_name})"
            for other in event.sessions
            if other is not session
        ),
    }


def _leaving(start_min: int, drive: Drive) -> dict[str, str]:
    """Return start and end of a drive that sets off at a moment."""
    end = "" if drive.minutes is None else format_clock(start_min + drive.minutes)
    return {"start": format_clock(start_min), "end": end}


def _arriving(end_min: int, drive: Drive) -> dict[str, str]:
    """Return start and end of a drive that arrives at a moment."""
    start = "" if drive.minutes is None else format_clock(end_min - drive.minutes)
    return {"start": start, "end": format_clock(end_min)}
