"""What rows of several tables, or of one, say against each other.

Each function finds one kind of fault in what could be read, and keeps quiet where an earlier fault
would only show again: a table that could not be read whole lacks nothing for certain.
:data:`CHECKS` is the table of contents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise

from sharepool.base.errors import Fault
from sharepool.problem.cells import MINUTES_PER_HOUR, format_clock
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import (
    Absence,
    Bell,
    Closure,
    Demand,
    Leg,
    Listener,
    Pin,
    Role,
    Site,
    Skill,
    Staff,
    Window,
)
from sharepool.problem.timetable import BUS
from sharepool.problem.vocabulary import folded
from sharepool.tables.coverage import half_coordinates, trips_without_minutes
from sharepool.tables.display import shown
from sharepool.tables.headers import columns_of
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import NAME_OF, ParsedTables, as_text
from sharepool.tables.raw import TARGETS, RawTable


def unknown_ids(tables: ParsedTables) -> Iterator[Fault]:
    """Find ids that no row has; people and demands of last term's plan may be gone."""
    hints = {name: _IdHints(tables.raw[name], ids) for name, ids in tables.ids.items()}
    for name, table in tables.raw.items():
        own = [] if name == "previous_plan" else columns_of(name)
        for column in own:
            target = TARGETS.get(column)
            if target not in tables.ids or target == name:
                continue
            for number, cells in zip(table.numbers, table.rows, strict=True):
                if column not in cells:
                    continue
                value = as_text(cells[column])
                if value and value not in tables.ids[target]:
                    fields = {"target": target, **hints[target].of(value)}
                    yield Fault(name, number, column, "unknown_id", shown(value), fields)


class _IdHints:
    """Says which id was probably meant; of people only in which row it stands, and how it differs.

    Parameters
    ----------
    table : RawTable
        What the ids are of.
    ids : mapping of str to list of int
        Numbers of the rows of each id.
    """

    def __init__(self, table: RawTable, ids: Mapping[str, list[int]]) -> None:
        self._names_ids = table.name != "staff"
        numbered = zip(table.numbers, table.rows, strict=True)
        rows = group_by(numbered, lambda row: folded(as_text(row[1].get("name", ""))))
        self._row_called = {name: found[0][0] for name, found in rows.items() if len(found) == 1}
        self._hints = Hints(ids)
        self._row_of = {folded(one): rows[0] for one, rows in ids.items()}
        self._bare_row_of = {form.lstrip("0"): row for form, row in self._row_of.items()}

    def of(self, value: str) -> dict[str, object]:
        """Return the fields of a fault that hint at what was meant."""
        form = folded(value)
        if form in self._row_of:
            hint = {"kind": "case", "like": self._row_of[form]}
        elif form.lstrip("0") in self._bare_row_of:
            hint = {"kind": "zeros", "like": self._bare_row_of[form.lstrip("0")]}
        elif form in self._row_called:
            hint = {"kind": "name", "like": self._row_called[form]}
        else:
            hint = {}
        return hint | ({"near": self._hints.near(value)} if self._names_ids else {})


def duplicate_ids(tables: ParsedTables) -> Iterator[Fault]:
    """Find ids that several rows have."""
    for name, ids in tables.ids.items():
        (column,) = (key for key in columns_of(name) if TARGETS.get(key) == name)
        for value, (first, *others) in ids.items():
            for number in others:
                yield Fault(name, number, column, "duplicate_id", shown(value), {"first": first})


def spans_backwards(tables: ParsedTables) -> Iterator[Fault]:
    """Find ends before starts: clocks, dates and moments."""
    for number, bell in tables.numbered(Bell):
        if bell.end <= bell.start:
            value, fields = format_clock(bell.end), {"kind": "bell", "first": "start"}
            yield Fault("bells", number, "end", "end_before_start", value, fields)
    for number, window in tables.numbered(Window):
        if window.end < window.start:
            value, fields = format_clock(window.end), {"first": "start"}
            yield Fault("availability", number, "end", "end_before_start", value, fields)
    for number, absence in tables.numbered(Absence):
        if _last_moment(absence.until) < _first_moment(absence.from_):
            value, fields = absence.until.isoformat(), {"first": "from"}
            yield Fault("absences", number, "until", "end_before_start", value, fields)
    for kind, first, last in (
        (Site, "open_from", "open_until"),
        (Skill, "valid_from", "valid_until"),
        (Demand, "season_from", "season_until"),
    ):
        for number, row in tables.numbered(kind):
            start, end = getattr(row, first), getattr(row, last)
            if start is not None and end is not None and end < start:
                fields = {"first": first}
                yield Fault(NAME_OF[kind], number, last, "end_before_start", str(end), fields)


def closures_backwards(tables: ParsedTables) -> Iterator[Fault]:
    """Find closures that end before they start."""
    for number, closure in tables.numbered(Closure):
        if closure.end is not None and closure.end <= (closure.start or 0):
            value, fields = format_clock(closure.end), {"kind": "bell", "first": "start"}
            yield Fault("closures", number, "end", "end_before_start", value, fields)


def minimum_above_maximum(tables: ParsedTables) -> Iterator[Fault]:
    """Find demands that must have more sessions than they want."""
    for number, demand in tables.numbered(Demand):
        if demand.min_sessions > demand.sessions:
            value, fields = str(demand.min_sessions), {"most": demand.sessions}
            yield Fault("demands", number, "min_sessions", "minimum_above_maximum", value, fields)


def roles_beyond_their_demand(tables: ParsedTables) -> Iterator[Fault]:
    """Find roles that stay longer than the session, and roles given twice."""
    demands = {demand.demand_id: demand for demand in tables.rows(Demand)}
    first: dict[tuple[str, str], int] = {}
    for number, role in tables.numbered(Role):
        demand = demands.get(role.demand_id)
        if demand is not None and role.periods is not None and role.periods > demand.periods:
            value, fields = str(role.periods), {"most": demand.periods}
            yield Fault("roles", number, "periods", "too_many_periods", value, fields)
        row = first.setdefault((role.demand_id, role.role), number)
        if row != number:
            twice = {"kind": "role", "first": row}
            yield Fault("roles", number, "role", "duplicate_id", shown(role.role), twice)


def classes_that_hear_themselves(tables: ParsedTables) -> Iterator[Fault]:
    """Find classes that listen twice, or to their own session."""
    demands = {demand.demand_id: demand for demand in tables.rows(Demand)}
    seen: dict[tuple[str, str, str], int] = {}
    for number, listener in tables.numbered(Listener):
        demand = demands.get(listener.demand_id)
        own = demand is not None and demand.site_id == listener.site_id
        if own and demand is not None and demand.cohort == listener.cohort:
            yield Fault("listeners", number, "site_id", "own_class", listener.site_id)
        key = (listener.demand_id, listener.site_id, listener.cohort)
        row = seen.setdefault(key, number)
        if row != number:
            fields = {"kind": "listener", "first": row}
            yield Fault("listeners", number, "site_id", "duplicate_id", listener.site_id, fields)


def venues_out_of_place(tables: ParsedTables) -> Iterator[Fault]:
    """Find venues that cannot be, rides to no venue, and rides that nobody knows how long."""
    heard = {listener.demand_id for listener in tables.rows(Listener)}
    for number, demand in tables.numbered(Demand):
        is_heard = demand.demand_id in heard
        yield from judge_venue(tables, "demands", number, demand, is_heard=is_heard)


def judge_venue(
    tables: ParsedTables, table: str, number: int, demand: Demand, *, is_heard: bool = False
) -> Iterator[Fault]:
    """Find what is wrong with the venue of a demand, or of what a demand follows from.

    Parameters
    ----------
    tables : ParsedTables
    table : str
    number : int
        Row of the table.
    demand : Demand
    is_heard : bool
        Whether classes listen to it by live link.
    """
    fault = partial(Fault, table, number)
    is_remote = demand.delivery == "remote"
    if demand.venue_site is None:
        if demand.transfer_min is not None:
            yield fault("transfer_min", "ride_nowhere", str(demand.transfer_min))
    elif is_remote or is_heard:
        kind = {"kind": "remote" if is_remote else "heard"}
        yield fault("venue_site", "venue_by_link", demand.venue_site, kind)
    elif demand.is_away and demand.transfer_min is None:
        ends = (demand.site_id, demand.ground)
        are_known = tables.are_whole("sites", "travel", "rules") and all(
            end in tables.travel.index_of for end in ends
        )
        if are_known and tables.travel.minutes(BUS, *ends) < 0:
            yield fault("transfer_min", "no_ride", demand.ground, {"site": demand.site_id})


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
            code = _slot_conflict(before, after)
            if code and (first, number) not in told:
                told.add((first, number))
                is_late = code == "overlapping_slots"
                column = "start" if is_late else "slot"
                value = format_clock(after.start) if is_late else str(after.slot)
                yield Fault("bells", number, column, code, value, {"day": day, "first": first})


def _slot_conflict(before: Bell, after: Bell) -> str:
    """Return the code of what is wrong with two successive slots, empty if nothing is."""
    if before.slot == after.slot:
        return "duplicate_slot"
    if after.end <= before.start:
        return "slots_out_of_order"
    return "overlapping_slots" if after.start < before.end else ""


def sites_without_bells(tables: ParsedTables) -> Iterator[Fault]:
    """Find sites with demands whose bell plan has no row."""
    if not tables.are_whole("bells"):
        return
    wanted = {demand.site_id for demand in tables.rows(Demand)}
    plans = {bell.bell_id for bell in tables.rows(Bell)}
    hints = Hints(plans)
    for number, site in tables.numbered(Site):
        if site.bell_id not in plans and site.site_id in wanted:
            fields = {"near": hints.near(site.bell_id)}
            yield Fault("sites", number, "bell_id", "unknown_bell", site.bell_id, fields)


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
                yield Fault("demands", number, "slots", "unknown_slot", str(start))


def contradicting_legs(tables: ParsedTables) -> Iterator[Fault]:
    """Find travel rows of one origin, destination and mode with different minutes."""
    first: dict[tuple[str, str, str], tuple[int, Leg]] = {}
    for number, leg in tables.numbered(Leg):
        if leg.minutes is None:
            continue
        row, known = first.setdefault((leg.origin, leg.destination, leg.mode), (number, leg))
        if known.minutes != leg.minutes:
            fields = {"first": row, "other": str(known.minutes)}
            yield Fault("travel", number, "minutes", "contradiction", str(leg.minutes), fields)


def week_not_from_monday(tables: ParsedTables) -> Iterator[Fault]:
    """Find a week that does not start on a Monday."""
    week_of = tables.rules.week_of
    if week_of.weekday():
        monday = week_of - dt.timedelta(days=week_of.weekday())
        fields = {"monday": str(monday)}
        yield Fault("rules", None, "week_of", "not_monday", str(week_of), fields)


def term_not_from_monday(tables: ParsedTables) -> Iterator[Fault]:
    """Find a term that does not start on a Monday, or weeks of a term whose start is not known."""
    first = tables.rules.term.first_monday
    if first is not None and first.weekday():
        monday = first - dt.timedelta(days=first.weekday())
        fields = {"monday": str(monday)}
        yield Fault("rules", None, "term.first_monday", "not_monday", str(first), fields)
    if first is None and tables.are_whole("rules"):
        for number, demand in tables.numbered(Demand):
            if demand.weeks:
                value = ";".join(map(str, demand.weeks))
                rule = {"key": "term.first_monday"}
                yield Fault("demands", number, "weeks", "unknown_term", value, rule)


def weeks_beyond_term(tables: ParsedTables) -> Iterator[Fault]:
    """Find demands whose weeks the term does not have."""
    last = tables.rules.term.weeks
    if last is None or not tables.are_whole("rules"):
        return
    for number, demand in tables.numbered(Demand):
        beyond = [span for span in demand.weeks if (span.last or span.first) > last]
        for span in beyond:
            yield Fault("demands", number, "weeks", "beyond_term", str(span), {"last": last})


def day_without_hours(tables: ParsedTables) -> Iterator[Fault]:
    """Find a working day that ends before it starts."""
    day = tables.rules.day
    if tables.are_whole("rules") and day.latest_return <= day.earliest_departure:
        value = format_clock(day.latest_return)
        fields = {"kind": "day", "first": format_clock(day.earliest_departure)}
        yield Fault("rules", None, "day.latest_return", "end_before_start", value, fields)


def costs_beyond_counting(tables: ParsedTables) -> Iterator[Fault]:
    """Find weights so large that what a plan costs could not be counted exactly any more."""
    weights = tables.rules.weights
    short = weights.short_minute * MINUTES_PER_HOUR
    costs: list[tuple[str, int, str, object, Decimal]] = [
        ("demands", number, "priority", row.priority, weights.unmet * row.priority * row.sessions)
        for number, row in tables.numbered(Demand)
    ]
    costs += [
        ("staff", number, "min_hours_week", row.min_hours_week, short * row.min_hours_week)
        for number, row in tables.numbered(Staff)
    ]
    costs += [
        ("pins", number, "weight", row.weight, Decimal(row.weight or 0))
        for number, row in tables.numbered(Pin)
    ]
    if sum(cost for *_, cost in costs) <= MOST_COSTS:
        return
    share = MOST_COSTS / len(costs)
    for table, number, column, value, cost in costs:
        if cost > share:
            yield Fault(table, number, column, "beyond_counting", str(value), {"most": MOST_COSTS})


MOST_COSTS = 10**15
"""Points of the objective that all wishes together may cost: doubles hold whole numbers exactly up
to 9 × 10^15, and bounds are sums of several times as much."""

CHECKS: tuple[Callable[[ParsedTables], Iterator[Fault]], ...] = (
    unknown_ids,
    duplicate_ids,
    spans_backwards,
    closures_backwards,
    minimum_above_maximum,
    roles_beyond_their_demand,
    classes_that_hear_themselves,
    venues_out_of_place,
    slots_in_conflict,
    sites_without_bells,
    starts_without_slot,
    contradicting_legs,
    half_coordinates,
    trips_without_minutes,
    costs_beyond_counting,
    week_not_from_monday,
    term_not_from_monday,
    weeks_beyond_term,
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
