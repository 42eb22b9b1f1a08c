"""Reports of what was held, held against the versions of a term, and put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sharepool.base.errors import Fault
from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.rows import Attendance
from sharepool.centre.term.types import TermBook
from sharepool.problem.itinerary import Itinerary, Session
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Requirement
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


def _busy(book: TermBook, rows: Numbered) -> Iterator[Fault]:
    """Find substitutes whose own session at that time is not reported as anything else."""
    known = replace(book, attendance=merge_attendance(book, (row for _, row in rows)))
    for number, row in rows:
        versions = known.versions.get(row.date - dt.timedelta(days=row.date.weekday()), ())
        if row.by is None or not versions:
            continue
        week = versions[-1].week.problem
        sessions = Itinerary(week, hold_week(known, versions).plan).of_person.get(row.by, ())
        own = (row.demand_id, row.date.isoweekday(), row.slot)
        taken = next((one for one in sessions if _place(one) == own), None)
        for other in sessions:
            if taken is not None and _place(other) != own and _meet(taken, other):
                fields = {"demand": other.demand.demand_id}
                yield Fault(TABLE, number, "by", "busy", shown(row.by), fields)
                break


def _place(session: Session) -> tuple[str, int, int]:
    return session.demand.demand_id, session.day, session.slot


def _meet(one: Session, other: Session) -> bool:
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
