"""Sessions that several people make up, and classes that listen to others' sessions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sharepool.generate import facts
from sharepool.generate.sites import InventedSchool
from sharepool.generate.staff import CLEARANCE, PE, InventedPerson
from sharepool.problem.rows import Demand, Listener, Role, Skill

OPTIONAL_SHARE = 0.3
"""Of the clubs that have a second person: those that can do without."""

COACH, LIFEGUARD = "教练", "lifeguard"
"""The role of whoever leads a club, and the certificate of whoever watches the water."""


def draw_teams(
    rng: np.random.Generator,
    schools: Sequence[InventedSchool],
    demands: Sequence[Demand],
    share: float,
) -> tuple[tuple[Role, ...], tuple[Listener, ...]]:
    """Return who makes up a share of all sessions, and who else listens.

    A lesson gets a coach beside its teacher (a coach without a teacher's certificate takes none
    alone), a club a teacher beside its coach. Remote sessions, which come first, get the class of
    another school with the same bells (同步课堂).
    """
    wanted = share * sum(demand.sessions for demand in demands)
    roles: list[Role] = []
    listeners: list[Listener] = []
    drawn = [demands[index] for index in rng.permutation(len(demands))]
    for demand in sorted(drawn, key=lambda one: one.delivery != "remote"):
        if wanted <= 0:
            break
        wanted -= demand.sessions
        if demand.delivery == "remote":
            listeners += _draw_listener(rng, schools, demand)
        elif demand.kind == "lesson":
            roles += _make_lesson(rng, demand)
        else:
            roles += _make_club(rng, demand)
    return tuple(roles), tuple(listeners)


def guard_pools(demands: Sequence[Demand], roles: Sequence[Role]) -> tuple[Role, ...]:
    """Return the roles with a lifeguard (救生员) in every session of swimming at the school."""
    swimming = [
        demand.demand_id
        for demand in demands
        if demand.skill == facts.SWIMMING and demand.delivery != "remote"
    ]
    teams = {role.demand_id for role in roles}
    coaches = (Role(demand_id=name, role=COACH) for name in swimming if name not in teams)
    guards = (
        Role(demand_id=name, role="救生员", skill=LIFEGUARD, also_requires=CLEARANCE)
        for name in swimming
    )
    return (*roles, *coaches, *guards)


def draw_lifeguards(rng: np.random.Generator, pool: Sequence[InventedPerson]) -> tuple[Skill, ...]:
    """Return the lifeguards' certificates: everybody's who coaches swimming, and some others'."""
    coaches = {
        skill.staff_id
        for member in pool
        for skill in member.skills
        if skill.skill == facts.SWIMMING
    }
    chances = rng.random(len(pool))
    return tuple(
        Skill(staff_id=member.person.staff_id, skill=LIFEGUARD)
        for member, chance in zip(pool, chances, strict=True)
        if member.person.staff_id in coaches or chance < facts.LIFEGUARD_SHARE
    )


def _draw_listener(
    rng: np.random.Generator, schools: Sequence[InventedSchool], demand: Demand
) -> list[Listener]:
    bells = {school.site.site_id: school.site.bell_id for school in schools}
    others = [
        school.site.site_id
        for school in schools
        if school.kind is facts.POINT
        and school.site.site_id != demand.site_id
        and school.site.bell_id == bells[demand.site_id]
    ]
    return [Listener(demand_id=demand.demand_id, site_id=others[rng.integers(len(others))])]


def _make_lesson(rng: np.random.Generator, demand: Demand) -> list[Role]:
    sport = str(rng.choice(list(facts.SPORT_SHARES), p=list(facts.SPORT_SHARES.values())))
    return [
        Role(demand_id=demand.demand_id, role="教师"),
        Role(demand_id=demand.demand_id, role=COACH, skill=sport, also_requires=CLEARANCE),
    ]


def _make_club(rng: np.random.Generator, demand: Demand) -> list[Role]:
    return [
        Role(demand_id=demand.demand_id, role=COACH),
        Role(
            demand_id=demand.demand_id,
            role="助教",
            skill=PE,
            also_requires=CLEARANCE,
            optional=bool(rng.random() < OPTIONAL_SHARE),
        ),
    ]
