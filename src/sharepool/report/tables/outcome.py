"""How a solve ended, as the plain data of ``summary.json``."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sharepool.analysis.diagnosis.types import Diagnosis, Relaxation
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict, HardMinimum, Result
from sharepool.tables.reading import read_any_plan, read_plan
from sharepool.tables.summaries import read_summary


def summary(problem: Problem, result: Result, lang: str = "en") -> dict[str, Any]:
    """Return what ``summary.json`` holds: plain JSON values, None where there is none.

    Parameters
    ----------
    problem : Problem
    result : Result
    lang : str
        Language of the diagnosis: ``"en"`` or ``"zh"``.

    Returns
    -------
    dict
        The keys of docs/format.md, and `name`, `week_of` and `version`; and `diagnosis`, which
        names what a plan must contain and cannot (None where that is not known): whether this is
        `proven`, its `requirements`, and `sentences` that say so.
    """
    return {
        "name": problem.rules.name,
        "week_of": problem.rules.week_of.isoformat(),
        "version": version("sharepool"),
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "unavoidable": result.unavoidable,
        "gap_reducible": result.gap_reducible,
        "terms": dict(result.terms),
        "steps": [asdict(step) for step in result.steps],
        "sessions_wanted": result.sessions_wanted,
        "sessions_delivered": result.sessions_delivered,
        "travel_min": result.travel_min,
        "wall_seconds": round(result.wall_seconds, 3),
        "seed": result.seed,
        "problem_id": problem.fingerprint,
        "plan_id": result.plan.fingerprint if result.has_plan else None,
        "diagnosis": _diagnosis(problem, result.conflict, lang) if result.conflict else None,
    }


def read_bound(plan_path: str | Path, problem: Problem, plan: Plan) -> int | None:
    """Return the bound of the ``summary.json`` beside a plan; None if it is not of these two.

    Parameters
    ----------
    plan_path : str or Path
        The file of the plan.
    problem : Problem
    plan : Plan
    """
    said = read_summary(plan_path)
    own = {"problem_id": problem.fingerprint, "plan_id": plan.fingerprint}
    bound = said.get("bound")
    if not isinstance(bound, int) or any(said.get(key) != value for key, value in own.items()):
        return None
    return bound


def read_unavoidable(plan_path: str | Path) -> int | None:
    """Return what the ``summary.json`` beside a plan says that no plan can avoid, if it does."""
    said = read_summary(plan_path).get("unavoidable")
    return said if isinstance(said, int) else None


def read_stated(plan_path: str | Path, problem: Problem, *, may_lack: bool = False) -> Plan:
    """Return a plan with the clock times that its file states, unless it was edited by hand.

    Parameters
    ----------
    plan_path : str or Path
    problem : Problem
    may_lack : bool
        Whether people and demands of the plan may be no more.

    Raises
    ------
    PlanError
        See :func:`sharepool.read_plan`.
    """
    plan = (read_any_plan if may_lack else read_plan)(plan_path, problem)
    said = read_summary(plan_path).get("plan_id", plan.fingerprint)
    # Whoever edits rows leaves their times as they were.
    return plan if said == plan.fingerprint else replace(plan, clocks={})


def _diagnosis(problem: Problem, conflict: Conflict, lang: str) -> dict[str, Any]:
    return {
        "proven": conflict.proven,
        "requirements": [_requirement(problem, one) for one in conflict.requirements],
        "sentences": list(conflict.lines(problem, lang)),
    }


def diagnosis(problem: Problem, found: Diagnosis, lang: str = "en") -> dict[str, Any]:
    """Return why no plan exists as plain JSON values, with sentences in a language."""
    return {
        "status": found.status.value,
        "clashes": [
            {
                "irreducible": clash.irreducible,
                "requirements": [
                    {**_requirement(problem, one.minimum), "enough": one.enough}
                    for one in clash.requirements
                ],
                "obstacles": [
                    {**asdict(one.limit), "enough": one.enough} for one in clash.obstacles
                ],
            }
            for clash in found.clashes
        ],
        "relaxation": _relaxation(problem, found.relaxation) if found.relaxation else None,
        "sentences": list(found.lines(lang)),
    }


def _relaxation(problem: Problem, relaxation: Relaxation) -> dict[str, Any]:
    lowered = [
        {**_requirement(problem, one.minimum), "enough": one.enough} for one in relaxation.lowered
    ]
    return {"cost": relaxation.cost, "bound": relaxation.bound, "lowered": lowered}


def _requirement(problem: Problem, minimum: HardMinimum) -> dict[str, Any]:
    """Return a hard minimum with the cells that name it in its table."""
    if minimum.kind == "min_sessions":
        cells = {"demand_id": problem.demands[minimum.row].demand_id}
    elif minimum.kind == "require":
        pin = problem.pins[minimum.row]
        cells = pin.model_dump(exclude={"kind", "weight"}, exclude_none=True)
    else:
        pair = problem.pairs[minimum.row]
        cells = {"site_id": pair.site_id, "group": pair.group}
    return {"kind": minimum.kind, "needed": minimum.needed, **cells}
