"""What was held of a week: its plan, as far as reports do not say otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sharepool.centre.term.rows import Attendance, AttendanceState
from sharepool.centre.term.types import (
    CalledOff,
    PlannedWeek,
    PlanVersion,
    TermBook,
    TermWeek,
    Unreported,
    WeekSource,
)
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment


@dataclass(frozen=True)
class HeldSession:
    """What became of one person's session.

    Attributes
    ----------
    date : datetime.date
    planned : Assignment or None
        As the version in force has it; None if only an older one does.
    held : Assignment or None
        As it was held, or is to be; None if it was not.
    state : AttendanceState or None
        What is reported; None if nothing is.
    """

    date: dt.date
    planned: Assignment | None
    held: Assignment | None
    state: AttendanceState | None

    @property
    def is_as_planned(self) -> bool:
        """Whether it was held as the version in force has it."""
        return self.planned == self.held


@dataclass(frozen=True)
class HeldWeek:
    """What became of a week's sessions.

    Attributes
    ----------
    version : PlanVersion
        In force.
    sessions : tuple of HeldSession
    until : datetime.date or None
        The last day of which anything is reported in the term; later sessions are to come.
    """

    version: PlanVersion
    sessions: tuple[HeldSession, ...]
    until: dt.date | None

    @property
    def plan(self) -> Plan:
        """What was held, and what is to come."""
        return Plan(tuple(one.held for one in self.sessions if one.held is not None))

    @cached_property
    def laid_out(self) -> Itinerary:
        """The same in time and space."""
        return Itinerary(self.version.week.problem, self.plan)

    @cached_property
    def reported(self) -> Itinerary:
        """What is reported as held, in time and space."""
        held = (one.held for one in self.sessions if one.state is not None)
        rows = tuple(row for row in held if row is not None)
        return Itinerary(self.version.week.problem, Plan(rows))

    def lived(self, until: dt.date | None) -> TermWeek:
        """Return what was held by a day, as a week that can be paid.

        Parameters
        ----------
        until : datetime.date or None
            The last day that counts; None: all of them.
        """
        week = self.version.week
        done = [one for one in self.sessions if until is None or one.date <= until]
        later = [one for one in self.sessions if until is not None and one.date > until]
        held = [one for one in done if one.held is not None]
        return TermWeek(
            problem=week.problem,
            plan=Plan(tuple(one.held for one in held if one.held is not None)),
            attested=frozenset(
                one.held for one in held if one.state is not None and one.held is not None
            ),
            called_off=tuple(self._called_off(done)),
            to_come=tuple(one.held for one in later if one.held is not None),
            is_begun=until is None or week.week_of <= until,
        )

    def _called_off(self, sessions: Iterable[HeldSession]) -> Iterator[CalledOff]:
        demands = self.version.week.problem.demand_of
        for one in sessions:
            if one.state is not None and one.planned is not None and one.held is None:
                row = one.planned
                site_id = demands[row.demand_id].site_id if row.demand_id in demands else ""
                yield CalledOff(one.date, row.staff_id, row.demand_id, site_id, one.state)


def hold_planned(book: TermBook, week: PlannedWeek) -> TermWeek:
    """Return a week of a term as it was held, and as it is to be.

    Parameters
    ----------
    book : TermBook
    week : PlannedWeek
        Reports are of those that are out and stay as they are.
    """
    versions = book.versions.get(week.week_of, ())
    is_out = week.source is WeekSource.KEPT and len(versions) > 0
    return hold_week(book, versions).lived(None) if is_out else week.week


def hold_week(book: TermBook, versions: Sequence[PlanVersion]) -> HeldWeek:
    """Return what became of the sessions of one week.

    Parameters
    ----------
    book : TermBook
    versions : sequence of PlanVersion
        Of the week, the one in force last.
    """
    week = versions[-1].week
    dates = set(week.problem.week)
    reports = {row.session: row for row in book.attendance if row.date in dates}
    until = book.reported_until
    sessions = [
        _become(week.problem, row, reports.pop(_key(week.problem, row), None), book, until)
        for row in week.plan
    ]
    for version, row, report in _of_older(versions[:-1], reports.values()):
        sessions = _with_older(sessions, version.week.plan, row, report)
    return HeldWeek(versions[-1], tuple(sessions), until)


def _become(
    week: Problem, row: Assignment, report: Attendance | None, book: TermBook, until: dt.date | None
) -> HeldSession:
    date = week.week[row.day - 1]
    if report is not None:
        return HeldSession(date, row, _as_reported(row, report), report.state)
    is_to_come = until is None or date > until
    counts = is_to_come or book.settings.unless_reported is Unreported.GIVEN
    return HeldSession(date, row, row if counts else None, None)


def _as_reported(row: Assignment, report: Attendance) -> Assignment | None:
    if report.state is AttendanceState.GIVEN:
        return row
    if report.state is AttendanceState.SUBSTITUTED and report.by is not None:
        return row.model_copy(update={"staff_id": report.by})
    return None


def _of_older(
    versions: Iterable[PlanVersion], reports: Iterable[Attendance]
) -> Iterator[tuple[PlanVersion, Assignment, Attendance]]:
    """Yield what is reported of sessions that only an older version has."""
    left = {row.session: row for row in reports}
    for version in versions:
        for row in version.week.plan:
            report = left.pop(_key(version.week.problem, row), None)
            if report is not None:
                yield version, row, report


def _with_older(
    sessions: list[HeldSession], older: Plan, row: Assignment, report: Attendance
) -> list[HeldSession]:
    """Return the sessions of a week with what became of one of an older version.

    A class has one session at a start (H13, H15): one in force at that start of which nothing is
    reported gives way to it. That the person of the older version called off says nothing of who
    came instead.
    """
    held = _as_reported(row, report)
    if report.state is AttendanceState.PERSON_CANCELLED:
        return sessions
    there = set(older)
    ways = [
        number
        for number, one in enumerate(sessions)
        if one.state is None and one.planned is not None and _place(one.planned) == _place(row)
    ]
    # Of a team, who was in it before and is in it now is not the one replaced.
    way = min(ways, key=lambda number: sessions[number].planned in there, default=None)
    if way is not None:
        became = replace(sessions[way], held=held, state=report.state)
        return [*sessions[:way], became, *sessions[way + 1 :]]
    return (
        sessions
        if held is None
        else [*sessions, HeldSession(report.date, None, held, report.state)]
    )


def _place(row: Assignment) -> tuple[str, int, int, str]:
    return row.demand_id, row.day, row.slot, row.role


def _key(week: Problem, row: Assignment) -> tuple[dt.date, str, str, int]:
    return week.week[row.day - 1], row.staff_id, row.demand_id, row.slot
