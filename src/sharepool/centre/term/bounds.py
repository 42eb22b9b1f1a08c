r"""What no plan of a week can undercut, from what is proven of another week of the term.

A week that only takes away (days off, absences, closed grounds, lapsed certificates, demands that
sleep) has no plan that the other week does not have. With :math:`w(\cdot)` for unmet, below_floor,
pair_short and chain_gap, what is wanted of a week is worth :math:`w(\emptyset)`, and

.. math:: z_{\text{base}}(P) - z_{\text{week}}(P)
          \le w_{\text{base}}(\emptyset) - w_{\text{week}}(\emptyset)

for every plan P of the week, since all other terms are the same. So the bound of the other week,
less that difference, bounds this one.
"""

from __future__ import annotations

from collections import Counter

from sharepool.centre.term.patterns import closures_in
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand
from sharepool.problem.timetable import Timetable
from sharepool.rules.scoring import TERMS

_OF_WANTED = ("unmet", "below_floor", "pair_short", "chain_gap")
"""Terms of what is wanted: without a session they are what all of it is worth."""


def inherit_bound(base: Problem, bound: int, week: Problem) -> int | None:
    """Return a bound of a week from one of another; None if nothing follows.

    Parameters
    ----------
    base : Problem
        The other week of the same term.
    bound : int
        No plan of `base` costs less.
    week : Problem
    """
    if not _only_takes_away(base, week):
        return None
    nothing = [Itinerary(one, Plan()) for one in (base, week)]
    worth = [sum(TERMS[name](one) for name in _OF_WANTED) for one in nothing]
    return bound - (worth[0] - worth[1])


def strip_bound(week: Problem, bound: int) -> int:
    """Return a bound of a week from that of the week made anew.

    Made anew, each session that is not kept costs more, and so do roads that are fair no longer:
    both at most so much as is taken off here.

    Parameters
    ----------
    week : Problem
        As it was solved, with the plan to stay close to and the roads that are fair.
    bound : int
        No plan of it costs less.
    """
    weights, fair = week.rules.weights, week.rules.equity.fair_road_min_week
    roads = sum(
        max(0, fair - one.fair_road_min_week)
        for one in week.staff
        if one.fair_road_min_week is not None
    )
    return bound - weights.change * len(week.previous_plan) - weights.long_road * roads


def _only_takes_away(base: Problem, week: Problem) -> bool:
    """Return whether every legal plan of a week is legal in the other, and wants no more."""
    same = ("staff", "pins", "pairs", "chains", "demands", "roles", "listeners", "sites", "own")
    return (
        all(getattr(base, name) == getattr(week, name) for name in same)
        and _opens_no_day(base, week)
        and _valid_skills(week) <= _valid_skills(base)
        and _absences(base) <= _absences(week)
        and not Counter(closures_in(base)) - Counter(closures_in(week))
        and all(_asks_no_more(base, week, demand) for demand in week.demands)
        and all(_is_as_open(base, week, site.site_id) for site in week.sites)
    )


def _opens_no_day(base: Problem, week: Problem) -> bool:
    """Return whether each site's days are those of the other week, some of them off."""
    calendars = [Timetable(one).calendar for one in (base, week)]
    for site in week.sites:
        days = zip(*(one.pattern(site.site_id) for one in calendars), strict=True)
        if any(there not in {None, here} for here, there in days):
            return False
    return True


def _valid_skills(week: Problem) -> set[tuple[str, str, int]]:
    return {
        (row.staff_id, row.skill, row.level)
        for row in week.skills
        if week.covers_week(row.valid_from, row.valid_until)
    }


def _absences(week: Problem) -> set[tuple[object, ...]]:
    """Return the absences of a week, by the time from its first day on."""
    found = set()
    for row in week.absences:
        first, last = (moment.date() for moment in row.span)
        if first <= week.week[-1] and week.week[0] <= last:
            start, end = row.span
            days = [(moment.date() - week.week[0]).days for moment in (start, end)]
            found.add((row.staff_id, *days, start.time(), end.time()))
    return found


def _asks_no_more(base: Problem, week: Problem, demand: Demand) -> bool:
    return (
        week.wanted_of[demand.demand_id] <= base.wanted_of[demand.demand_id]
        and week.minimum_of(demand) >= base.minimum_of(demand)
        and (week.is_dormant(demand) or not base.is_dormant(demand))
    )


def _is_as_open(base: Problem, week: Problem, site_id: str) -> bool:
    """Return whether a site is open in a week as in the other, or closed with no strict pair."""
    if week.is_open(site_id):
        return base.is_open(site_id)
    return not any(pair.strict and pair.site_id == site_id for pair in base.pairs)
