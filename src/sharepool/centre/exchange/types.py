"""Who moves where, what it covers, and how far the quotas hold: plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.centre.exchange.eligibility import TeacherStanding
from sharepool.centre.exchange.rows import PastMove
from sharepool.centre.exchange.rules import ExchangeMode, ExchangeRules
from sharepool.centre.needs.rows import Centre
from sharepool.problem.result import Status

if TYPE_CHECKING:
    import pandas as pd


class MoveReason(StrEnum):
    """Why somebody moves."""

    ELIGIBLE = "eligible"
    """The years at one school are over, and lessons are lacking elsewhere."""
    WISH = "wish"
    """The teacher named the school."""
    RETURN = "return"
    """The time at the other school is over."""


@dataclass(frozen=True)
class TeacherMove:
    """A teacher who goes to another school.

    Attributes
    ----------
    staff_id, name, subject : str
    from_site, to_site : str
    lessons : int
        Lessons a week that go along.
    years : int or None
        Whole years at the old school.
    backbone : bool
    why : MoveReason
    way_min : int or None
        Minutes from the old school to the new one; None if not known.
    choice : int or None
        Which of the teacher's wishes it is, 1 the first; None if none.
    since : datetime.date
    until : datetime.date or None
        Last day at the new school; None if there is none.
    """

    staff_id: str
    name: str
    subject: str
    from_site: str
    to_site: str
    lessons: int
    years: int | None
    backbone: bool
    why: MoveReason
    way_min: int | None
    choice: int | None
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class SchoolChange:
    """What an exchange changes at a school, for one subject.

    Attributes
    ----------
    site_id, subject : str
    required : int
        Lessons a week that are due.
    supply_before, supply_after : int
        Lessons a week that its teachers can give.
    teachers_before, teachers_after : int
    """

    site_id: str
    subject: str
    required: int
    supply_before: int
    supply_after: int
    teachers_before: int
    teachers_after: int

    @property
    def uncovered_before(self) -> int:
        """Lessons a week that nobody of the school can give, before."""
        return max(0, self.required - self.supply_before)

    @property
    def uncovered_after(self) -> int:
        """Lessons a week that nobody of the school can give, after."""
        return max(0, self.required - self.supply_after)


@dataclass(frozen=True)
class QuotaFigure:
    """One of the official figures of a subject.

    Attributes
    ----------
    subject, kind : str
        ``moved`` of the eligible, or ``backbone``.
    base : int
        Teachers that it is a share of.
    due, moved : int
        Who should move, and who does.
    able : int
        Eligible teachers who could count: below `due`, the quota cannot hold at all.
    """

    subject: str
    kind: str
    base: int
    due: int
    moved: int
    able: int

    @property
    def short(self) -> int:
        """How many are lacking."""
        return max(0, self.due - self.moved)


@dataclass(frozen=True)
class ExchangeGoal:
    """A goal of the exchange, all subjects together.

    Attributes
    ----------
    name : str
        ``short``, ``uncovered``, ``spread``, ``minutes`` or ``wishes``, in this order.
    value : int
    bound : int
        No exchange as good in the goals before has less (proven).
    """

    name: str
    value: int
    bound: int


@dataclass(frozen=True)
class Exchange:
    """The moves of one year.

    Attributes
    ----------
    status : Status
        Optimal if every goal is proven; feasible if not, or if wishes decide.
    mode : ExchangeMode
    date : datetime.date
        When the moves take effect.
    moves : tuple of TeacherMove
        Those who return first.
    standings : tuple of TeacherStanding
        Of every resident, with why some do not move.
    schools : tuple of SchoolChange
    quotas : tuple of QuotaFigure
    goals : tuple of ExchangeGoal
        Empty if wishes decide.
    centre : Centre
        With the residents as they are after the moves.
    history : tuple of PastMove
        The moves of earlier years, and these.
    wall_seconds : float
    rules : ExchangeRules
    before : Centre
        As it was.
    """

    status: Status
    mode: ExchangeMode
    date: dt.date
    moves: tuple[TeacherMove, ...]
    standings: tuple[TeacherStanding, ...] = field(repr=False)
    schools: tuple[SchoolChange, ...] = field(repr=False)
    quotas: tuple[QuotaFigure, ...]
    goals: tuple[ExchangeGoal, ...]
    centre: Centre = field(repr=False)
    history: tuple[PastMove, ...] = field(repr=False)
    wall_seconds: float
    rules: ExchangeRules = field(repr=False)
    before: Centre = field(repr=False)

    @property
    def uncovered_before(self) -> int:
        """Lessons a week that schools cannot give themselves, before."""
        return sum(one.uncovered_before for one in self.schools)

    @property
    def uncovered_after(self) -> int:
        """Lessons a week that schools cannot give themselves, after."""
        return sum(one.uncovered_after for one in self.schools)

    @property
    def bound(self) -> int | None:
        """Lessons that any exchange as good in the quotas leaves uncovered; None if not proven."""
        return next((goal.bound for goal in self.goals if goal.name == "uncovered"), None)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return the exchange as data frames, named as the files of ``sharepool rotate``.

        Parameters
        ----------
        lang : str
            Language of reasons: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``moves``: who goes where, why, and until when. ``schools``: supply and 开足率 of each
            school and subject, before and after. ``quota``: the official figures, what they lack,
            and who could have counted. ``eligibility``: every resident with whether they may move,
            and why not. ``balance``: the indicators before and after, without the pool.
        """
        from sharepool.centre.exchange.report_tables import make_frames

        return make_frames(self, lang)


@dataclass(frozen=True)
class MovesPoint:
    """What so many moves would leave uncovered.

    Attributes
    ----------
    moves : int
        At most, of each subject.
    moved : int
    uncovered, bound : int
        Lessons a week; no so many moves leave fewer than the bound (proven).
    """

    moves: int
    moved: int
    uncovered: int
    bound: int
