"""When people meet: the time at which most of them can, and of those the one with least road."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sharepool.centre.training.rows import Meeting
from sharepool.centre.training.standing import MIDNIGHT, WEEKDAYS, StandingWeeks
from sharepool.centre.training.types import MeetingTime
from sharepool.problem.cells import MINUTES_PER_DAY
from sharepool.problem.rows import Staff

Minutes = tuple[int, int]
"""From and until, minutes after midnight; or there and back."""


@dataclass(frozen=True)
class _Slot:
    """One time and place."""

    day: int
    start_min: int
    site_id: str


@dataclass(frozen=True)
class _Guest:
    """Somebody who should come: when they are busy or open on each weekday, in any week."""

    person: Staff
    busy: dict[int, list[Minutes]]
    windows: dict[int, list[Minutes]] | None

    def can_come(self, slot: _Slot, minutes: int, ways: Minutes) -> bool:
        start, end = slot.start_min, slot.start_min + minutes
        if self.windows is not None and not any(
            first <= start and end <= last for first, last in self.windows.get(slot.day, ())
        ):
            return False
        leaves, returns = start - ways[0], end + ways[1]
        return not any(
            first < returns and leaves < last for first, last in self.busy.get(slot.day, ())
        )


def find_time(
    standing: StandingWeeks, meeting: Meeting, mondays: Sequence[dt.date]
) -> MeetingTime | None:
    """Return the time at which most people can come; None if nobody is asked.

    Every start of a lesson, and every end, of any weekday is looked at; who has to come from
    another school needs the way there and back. Of equal times the one with the least road
    counts, then the earliest; of equal places the first of the sites table.

    Parameters
    ----------
    standing : StandingWeeks
    meeting : Meeting
    mondays : sequence of datetime.date
        The weeks of the term; the meetings are spread over them evenly.
    """
    people = list(meeting.people.select(standing.problem))
    weeks = spread(mondays, meeting.times_term)
    if not people or not weeks:
        return None
    guests = [_guest(standing, person, weeks) for person in people]
    sites = {site.site_id: place for place, site in enumerate(standing.problem.sites)}
    ways: dict[str, list[Minutes | None]] = {}
    found = []
    for slot in _slots(standing, meeting, people):
        if slot.site_id not in ways:
            ways[slot.site_id] = [
                ways_of(standing, person.staff_id, slot.site_id) for person in people
            ]
        able, road = _who_can(guests, slot, meeting.minutes, ways[slot.site_id])
        rank = -len(able), road, slot.day, slot.start_min, sites.get(slot.site_id, 0)
        found.append((rank, slot, able))
    if not found:
        return None
    (_, road, *_), slot, able = min(found, key=lambda one: one[0])
    return MeetingTime(
        meeting_id=meeting.meeting_id,
        site_id=slot.site_id,
        day=slot.day,
        start_min=slot.start_min,
        dates=tuple(monday + dt.timedelta(days=slot.day - 1) for monday in weeks),
        able=tuple(able),
        absent=tuple(one.staff_id for one in people if one.staff_id not in set(able)),
        road_min=road,
    )


def spread(mondays: Sequence[dt.date], times: int) -> list[dt.date]:
    """Return so many weeks of a term, as evenly spaced as can be."""
    count = min(times, len(mondays))
    return [mondays[(2 * number + 1) * len(mondays) // (2 * count)] for number in range(count)]


def ways_of(standing: StandingWeeks, staff_id: str, site_id: str) -> Minutes | None:
    """Return the minutes there and back; None if they are not known."""
    if not site_id:
        return 0, 0
    there, back = standing.way_min(staff_id, site_id), standing.way_back_min(staff_id, site_id)
    return None if there is None or back is None else (there, back)


def _slots(standing: StandingWeeks, meeting: Meeting, people: Sequence[Staff]) -> Iterator[_Slot]:
    day_rules = standing.problem.rules.day
    clocks = sorted({clock for bell in standing.problem.bells for clock in (bell.start, bell.end)})
    homes = list(dict.fromkeys(person.home_site for person in people))
    places = [""] if meeting.online else [meeting.site_id] if meeting.site_id else homes
    for day in WEEKDAYS:
        for clock in clocks:
            if day_rules.earliest_departure <= clock <= day_rules.latest_return - meeting.minutes:
                yield from (_Slot(day, clock, site_id) for site_id in places)


def _who_can(
    guests: Sequence[_Guest], slot: _Slot, minutes: int, ways: Sequence[Minutes | None]
) -> tuple[list[str], int]:
    """Return who can come, and their minutes on the road."""
    able, road = [], 0
    for guest, way in zip(guests, ways, strict=True):
        if way is not None and guest.can_come(slot, minutes, way):
            able.append(guest.person.staff_id)
            road += sum(way)
    return able, road


def _guest(standing: StandingWeeks, person: Staff, weeks: Sequence[dt.date]) -> _Guest:
    busy: dict[int, list[Minutes]] = {day: [] for day in WEEKDAYS}
    for monday in weeks:
        for day in WEEKDAYS:
            date = monday + dt.timedelta(days=day - 1)
            busy[day] += [
                (one.start_min, one.end_min) for one in standing.sessions(person.staff_id, date)
            ]
            busy[day] += _minutes_away(standing, person, date)
    rows = [row for row in standing.problem.availability if row.staff_id == person.staff_id]
    windows: dict[int, list[Minutes]] = {}
    for row in rows:
        windows.setdefault(row.day, []).append((row.start, row.end))
    return _Guest(person, busy, windows or None)


def _minutes_away(standing: StandingWeeks, person: Staff, date: dt.date) -> Iterator[Minutes]:
    midnight, minute = dt.datetime.combine(date, MIDNIGHT), dt.timedelta(minutes=1)
    for start, end in standing.absences(person.staff_id):
        first, last = (start - midnight) // minute, (end - midnight) // minute
        if first < MINUTES_PER_DAY and last > 0:
            yield max(0, first), min(MINUTES_PER_DAY, last)
