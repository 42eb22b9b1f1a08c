"""The lessons of a school's own teachers that its timetable (课表) names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sharepool.centre.needs.classes import TaughtClass
from sharepool.centre.needs.kept_slots import Slot
from sharepool.centre.needs.own_lessons import Links
from sharepool.centre.needs.rows import Centre
from sharepool.errors import Fault


@dataclass(frozen=True)
class GivenLessons:
    """What the timetable of one school says.

    Attributes
    ----------
    links : dict of (str, str) to int
        Lessons by teacher and class.
    of_teacher, of_class : mapping of str to frozenset of (int, int)
        When each teacher and each class has them.
    warnings : tuple of Fault
        Rows that count for nothing, as nobody may give such a lesson.
    """

    links: Links
    of_teacher: defaultdict[str, frozenset[Slot]]
    of_class: defaultdict[str, frozenset[Slot]]
    warnings: tuple[Fault, ...]


def list_given(
    centre: Centre,
    site_id: str,
    classes: Sequence[TaughtClass],
    may_take: Collection[tuple[str, str]],
) -> GivenLessons:
    """Return what the timetable says of a school.

    Parameters
    ----------
    centre : Centre
    site_id : str
    classes : sequence of TaughtClass
        Those of the school.
    may_take : collection of (str, str)
        Teachers and the classes that they may take.
    """
    code_of = {one.cohort: one.code for one in classes}
    links: Counter[tuple[str, str]] = Counter()
    of_teacher: defaultdict[str, frozenset[Slot]] = defaultdict(frozenset)
    of_class: defaultdict[str, frozenset[Slot]] = defaultdict(frozenset)
    warnings = []
    for index, row in enumerate(centre.timetable):
        if row.site_id != site_id:
            continue
        link = row.staff_id, code_of[row.cohort]
        if link not in may_take:
            advice = "this teacher lacks what the lesson asks for; it counts as not given"
            number = centre.number_of("timetable", index)
            value = row.staff_id
            warnings.append(Fault("timetable", number, "staff_id", "not_qualified", value, advice))
            continue
        links[link] += 1
        of_teacher[row.staff_id] |= {(row.day, row.slot)}
        of_class[link[1]] |= {(row.day, row.slot)}
    return GivenLessons(dict(links), of_teacher, of_class, tuple(warnings))
