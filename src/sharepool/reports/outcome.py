"""How a solve ended, as the plain data of ``summary.json``."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sharepool.data.problem import Problem
from sharepool.data.result import Conflict, HardMinimum, Result
from sharepool.scoring import Score
from sharepool.sentences import conflict_sentences


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
        FORMAT.md's keys, and `name`, `week_of` and `version`; and `diagnosis`, which names what a
        plan must contain and cannot (None where that is not known): whether this is `proven`, its
        `requirements`, and `sentences` that say so.
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
        "sessions_wanted": result.sessions_wanted,
        "sessions_delivered": result.sessions_delivered,
        "travel_min": result.travel_min,
        "wall_seconds": round(result.wall_seconds, 3),
        "seed": result.seed,
        "diagnosis": _diagnosis(problem, result.conflict, lang) if result.conflict else None,
    }


def read_bound(path: str | Path, problem: Problem, score: Score) -> int | None:
    """Return the bound of a ``summary.json``, or None if it is not of this problem and plan.

    Parameters
    ----------
    path : str or Path
        The summary; it need not exist.
    problem : Problem
    score : Score
        Of the plan: a summary whose terms are others is another plan's.
    """
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    own = {
        "name": problem.rules.name,
        "week_of": problem.rules.week_of.isoformat(),
        "terms": score.terms,
        "sessions_wanted": score.sessions_wanted,
        "sessions_delivered": score.sessions_delivered,
    }
    if not isinstance(told, dict) or any(told.get(key) != value for key, value in own.items()):
        return None
    bound = told.get("bound")
    return bound if isinstance(bound, int) and bound <= score.objective else None


def _diagnosis(problem: Problem, conflict: Conflict, lang: str) -> dict[str, Any]:
    return {
        "proven": conflict.proven,
        "requirements": [_requirement(problem, one) for one in conflict.requirements],
        "sentences": list(conflict_sentences(problem, conflict, lang)),
    }


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
