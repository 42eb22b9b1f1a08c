"""The shifts of an event, and the rows that a week needs to staff them.

An event has a place of its own in the week, at its site, with a bell for each shift. Shifts that
follow each other share a place; those that overlap do not, as slots of one bell plan never do.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sharepool.centre.events.rows import EventDay, EventStaff
from sharepool.centre.events.types import EventShift
from sharepool.problem.calendar import Calendar
from sharepool.problem.cells import MINUTES_PER_HOUR, format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Bell, CalendarDay, Demand, Leg, Role, Row, Site, StartRange

PART = "event"
"""Kind of demands, and part of the day, of events."""

TableRow = tuple[str, Row]
"""A row with its table."""


def list_shifts(event: EventDay, staff: Iterable[EventStaff]) -> list[EventShift]:
    """Return the times for which an event needs people, in order."""
    of_time: dict[tuple[int, int], list[EventStaff]] = defaultdict(list)
    for one in staff:
        if one.event_id == event.event_id:
            start = event.start if one.start is None else one.start
            of_time[start, event.end if one.end is None else one.end].append(one)
    return [
        EventShift(event.event_id, start, end, tuple(rows))
        for (start, end), rows in sorted(of_time.items())
    ]


def stack_shifts(shifts: Iterable[EventShift]) -> list[list[EventShift]]:
    """Return shifts in as few stacks as can be, none of which has two at one time."""
    stacks: list[list[EventShift]] = []
    for shift in sorted(shifts, key=lambda one: (one.start_min, one.end_min)):
        free = next((one for one in stacks if one[-1].end_min <= shift.start_min), None)
        if free is None:
            stacks.append([shift])
        else:
            free.append(shift)
    return stacks


def list_places(
    problem: Problem, event: EventDay, shifts: Sequence[EventShift], others: Iterable[str]
) -> Iterator[TableRow]:
    """Yield the places, bells, ways, demands and roles of an event.

    Parameters
    ----------
    problem : Problem
    event : EventDay
    shifts : sequence of EventShift
    others : iterable of str
        Places of events at the same site in the same week: there is no way between them.
    """
    host = problem.site_of[event.site_id]
    beside = [host.site_id, *others]
    for number, stack in enumerate(stack_shifts(shifts), start=1):
        place = place_id(event, number)
        yield "sites", _site(host, event, place)
        yield from _ways(problem, host.site_id, place, beside)
        yield from _calendar(problem, event, place)
        for slot, shift in enumerate(stack, start=1):
            yield "bells", _bell(place, slot, event, shift)
            yield from _demand(event, place, slot, shift)
        beside.append(place)


def place_id(event: EventDay, number: int) -> str:
    """Return the id of a place of an event, counted from 1."""
    return event.event_id if number == 1 else f"{event.event_id}/{number}"


def _site(host: Site, event: EventDay, place: str) -> Site:
    more = {"site_id": place, "name": event.title, "bell_id": place, "pupils": None}
    return host.model_copy(
        update={**more, "capacity": None, "open_from": None, "open_until": None, "group": ""}
    )


def _ways(problem: Problem, host: str, place: str, beside: Iterable[str]) -> Iterator[TableRow]:
    """Yield the ways of a place: those of its site, and none to what lies at the same site."""
    for leg in problem.travel:
        if host in {leg.origin, leg.destination} and leg.origin != leg.destination:
            ends = {
                "origin": place if leg.origin == host else leg.origin,
                "destination": place if leg.destination == host else leg.destination,
            }
            yield "travel", leg.model_copy(update=ends)
    for other in beside:
        yield "travel", Leg.model_validate({"origin": place, "destination": other, "minutes": 0})


def _calendar(problem: Problem, event: EventDay, place: str) -> Iterator[TableRow]:
    """Yield that an event takes place on its date as it is, whatever the schools' calendar says."""
    day = event.date.isoweekday()
    week = problem.in_week(event.date - dt.timedelta(days=day - 1))
    if Calendar(week).runs_as(event.site_id, day) != day:
        row = {"date": event.date, "kind": "makeup", "follows": day, "site_id": place}
        yield "calendar", CalendarDay.model_validate(row)


def _bell(place: str, slot: int, event: EventDay, shift: EventShift) -> Bell:
    return Bell.model_validate(
        {
            "bell_id": place,
            "slot": slot,
            "start": format_clock(shift.start_min),
            "end": format_clock(shift.end_min),
            "part": PART,
            "days": str(event.date.isoweekday()),
        }
    )


def _demand(event: EventDay, place: str, slot: int, shift: EventShift) -> Iterator[TableRow]:
    first, day = shift.staff[0], event.date.isoweekday()
    times = f"{format_clock(shift.start_min)}-{format_clock(shift.end_min)}"
    demand = Demand(
        demand_id=f"{event.event_id} {times}",
        site_id=place,
        kind=PART,
        skill=first.skill,
        min_level=first.min_level,
        sessions=1,
        priority=Decimal(_lessons(shift)),
        parts=(PART,),
        slots=(StartRange(day, slot, slot),),
    )
    yield "demands", demand
    for name, rows in _by_role(shift.staff).items():
        yield (
            "roles",
            Role(
                demand_id=demand.demand_id,
                role=name,
                skill=rows[0].skill,
                min_level=rows[0].min_level,
                count=sum(row.count for row in rows),
                optional=rows[0].optional,
            ),
        )


def _lessons(shift: EventShift) -> int:
    """Return how many lessons the people of a shift could give meanwhile, one an hour."""
    people = sum(one.count for one in shift.staff if not one.optional)
    return max(1, people * -(-(shift.end_min - shift.start_min) // MINUTES_PER_HOUR))


def _by_role(staff: Iterable[EventStaff]) -> dict[str, list[EventStaff]]:
    found: dict[str, list[EventStaff]] = defaultdict(list)
    for one in staff:
        found[one.role].append(one)
    return dict(found)
