"""What every timetable comes down to: lessons in periods of weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from sharepool.problem.vocabulary import folded
from sharepool.tables.importing.listings import SheetCell, SheetListing

CLASS_VIEW, TEACHER_VIEW = "class", "teacher"
"""Whose timetable a lesson was read from: the same lesson may stand in one of each."""

_SIGNS = "一二三四五六七八九十"
_SIGN = "(?:十[一二]?|[一二三四五六七八九])"
_YEARS = {"初": 6, "高": 9}
_CHINESE = re.compile(
    rf"(初|高)?({_SIGN}|\d{{1,2}})(?:年级|年|级)?[(\-.·]?({_SIGN}|\d{{1,2}})?\)?班?"
)
_LETTERED = re.compile(r"(?:class|year|grade|form|g|y)?(\d{1,2})[-/.]?([a-k]|\d{1,2})?")
_COMPACT = re.compile(r"(\d)(\d{2})")
"""Grade and class in one number: 301."""
_MOST_GRADE = 12


@dataclass(frozen=True)
class TimetablePeriod:
    """A period of the school day.

    Attributes
    ----------
    number : int
        Its place in the day, from 1.
    label : str
        What it is called.
    start, end : int or None
        Minutes after midnight, where the file says them.
    source : SheetCell or None
        Where it stands.
    """

    number: int
    label: str
    start: int | None = None
    end: int | None = None
    source: SheetCell | None = field(default=None, compare=False)


@dataclass(frozen=True)
class TimetableLesson:
    """A lesson of one period.

    Attributes
    ----------
    subject : str
    teachers, classes : tuple of str
    day : int
    period : TimetablePeriod
    source : SheetCell
    view : str
        ``class`` or ``teacher``.
    weeks : frozenset of str
        Names of the weeks of a cycle in which it takes place; empty for every week.
    """

    subject: str
    teachers: tuple[str, ...]
    classes: tuple[str, ...]
    day: int
    period: TimetablePeriod
    source: SheetCell
    view: str = CLASS_VIEW
    weeks: frozenset[str] = frozenset()


class TeacherSlot(NamedTuple):
    """A period of a day in somebody's week, with or without a lesson, and where it stands."""

    day: int
    period: TimetablePeriod
    source: SheetCell


@dataclass(frozen=True)
class TimetableWeek:
    """Somebody's whole week, and where it is named."""

    name: SheetCell
    slots: tuple[TeacherSlot, ...]


@dataclass(frozen=True)
class SchoolTimetable:
    """The timetable of one school, as a file has it.

    Attributes
    ----------
    lessons : tuple of TimetableLesson
    periods : tuple of TimetablePeriod
        Every period of the day, those without lessons too.
    weeks : mapping of str to TimetableWeek
        Of the teachers whose whole week it tells.
    titles : tuple of SheetCell
        Where the school may be named.
    listings : tuple of SheetListing
    left : tuple of str
        Sheets that were not read.
    names_all : bool
        Whether it names the teachers of all subjects, wanted or not.
    """

    lessons: tuple[TimetableLesson, ...]
    periods: tuple[TimetablePeriod, ...]
    weeks: Mapping[str, TimetableWeek]
    titles: tuple[SheetCell, ...] = ()
    listings: tuple[SheetListing, ...] = ()
    left: tuple[str, ...] = ()
    names_all: bool = False


def whole_weeks(
    names: Iterable[str], days: Iterable[int], periods: Iterable[TimetablePeriod], file: str
) -> dict[str, TimetableWeek]:
    """Return the weeks of teachers who are at school in every period of the timetable."""
    slots = list(product(days, periods))
    found = {}
    for name in distinct(names):
        cell = SheetCell(name, file, "teachers")
        found[name] = TimetableWeek(cell, tuple(TeacherSlot(*slot, cell) for slot in slots))
    return found


def class_key(name: str) -> str:
    """Return what the spellings of one class have in common: 三年级1班, 三(1)班, 301 and 3-1."""
    form = folded(name)
    if match := _COMPACT.fullmatch(form):
        return f"{int(match[1])}-{int(match[2])}"
    if match := _CHINESE.fullmatch(form):
        grade = _number(match[2]) + _YEARS.get(match[1] or "", 0)
        return f"{grade}-{_number(match[3])}" if match[3] else f"{grade}"
    if match := _LETTERED.fullmatch(form):
        section = match[2] or ""
        return f"{int(match[1])}-{int(section) if section.isdigit() else section}".rstrip("-")
    return form


def is_class(name: str) -> bool:
    """Return whether a name is one of a class: a grade and which of it."""
    grade, dash, _ = class_key(name).partition("-")
    return bool(dash) and grade.isdigit() and 1 <= int(grade) <= _MOST_GRADE


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names without blanks and repetitions, in their order."""
    return tuple(dict.fromkeys(name for name in names if name))


def _number(sign: str) -> int:
    if sign.isdigit():
        return int(sign)
    return sum(_SIGNS.index(one) + 1 for one in sign)
