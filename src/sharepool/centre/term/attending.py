"""Reports of what was held, held against the versions of a term, and put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sharepool.base.errors import Fault
from sharepool.centre.term.holding import HeldWeek, hold_week
from sharepool.centre.term.rows import Attendance
from sharepool.centre.term.types import TermBook
from sharepool.problem.itinerary import Event, Itinerary, Session
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Requirement
from sharepool.rules.rows import h02_available
from sharepool.tables.display import shown
from sharepool.tables.hints import Hints

TABLE = "attendance"
Numbered = Sequence[tuple[int, Attendance]]
SessionKey = tuple[dt.date, str, str, int]


def find_attendance_faults(
    book: TermBook, rows: Numbered, *, replaces: bool = False
) -> Iterator[Fault]:
    """Yield every fault of a table of reports.

    Parameters
    ----------
    book : TermBook
    rows : sequence of (int, Attendance)
        Each with the number of its row.
    replaces : bool
        Whether a report may contradict an earlier one, and take its place.
    """
    yield from _contradictions(rows)
    if not replaces:
        yield from _reported_before(book, rows)
    planned = _planned(book)
    for number, row in rows:
        monday = row.date - dt.timedelta(days=row.date.weekday())
        version = book.in_force(monday)
        if version is None:
            yield Fault(TABLE, number, "date", "no_version", row.date.isoformat())
        elif row.session not in planned:
            yield _not_planned(number, row, planned)
        elif row.by is not None:
            yield from _unfit(number, row, version.week.problem, planned[row.session])
    yield from _busy(book, rows)


def merge_attendance(book: TermBook, rows: Iterable[Attendance]) -> tuple[Attendance, ...]:
    """Return all reports of a term, new ones in place of earlier ones of the same session."""
    found = {row.session: row for row in (*book.attendance, *rows)}
    return tuple(sorted(found.values(), key=lambda row: row.session))


def _contradictions(rows: Numbered) -> Iterator[Fault]:
    first: dict[SessionKey, tuple[int, Attendance]] = {}
    for number, row in rows:
        earlier, known = first.setdefault(row.session, (number, row))
        if earlier == number:
            continue
        if (known.state, known.by) == (row.state, row.by):
            value, fields = shown(_told(row)), {"first": earlier}
            yield Fault(TABLE, number, "", "duplicate_report", value, fields)
        else:
            said = {"first": earlier, "state": known.state.value}
            yield Fault(TABLE, number, "state", "two_states", row.state.value, said)


def _reported_before(book: TermBook, rows: Numbered) -> Iterator[Fault]:
    known = {row.session: row for row in book.attendance}
    for number, row in rows:
        before = known.get(row.session)
        if before is not None and (before.state, before.by) != (row.state, row.by):
            fields = {"kind": "reported", "state": before.state.value}
            yield Fault(TABLE, number, "state", "two_states", row.state.value, fields)


def _planned(book: TermBook) -> dict[SessionKey, str]:
    """Return every session that a version of a week holds, with its role."""
    return {
        (version.week.problem.week[row.day - 1], row.staff_id, row.demand_id, row.slot): row.role
        for versions in book.versions.values()
        for version in versions
        for row in version.week.plan
    }


def _not_planned(number: int, row: Attendance, planned: Iterable[SessionKey]) -> Fault:
    """Return the fault of a session that no version holds, with the likely one."""
    of_day = [key for key in planned if key[0] == row.date]
    people = sorted({key[1] for key in of_day if key[2:] == (row.demand_id, row.slot)})
    slots = sorted({key[3] for key in of_day if key[1:3] == (row.staff_id, row.demand_id)})
    fields: dict[str, object] = {
        "near": Hints(sorted({key[1] for key in of_day})).near(row.staff_id)
    }
    if people:
        fields = {"kind": "person", "people": people}
    elif slots:
        fields = {"kind": "slot", "slots": slots}
    return Fault(TABLE, number, "", "not_planned", shown(_told(row)), fields)


def _unfit(number: int, row: Attendance, problem: Problem, role: str) -> Iterator[Fault]:
    """Find a substitute who may not have taken the session."""
    by, demand = row.by or "", problem.demand_of.get(row.demand_id)
    if by == row.staff_id:
        yield Fault(TABLE, number, "by", "not_substituted", shown(by))
    elif by not in problem.person_of:
        fields = {"target": "staff", "near": Hints(problem.person_of).near(by)}
        yield Fault(TABLE, number, "by", "unknown_id", shown(by), fields)
    elif demand is not None:
        for requirement in problem.asked_of(demand).get(role, ()):
            if not _holds(problem, by, requirement, row.date):
                fields = {"date": str(row.date), "requirement": str(requirement)}
                yield Fault(TABLE, number, "by", "not_qualified", shown(by), fields)
        if _is_absent(problem, row, role):
            yield Fault(TABLE, number, "by", "absent", shown(by), {"date": str(row.date)})


def _is_absent(problem: Problem, row: Attendance, role: str) -> bool:
    """Return whether the tables say that a substitute was away during the session."""
    cells = {"staff_id": row.by, "demand_id": row.demand_id, "slot": row.slot, "role": role}
    taken = Assignment.model_validate({**cells, "day": row.date.isoweekday()})
    found = h02_available(Itinerary(problem, Plan((taken,))))
    return any(violation.kind == "absence" for violation in found)


def _busy(book: TermBook, rows: Numbered) -> Iterator[Fault]:
    """Find people and classes that reports have in two sessions at a time.

    A session that is not reported as anything else was held by whom it is planned for, be it
    another part in the same team (H17).
    """
    known = replace(book, attendance=merge_attendance(book, (row for _, row in rows)))
    weeks: dict[dt.date, HeldWeek] = {}
    told: set[tuple[str, dt.date]] = set()
    # A substitute's report is the one to look at; the other one is mostly right.
    for number, row in sorted(rows, key=lambda one: one[1].by is None):
        monday = row.date - dt.timedelta(days=row.date.weekday())
        if row.holder is None or monday not in known.versions:
            continue
        if monday not in weeks:
            weeks[monday] = hold_week(known, known.versions[monday])
        busy = _elsewhere(weeks[monday].laid_out, row, row.holder)
        if busy is not None and (row.by is not None or (row.holder, row.date) not in told):
            told.add((row.holder, row.date))
            column, value = ("staff_id", row.staff_id) if row.by is None else ("by", row.by)
            fields = {"demand": busy.demand.demand_id}
            yield Fault(TABLE, number, column, "busy", shown(value), fields)
        other = _other_of_class(weeks[monday].reported, row, row.holder)
        if other is not None:
            yield Fault(TABLE, number, "", "class_busy", shown(_told(row)), _named(other))


def _elsewhere(week: Itinerary, row: Attendance, holder: str) -> Session | None:
    """Return another session that somebody has while giving a reported one."""
    mine = week.of_person.get(holder, ())
    taken = next((one for one in mine if _place(one) == _place_of(row)), None)
    others = (one for one in mine if taken is not None and one is not taken and _meet(taken, one))
    return next(others, None)


def _other_of_class(week: Itinerary, row: Attendance, holder: str) -> Event | None:
    """Return what else is reported to have been held then for the class of a reported session.

    Of a team it is the same event, if more people are reported in a role than it has.
    """
    events = [one for one in week.events_of.get(row.demand_id, ()) if _place(one) == _place_of(row)]
    mine = next((one for one in events if _seat(one, holder) is not None), None)
    if mine is None:
        return None
    seat = _seat(mine, holder)
    if seat is not None and seat.role is not None:
        taken = sum(one.role_name == seat.role_name for one in mine.sessions)
        if taken > seat.role.count:
            return mine
    if len(events) > 1 and mine.demand.max_per_day == 1:
        return next(one for one in events if one is not mine)
    return next(_at_once(week, mine), None)


def _at_once(week: Itinerary, mine: Event) -> Iterator[Event]:
    """Yield the events that a class of one has at the same time."""
    for hosted in week.hosted.values():
        classes = {name for name, event in hosted if name and event is mine}
        for name, event in hosted:
            if name in classes and event is not mine and _meet(mine, event):
                yield event


def _seat(event: Event, staff_id: str) -> Session | None:
    return next((one for one in event.sessions if one.person.staff_id == staff_id), None)


def _named(event: Event) -> dict[str, object]:
    people = [one.person.staff_id for one in event.sessions]
    return {"demand": event.demand.demand_id, "people": people}


def _place_of(row: Attendance) -> tuple[str, int, int]:
    return row.demand_id, row.date.isoweekday(), row.slot


def _place(session: Session | Event) -> tuple[str, int, int]:
    return session.demand.demand_id, session.day, session.slot


def _meet(one: Session | Event, other: Session | Event) -> bool:
    return one.day == other.day and one.start_min < other.end_min and other.start_min < one.end_min


def _holds(problem: Problem, staff_id: str, wanted: Requirement, date: dt.date) -> bool:
    """Return whether somebody holds a skill on a day."""
    return any(
        row.skill == wanted.skill
        and row.level >= wanted.level
        and (row.valid_from is None or row.valid_from <= date)
        and (row.valid_until is None or date <= row.valid_until)
        for row in problem.skills_of.get(staff_id, ())
    )


def _told(row: Attendance) -> str:
    return f"{row.date} {row.staff_id} {row.demand_id} {row.slot}"
