"""The lessons of a school's own teachers that its timetable (课表) names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sharepool.base.errors import Fault
from sharepool.centre.needs.classes import TaughtClass
from sharepool.centre.needs.kept_slots import Slot
from sharepool.centre.needs.own_lessons import Links
from sharepool.centre.needs.rows import Centre
from sharepool.problem.itinerary import group_by


@dataclass(frozen=True)
class GivenLessons:
    """What the timetable of one school says.

    Attributes
    ----------
    links : dict of (str, str) to int
        Lessons by teacher and class.
    of_teacher, of_class, of_cohort : mapping of str to frozenset of (int, int)
        When each teacher has them, each class in one subject, and each class in any.
    warnings : tuple of Fault
        Rows that count for nothing, as nobody may give such a lesson.
    """

    links: Links
    of_teacher: defaultdict[str, frozenset[Slot]]
    of_class: defaultdict[str, frozenset[Slot]]
    of_cohort: defaultdict[str, frozenset[Slot]]
    warnings: tuple[Fault, ...]


def list_given(
    centre: Centre,
    site_id: str,
    classes: Sequence[TaughtClass],
    may_take: Collection[tuple[str, str]],
) -> GivenLessons:
    """Return what the timetable says of a school.

    A lesson is of the subject that its teacher is there for, if the class has it, or else of the
    first that the teacher may give it.

    Parameters
    ----------
    centre : Centre
    site_id : str
    classes : sequence of TaughtClass
        Those of the school.
    may_take : collection of (str, str)
        Teachers and the classes that they may take.
    """
    subject_of = {one.staff_id: centre.subject_of(one) for one in centre.residents}
    of_name = group_by(classes, lambda one: one.cohort)
    links: Counter[tuple[str, str]] = Counter()
    of_teacher: defaultdict[str, frozenset[Slot]] = defaultdict(frozenset)
    of_class: defaultdict[str, frozenset[Slot]] = defaultdict(frozenset)
    of_cohort: defaultdict[str, frozenset[Slot]] = defaultdict(frozenset)
    warnings = []
    for index, row in enumerate(centre.timetable):
        if row.site_id != site_id:
            continue
        able = [one for one in of_name[row.cohort] if (row.staff_id, one.code) in may_take]
        if not able:
            number = centre.number_of("timetable", index)
            fault = Fault("timetable", number, "staff_id", "not_qualified", row.staff_id)
            warnings.append(fault)
            continue
        own = subject_of[row.staff_id]
        taught = next((one for one in able if one.line.skill == own), able[0])
        links[row.staff_id, taught.code] += 1
        of_teacher[row.staff_id] |= {(row.day, row.slot)}
        of_class[taught.code] |= {(row.day, row.slot)}
        of_cohort[row.cohort] |= {(row.day, row.slot)}
    return GivenLessons(dict(links), of_teacher, of_class, of_cohort, tuple(warnings))
