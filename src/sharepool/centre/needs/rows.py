"""What a county knows of its schools before there is a pool: classes, teachers, what is due.

From these tables come the demands and the pool of a :class:`~sharepool.problem.problem.Problem`;
docs/centre.md has every column.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from sharepool.problem.cells import (
    Count,
    Date,
    Day,
    Days,
    Delivery,
    Flag,
    Id,
    Kind,
    Number,
    Positive,
    Stage,
    Text,
    Word,
    Words,
    parse_grade,
    round_half_up,
    wrong,
)
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Requirements, Row

GRADES = range(1, 13)
"""Primary 1-6, junior 7-9, senior 10-12."""

Grade = Annotated[int, BeforeValidator(parse_grade), Field(ge=GRADES[0], le=GRADES[-1])]
Share = Annotated[Number, Field(le=1)]
AboveZero = Annotated[Number, Field(gt=0)]


class ClassCount(Row):
    """The classes of one grade of a school, and how visitors find them."""

    key: ClassVar = ("site_id", "grade")

    site_id: Id
    grade: Grade
    classes: Count
    pupils: Count | None = None
    merge: Text = ""
    doubles: Flag = False
    visit_days: Days | None = None
    delivery: Delivery = "onsite"
    venue_site: Id | None = None
    transfer_min: Count | None = None

    def list_cohorts(self) -> list[str]:
        """Return the names of its classes, such as ``3(1)``."""
        return [f"{self.merge or self.grade}({number})" for number in range(1, self.classes + 1)]


class Resident(Row):
    """A teacher of a school: what their week holds, what they may teach, and whether they may move.

    `born` to `stay` matter to exchanges only (see :func:`sharepool.plan_exchange`).
    """

    key: ClassVar = ("staff_id",)

    staff_id: Id
    name: Text = ""
    site_id: Id
    employer: Text = ""
    load_lessons: Number
    duty_lessons: Number = Decimal(0)
    skills: Annotated[Requirements, Field(min_length=1)]
    backbone: Flag = False
    lend_lessons: Count | None = None
    since: Date | None = None
    subject: Word = ""
    born: Date | None = None
    until: Date | None = None
    exempt: Text = ""
    wishes: Words = ()
    stay: Flag = False

    @property
    def supply_lessons(self) -> int:
        """Whole lessons a week that are left of the load once duties are done."""
        return max(0, int(self.load_lessons - self.duty_lessons))

    def reserved_lessons(self, lend_share: Decimal) -> int:
        """Return the lessons of the supply that are the pool's, whatever the own classes lack.

        Parameters
        ----------
        lend_share : Decimal
            Share of the load, rounded half up, where the row itself says nothing.
        """
        lessons = self.lend_lessons
        if lessons is None:
            lessons = round_half_up(lend_share * self.load_lessons)
        return min(lessons, self.supply_lessons)


class CurriculumLine(Row):
    """The lessons of a subject that are due to each class of a grade, and who may give them."""

    key: ClassVar = ("grade", "skill")

    grade: Grade
    lessons_week: Count
    skill: Id = "pe"
    art: Flag = False
    also_requires: Requirements = ()
    classes_per_teacher: AboveZero | None = None


class Service(Row):
    """An after-school offer that schools of a size should have."""

    skill: Id
    kind: Kind = "club"
    stage: Stage = ""
    min_pupils: Count = 0
    share: Share = Decimal(1)
    pupils_per_group: Positive | None = None
    sessions: Count
    periods: Positive = 1
    min_level: Positive = 1
    also_requires: Requirements = ()

    @field_validator("kind")
    @classmethod
    def _is_no_lesson(cls, kind: str) -> str:
        if kind == "lesson":
            raise wrong("service")
        return kind


class OwnLesson(Row):
    """A weekly lesson of a class by one of the school's own teachers, by its timetable (课表)."""

    site_id: Id
    cohort: Id
    day: Day
    slot: Positive
    staff_id: Id


class DailyActivity(Row):
    """Exercise that all classes of a school have every day (大课间); blank site: of all schools.

    Rows of a school count in place of those of all schools.
    """

    site_id: Id | None = None
    minutes: Count
    strong: Flag = False


CENTRE_TABLES: dict[str, type[Row]] = {
    "classes": ClassCount,
    "residents": Resident,
    "curriculum": CurriculumLine,
    "services": Service,
    "timetable": OwnLesson,
    "daily": DailyActivity,
}
"""The tables of a sharing centre by name, in reading order; a problem has no use for them."""

LESSON_REQUIREMENTS = "teacher_certificate;clearance"
"""What a named profile asks for besides ``pe``: who lacks a certificate takes no lesson alone."""

_BANDS = (range(1, 3), range(3, 10), range(10, 13))
_LESSONS = {"national": (4, 3, 2), "five_four_three": (5, 4, 3), "daily": (5, 5, 5)}
CLASSES_PER_TEACHER = (6, 7, 9)
"""Classes for each PE teacher in grades 1-2, 3-9 and 10-12: the upper ends of the national ranges
5-6, 6-7 and 8-9."""

PROFILES: dict[str, tuple[CurriculumLine, ...]] = {
    name: tuple(
        CurriculumLine(grade=grade, lessons_week=lessons, also_requires=LESSON_REQUIREMENTS)
        for band, lessons in zip(_BANDS, of_band, strict=True)
        for grade in band
    )
    for name, of_band in _LESSONS.items()
}
"""Curricula that go by a name."""


def usual_classes_per_teacher(grade: int) -> Decimal:
    """Return for how many classes of a grade one PE teacher is due where no table says."""
    (usual,) = (
        most for band, most in zip(_BANDS, CLASSES_PER_TEACHER, strict=True) if grade in band
    )
    return Decimal(usual)


class Centre(BaseModel):
    """A county's schools as they stand: classes and teachers, what is due, and what is there.

    Make one with :func:`sharepool.read_centre`, which checks the tables against each other.

    Attributes
    ----------
    problem : Problem
        Sites, bells, travel and rules; and whatever pool and demands there are besides.
    classes, residents, curriculum, services, timetable, daily : tuple of Row
    profile : str
        Name of the curriculum, empty if a table gives it.
    numbers : mapping of str to tuple of int
        Row of each row in its file; where none is kept, as if written without blank lines.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    problem: Problem
    classes: tuple[ClassCount, ...]
    residents: tuple[Resident, ...]
    curriculum: tuple[CurriculumLine, ...]
    services: tuple[Service, ...] = ()
    timetable: tuple[OwnLesson, ...] = ()
    daily: tuple[DailyActivity, ...] = ()
    profile: str = ""
    numbers: Mapping[str, tuple[int, ...]] = Field(default_factory=dict, exclude=True, repr=False)

    @cached_property
    def subjects(self) -> dict[str, bool]:
        """The subjects that the curriculum has, and whether each is an art."""
        return {line.skill: line.art for line in self.curriculum}

    @cached_property
    def taught(self) -> frozenset[str]:
        """The subjects of which lessons are due to some grade."""
        return frozenset(line.skill for line in self.curriculum if line.lessons_week)

    def subject_of(self, resident: Resident) -> str:
        """Return what a teacher is there to teach.

        Where the row does not say, it is the first of the skills that is a subject, or else the
        first of them.
        """
        skills = [one.skill for one in resident.skills]
        return resident.subject or next((one for one in skills if one in self.subjects), skills[0])

    def number_of(self, table: str, index: int) -> int:
        """Return the row, as a spreadsheet counts it, of a row of a table by its place."""
        return self.numbers[table][index] if table in self.numbers else index + 2
