"""What a plan marks as kept, held: each such session is required."""

from __future__ import annotations

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment, Pin
from sharepool.rules import find_lapsed


def hold_kept(problem: Problem, plan: Plan) -> Problem:
    """Return the problem in which the sessions that a plan marks as kept are required.

    Raises
    ------
    ProblemError
        Some of them break a rule by themselves, whatever else is in the plan.
    """
    kept = sorted(plan.kept, key=lambda row: (row.day, row.slot, row.staff_id, row.demand_id))
    lapsed = find_lapsed(problem, Plan(tuple(kept)))
    if lapsed:
        raise ProblemError([_fault(row) for row in kept if row in lapsed])
    return require_rows(problem, kept)


def require_rows(problem: Problem, rows: list[Assignment]) -> Problem:
    """Return the problem with a required pin for each of some rows that has none yet."""
    there = set(problem.pins)
    pins = (Pin(kind="require", **row.model_dump(exclude={"role"})) for row in rows)
    new = tuple(pin for pin in dict.fromkeys(pins) if pin not in there)
    return problem.updated(pins=(*problem.pins, *new)) if new else problem


def _fault(row: Assignment) -> Fault:
    shown = f"{row.staff_id} {row.demand_id} {row.day}-{row.slot}"
    return Fault("plan", None, "keep", "kept_lapsed", shown)
