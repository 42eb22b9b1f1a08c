"""What the schools of a county need: lessons that classes lack, clubs, pairs, a sport's chain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from sharepool.generate import facts
from sharepool.generate.sites import URBAN_GROUPS, InventedSchool
from sharepool.generate.staff import CERTIFICATE, CLEARANCE, PE
from sharepool.problem.rows import ChainMember, Demand, Pair

GRADES = (*(f"{digit}年级" for digit in "一二三四五六七八九"), "高一", "高二", "高三")

WINTER_SPORT = "冰雪"
WINTER_SEASON = (dt.date(2025, 11, 1), dt.date(2026, 3, 15))

CLUB_SESSIONS = (1, 3)
DOUBLE_SHARE = 0.15
"""Share of the clubs whose session takes both after-school slots."""
SPREAD_SHARE = 0.25
"""Share of the clubs that want a day between two sessions."""
REMOTE_SHARE = 0.15
"""Share of the clubs at teaching points that are by live link (同步课堂)."""


def draw_demands(
    rng: np.random.Generator, schools: Sequence[InventedSchool], chain: Sequence[ChainMember]
) -> list[Demand]:
    """Return what the schools want of the pool, school by school."""
    in_chain = {member.site_id for member in chain}
    demands: list[Demand] = []
    for school in schools:
        demands += _draw_lessons(rng, school)
        demands += _draw_clubs(rng, school, with_chain=school.site.site_id in in_chain)
    return demands


def draw_chain(rng: np.random.Generator, schools: Sequence[InventedSchool]) -> list[ChainMember]:
    """Return the members of the 621 chain: six primary, two junior, one senior school."""
    members = []
    for stage, count in facts.CHAIN_MEMBERS.items():
        candidates = [school.site for school in schools if school.kind.stage == stage]
        members += [
            ChainMember(
                chain_id=f"{candidates[index].county}{facts.CHAIN_SPORT}621",
                skill=facts.CHAIN_SPORT,
                stage=stage,
                site_id=candidates[index].site_id,
            )
            for index in sorted(rng.permutation(len(candidates))[:count])
        ]
    return members


def pair_districts(schools: Sequence[InventedSchool]) -> list[Pair]:
    """Pair every school outside town with one of the town's big school districts (大学区)."""
    outside = [school.site for school in schools if school.kind.area != "urban"]
    return [
        Pair(site_id=site.site_id, group=site.county + URBAN_GROUPS[index % len(URBAN_GROUPS)])
        for index, site in enumerate(outside)
    ]


def _draw_lessons(rng: np.random.Generator, school: InventedSchool) -> Iterator[Demand]:
    """Yield the lessons that a school's own teachers leave over, class by class."""
    lacking = -school.balance_lessons
    classes = _name_classes(school.kind.class_grades)
    for number, index in enumerate(rng.permutation(len(classes)), start=1):
        if lacking <= 0:
            return
        grade, cohort = classes[index]
        sessions = min(lacking, facts.LESSONS_BY_GRADE[grade])
        lacking -= sessions
        yield Demand(
            demand_id=f"{school.site.site_id}-L{number}",
            site_id=school.site.site_id,
            skill=PE,
            cohort=cohort,
            also_requires=f"{CERTIFICATE};{CLEARANCE}",
            sessions=sessions,
            max_staff=2,
            # A far point may take two lessons of a class on one day, so that one trip serves more.
            max_per_day=2 if school.kind is facts.POINT else 1,
            priority=facts.PRIORITIES[school.kind.area],
        )


def _name_classes(grades: Sequence[int]) -> list[tuple[int, str]]:
    """Return the grade and the name, such as 三年级2班, of each class."""
    named = []
    for index, grade in enumerate(grades):
        number = index - grades.index(grade) + 1
        named.append((grade, f"{GRADES[grade - 1]}{number}班"))
    return named


def _draw_clubs(
    rng: np.random.Generator, school: InventedSchool, *, with_chain: bool
) -> Iterator[Demand]:
    """Yield the clubs that a school wants after its lessons, each of another sport."""
    sports = [
        str(sport)
        for sport in rng.choice(
            list(facts.SPORT_SHARES),
            size=school.kind.clubs,
            replace=False,
            p=list(facts.SPORT_SHARES.values()),
        )
    ]
    if with_chain and facts.CHAIN_SPORT not in sports:
        sports[0] = facts.CHAIN_SPORT
    for number, sport in enumerate(sports, start=1):
        yield _draw_club(rng, school, number, sport)


def _draw_club(rng: np.random.Generator, school: InventedSchool, number: int, sport: str) -> Demand:
    remote = school.outlying or (school.kind is facts.POINT and rng.random() < REMOTE_SHARE)
    season = WINTER_SEASON if sport == WINTER_SPORT else (None, None)
    sessions = int(rng.integers(*CLUB_SESSIONS, endpoint=True))
    # Three days with a day between each two would fit Monday, Wednesday and Friday only.
    spread = rng.random() < SPREAD_SHARE and sessions < CLUB_SESSIONS[1]
    return Demand(
        demand_id=f"{school.site.site_id}-K{number}",
        site_id=school.site.site_id,
        kind="club",
        skill=sport,
        min_level=int(rng.integers(1, 2, endpoint=True)),
        also_requires=CLEARANCE,
        sessions=sessions,
        periods=2 if rng.random() < DOUBLE_SHARE else 1,
        min_gap_days=2 if spread else 1,
        delivery="remote" if remote else "onsite",
        season_from=season[0],
        season_until=season[1],
        priority=facts.PRIORITIES[school.kind.area],
    )
