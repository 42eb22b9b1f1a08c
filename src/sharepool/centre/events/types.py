"""Tables of events, and what is decided of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault
from sharepool.centre.events.rows import BaseVisit, EventDay, EventStaff, LabourBase, TestTour
from sharepool.centre.feed import Feed
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class EventTables:
    """The tables of events; any of them may be empty.

    Attributes
    ----------
    events : tuple of EventDay
    event_staff : tuple of EventStaff
    tours : tuple of TestTour
    bases : tuple of LabourBase
    visits : tuple of BaseVisit
    numbers : mapping of str to tuple of int
        Row of each row in its file, by table; as if written without blank lines if not given.
    warnings : tuple of Fault
        What was suspicious, though legal, when the tables were read.
    """

    events: tuple[EventDay, ...] = ()
    event_staff: tuple[EventStaff, ...] = ()
    tours: tuple[TestTour, ...] = ()
    bases: tuple[LabourBase, ...] = ()
    visits: tuple[BaseVisit, ...] = ()
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)

    def number_of(self, table: str, index: int) -> int:
        """Return the row, as a spreadsheet counts it, of a row of a table by its place."""
        return self.numbers[table][index] if table in self.numbers else index + 2


@dataclass(frozen=True)
class EventShift:
    """A time for which an event needs people.

    Attributes
    ----------
    event_id : str
    start_min, end_min : int
        Minutes after midnight.
    staff : tuple of EventStaff
    """

    event_id: str
    start_min: int
    end_min: int
    staff: tuple[EventStaff, ...]


@dataclass(frozen=True)
class TourStop:
    """In which week a team of testers goes to a school.

    Attributes
    ----------
    tour_id, site_id : str
    base : str
        Site from which the team comes.
    monday : datetime.date
    visits : int
        Half days that the school takes.
    visit_min : int
        Minutes of each.
    road_min : int
        There and back, all visits.
    """

    tour_id: str
    site_id: str
    base: str
    monday: dt.date
    visits: int
    visit_min: int
    road_min: int

    @property
    def load_min(self) -> int:
        """Minutes that it takes of a team."""
        return self.visits * self.visit_min + self.road_min


@dataclass(frozen=True)
class BaseTrip:
    """The day on which a group is at a base.

    Attributes
    ----------
    group_id, base_id : str
    date : datetime.date
    bus_min : int
        There and back.
    """

    group_id: str
    base_id: str
    date: dt.date
    bus_min: int


@dataclass(frozen=True)
class LeftOut:
    """A school without a week, or a group without a day.

    Attributes
    ----------
    table : str
        ``tours`` or ``visits``.
    row_id : str
        The tour or the group.
    site_id : str
    why : str
        ``no_time`` (nothing is open to it) or ``full``.
    """

    table: str
    row_id: str
    site_id: str
    why: str


@dataclass(frozen=True)
class EventGoal:
    """A goal of the decision, and how far it is proven.

    Attributes
    ----------
    task : str
        The tour's id, or ``visits``.
    name : str
        ``missing``: schools or groups without a date; then ``cost``: minutes of road, and of what
        a team bears beyond its share of a week.
    value : int
    bound : int or None
        None if none is proven.
    """

    task: str
    name: str
    value: int
    bound: int | None


@dataclass(frozen=True)
class TourDays:
    """Team days of a tour.

    Attributes
    ----------
    tour_id : str
    used_min : int
        Minutes of all stops, road included.
    least_days : int
        Whole team days that the tests alone take, however they are spread.
    room_days : int
        Team days that there are.
    """

    tour_id: str
    used_min: int
    least_days: int
    room_days: int


@dataclass(frozen=True)
class EventPlan:
    """What is decided of events, and what the weeks are to know of it.

    Attributes
    ----------
    status : Status
        Optimal if every goal is proven.
    shifts : tuple of EventShift
    stops : tuple of TourStop
    trips : tuple of BaseTrip
    left_out : tuple of LeftOut
    goals : tuple of EventGoal
    team_days : tuple of TourDays
    feed : Feed
    problem : Problem
        Where names come from.
    tables : EventTables
    """

    status: Status
    shifts: tuple[EventShift, ...]
    stops: tuple[TourStop, ...]
    trips: tuple[BaseTrip, ...]
    left_out: tuple[LeftOut, ...]
    goals: tuple[EventGoal, ...]
    team_days: tuple[TourDays, ...]
    feed: Feed = field(repr=False)
    problem: Problem = field(repr=False)
    tables: EventTables = field(repr=False)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return what was decided as data frames, named as the files of ``sharepool events``.

        Parameters
        ----------
        lang : str
            Language of reasons: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``shifts``: whom each event needs when. ``tour_weeks``: when testers are at which
            school. ``trips``: when which group is at which base. ``left_out``: what has no date,
            and why.
        """
        from sharepool.centre.events.report_tables import make_frames

        return make_frames(self, lang)
