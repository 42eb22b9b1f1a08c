"""Points as what the weeks are to know: demands, and the associations' people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_FLOOR, Decimal

from sharepool.centre.feed import Feed, FeedRow, Origin
from sharepool.centre.points.rows import Association
from sharepool.centre.points.types import PointTables, SportsPoint
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Requirement, Skill, Staff

MODULE = "points"
CLUB = "club"
ROLE = "association_coach"
HUNDREDTH = Decimal("0.01")


def skill_of(association_id: str) -> str:
    """Return the skill that the people of an association hold, and nobody else."""
    return f"assoc:{association_id}"


def demand_id_of(point: SportsPoint) -> str:
    """Return the id of the demand that a point is in the week."""
    return f"POINT-{point.association_id}-{point.site_id}"


def make_feed(problem: Problem, tables: PointTables, points: Sequence[SportsPoint]) -> Feed:
    """Return the points as demands of their association, and its people as staff.

    An association without a home site or people brings demands alone.

    Parameters
    ----------
    problem : Problem
    tables : PointTables
    points : sequence of SportsPoint
    """
    number_of = {one.association_id: n for n, one in enumerate(tables.associations)}
    origins = {
        name: Origin(MODULE, "associations", tables.number_of("associations", number))
        for name, number in number_of.items()
    }
    demands = tuple(FeedRow(_demand(point), origins[point.association_id]) for point in points)
    busy = {point.association_id for point in points}
    people = [
        (person, one, origins[one.association_id])
        for one in tables.associations
        if one.association_id in busy and one.home_site
        for person in _people(one)
        if person.staff_id not in problem.person_of
    ]
    return Feed(
        {
            "demands": demands,
            "staff": tuple(FeedRow(person, origin) for person, _, origin in people),
            "skills": tuple(
                FeedRow(Skill(staff_id=person.staff_id, skill=skill), origin)
                for person, one, origin in people
                for skill in (one.skill, skill_of(one.association_id))
            ),
        }
    )


def _demand(point: SportsPoint) -> Demand:
    return Demand(
        demand_id=demand_id_of(point),
        site_id=point.site_id,
        kind=CLUB,
        skill=point.skill,
        cohort=f"{point.skill}({point.association_id})",
        also_requires=(Requirement(skill_of(point.association_id), 1),),
        sessions=point.sessions,
    )


def _people(association: Association) -> Iterator[Staff]:
    for number in range(1, association.people + 1):
        hours = association.hours_week / association.people
        yield Staff(
            staff_id=f"{association.association_id}-{number}",
            name=f"{association.title} {number}",
            employer=association.title,
            role=ROLE,
            home_site=association.home_site,
            max_hours_week=hours.quantize(HUNDREDTH, rounding=ROUND_FLOOR),
        )
