"""One sheet for each site and each person: a week as a grid, and day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sharepool.messages.labels import label, word
from sharepool.messages.texts import weekday
from sharepool.problem.calendar import Calendar
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import group_by
from sharepool.report.report import Report
from sharepool.tables.records import Record, list_records

SCHOOL_DAYS = 5
"""Days that a grid has in any case."""

_NONE: Mapping[int, str] = MappingProxyType({})

LINES_OF_A_PAGE = 50
"""Lines of a day that a page holds, printed."""

LINES_OF_A_PERIOD = 3
"""How many of them a period of the grid takes."""


@dataclass(frozen=True)
class Day:
    """A day of a sheet, with its rows in time order."""

    day: int
    date: str
    rows: tuple[Record, ...]


@dataclass(frozen=True)
class Period:
    """A time of the day, with the sessions that it has on each day of a grid.

    Attributes
    ----------
    start, end : str
    labels : tuple of str
        What its slots are called, where they have names.
    cells : tuple of tuple of dict
        Rows by day, in the order of the grid's days.
    """

    start: str
    end: str
    labels: tuple[str, ...]
    cells: tuple[tuple[Record, ...], ...]


@dataclass(frozen=True)
class WeekGrid:
    """A week with its days across and its periods down.

    Attributes
    ----------
    days : tuple of (int, str)
        Weekdays with their dates: Monday to Friday, and the others on which there is something.
    periods : tuple of Period
    notes : dict of int to str
        What is unusual about a day: a day off, or which day a made-up one follows.
    """

    days: tuple[tuple[int, str], ...]
    periods: tuple[Period, ...]
    notes: Mapping[int, str]


@dataclass(frozen=True)
class Sheet:
    """The week of one site or person.

    Attributes
    ----------
    key : str
        Its id.
    anchor : str
        What links lead to.
    name, note : str
        Its title, and a line below.
    days : tuple of Day
    grid : WeekGrid
        The sessions alone.
    """

    key: str
    anchor: str
    name: str
    note: str
    days: tuple[Day, ...]
    grid: WeekGrid

    @property
    def rows(self) -> list[Record]:
        """The rows of all days."""
        return [row for day in self.days for row in day.rows]

    @property
    def is_long(self) -> bool:
        """Whether it takes smaller letters to print it on one page."""
        return len(self.rows) + LINES_OF_A_PERIOD * len(self.grid.periods) > LINES_OF_A_PAGE


def site_sheets(report: Report) -> list[Sheet]:
    """Return the week of every site that somebody comes to."""
    shares = {row["site_id"]: row for row in list_records(report.sites)}
    weeks = group_by(list_records(report.timetable), lambda row: str(row["site_id"]))
    calendar = Calendar(report.problem)
    return [
        Sheet(
            site,
            f"site-{number}",
            rows[0]["site_name"],
            _of_site(report, site, shares.get(site)),
            _days(rows),
            lay_out_week(
                rows, report.problem.week, _note_days(calendar.pattern(site), report.lang)
            ),
        )
        for number, (site, rows) in enumerate(weeks.items(), 1)
    ]


def person_sheets(report: Report) -> list[Sheet]:
    """Return the week of everybody who has a session."""
    weeks = group_by(list_records(report.journeys), lambda row: str(row["staff_id"]))
    return [
        Sheet(
            staff,
            f"person-{number}",
            rows[0]["staff_name"],
            _of_person(report, rows),
            _days(rows),
            lay_out_week([row for row in rows if row["step"] == "session"], report.problem.week),
        )
        for number, (staff, rows) in enumerate(weeks.items(), 1)
    ]


def _note_days(pattern: Sequence[int | None], lang: str) -> dict[int, str]:
    """Return what is unusual about the days of a site, by the weekday that each runs as."""
    return {
        day: label("day.off", lang)
        if runs_as is None
        else label("day.follows", lang, day=weekday(runs_as, lang))
        for day, runs_as in enumerate(pattern, 1)
        if runs_as != day
    }


def lay_out_week(
    rows: Sequence[Record], week: Sequence[dt.date], notes: Mapping[int, str] = _NONE
) -> WeekGrid:
    """Return sessions as a grid: a column a day, a line for each time at which one takes place.

    Parameters
    ----------
    rows : sequence of dict
        Sessions with `day`, `start` and `end`.
    week : sequence of datetime.date
        Its dates, from Monday on.
    notes : mapping of int to str
        What is unusual about a day.
    """
    in_use = {row["day"] for row in rows}
    days = [day for day in range(1, len(week) + 1) if day <= SCHOOL_DAYS or day in in_use]
    times = group_by(rows, lambda row: (str(row["start"]), str(row["end"])))
    return WeekGrid(
        tuple((day, week[day - 1].isoformat()) for day in days),
        tuple(
            Period(
                start,
                end,
                tuple(dict.fromkeys(row["label"] for row in own if row.get("label"))),
                tuple(tuple(row for row in own if row["day"] == day) for day in days),
            )
            for (start, end), own in sorted(times.items())
        ),
        notes,
    )


def tell_way(row: Record, lang: str) -> str:
    """Return a drive in words: where to, and how long it takes."""
    length = label("way.minutes" if row["km"] is None else "way.km", lang, **row)
    return label(f"way.{row['step']}", lang, **row, length=length)


def _of_site(report: Report, site_id: str, share: Record | None) -> str:
    """Return where a site is and what it gets; a venue need not want anything for itself."""
    site = report.problem.site_of[site_id]
    place = " · ".join(filter(None, (site.county, word("area", site.area, report.lang))))
    if share is None:
        return label("site.venue", report.lang, place=place)
    return label("site.note", report.lang, **share, place=place)


def _of_person(report: Report, rows: Sequence[Record]) -> str:
    sessions = [row["minutes"] for row in rows if row["step"] == "session"]
    if report.anonymous:
        return label("person.public", report.lang, sessions=len(sessions))
    return label(
        "person.note",
        report.lang,
        sessions=len(sessions),
        hours=f"{sum(sessions) / MINUTES_PER_HOUR:.1f}",
        minutes=sum(row["minutes"] for row in rows if row["step"] != "session"),
    )


def _days(rows: Sequence[Record]) -> tuple[Day, ...]:
    days = group_by(rows, lambda row: int(row["day"]))
    return tuple(Day(day, one[0]["date"], one) for day, one in days.items())
