"""What a calendar says of its time zone: every change of the clock in its days, at its moment.

Python knows when clocks change only by asking hour after hour; so do we, as steps of weeks would
miss a change that is soon taken back (Morocco's in Ramadan).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

_STEP = dt.timedelta(minutes=15)
"""Clocks have always changed at quarters of an hour, of any zone, since time is kept in UTC."""

_MARGIN = dt.timedelta(days=2)
"""What is said before the first and after the last day, wherever on earth a day begins."""


def define_timezone(tzid: str, first: dt.date, last: dt.date) -> Timezone:
    """Return the VTIMEZONE of a zone for some days, the first and the last included.

    Each change begins, as RFC 5545 (section 3.6.5) has it, at the local time before it.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone, found = ZoneInfo(tzid), Timezone()
    found.add("tzid", tzid)
    midnight = dt.time(tzinfo=dt.UTC)
    moment = dt.datetime.combine(first, midnight) - _MARGIN
    end = dt.datetime.combine(last, midnight) + _MARGIN
    before, told = _offset(moment, zone), ("", dt.timedelta())
    while moment < end:
        local = moment.astimezone(zone)
        offset, name = _offset(moment, zone), local.tzname() or tzid
        if (name, offset) != told:
            part = TimezoneDaylight() if local.dst() else TimezoneStandard()
            part.DTSTART = (moment + before).replace(tzinfo=None)
            part.TZOFFSETFROM, part.TZOFFSETTO = before, offset
            part.add("tzname", name)
            found.add_component(part)
            before, told = offset, (name, offset)
        moment += _STEP
    return found


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()
