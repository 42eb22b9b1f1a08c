"""Changes that bring a skill to where it is missing: somebody new, or a certificate."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from sharepool.analysis.remedies.changes import Certificate, Recruit
from sharepool.analysis.remedies.screening import Gaps, Idea
from sharepool.problem.itinerary import group_by
from sharepool.problem.rows import Demand, Requirement, Staff

_BASES = 3
"""Sites looked at for a new person of one skill, each for what those before leave."""


class _Post(NamedTuple):
    """What a person would do for a demand: all of it or, of a team, one of its roles."""

    demand: Demand
    requirements: tuple[Requirement, ...]


def find_recruits(gaps: Gaps) -> Iterator[Idea]:
    """Yield new people: for each skill that is missing, where one would be in reach of most."""
    problem = gaps.problem
    for skill, posts in group_by(_posts(gaps), lambda post: post.requirements[0].skill).items():
        hours = usual_hours(gaps, skill)
        left = posts
        for _ in range(_BASES):
            based = (
                _based_at(gaps, site_id, hours, left)
                for site_id in problem.site_of
                if problem.is_open(site_id)
            )
            idea, left = max(based, key=lambda found: found[0].promise, default=(None, left))
            if idea is None or not idea.promise:
                break
            yield idea


def find_certificates(gaps: Gaps) -> Iterator[Idea]:
    """Yield certificates: for people with time left, the one skill that keeps them from demands."""
    posts = _posts(gaps)
    for person in gaps.problem.staff:
        opened: dict[Requirement, list[Demand]] = {}
        for demand, requirements in posts:
            lacking = [one for one in requirements if not _holds(gaps, person, one)]
            if len(set(lacking)) == 1 and gaps.is_in_reach(person, demand):
                opened.setdefault(lacking[0], []).append(demand)
        for skill, level in opened:
            within = [
                demand
                for (name, at), demands in opened.items()
                if name == skill and at <= level
                for demand in demands
            ]
            most = gaps.spare_sessions(person, min(map(gaps.minutes, within)))
            ways = ((demand, gaps.way_min(person, demand) or 0) for demand in within)
            yield Idea(Certificate(person.staff_id, skill, level), gaps.promise(ways, most))


def _posts(gaps: Gaps) -> list[_Post]:
    """Return what somebody could do for each demand that misses sessions."""
    found = []
    for demand_id in gaps.missing:
        demand = gaps.problem.demand_of[demand_id]
        roles = gaps.problem.roles_of.get(demand_id, {}).values()
        asked = [role.requirements_of(demand) for role in roles] or [demand.requirements]
        found += [_Post(demand, requirements) for requirements in asked]
    return found


def _based_at(
    gaps: Gaps, site_id: str, hours: Decimal | None, posts: Sequence[_Post]
) -> tuple[Idea, tuple[_Post, ...]]:
    """Return somebody new at a site who holds all that is asked for in reach, and what is not."""
    (staff_id,) = new_ids(gaps.problem.person_of, 1)
    person = Staff(staff_id=staff_id, home_site=site_id, max_hours_week=hours)
    ways = [
        (post.demand, gaps.way_min(person, post.demand) or 0)
        for post in posts
        if gaps.is_in_reach(person, post.demand)
    ]
    reached = {demand.demand_id for demand, _ in ways}
    levels: dict[str, int] = {}
    needed = (post.requirements for post in posts if post.demand.demand_id in reached)
    for skill, level in (one for requirements in needed for one in requirements):
        levels[skill] = max(level, levels.get(skill, 0))
    held = tuple(Requirement(skill, level) for skill, level in levels.items())
    most = gaps.spare_sessions(person, min((gaps.minutes(demand) for demand, _ in ways), default=1))
    idea = Idea(Recruit(staff_id, site_id, held, hours), gaps.promise(ways, most))
    return idea, tuple(post for post in posts if post.demand.demand_id not in reached)


def new_ids(taken: Iterable[str], count: int) -> list[str]:
    """Return so many ids that nobody has."""
    known = set(taken)
    free = (name for number in itertools.count(1) if (name := f"new-{number}") not in known)
    return list(itertools.islice(free, count))


def usual_hours(gaps: Gaps, skill: str) -> Decimal | None:
    """Return the median hours of those who hold a skill, or of everybody if nobody does."""
    skills_of = gaps.problem.skills_of
    staff = gaps.problem.staff
    holders = [
        person
        for person in staff
        if any(row.skill == skill for row in skills_of.get(person.staff_id, ()))
    ]
    every = [person.max_hours_week for person in holders or staff]
    hours = sorted(every, key=lambda value: math.inf if value is None else value)
    return hours[len(hours) // 2] if hours else None


def _holds(gaps: Gaps, person: Staff, requirement: Requirement) -> bool:
    return any(
        row.skill == requirement.skill
        and row.level >= requirement.level
        and gaps.problem.covers_week(row.valid_from, row.valid_until)
        for row in gaps.problem.skills_of.get(person.staff_id, ())
    )
