"""A calendar for each person, which a phone opens."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sharepool.data.cells import parse_clock
from sharepool.itinerary import group_by
from sharepool.publishing.names import name_files
from sharepool.publishing.records import records
from sharepool.publishing.report import Report
from sharepool.publishing.sheets import tell_way
from sharepool.sentences import describe_session, label, word

if TYPE_CHECKING:
    from icalendar import Event

PRODUCER = "-//sharepool//sharepool//EN"
_NAMESPACE = UUID("2f8d3f0e-6c1c-5f0e-9a53-6d0a1d3c7b11")
"""Of all session ids; made once, at random."""

Step = dict[str, Any]
"""A row of :func:`sharepool.reports.itineraries`."""

_FIRST_REVISION = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def write_calendars(report: Report) -> dict[str, bytes]:
    """Return the calendar of everybody with a session, by file name.

    A session's UID is made of week, person, demand, and which of the person's sessions of the
    demand it is, in time order: when a plan is made anew for the week, a session that moves keeps
    its UID, and its greater SEQUENCE (the seconds since 2026) has calendars move it.
    """
    steps_of = group_by(records(report.journeys), lambda step: step["staff_id"])
    names = name_files(steps_of)
    return {
        f"{name}.ics": _calendar(report, steps)
        for name, steps in zip(names, steps_of.values(), strict=True)
    }


def _calendar(report: Report, steps: Sequence[Step]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{report.problem.rules.name}: {steps[0]['staff_name']}")
    if report.timezone is not None:
        calendar.add("x-wr-timezone", report.timezone)
    for event in _events(report, steps):
        calendar.add_component(event)
    if report.timezone is not None:
        calendar.add_missing_timezones(report.problem.week[0], report.problem.week[-1])
    data: bytes = calendar.to_ical()
    return data


def _events(report: Report, steps: Sequence[Step]) -> Iterator[Event]:
    """Yield an event for each session, with the ways before and after it."""
    number_of: Counter[str] = Counter()
    for place, step in enumerate(steps):
        if step["step"] != "session":
            continue
        number_of[step["demand_id"]] += 1
        yield _event(
            report,
            step,
            number_of[step["demand_id"]],
            [
                near
                for near in (*steps[max(0, place - 1) : place], *steps[place + 1 : place + 2])
                if near["step"] != "session" and near["day"] == step["day"]
            ],
        )


def _event(report: Report, step: Step, number: int, ways: Sequence[Step]) -> Event:
    from icalendar import Event

    lang = report.lang
    site = report.problem.site_of[step["site_id"]]
    what = describe_session(step["skill"], step["kind"], step["cohort"], lang)
    told = [_tell(way, lang) for way in ways]
    if step["delivery"] == "remote":
        told.insert(0, word("delivery", "remote", lang))
    event = Event()
    event.add("uid", str(session_uid(report, step, number)))
    event.add("dtstamp", report.written.astimezone(dt.UTC))
    event.add("last-modified", report.written.astimezone(dt.UTC))
    event.add("sequence", max(0, int((report.written - _FIRST_REVISION).total_seconds())))
    event.add("dtstart", _moment(report, step["date"], step["start"]))
    event.add("dtend", _moment(report, step["date"], step["end"]))
    event.add("summary", f"{site.title} · {what}")
    event.add("location", report.problem.site_of[step["place"]].title)
    event.add("description", "\n".join(told))
    return event


def session_uid(report: Report, step: Step, number: int) -> UUID:
    """Return the id under which calendars know a session, however often a plan is made anew."""
    week = report.problem.rules.week_of.isoformat()
    return uuid5(_NAMESPACE, "\n".join((week, step["staff_id"], step["demand_id"], str(number))))


def _moment(report: Report, date: str, clock: str) -> dt.datetime:
    """Return a moment in the report's time zone, or in none (wherever the reader is)."""
    zone = None if report.timezone is None else ZoneInfo(report.timezone)
    minutes = dt.timedelta(minutes=parse_clock(clock))
    return dt.datetime.combine(dt.date.fromisoformat(date), dt.time(), zone) + minutes


def _tell(way: Step, lang: str) -> str:
    """Return a drive with its times as a sentence."""
    return label("way.clock", lang, **way, way=tell_way(way, lang))
