"""The tables that a county keeps before there is a pool: its classes, teachers and curriculum."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np

from sharepool.centre.needs.rows import (
    Centre,
    ClassCount,
    CurriculumLine,
    Resident,
    Service,
)
from sharepool.generate import demands, facts, names, sites, staff
from sharepool.generate.bells import list_bells
from sharepool.generate.counties import place_county
from sharepool.generate.exchanges import add_wishes
from sharepool.generate.sites import InventedSchool
from sharepool.problem.problem import Problem
from sharepool.problem.rules import Rules

LENT_BY_SCHOOLS = {"backbone_teacher", "pe_teacher"}
"""Roles whose hours follow from their school's classes here."""

VISITS: dict[int, dict[str, Any]] = {2: {"visit_days": "2", "doubles": 1}, 3: {"visit_days": "24"}}
"""Teaching points, by number, that are visited on fixed days: one on Tuesdays only, for doubles."""
MERGED = {2: ("复式", range(2, 4))}
"""Grades that are taught together (复式), by number of the teaching point."""

LONGEST_YEARS = 12


def generate_centre(seed: int) -> Centre:
    """Return the class counts, teachers and curriculum of an invented county.

    Parameters
    ----------
    seed : int
        The schools, coaches and volunteers are those of :func:`generate_county` with this seed;
        teachers are lent as their schools' classes allow.

    Returns
    -------
    Centre

    Examples
    --------
    >>> import sharepool as sp
    >>> centre = sp.generate_centre(seed=1)
    >>> sp.generate_centre(seed=1) == centre
    True
    """
    rng = np.random.default_rng([seed, 0])
    county = place_county(0)
    schools = sites.draw_schools(rng, county)
    pool = [
        member
        for member in staff.draw_pool(rng, county, schools)
        if member.person.role not in LENT_BY_SCHOOLS
    ]
    members = demands.draw_chain(rng, schools)
    rng = np.random.default_rng([seed, 0, 1])
    centre = Centre(
        problem=Problem(
            rules=Rules(name=f"centre-{seed}", week_of=facts.WEEK_OF),
            sites=(*(school.site for school in schools), sites.place_centre(county)),
            bells=tuple(list_bells()),
            staff=tuple(member.person for member in pool),
            skills=tuple(chain.from_iterable(member.skills for member in pool)),
            availability=tuple(chain.from_iterable(member.windows for member in pool)),
            absences=tuple(chain.from_iterable(member.absences for member in pool)),
            pairs=tuple(demands.pair_districts(schools)),
            chains=tuple(members),
        ),
        classes=tuple(row for school in schools for row in _count_classes(school)),
        residents=tuple(_draw_residents(rng, schools, county.name + staff.BUREAU_OF_EDUCATION)),
        curriculum=tuple(_curriculum()),
        services=tuple(_services()),
    )
    return add_wishes(centre, seed)


def _count_classes(school: InventedSchool) -> Iterator[ClassCount]:
    """Yield the grades of a school, its pupils spread evenly over its classes."""
    kind, number = school.kind, int(school.site.site_id[-2:])
    per_class = (school.site.pupils or 0) // kind.classes
    merge, merged = MERGED.get(number, ("", range(0))) if kind is facts.POINT else ("", range(0))
    visits = VISITS.get(number, {}) if kind is facts.POINT else {}
    for grade, classes in Counter(kind.class_grades).items():
        yield ClassCount.model_validate(
            {
                "site_id": school.site.site_id,
                "grade": grade,
                "classes": classes,
                "pupils": classes * per_class,
                "merge": merge if grade in merged else "",
                **visits,
            }
        )


def _draw_residents(
    rng: np.random.Generator, schools: Sequence[InventedSchool], employer: str
) -> Iterator[Resident]:
    """Yield the PE teachers of all schools; a school's duties fall on its first one."""
    people = names.stream_people(rng)
    urban = [
        (school.site.site_id, place)
        for school in schools
        if school.kind.area == "urban"
        for place in range(school.kind.teachers)
    ]
    backbone = {urban[index] for index in rng.permutation(len(urban))[: facts.BACKBONE_TEACHERS]}
    for school in schools:
        for place in range(school.kind.teachers):
            is_backbone = (school.site.site_id, place) in backbone
            sport = str(rng.choice(list(facts.SPORT_SHARES), p=list(facts.SPORT_SHARES.values())))
            years = int(rng.integers(0, LONGEST_YEARS))
            yield Resident.model_validate(
                {
                    "staff_id": f"{school.site.site_id}-R{place + 1}",
                    "name": next(people),
                    "site_id": school.site.site_id,
                    "employer": employer,
                    "load_lessons": school.load_lessons,
                    "duty_lessons": 0 if place else facts.DUTY_LESSONS,
                    "skills": f"{staff.PE}:{3 if is_backbone else 2};{staff.CERTIFICATE};"
                    f"{staff.CLEARANCE};{sport}:2",
                    "backbone": int(is_backbone),
                    "since": dt.date(facts.WEEK_OF.year - 1 - years, 9, 1),
                }
            )


def _curriculum() -> Iterator[CurriculumLine]:
    for grade, lessons in facts.LESSONS_BY_GRADE.items():
        yield CurriculumLine(
            grade=grade,
            lessons_week=lessons,
            skill=staff.PE,
            also_requires=f"{staff.CERTIFICATE};{staff.CLEARANCE}",
        )


def _services() -> Iterator[Service]:
    """Yield a club of each ball game in larger schools, and one of rope skipping at points."""
    for game in facts.BALL_GAMES:
        yield Service(
            skill=game,
            min_pupils=facts.BALL_GAMES_PUPILS,
            sessions=facts.BALL_GAMES_SESSIONS,
            also_requires=staff.CLEARANCE,
        )
    yield Service(skill="跳绳", stage="point", sessions=1, also_requires=staff.CLEARANCE)
