"""The tables of the workbook, in their order, before Excel has a part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sharepool.publishing.names import name_sheets
from sharepool.publishing.records import records
from sharepool.publishing.report import Report
from sharepool.publishing.sheets import Sheet, person_sheets, site_sheets
from sharepool.publishing.story import delivered_share, gap_of, tell_story
from sharepool.reports import group_shares
from sharepool.sentences import label

Row = dict[str, Any]

_SHARES = ("share", "delivered", "wanted", "missing")
_GROUPS = (*_SHARES, "sites", "at_floor", "whole")
_SESSION = ("skill", "kind", "cohort", "delivery")
_SITE_WEEK = ("day", "date", "start", "end", "label", *_SESSION, "staff_name")
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
    "burdens": (
        *("staff_name", "staff_id", "employer", "role", "sessions", "hours", "days", "sites"),
        *("travel_min", "km", "early_starts", "far_days"),
    ),
    "spreads": ("measure", "least", "below", "people"),
    "changes": ("staff_name", "staff_id", "kept", "moved", "new", "gone"),
    "timetable": ("site_name", *_SITE_WEEK, "staff_id", "demand_id"),
    "journeys": ("staff_name", *_PERSON_WEEK, *_SESSION, "staff_id", "demand_id"),
}


@dataclass(frozen=True)
class Grid:
    """One table, on a sheet of its own.

    Attributes
    ----------
    name : str
        Of the sheet; no two are the same.
    title, note : str
        What stands above.
    columns : tuple of str
    rows : sequence of dict
        Values by column; `link` is the sheet that the first cell leads to, `format` how Excel shows
        the `value`.
    upright : bool
        Whether it is to be printed upright, as the sheets that people take along are.
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    upright: bool = False


def lay_out_grids(report: Report) -> Iterator[Grid]:
    """Yield every sheet of the workbook: the overviews, each site's week, each person's week."""
    sites, people = site_sheets(report), person_sheets(report)
    overviews = dict(_overviews(report))
    titles = [label(f"sheet.{name}", report.lang) for name in ("summary", *overviews)]
    names = name_sheets([*titles, *(sheet.name for sheet in (*sites, *people))])
    of_own = dict(zip(((s.anchor for s in (*sites, *people))), names[len(titles) :], strict=True))
    links = {sheet.key: of_own[sheet.anchor] for sheet in sites}
    staff_links = {sheet.key: of_own[sheet.anchor] for sheet in people}
    yield Grid(names[0], report.problem.rules.name, "", ("figure", "value"), _figures(report), True)
    for (name, rows), title in zip(overviews.items(), names[1:], strict=False):
        linked = _link(rows, "staff_id", staff_links) if name in _OF_PEOPLE else rows
        linked = _link(linked, "site_id", links) if name == "sites" else linked
        yield Grid(title, title, "", _COLUMNS[name], linked)
    for sheets, columns in ((sites, _SITE_WEEK), (people, (*_PERSON_WEEK, *_SESSION))):
        for sheet in sheets:
            yield _own_grid(sheet, of_own[sheet.anchor], columns)


_OF_PEOPLE = ("burdens", "changes")


def _overviews(report: Report) -> Iterator[tuple[str, list[Row]]]:
    yield "areas", records(group_shares(report.sites, "area"))
    yield "counties", records(group_shares(report.sites, "county"))
    yield "sites", records(report.sites)
    yield "demands", records(report.demands)
    if report.burdens is not None:
        yield "burdens", records(report.burdens)
    yield "spreads", list(_spreads(report))
    if len(report.changes):
        yield "changes", records(report.changes)
    yield "timetable", records(report.timetable)
    yield "journeys", records(report.journeys)


def _figures(report: Report) -> list[Row]:
    """Return the story, and the figures of the whole plan."""
    unknown = label("total.unknown", report.lang)
    found: dict[str, tuple[Any, str]] = {
        "week_of": (report.problem.week[0], "yyyy-mm-dd"),
        "sessions_wanted": (report.score.sessions_wanted, "#,##0"),
        "sessions_delivered": (report.score.sessions_delivered, "#,##0"),
        "share": (delivered_share(report), "0%"),
        "travel_min": (report.score.travel_min, "#,##0"),
        "objective": (report.score.objective, "#,##0"),
        "bound": (unknown if report.bound is None else report.bound, "#,##0"),
        "gap": (unknown if report.bound is None else gap_of(report), "0.0%"),
    }
    return [
        *(
            {"figure": label(f"total.{name}", report.lang), "value": value, "format": shown}
            for name, (value, shown) in found.items()
        ),
        *({"figure": "", "value": sentence} for sentence in tell_story(report)),
    ]


def _spreads(report: Report) -> Iterator[Row]:
    for measure, bands in report.spreads.items():
        for row in records(bands):
            yield {"measure": label(f"column.{measure}", report.lang), **row}


def _link(rows: Iterable[Row], column: str, sheet_of: Mapping[str, str]) -> list[Row]:
    return [row | {"link": sheet_of.get(row[column])} for row in rows]


def _own_grid(sheet: Sheet, name: str, columns: tuple[str, ...]) -> Grid:
    return Grid(name, sheet.name, sheet.note, columns, sheet.rows, upright=True)
