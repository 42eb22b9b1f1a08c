"""Who may move, and why others may not."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sharepool.centre.exchange.rules import ExchangeRules, whole_years
from sharepool.centre.needs.classes import TaughtClass, list_classes
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.centre.needs.teachers import list_skills


class Barred(StrEnum):
    """Why a teacher does not move, the first that holds."""

    EXEMPT = "exempt"
    """The bureau has exempted the teacher."""
    STAY = "stay"
    """The school needs the teacher to stay."""
    AWAY = "away"
    """The teacher is on an exchange already."""
    UNKNOWN = "unknown"
    """Nobody has said since when the teacher is at the school."""
    SHORT = "short"
    """The teacher has not been at the school for long enough."""
    OLD = "old"
    """The teacher is older than the rules ask of anybody."""
    NO_LESSONS = "no_lessons"
    """The teacher has no lessons of the subject to give."""


@dataclass(frozen=True)
class TeacherStanding:
    """Whether a teacher is eligible for a move.

    Attributes
    ----------
    resident : Resident
    subject : str
    years : int or None
        Whole years at the school.
    lessons : int
        Lessons of the subject a week that the teacher can give.
    barred : Barred or None
        None if the teacher is eligible.
    """

    resident: Resident
    subject: str
    years: int | None
    lessons: int
    barred: Barred | None


def find_standings(
    centre: Centre, rules: ExchangeRules, date: dt.date
) -> tuple[TeacherStanding, ...]:
    """Return for each resident whether they may move.

    Parameters
    ----------
    centre : Centre
    rules : ExchangeRules
    date : datetime.date
        When the moves take effect.
    """
    classes = list_classes(centre)
    asked: dict[str, list[TaughtClass]] = defaultdict(list)
    for one in classes:
        asked[one.line.skill].append(one)
    found = []
    for resident in centre.residents:
        subject = subject_of(resident, list(asked))
        years = None if resident.since is None else whole_years(resident.since, date)
        can = _may_teach(centre, resident, asked.get(subject, ()), date)
        lessons = resident.supply_lessons if can else 0
        barred = _find_bar(resident, rules, date, years, lessons)
        found.append(TeacherStanding(resident, subject, years, lessons, barred))
    return tuple(found)


def subject_of(resident: Resident, subjects: Iterable[str]) -> str:
    """Return the subject of a teacher: as said, else the first of the curriculum that they hold."""
    if resident.subject:
        return resident.subject
    held = {one.skill for one in resident.skills}
    return next((subject for subject in subjects if subject in held), "")


def count_lessons(centre: Centre) -> Mapping[str, Counter[str]]:
    """Return the lessons a week that are due at each school, by subject and site id."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in list_classes(centre):
        found[one.line.skill][one.site_id] += one.line.lessons_week
    return found


def _may_teach(
    centre: Centre, resident: Resident, classes: Iterable[TaughtClass], date: dt.date
) -> bool:
    """Return whether a teacher holds what one class asks for, all week from a date on."""
    held: dict[str, int] = {}
    sunday = date + dt.timedelta(days=6)
    for row in list_skills(centre.problem, resident):
        if (row.valid_from or date) <= date and sunday <= (row.valid_until or sunday):
            held[row.skill] = max(row.level, held.get(row.skill, 0))
    return any(
        all(held.get(one.skill, 0) >= one.level for one in requirements)
        for requirements in {one.requirements for one in classes}
    )


def _find_bar(
    resident: Resident, rules: ExchangeRules, date: dt.date, years: int | None, lessons: int
) -> Barred | None:
    bars = {
        Barred.EXEMPT: bool(resident.exempt.strip()),
        Barred.STAY: resident.stay,
        Barred.AWAY: resident.until is not None and resident.until >= date,
        Barred.UNKNOWN: years is None,
        Barred.SHORT: years is not None and years < rules.years,
        Barred.OLD: (
            rules.oldest is not None
            and resident.born is not None
            and whole_years(resident.born, date) > rules.oldest
        ),
        Barred.NO_LESSONS: lessons == 0,
    }
    return next((bar for bar, holds in bars.items() if holds), None)
