"""Who officiates at which match: each week's problem, solved by the engine of the week."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sharepool.analysis.reasons.explanation import explain
from sharepool.analysis.reasons.types import Reasons
from sharepool.base.errors import InternalError
from sharepool.centre.competitions.meetings import (
    Meetings,
    add_meetings,
    count_repeats,
    meetings_before,
)
from sharepool.centre.competitions.officials import ask_officials
from sharepool.centre.competitions.scoring import score_repeats
from sharepool.centre.competitions.season import Season, moment_at
from sharepool.centre.competitions.types import Fixtures, PlannedMatch
from sharepool.centre.competitions.week import MODULE, round_km
from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, Status, Stop
from sharepool.problem.rows import Absence
from sharepool.solving.solver import solve

DUTY = "officiating"
"""Kind of the duty that officiating at matches of a day is (执裁)."""

LEAST_SECONDS = 1.0
"""For a week, however many there are."""

NO_WORD = "proposed"
"""State of an official who has not answered."""


@dataclass(frozen=True)
class MatchOfficial:
    """Somebody at a match.

    Attributes
    ----------
    match_id, role, staff_id : str
    state : str
        ``proposed``, or ``accepted``.
    """

    match_id: str
    role: str
    staff_id: str
    state: str


@dataclass(frozen=True)
class MissingOfficials:
    """A role at a match for which people are missing.

    Attributes
    ----------
    match_id, role : str
    count : int
    optional : bool
        Whether the match takes place without them.
    """

    match_id: str
    role: str
    count: int
    optional: bool


@dataclass(frozen=True)
class OfficialWeek:
    """A week of matches, and how good its officials are.

    Attributes
    ----------
    monday : datetime.date
    status : Status
    matches, staffed : int
        Matches that need officials, and those that have all that they cannot do without.
    objective, bound : int or None
    reasons : Reasons
        Why matches lack officials whom they cannot do without.
    """

    monday: dt.date
    status: Status
    matches: int
    staffed: int
    objective: int | None
    bound: int | None
    reasons: Reasons = field(repr=False, compare=False)


@dataclass(frozen=True)
class Officials:
    """The officials of a season's matches.

    Attributes
    ----------
    weeks : tuple of OfficialWeek
    officials : tuple of MatchOfficial
        By date and time of the match.
    missing : tuple of MissingOfficials
    feed : Feed
        Absences and duties of officials, for the weeks concerned.
    met : mapping of (str, str) to int
        Matches of the season so far that each official has with each team, by staff id and team id.
    repeats : int
        Those beyond `max_same_team`.
    """

    weeks: tuple[OfficialWeek, ...]
    officials: tuple[MatchOfficial, ...]
    missing: tuple[MissingOfficials, ...]
    feed: Feed = field(repr=False)
    met: Meetings = field(repr=False)
    repeats: int


def plan_officials(
    season: Season,
    fixtures: Fixtures,
    *,
    monday: dt.date | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
) -> Officials:
    """Decide who officiates at which match, week by week.

    What officials have had of a team in earlier weeks, those planned before and those of
    `official_answers`, counts: beyond `max_same_team` a match more costs `same_team`.

    Parameters
    ----------
    season : Season
        Its `officials` say whom a match needs; who answered is held to it.
    fixtures : Fixtures
    monday : datetime.date, optional
        Of the only week to look at; by default every week with a match.
    stop : float or Stop
        Seconds for all weeks, or limits for each.
    seed : int
    workers : int, optional

    Raises
    ------
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> fixtures = sp.plan_fixtures(season, stop=sp.Stop(seconds=None, work=0.1))
    >>> week = dt.date(2026, 4, 6)
    >>> limit = sp.Stop(seconds=None, work=0.2)
    >>> plan = sp.plan_officials(season, fixtures, monday=week, stop=limit, workers=1)
    >>> [one.staffed == one.matches for one in plan.weeks]
    [True]
    """
    mondays = sorted({_monday(one.date) for one in fixtures.matches})
    chosen = mondays if monday is None else [one for one in mondays if one == monday]
    limits = Stop.of(stop)
    ends = None if limits.seconds is None else time.monotonic() + limits.seconds
    matches = {one.match.match_id: one for one in fixtures.matches}
    weeks: list[OfficialWeek] = []
    officials: list[MatchOfficial] = []
    missing: list[MissingOfficials] = []
    since = min(chosen, default=dt.date.max)
    met = meetings_before(season, fixtures, since)
    for done, day in enumerate(chosen):
        problem = ask_officials(season, fixtures, day, met)
        if not problem.demands:
            continue
        left = _share(limits, ends, len(chosen) - done)
        result = solve(problem, stop=left, seed=seed, workers=workers)
        found = _officials(season, result)
        officials += sorted(found, key=lambda one: _when(matches[one.match_id], one))
        for one in found:
            add_meetings(met, one.staff_id, matches[one.match_id])
        short = _missing(problem, found)
        missing += short
        weeks.append(_week(day, problem, result, short))
    feed = feed_officials(season, matches, officials)
    repeats = count_repeats(season, met)
    held = [(one.match_id, one.staff_id) for one in officials]
    if repeats != score_repeats(season, fixtures, held, since):
        raise InternalError("what officials have of each team is not what was counted by hand")
    return Officials(tuple(weeks), tuple(officials), tuple(missing), feed, met, repeats)


def _share(limits: Stop, ends: float | None, weeks: int) -> Stop | float:
    if ends is None:
        return limits
    return max(LEAST_SECONDS, (ends - time.monotonic()) / weeks)


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def _when(match: PlannedMatch, one: MatchOfficial) -> tuple[object, ...]:
    return match.date, match.start, match.venue_id, one.match_id, one.role, one.staff_id


def _officials(season: Season, result: Result) -> list[MatchOfficial]:
    answers = {(row.match_id, row.staff_id): row.state for row in season.official_answers}
    return [
        MatchOfficial(
            row.demand_id,
            row.role,
            row.staff_id,
            answers.get((row.demand_id, row.staff_id), NO_WORD),
        )
        for row in (result.plan or ())
    ]


def _missing(problem: Problem, found: Sequence[MatchOfficial]) -> list[MissingOfficials]:
    there: dict[tuple[str, str], int] = defaultdict(int)
    for one in found:
        there[one.match_id, one.role] += 1
    return [
        MissingOfficials(row.demand_id, row.role, short, row.optional)
        for row in problem.roles
        if (short := row.count - there[row.demand_id, row.role]) > 0
    ]


def _week(
    monday: dt.date, problem: Problem, result: Result, short: Iterable[MissingOfficials]
) -> OfficialWeek:
    bare = {one.match_id for one in short if not one.optional}
    count = len(problem.demands)
    reasons = Reasons((), problem)
    if bare and result.plan is not None:
        reasons = explain(problem, result.plan, bound=result.bound)
    return OfficialWeek(
        monday=monday,
        status=result.status,
        matches=count,
        staffed=count - len(bare),
        objective=result.objective,
        bound=result.bound,
        reasons=reasons,
    )


def feed_officials(
    season: Season, matches: dict[str, PlannedMatch], officials: Sequence[MatchOfficial]
) -> Feed:
    """Return absences and duties: a day of matches, from home to home."""
    days: dict[tuple[str, dt.date], list[tuple[int, PlannedMatch]]] = defaultdict(list)
    for number, one in enumerate(officials, start=2):
        match = matches[one.match_id]
        days[one.staff_id, match.date].append((number, match))
    absences, duties = [], []
    for (staff_id, date), held in sorted(days.items(), key=lambda day: day[0]):
        origin = Origin(MODULE, "officials", held[0][0])
        played = sorted((match for _, match in held), key=lambda one: one.start)
        absences.append(FeedRow(_absence(season, staff_id, played), origin, date))
        duties.append(FeedRow(_duty(staff_id, date, season, played), origin, date))
    rows = {"absences": tuple(absences), "duties": tuple(duties)}
    return Feed({table: found for table, found in rows.items() if found})


def _absence(season: Season, staff_id: str, matches: Sequence[PlannedMatch]) -> Absence:
    home = season.problem.person_of[staff_id].home_site
    first, last = matches[0], max(matches, key=lambda one: one.end)
    out = season.way_min(home, season.venue_of[first.venue_id].site_id)
    back = season.way_min(season.venue_of[last.venue_id].site_id, home)
    return Absence.model_validate(
        {
            "staff_id": staff_id,
            "from": moment_at(first.date, first.start - out),
            "until": moment_at(last.date, last.end + back),
            "reason": "; ".join(one.match.match_id for one in matches),
        }
    )


def _duty(
    staff_id: str, date: dt.date, season: Season, matches: Sequence[PlannedMatch]
) -> OtherDuty:
    return OtherDuty.model_validate(
        {
            "staff_id": staff_id,
            "date": date,
            "kind": DUTY,
            "amount": len(matches),
            "site_id": season.venue_of[matches[0].venue_id].site_id,
            "minutes": sum(one.end - one.start for one in matches),
            "km": round_km(season, season.problem.person_of[staff_id].home_site, matches),
            "note": "; ".join(one.match.match_id for one in matches),
        }
    )
