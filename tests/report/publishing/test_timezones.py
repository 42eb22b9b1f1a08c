"""Definitions of time zones, read by two libraries, hold what Python knows of the clocks."""

import datetime as dt
import warnings
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from sharepool.report.timezones import define_timezone

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of vobject's own making
    import vobject

CHANGES = [
    ("Pacific/Auckland", "2026-04-05"),  # a Sunday, the last day of its week
    ("Europe/Berlin", "2026-03-29"),
    ("Europe/Paris", "2026-10-25"),
    ("America/New_York", "2026-03-08"),
    ("Africa/Cairo", "2026-04-24"),  # a Friday
    ("Asia/Gaza", "2026-03-28"),  # a Saturday
    ("Africa/Casablanca", "2026-02-15"),  # taken back five weeks later
    ("Australia/Lord_Howe", "2026-04-05"),  # by half an hour
    ("Asia/Shanghai", "2026-03-02"),  # none at all
]


@pytest.mark.parametrize(("tzid", "date"), CHANGES)
def test_readers_see_every_change_on_its_day(tzid, date):
    day, zone = dt.date.fromisoformat(date), ZoneInfo(tzid)
    monday = day - dt.timedelta(days=day.weekday())
    calendar = Calendar()
    calendar.add_component(define_timezone(tzid, monday, monday + dt.timedelta(days=6)))
    moments = [
        dt.datetime.combine(monday + dt.timedelta(days=later), dt.time(hour), zone)
        for later in range(7)
        for hour in (0, 6, 10, 18, 23)
    ]
    for number, moment in enumerate(moments):
        event = Event()
        event.add("uid", str(number))
        event.add("dtstart", moment)
        calendar.add_component(event)
    read = vobject.readOne(calendar.to_ical().decode())
    other = calendar.timezones[0].to_tz(lookup_tzid=False)
    assert len(read.vevent_list) == len(moments)
    for event in read.vevent_list:
        moment = moments[int(event.uid.value)]
        if moment.replace(fold=1).utcoffset() != moment.utcoffset():
            continue  # a time that comes twice, or never
        assert event.dtstart.value.utcoffset() == moment.utcoffset(), moment
        assert other.utcoffset(moment.replace(tzinfo=None)) == moment.utcoffset(), moment
