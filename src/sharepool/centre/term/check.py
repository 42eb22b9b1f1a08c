r"""A term held against its tables again, by what knows nothing of how it was planned.

Every session that a week of the term wants is given or lost, one by one. With the sessions
:math:`c` carried over, :math:`x` given beyond all that is wanted, and :math:`l` lost for good,

.. math:: c_d + \sum_w \text{wanted}_{dw} + x_d = \sum_w \text{given}_{dw} + l_d,
          \qquad \text{lost}_{dw} = \max(0, \text{wanted}_{dw} - \text{given}_{dw}).

Whatever a session was lost to, this counts it; what the reasons say is not its concern.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sharepool.centre.term.rows import Attendance, AttendanceState
from sharepool.centre.term.types import PlannedWeek, Term, Unreported, WeekSource
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Demand
from sharepool.rules import check

Start = tuple[str, dt.date, int, str]
"""Demand, day, first slot and who gives it; of a team, nobody."""


class TermFlawKind(StrEnum):
    """What is wrong with a term."""

    ILLEGAL = "illegal"
    """The plan of a week breaks a hard rule."""
    DAY_OFF = "day_off"
    """A session is held on a day off."""
    WEEK = "week"
    """The sessions lost in a week are not those that it wants and lacks."""
    TERM = "term"
    """Over the term, what is wanted is not what is given and lost."""
    LOST_AND_GIVEN = "lost_and_given"
    """A session counts as lost and was given."""
    LOST_TWICE = "lost_twice"
    """A session is lost twice."""
    MADE_UP = "made_up"
    """A day has fewer sessions of a demand than it makes up for, or is before the loss."""
    BOUND = "bound"
    """A plan costs less than is proven possible."""


@dataclass(frozen=True)
class TermFlaw:
    """Something wrong with a term.

    Attributes
    ----------
    kind : TermFlawKind
    week : int or None
        Its number; None if the whole term is concerned.
    demand_id : str
        Empty if none is concerned.
    told : str
        What was counted, and what should have been.
    """

    kind: TermFlawKind
    week: int | None
    demand_id: str
    told: str


def check_term(term: Term) -> tuple[TermFlaw, ...]:
    """Return everything wrong with a term; nothing if every session is accounted for.

    Parameters
    ----------
    term : Term
        As planned, or as it is out and lived so far.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tiny = sp.read_problem("data/samples/tiny")
    >>> rules = {"term.first_monday": dt.date(2026, 3, 2), "term.weeks": 2}
    >>> term = sp.plan_term(tiny.replace(rules=rules), stop=2, week_stop=2, workers=1)
    >>> sp.check_term(term)
    ()
    """
    counts = [_Count(term, week) for week in term.weeks]
    return (
        *(flaw for one in counts for flaw in _flaws_of_week(term, one)),
        *_flaws_of_term(term, counts),
        *_flaws_of_losses(term, counts),
    )


class _Count:
    """What one week wants and gives, counted from its tables, its versions and the reports."""

    def __init__(self, term: Term, week: PlannedWeek) -> None:
        self.week = week
        self.tables = term.problem.in_week(week.week_of)
        own = week.week.problem
        self.wanted = {
            demand.demand_id: _wanted(tables, demand)
            for tables, demands in (
                (self.tables, self.tables.demands),
                (own, [one for one in own.demands if one.demand_id not in self.tables.demand_of]),
            )
            for demand in demands
        }
        self.rows = tuple(_held(term, week))
        self.starts = {_start(own, row) for row in self.rows}
        self.given = Counter(start[0] for start in self.starts)


def _wanted(week: Problem, demand: Demand) -> int:
    """Return the sessions that a week is to have if no day of it is off."""
    first = week.rules.term.first_monday
    if not _touch(week, demand):
        return 0
    if demand.weeks and first is not None:
        number = (week.week[0] - first).days // 7 + 1
        return demand.sessions if any(number in span for span in demand.weeks) else 0
    return demand.sessions


def _touch(week: Problem, demand: Demand) -> bool:
    """Return whether season and opening, of the school and of a venue, each have a day of it."""
    places = [week.site_of[site_id] for site_id in (demand.site_id, demand.venue_site) if site_id]
    spans = [(demand.season_from, demand.season_until)]
    spans += [(place.open_from, place.open_until) for place in places]
    return all(
        any((first or day) <= day <= (last or day) for day in week.week) for first, last in spans
    )


def _held(term: Term, week: PlannedWeek) -> Iterator[Assignment]:
    """Yield what was held of a week, or is to be: reports count before what was planned."""
    book, tables = term.book, week.week.problem
    reports = {row.session: row for row in book.attendance}
    last = max((row.date for row in book.attendance), default=dt.date.min)
    is_out = week.source is WeekSource.KEPT
    seen = set()
    versions = [one.week for one in book.versions.get(week.week_of, ())] if is_out else []
    unreported: list[Assignment] = []
    told_of_older = Counter[Assignment]()
    for place, (problem, plan) in enumerate(
        [(tables, week.week.plan), *((one.problem, one.plan) for one in reversed(versions[:-1]))]
    ):
        for row in plan:
            date = problem.week[row.day - 1]
            key = date, row.staff_id, row.demand_id, row.slot
            report = reports.get(key) if is_out else None
            if key in seen or (place and report is None):
                continue
            seen.add(key)
            if report is None:
                unreported.append(row)
                continue
            if place and report.state is not AttendanceState.PERSON_CANCELLED:
                told_of_older[_anybody(row)] += 1
            yield from _as_reported(row, report)
    for row in unreported:
        if told_of_older[_anybody(row)]:  # the report says what became of that start
            told_of_older[_anybody(row)] -= 1
        elif tables.week[row.day - 1] > last or book.settings.unless_reported is Unreported.GIVEN:
            yield row


def _as_reported(row: Assignment, report: Attendance) -> Iterator[Assignment]:
    if report.state is AttendanceState.GIVEN:
        yield row
    elif report.state is AttendanceState.SUBSTITUTED:
        yield row.model_copy(update={"staff_id": report.by})


def _anybody(row: Assignment) -> Assignment:
    return row.model_copy(update={"staff_id": ""})


def _start(week: Problem, row: Assignment) -> Start:
    who = "" if row.demand_id in week.roles_of else row.staff_id
    return row.demand_id, week.week[row.day - 1], row.slot, who


def _flaws_of_week(term: Term, count: _Count) -> Iterator[TermFlaw]:
    week, number = count.week, count.week.number
    tables, plan = week.week.problem, week.week.plan
    if week.source is not WeekSource.MISSING:
        for violation in check(tables, plan):
            yield TermFlaw(TermFlawKind.ILLEGAL, number, violation.demand_id or "", violation.code)
    for row in plan:
        date = tables.week[row.day - 1]
        demand = tables.demand_of.get(row.demand_id)
        if demand is not None and _is_off(tables, demand.site_id, date):
            yield TermFlaw(TermFlawKind.DAY_OFF, number, row.demand_id, date.isoformat())
    if week.bound is not None and week.objective < week.bound:
        told = f"{week.objective} < {week.bound}"
        yield TermFlaw(TermFlawKind.BOUND, number, "", told)
    lost = Counter(one.demand_id for one in term.accounts.losses if one.week_of == week.week_of)
    for name in dict.fromkeys([*count.wanted, *count.given, *lost]):
        due = max(0, count.wanted.get(name, 0) - count.given[name])
        if lost[name] != due:
            told = f"{lost[name]} lost, {due} lacking"
            yield TermFlaw(TermFlawKind.WEEK, number, name, told)


def _is_off(week: Problem, site_id: str, date: dt.date) -> bool:
    site = week.site_of[site_id]
    days = [row for row in week.calendar if row.date == date and row.concerns(site)]
    return bool(days) and days[-1].kind == "off"


def _flaws_of_term(term: Term, counts: list[_Count]) -> Iterator[TermFlaw]:
    carried = Counter[str]()
    for row in term.book.carry:
        if row.demand_id is not None:
            carried[row.demand_id] += row.owed
    for_good = Counter(one.demand_id for one in term.accounts.losses if one.made_up_on is None)
    names = dict.fromkeys(
        [*carried, *(name for one in counts for name in (*one.wanted, *one.given)), *for_good]
    )
    for name in names:
        wanted = carried[name] + sum(one.wanted.get(name, 0) for one in counts)
        given = sum(one.given[name] for one in counts)
        surplus = term.accounts.surplus.get(name, 0)
        if surplus < 0 or wanted + surplus != given + for_good[name]:
            told = f"{wanted} + {surplus} wanted, {given} + {for_good[name]} given and lost"
            yield TermFlaw(TermFlawKind.TERM, None, name, told)


def _flaws_of_losses(term: Term, counts: list[_Count]) -> Iterator[TermFlaw]:
    starts = {start: one for one in counts for start in one.starts}
    number_of = {one.week.week_of: one.week.number for one in counts}
    seen = set()
    for loss in term.accounts.losses:
        number = None if loss.week_of is None else number_of.get(loss.week_of)
        if loss.date is not None and loss.slot is not None:
            place = loss.demand_id, loss.date, loss.slot, loss.staff_id
            nobody = loss.demand_id, loss.date, loss.slot, ""
            if place in seen:
                yield TermFlaw(TermFlawKind.LOST_TWICE, number, loss.demand_id, str(place))
            if place in starts or nobody in starts:
                yield TermFlaw(TermFlawKind.LOST_AND_GIVEN, number, loss.demand_id, str(place))
            seen.add(place)
    made_up = Counter(
        (one.demand_id, one.made_up_on) for one in term.accounts.losses if one.made_up_on
    )
    of_day = Counter((demand_id, date) for demand_id, date, *_ in starts)
    for (name, date), times in made_up.items():
        early = any(
            loss.demand_id == name
            and loss.made_up_on == date
            and loss.week_of is not None
            and date <= loss.week_of
            for loss in term.accounts.losses
        )
        if times > of_day[name, date] or early:
            yield TermFlaw(TermFlawKind.MADE_UP, None, name, f"{date}: {times}")
