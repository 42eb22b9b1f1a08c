"""A calendar for each team and each school, which a phone opens."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from sharepool.centre.competitions.season import Season, moment_at
from sharepool.centre.competitions.types import Fixtures, PlannedMatch
from sharepool.centre.competitions.words import SeasonWording, wording

if TYPE_CHECKING:
    from icalendar import Event

    from sharepool.centre.competitions.officiating import Officials

PRODUCER = "-//sharepool//sharepool//EN"
_NAMESPACE = UUID("0d3c3f5e-6f0f-4c4e-8a57-9f0f3c1f5f4b")
"""Namespace of all match ids; made once, at random."""


def team_calendars(
    season: Season, fixtures: Fixtures, *, written: dt.datetime, lang: str = "en"
) -> dict[tuple[str, str], bytes]:
    """Return the calendar of each team, and of each school with a team or a ground.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    written : datetime.datetime
        When, with its time zone.
    lang : str
        ``"en"`` or ``"zh"``.

    Returns
    -------
    dict of (str, str) to bytes
        By ``"teams"`` or ``"schools"`` and the id.
    """
    say = wording(season, lang)
    of: dict[tuple[str, str], list[PlannedMatch]] = defaultdict(list)
    for one in fixtures.matches:
        sites = {season.venue_of[one.venue_id].site_id}
        for team_id in one.team_ids:
            of["teams", team_id].append(one)
            sites.add(season.team_of[team_id].site_id)
        for site_id in sites:
            of["schools", site_id].append(one)
    titles = {("teams", team.team_id): team.title for team in season.teams}
    titles |= {("schools", site.site_id): site.title for site in season.problem.sites}
    return {
        key: _calendar(titles[key], (_event(season, say, one, written) for one in matches))
        for key, matches in of.items()
    }


def official_calendars(
    season: Season,
    fixtures: Fixtures,
    officials: Officials,
    *,
    written: dt.datetime,
    lang: str = "en",
) -> dict[str, bytes]:
    """Return the calendar of each official by staff id, the role before each match.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    officials : Officials
    written : datetime.datetime
        When, with its time zone.
    lang : str
        ``"en"`` or ``"zh"``.
    """
    say = wording(season, lang)
    matches = {one.match.match_id: one for one in fixtures.matches}
    of: dict[str, list[Event]] = defaultdict(list)
    for one in officials.officials:
        event = _event(season, say, matches[one.match_id], written)
        event["summary"] = f"{one.role}: {event['summary']}"
        of[one.staff_id].append(event)
    people = season.problem.person_of
    return {
        staff_id: _calendar(people[staff_id].name or staff_id, events)
        for staff_id, events in of.items()
    }


def _calendar(title: str, events: Iterable[Event]) -> bytes:
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(title))
    for event in events:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _event(season: Season, say: SeasonWording, one: PlannedMatch, written: dt.datetime) -> Event:
    from icalendar import Event

    event = Event()
    stamp = written.astimezone(dt.UTC)
    event.add("uid", str(uuid5(_NAMESPACE, one.match.match_id)))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    # A calendar keeps what was published last of a match that moves.
    event.add("sequence", max(0, int(stamp.timestamp()) - _EPOCH))
    event.add("dtstart", moment_at(one.date, one.start))
    event.add("dtend", moment_at(one.date, one.end))
    event.add("summary", say.word("event.match", home=say.side(one.home), away=say.side(one.away)))
    event.add("location", season.venue_of[one.venue_id].title)
    competition = season.competition_of[one.match.competition_id]
    event.add("description", f"{competition.title}, {say.round(one.match)} ({one.match.match_id})")
    return event


_EPOCH = int(dt.datetime(2026, 1, 1, tzinfo=dt.UTC).timestamp())
