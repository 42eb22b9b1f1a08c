"""A term as plain data: its weeks, what is known beside the tables, what it came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from sharepool.base.extensions import Shown
from sharepool.centre.term.rows import Acknowledgement, Attendance, AttendanceState, Carry
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, relative_gap
from sharepool.problem.rows import Assignment

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.centre.ledger.rates import Rates
    from sharepool.centre.term.totals import TermAccounts


class Unreported(StrEnum):
    """What a session counts as of which nothing is reported."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True)
class TermSettings:
    """What is agreed for a term (``term.toml``).

    Attributes
    ----------
    unless_reported : Unreported
    catch_up : bool
        Whether weeks make up for what earlier ones lost.
    """

    unless_reported: Unreported = Unreported.GIVEN
    catch_up: bool = True


@dataclass(frozen=True)
class CalledOff:
    """One person's session that was planned and, as reported, not held.

    Attributes
    ----------
    date : datetime.date
    staff_id, demand_id, site_id : str
    state : AttendanceState
        Who or what called it off.
    """

    date: dt.date
    staff_id: str
    demand_id: str
    site_id: str
    state: AttendanceState


@dataclass(frozen=True)
class TermWeek:
    """A week of a term: its tables and the plan in force.

    Attributes
    ----------
    problem : Problem
        The tables of that week.
    plan : Plan
    attested : frozenset of Assignment
        Rows that somebody reported as held: facts, whatever the tables say.
    called_off : tuple of CalledOff
        What was planned besides and, as reported, not held.
    to_come : tuple of Assignment
        What is planned besides for days that are not lived yet.
    is_begun : bool
        Whether any day of it was lived.
    """

    problem: Problem
    plan: Plan
    attested: frozenset[Assignment] = frozenset()
    called_off: tuple[CalledOff, ...] = ()
    to_come: tuple[Assignment, ...] = ()
    is_begun: bool = True

    @property
    def week_of(self) -> dt.date:
        """Its Monday."""
        return self.problem.rules.week_of


@dataclass(frozen=True)
class PlanVersion:
    """One version of a week that is out.

    Attributes
    ----------
    week : TermWeek
    number : int
        1 for the first.
    letter : str
        Of the standing plan that it follows; empty if that is not known.
    objective, bound : int or None
        As :class:`PlannedWeek` has them; None if that is not known.
    """

    week: TermWeek
    number: int
    letter: str = ""
    objective: int | None = None
    bound: int | None = None


@dataclass(frozen=True)
class TermBook:
    """What is known of a term beside the tables of its problem.

    Attributes
    ----------
    settings : TermSettings
    carry : tuple of Carry
        From the term before.
    attendance : tuple of Attendance
    versions : mapping of datetime.date to tuple of PlanVersion
        What is out, by Monday, the version in force last.
    standing : mapping of str to Plan
        The standing plans by letter.
    answers : tuple of Acknowledgement
        What people and schools have said to their sessions, the last said last.
    """

    settings: TermSettings = TermSettings()
    carry: tuple[Carry, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    answers: tuple[Acknowledgement, ...] = ()
    versions: Mapping[dt.date, tuple[PlanVersion, ...]] = field(default_factory=dict)
    standing: Mapping[str, Plan] = field(default_factory=dict)

    @property
    def reported_until(self) -> dt.date | None:
        """The last day of which anything is reported; None if nothing is."""
        return max((row.date for row in self.attendance), default=None)

    def in_force(self, monday: dt.date) -> PlanVersion | None:
        """Return the version of a week that is in force."""
        versions = self.versions.get(monday, ())
        return versions[-1] if versions else None


class WeekSource(StrEnum):
    """Where the plan of a week comes from."""

    STANDING = "standing"
    """It is the standing plan as it is."""
    REPLANNED = "replanned"
    """It was made from the plan in force, with few changes."""
    KEPT = "kept"
    """It was out already, and stays."""
    MISSING = "missing"
    """No legal plan was found."""


@dataclass(frozen=True)
class Made:
    """What was made of a week before it makes up for others.

    Attributes
    ----------
    plan, before : Plan
        Its plan, and the one that it was made from.
    source : WeekSource
    result : Result or None
        Of the search, if there was one.
    solved : Problem or None
        What was solved: with the plan to stay close to, and the roads that are fair.
    """

    plan: Plan
    before: Plan
    source: WeekSource
    result: Result | None = None
    solved: Problem | None = None


@dataclass(frozen=True)
class PlannedWeek:
    """One week of a planned term.

    Attributes
    ----------
    number : int
        1 for the first.
    week : TermWeek
        Its tables, in which sessions made up for are wanted, and its plan.
    letter : str
        Of the standing plan that it follows.
    source : WeekSource
    before : Plan
        The plan that it was made from.
    objective : int
        Of the plan without what it makes up for, by the tables of the term.
    bound : int or None
        No plan of the week costs less (proven).
    result : Result or None
        Of the search, if there was one.
    """

    number: int
    week: TermWeek
    letter: str
    source: WeekSource
    before: Plan
    objective: int
    bound: int | None
    result: Result | None = field(default=None, compare=False)

    @property
    def week_of(self) -> dt.date:
        """Its Monday."""
        return self.week.week_of


@dataclass(frozen=True)
class Term(Shown):
    """A planned term.

    Attributes
    ----------
    problem : Problem
        The tables of the term.
    book : TermBook
        What was known when it was planned.
    standing : mapping of str to Plan
        The standing plans by letter, the most frequent first.
    weeks : tuple of PlannedWeek
    """

    problem: Problem
    book: TermBook
    standing: Mapping[str, Plan]
    weeks: tuple[PlannedWeek, ...]

    @property
    def objective(self) -> int:
        """The sum over the weeks."""
        return sum(one.objective for one in self.weeks)

    @property
    def bound(self) -> int | None:
        """No plans of the weeks cost less in all (proven); None if a week has no bound."""
        bounds = [one.bound for one in self.weeks]
        return None if None in bounds else sum(bound or 0 for bound in bounds)

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``."""
        return relative_gap(self.objective, self.bound)

    @cached_property
    def accounts(self) -> TermAccounts:
        """What the term comes to: each demand in each week, and every lost session."""
        from sharepool.centre.term.accounts import account_term

        return account_term(self)

    def publish(self) -> TermBook:
        """Return what is known once the plans are out: each new one is a version of its week.

        For programs that keep no folder; :func:`sharepool.write_term` writes one.
        """
        versions = dict(self.book.versions)
        for week in self.weeks:
            if week.source not in {WeekSource.KEPT, WeekSource.MISSING}:
                earlier = versions.get(week.week_of, ())
                number = earlier[-1].number + 1 if earlier else 1
                new = PlanVersion(week.week, number, week.letter, week.objective, week.bound)
                versions[week.week_of] = (*earlier, new)
        return replace(
            self.book, versions=dict(sorted(versions.items())), standing=dict(self.standing)
        )

    def carry_over(self, rates: Rates | None = None) -> tuple[Carry, ...]:
        """Return what the next term takes over: roads beyond the fair ones, owed sessions.

        As far as the term was lived, what was held counts; else what is planned.

        Parameters
        ----------
        rates : Rates, optional
            What points are given for, and which areas are rural; without them there are no points,
            and sites of the area ``rural`` are rural.

        Raises
        ------
        ProblemError
            As :func:`sharepool.keep_ledger`, of rates that do not fit the sessions.
        """
        from sharepool.centre.term.road_tables import carry_over

        return carry_over(self, rates)

    @property
    def missing(self) -> tuple[PlannedWeek, ...]:
        """Weeks of which no legal plan was found."""
        return tuple(one for one in self.weeks if one.source is WeekSource.MISSING)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the term as data frames, named as the files of ``sharepool term``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``term``: a row a week: its plan, what it wants, gives, makes up for, loses.
            ``lost``: each lost session with date and reason, those made up for later too.
            ``rates``: the share given of what is wanted (开足率) by week and kind, cumulative, and
            the forecast of weeks to come.
            ``held``: each session that was not held as planned, and who came instead.
            ``owed``: demands that are owed sessions, the most first.
            ``roads``: what each person drives beside what is fair, the most first.
        """
        return {name: frame.copy() for name, frame in self._frames.items()}

    @cached_property
    def _frames(self) -> dict[str, pd.DataFrame]:
        from sharepool.centre.term.report_tables import make_frames

        return make_frames(self)
