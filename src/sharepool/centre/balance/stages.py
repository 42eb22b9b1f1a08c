r"""What schools count as: stage by stage, teaching points with their centre school.

A school with classes of several stages is one school of each. What is known class by class is of
the stage of the class. Of all else a stage has as much as of the school's weighted pupils: with
:math:`p_s` pupils of stage :math:`s`, each of weight :math:`\omega_s`, of an amount :math:`a`

.. math:: a_s = a \cdot \frac{\omega_s\, p_s}{\sum_r \omega_r\, p_r}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sharepool.centre.balance.types import SchoolBalance, StageBalance
from sharepool.centre.needs.classes import LESSON
from sharepool.centre.needs.types import GroupNeed, SiteNeed
from sharepool.problem.itinerary import Event

STAGE_OF_GRADE = {
    grade: stage
    for stage, grades in (
        ("primary", range(1, 7)),
        ("junior", range(7, 10)),
        ("senior", range(10, 13)),
    )
    for grade in grades
}

STAGE_WEIGHTS: Mapping[str, Decimal] = {
    "primary": Decimal(1),
    "junior": Decimal("1.1"),
    "senior": Decimal("1.32"),
}
"""Weights of a pupil: 1 : 1.1 in nine-year schools, 1 : 1.1 : 1.32 in twelve-year ones, and so
1 : 1.2 in complete middle schools (a text of 2015 on basic balance, read second-hand)."""

AMOUNTS = ("pupils", "classes", "teachers", "own_lessons", "pool_lessons", "pool_slots")


def split_school(
    school: SchoolBalance,
    need: SiteNeed | None,
    groups: Iterable[GroupNeed],
    hosted: Iterable[tuple[str, Event]],
    weights: Mapping[str, Decimal],
) -> list[StageBalance]:
    """Return what a school counts as in each of its stages.

    Parameters
    ----------
    school : SchoolBalance
    need : SiteNeed or None
    groups : iterable of GroupNeed
        Its classes, those of arts left out.
    hosted : iterable of (str, Event)
        What a plan brings to which of its cohorts, arts left out.
    weights : mapping of str to Decimal
        Of a pupil, by stage; above 0.
    """
    amounts = {name: _fraction(getattr(school, name)) for name in AMOUNTS}
    sizes = {} if need is None else _sizes(need)
    if len(sizes) <= 1:
        return [StageBalance(school.site_id, school.county, school.stage, (), **amounts)]
    lessons = [one for one in groups if one.kind == LESSON]
    stage_of = {one.cohort: STAGE_OF_GRADE[one.grade] for one in lessons if one.grade}
    known = {name: Counter[str]() for name in AMOUNTS}
    for grade in () if need is None else need.grades:
        known["classes"][STAGE_OF_GRADE[grade.grade]] += grade.classes
    for one in lessons:
        known["own_lessons"][stage_of[one.cohort]] += one.covered
    for cohort, event in hosted:
        if event.demand.kind == LESSON and cohort in stage_of:
            known["pool_lessons"][stage_of[cohort]] += event.demand.periods
            known["pool_slots"][stage_of[cohort]] += event.demand.periods
    weighted = {stage: Fraction(str(weights.get(stage, 1))) * size for stage, size in sizes.items()}
    return [
        StageBalance(
            site_id=school.site_id,
            county=school.county,
            stage=stage,
            joined_points=(),
            **{
                name: size if name == "pupils" else _share(whole, known[name], stage, weighted)
                for name, whole in amounts.items()
            },
        )
        for stage, size in sizes.items()
    ]


def _share(
    amount: Fraction | None,
    known: Mapping[str, int],
    stage: str,
    weighted: Mapping[str, Fraction],
) -> Fraction | None:
    """Return what a stage has: what is known to be its own, and its share of what is nobody's."""
    if amount is None:
        return None
    rest = amount - sum(known.values())
    return known.get(stage, 0) + rest * weighted[stage] / sum(weighted.values(), Fraction())


def _sizes(need: SiteNeed) -> dict[str, Fraction]:
    """Return the pupils of each stage; by classes where they are not counted grade by grade."""
    counted = Counter[str]()
    known = all(one.pupils is not None for one in need.grades)
    for one in need.grades:
        if one.classes:
            counted[STAGE_OF_GRADE[one.grade]] += (one.pupils or 0) if known else one.classes
    whole = sum(counted.values())
    pupils = whole if known else need.pupils or 0
    return {stage: Fraction(pupils * count, whole) for stage, count in counted.items() if count}


def join_points(
    stages: Mapping[str, Sequence[StageBalance]], centre_of: Mapping[str, str]
) -> list[StageBalance]:
    """Return the stages of all schools, those of points joined to their centre school's.

    Parameters
    ----------
    stages : mapping of str to sequence of StageBalance
        By school.
    centre_of : mapping of str to str
        Centre schools by point. A point is of its centre's first stage.
    """
    found = {site_id: list(parts) for site_id, parts in stages.items()}
    for point, centre in centre_of.items():
        if point not in stages or not stages.get(centre):
            continue
        for part in found.pop(point):
            found[centre][0] = _joined(found[centre][0], part)
    return [part for parts in found.values() for part in parts]


def _joined(here: StageBalance, point: StageBalance) -> StageBalance:
    sums = {}
    for name in AMOUNTS:
        amounts = [getattr(one, name) for one in (here, point)]
        sums[name] = None if None in amounts else sum(amounts, Fraction())
    points = (*here.joined_points, point.site_id)
    return StageBalance(here.site_id, here.county, here.stage, points, **sums)


def _fraction(amount: int | None) -> Fraction | None:
    return None if amount is None else Fraction(amount)
