"""Officials: the matches of a week as a problem of its own, for the engine of the week.

Each match is a demand of one session on its date, its officials are the roles, and people of
either school are not neutral. Solving, bounds and reasons are those of any week.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from sharepool.centre.competitions.meetings import Meetings, meetings_before, weigh_match
from sharepool.centre.competitions.rows import OfficialNeed
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Fixtures, PlannedMatch
from sharepool.centre.competitions.week import feed_fixtures
from sharepool.problem.cells import MINUTES_PER_DAY, format_clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import (
    DAYS,
    Absence,
    Bell,
    Demand,
    Pin,
    Role,
    Site,
    Staff,
    StartRange,
    Window,
)
from sharepool.problem.vocabulary import plain

KIND = "match"
WEEKEND = DAYS[5:]
"""Days of which hours in school say nothing."""

FREE_LIMIT = 10**6
"""More than any match, day or minute: no limit."""


def ask_officials(
    season: Season, fixtures: Fixtures, monday: dt.date, met: Meetings | None = None
) -> Problem:
    """Return the officials' problem of one week.

    Parameters
    ----------
    season : Season
        Its `officials` say what a match needs; its problem has the people and their skills.
    fixtures : Fixtures
    monday : datetime.date
    met : mapping of (str, str) to int, optional
        Matches that each official has had with each team, by staff id and team id; by default
        those of earlier weeks to which nobody of `official_answers` has said no.

    Returns
    -------
    Problem
        Its people are those who hold a skill that some match asks for. Who declined a match is
        forbidden it, who accepted one is held to it; who has met a team often enough avoids it, by
        pins. Coaches are away while their teams play.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> fixtures = sp.plan_fixtures(season, stop=sp.Stop(seconds=None, work=0.1))
    >>> officials = sp.ask_officials(season, fixtures, dt.date(2026, 4, 6))
    >>> len(officials.demands) > 0
    True
    """
    met = meetings_before(season, fixtures, monday) if met is None else met
    sunday = monday + dt.timedelta(days=len(DAYS) - 1)
    matches = [one for one in fixtures.matches if monday <= one.date <= sunday]
    needs = {one.match.match_id: _needs(season, one) for one in matches}
    asked = {need.skill for rows in needs.values() for need in rows}
    holders = {row.staff_id for row in season.problem.skills if row.skill in asked}
    cuts = _cuts(season, matches)
    used = {site for site, _ in cuts}
    demands, roles = [], []
    for one in matches:
        if needs[one.match.match_id]:
            demands.append(_demand(season, one, needs[one.match.match_id][0], cuts))
            roles += [_role(one, need) for need in needs[one.match.match_id]]
    rules = season.problem.rules
    return season.problem.updated(
        rules=rules.model_copy(
            update={
                "week_of": monday,
                # No lunch is kept on days of matches, which may run over noon.
                "day": rules.day.model_copy(update={"noon": MINUTES_PER_DAY - 1}),
                "limits": rules.limits.model_copy(update={"max_days_week": len(DAYS)}),
            }
        ),
        sites=tuple(
            site.model_copy(update={"bell_id": _bell_id(site)}) if site.site_id in used else site
            for site in season.problem.sites
        ),
        bells=tuple(_bells(season, cuts)),
        staff=tuple(
            _limited(season, one) for one in season.problem.staff if one.staff_id in holders
        ),
        skills=tuple(row for row in season.problem.skills if row.staff_id in holders),
        availability=tuple(_windows(season, holders)),
        absences=tuple(_absences(season, fixtures, monday, holders)),
        demands=tuple(demands),
        roles=tuple(roles),
        pins=(
            *_pins(season, demands, holders),
            *_avoided(season, matches, sorted(holders), met),
        ),
        previous_plan=(),
        pairs=(),
        chains=(),
        listeners=(),
        closures=(),
        calendar=(),
    )


def _windows(season: Season, holders: Container[str]) -> Iterator[Window]:
    """Yield when people can: on weekends too, unless they have hours on one of its days."""
    rows = [row for row in season.problem.availability if row.staff_id in holders]
    yield from rows
    on_weekends = {row.staff_id for row in rows if row.day in WEEKEND}
    for staff_id in sorted({row.staff_id for row in rows} - on_weekends):
        for day in WEEKEND:
            cells = {"staff_id": staff_id, "day": day, "start": "00:00", "end": "24:00"}
            yield Window.model_validate(cells)


def _absences(
    season: Season, fixtures: Fixtures, monday: dt.date, holders: Container[str]
) -> Iterator[Absence]:
    """Yield when people are away: as their table says, and where they lead teams of their own."""
    led = feed_fixtures(season, fixtures).week(monday).rows["absences"]
    for row in (*season.problem.absences, *(one.row for one in led)):
        if isinstance(row, Absence) and row.staff_id in holders:
            yield row


def _needs(season: Season, one: PlannedMatch) -> list[OfficialNeed]:
    own = [row for row in season.officials if row.competition_id == one.match.competition_id]
    return own or [row for row in season.officials if not row.competition_id]


def _cuts(season: Season, matches: Sequence[PlannedMatch]) -> dict[tuple[str, int], list[int]]:
    """Return the starts and ends of matches at each school on each day: its slots lie between."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for one in matches:
        site = season.venue_of[one.venue_id].site_id
        found[site, one.date.isoweekday()] |= {one.start, one.end}
    return {place: sorted(cuts) for place, cuts in found.items()}


def _bell_id(site: Site) -> str:
    return f"match {site.site_id}"


def _bells(season: Season, cuts: Mapping[tuple[str, int], Sequence[int]]) -> list[Bell]:
    return [
        Bell.model_validate(
            {
                "bell_id": _bell_id(season.problem.site_of[site]),
                "slot": slot,
                "start": format_clock(start),
                "end": format_clock(end),
                "part": KIND,
                "days": str(day),
            }
        )
        for (site, day), times in cuts.items()
        for slot, (start, end) in enumerate(pairwise(times), start=1)
    ]


def _demand(
    season: Season,
    one: PlannedMatch,
    first: OfficialNeed,
    cuts: Mapping[tuple[str, int], Sequence[int]],
) -> Demand:
    site, day = season.venue_of[one.venue_id].site_id, one.date.isoweekday()
    times = cuts[site, day]
    begin, end = times.index(one.start), times.index(one.end)
    return Demand(
        demand_id=one.match.match_id,
        site_id=site,
        kind=KIND,
        skill=first.skill,
        min_level=first.min_level,
        sessions=1,
        max_staff=1,
        periods=end - begin,
        parts=(KIND,),
        slots=(StartRange(day, begin + 1, begin + 1),),
        neutral=tuple(sorted({season.team_of[team].site_id for team in one.team_ids})),
    )


def _role(one: PlannedMatch, need: OfficialNeed) -> Role:
    return Role(
        demand_id=one.match.match_id,
        role=need.role,
        skill=need.skill,
        min_level=need.min_level,
        count=need.count,
        optional=need.optional,
    )


def _limited(season: Season, person: Staff) -> Staff:
    limits = {row.staff_id: row for row in season.officials_limits}
    row = limits.get(person.staff_id)
    return person.model_copy(
        update={
            "max_sessions_day": row.max_matches_day if row else None,
            "max_sessions_week": row.max_matches_week if row else None,
            "max_hours_week": None,
            "min_hours_week": Decimal(0),
            "max_travel_min_day": FREE_LIMIT,
        }
    )


def _pins(season: Season, demands: Sequence[Demand], holders: set[str]) -> Iterator[Pin]:
    """Yield what was answered; who accepted before a team of their school was known is free."""
    kinds = {"accepted": "require", "declined": "forbid"}
    neutral = {one.demand_id: set(one.neutral) for one in demands}
    for row in season.official_answers:
        if row.state not in kinds or row.match_id not in neutral or row.staff_id not in holders:
            continue
        kind = kinds[row.state]
        home = season.problem.site_of[season.problem.person_of[row.staff_id].home_site]
        if kind == "forbid" or not neutral[row.match_id] & {plain(home.site_id), home.group}:
            yield Pin.model_validate(
                {"kind": kind, "staff_id": row.staff_id, "demand_id": row.match_id}
            )


def _avoided(
    season: Season, matches: Sequence[PlannedMatch], holders: Sequence[str], met: Meetings
) -> Iterator[Pin]:
    """Yield what officials should rather not take: teams that they have met often enough."""
    for one in matches:
        for staff_id in holders:
            weight = weigh_match(season, met, staff_id, one.team_ids)
            if weight and _needs(season, one):
                yield Pin(
                    kind="avoid", staff_id=staff_id, demand_id=one.match.match_id, weight=weight
                )
