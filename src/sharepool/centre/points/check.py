"""Whether points keep their rules: a checker that knows nothing of how they were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sharepool.centre.points.types import PointTables, SportsPoints
from sharepool.problem.cells import MINUTES_PER_HOUR, round_half_up
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS
from sharepool.problem.travel import TravelTimes


@dataclass(frozen=True)
class PointFlaw:
    """One thing wrong with points.

    Attributes
    ----------
    kind : str
        ``unknown``, ``twice``, ``there_already``, ``not_wished``, ``too_far``, ``hours``,
        ``room``, ``rural``, ``objective`` or ``figures``.
    association_id, site_id : str
    amount, limit : int or None
    """

    kind: str
    association_id: str = ""
    site_id: str = ""
    amount: int | None = None
    limit: int | None = None


def check_points(
    problem: Problem, tables: PointTables, placed: SportsPoints, *, plan: Plan | None = None
) -> tuple[PointFlaw, ...]:
    """Return what is wrong with points; nothing if all is well.

    Parameters
    ----------
    problem : Problem
    tables : PointTables
    placed : SportsPoints
    plan : Plan, optional
        Whose clubs are sports that schools have.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_points("data/samples/county", problem)
    >>> sp.check_points(problem, tables, sp.place_points(problem, tables))
    ()
    """
    known = {one.association_id for one in tables.associations}
    strange = [
        PointFlaw("unknown", one.association_id, one.site_id)
        for one in placed.points
        if one.association_id not in known or one.site_id not in problem.site_of
    ]
    if strange:
        return tuple(strange)
    return (
        *_places(problem, tables, placed, plan),
        *_limits(problem, tables, placed),
        *_figures(problem, tables, placed, plan),
    )


def _own(problem: Problem, tables: PointTables, plan: Plan | None) -> set[tuple[str, str]]:
    found = {(row.site_id, row.skill) for row in tables.own}
    if plan is not None:
        for session in Itinerary(problem, plan).sessions:
            if "after_school" in session.demand.allowed_parts:
                found.add((session.demand.site_id, session.demand.skill))
    return found


def _places(
    problem: Problem, tables: PointTables, placed: SportsPoints, plan: Plan | None
) -> Iterator[PointFlaw]:
    """Find points where they may not be, or of a sport that is there."""
    association_of = {one.association_id: one for one in tables.associations}
    own, travel = _own(problem, tables, plan), TravelTimes(problem)
    counts = Counter((one.site_id, one.skill) for one in placed.points)
    for point in placed.points:
        one, at = association_of[point.association_id], (point.association_id, point.site_id)
        if point.skill != one.skill:
            yield PointFlaw("unknown", *at)
        if counts[point.site_id, point.skill] > 1:
            yield PointFlaw("twice", *at)
        if (point.site_id, point.skill) in own:
            yield PointFlaw("there_already", *at)
        wishes = [row for row in tables.wishes if row.site_id == point.site_id]
        if tables.wishes and not any(row.skill in {"", point.skill} for row in wishes):
            yield PointFlaw("not_wished", *at)
        if one.home_site:
            mode = problem.rules.travel.default_mode
            way = travel.minutes(mode, one.home_site, point.site_id)
            if not 0 <= way <= tables.rules.way_min:
                yield PointFlaw("too_far", *at, amount=way, limit=tables.rules.way_min)


def _limits(problem: Problem, tables: PointTables, placed: SportsPoints) -> Iterator[PointFlaw]:
    """Find associations beyond their hours, schools beyond their room, too few rural points."""
    minutes, sessions = Counter[str](), Counter[str]()
    for point in placed.points:
        minutes[point.association_id] += point.minutes
        sessions[point.site_id] += point.sessions
    for one in tables.associations:
        if minutes[one.association_id] > one.hours_week * MINUTES_PER_HOUR:
            yield PointFlaw("hours", one.association_id, amount=minutes[one.association_id])
    days: dict[str, set[int]] = defaultdict(set)
    for bell in problem.bells:
        if bell.part == "after_school":
            days[bell.bell_id] |= set(bell.days) & set(DAYS)
    for site_id, added in sessions.items():
        site = problem.site_of[site_id]
        wanted = sum(
            demand.sessions
            for demand in problem.demands
            if demand.site_id == site_id and "after_school" in demand.allowed_parts
        )
        if site.capacity is not None:
            room = max(0, site.capacity * len(days[site.bell_id]) - wanted)
            if added > room:
                yield PointFlaw("room", "", site_id, added, room)
    rural = sum(
        problem.site_of[one.site_id].area in tables.rules.rural_areas for one in placed.points
    )
    if rural < Fraction(tables.rules.rural_share) * len(placed.points):
        yield PointFlaw("rural", amount=rural, limit=len(placed.points))


def _figures(
    problem: Problem, tables: PointTables, placed: SportsPoints, plan: Plan | None
) -> Iterator[PointFlaw]:
    """Find an objective, or figures of associations, that are not what the points make of them."""
    rules, own = tables.rules, Counter(site for site, _ in _own(problem, tables, plan))
    association_of = {one.association_id: one for one in tables.associations}
    added, count = Counter[str](), Counter[str]()
    total = 0
    for point in placed.points:
        pupils = problem.site_of[point.site_id].pupils or 0
        rank = own[point.site_id] + added[point.site_id]
        total += pupils * (rules.worth[rank] if rank < len(rules.worth) else 0)
        if pupils >= rules.ball_pupils and point.skill in rules.ball_games:
            total += rules.ball_worth * pupils
        fee = rules.fee * association_of[point.association_id].fee
        total -= rules.road * point.road_min + round_half_up(fee)
        added[point.site_id] += 1
        count[point.association_id] += 1
    if total != placed.objective or placed.objective > placed.bound:
        yield PointFlaw("objective", amount=placed.objective, limit=total)
    for load in placed.associations:
        if load.points != count[load.association_id]:
            yield PointFlaw("figures", load.association_id, amount=load.points)
