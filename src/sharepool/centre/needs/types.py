"""What schools need beyond their own teachers, and what those have to spare: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Window

if TYPE_CHECKING:
    import pandas as pd


SCHOOL_DAYS = 5
"""School days of a week, over which its minutes of activity are spread."""


@dataclass(frozen=True)
class GroupNeed:
    """A class, or a club, and who takes it.

    Attributes
    ----------
    site_id, cohort, kind, skill : str
    lessons : int
        Lessons (for a club: slots) a week that are due to it.
    own : tuple of (str, int)
        Teachers of the school who take it, and how many lessons each.
    grade : int or None
        Of a class; of grades taught together the first.
    demand_ids : tuple of str
        The demands that ask the pool for the rest.
    lost_lessons : int
        Lessons of the rest that its own could give, if no hours were reserved for the pool.
    pupils : int or None
        Those that a club has room for, where it has a size.
    share : Fraction or None
        Share of the school's pupils who are in a club, where it has a size.
    origin : str
        The rows of the input that it follows from.
    delivered : int or None
        Lessons of the pool in a plan, of those that the class lacks; None if there is no plan.
    """

    site_id: str
    cohort: str
    kind: str
    skill: str
    lessons: int
    own: tuple[tuple[str, int], ...]
    grade: int | None
    demand_ids: tuple[str, ...]
    lost_lessons: int
    pupils: int | None
    share: Fraction | None
    origin: str
    delivered: int | None = None

    @property
    def covered(self) -> int:
        """Lessons a week by the school's own teachers, of those that are due."""
        return min(self.lessons, sum(lessons for _, lessons in self.own))

    @property
    def gap(self) -> int:
        """Lessons a week that the school cannot give."""
        return self.lessons - self.covered


@dataclass(frozen=True)
class ClassActivity:
    """How many minutes a class is active.

    Attributes
    ----------
    site_id, cohort : str
    own_min : int
        Minutes a week of lessons by the school's own teachers; arts are none.
    pool_min : int or None
        Minutes a week of lessons that a plan brings; None without a plan.
    club_min : Fraction or None
        Minutes a week of clubs that a plan brings, for the mean pupil of the school.
    daily_min, strong_daily_min : int
        Minutes a day of exercise of the whole school, and how many of them are moderate to
        vigorous.
    """

    site_id: str
    cohort: str
    own_min: int
    pool_min: int | None
    club_min: Fraction | None
    daily_min: int
    strong_daily_min: int

    def minutes_day(self, *, planned: bool, strong: bool = False) -> Fraction | None:
        r"""Return the minutes of a day, of five a week.

        .. math:: \frac{\text{own lessons} + \text{pool lessons} + \text{clubs}}{5}
                  + \text{daily}

        Parameters
        ----------
        planned : bool
            Count what a plan brings; None without a plan.
        strong : bool
            Leave out daily exercise that is not moderate to vigorous.
        """
        week = Fraction(self.own_min)
        if planned:
            if self.pool_min is None or self.club_min is None:
                return None
            week += self.pool_min + self.club_min
        return week / SCHOOL_DAYS + (self.strong_daily_min if strong else self.daily_min)


@dataclass(frozen=True)
class TeacherWeek:
    """The week of a school's own teacher: what stays there, what the pool may use.

    Attributes
    ----------
    staff_id, name, site_id, subject : str
    load_lessons, duty_lessons : Decimal
    own_lessons : int
        Lessons with classes of the own school.
    spare_lessons : int
        Whole lessons of the load that are left.
    reserved_lessons : int
        Those of them that are the pool's, whatever the own classes lack.
    max_hours_week : Decimal
        The same as hours for the pool.
    kept : tuple of (int, int)
        Days and slots in which the teacher stays at the own school.
    windows : tuple of Window
        When the pool may have the person.
    origin : str
        The rows of the input that it follows from.
    """

    staff_id: str
    name: str
    site_id: str
    subject: str
    load_lessons: Decimal
    duty_lessons: Decimal
    own_lessons: int
    spare_lessons: int
    reserved_lessons: int
    max_hours_week: Decimal
    kept: tuple[tuple[int, int], ...]
    windows: tuple[Window, ...]
    origin: str


@dataclass(frozen=True)
class SubjectNeed:
    """What is due at a school in one subject, what it gives itself, and what a plan adds.

    Attributes
    ----------
    site_id, subject : str
    is_art : bool
        Whether it is an art subject, as the curriculum says.
    is_taught : bool
        Whether the curriculum has lessons of it; else it only is what some teacher is there for.
    classes : int
    teachers : int
        The school's own who are there for it.
    teachers_due : Fraction or None
        Teachers that its classes ask for; None where nothing says for how many classes one is due.
    required, covered, spare : int
        Lessons a week: due, given by its own, left over by those who are there for it.
    lost_lessons : int
        Lessons that its own could give besides, if none of their hours were reserved for the pool.
    delivered : int or None
        Lessons that a plan brings; None without a plan.
    """

    site_id: str
    subject: str
    is_art: bool
    is_taught: bool
    classes: int
    teachers: int
    teachers_due: Fraction | None
    required: int
    covered: int
    spare: int
    lost_lessons: int
    delivered: int | None

    @property
    def gap(self) -> int:
        """Lessons a week that the school cannot give."""
        return self.required - self.covered


class GradeCount(NamedTuple):
    """The classes and, where they are counted, the pupils of one grade of a school."""

    grade: int
    classes: int
    pupils: int | None


@dataclass(frozen=True)
class SiteNeed:
    """What is due at a school, what it gives itself, and what a plan adds.

    Attributes
    ----------
    site_id : str
    classes : int
    pupils : int or None
    grades : tuple of GradeCount
        Classes and pupils of each grade.
    subjects : tuple of SubjectNeed
        Lessons and teachers, subject by subject; the properties are their sums.
    club_lessons : int
        Slots a week of after-school service wanted.
    club_places : int or None
        Pupils that its groups have room for; None where a group has no size.
    club_delivered : int or None
        After-school slots that a plan brings; None without a plan.
    origin : str
        The rows of the input that it follows from.
    """

    site_id: str
    classes: int
    pupils: int | None
    grades: tuple[GradeCount, ...]
    subjects: tuple[SubjectNeed, ...]
    club_lessons: int
    club_places: int | None
    club_delivered: int | None
    origin: str

    @property
    def teachers(self) -> int:
        """Teachers of the school."""
        return sum(one.teachers for one in self.subjects)

    @property
    def required(self) -> int:
        """Lessons a week that are due."""
        return sum(one.required for one in self.subjects)

    @property
    def covered(self) -> int:
        """Lessons a week that its own give."""
        return sum(one.covered for one in self.subjects)

    @property
    def gap(self) -> int:
        """Lessons a week that the school cannot give."""
        return self.required - self.covered

    @property
    def spare(self) -> int:
        """Lessons a week that its own have left over."""
        return sum(one.spare for one in self.subjects)

    @property
    def lost_lessons(self) -> int:
        """Lessons a week that its own could give besides, if none were reserved for the pool."""
        return sum(one.lost_lessons for one in self.subjects)


@dataclass(frozen=True)
class Needs:
    """The problem that follows from a centre's tables, and every number that led to it.

    Attributes
    ----------
    problem : Problem
        The demands and the pool that the tables have, and those that follow.
    sites : tuple of SiteNeed
        Every school with classes or teachers.
    teachers : tuple of TeacherWeek
        Every resident, lent or not.
    groups : tuple of GroupNeed
        Every class (once a subject) and every club.
    activity : tuple of ClassActivity
        Of every class.
    load_lessons : Fraction
        Mean weekly load of a teacher, for what the pool's lessons are worth in posts; 0 if there
        is nobody.
    """

    problem: Problem
    sites: tuple[SiteNeed, ...]
    teachers: tuple[TeacherWeek, ...]
    groups: tuple[GroupNeed, ...]
    activity: tuple[ClassActivity, ...]
    load_lessons: Fraction

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return every number as data frames, named as the files of ``sharepool needs``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``needs``: what is due at each school, what it gives itself, what a plan adds.
            ``subjects``: the same school by school and subject by subject, without clubs.
            `rate_before` (开足率) is covered / required, `rate_after` counts what is delivered
            too; `staffing_before` (配备率) is teachers / teachers_due, `staffing_after` counts
            the lessons delivered as posts of the mean load. `lessons_per_teacher_due` is required /
            teachers_due: above the usual load, staffing can be full where lessons are missing.
            Rates are empty where nothing is due, and everything after where there is no plan.
            ``teachers``: the week of every school's own teacher; `kept` holds day-slot pairs.
            ``groups``: every class and club, who of its school takes it, which demands ask for
            the rest.
            ``activity``: minutes of activity a class and day, in all (`minutes_day`) and without
            daily exercise that is not moderate to vigorous (`strong_day`); of the week before a
            day's are made of it, `own_min`, `pool_min` and `club_min`.
            ``rates``: the figures of ``needs`` by county and stage, where there are several
            subjects followed by each of them; the last rows are all together.
        """
        from sharepool.centre.needs.report_tables import make_frames

        return make_frames(self)
