"""The tables of events from files, with every fault at once; and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault
from sharepool.centre.events.rows import (
    EVENT_TABLES,
    BaseVisit,
    EventDay,
    EventStaff,
    LabourBase,
    TestTour,
)
from sharepool.centre.events.types import EventTables
from sharepool.problem.calendar import Calendar
from sharepool.problem.cells import format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.tables.feature_tables import (
    NumberedRows,
    numbered_of,
    read_feature_tables,
    rows_of,
    unknown_values,
)
from sharepool.tables.findings import TableFindings
from sharepool.tables.writing import write_rows

R = TypeVar("R", bound=Row)


def read_events(path: str | Path, problem: Problem) -> EventTables:
    """Read events, their staff, tours, bases and visits; any of them may be missing.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook; the problem's own may hold them too.
    problem : Problem
        Whose people and sites they name.

    Returns
    -------
    EventTables
        With what looked suspicious, though legal, in its ``warnings``.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_events("data/samples/county", problem)
    >>> len(tables.events), len(tables.tours), len(tables.visits)
    (1, 1, 6)
    """
    findings = TableFindings()
    tables = read_feature_tables(path, EVENT_TABLES, findings)
    read = _Read(problem, tables)
    findings.faults += [fault for check in CHECKS for fault in check(read)]
    findings.warnings += holidays(read)
    findings.raise_faults()
    return EventTables(
        events=read.rows(EventDay),
        event_staff=read.rows(EventStaff),
        tours=read.rows(TestTour),
        bases=read.rows(LabourBase),
        visits=read.rows(BaseVisit),
        numbers={name: tuple(number for number, _ in rows) for name, rows in tables.items()},
        warnings=findings.in_order(findings.warnings),
    )


def write_event_tables(tables: EventTables, folder: Path) -> None:
    """Write the tables of events so that :func:`sharepool.read_events` gives them back.

    Parameters
    ----------
    tables : EventTables
    folder : Path
    """
    for name in EVENT_TABLES:
        write_rows(name, getattr(tables, name), folder / f"{name}.csv")


@dataclass(frozen=True)
class _Read:
    """What was read without a fault of its own."""

    problem: Problem
    tables: dict[str, NumberedRows]

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        return numbered_of(kind, self.tables)

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        return rows_of(kind, self.tables)

    def holders(self, skill: str, level: int, date: dt.date) -> int:
        """Return how many people hold a skill on a date."""
        return len(
            {
                row.staff_id
                for row in self.problem.skills
                if row.skill == skill
                and row.level >= level
                and (row.valid_from is None or row.valid_from <= date)
                and (row.valid_until is None or date <= row.valid_until)
            }
        )


def unknown_names(read: _Read) -> Iterator[Fault]:
    """Find sites, people, events and bases that no row has."""
    sites, people, tables = read.problem.site_of, read.problem.person_of, read.tables
    events = [event.event_id for event in read.rows(EventDay)]
    bases = [base.base_id for base in read.rows(LabourBase)]
    for table, column in (
        ("events", "site_id"),
        ("events", "sites"),
        ("tours", "bases"),
        ("tours", "sites"),
        ("bases", "site_id"),
        ("visits", "site_id"),
    ):
        yield from unknown_values(table, tables[table], column, sites, "sites")
    yield from unknown_values("event_staff", tables["event_staff"], "event_id", events, "events")
    yield from unknown_values("visits", tables["visits"], "bases", bases, "bases")
    for table in ("events", "visits"):
        yield from unknown_values(table, tables[table], "people", people, "staff")


def backwards(read: _Read) -> Iterator[Fault]:
    """Find what ends before it begins."""
    for table, kind, first, last in (
        ("events", EventDay, "start", "end"),
        ("bases", LabourBase, "start", "end"),
        ("tours", TestTour, "from_", "until"),
        ("bases", LabourBase, "from_", "until"),
        ("visits", BaseVisit, "from_", "until"),
    ):
        for number, row in read.numbered(kind):
            begin, end = getattr(row, first), getattr(row, last)
            if begin is None or end is None:
                continue
            if end < begin or (end == begin and last == "end"):
                shown = format_clock(end) if last == "end" else str(end)
                fields = {"kind": "bell", "first": first.rstrip("_")}
                yield Fault(table, number, last, "end_before_start", shown, fields)


def shifts_outside(read: _Read) -> Iterator[Fault]:
    """Find shifts that do not lie within their event."""
    events = {event.event_id: event for event in read.rows(EventDay)}
    for number, row in read.numbered(EventStaff):
        event = events.get(row.event_id)
        if event is None:
            continue
        start = event.start if row.start is None else row.start
        end = event.end if row.end is None else row.end
        if not event.start <= start < end <= event.end:
            fields = {"start": format_clock(event.start), "end": format_clock(event.end)}
            value = f"{format_clock(start)}-{format_clock(end)}"
            yield Fault("event_staff", number, "start", "outside_event", value, fields)


def roles_twice(read: _Read) -> Iterator[Fault]:
    """Find rows of one role and shift: their number belongs into one."""
    first: dict[tuple[object, ...], int] = {}
    for number, row in read.numbered(EventStaff):
        key = (row.event_id, row.role, row.start, row.end)
        if key in first:
            fields = {"kind": "same", "first": first[key]}
            yield Fault("event_staff", number, "role", "duplicate_id", row.role, fields)
        first.setdefault(key, number)


def too_many(read: _Read) -> Iterator[Fault]:
    """Find more people asked for at once than hold the skill."""
    events = {event.event_id: event for event in read.rows(EventDay)}
    for number, row in read.numbered(EventStaff):
        event = events.get(row.event_id)
        if event is not None and not row.optional:
            there = read.holders(row.skill, row.min_level, event.date)
            yield from _short("event_staff", number, "count", row.count, there)
    for number, tour in read.numbered(TestTour):
        there = read.holders(tour.skill, tour.min_level, tour.from_)
        wanted = tour.testers * len(tour.bases)
        yield from _short("tours", number, "testers", wanted, there)
    for number, base in read.numbered(LabourBase):
        if base.skill:
            there = read.holders(base.skill, base.min_level, base.from_)
            yield from _short("bases", number, "count", base.count, there)


def _short(table: str, number: int, column: str, wanted: int, there: int) -> Iterator[Fault]:
    if wanted > there:
        fields = {"wanted": wanted, "there": there}
        yield Fault(table, number, column, "few_people", str(wanted), fields)


def tours_without_pupils(read: _Read) -> Iterator[Fault]:
    """Find schools of a tour whose number of pupils is not known."""
    for number, tour in read.numbered(TestTour):
        for site_id in tour.sites:
            site = read.problem.site_of.get(site_id)
            if site is not None and not site.pupils:
                fields = {"kind": "pupils"}
                yield Fault("tours", number, "sites", "missing_value", site_id, fields)


def groups_too_large(read: _Read) -> Iterator[Fault]:
    """Find groups for which no base that they may go to has places."""
    bases = {base.base_id: base for base in read.rows(LabourBase)}
    for number, visit in read.numbered(BaseVisit):
        allowed = [bases[one] for one in visit.bases or bases if one in bases]
        most = max((base.places for base in allowed), default=0)
        if visit.pupils > most:
            yield Fault("visits", number, "pupils", "no_base", str(visit.pupils), {"most": most})


def holidays(read: _Read) -> Iterator[Fault]:
    """Find events on days off."""
    for number, event in read.numbered(EventDay):
        if event.site_id not in read.problem.site_of:
            continue
        day = event.date.isoweekday()
        week = read.problem.in_week(event.date - dt.timedelta(days=day - 1))
        if Calendar(week).runs_as(event.site_id, day) is None:
            yield Fault("events", number, "date", "on_day_off", str(event.date))


CHECKS: tuple[Callable[[_Read], Iterator[Fault]], ...] = (
    unknown_names,
    backwards,
    shifts_outside,
    roles_twice,
    too_many,
    tours_without_pupils,
    groups_too_large,
)
"""What tables of events say against each other, and against the problem's."""
