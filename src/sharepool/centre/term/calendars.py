"""A calendar for each person that holds the whole term."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sharepool.centre.term.recurrence import Occurrence, Series, find_series
from sharepool.centre.term.types import Term
from sharepool.messages.labels import word
from sharepool.messages.texts import describe_session
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Staff
from sharepool.tables.names import name_files, one_line

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCER = "-//sharepool//sharepool//EN"
_NAMESPACE = UUID("3f6a1d0e-9f43-4f0c-8f2b-7d5b2c8a64e1")
"""Of all ids of series; made once, at random."""

_FIRST_REVISION = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_NONE: Mapping[str, bytes] = MappingProxyType({})


def make_calendars(
    term: Term,
    *,
    written: dt.datetime,
    timezone: str | None = None,
    lang: str = "en",
    earlier: Mapping[str, bytes] = _NONE,
) -> dict[str, bytes]:
    """Return the calendar of everybody with a session, by file name.

    The UID of a series is made of term, person, demand and time of the week: when a week is made
    anew, the same series tells what is left out, added or moved, and its greater SEQUENCE (the
    seconds since 2026) has calendars follow.

    Parameters
    ----------
    term : Term
    written : datetime.datetime
        When, with its time zone.
    timezone : str, optional
        Where the clock times hold; wherever they are read if not given.
    lang : str
        ``"en"`` or ``"zh"``.
    earlier : mapping of str to bytes
        Earlier calendars of the term by file name: series that are no more are told as cancelled.
    """
    people = {one.staff_id: one for week in term.weeks for one in week.week.problem.staff}
    name_of = dict(zip(people, name_files(people), strict=True))
    maker = _Maker(term, written, timezone, lang)
    calendars = {
        f"{name_of[staff_id]}.ics": maker.calendar(people[staff_id], sessions)
        for staff_id, sessions in _sessions_of(term).items()
    }
    present = {str(event["uid"]) for one in calendars.values() for event in one.walk("VEVENT")}
    for name, data in earlier.items():
        for event in maker.cancelled(data, present):
            if name not in calendars:
                calendars[name] = maker.empty("")
            calendars[name].add_component(event)
    return {name: maker.as_bytes(calendar) for name, calendar in calendars.items()}


def _sessions_of(term: Term) -> dict[str, list[tuple[Occurrence, Problem]]]:
    """Return the sessions of each person, with the tables of their weeks."""
    found: dict[str, list[tuple[Occurrence, Problem]]] = defaultdict(list)
    for planned in term.weeks:
        week = planned.week.problem
        for session in Itinerary(week, planned.week.plan).sessions:
            date = week.week[session.day - 1]
            times = session.start_min, session.end_min
            one = Occurrence(date, *times, session.demand.demand_id)
            found[session.person.staff_id].append((one, week))
    return dict(found)


class _Maker:
    """Makes the calendars of one term."""

    def __init__(self, term: Term, written: dt.datetime, timezone: str | None, lang: str) -> None:
        self._term, self._lang, self._timezone = term, lang, timezone
        self._written = written.astimezone(dt.UTC)
        self._zone = None if timezone is None else ZoneInfo(timezone)

    def empty(self, person: str) -> Calendar:
        """Return a calendar without events."""
        from icalendar import Calendar, vText

        calendar = Calendar()
        calendar.add("prodid", PRODUCER)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        title = ": ".join(filter(None, (self._term.problem.rules.name, person)))
        calendar.add("x-wr-calname", vText(one_line(title)))
        if self._timezone is not None:
            calendar.add("x-wr-timezone", self._timezone)
        return calendar

    def calendar(self, person: Staff, sessions: list[tuple[Occurrence, Problem]]) -> Calendar:
        """Return the calendar of one person."""
        calendar = self.empty(person.title)
        tables = dict(reversed(sessions))
        for series in find_series(tables):
            for event in self._events(person, series, tables[series.first]):
                calendar.add_component(event)
        return calendar

    def _events(self, person: Staff, series: Series, week: Problem) -> Iterator[Event]:
        """Yield the event of a series, then one for each session of it that moves."""
        first = series.first
        event = self._event(person, series, first, week)
        if series.count > 1:
            rule = {"freq": "weekly", "interval": series.interval, "count": series.count}
            event.add("rrule", rule)
        for date in series.left_out:
            event.add("exdate", self._moment(date, first.start_min))
        for date in series.added:
            event.add("rdate", self._moment(date, first.start_min))
        yield event
        for date, one in series.moved.items():
            moved = self._event(person, series, one, week)
            moved.add("recurrence-id", self._moment(date, first.start_min))
            yield moved

    def _event(self, person: Staff, series: Series, one: Occurrence, week: Problem) -> Event:
        from icalendar import Event

        demand = week.demand_of[one.demand_id]
        event = Event()
        event.add("uid", str(self._uid(person, series)))
        self._stamp(event)
        event.add("dtstart", self._moment(one.date, one.start_min))
        event.add("dtend", self._moment(one.date, one.end_min))
        site = week.site_of[demand.site_id]
        what = describe_session(demand.skill, demand.kind, demand.cohort, self._lang)
        event.add("summary", one_line(f"{site.title} · {what}"))
        event.add("location", one_line(week.site_of[week.place_of(person, demand)].title))
        event.add("description", self._told(demand))
        return event

    def _told(self, demand: Demand) -> str:
        return word("delivery", "remote", self._lang) if demand.delivery == "remote" else ""

    def _uid(self, person: Staff, series: Series) -> UUID:
        """Return the id under which calendars know a series, however often weeks are remade."""
        first = series.first
        monday = self._term.problem.rules.term.first_monday
        time = (first.date.isoweekday(), first.start_min, first.end_min)
        cells = (monday, person.staff_id, first.demand_id, *time)
        return uuid5(_NAMESPACE, "\n".join(map(str, cells)))

    def _moment(self, date: dt.date, minutes: int) -> dt.datetime:
        midnight = dt.datetime.combine(date, dt.time(), self._zone)
        return midnight + dt.timedelta(minutes=minutes)

    def _stamp(self, event: Event) -> None:
        """Say when an event was told, so that what is told later counts."""
        for name in ("dtstamp", "last-modified", "sequence"):
            event.pop(name, None)
        event.add("dtstamp", self._written)
        event.add("last-modified", self._written)
        seconds = (self._written - _FIRST_REVISION).total_seconds()
        event.add("sequence", max(0, int(seconds)))

    def cancelled(self, data: bytes, present: set[str]) -> Iterator[Event]:
        """Yield the events of an earlier calendar that are no more, as cancelled."""
        from icalendar import Calendar, Event

        try:
            events = Calendar.from_ical(data).walk("VEVENT")
        except ValueError:
            return  # somebody changed it; there is nothing to go by
        for event in events:
            if isinstance(event, Event) and str(event.get("uid")) not in present:
                event["status"] = "CANCELLED"
                event.pop("description", None)
                self._stamp(event)
                yield event

    def as_bytes(self, calendar: Calendar) -> bytes:
        """Return a calendar as a file holds it, with the time zone that it names."""
        weeks = [week.week_of for week in self._term.weeks]
        if weeks:
            calendar.add_missing_timezones(weeks[0], weeks[-1] + dt.timedelta(days=7))
        data: bytes = calendar.to_ical()
        return data
