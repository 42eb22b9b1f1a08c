"""One sheet for each site and each person: a week, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sharepool.messages.labels import label, word
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.itinerary import group_by
from sharepool.report.report import Report
from sharepool.tables.records import Record, list_records


@dataclass(frozen=True)
class Day:
    """A day of a sheet, with its rows in time order."""

    day: int
    date: str
    rows: tuple[Record, ...]


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
    """

    key: str
    anchor: str
    name: str
    note: str
    days: tuple[Day, ...]

    @property
    def rows(self) -> list[Record]:
        """The rows of all days."""
        return [row for day in self.days for row in day.rows]


def site_sheets(report: Report) -> list[Sheet]:
    """Return the week of every site that somebody comes to."""
    shares = {row["site_id"]: row for row in list_records(report.sites)}
    weeks = group_by(list_records(report.timetable), lambda row: str(row["site_id"]))
    return [
        Sheet(
            site,
            f"site-{number}",
            rows[0]["site_name"],
            _of_site(report, shares[site]),
            _days(rows),
        )
        for number, (site, rows) in enumerate(weeks.items(), 1)
    ]


def person_sheets(report: Report) -> list[Sheet]:
    """Return the week of everybody who has a session."""
    weeks = group_by(list_records(report.journeys), lambda row: str(row["staff_id"]))
    return [
        Sheet(
            staff, f"person-{number}", rows[0]["staff_name"], _of_person(report, rows), _days(rows)
        )
        for number, (staff, rows) in enumerate(weeks.items(), 1)
    ]


def tell_way(row: Record, lang: str) -> str:
    """Return a drive in words: where to, and how long it takes."""
    length = label("way.minutes" if row["km"] is None else "way.km", lang, **row)
    return label(f"way.{row['step']}", lang, **row, length=length)


def _of_site(report: Report, share: Record) -> str:
    area = word("area", share["area"], report.lang)
    place = " · ".join(filter(None, (share["county"], area)))
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
