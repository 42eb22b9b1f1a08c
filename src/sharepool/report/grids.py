"""The tables of the workbook, in their order, before Excel has a part in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sharepool.centre.pairing.report_page import name_groups
from sharepool.messages.labels import label
from sharepool.report.centre import COLUMNS as CENTRE
from sharepool.report.centre import lay_out_centre
from sharepool.report.report import Report
from sharepool.report.sheets import person_sheets, site_sheets
from sharepool.report.story import delivered_share, gap_of, tell_story
from sharepool.report.tables.shares import group_shares
from sharepool.report.yearly import PARTS, sheet_of
from sharepool.tables.names import name_sheets
from sharepool.tables.records import Record, list_records
from sharepool.tables.titles import table_name

_SHARES = ("share", "delivered", "wanted", "missing")
_GROUPS = (*_SHARES, "sites", "at_floor", "whole")
_SESSION = ("skill", "kind", "cohort", "delivery")
_SITE_WEEK = ("day", "date", "start", "end", "label", *_SESSION, "staff_name")
_SOME = ("team_role", "with_others", "school_name", "venue_name", "bus_leaves", "bus_back")
"""Columns that a table of sessions has only if one of them says something."""

_PERSON_WEEK = ("day", "date", "start", "end", "step", "place_name", "minutes", "km", "site_name")
_COLUMNS = {
    "areas": ("area", *_GROUPS),
    "counties": ("county", *_GROUPS),
    "sites": (
        *("site_name", "site_id", "county", "area", "stage", *_SHARES),
        *("floor", "below_floor", "people"),
    ),
    "demands": (
        *("site_name", "demand_id", "skill", "kind", "cohort"),
        *("wanted", "delivered", "missing", "dormant", "verdict", "reason"),
    ),
    "support": (
        *("site_name", "site_id", "group", "planned", "strict", "received", "missing", "people"),
    ),
    "chains": (
        *("chain_id", "skill", "stage", "site_name", "site_id", "next_name", "way_min"),
        *("due", "received", "broken"),
    ),
    "burdens": (
        *("staff_name", "staff_id", "employer", "role", "sessions", "hours", "days", "sites"),
        *("travel_min", "km", "early_starts", "far_days"),
    ),
    "spreads": ("measure", "least", "below", "people"),
    **CENTRE,
    **{
        sheet_of(feature, name): table.columns
        for feature, part in PARTS.items()
        for name, table in part.tables.items()
    },
    "changes": ("staff_name", "staff_id", "kept", "moved", "new", "gone"),
    "timetable": ("site_name", *_SITE_WEEK, "staff_id", "demand_id"),
    "journeys": ("staff_name", *_PERSON_WEEK, *_SESSION, "staff_id", "demand_id"),
}
_GROUPED = {"areas": "area", "counties": "county"}
"""Overviews of groups, and the column that names each."""

_LEADS = {
    "sites": "site_id",
    "support": "site_id",
    "burdens": "staff_id",
    "changes": "staff_id",
}
"""Overviews whose rows lead to sheets of their own, and the column that says to which."""


@dataclass(frozen=True)
class Chart:
    """A chart of rows of a table: a bar a row.

    Attributes
    ----------
    title : str
    names, values : str
        Columns.
    first, last : int
        Rows, from 0 on.
    """

    title: str
    names: str
    values: str
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """One table, on a sheet of its own.

    Attributes
    ----------
    name : str
        Name of the sheet; no two are the same.
    title, note : str
        What stands above.
    columns : tuple of str
    rows : sequence of dict
        Values by column; `link` is the sheet that the first cell leads to, `format` how Excel shows
        the `value`.
    upright : bool
        Whether it is to be printed upright, as the sheets that people take along are.
    charts : tuple of Chart
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: Sequence[Record]
    upright: bool = False
    charts: tuple[Chart, ...] = ()


def lay_out_grids(report: Report) -> Iterator[Grid]:
    """Yield every sheet of the workbook: the overviews, each site's week, each person's week."""
    overviews = dict(_overviews(report))
    own = [
        *(("site_id", sheet, _SITE_WEEK) for sheet in site_sheets(report)),
        *(("staff_id", sheet, (*_PERSON_WEEK, *_SESSION)) for sheet in person_sheets(report)),
    ]
    titles = [label(f"sheet.{table}", report.lang) for table in ("summary", *overviews)]
    taken = table_name("plan", report.lang)
    _, *free = name_sheets([taken, *titles, *(sheet.name for _, sheet, _ in own)])
    names = iter(free)
    figures = _figures(report)
    yield Grid(next(names), report.problem.rules.name, "", ("figure", "value"), figures, True)
    named = [(table, next(names)) for table in overviews]
    sheet_of = {(column, sheet.key): next(names) for column, sheet, _ in own}
    for table, name in named:
        rows = [row | {"link": _find_link(table, row, sheet_of)} for row in overviews[table]]
        columns = _COLUMNS[table]
        if table in {"timetable", "journeys"}:
            columns = _with_some(columns, rows)
        yield Grid(name, name, "", columns, rows, charts=_charts(table, rows, report.lang))
    for column, sheet, columns in own:
        name, rows = sheet_of[column, sheet.key], _with_team_role(sheet.rows)
        yield Grid(name, sheet.name, sheet.note, _with_some(columns, rows), rows, upright=True)


def _with_some(columns: tuple[str, ...], rows: Sequence[Record]) -> tuple[str, ...]:
    """Return the columns of sessions, with those of teams and of rides to a venue if in use."""
    return (*columns, *(one for one in _SOME if any(row.get(one) for row in rows)))


def _with_team_role(rows: Sequence[Record]) -> list[Record]:
    """Return sessions with their role in a team apart from what `role` means of staff."""
    return [row | {"team_role": row["role"]} for row in rows]


def _charts(table: str, rows: Sequence[Record], lang: str) -> tuple[Chart, ...]:
    """Return the charts of an overview: what areas and counties get, how people bear."""
    if table in _GROUPED and len(rows) > 1:
        title = label("column.share", lang)
        return (Chart(title, _GROUPED[table], "share", 0, len(rows) - 1),)
    if table != "spreads":
        return ()
    charts, first = [], 0
    for measure, own in groupby(row["measure"] for row in rows):
        last = first + len(list(own)) - 1
        charts.append(Chart(measure, "least", "people", first, last))
        first = last + 1
    return tuple(charts)


def _find_link(table: str, row: Record, sheet_of: Mapping[tuple[str, str], str]) -> str | None:
    """Return the sheet that a row of an overview leads to, if there is one."""
    column = _LEADS.get(table)
    return None if column is None else sheet_of.get((column, row[column]))


def _overviews(report: Report) -> Iterator[tuple[str, list[Record]]]:
    yield "areas", list_records(group_shares(report.sites, "area"))
    yield "counties", list_records(group_shares(report.sites, "county"))
    yield "sites", list_records(report.sites)
    yield "demands", list_records(report.demands)
    if len(report.support):
        yield "support", name_groups(report.support, report.lang)
    if report.chains:
        yield "chains", list(_chains(report))
    if report.burdens is not None:
        yield "burdens", list_records(report.burdens)
    yield "spreads", list(_spreads(report))
    yield from lay_out_centre(report.centre, report.lang).items()
    for feature, tables in report.decided.items():
        yield from ((sheet_of(feature, name), rows) for name, rows in tables.items())
    if len(report.changes):
        yield "changes", list_records(report.changes)
    yield "timetable", _with_team_role(list_records(report.timetable))
    yield "journeys", _with_team_role(list_records(report.public_journeys))


def _figures(report: Report) -> list[Record]:
    """Return the story, and the figures of the whole plan."""
    unknown = label("total.unknown", report.lang)
    found: dict[str, tuple[Any, str]] = {
        "week_of": (report.problem.week[0], "yyyy-mm-dd"),
        "sessions_wanted": (report.score.sessions_wanted, "#,##0"),
        "sessions_delivered": (report.score.sessions_delivered, "#,##0"),
        "share": (delivered_share(report), "0.0%"),
        "travel_min": (report.score.travel_min, "#,##0"),
        "objective": (report.score.objective, "#,##0"),
        "bound": (unknown if report.bound is None else report.bound, "#,##0"),
        "gap": (unknown if report.bound is None else gap_of(report), "0.00%"),
    }
    return [
        *(
            {"figure": label(f"total.{name}", report.lang), "value": value, "format": shown}
            for name, (value, shown) in found.items()
        ),
        *({"figure": "", "value": sentence} for sentence in tell_story(report)),
    ]


def _chains(report: Report) -> Iterator[Record]:
    """Yield what each chain lacks as a whole, and all members."""
    for chain in report.chains:
        for gap in chain.gaps:
            if gap.site_id is None:
                broken = gap.text(report.problem, report.lang)
                yield {**vars(gap), "broken": broken}
    for row in list_records(report.members):
        nearest = report.problem.site_of.get(row["next_id"])
        yield row | {"next_name": "" if nearest is None else nearest.title}


def _spreads(report: Report) -> Iterator[Record]:
    for measure, bands in report.spreads.items():
        for row in list_records(bands):
            yield {"measure": label(f"column.{measure}", report.lang), **row}
