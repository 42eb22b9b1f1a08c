"""Is a plan legal? Every hard rule of docs/format.md, by hand and apart from the engine.

:data:`RULES` is the table of contents. A rule is a function from an itinerary to the violations
that it finds; it knows nothing of the others.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter

from sharepool.problem.findings import Violations
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.violation import Violation
from sharepool.rules.days import (
    h04_one_place,
    h05_drivable,
    h06_day,
    h07_lunch,
    h08_leg,
    h09_road,
)
from sharepool.rules.needs import (
    closed_out,
    h13_demand,
    h14_people,
    h15_capacity,
    h16_pins,
    h17_team,
)
from sharepool.rules.rows import h00_known, h01_skill, h02_available, h03_open, h18_neutral
from sharepool.rules.weeks import h10_load, h11_sites, h12_hours

__all__ = [
    "CODES_OF_DAYS",
    "RULES",
    "RULES_OF_DAYS",
    "RULES_OF_NEEDS",
    "RULES_OF_PEOPLE",
    "RULES_OF_ROWS",
    "Rule",
    "check",
    "find_lapsed",
    "violations",
]

Rule = Callable[[Itinerary], Iterator[Violation]]

RULES_OF_ROWS: tuple[Rule, ...] = (h00_known, h01_skill, h02_available, h03_open, h18_neutral)
"""Rules that each row of a plan keeps or breaks by itself, whatever else is in the plan."""

RULES_OF_DAYS: tuple[Rule, ...] = (
    h04_one_place,
    h05_drivable,
    h06_day,
    h07_lunch,
    h08_leg,
    h09_road,
)
"""Rules that a person's day keeps or breaks by itself."""

CODES_OF_DAYS = frozenset(rule.__name__[:3].upper() for rule in RULES_OF_DAYS)
"""Their codes, as violations have them."""

RULES_OF_PEOPLE: tuple[Rule, ...] = (
    *RULES_OF_ROWS,
    *RULES_OF_DAYS,
    # A person's week
    h10_load,
    h11_sites,
    h12_hours,
)
"""Rules that people's own weeks keep or break, taken one by one, except for an employer's hours."""

RULES_OF_NEEDS: tuple[Rule, ...] = (
    # What demands, sites and the authority ask
    h13_demand,
    h14_people,
    h15_capacity,
    h16_pins,
    h17_team,
)
"""Rules that the sessions of demands and sites keep or break together."""

RULES = tuple(sorted((*RULES_OF_PEOPLE, *RULES_OF_NEEDS), key=attrgetter("__name__")))
"""Every hard rule, in the order of their codes."""


def check(problem: Problem, plan: Plan) -> Violations:
    """Return everything in which a plan breaks a hard rule.

    A row of an unknown person or demand (H00), or without a time in the timetable (H03 by bell,
    part or start), is left out of every rule but H00, H01 and H03. Two equal rows are two sessions.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    Violations
        A tuple with one for each thing broken, sorted; empty for a legal plan.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> twice = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5), ("LI", "HILL-FOOTBALL", 3, 5)])
    >>> [one.code for one in sp.check(problem, twice)]
    ['H04', 'H13', 'H13']
    """
    return Violations(violations(Itinerary(problem, plan)), problem)


def violations(week: Itinerary) -> tuple[Violation, ...]:
    """Return everything in which an itinerary breaks a hard rule, sorted (see :func:`check`)."""
    found = {violation for rule in RULES for violation in rule(week)}
    return tuple(sorted(found, key=attrgetter("sort_key")))


def find_lapsed(problem: Problem, plan: Plan) -> frozenset[Assignment]:
    """Return the rows of a plan that break a rule by themselves, whatever else is in the plan."""
    week = Itinerary(problem, plan)
    found = [one for rule in RULES_OF_ROWS for one in rule(week)]
    broken = {(one.staff_id, one.demand_id, one.day, one.slot) for one in found}
    unfit = {(one.staff_id, one.demand_id, one.role) for one in found if one.day is None}
    closed = {(one.demand_id, one.day, one.slot) for one in closed_out(week)}
    return frozenset(
        row
        for row in plan
        if (row.staff_id, row.demand_id, row.role or None) in unfit
        or (row.staff_id, row.demand_id, None) in unfit
        or (row.staff_id, row.demand_id, row.day, row.slot) in broken
        or (row.demand_id, row.day, row.slot) in closed
    )
