"""The balance between schools (优质均衡): official indicators beside what pupils get."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sharepool.centre.balance.counting import POINT, Counting, find_centres
from sharepool.centre.balance.stages import STAGE_WEIGHTS
from sharepool.centre.balance.types import Balance, BalanceIndicator, SchoolBalance, StageBalance
from sharepool.centre.needs.types import Needs
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem

SMALL_POINT_PUPILS = 50
"""Teaching points below this size are left out of the official indicators."""

LIMITS = {"primary": 0.50, "junior": 0.45}
"""What the official coefficient of variation between schools may be, by stage."""

OFFICIAL = "teachers_per_100_pupils"

STANDARD = 0.9
"""Sport and arts teachers per 100 pupils that each school should have."""

Count = Callable[[StageBalance], Fraction | None]


def _own_and_pool(own: Fraction | None, pool: Fraction | None) -> Fraction | None:
    return None if own is None or pool is None else own + pool


MEASURES: dict[str, tuple[Count, Count, Count, int]] = {
    OFFICIAL: (lambda one: one.teachers, lambda one: one.teachers, lambda one: one.pupils, 100),
    "lessons_per_class": (
        lambda one: one.own_lessons,
        lambda one: _own_and_pool(one.own_lessons, one.pool_lessons),
        lambda one: one.classes,
        1,
    ),
    "slots_per_100_pupils": (
        lambda one: one.own_lessons,
        lambda one: _own_and_pool(one.own_lessons, one.pool_slots),
        lambda one: one.pupils,
        100,
    ),
}
"""Each measure: what there is before and after a plan, of what, and per how many.

The pool changes what pupils get; the headcount of a school, official measure of it, stays.
"""


def weigh_balance(
    problem: Problem,
    plan: Plan,
    schools: Needs | None = None,
    *,
    small_point_pupils: int = SMALL_POINT_PUPILS,
    limits: Mapping[str, float] = LIMITS,
    standard: float = STANDARD,
    stage_weights: Mapping[str, Decimal] = STAGE_WEIGHTS,
    centre_of: Mapping[str, str] | None = None,
) -> Balance:
    """Return how evenly schools are staffed and served, before and after a plan.

    A school with classes of several stages counts in each of them, and a teaching point that is
    not too small with its centre school.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    schools : Needs, optional
        Classes, teachers and own lessons of schools, from :func:`sharepool.find_needs`; without
        them only what the pool brings is known.
    small_point_pupils : int
        Teaching points with fewer pupils count in no indicator.
    limits : mapping of str to float
        Official limit of the coefficient by stage.
    standard : float
        Sport and arts teachers per 100 pupils that each school should have; judged where the tables
        know both.
    stage_weights : mapping of str to Decimal
        Weight of a pupil of each stage where the teachers of a school are split.
    centre_of : mapping of str to str, optional
        Centre school of teaching points. By default it is the primary school of the point's group,
        the nearest if there are several.

    Returns
    -------
    Balance

    Examples
    --------
    >>> import sharepool as sp
    >>> centre = sp.read_centre("data/samples/county/centre")
    >>> needs = sp.find_needs(centre)
    >>> balance = sp.weigh_balance(needs.problem, sp.Plan(), needs)
    >>> [(one.stage, one.schools) for one in balance.indicators if one.limit]
    [('primary', 25), ('junior', 14)]
    """
    counting = Counting(problem, plan, schools, stage_weights)
    centres = find_centres(problem) if centre_of is None else centre_of
    found = counting.list_schools(small_point_pupils, centres)
    stages = counting.list_stages(found, centres)
    points = [one for one in found if one.stage == POINT or one.excluded == "small_point"]
    return Balance(
        schools=tuple(found),
        stages=tuple(stages),
        indicators=tuple(
            _indicators(found, stages, limits, standard if counting.knows_all else None)
        ),
        points=tuple(sorted(points, key=lambda one: (one.pupils or 0, one.site_id))),
    )


def variation(amounts: Sequence[float], weights: Sequence[float]) -> float | None:
    r"""Return the weighted coefficient of variation of amounts per unit of weight.

    .. math:: \frac{1}{\bar x} \sqrt{\sum_i \frac{w_i}{\sum_j w_j} (x_i - \bar x)^2},
              \qquad x_i = \frac{a_i}{w_i},\ \bar x = \frac{\sum_i a_i}{\sum_i w_i}

    Parameters
    ----------
    amounts : sequence of float
        What each school has, :math:`a_i`.
    weights : sequence of float
        Its pupils, :math:`w_i` > 0.

    Returns
    -------
    float or None
        None without schools, or where there is nothing to share.

    References
    ----------
    The formula of the national supervision of balanced compulsory education (优质均衡督导评估).
    """
    whole = sum(weights)
    if not whole or not sum(amounts):
        return None
    mean = sum(amounts) / whole
    variance = math.fsum(
        weight / whole * (amount / weight - mean) ** 2
        for amount, weight in zip(amounts, weights, strict=True)
    )
    return math.sqrt(variance) / mean


def _indicators(
    schools: Iterable[SchoolBalance],
    stages: Iterable[StageBalance],
    limits: Mapping[str, float],
    standard: float | None,
) -> Iterator[BalanceIndicator]:
    left_out = group_by(
        (one for one in schools if one.excluded), lambda one: (one.county, one.stage)
    )
    counted = group_by(stages, lambda one: (one.county, one.stage))
    for county, stage in dict.fromkeys([*counted, *left_out]):
        part = counted.get((county, stage), ())
        excluded = len(left_out.get((county, stage), ()))
        for measure, (before, after, of, per) in MEASURES.items():
            known = [one for one in part if of(one) and before(one) is not None]
            weights = [float(of(one) or 0) for one in known]
            amounts = [
                [float(per * (count(one) or 0)) for one in known] for count in (before, after)
            ]
            means = [sum(some) / sum(weights) if weights else None for some in amounts]
            spread = [variation(some, weights) for some in amounts]
            due = standard if measure == OFFICIAL else None
            shares = [one / weight for one, weight in zip(amounts[0], weights, strict=True)]
            yield BalanceIndicator(
                county=county,
                stage=stage,
                measure=measure,
                schools=len(known),
                excluded=excluded + len(part) - len(known),
                mean_before=means[0],
                mean_after=means[1],
                variation_before=spread[0],
                variation_after=spread[1],
                limit=limits.get(stage) if measure == OFFICIAL else None,
                standard=due,
                reaching=None if due is None else sum(one >= due for one in shares),
            )
