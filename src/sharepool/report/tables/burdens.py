"""What the week asks of each person: hours, road, early starts, far days."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import Itinerary, PersonDay
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.travel import TravelTimes

if TYPE_CHECKING:
    import pandas as pd

EARLY_MIN = 7 * MINUTES_PER_HOUR + 30
"""Whoever must leave home before this, minutes after midnight, starts early."""

FAR_LEG_MIN = 45
"""A day with a drive of this many minutes or more is a far day."""

MOST_BANDS = 8
"""Bands that a distribution has at most."""

COLUMNS = (
    "staff_id",
    "staff_name",
    "employer",
    "role",
    "sessions",
    "hours",
    "days",
    "sites",
    "travel_min",
    "km",
    "early_starts",
    "far_days",
)


def list_burdens(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return what the week asks of everybody of the pool, those without a session too.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    pandas.DataFrame
        One row a person, in the problem's order. `hours` are those of sessions; `sites` are the
        places other than home. `km` is not known (NA) where one of the drives has none.
        `early_starts` counts the days on which the person leaves home before
        :data:`EARLY_MIN`, `far_days` those with a drive of :data:`FAR_LEG_MIN` or more.
    """
    import pandas as pd

    travel = TravelTimes(problem)
    week = Itinerary(problem, plan, travel=travel)
    days_of: dict[str, list[PersonDay]] = {person.staff_id: [] for person in problem.staff}
    for day in week.days:
        days_of[day.person.staff_id].append(day)
    rows = []
    for person in problem.staff:
        days = days_of[person.staff_id]
        sessions = [session for day in days for session in day.sessions]
        rows.append(
            {
                "staff_id": person.staff_id,
                "staff_name": person.title,
                "employer": person.employer,
                "role": person.role,
                "sessions": len(sessions),
                "hours": sum(session.minutes for session in sessions) / MINUTES_PER_HOUR,
                "days": len(days),
                "sites": len({session.place for session in sessions} - {person.home_site}),
                "travel_min": sum(day.travel_min for day in days),
                "km": _km(problem, travel, days),
                "early_starts": sum(map(_starts_early, days)),
                "far_days": sum(map(_is_far, days)),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"km": "Float64"})


def _km(problem: Problem, travel: TravelTimes, days: list[PersonDay]) -> float | None:
    drives = [
        travel.km(problem.mode_of(day.person), drive.origin, drive.destination)
        for day in days
        for drive in day.drives
    ]
    known = [km for km in drives if km is not None]
    return round(sum(known), 1) if len(known) == len(drives) else None


def _starts_early(day: PersonDay) -> bool:
    first = day.sessions[0]
    if not day.drives or first.place == day.person.home_site:
        return False
    return first.start_min - (day.drives[0].minutes or 0) < EARLY_MIN


def _is_far(day: PersonDay) -> bool:
    return any((drive.minutes or 0) >= FAR_LEG_MIN for drive in day.drives)


def bands(people: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return how many people bear how much of something, without saying who.

    Parameters
    ----------
    people : pandas.DataFrame
        From :func:`burdens`.
    measure : str
        A column of numbers.

    Returns
    -------
    pandas.DataFrame
        One row a band, of 1, 2 or 5 times a power of ten each and :data:`MOST_BANDS` at most:
        `people` with at least `least` and less than `below`.
    """
    import pandas as pd

    values = [float(value) for value in people[measure].dropna()]
    highest = max(values, default=0.0)
    steps = (unit * 10**power for power in count() for unit in (1, 2, 5))
    step = next(step for step in steps if highest < step * MOST_BANDS)
    found = Counter(int(value // step) for value in values)
    rows = [
        (step * band, step * (band + 1), found[band]) for band in range(max(found, default=-1) + 1)
    ]
    return pd.DataFrame(rows, columns=["least", "below", "people"])
