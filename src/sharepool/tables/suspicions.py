"""What is legal in a problem, but probably not meant; :data:`CHECKS` is the table of contents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from sharepool.base.errors import Fault
from sharepool.problem.cells import format_clock
from sharepool.problem.rows import (
    Absence,
    Assignment,
    Bell,
    CalendarDay,
    Demand,
    Leg,
    Listener,
    Pair,
    Pin,
    Role,
    Site,
    Skill,
    Staff,
    Window,
)
from sharepool.problem.timetable import BUS, Timetable
from sharepool.problem.vocabulary import plain
from sharepool.tables.doubts import counts, people, places, ways, words
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import NAME_OF, ParsedTables
from sharepool.tables.reach import Reach

MAY_REPEAT = (Site, Staff, Demand, Bell, Assignment)
"""Rows whose repetition means something, or is a fault already."""


def repeated_rows(tables: ParsedTables) -> Iterator[Fault]:
    """Find rows that say again what another says."""
    for kind, name in NAME_OF.items():
        seen = set()
        for number, row in () if kind in MAY_REPEAT else tables.numbered(kind):
            if row in seen:
                yield Fault(name, number, "", "repeated_row")
            seen.add(row)


def empty_windows(tables: ParsedTables) -> Iterator[Fault]:
    """Find availability windows without a minute in them."""
    for number, window in tables.numbered(Window):
        if window.start == window.end:
            yield Fault("availability", number, "end", "empty_window", format_clock(window.end))


def hours_out_of_reach(tables: ParsedTables) -> Iterator[Fault]:
    """Find people who should work more hours than they may: some always count as short."""
    for number, person in tables.numbered(Staff):
        most = person.max_hours_week
        if most is not None and person.min_hours_week > most:
            value, fields = str(person.min_hours_week), {"most": str(most)}
            yield Fault("staff", number, "min_hours_week", "hours_out_of_reach", value, fields)


def unused_bell_plans(tables: ParsedTables) -> Iterator[Fault]:
    """Find sites without demands whose bell plan is named but has no row."""
    plans = {bell.bell_id for bell in tables.rows(Bell)} | {"default"}
    hints = Hints(plans)
    for number, site in tables.numbered(Site):
        if site.bell_id not in plans:
            fields = {"near": hints.near(site.bell_id)}
            yield Fault("sites", number, "bell_id", "unknown_bell", site.bell_id, fields)


def unused_modes(tables: ParsedTables) -> Iterator[Fault]:
    """Find travel rows of a mode by which nobody travels, and no class rides to a venue."""
    problem = tables.problem
    used = {problem.mode_of(person) for person in problem.staff}
    if any(demand.is_away and demand.transfer_min is None for demand in problem.demands):
        used.add(BUS)
    hints = Hints(used)
    for number, leg in tables.numbered(Leg):
        if leg.mode and leg.mode not in used:
            fields = {"near": hints.near(leg.mode)}
            yield Fault("travel", number, "mode", "unused_mode", leg.mode, fields)


def unknown_employers(tables: ParsedTables) -> Iterator[Fault]:
    """Find budgets of employers that nobody works for."""
    employers = {person.employer for person in tables.problem.staff}
    hints = Hints(employers - {""})
    for employer in tables.rules.employers:
        if employer not in employers:
            column = f"employers.{employer}.max_hours_week"
            fields = {"near": hints.near(employer)}
            yield Fault("rules", None, column, "unknown_employer", employer, fields)


def groups_without_people(tables: ParsedTables) -> Iterator[Fault]:
    """Find pairs with a group in which nobody is based."""
    problem = tables.problem
    based = {problem.site_of[person.home_site].group for person in problem.staff}
    hints = Hints(based - {""})
    for number, pair in tables.numbered(Pair):
        if pair.group not in based:
            fields = {"near": hints.near(pair.group)}
            yield Fault("pairs", number, "group", "unknown_group", pair.group, fields)


def unknown_neutrals(tables: ParsedTables) -> Iterator[Fault]:
    """Find names of whom a demand excludes (H18) that neither a site nor a group has."""
    if not tables.are_whole("sites"):
        return
    sites = tables.rows(Site)
    names = {plain(site.site_id) for site in sites} | {site.group for site in sites}
    hints = Hints(names - {""})
    for number, demand in tables.numbered(Demand):
        for name in demand.neutral:
            if name not in names:
                fields = {"near": hints.near(name)}
                yield Fault("demands", number, "neutral", "unknown_neutral", name, fields)


def dates_of_no_site(tables: ParsedTables) -> Iterator[Fault]:
    """Find rows of the calendar that concern no site, such as those of a county mistyped."""
    if not tables.are_whole("sites"):
        return
    sites = tables.rows(Site)
    counties = Hints({site.county for site in sites} - {""})
    for number, row in tables.numbered(CalendarDay):
        if not any(row.concerns(site) for site in sites):
            fields = {"near": counties.near(row.county) if row.county else ""}
            yield Fault("calendar", number, "", "date_of_no_site", row.county or row.stage, fields)


def assignments_gone(tables: ParsedTables) -> Iterator[Fault]:
    """Find rows of the previous plan that no plan can contain any more."""
    problem, timetable = tables.problem, tables.timetable
    for number, row in tables.numbered(Assignment):
        fault = partial(Fault, "previous_plan", number, code="gone")
        if row.staff_id not in problem.person_of:
            yield fault(column="staff_id", value=row.staff_id)
        if row.demand_id not in problem.demand_of:
            yield fault(column="demand_id", value=row.demand_id)
        elif row.slot not in timetable.usual_slots(
            problem.demand_of[row.demand_id].site_id, row.day
        ):
            yield fault(column="slot", value=f"{row.day}-{row.slot}")


def starts_beyond_bells(tables: ParsedTables) -> Iterator[Fault]:
    """Find ranges of allowed starts that reach beyond the slots of their day."""
    timetable = tables.timetable
    for number, demand in tables.numbered(Demand):
        if not tables.has_bells(demand.site_id):
            continue
        for start in demand.slots:
            slots = timetable.usual_slots(demand.site_id, start.day)
            if slots and (start.first < min(slots) or start.last > max(slots)):
                yield Fault("demands", number, "slots", "partly_unknown_slots", str(start))


def pins_without_effect(tables: ParsedTables) -> Iterator[Fault]:
    """Find pins that no possible assignment matches, dormant demands left out."""
    problem, timetable = tables.problem, tables.timetable
    for number, pin in tables.numbered(Pin):
        demands = [problem.demand_of[pin.demand_id]] if pin.demand_id else problem.demands
        demands = [demand for demand in demands if pin.site_id in {None, demand.site_id}]
        awake = [demand for demand in demands if not problem.is_dormant(demand)]
        if awake and any(_pin_has_time(pin, demand, timetable) for demand in awake):
            continue
        kind = "time"
        if pin.kind == "require":
            kind = "unmet"
        elif not demands:
            kind = "demand"
        elif not awake:
            kind = "dormant"
        yield Fault("pins", number, "", "pin_without_effect", "", {"kind": kind})


def _pin_has_time(pin: Pin, demand: Demand, timetable: Timetable) -> bool:
    if pin.day is None and pin.slot is None:
        return True
    return any(
        pin.day in {None, time.day} and pin.slot in {None, time.slot}
        for time in timetable.sessions(demand)
    )


def expired_skills(tables: ParsedTables) -> Iterator[Fault]:
    """Find skills that some demand asks for, but that are not valid all week."""
    problem = tables.problem
    wanted = {
        requirement.skill
        for demand in problem.demands
        if not problem.is_dormant(demand)
        for asked in problem.asked_of(demand).values()
        for requirement in asked
    }
    rows = tables.numbered(Skill)
    held = {
        (row.staff_id, row.skill)
        for _, row in rows
        if problem.covers_week(row.valid_from, row.valid_until)
    }
    for number, row in rows:
        if row.skill in wanted and (row.staff_id, row.skill) not in held:
            yield Fault("skills", number, "skill", "skill_not_valid", row.skill)


def demands_that_nobody_serves(tables: ParsedTables) -> Iterator[Fault]:
    """Find demands that nobody could serve, and people who could serve nothing."""
    problem = tables.problem
    reach = Reach(problem, tables.timetable, tables.travel)
    for number, demand in tables.numbered(Demand):
        if demand.sessions and not problem.is_dormant(demand):
            code = reach.why_not_served(demand)
            if code:
                fields = {"skills": [str(one) for one in demand.requirements]}
                yield Fault("demands", number, "", code, demand.demand_id, fields)
    for number, person in tables.numbered(Staff):
        if problem.demands and reach.serves_nothing(person):
            yield Fault("staff", number, "", "serves_nothing", person.staff_id)


def roles_that_nobody_takes(tables: ParsedTables) -> Iterator[Fault]:
    """Find roles that nobody holds the skills for, all week."""
    problem = tables.problem
    reach = Reach(problem, tables.timetable, tables.travel)
    for number, role in tables.numbered(Role):
        demand = problem.demand_of.get(role.demand_id)
        if demand is not None and not reach.qualified(role.requirements_of(demand)):
            fields = {
                "kind": "optional" if role.optional else None,
                "skills": [str(one) for one in role.requirements_of(demand)],
            }
            yield Fault("roles", number, "role", "nobody_qualified", role.role, fields)


def listeners_that_never_meet(tables: ParsedTables) -> Iterator[Fault]:
    """Find listening sites whose slots never begin about when a session could."""
    problem, timetable = tables.problem, tables.timetable
    for number, listener in tables.numbered(Listener):
        demand = problem.demand_of.get(listener.demand_id)
        if demand is None or listener.site_id not in problem.site_of:
            continue
        pairs = [
            (abs(bell.start - time.start_min), time.start_min, bell.start, time.day)
            for time in timetable.sessions(demand.model_copy(update={"demand_id": ""}))
            for bell in timetable.slots(listener.site_id, time.day).values()
            if bell.part in demand.allowed_parts
        ]
        if pairs and min(pairs)[0] <= problem.rules.joint.tolerance_min:
            continue
        fields: dict[str, object] = {"kind": "no_slot"}
        if pairs:
            apart, start, other, day = min(pairs)
            fields = {
                "limit": problem.rules.joint.tolerance_min,
                "start": format_clock(start),
                "other": format_clock(other),
                "day": day,
                "apart": apart,
            }
        yield Fault("listeners", number, "site_id", "never_meets", listener.site_id, fields)


def makeup_on_school_day(tables: ParsedTables) -> Iterator[Fault]:
    """Find made-up days on which all schools concerned have lessons anyway."""
    if not tables.are_whole("bells", "sites"):
        return
    for number, row in tables.numbered(CalendarDay):
        sites = [site for site in tables.problem.sites if row.concerns(site)]
        there = [tables.timetable.usual_slots(one.site_id, row.date.isoweekday()) for one in sites]
        if row.kind == "makeup" and there and all(there):
            yield Fault("calendar", number, "date", "makeup_on_school_day", str(row.date))


def absences_until_midnight(tables: ParsedTables) -> Iterator[Fault]:
    """Find absences of whole days whose end is the first moment of a day, so that it is not theirs.

    Data frames written to a workbook make such ends of dates.
    """
    for number, row in tables.numbered(Absence):
        if not isinstance(row.until, dt.datetime):
            continue
        if row.span[0].time() == row.until.time() == dt.time():
            fields = {"date": row.until.date().isoformat()}
            yield Fault("absences", number, "until", "until_midnight", str(row.until), fields)


CHECKS: tuple[Callable[[ParsedTables], Iterator[Fault]], ...] = (
    repeated_rows,
    empty_windows,
    hours_out_of_reach,
    unused_bell_plans,
    unused_modes,
    unknown_employers,
    groups_without_people,
    unknown_neutrals,
    dates_of_no_site,
    assignments_gone,
    starts_beyond_bells,
    pins_without_effect,
    expired_skills,
    makeup_on_school_day,
    absences_until_midnight,
    demands_that_nobody_serves,
    *places.CHECKS,
    *ways.CHECKS,
    *people.CHECKS,
    *words.CHECKS,
    *counts.CHECKS,
    roles_that_nobody_takes,
    listeners_that_never_meet,
)


def find_suspicions(tables: ParsedTables) -> list[Fault]:
    """Return what looks wrong in a legal problem."""
    return [fault for check in CHECKS for fault in check(tables)]
