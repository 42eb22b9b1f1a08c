"""The balance between schools (优质均衡): official indicators beside what pupils get."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sharepool.centre.balance.types import Balance, BalanceIndicator, SchoolBalance
from sharepool.centre.needs.types import Needs, SiteNeed
from sharepool.problem.itinerary import Itinerary, Session, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site

POINT = "point"
SMALL_POINT_PUPILS = 50
"""Teaching points below this size are left out of the official indicators."""

LIMITS = {"primary": 0.50, "junior": 0.45}
"""What the official coefficient of variation between schools may be, by stage."""

OFFICIAL = "teachers_per_100_pupils"

Count = Callable[[SchoolBalance], int | None]

MEASURES: dict[str, tuple[Count, Count, Count, int]] = {
    OFFICIAL: (lambda one: one.teachers, lambda one: one.teachers, lambda one: one.pupils, 100),
    "lessons_per_class": (
        lambda one: one.own_lessons,
        lambda one: one.own_lessons + one.pool_lessons,
        lambda one: one.classes,
        1,
    ),
    "slots_per_100_pupils": (
        lambda one: one.own_lessons,
        lambda one: one.own_lessons + one.pool_slots,
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
) -> Balance:
    """Return how evenly schools are staffed and served, before and after a plan.

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
    [('primary', 22), ('junior', 11)]
    """
    needs = {} if schools is None else {one.site_id: one for one in schools.sites}
    sessions = Itinerary(problem, plan).of_site
    found = [
        _school(site, needs.get(site.site_id), sessions.get(site.site_id, ()), small_point_pupils)
        for site in problem.sites
        if site.site_id in needs or site.pupils is not None or site.site_id in sessions
    ]
    points = [one for one in found if one.stage == POINT or one.excluded == "small_point"]
    return Balance(
        schools=tuple(found),
        indicators=tuple(_indicators(found, limits)),
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


def _school(
    site: Site, need: SiteNeed | None, sessions: Iterable[Session], small_point_pupils: int
) -> SchoolBalance:
    pupils = site.pupils if need is None else need.pupils
    brought = [(session.demand.kind, session.demand.periods) for session in sessions]
    if not pupils:
        excluded = "no_pupils"
    else:
        is_small = site.stage == POINT and pupils < small_point_pupils
        excluded = "small_point" if is_small else ""
    return SchoolBalance(
        site_id=site.site_id,
        name=site.title,
        county=site.county,
        stage=site.stage,
        area=site.area,
        pupils=pupils,
        classes=None if need is None else need.classes,
        teachers=None if need is None else need.teachers,
        required=None if need is None else need.required,
        own_lessons=0 if need is None else need.covered,
        pool_lessons=sum(periods for kind, periods in brought if kind == "lesson"),
        pool_slots=sum(periods for _, periods in brought),
        excluded=excluded,
    )


def _indicators(
    schools: Iterable[SchoolBalance], limits: Mapping[str, float]
) -> Iterator[BalanceIndicator]:
    for (county, stage), part in group_by(schools, lambda one: (one.county, one.stage)).items():
        counted = [one for one in part if not one.excluded]
        for measure, (before, after, of, per) in MEASURES.items():
            known = [one for one in counted if of(one) and before(one) is not None]
            weights = [of(one) or 0 for one in known]
            amounts = [[per * (count(one) or 0) for one in known] for count in (before, after)]
            means = [sum(some) / sum(weights) if weights else None for some in amounts]
            spread = [variation(some, weights) for some in amounts]
            yield BalanceIndicator(
                county=county,
                stage=stage,
                measure=measure,
                schools=len(known),
                excluded=len(part) - len(known),
                mean_before=means[0],
                mean_after=means[1],
                variation_before=spread[0],
                variation_after=spread[1],
                limit=limits.get(stage) if measure == OFFICIAL else None,
            )
