"""What associations promised, and what they gave: for their assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from sharepool.centre.points.feeding import skill_of
from sharepool.centre.points.rows import Association
from sharepool.centre.points.types import GivenHours
from sharepool.centre.term.types import TermWeek
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Demand
from sharepool.problem.timetable import Timetable


def count_hours(
    associations: Sequence[Association], weeks: Sequence[TermWeek]
) -> tuple[GivenHours, ...]:
    """Return what each association promised and gave over some weeks.

    Promised is what its demands want of a week (those that ask for its people), without what is
    still to come; given is what the week's plan holds of it.

    Parameters
    ----------
    associations : sequence of Association
    weeks : sequence of TermWeek
        As they were lived, or as :func:`sharepool.repeat_week` gives them.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_points("data/samples/county", problem)
    >>> placed = sp.place_points(problem, tables)
    >>> weeks = sp.repeat_week(sp.join_feeds(problem, placed.feed), sp.Plan(), weeks=2)
    >>> given = sp.count_hours(tables.associations, weeks)
    >>> sum(one.sessions_wanted for one in given), sum(one.sessions_given for one in given)
    (234, 0)
    """
    wanted, given = Counter[str](), Counter[str]()
    wanted_min, given_min = Counter[str](), Counter[str]()
    name_of = {skill_of(one.association_id): one.association_id for one in associations}
    for week in weeks:
        timetable = Timetable(week.problem)
        to_come = Itinerary(week.problem, Plan(week.to_come))
        for demand in week.problem.demands:
            name = _association_of(demand, name_of)
            if name is not None:
                count = week.problem.wanted_of[demand.demand_id]
                count = max(0, count - to_come.delivered(demand.demand_id))
                times = timetable.sessions(demand)
                longest = max((time.end_min - time.start_min for time in times), default=0)
                wanted[name] += count
                wanted_min[name] += count * longest
        for event in chain.from_iterable(Itinerary(week.problem, week.plan).events_of.values()):
            name = _association_of(event.demand, name_of)
            if name is not None:
                given[name] += 1
                given_min[name] += event.end_min - event.start_min
    return tuple(
        GivenHours(
            association_id=one.association_id,
            sessions_wanted=wanted[one.association_id],
            sessions_given=given[one.association_id],
            minutes_wanted=wanted_min[one.association_id],
            minutes_given=given_min[one.association_id],
        )
        for one in associations
    )


def _association_of(demand: Demand, name_of: dict[str, str]) -> str | None:
    return next((name_of[one.skill] for one in demand.requirements if one.skill in name_of), None)
