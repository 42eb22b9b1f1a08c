"""What schools need beyond their own teachers, and what those have to spare: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Window

if TYPE_CHECKING:
    import pandas as pd


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
    demand_ids : tuple of str
        The demands that ask the pool for the rest.
    pupils : int or None
    origin : str
        The rows of the input that it follows from.
    delivered : int or None
        Lessons of the pool in a plan; None if there is none.
    """

    site_id: str
    cohort: str
    kind: str
    skill: str
    lessons: int
    own: tuple[tuple[str, int], ...]
    demand_ids: tuple[str, ...]
    pupils: int | None
    origin: str
    delivered: int | None = None

    @property
    def covered(self) -> int:
        """Lessons a week by the school's own teachers."""
        return sum(lessons for _, lessons in self.own)

    @property
    def gap(self) -> int:
        """Lessons a week that the school cannot give."""
        return self.lessons - self.covered


@dataclass(frozen=True)
class TeacherWeek:
    """The week of a school's own teacher: what stays there, what the pool may use.

    Attributes
    ----------
    staff_id, name, site_id : str
    load_lessons, duty_lessons : Decimal
    own_lessons : int
        Lessons with classes of the own school.
    spare_lessons : int
        Whole lessons of the load that are left.
    max_hours_week : Decimal
        The same as hours for the pool.
    kept : tuple of (int, int)
        Days and slots of the own school that are kept free of the pool; empty where the school
        says itself when the person is free.
    windows : tuple of Window
        When the pool may have the person.
    origin : str
        The rows of the input that it follows from.
    """

    staff_id: str
    name: str
    site_id: str
    load_lessons: Decimal
    duty_lessons: Decimal
    own_lessons: int
    spare_lessons: int
    max_hours_week: Decimal
    kept: tuple[tuple[int, int], ...]
    windows: tuple[Window, ...]
    origin: str


@dataclass(frozen=True)
class SiteNeed:
    """What is due at a school, what it gives itself, and what a plan adds.

    Attributes
    ----------
    site_id : str
    classes : int
    pupils : int or None
    teachers : int
        PE teachers of the school.
    teachers_due : Fraction
        Teachers that its classes ask for.
    required, covered, spare : int
        Lessons a week: due, given by its own, left over by its own.
    club_lessons : int
        Slots a week of after-school service wanted.
    club_places : int or None
        Pupils that its groups have room for; None where a group has no size.
    delivered, club_delivered : int or None
        Lessons and after-school slots that a plan brings; None without a plan.
    origin : str
        The rows of the input that it follows from.
    """

    site_id: str
    classes: int
    pupils: int | None
    teachers: int
    teachers_due: Fraction
    required: int
    covered: int
    spare: int
    club_lessons: int
    club_places: int | None
    delivered: int | None
    club_delivered: int | None
    origin: str

    @property
    def gap(self) -> int:
        """Lessons a week that the school cannot give."""
        return self.required - self.covered


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
        Every class and every club.
    load_lessons : Fraction
        Mean weekly load of a teacher, for what the pool's lessons are worth in posts; 0 if there
        is nobody.
    """

    problem: Problem
    sites: tuple[SiteNeed, ...]
    teachers: tuple[TeacherWeek, ...]
    groups: tuple[GroupNeed, ...]
    load_lessons: Fraction

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return every number as data frames, named as the files of ``sharepool needs``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``needs``: what is due at each school, what it gives itself, what a plan adds.
            `rate_before` (开足率) is covered / required, `rate_after` counts what is delivered
            too; `staffing_before` (配备率) is teachers / teachers_due, `staffing_after` counts
            the lessons delivered as posts of the mean load. Rates are empty where nothing is due,
            and everything after where there is no plan.
            ``teachers``: the week of every school's own teacher; `kept` holds day-slot pairs.
            ``groups``: every class and club, who of its school takes it, which demands ask for
            the rest.
            ``rates``: the figures of ``needs`` by county and stage; the last row is all together.
        """
        from sharepool.centre.needs.report_tables import make_frames

        return make_frames(self)
