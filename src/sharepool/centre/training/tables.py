"""The tables of training from files, with every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault
from sharepool.centre.training.filters import PeopleFilter
from sharepool.centre.training.rows import (
    TRAINING_TABLES,
    Course,
    CourseRun,
    Meeting,
    Mentor,
    ShadowWish,
)
from sharepool.centre.training.shadowing import holds
from sharepool.centre.training.standing import span_of
from sharepool.centre.training.types import TrainingTables
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


def read_training(path: str | Path, problem: Problem) -> TrainingTables:
    """Read courses, runs, shadowing, mentors and meetings; any of them may be missing.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook; the problem's own may hold them too.
    problem : Problem
        Whose people and sites they name.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_training("data/samples/county", problem)
    >>> len(tables.courses), len(tables.runs), len(tables.mentors)
    (2, 7, 4)
    """
    findings = TableFindings()
    tables = read_feature_tables(path, TRAINING_TABLES, findings)
    read = _Read(problem, tables)
    findings.faults += [fault for check in CHECKS for fault in check(read)]
    findings.warnings += unmet_conditions(read)
    findings.raise_faults()
    return TrainingTables(
        courses=read.rows(Course),
        runs=read.rows(CourseRun),
        wishes=read.rows(ShadowWish),
        mentors=read.rows(Mentor),
        meetings=read.rows(Meeting),
        numbers={name: tuple(number for number, _ in rows) for name, rows in tables.items()},
        warnings=findings.in_order(findings.warnings),
    )


def write_training_tables(tables: TrainingTables, folder: Path) -> None:
    """Write the tables of training so that :func:`sharepool.read_training` gives them back.

    Parameters
    ----------
    tables : TrainingTables
    folder : Path
    """
    write_rows("courses", tables.courses, folder / "courses.csv")
    write_rows("runs", tables.runs, folder / "runs.csv")
    write_rows("shadowing", tables.wishes, folder / "shadowing.csv")
    write_rows("mentors", tables.mentors, folder / "mentors.csv")
    write_rows("meetings", tables.meetings, folder / "meetings.csv")


@dataclass(frozen=True)
class _Read:
    """What was read without a fault of its own."""

    problem: Problem
    tables: dict[str, NumberedRows]

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        return numbered_of(kind, self.tables)

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        return rows_of(kind, self.tables)

    def choices(self) -> Iterator[tuple[str, str, int, PeopleFilter]]:
        """Yield who courses and meetings are for, each with its cell."""
        for number, course in self.numbered(Course):
            yield "courses", "for", number, course.chosen
        for number, meeting in self.numbered(Meeting):
            yield "meetings", "people", number, meeting.people


def unknown_names(read: _Read) -> Iterator[Fault]:
    """Find courses, sites and people that no row has."""
    sites, people = read.problem.site_of, read.problem.person_of
    courses = [course.course_id for course in read.rows(Course)]
    tables = read.tables
    yield from unknown_values("runs", tables["runs"], "course_id", courses, "courses")
    for table in ("runs", "shadowing", "meetings"):
        yield from unknown_values(table, tables[table], "site_id", sites, "sites")
    yield from unknown_values("mentors", tables["mentors"], "staff_id", people, "staff")
    pool = [(number, row) for number, row in read.numbered(ShadowWish) if not row.site_id]
    yield from unknown_values("shadowing", pool, "staff_id", people, "staff")
    for table, column, number, chosen in read.choices():
        for staff_id in chosen.named:
            if staff_id not in people:
                fields = {"target": "staff"}
                yield Fault(table, number, column, "unknown_id", staff_id, fields)


def unmet_conditions(read: _Read) -> Iterator[Fault]:
    """Find conditions that nobody fits, where others still choose people."""
    for table, column, number, chosen in read.choices():
        for condition in chosen.list_unmet(read.problem):
            yield Fault(table, number, column, "nobody_fits", condition)


def runs_backwards(read: _Read) -> Iterator[Fault]:
    """Find runs that end before they begin."""
    for number, run in read.numbered(CourseRun):
        start, end = span_of(run.start, run.end)
        if end <= start:
            fields = {"kind": "bell", "first": "start"}
            yield Fault("runs", number, "end", "end_before_start", str(run.end), fields)


def courses_without_purpose(read: _Read) -> Iterator[Fault]:
    """Find rechecks that do not say of what."""
    for number, course in read.numbered(Course):
        if course.kind == "recheck" and not course.skill:
            yield Fault("courses", number, "skill", "missing_value", "", {"kind": "recheck"})


def mentors_who_shadow(read: _Read) -> Iterator[Fault]:
    """Find mentors who are to spend days with another mentor themselves."""
    trainees = {row.staff_id: number for number, row in read.numbered(ShadowWish)}
    for number, mentor in read.numbered(Mentor):
        if mentor.staff_id in trainees:
            fields = {"kind": "mentor", "row": trainees[mentor.staff_id]}
            yield Fault("mentors", number, "staff_id", "contradiction", mentor.staff_id, fields)


def wishes_without_mentor(read: _Read) -> Iterator[Fault]:
    """Find skills that trainees want and no mentor holds, and days that no mentor has."""
    monday = read.problem.rules.week_of
    mentors = [one for one in read.rows(Mentor) if one.staff_id in read.problem.person_of]
    for number, wish in read.numbered(ShadowWish):
        able = [one for one in mentors if holds(read.problem, one.staff_id, wish.skill, monday)]
        if not able:
            yield Fault("shadowing", number, "skill", "no_mentor", wish.skill)
        elif all(wish.days_week > len(one.days) for one in able):
            most = {"kind": "days", "most": max(len(one.days) for one in able)}
            value = str(wish.days_week)
            yield Fault("shadowing", number, "days_week", "no_mentor", value, most)


CHECKS: tuple[Callable[[_Read], Iterator[Fault]], ...] = (
    unknown_names,
    runs_backwards,
    courses_without_purpose,
    mentors_who_shadow,
    wishes_without_mentor,
)
"""What tables of training say against each other, and against the problem's."""
