"""Proofs that no legal plan holds more sessions of a demand, and the rule to ease if one does it.

Counting only, over the options that may be part of a legal plan: what it rules out, no plan holds.
What it does not rule out may still be impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from sharepool.analysis.reasons.counting import OpenTimes, most_of_person, times_of
from sharepool.analysis.reasons.easing import eases_of_people
from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.reasons.people import People
from sharepool.analysis.reasons.vacancies import can_meet
from sharepool.engine.counting_bound import days_apart
from sharepool.engine.instance.types import Instance
from sharepool.problem.rows import Demand
from sharepool.problem.timetable import Timetable
from sharepool.problem.violation import Violation

_EASED_FIRST = ("H02", "H06", "H09", "H08", "H07", "H01", "H10", "H11", "H12", "H15", "H16")
"""Codes in the order in which they are eased: first what a planner could ask of one person."""

_OF_THE_WAY = {"H08", "H09"}

_TOO_FAR = {("H08", "long"), ("H09", None)}
"""Broken together: somebody lives too far away."""

_OF_THE_REST = {("H13", "minimum"), ("H16", "require"), ("H16", "strict_pair")}
"""What an empty week breaks, whatever is tried in it; besides, that others miss in a team."""


def count_possible(
    instance: Instance,
    task: int,
    *,
    min_gap: int | None = None,
    max_per_day: int | None = None,
    max_staff: int | None = None,
) -> int:
    r"""Return how many sessions of a task any legal plan can hold at most.

    .. math:: \min\bigl(\text{sessions},\; D(\cup_p O_p) \cdot \text{per\_day},\;
              \textstyle\sum_{p \in \text{top max\_staff}} \min(\text{sessions\_week}_p,\;
              \lfloor \text{work}_p / \text{length} \rfloor,\;
              T_p(\text{days\_week}_p, \min(\text{per\_day}, \text{sessions\_day}_p)))\bigr)

    with :math:`O_p` the days on which person p has an option, :math:`D` the most days of a
    set that are as far apart as the demand wants, and :math:`T_p` the most of p's times that do not
    overlap, on so many such days and so many a day. A class is in one session at a time. A team has
    the days that all roles have which it needs, and no more sessions than the people of each of
    them can fill.

    Parameters
    ----------
    instance : Instance
    task : int
    min_gap, max_per_day, max_staff : int, optional
        Instead of the task's own.
    """
    own = instance.tasks[task]
    gap = own.min_gap if min_gap is None else min_gap
    per_day = own.max_per_day if max_per_day is None else max_per_day
    staff = own.max_staff if max_staff is None else max_staff
    if any(instance.places[host.ground].capacity == 0 for host in instance.hosts[task]):
        return 0
    parts = [
        _count_part(instance, part, gap, per_day, staff * instance.tasks[part].seats)
        for part in instance.parts_of(task)
    ]
    needed = [
        part
        for part, number in zip(parts, instance.parts_of(task), strict=True)
        if not instance.tasks[number].optional
    ]
    if needed:
        every = reduce(and_, (part.days for part in needed))
        of_people = min(part.sessions for part in needed)
    else:
        every = reduce(or_, (part.days for part in parts))
        of_people = sum(part.sessions for part in parts)
    of_class = days_apart(every, gap) * per_day
    if any(host.cohort >= 0 for host in instance.hosts[task]):
        times = _times_of_class(instance, task)
        of_class = min(of_class, times.most(gap, per_day))
    return min(own.sessions, of_class, of_people)


def scarcest_part(instance: Instance, task: int) -> int:
    """Return the task that people take of whom there are fewest for a session of a task.

    Of a team, one of the roles that it needs, if it needs any.
    """
    parts = instance.parts_of(task)
    needed = [part for part in parts if not instance.tasks[part].optional]
    own = instance.tasks[task]

    def sessions(part: int) -> int:
        staff = own.max_staff * instance.tasks[part].seats
        return _count_part(instance, part, own.min_gap, own.max_per_day, staff).sessions

    return min(needed or parts, key=sessions)


class _Part(NamedTuple):
    """What the people of a task, or of a role, can do: sessions, and on which days."""

    sessions: int
    days: int


def _count_part(instance: Instance, task: int, gap: int, per_day: int, staff: int) -> _Part:
    every = 0
    counts = []
    for row in instance.people_of[task]:
        times = times_of(instance, row, task)
        every |= times.days
        counts.append(most_of_person(instance, row, times, gap, per_day))
    of_people = sum(sorted(counts, reverse=True)[:staff])
    seats = 1 if instance.tasks[task].optional else instance.tasks[task].seats
    return _Part(of_people // seats if len(counts) >= seats else 0, every)


def _times_of_class(instance: Instance, task: int) -> OpenTimes:
    """Return when the class is busy if anybody has it: it is in one session, or ride, at a time."""
    ride = instance.hosts[task][0].ride
    used = {
        one.start
        for part in instance.parts_of(task)
        for row in instance.people_of[part]
        for one in instance.options(row, part)
    }
    starts = (instance.starts[start] for start in used)
    return OpenTimes(one._replace(begin=one.begin - ride, end=one.end + ride) for one in starts)


def find_eases(
    whole: Whole, instance: Instance, people: People, most: int
) -> tuple[Violation, ...]:
    """Return rules of which each, eased, opens a demand of which no plan holds more than `most`.

    Parameters
    ----------
    whole : Whole
    instance : Instance
    people : People
        Those of the demand.
    most : int
        What :func:`count_possible` returns.

    Returns
    -------
    tuple of Violation
        The cheapest first, each as the checker words it of the person for whom the least would be
        eased, in a week without any other session. A way that is too long there and for the whole
        day counts as one rule. Empty if no single rule was found.
    """
    demand = people.demand
    if most and people.times:
        found = [*_ease_numbers(instance, demand, most), *eases_of_people(whole, people)]
        cheapest: dict[tuple[str, str | None], Violation] = {}
        for one in sorted(found, key=_rank):
            cheapest.setdefault((one.code, one.kind), one)
        return tuple(cheapest.values())
    first = _ease_first(whole, instance, people)
    return () if first is None else (first,)


def _ease_first(whole: Whole, instance: Instance, people: People) -> Violation | None:
    """Return the one rule that keeps a demand from having any session, if there is one."""
    if not people.times:
        return _ease_timetable(whole, people.demand)
    alone = [
        found
        for staff_id in people.listed
        for found in _obstacles_alone(whole, instance, people, staff_id)
    ]
    single = [found for found in alone if len({(one.code, one.kind) for one in found}) == 1]
    if single:
        return min((max(found, key=_rank) for found in single), key=_rank)
    too_far = [found for found in alone if {(one.code, one.kind) for one in found} == _TOO_FAR]
    nearest = min((max(found, key=_leg_min) for found in too_far), key=_leg_min, default=None)
    return next(_missing_skills(whole, instance, people), nearest)


def _ease_numbers(instance: Instance, demand: Demand, most: int) -> Iterator[Violation]:
    """Yield each number of a demand that keeps the count down: one step looser, it might be more.

    Counting says no more than that; other rules may still forbid what it then allows.
    """
    task = instance.task_of[demand.demand_id]
    gap, staff, per_day = demand.min_gap_days, demand.max_staff, demand.max_per_day
    looser = (
        ("H13", "gap", gap, gap - 1, "min_gap"),
        ("H14", None, staff, staff + 1, "max_staff"),
        ("H13", "per_day", per_day, per_day + 1, "max_per_day"),
    )
    for code, kind, limit, eased, name in looser:
        if count_possible(instance, task, **{name: eased}) > most:
            yield Violation(code, kind, demand_id=demand.demand_id, limit=limit, amount=eased)


def _ease_timetable(whole: Whole, demand: Demand) -> Violation | None:
    """Return what leaves a demand without any time: its ride, its starts, its parts, the bells."""
    free = demand.model_copy(update={"slots": ()})
    every = {bell.part for bell in whole.problem.bells}
    kinds = {
        "ride": demand.model_copy(update={"transfer_min": 0}),
        "start": free,
        "part": demand.model_copy(update={"parts": tuple(sorted(every))}),
        "bell": free.model_copy(update={"periods": 1, "parts": tuple(sorted(every))}),
    }
    open_all_week = Timetable(whole.problem.updated(calendar=()))
    if open_all_week.sessions(demand):
        return Violation("H03", "day_off", demand_id=demand.demand_id, site_id=demand.site_id)
    for kind, eased in kinds.items():
        if whole.timetable.sessions(eased):
            return Violation("H03", kind, demand_id=demand.demand_id, site_id=demand.site_id)
    return None


def _obstacles_alone(
    whole: Whole, instance: Instance, people: People, staff_id: str
) -> Iterator[tuple[Violation, ...]]:
    """Yield what stands in a person's way at each time, in a week without other sessions.

    Of a team, only at times at which it could meet if nothing stood there.
    """
    empty = whole.empty_week(staff_id, people.demand)
    event = instance.task_of[people.demand.demand_id]
    one = instance.person_of[staff_id], people.task
    for time in people.times:
        if not can_meet(instance, event, (time.day - 1, time.slot), one):
            continue
        yield _but_the_rest(empty.find_obstacles(people.row(staff_id, time.day, time.slot)))


def _missing_skills(whole: Whole, instance: Instance, people: People) -> Iterator[Violation]:
    """Yield the one skill that people lack who could come otherwise, the nearest first."""
    task, event = people.task, instance.task_of[people.demand.demand_id]
    for staff_id in people.without_skills():
        empty = whole.empty_week(staff_id, people.demand)
        for option in instance.options(instance.person_of[staff_id], task):
            start = instance.starts[option.start]
            one = instance.person_of[staff_id], task
            if not can_meet(instance, event, (start.day, start.slot), one):
                continue
            row = people.row(staff_id, start.day + 1, start.slot)
            found = _but_the_rest(empty.find_obstacles(row))
            lacking = [one for one in found if one.code == "H01"]
            if lacking == list(found) and len(lacking) == 1:
                yield lacking[0]
            if len(lacking) > 1 or any(one.code in _OF_THE_WAY for one in found):
                break  # it is the same at every time


def _but_the_rest(found: Iterable[Violation]) -> tuple[Violation, ...]:
    return tuple(
        one for one in found if (one.code, one.kind) not in _OF_THE_REST and one.code != "H17"
    )


def _rank(violation: Violation) -> tuple[int, int]:
    """Return what violations that could be eased sort by: kind of rule, and how far beyond it."""
    place = (*_EASED_FIRST, violation.code).index(violation.code)
    amount, limit = violation.amount or 0, violation.limit or 0
    if violation.code != "H06":
        return place, max(0, amount - limit)
    if violation.kind == "departure":
        return place, limit + amount - (violation.start_min or 0)
    return place, (violation.end_min or 0) + amount - limit


def _leg_min(violation: Violation) -> int:
    return violation.amount or 0 if violation.code == "H08" else 0
