"""What rows of several tables, or of one, say against each other.

Each function finds one kind of fault in what could be read, and keeps quiet where an earlier fault
would only show again: a table that could not be read whole lacks nothing for certain.
:data:`CHECKS` is the table of contents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

from sharepool.errors import Fault
from sharepool.problem.cells import format_clock, parse_text
from sharepool.problem.rows import (
    Absence,
    Bell,
    Closure,
    Demand,
    Leg,
    Listener,
    Role,
    Site,
    Skill,
    Window,
)
from sharepool.tables.cell_faults import shown
from sharepool.tables.coverage import half_coordinates, trips_without_minutes
from sharepool.tables.headers import columns_of
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import NAME_OF, ParsedTables

TARGETS = {
    "site_id": "sites",
    "home_site": "sites",
    "origin": "sites",
    "destination": "sites",
    "staff_id": "staff",
    "demand_id": "demands",
}
"""Table in which the id of each column must be found."""


def unknown_ids(tables: ParsedTables) -> Iterator[Fault]:
    """Find ids that no row has; people and demands of last term's plan may be gone."""
    hints = {name: Hints(ids) for name, ids in tables.ids.items()}
    for name, table in tables.raw.items():
        own = [] if name == "previous_plan" else columns_of(name)
        for column in own:
            target = TARGETS.get(column)
            if target not in tables.ids or target == name:
                continue
            for number, cells in zip(table.numbers, table.rows, strict=True):
                if column not in cells:
                    continue
                value = parse_text(cells[column])
                if value not in tables.ids[target]:
                    advice = f"{target} has no such id{hints[target].of(value)}"
                    yield Fault(name, number, column, "unknown_id", shown(value), advice)


def duplicate_ids(tables: ParsedTables) -> Iterator[Fault]:
    """Find ids that several rows have."""
    for name, ids in tables.ids.items():
        (column,) = (key for key in columns_of(name) if TARGETS.get(key) == name)
        for value, (first, *others) in ids.items():
            for number in others:
                advice = f"row {first} has this id already; give each row its own"
                yield Fault(name, number, column, "duplicate_id", shown(value), advice)


def spans_backwards(tables: ParsedTables) -> Iterator[Fault]:
    """Find ends before starts: clocks, dates and moments."""
    advice = "this is before {}; swap the two or mend one"
    for number, bell in tables.numbered(Bell):
        if bell.end <= bell.start:
            late = "this is not after start; mend one of the two"
            yield Fault("bells", number, "end", "end_before_start", format_clock(bell.end), late)
    for number, window in tables.numbered(Window):
        if window.end < window.start:
            value = format_clock(window.end)
            late = advice.format("start")
            yield Fault("availability", number, "end", "end_before_start", value, late)
    for number, absence in tables.numbered(Absence):
        if _last_moment(absence.until) < _first_moment(absence.from_):
            value = absence.until.isoformat()
            late = advice.format("from")
            yield Fault("absences", number, "until", "end_before_start", value, late)
    for kind, first, last in (
        (Site, "open_from", "open_until"),
        (Skill, "valid_from", "valid_until"),
        (Demand, "season_from", "season_until"),
    ):
        for number, row in tables.numbered(kind):
            start, end = getattr(row, first), getattr(row, last)
            if start is not None and end is not None and end < start:
                late = advice.format(first)
                yield Fault(NAME_OF[kind], number, last, "end_before_start", str(end), late)


def closures_backwards(tables: ParsedTables) -> Iterator[Fault]:
    """Find closures that end before they start."""
    for number, closure in tables.numbered(Closure):
        if closure.end is not None and closure.end <= (closure.start or 0):
            late = "this is not after start; mend one of the two"
            value = format_clock(closure.end)
            yield Fault("closures", number, "end", "end_before_start", value, late)


def minimum_above_maximum(tables: ParsedTables) -> Iterator[Fault]:
    """Find demands that must have more sessions than they want."""
    for number, demand in tables.numbered(Demand):
        if demand.min_sessions > demand.sessions:
            value, advice = str(demand.min_sessions), f"write {demand.sessions} (sessions) or less"
            yield Fault("demands", number, "min_sessions", "minimum_above_maximum", value, advice)


def roles_beyond_their_demand(tables: ParsedTables) -> Iterator[Fault]:
    """Find roles that stay longer than the session, and roles given twice."""
    demands = {demand.demand_id: demand for demand in tables.rows(Demand)}
    first: dict[tuple[str, str], int] = {}
    for number, role in tables.numbered(Role):
        demand = demands.get(role.demand_id)
        if demand is not None and role.periods is not None and role.periods > demand.periods:
            advice = f"the demand takes {demand.periods}; write that or less"
            yield Fault("roles", number, "periods", "too_many_periods", str(role.periods), advice)
        row = first.setdefault((role.demand_id, role.role), number)
        if row != number:
            advice = f"row {row} has this role of the demand already; keep one, with its count"
            yield Fault("roles", number, "role", "duplicate_id", shown(role.role), advice)


def classes_that_hear_themselves(tables: ParsedTables) -> Iterator[Fault]:
    """Find classes that listen twice, or to their own session."""
    demands = {demand.demand_id: demand for demand in tables.rows(Demand)}
    seen: dict[tuple[str, str, str], int] = {}
    for number, listener in tables.numbered(Listener):
        demand = demands.get(listener.demand_id)
        own = demand is not None and demand.site_id == listener.site_id
        if own and demand is not None and demand.cohort == listener.cohort:
            advice = "this is the class that the demand itself is for; leave the row out"
            yield Fault("listeners", number, "site_id", "own_class", listener.site_id, advice)
        key = (listener.demand_id, listener.site_id, listener.cohort)
        row = seen.setdefault(key, number)
        if row != number:
            advice = f"row {row} has this class already; keep one of the two"
            yield Fault("listeners", number, "site_id", "duplicate_id", listener.site_id, advice)


def slots_in_conflict(tables: ParsedTables) -> Iterator[Fault]:
    """Find slots given twice, overlapping or out of time order on one day of one bell plan."""
    of_day: dict[tuple[str, int], list[tuple[int, Bell]]] = {}
    for number, bell in tables.numbered(Bell):
        if bell.start < bell.end:
            for day in bell.days:
                of_day.setdefault((bell.bell_id, day), []).append((number, bell))
    told = set()
    for (_, day), rows in of_day.items():
        rows.sort(key=lambda row: (row[1].slot, row[0]))
        for (first, before), (number, after) in pairwise(rows):
            code, column, advice = _slot_conflict(before, after)
            if code and (first, number) not in told:
                told.add((first, number))
                advice = f"{advice} (row {first}, day {day})"
                yield Fault("bells", number, column, code, str(getattr(after, column)), advice)


def _slot_conflict(before: Bell, after: Bell) -> tuple[str, str, str]:
    """Return code, column and advice of what is wrong with two successive slots, else blanks."""
    if before.slot == after.slot:
        return "duplicate_slot", "slot", "this slot is given twice on one day; keep one row"
    if after.end <= before.start:
        return "slots_out_of_order", "slot", "number the slots in time order; a lower one is later"
    if after.start < before.end:
        return "overlapping_slots", "start", "slots of a day may not overlap; mend one of the two"
    return "", "", ""


def sites_without_bells(tables: ParsedTables) -> Iterator[Fault]:
    """Find sites with demands whose bell plan has no row."""
    if not tables.are_whole("bells"):
        return
    wanted = {demand.site_id for demand in tables.rows(Demand)}
    plans = {bell.bell_id for bell in tables.rows(Bell)}
    hints = Hints(plans)
    for number, site in tables.numbered(Site):
        if site.bell_id not in plans and site.site_id in wanted:
            advice = f"bells has no row of this bell plan{hints.of(site.bell_id)}"
            yield Fault("sites", number, "bell_id", "unknown_bell", site.bell_id, advice)


def starts_without_slot(tables: ParsedTables) -> Iterator[Fault]:
    """Find allowed starts of demands at which their site has no slot."""
    if not tables.are_whole("bells", "sites"):
        return
    timetable = tables.timetable
    known = set(tables.problem.demands)
    for number, demand in tables.numbered(Demand):
        if demand not in known or not tables.has_bells(demand.site_id):
            continue
        for start in demand.slots:
            slots = timetable.usual_slots(demand.site_id, start.day)
            if not any(start.first <= slot <= start.last for slot in slots):
                value, advice = (
                    str(start),
                    "the site's bells have no such slot on that day",
                )
                yield Fault("demands", number, "slots", "unknown_slot", value, advice)


def contradicting_legs(tables: ParsedTables) -> Iterator[Fault]:
    """Find travel rows of one origin, destination and mode with different minutes."""
    first: dict[tuple[str, str, str], tuple[int, Leg]] = {}
    for number, leg in tables.numbered(Leg):
        if leg.minutes is None:
            continue
        row, known = first.setdefault((leg.origin, leg.destination, leg.mode), (number, leg))
        if known.minutes != leg.minutes:
            advice = f"row {row} gives {known.minutes} minutes for the same trip; keep one"
            yield Fault("travel", number, "minutes", "contradiction", str(leg.minutes), advice)


def week_not_from_monday(tables: ParsedTables) -> Iterator[Fault]:
    """Find a week that does not start on a Monday."""
    week_of = tables.rules.week_of
    if week_of.weekday():
        monday = week_of - dt.timedelta(days=week_of.weekday())
        advice = f"this is not a Monday; the Monday of that week is {monday}"
        yield Fault("rules", None, "week_of", "not_monday", str(week_of), advice)


def term_not_from_monday(tables: ParsedTables) -> Iterator[Fault]:
    """Find a term that does not start on a Monday, or weeks of a term whose start is not known."""
    first = tables.rules.term.first_monday
    if first is not None and first.weekday():
        monday = first - dt.timedelta(days=first.weekday())
        advice = f"this is not a Monday; the Monday of that week is {monday}"
        yield Fault("rules", None, "term.first_monday", "not_monday", str(first), advice)
    if first is None and tables.are_whole("rules"):
        for number, demand in tables.numbered(Demand):
            if demand.weeks:
                value = ";".join(map(str, demand.weeks))
                advice = "say in the rules on which Monday week 1 begins (term.first_monday)"
                yield Fault("demands", number, "weeks", "unknown_term", value, advice)


def day_without_hours(tables: ParsedTables) -> Iterator[Fault]:
    """Find a working day that ends before it starts."""
    day = tables.rules.day
    if tables.are_whole("rules") and day.latest_return <= day.earliest_departure:
        value = format_clock(day.latest_return)
        advice = f"this is not after earliest_departure ({format_clock(day.earliest_departure)})"
        yield Fault("rules", None, "day.latest_return", "end_before_start", value, advice)


CHECKS: tuple[Callable[[ParsedTables], Iterator[Fault]], ...] = (
    unknown_ids,
    duplicate_ids,
    spans_backwards,
    closures_backwards,
    minimum_above_maximum,
    roles_beyond_their_demand,
    classes_that_hear_themselves,
    slots_in_conflict,
    sites_without_bells,
    starts_without_slot,
    contradicting_legs,
    half_coordinates,
    trips_without_minutes,
    week_not_from_monday,
    term_not_from_monday,
    day_without_hours,
)


def find_faults(tables: ParsedTables) -> list[Fault]:
    """Return the faults that only show when rows are held against each other."""
    return [fault for check in CHECKS for fault in check(tables)]


def _first_moment(moment: dt.date) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time.min)


def _last_moment(moment: dt.date) -> dt.datetime:
    if isinstance(moment, dt.datetime):
        return moment
    return dt.datetime.combine(moment, dt.time.max)
