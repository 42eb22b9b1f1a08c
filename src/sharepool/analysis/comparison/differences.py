"""What changes between two plans in people's terms: who, where, when, beside what it costs.

The sessions of a demand are equal, so which of one plan is which of the other is a matter of
choice. They are matched within each demand, each pass over what the passes before left: the same
person at the same time, the same person, the same time, any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from sharepool.analysis.comparison.types import (
    Comparison,
    Fate,
    PersonChange,
    PersonWeek,
    Regular,
    SessionChange,
    SiteChange,
    SiteWeek,
)
from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.plan import Clock, Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.rules import violations
from sharepool.rules.scoring import score_itinerary

_SAMENESS = (
    attrgetter("staff_id", "day", "slot"),
    attrgetter("staff_id"),
    attrgetter("day", "slot"),
    attrgetter("demand_id"),
)
"""What sessions of a demand have to have in common to be matched, pass by pass."""

_KEEPING = (Fate.OTHER_TIME, Fate.OTHER_CLOCK)
"""What becomes of sessions that move and stay with their person."""


def compare(
    problem: Problem, before: Plan, after: Plan, *, problem_after: Problem | None = None
) -> Comparison:
    """Return what changes from one plan to another, for people and sites and in the objective.

    Parameters
    ----------
    problem : Problem
    before, after : Plan
        Two legal plans.
    problem_after : Problem, optional
        What the plan after is of, if that is another problem, such as another week; the two may
        differ in people, sites, demands and rules; equal ids mean the same person.

    Raises
    ------
    ValueError
        A plan breaks hard rules: its score would mean nothing.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> changes = sp.compare(problem, plan, sp.Plan())
    >>> changes.count(sp.Fate.GONE)
    1
    >>> [one.staff_id for one in changes.people]
    ['LI']
    """
    weeks = Itinerary(problem, before), Itinerary(problem_after or problem, after)
    for number, week in enumerate(weeks, start=1):
        broken = len(violations(week))
        if broken:
            raise ValueError(
                f"plan {number} breaks {broken} hard rules (see check): give a legal one"
            )
    return compare_itineraries(*weeks)


def compare_itineraries(before: Itinerary, after: Itinerary) -> Comparison:
    """Return what changes between two plans that may belong to two problems.

    The problems may differ in people, sites, demands, bells and rules; equal ids mean the same
    person. The plans are taken as they are: rows of unknown people and demands are passed over. A
    session that stays in its slot is not kept if the clock times differ, those that a plan states
    or else those of its problem's bells.
    """
    sessions = tuple(match_sessions(before, after))
    changed = [one for one in sessions if one.fate is not Fate.KEPT]
    return Comparison(
        before=score_itinerary(before),
        after=score_itinerary(after),
        sessions=sessions,
        people=tuple(_people(before, after, changed)),
        sites=tuple(_sites(before, after, changed)),
        problem=before.problem,
    )


def match_sessions(before: Itinerary, after: Itinerary) -> Iterator[SessionChange]:
    """Yield every session of two plans once, matched, by demand and in time order."""
    rows = [_rows_of_demands(week) for week in (before, after)]
    # What is to take place does so by the bells, whatever a hand has left in its file.
    clocks = [_by_bells(before) | dict(before.plan.clocks), _by_bells(after)]
    for demand_id in _union(before.problem.demand_of, after.problem.demand_of):
        old, new = ([*of_demand.get(demand_id, ())] for of_demand in rows)
        for one in sorted(_match(demand_id, old, new), key=_time_order):
            times = (
                None if row is None else known.get(row)
                for row, known in zip((one.before, one.after), clocks, strict=True)
            )
            yield SessionChange(demand_id, one.before, one.after, *times)


def _rows_of_demands(week: Itinerary) -> Mapping[str, Sequence[Assignment]]:
    """Return the rows of each demand, in time order; a slot that is no more has its row too."""
    rows = sorted((row for row, _, _ in week.known_rows), key=attrgetter("day", "slot", "staff_id"))
    return group_by(rows, lambda row: row.demand_id)


def _by_bells(week: Itinerary) -> dict[Assignment, Clock]:
    return {session.row: (session.start_min, session.end_min) for session in week.sessions}


def _match(
    demand_id: str, before: list[Assignment], after: list[Assignment]
) -> Iterator[SessionChange]:
    """Yield the sessions of one demand, matched; both lists are used up.

    Within a pass, those go first whose own time the other plan does not use, so that as many as
    can be are left to be matched by time.
    """
    times = [{(row.day, row.slot) for row in rows} for rows in (after, before)]
    for rows, used in zip((before, after), times, strict=True):
        rows.sort(key=lambda row: (row.day, row.slot) in used)
    for sameness in _SAMENESS:
        for old in tuple(before):
            new = next((row for row in after if sameness(row) == sameness(old)), None)
            if new is not None:
                before.remove(old)
                after.remove(new)
                yield SessionChange(demand_id, old, new)
    yield from (SessionChange(demand_id, old, None) for old in before)
    yield from (SessionChange(demand_id, None, new) for new in after)


def _people(
    before: Itinerary, after: Itinerary, changed: Sequence[SessionChange]
) -> Iterator[PersonChange]:
    handed = [one for one in changed if one.fate not in _KEEPING]
    gained = _count(one.after for one in handed)
    lost = _count(one.before for one in handed)
    moved = _count(one.after for one in changed if one.fate in _KEEPING)
    affected = gained.keys() | lost.keys() | moved.keys()
    for staff_id in _union(before.problem.person_of, after.problem.person_of):
        if staff_id in affected:
            weeks = _person_week(before, staff_id), _person_week(after, staff_id)
            yield PersonChange(staff_id, *weeks, gained[staff_id], lost[staff_id], moved[staff_id])


def _sites(
    before: Itinerary, after: Itinerary, changed: Sequence[SessionChange]
) -> Iterator[SiteChange]:
    demands = {**before.problem.demand_of, **after.problem.demand_of}
    affected = {demands[one.demand_id].site_id for one in changed}
    for site_id in _union(before.problem.site_of, after.problem.site_of):
        if site_id in affected:
            weeks = _site_week(before, site_id), _site_week(after, site_id)
            yield SiteChange(site_id, *weeks, tuple(_regulars(before, after, site_id)))


def _person_week(week: Itinerary, staff_id: str) -> PersonWeek:
    sessions = week.of_person.get(staff_id, ())
    served = {session.demand.site_id for session in sessions}
    return PersonWeek(
        sessions=len(sessions),
        session_min=sum(session.minutes for session in sessions),
        travel_min=week.travel_min_of.get(staff_id, 0),
        days=_days(sessions),
        sites=tuple(site_id for site_id in week.problem.site_of if site_id in served),
    )


def _site_week(week: Itinerary, site_id: str) -> SiteWeek:
    sessions = week.of_site.get(site_id, ())
    givers = {session.person.staff_id for session in sessions}
    return SiteWeek(
        sessions=len(sessions),
        people=tuple(staff_id for staff_id in week.problem.person_of if staff_id in givers),
        days=_days(sessions),
    )


def _regulars(before: Itinerary, after: Itinerary, site_id: str) -> Iterator[Regular]:
    old, new = (
        group_by(week.of_site.get(site_id, ()), lambda session: session.demand.skill)
        for week in (before, after)
    )
    for skill in sorted(old.keys() | new.keys()):
        yield Regular(skill, _most_frequent(old.get(skill, ())), _most_frequent(new.get(skill, ())))


def _most_frequent(sessions: Iterable[Session]) -> tuple[str, ...]:
    """Return whoever gives most of some sessions; several if they give equally many."""
    counts = Counter(session.person.staff_id for session in sessions)
    most = max(counts.values(), default=0)
    return tuple(sorted(staff_id for staff_id, count in counts.items() if count == most))


def _count(rows: Iterable[Assignment | None]) -> Counter[str]:
    """Return how many of some rows each person has."""
    return Counter(row.staff_id for row in rows if row is not None)


def _days(sessions: Iterable[Session]) -> tuple[int, ...]:
    return tuple(sorted({session.day for session in sessions}))


def _union(before: Iterable[str], after: Iterable[str]) -> Iterable[str]:
    """Return ids in the order of the later problem, then those that only the earlier one has."""
    return dict.fromkeys([*after, *before])


def _time_order(one: SessionChange) -> tuple[int, int]:
    row = one.rows[-1]
    return row.day, row.slot
