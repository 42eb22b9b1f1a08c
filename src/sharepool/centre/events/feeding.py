"""What the weeks are to know of events: places, demands, closures, absences, duties."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sharepool.centre.events.rows import BaseVisit, EventDay, EventStaff, LabourBase
from sharepool.centre.events.shifts import list_places, list_shifts, place_id, stack_shifts
from sharepool.centre.events.tour_times import VISITS_DAY, TourTimes
from sharepool.centre.events.types import BaseTrip, EventShift, EventTables, TourStop
from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.cells import format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import (
    DAYS,
    Absence,
    Closure,
    Demand,
    Pin,
    Role,
    Row,
    StartRange,
    Window,
)
from sharepool.problem.travel import TravelTimes

MODULE = "events"

TEST = "test"
"""Kind of the demands of a tour."""

GUIDE = "guide"
"""Role of those whom a base needs."""

TESTER = "tester"
"""Role of those who test."""

Dated = tuple[str, Row, Origin, dt.date | None]
"""A row with its table, its origin and its date."""


def make_feed(
    problem: Problem, tables: EventTables, stops: Iterable[TourStop], trips: Iterable[BaseTrip]
) -> Feed:
    """Return the rows that follow from events, tours and trips.

    Parameters
    ----------
    problem : Problem
    tables : EventTables
    stops : iterable of TourStop
    trips : iterable of BaseTrip
    """
    found: dict[str, list[FeedRow]] = defaultdict(list)
    days = [*list_events(tables), *list_base_days(tables, trips)]
    maker = _Maker(problem)
    for rows in (
        maker.of_events(days),
        maker.of_stops(tables, stops),
        maker.of_trips(tables, trips),
    ):
        for table, row, origin, date in rows:
            found[table].append(FeedRow(row, origin, date))
    return Feed({table: tuple(rows) for table, rows in found.items()})


StaffedDay = tuple[EventDay, Sequence[EventStaff], Origin]
"""An event, whom it needs, and where it comes from."""


def list_events(tables: EventTables) -> Iterator[StaffedDay]:
    """Yield the events of their table."""
    for number, event in enumerate(tables.events):
        origin = Origin(MODULE, "events", tables.number_of("events", number))
        yield event, tables.event_staff, origin


def list_base_days(tables: EventTables, trips: Iterable[BaseTrip]) -> Iterator[StaffedDay]:
    """Yield the days of bases to which somebody comes, as events at their sites."""
    bases = {base.base_id: number for number, base in enumerate(tables.bases)}
    groups = {visit.group_id: visit for visit in tables.visits}
    here: dict[tuple[str, dt.date], list[BaseVisit]] = defaultdict(list)
    for trip in trips:
        here[trip.base_id, trip.date].append(groups[trip.group_id])
    for (base_id, date), visits in sorted(here.items()):
        base = tables.bases[bases[base_id]]
        origin = Origin(MODULE, "bases", tables.number_of("bases", bases[base_id]))
        event = _base_event(base, date, visits)
        yield event, _guides(base, event.event_id), origin


def _base_event(base: LabourBase, date: dt.date, visits: Sequence[BaseVisit]) -> EventDay:
    schools = dict.fromkeys(visit.site_id for visit in visits)
    people = dict.fromkeys(one for visit in visits for one in visit.people)
    return EventDay.model_validate(
        {
            "event_id": f"{base.base_id} {date}",
            "name": base.name,
            "site_id": base.site_id,
            "date": date,
            "start": format_clock(base.start),
            "end": format_clock(base.end),
            "kind": "joint",
            "sites": ";".join(schools),
            "people": ";".join(people),
            "taken": 0,
        }
    )


def _guides(base: LabourBase, event_id: str) -> tuple[EventStaff, ...]:
    if not base.skill:
        return ()
    needed = {"skill": base.skill, "min_level": base.min_level, "count": base.count}
    return (EventStaff.model_validate({"event_id": event_id, "role": GUIDE, **needed}),)


class _Maker:
    """Makes rows, each with the row of the tables that it follows from."""

    def __init__(self, problem: Problem) -> None:
        self._problem, self._travel = problem, TravelTimes(problem)

    def of_events(self, days: Sequence[StaffedDay]) -> Iterator[Dated]:
        """Yield what each event takes and asks for."""
        places: dict[tuple[str, dt.date], list[str]] = defaultdict(list)
        for event, staff, origin in days:
            shifts = list_shifts(event, staff)
            others = places[event.site_id, _monday(event.date)]
            for table, row in list_places(self._problem, event, shifts, others):
                yield table, row, origin, event.date
            count = len(stack_shifts(shifts))
            others += [place_id(event, number) for number in range(1, count + 1)]
            if event.call:
                yield from self._called(event, shifts, origin)
            yield from self._closures(event, origin)
            for staff_id in event.people:
                yield from self._accompanying(event, staff_id, origin)

    def _called(
        self, event: EventDay, shifts: Sequence[EventShift], origin: Origin
    ) -> Iterator[Dated]:
        """Yield that those who hold a skill in need can come, whatever their usual hours."""
        skills = {one.skill for shift in shifts for one in shift.staff}
        bound = {row.staff_id for row in self._problem.availability}
        holders = {row.staff_id for row in self._problem.skills if row.skill in skills}
        for staff_id in sorted(bound & holders):
            row = {"staff_id": staff_id, "day": event.date.isoweekday()}
            times = {"start": format_clock(event.start), "end": format_clock(event.end)}
            window = Window.model_validate({**row, **times})
            yield "availability", window, origin, event.date

    def _closures(self, event: EventDay, origin: Origin) -> Iterator[Dated]:
        """Yield that the site's ground is taken, and that pupils of others are away."""
        times = {"start": format_clock(event.start), "end": format_clock(event.end)}
        rows = [] if event.taken == 0 else [(event.site_id, event.taken)]
        rows += [(site, None) for site in event.sites if event.away and site != event.site_id]
        for site_id, taken in rows:
            row = {"site_id": site_id, "date": event.date, "taken": taken, **times}
            closure = Closure.model_validate({**row, "reason": event.event_id})
            yield "closures", closure, origin, event.date

    def _accompanying(self, event: EventDay, staff_id: str, origin: Origin) -> Iterator[Dated]:
        """Yield that somebody is away with pupils, from home to home, and the duty."""
        person = self._problem.person_of[staff_id]
        mode, home = self._problem.mode_of(person), person.home_site
        there = max(0, self._travel.minutes(mode, home, event.site_id))
        back = max(0, self._travel.minutes(mode, event.site_id, home))
        midnight = dt.datetime.combine(event.date, dt.time())
        leaves = max(0, event.start - there)
        times = {
            "from": midnight + dt.timedelta(minutes=leaves),
            "until": midnight + dt.timedelta(minutes=event.end + back),
        }
        row = {"staff_id": staff_id, "reason": event.event_id, **times}
        yield "absences", Absence.model_validate(row), origin, event.date
        km = self._travel.km(mode, home, event.site_id)
        duty = OtherDuty(
            staff_id=staff_id,
            date=event.date,
            kind="event",
            site_id=event.site_id,
            minutes=event.end - event.start,
            km=Decimal(0) if km is None else Decimal(str(round(2 * km, 1))),
            note=event.event_id,
        )
        yield "duties", duty, origin, event.date

    def of_stops(self, tables: EventTables, stops: Iterable[TourStop]) -> Iterator[Dated]:
        """Yield the demands of the week in which testers go to a school."""
        numbers = {tour.tour_id: number for number, tour in enumerate(tables.tours)}
        times = {tour.tour_id: TourTimes(self._problem, tour) for tour in tables.tours}
        for stop in stops:
            number = tables.number_of("tours", numbers[stop.tour_id])
            origin = Origin(MODULE, "tours", number)
            demand = _stop_demand(times[stop.tour_id], stop)
            yield "demands", demand, origin, None
            testers = times[stop.tour_id].tour.testers
            role = Role(demand_id=demand.demand_id, role=TESTER, count=testers)
            yield "roles", role, origin, None

    def of_trips(self, tables: EventTables, trips: Iterable[BaseTrip]) -> Iterator[Dated]:
        """Yield that nobody teaches a class on the day on which it is away."""
        groups = {visit.group_id: number for number, visit in enumerate(tables.visits)}
        for trip in trips:
            visit = tables.visits[groups[trip.group_id]]
            number = tables.number_of("visits", groups[trip.group_id])
            origin = Origin(MODULE, "visits", number)
            for demand in self._problem.demands:
                if visit.cohort and (demand.site_id, demand.cohort) == (
                    visit.site_id,
                    visit.cohort,
                ):
                    pin = Pin(kind="forbid", demand_id=demand.demand_id)
                    yield "pins", pin, origin, trip.date


def _stop_demand(times: TourTimes, stop: TourStop) -> Demand:
    tests = times.tests[stop.site_id]
    days = {date.isoweekday() for date in times.days_at(stop.site_id, stop.monday)}
    starts = () if tests is None else tests.starts
    return Demand(
        demand_id=f"{stop.tour_id} {stop.site_id}",
        site_id=stop.site_id,
        kind=TEST,
        skill=times.tour.skill,
        min_level=times.tour.min_level,
        sessions=stop.visits,
        periods=1 if tests is None else tests.periods,
        max_staff=stop.visits,
        priority=Decimal(times.tour.testers * (1 if tests is None else tests.periods)),
        max_per_day=VISITS_DAY,
        parts=("lesson", "after_school"),
        slots=tuple(StartRange(day, slot, slot) for day, slot in starts if day in days),
        season_from=stop.monday,
        season_until=stop.monday + dt.timedelta(days=len(DAYS) - 1),
    )


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())
