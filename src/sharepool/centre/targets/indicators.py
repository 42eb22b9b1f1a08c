"""Indicators that follow from what sharepool knows, county by county."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sharepool.centre.needs.types import Needs
from sharepool.centre.targets.rows import Measure
from sharepool.problem.cells import round_half_up
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem

EVERYWHERE = ""
"""All counties together."""

DIGITS = 10_000
"""Parts of one that a share is rounded to."""

Parts = Mapping[str, tuple[Fraction, Fraction]]
"""By county: what there is, and what there should be."""


@dataclass(frozen=True)
class Known:
    """What indicators are found in.

    Attributes
    ----------
    problem : Problem
    plan : Plan or None
    needs : Needs or None
        Of the centre's tables, with the plan.
    """

    problem: Problem
    plan: Plan | None = None
    needs: Needs | None = None

    def county_of(self, site_id: str) -> str:
        """Return the county of a site."""
        return self.problem.site_of[site_id].county


def _lesson_rate(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield lessons given of those due (开足率), the plan's among them."""
    for site in known.needs.sites if known.needs is not None else ():
        for one in site.subjects:
            given = one.covered + (one.delivered or 0)
            yield known.county_of(site.site_id), Fraction(given), Fraction(one.required)


def _staffing(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield teachers of those due (配备率)."""
    for site in known.needs.sites if known.needs is not None else ():
        for one in site.subjects:
            if one.teachers_due is not None:
                yield known.county_of(site.site_id), Fraction(one.teachers), one.teachers_due


def _pair_coverage(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield pairs of a school and a group that get the sessions they should (全覆盖)."""
    if known.plan is None:
        return
    week = Itinerary(known.problem, known.plan)
    for pair in known.problem.pairs:
        if known.problem.is_open(pair.site_id):
            is_met = week.received(pair) >= pair.min_sessions
            yield known.county_of(pair.site_id), Fraction(is_met), Fraction(1)


def _after_school(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield after-school sessions given of those wanted (课后服务)."""
    yield from _sessions(known, after_school=True)


def _sessions_given(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield sessions of any kind given of those wanted."""
    yield from _sessions(known, after_school=None)


def _sessions(
    known: Known, *, after_school: bool | None
) -> Iterator[tuple[str, Fraction, Fraction]]:
    if known.plan is None:
        return
    week = Itinerary(known.problem, known.plan)
    for demand in known.problem.demands:
        is_after = "after_school" in demand.allowed_parts
        if after_school is None or after_school == is_after:
            wanted = known.problem.wanted_of[demand.demand_id]
            given = min(wanted, week.delivered(demand.demand_id))
            yield known.county_of(demand.site_id), Fraction(given), Fraction(wanted)


def _at_floor(known: Known) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield sites that get their least share of what they want."""
    if known.plan is None:
        return
    week = Itinerary(known.problem, known.plan)
    wanted, given = Counter[str](), Counter[str]()
    for demand in known.problem.demands:
        listeners = known.problem.listeners_of.get(demand.demand_id, ())
        for site_id in (demand.site_id, *(one.site_id for one in listeners)):
            wanted[site_id] += known.problem.wanted_of[demand.demand_id]
            given[site_id] += week.delivered(demand.demand_id)
    floor = Fraction(known.problem.rules.equity.floor)
    for site_id, count in wanted.items():
        if count:
            is_met = given[site_id] >= math.ceil(floor * count)
            yield known.county_of(site_id), Fraction(is_met), Fraction(1)


INDICATORS: dict[str, Callable[[Known], Iterator[tuple[str, Fraction, Fraction]]]] = {
    "lesson_rate": _lesson_rate,
    "staffing": _staffing,
    "pair_coverage": _pair_coverage,
    "after_school": _after_school,
    "sessions_given": _sessions_given,
    "at_floor": _at_floor,
}
"""Indicators by name: each yields, for each site or so, its county and what counts of what."""

SHARES = frozenset(INDICATORS) - {"staffing"}
"""Indicators that cannot be above 1."""


def measure_indicators(
    problem: Problem,
    date: dt.date,
    *,
    plan: Plan | None = None,
    needs: Needs | None = None,
) -> tuple[Measure, ...]:
    """Return every indicator that can be found, of all together and of each county.

    Parameters
    ----------
    problem : Problem
    date : datetime.date
        That the measures bear.
    plan : Plan, optional
        Without it only what schools have by themselves is known.
    needs : Needs, optional
        Of the centre's tables, with the plan: for 开足率 and 配备率.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> measures = sp.measure_indicators(problem, problem.rules.week_of, plan=plan)
    >>> [(one.indicator, float(one.value)) for one in measures if not one.county]
    [('after_school', 0.5), ('sessions_given', 0.1429), ('at_floor', 0.0)]
    """
    known = Known(problem, plan, needs)
    measures = []
    for name, parts in INDICATORS.items():
        there: dict[str, Fraction] = defaultdict(Fraction)
        due: dict[str, Fraction] = defaultdict(Fraction)
        for county, part, whole in parts(known):
            for place in dict.fromkeys((EVERYWHERE, county)):
                there[place] += part
                due[place] += whole
        for county, whole in due.items():
            if whole:
                share = Decimal(round_half_up(DIGITS * there[county] / whole)) / DIGITS
                measures.append(
                    Measure(
                        indicator=name, county=county, date=date, value=share, source="sharepool"
                    )
                )
    return tuple(measures)
