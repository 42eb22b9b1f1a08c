"""Who learns what when, what falls out for it, and when people meet: plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault
from sharepool.centre.feed import Feed
from sharepool.centre.training.rows import Course, CourseRun, Meeting, Mentor, ShadowWish
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class TrainingTables:
    """What is to be decided.

    Attributes
    ----------
    courses : tuple of Course
    runs : tuple of CourseRun
    wishes : tuple of ShadowWish
    mentors : tuple of Mentor
    meetings : tuple of Meeting
    numbers : mapping of str to tuple of int
        Row of each row in its file, by table; as if written without blank lines if not given.
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    courses: tuple[Course, ...] = ()
    runs: tuple[CourseRun, ...] = ()
    wishes: tuple[ShadowWish, ...] = ()
    mentors: tuple[Mentor, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)

    def number_of(self, table: str, index: int) -> int:
        """Return the row, as a spreadsheet counts it, of a row of a table by its place."""
        return self.numbers[table][index] if table in self.numbers else index + 2


@dataclass(frozen=True)
class MissedSession:
    """A session that somebody cannot give.

    Attributes
    ----------
    date : datetime.date
    demand_id : str
    """

    date: dt.date
    demand_id: str


@dataclass(frozen=True)
class RunPlace:
    """Who goes to which run of a course.

    Attributes
    ----------
    staff_id, course_id, run_id : str
    lost : tuple of MissedSession
    road_min : int
        There and back.
    """

    staff_id: str
    course_id: str
    run_id: str
    lost: tuple[MissedSession, ...]
    road_min: int


@dataclass(frozen=True)
class WithoutPlace:
    """Somebody who should go to a course, and for whom no run is left.

    Attributes
    ----------
    staff_id, course_id : str
    why : str
        ``away`` or ``busy`` at every run, or ``full``.
    """

    staff_id: str
    course_id: str
    why: str


@dataclass(frozen=True)
class ShadowWeek:
    """A week in which a teacher spends days with a mentor.

    Attributes
    ----------
    staff_id, mentor_id : str
    monday : datetime.date
    days : tuple of int
        Weekdays.
    lessons : int
        That fall out at the own school: those given in the plan, and `lessons_day` each day.
    covered : int
        Of those: what the mentor's group has people and time for.
    road_min : int
        There and back, all days.
    """

    staff_id: str
    mentor_id: str
    monday: dt.date
    days: tuple[int, ...]
    lessons: int
    covered: int
    road_min: int


@dataclass(frozen=True)
class MeetingTime:
    """When and where people meet.

    Attributes
    ----------
    meeting_id, site_id : str
        The site is empty if they meet online.
    day : int
        Weekday.
    start_min : int
        Minutes after midnight.
    dates : tuple of datetime.date
    able, absent : tuple of str
        Staff ids of who can come, and of who cannot.
    road_min : int
        Of all who come, one meeting.
    """

    meeting_id: str
    site_id: str
    day: int
    start_min: int
    dates: tuple[dt.date, ...]
    able: tuple[str, ...]
    absent: tuple[str, ...]
    road_min: int


@dataclass(frozen=True)
class TrainingGoal:
    """A goal of the decision, and how far it is proven.

    Attributes
    ----------
    name : str
        ``cost`` of the courses; ``weeks`` granted, lessons ``uncovered``, ``road`` of shadowing.
    value, bound : int
    """

    name: str
    value: int
    bound: int


@dataclass(frozen=True)
class Training:
    """All that is decided of training, and what the weeks are to know of it.

    Attributes
    ----------
    status : Status
        Optimal if every goal is proven.
    places : tuple of RunPlace
    without : tuple of WithoutPlace
    shadows : tuple of ShadowWeek
    meetings : tuple of MeetingTime
    goals : tuple of TrainingGoal
    feed : Feed
    problem : Problem
        Where names come from.
    """

    status: Status
    places: tuple[RunPlace, ...]
    without: tuple[WithoutPlace, ...]
    shadows: tuple[ShadowWeek, ...]
    meetings: tuple[MeetingTime, ...]
    goals: tuple[TrainingGoal, ...]
    feed: Feed = field(repr=False)
    problem: Problem = field(repr=False)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return what was decided as data frames, named as the files of ``sharepool train``.

        Parameters
        ----------
        lang : str
            Language of reasons: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``training``: who goes to which run, what falls out, and why somebody has no place.
            ``shadow_weeks``: who spends which week with whom, and what can be covered.
            ``meeting_times``: when and where people meet, and who cannot come.
        """
        from sharepool.centre.training.report_tables import make_frames

        return make_frames(self, lang)
