"""Which association runs which sport at which school (社团设点)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from sharepool.base.errors import InternalError
from sharepool.centre.points.check import check_points
from sharepool.centre.points.feeding import make_feed
from sharepool.centre.points.model import PointOption, PointTask, choose_points
from sharepool.centre.points.types import (
    AssociationLoad,
    PointTables,
    SchoolSports,
    SportsPoint,
    SportsPoints,
)
from sharepool.problem.cells import MINUTES_PER_HOUR, round_half_up
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import DAYS, Site
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import UNKNOWN, TravelTimes

AFTER_SCHOOL = "after_school"
USUAL_SESSION_MIN = 60
NO_SCHOOLS = ("centre", "sports_school")
"""Stages of sites that have no point."""


def place_points(
    problem: Problem,
    tables: PointTables,
    *,
    plan: Plan | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> SportsPoints:
    """Decide which association has a point at which school.

    docs/yearly.md has the model.

    Parameters
    ----------
    problem : Problem
        Sites with their pupils, and what they want already.
    tables : PointTables
    plan : Plan, optional
        Clubs that it gives a school are sports that the school has.
    stop : float or Stop
        When to stop looking for better points: seconds from the call.
    seed : int

    Raises
    ------
    InternalError
        The outcome is not what it should be; it is withheld.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> placed = sp.place_points(problem, sp.read_points("data/samples/county", problem))
    >>> len(placed.points), placed.objective == placed.bound
    (117, True)
    """
    sites = [site for site in problem.sites if site.stage not in NO_SCHOOLS and not site.private]
    own = own_sports(problem, tables, plan)
    task = _task(problem, tables, sites, own)
    found = choose_points(task, Stop.of(stop).time_alone(), seed)
    order = sorted(found.chosen, key=lambda one: (one.association, one.site))
    points = tuple(
        SportsPoint(
            association_id=tables.associations[one.association].association_id,
            site_id=sites[one.site].site_id,
            skill=one.skill,
            sessions=one.sessions,
            minutes=one.minutes,
            road_min=one.road_min,
        )
        for one in order
    )
    is_best = found.objective == found.bound
    placed = SportsPoints(
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        points=points,
        schools=tuple(_schools(tables, sites, own, points)),
        associations=tuple(_loads(tables, points)),
        objective=found.objective,
        bound=found.bound,
        feed=make_feed(problem, tables, points),
        problem=problem,
        tables=tables,
    )
    flaws = check_points(problem, tables, placed, plan=plan)
    if flaws:
        raise InternalError(f"the points have {len(flaws)} flaws, such as {flaws[0]}")
    return placed


def own_sports(
    problem: Problem, tables: PointTables, plan: Plan | None
) -> dict[str, dict[str, None]]:
    """Return the sports that each school has: its own, and clubs that a plan gives it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in tables.own:
        found[row.site_id][row.skill] = None
    for session in Itinerary(problem, plan).sessions if plan is not None else ():
        if AFTER_SCHOOL in session.demand.allowed_parts:
            found[session.demand.site_id][session.demand.skill] = None
    return found


def _task(
    problem: Problem,
    tables: PointTables,
    sites: Sequence[Site],
    own: dict[str, dict[str, None]],
) -> PointTask:
    rules = tables.rules
    return PointTask(
        options=list(_options(problem, tables, sites, own)),
        pupils=[site.pupils or 0 for site in sites],
        sports=[len(own.get(site.site_id, ())) for site in sites],
        rural=[site.area in rules.rural_areas for site in sites],
        rooms=[room_of(problem, site) for site in sites],
        limits=[limit_minutes(one.hours_week) for one in tables.associations],
        least=[one.min_points for one in tables.associations],
        worth=list(rules.worth),
        rural_share=Fraction(rules.rural_share),
    )


def limit_minutes(hours: Decimal) -> int:
    """Return hours as whole minutes, rounded down."""
    return floor(Fraction(hours) * MINUTES_PER_HOUR)


def room_of(problem: Problem, site: Site) -> int | None:
    """Return the after-school sessions a week that a site has room for besides what it wants."""
    if site.capacity is None:
        return None
    slots = Timetable(problem)
    there = sum(
        any(bell.part == AFTER_SCHOOL for bell in slots.slots(site.site_id, day).values())
        for day in DAYS
    )
    wanted = sum(
        demand.sessions
        for demand in problem.demands
        if demand.site_id == site.site_id and AFTER_SCHOOL in demand.allowed_parts
    )
    return max(0, site.capacity * there - wanted)


def session_min(problem: Problem, site: Site) -> int:
    """Return the minutes of an after-school session at a site: its longest slot of the kind."""
    slots = Timetable(problem)
    lengths = [
        bell.end - bell.start
        for day in DAYS
        for bell in slots.slots(site.site_id, day).values()
        if bell.part == AFTER_SCHOOL
    ]
    return max(lengths, default=USUAL_SESSION_MIN)


def _options(
    problem: Problem,
    tables: PointTables,
    sites: Sequence[Site],
    own: dict[str, dict[str, None]],
) -> Iterator[PointOption]:
    rules, travel = tables.rules, TravelTimes(problem)
    mode = problem.rules.travel.default_mode
    for number, site in enumerate(sites):
        minutes = session_min(problem, site)
        for place, association in enumerate(tables.associations):
            sessions = wished_sessions(tables, site.site_id, association.skill)
            if not sessions or association.skill in own.get(site.site_id, ()):
                continue
            way = 0
            if association.home_site:
                there = travel.minutes(mode, association.home_site, site.site_id)
                back = travel.minutes(mode, site.site_id, association.home_site)
                if UNKNOWN in {there, back} or there > rules.way_min:
                    continue
                way = there + back
            pupils = site.pupils or 0
            is_ball = pupils >= rules.ball_pupils and association.skill in rules.ball_games
            yield PointOption(
                association=place,
                site=number,
                skill=association.skill,
                sessions=sessions,
                minutes=sessions * minutes,
                road_min=sessions * way,
                gain=is_ball * rules.ball_worth * pupils
                - rules.road * sessions * way
                - round_half_up(rules.fee * association.fee),
            )


def wished_sessions(tables: PointTables, site_id: str, skill: str) -> int:
    """Return the sessions a week that a school would have of a sport; 0 if it would have none."""
    if not tables.wishes:
        return 1
    rows = {row.skill: row for row in tables.wishes if row.site_id == site_id}
    row = rows.get(skill, rows.get(""))
    return 0 if row is None else row.sessions


def _schools(
    tables: PointTables,
    sites: Sequence[Site],
    own: dict[str, dict[str, None]],
    points: Sequence[SportsPoint],
) -> Iterator[SchoolSports]:
    rules = tables.rules
    for site in sites:
        mine = tuple(own.get(site.site_id, ()))
        added = tuple(one.skill for one in points if one.site_id == site.site_id)
        is_large = (site.pupils or 0) >= rules.ball_pupils
        lacking = tuple(game for game in rules.ball_games if game not in {*mine, *added})
        yield SchoolSports(
            site_id=site.site_id,
            pupils=site.pupils or 0,
            own=mine,
            points=added,
            ball_games_lacking=lacking if is_large else (),
            is_large=is_large,
        )


def _loads(tables: PointTables, points: Sequence[SportsPoint]) -> Iterator[AssociationLoad]:
    for one in tables.associations:
        mine = [point for point in points if point.association_id == one.association_id]
        yield AssociationLoad(
            association_id=one.association_id,
            points=len(mine),
            min_points=one.min_points,
            minutes=sum(point.minutes for point in mine),
            limit_minutes=limit_minutes(one.hours_week),
            fee=one.fee * len(mine),
        )
