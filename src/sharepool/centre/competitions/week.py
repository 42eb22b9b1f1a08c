"""What fixtures take from the week, and what the week's lessons leave to fixtures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from sharepool.centre.competitions.rows import Blackout
from sharepool.centre.competitions.season import Season, moment_at
from sharepool.centre.competitions.types import Fixtures, PlannedMatch
from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.cells import MINUTES_PER_DAY, format_clock
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Absence, Closure
from sharepool.problem.timetable import Timetable

MODULE = "competitions"
DUTY = "competition_day"
"""Kind of the duty that leading a team for a day is (比赛日)."""

TENTH = Decimal("0.1")
"""Of a kilometre, to which duties are counted."""


def feed_fixtures(season: Season, fixtures: Fixtures) -> Feed:
    """Return what the weeks concerned must know of fixtures.

    A coach is away from leaving home for the first match of a day until back from the last; each
    match takes room of its ground's school; a day of matches is a duty of the coach.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> fixtures = sp.plan_fixtures(season, stop=sp.Stop(seconds=None, work=0.1))
    >>> week = sp.feed_fixtures(season, fixtures).week(dt.date(2026, 4, 6))
    >>> sorted(week.rows)
    ['absences', 'closures', 'duties']
    """
    numbers = {one.match.match_id: row for row, one in enumerate(fixtures.matches, start=2)}
    absences, duties = [], []
    for (coach, date), matches in sorted(_days_of_coaches(season, fixtures).items()):
        origin = Origin(MODULE, "fixtures", numbers[matches[0].match.match_id])
        away = _absence(season, coach, matches)
        absences.append(FeedRow(away, origin, date))
        duties.append(FeedRow(_duty(season, coach, date, matches), origin, date))
    closures = [
        FeedRow(
            _closure(season, one),
            Origin(MODULE, "fixtures", numbers[one.match.match_id]),
            one.date,
        )
        for one in fixtures.matches
    ]
    return Feed({"absences": tuple(absences), "closures": tuple(closures), "duties": tuple(duties)})


def _days_of_coaches(
    season: Season, fixtures: Fixtures
) -> dict[tuple[str, dt.date], list[PlannedMatch]]:
    found: dict[tuple[str, dt.date], list[PlannedMatch]] = defaultdict(list)
    for one in fixtures.matches:
        for coach in sorted({season.team_of[team].coach_id for team in one.team_ids} - {""}):
            found[coach, one.date].append(one)
    return found


def _absence(season: Season, coach: str, matches: list[PlannedMatch]) -> Absence:
    home = _home(season, coach)
    first, last = matches[0], max(matches, key=lambda one: one.end)
    out = season.way_min(home, season.venue_of[first.venue_id].site_id) if home else 0
    back = season.way_min(season.venue_of[last.venue_id].site_id, home) if home else 0
    return Absence.model_validate(
        {
            "staff_id": coach,
            "from": moment_at(first.date, first.start - out),
            "until": moment_at(last.date, last.end + back),
            "reason": "; ".join(one.match.match_id for one in matches),
        }
    )


def _home(season: Season, coach: str) -> str:
    person = season.problem.person_of.get(coach)
    return person.home_site if person else ""


def _duty(season: Season, coach: str, date: dt.date, matches: list[PlannedMatch]) -> OtherDuty:
    return OtherDuty(
        staff_id=coach,
        date=date,
        kind=DUTY,
        site_id=season.venue_of[matches[0].venue_id].site_id,
        minutes=max(one.end for one in matches) - matches[0].start,
        km=round_km(season, _home(season, coach), matches),
        note="; ".join(one.match.match_id for one in matches),
    )


def round_km(season: Season, home: str, matches: Sequence[PlannedMatch]) -> Decimal:
    """Return the kilometres from home to the grounds of a day's matches in turn, and home again.

    Legs whose kilometres are not known are left out; without a home there are none.
    """
    if not home:
        return Decimal(0)
    sites = [home, *(season.venue_of[one.venue_id].site_id for one in matches), home]
    legs = [season.way_km(*leg) for leg in pairwise(sites)]
    known = sum((Decimal(str(km)) for km in legs if km is not None), Decimal())
    return known.quantize(TENTH, rounding=ROUND_HALF_UP)


def _closure(season: Season, one: PlannedMatch) -> Closure:
    competition = season.competition_of[one.match.competition_id]
    return Closure.model_validate(
        {
            "site_id": season.venue_of[one.venue_id].site_id,
            "date": one.date,
            "start": format_clock(one.start),
            "end": format_clock(min(one.end + competition.changeover_min, MINUTES_PER_DAY)),
            "taken": 1,
            "reason": one.match.match_id,
        }
    )


def protect_lessons(season: Season, problem: Problem, plan: Plan) -> Season:
    """Return the season with the weekly lessons of coaches as times at which they cannot.

    The sessions of the plan are taken to repeat in every week of the season.

    Parameters
    ----------
    season : Season
    problem : Problem
    plan : Plan
        A plan of that problem; sessions that it cannot have are left out.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> coach = season.teams[0].coach_id
    >>> site = season.problem.sites[0].site_id
    >>> club = sp.Demand(demand_id="CLUB", site_id=site, kind="club", skill="足球", sessions=1)
    >>> lessons = season.problem.updated(demands=(club,))
    >>> kept = sp.protect_lessons(season, lessons, sp.Plan.of([(coach, "CLUB", 3, 8)]))
    >>> len(kept.blackouts) - len(season.blackouts)
    8
    """
    rows = tuple(_lessons(season, problem, plan))
    return season.replace(blackouts=(*season.blackouts, *rows))


def _lessons(season: Season, problem: Problem, plan: Plan) -> Iterator[Blackout]:
    coaches = {team.coach_id for team in season.teams} - {""}
    timetable = Timetable(problem)
    first = min(one.from_ for one in season.competitions)
    last = max(one.until for one in season.competitions)
    dates = [first + dt.timedelta(days=at) for at in range((last - first).days + 1)]
    for row in plan.assignments:
        demand = problem.demand_of.get(row.demand_id)
        if row.staff_id not in coaches or demand is None:
            continue
        time = timetable.session(demand, row.day, row.slot)
        for date in dates:
            if time is not None and date.isoweekday() == row.day:
                yield Blackout.model_validate(
                    {
                        "staff_id": row.staff_id,
                        "from": moment_at(date, time.start_min),
                        "until": moment_at(date, time.end_min),
                        "reason": row.demand_id,
                    }
                )
