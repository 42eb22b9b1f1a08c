"""What a feature of the centre brings to a week: rows of the problem's tables, with their origin.

Nothing else passes between a feature and the week's engine. Rows that belong to one date are kept
in the week of that date only; a dated demand then starts on that day, and on no other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, TABLES, Absence, Demand, Pin, Row, StartRange
from sharepool.problem.timetable import Timetable
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of, row_kind
from sharepool.tables.hints import Hints
from sharepool.tables.raw import TARGETS

LAST_SLOT = 99
"""No bell plan has more slots a day."""


@dataclass(frozen=True, order=True)
class Origin:
    """Where a row comes from.

    Attributes
    ----------
    module : str
        The feature that made it, such as ``"training"``.
    file : str
        The table of the feature that it follows from.
    row : int
        Row of that table, as a spreadsheet counts it.
    """

    module: str
    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.module}: {self.file} {self.row}"


@dataclass(frozen=True)
class FeedRow:
    """A row that a feature adds to a problem.

    Attributes
    ----------
    row : Row
    origin : Origin
    date : datetime.date or None
        The only day that the row is about; None if every week has it.

    Raises
    ------
    ValueError
        The starts or the day that the row names exclude the weekday of its date.
    """

    row: Row
    origin: Origin
    date: dt.date | None = None

    def __post_init__(self) -> None:
        if self.date is None:
            return
        row, day = self.row, self.date.isoweekday()
        named = {start.day for start in row.slots} if isinstance(row, Demand) else {_day_of(row)}
        if named - {None} and day not in named:
            raise ValueError(f"{self.origin}: the row excludes its own date {self.date}: {row}")

    def on_its_day(self) -> FeedRow:
        """Return the row as the week of its date has it: on that weekday alone."""
        if self.date is None:
            return self
        row, day = self.row, self.date.isoweekday()
        if isinstance(row, Demand):
            starts = row.slots or (StartRange(day, 1, LAST_SLOT),)
            kept = tuple(start for start in starts if start.day == day)
            return replace(self, row=row.model_copy(update={"slots": kept}))
        if "day" in type(row).model_fields and _day_of(row) is None:
            return replace(self, row=row.model_copy(update={"day": day}))
        return self


def _day_of(row: Row) -> int | None:
    day: int | None = getattr(row, "day", None)
    return day


@dataclass(frozen=True)
class Feed:
    """Rows that a feature adds to the tables of a problem.

    Attributes
    ----------
    rows : mapping of str to tuple of FeedRow
        By table, such as ``"absences"``. Tables that a problem has no use for (``"duties"``) may
        be among them, for those who read them.

    Raises
    ------
    ValueError
        A row is not of its table.
    """

    rows: Mapping[str, tuple[FeedRow, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table, rows in self.rows.items():
            kind = row_kind(table)
            for one in rows:
                if not isinstance(one.row, kind):
                    raise ValueError(f"{one.origin}: no row of {table}: {one.row!r}")

    def week(self, monday: dt.date) -> Feed:
        """Return the rows of the week that starts on a Monday, dated demands on their day.

        Demands whose season is another week alone are left out, with the rows that name them.

        Parameters
        ----------
        monday : datetime.date
        """
        days = {monday + dt.timedelta(days=day - 1) for day in DAYS} | {None}
        gone = {
            one.row.demand_id
            for one in self.rows.get("demands", ())
            if isinstance(one.row, Demand) and _is_of_another_week(one.row, monday)
        }
        return Feed(
            {
                table: tuple(
                    one.on_its_day()
                    for one in rows
                    if one.date in days and getattr(one.row, "demand_id", None) not in gone
                )
                for table, rows in self.rows.items()
            }
        )


def _is_of_another_week(demand: Demand, monday: dt.date) -> bool:
    """Return whether a demand is of one week alone, and that is another."""
    first, last = demand.season_from, demand.season_until
    if first is None or last is None or (last - first).days >= len(DAYS):
        return False
    return not first <= monday <= last


class _Added(NamedTuple):
    """A row that is to join a problem: its table, itself."""

    table: str
    one: FeedRow


def join_feeds(problem: Problem, *feeds: Feed) -> Problem:
    """Return a problem with the rows that feeds have for its week.

    The order of the feeds does not matter: their rows follow the problem's own by origin. Without
    a row to join the problem stays what it is, its fingerprint too.

    Parameters
    ----------
    problem : Problem
    *feeds : Feed

    Raises
    ------
    ProblemError
        With every fault at once: an id that is there already, a site, person or demand that is
        not, a person who is bound twice at one time by rows of two origins.

    Returns
    -------
    Problem
        Where somebody is bound by a feed while the problem has them away, its ``warnings`` say so.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> away = {"staff_id": "LI", "from": "2026-03-04", "until": "2026-03-04"}
    >>> row = sp.FeedRow(sp.Absence.model_validate(away), sp.Origin("training", "runs", 2))
    >>> feed = sp.Feed({"absences": (row,)})
    >>> len(sp.join_feeds(problem, feed).absences) - len(problem.absences)
    1
    """
    added = sorted(_rows_of(problem, feeds), key=_place)
    if not added:
        return problem
    tables = {
        table: (*getattr(problem, table), *(one.row for name, one in added if name == table))
        for table in {table for table, _ in added}
    }
    whole = problem.updated(**tables)
    faults = [*_clashing_ids(problem, added), *_unknown_ids(whole, added)]
    if not faults:
        faults = list(_bound_twice(whole, added))
    if faults:
        raise ProblemError(TableFindings().in_order(faults))
    doubts = TableFindings().in_order(_bound_while_away(problem, whole, added))
    return whole.updated(warnings=(*problem.warnings, *doubts)) if doubts else whole


def _rows_of(problem: Problem, feeds: Iterable[Feed]) -> Iterator[_Added]:
    for feed in feeds:
        for table, rows in feed.week(problem.rules.week_of).rows.items():
            if table in TABLES:
                yield from (_Added(table, one) for one in rows)


def _place(added: _Added) -> tuple[str, Origin, str, str]:
    """Return what rows are put in order by, whatever the order of their feeds."""
    return added.table, added.one.origin, str(added.one.date or ""), repr(added.one.row)


def _fault(added: _Added, column: str, code: str, value: str, **fields: object) -> Fault:
    told = {**fields, "origin": str(added.one.origin)}
    return Fault(added.table, None, column, code, shown(value), told)


def _clashing_ids(problem: Problem, added: Iterable[_Added]) -> Iterator[Fault]:
    """Find ids that the problem or another row of a feed has already."""
    first: dict[tuple[str, str], str] = {}
    for table, kind in TABLES.items():
        for column in kind.key:
            for row in getattr(problem, table):
                first[table, getattr(row, column)] = "the problem"
    for one in added:
        for column in TABLES[one.table].key:
            value = getattr(one.one.row, column)
            if (one.table, value) in first:
                other = first[one.table, value]
                yield _fault(one, column, "duplicate_id", value, kind="feed", other=other)
            first.setdefault((one.table, value), str(one.one.origin))


def _unknown_ids(whole: Problem, added: Iterable[_Added]) -> Iterator[Fault]:
    """Find sites, people and demands that neither the problem nor a feed has."""
    known: dict[str, set[str]] = {
        "sites": {*whole.site_of},
        "staff": {*whole.person_of},
        "demands": {*whole.demand_of},
    }
    hints = {table: Hints(ids) for table, ids in known.items()}
    for one in added:
        for column in columns_of(one.table):
            target = TARGETS.get(column, one.table)
            value = getattr(one.one.row, column, None)
            if target != one.table and value is not None and value not in known[target]:
                near = "" if target == "staff" else hints[target].near(value)
                told = {"kind": "feed", "target": target, "near": near}
                yield _fault(one, column, "unknown_id", value, **told)


class _Binding(NamedTuple):
    """A time that somebody has no other use for."""

    start: dt.datetime
    end: dt.datetime
    added: _Added


def _bound_twice(whole: Problem, added: Iterable[_Added]) -> Iterator[Fault]:
    """Find people whom rows of two origins bind at one time."""
    for staff_id, bindings in _bindings(whole, added).items():
        for first, second in combinations(bindings, 2):
            apart = first.end <= second.start or second.end <= first.start
            if apart or first.added.one.origin == second.added.one.origin:
                continue
            other = str(first.added.one.origin)
            yield _fault(second.added, "staff_id", "bound_twice", staff_id, other=other)


def _bound_while_away(problem: Problem, whole: Problem, added: Iterable[_Added]) -> Iterator[Fault]:
    """Find people whom a feed binds while the problem's own absences have them away."""
    away = defaultdict(list)
    for row in problem.absences:
        away[row.staff_id].append(row.span)
    for staff_id, bindings in _bindings(whole, added).items():
        for binding in bindings:
            if any(start < binding.end and binding.start < end for start, end in away[staff_id]):
                yield _fault(binding.added, "staff_id", "bound_while_away", staff_id)


def _bindings(whole: Problem, added: Iterable[_Added]) -> dict[str, list[_Binding]]:
    """Return when rows bind people: absences, and sessions that are required of somebody."""
    found: dict[str, list[_Binding]] = defaultdict(list)
    timetable = Timetable(whole)
    for one in added:
        row = one.one.row
        if isinstance(row, Absence):
            found[row.staff_id].append(_Binding(*row.span, one))
        elif isinstance(row, Pin) and row.kind == "require" and row.staff_id is not None:
            span = _time_of(whole, timetable, row)
            if span is not None:
                found[row.staff_id].append(_Binding(*span, one))
    return found


def _time_of(
    whole: Problem, timetable: Timetable, pin: Pin
) -> tuple[dt.datetime, dt.datetime] | None:
    """Return the time of the session that a pin names, if it names one."""
    if pin.demand_id is None or pin.day is None or pin.slot is None:
        return None
    time = timetable.session(whole.demand_of[pin.demand_id], pin.day, pin.slot)
    if time is None:
        return None
    midnight = dt.datetime.combine(whole.week[pin.day - 1], dt.time())
    start, end = (dt.timedelta(minutes=one) for one in (time.start_min, time.end_min))
    return midnight + start, midnight + end
