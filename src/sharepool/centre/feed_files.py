"""The rows that features bring to the weeks, as files: out of the feature, into a week.

A row of one date that says so in no column of its own stands with it in `on_date`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.ledger.other_duties import DUTY_TABLES
from sharepool.problem.cells import parse_date
from sharepool.problem.rows import TABLES, Row
from sharepool.tables.display import shown
from sharepool.tables.files import exact_csv, write_files
from sharepool.tables.findings import TableFindings
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import Grid, is_blank, read_grid
from sharepool.tables.sources import read_source
from sharepool.tables.writing import table_frame

FEED = "feed"
"""Folder of the rows that the weeks are to know."""

ON_DATE = "on_date"
"""Column of the only date that a row is about."""

DATED = frozenset({"absences", "calendar", "closures", "duties"})
"""Tables whose rows say by themselves when they are."""


def list_files(feed: Feed, tables: Collection[str] = ()) -> dict[str, bytes | str]:
    """Return the rows of a feed as files in ``feed/``, dated demands as those of their day.

    Parameters
    ----------
    feed : Feed
    tables : collection of str
        Those that have a file even if they have no row.
    """
    return {
        f"{FEED}/{table}.csv": exact_csv(_frame(table, rows))
        for table, rows in feed.rows.items()
        if rows or table in tables
    }


def _frame(table: str, rows: Sequence[FeedRow]) -> Any:
    frame = table_frame(table, [one.on_its_day().row for one in rows])
    if table not in DATED and any(one.date for one in rows):
        frame[ON_DATE] = [one.date.isoformat() if one.date else "" for one in rows]
    return frame


def read_feed(folder: str | Path) -> Feed:
    """Read the rows that a command has written for the weeks.

    Parameters
    ----------
    folder : str or Path
        Such as ``feed/`` of what ``events``, ``train`` or ``points`` wrote, or ``week/`` of
        ``fixtures``.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> plan = sp.plan_events(problem, sp.read_events("data/samples/county", problem))
    >>> sp.write_feed(plan.feed, "events")
    >>> sp.read_feed("events/feed").rows.keys() == plan.feed.rows.keys()
    True
    """
    findings = TableFindings()
    source = read_source(folder, findings, (*TABLES, *DUTY_TABLES))
    module = Path(folder).resolve().parent.name
    rows: dict[str, tuple[FeedRow, ...]] = {}
    for table, grid in source.grids.items():
        dates = _take_dates(table, grid, findings)
        parsed = parse_table(read_grid(table, grid, findings, source.names[table]), findings)
        found = []
        for number, row in parsed:
            date = dates.get(number) or _own_date(row)
            try:
                found.append(FeedRow(row, Origin(module, table, number), date))
            except ValueError:
                findings.faults.append(
                    Fault(table, number, ON_DATE, "excludes_date", shown(str(date)))
                )
        rows[table] = tuple(found)
    if not rows and not findings.faults:
        raise ProblemError([Fault("", None, "", "no_feed", str(folder))])
    findings.raise_faults()
    return Feed(rows)


def _take_dates(table: str, grid: Grid, findings: TableFindings) -> Mapping[int, dt.date]:
    """Return the dates of `on_date` by row, and take the column out of a grid."""
    header = next((cells for cells in grid if not all(map(is_blank, cells))), ())
    if ON_DATE not in header:
        return {}
    place, dates = list(header).index(ON_DATE), {}
    for number, cells in enumerate(grid, start=1):
        cell = cells[place] if place < len(cells) else None
        if cells is not header and not is_blank(cell):
            try:
                dates[number] = parse_date(cell)
            except ValueError:
                fields = {"kind": "date"}
                findings.faults.append(
                    Fault(table, number, ON_DATE, "bad_value", shown(cell), fields)
                )
    grid[:] = [[*cells[:place], *cells[place + 1 :]] for cells in grid]
    return dates


def _own_date(row: Row) -> dt.date | None:
    """Return the date of a row that says by itself of which date it is.

    An absence of one day is of that day; a longer one is of every week.
    """
    first: Any = getattr(row, "from_", None) or getattr(row, "date", None)
    last: Any = getattr(row, "until", None) or first
    dates = {one.date() if isinstance(one, dt.datetime) else one for one in (first, last) if one}
    return dates.pop() if len(dates) == 1 else None


def write_feed(feed: Feed, folder: str | Path, tables: Collection[str] = ()) -> None:
    """Write the rows of a feed so that :func:`sharepool.read_feed` gives them back.

    Parameters
    ----------
    feed : Feed
    folder : str or Path
        The files are put into ``feed/`` of it.
    tables : collection of str
        Those that are written even if they have no row, in place of what an earlier feed left.

    Examples
    --------
    >>> import sharepool as sp
    >>> away = {"staff_id": "LI", "from": "2026-03-04", "until": "2026-03-04"}
    >>> row = sp.FeedRow(sp.Absence.model_validate(away), sp.Origin("training", "runs", 2))
    >>> sp.write_feed(sp.Feed({"absences": (row,)}), "lessons")
    >>> len(sp.read_feed("lessons/feed").rows["absences"])
    1
    """
    write_files(list_files(feed, tables), Path(folder))
