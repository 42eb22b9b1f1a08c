"""A calendar for each person, which a phone opens."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sharepool.messages.labels import label, word
from sharepool.messages.texts import describe_session
from sharepool.problem.cells import parse_clock
from sharepool.problem.itinerary import group_by
from sharepool.report.report import Report
from sharepool.report.sheets import tell_way
from sharepool.report.timezones import define_timezone
from sharepool.tables.names import name_files, one_line
from sharepool.tables.records import list_records

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCER = "-//sharepool//sharepool//EN"
_NAMESPACE = UUID("5765e046-cd46-4d4f-8940-894495e5d253")
"""Namespace of all session ids; made once, at random."""

Step = dict[str, Any]
"""A row of :func:`sharepool.report.tables.itineraries`."""

_NONE: Mapping[str, bytes] = MappingProxyType({})
_FIRST_REVISION = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def write_calendars(report: Report, earlier: Mapping[str, bytes] = _NONE) -> dict[str, bytes]:
    """Return the calendar of everybody with a session, by file name.

    A session's UID is made of the problem's name, week, person, demand, and which of the person's
    sessions of the demand it is, in time order: when the week is planned again, a session that
    moves keeps its UID, and its greater SEQUENCE (the seconds since 2026) has calendars move it.

    Parameters
    ----------
    report : Report
    earlier : mapping of str to bytes
        The calendars of an earlier report. What they hold of this week and the plan no longer has
        is published again, as cancelled.
    """
    name_of = dict(zip(report.problem.person_of, name_files(report.problem.person_of), strict=True))
    steps_of = group_by(list_records(report.journeys), lambda step: str(step["staff_id"]))
    calendars = {
        f"{name_of[staff_id]}.ics": _calendar(
            report, steps[0]["staff_name"], _events(report, steps)
        )
        for staff_id, steps in steps_of.items()
    }
    present = {str(event["uid"]) for one in calendars.values() for event in one.walk("VEVENT")}
    for name, data in earlier.items():
        gone = list(_cancelled_events(report, data, present))
        if gone and name not in calendars:
            calendars[name] = _calendar(report, "", ())
        for event in gone:
            calendars[name].add_component(event)
    return {name: _as_bytes(report, calendar) for name, calendar in calendars.items()}


def _calendar(report: Report, person: str, events: Iterable[Event]) -> Calendar:
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    title = ": ".join(filter(None, (report.problem.rules.name, person)))
    calendar.add("x-wr-calname", vText(one_line(title)))
    if report.timezone is not None:
        calendar.add("x-wr-timezone", report.timezone)
    for event in events:
        calendar.add_component(event)
    return calendar


def _as_bytes(report: Report, calendar: Calendar) -> bytes:
    if report.timezone is not None:
        week = report.problem.week
        calendar.subcomponents.insert(0, define_timezone(report.timezone, week[0], week[-1]))
    data: bytes = calendar.to_ical()
    return data


def _cancelled_events(report: Report, data: bytes, present: Container[str]) -> Iterator[Event]:
    """Yield the events of this week in an earlier calendar that are no more, as cancelled."""
    from icalendar import Calendar, Event

    try:
        events = Calendar.from_ical(data).walk("VEVENT")
    except ValueError:
        return  # somebody changed it; there is nothing to go by
    week = [date.isoformat() for date in report.problem.week]
    for event in events:
        if not isinstance(event, Event) or not {"UID", "DTSTART"} <= event.keys():
            continue
        of_this_week = event.start.isoformat()[:10] in week
        if of_this_week and str(event["uid"]) not in present:
            event["status"] = "CANCELLED"
            event.pop("description", None)
            _stamp(event, report)
            yield event


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
    what = describe_session(step["skill"], step["kind"], step["cohort"], lang)
    told = [_tell(way, lang) for way in ways]
    if step["with_others"]:
        told.insert(0, label("session.with", lang, others=step["with_others"]))
    if step["role"]:
        what = f"{what} · {step['role']}"
    if step["delivery"] == "remote":
        told.insert(0, word("delivery", "remote", lang))
    event = Event()
    event.add("uid", str(_session_uid(report, step, number)))
    _stamp(event, report)
    event.add("dtstart", _moment(report, step["date"], step["start"]))
    event.add("dtend", _moment(report, step["date"], step["end"]))
    event.add("summary", one_line(f"{step['site_name']} · {what}"))
    event.add("location", one_line(step["place_name"]))
    event.add("description", "\n".join(map(one_line, told)))
    return event


def _stamp(event: Event, report: Report) -> None:
    """Say when an event was published, so that what is published later counts."""
    for name in ("dtstamp", "last-modified", "sequence"):
        event.pop(name, None)
    event.add("dtstamp", report.written.astimezone(dt.UTC))
    event.add("last-modified", report.written.astimezone(dt.UTC))
    event.add("sequence", max(0, int((report.written - _FIRST_REVISION).total_seconds())))


def _session_uid(report: Report, step: Step, number: int) -> UUID:
    """Return the id under which calendars know a session, however often the week is planned.

    The name of the problem is part of it: another county's people may have the same ids.
    """
    rules = report.problem.rules
    words = rules.name, rules.week_of.isoformat(), step["staff_id"], step["demand_id"], str(number)
    return uuid5(_NAMESPACE, "\n".join(words))


def _moment(report: Report, date: str, clock: str) -> dt.datetime:
    """Return a moment in the report's time zone, or in none (wherever the reader is)."""
    zone = None if report.timezone is None else ZoneInfo(report.timezone)
    minutes = dt.timedelta(minutes=parse_clock(clock))
    return dt.datetime.combine(dt.date.fromisoformat(date), dt.time(), zone) + minutes


def _tell(way: Step, lang: str) -> str:
    """Return a drive with its times as a sentence."""
    return label("way.clock", lang, **way, way=tell_way(way, lang))
