"""Ids of a plan that its problem lacks, as faults that name the likely id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter

from sharepool.base.errors import Fault, PlanError
from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.tables.display import shown
from sharepool.tables.hints import Hints

FIRST_ROW = 2
"""Of a plan, as a spreadsheet counts rows."""

NumberedSession = tuple[int, Assignment]
"""A row of a plan, and its number."""


def find_unknown_ids(problem: Problem, plan: Plan, gone: Collection[str] = ()) -> Iterator[Fault]:
    """Yield a fault for each person and demand of a plan that the problem lacks.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    gone : collection of str
        Ids that may be missing: people who have left, demands that are dropped.
    """
    yield from find_unknown_in_rows(problem, enumerate(plan, start=FIRST_ROW), gone)


def find_unknown_in_rows(
    problem: Problem, rows: Iterable[NumberedSession], gone: Collection[str] = ()
) -> Iterator[Fault]:
    """Yield the same for the rows of a plan's file, each with its number there."""
    rows = list(rows)
    yield from _unknown(rows, "staff_id", "staff", problem.person_of, gone)
    yield from _unknown(rows, "demand_id", "demands", problem.demand_of, gone)


def find_unknown_demands(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Yield a fault for each demand of a plan that the problem lacks."""
    rows = enumerate(plan, start=FIRST_ROW)
    yield from _unknown(rows, "demand_id", "demands", problem.demand_of, ())


def refuse_unknown_ids(problem: Problem, plan: Plan) -> None:
    """Raise PlanError with a fault for each person and demand that the problem lacks."""
    mind_problem(problem)
    mind_plan(plan)
    faults = list(find_unknown_ids(problem, plan))
    if faults:
        raise PlanError(faults)


def _unknown(
    rows: Iterable[NumberedSession],
    column: str,
    table: str,
    known: Mapping[str, object],
    gone: Collection[str],
) -> Iterator[Fault]:
    hints, id_of = Hints(known), attrgetter(column)
    by_id = group_by(rows, lambda numbered: str(id_of(numbered[1])))
    for value, found in by_id.items():
        if value not in known and value not in gone:
            number, near = found[0][0], hints.near(value)
            fields = {"kind": "rows", "target": table, "count": len(found), "near": near}
            yield Fault("plan", number, column, "unknown_id", shown(value), fields)
