"""Ids of a plan that its problem lacks, as faults that name the likely id."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter

from sharepool.base.errors import Fault, PlanError
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.tables.display import shown
from sharepool.tables.hints import Hints

FIRST_ROW = 2
"""Of a plan, as a spreadsheet counts rows."""


def find_unknown_ids(problem: Problem, plan: Plan, gone: Collection[str] = ()) -> Iterator[Fault]:
    """Yield a fault for each person and demand of a plan that the problem lacks.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    gone : collection of str
        Ids that may be missing: people who have left, demands that are dropped.
    """
    yield from _unknown(plan, "staff_id", "staff", problem.person_of, gone)
    yield from find_unknown_demands(problem, plan, gone)


def find_unknown_demands(
    problem: Problem, plan: Plan, gone: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield a fault for each demand of a plan that the problem lacks."""
    yield from _unknown(plan, "demand_id", "demands", problem.demand_of, gone)


def refuse_unknown_ids(problem: Problem, plan: Plan) -> None:
    """Raise PlanError with a fault for each person and demand that the problem lacks."""
    faults = list(find_unknown_ids(problem, plan))
    if faults:
        raise PlanError(faults)


def _unknown(
    plan: Plan, column: str, table: str, known: Mapping[str, object], gone: Collection[str]
) -> Iterator[Fault]:
    hints, id_of = Hints(known), attrgetter(column)
    rows = group_by(enumerate(plan, start=FIRST_ROW), lambda numbered: str(id_of(numbered[1])))
    for value, found in rows.items():
        if value not in known and value not in gone:
            number, near = found[0][0], hints.near(value)
            fields = {"kind": "rows", "target": table, "count": len(found), "near": near}
            yield Fault("plan", number, column, "unknown_id", shown(value), fields)
