"""One run, in a process of its own: solve, judge, and write a row down as JSON.

A method that crashes, hangs or fills the memory so harms no other, and its peak memory is its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import Any

import sharepool as sp
from benchmarks.contract import Outcome, find_cases, find_method, list_versions


def main() -> None:
    """Run what the command line names and write its row."""
    parser = argparse.ArgumentParser(prog="benchmarks.single", description=__doc__)
    parser.add_argument("family")
    parser.add_argument("problem")
    parser.add_argument("method")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--row", type=Path, required=True, help="where the row goes, as JSON")
    parser.add_argument("--plan", type=Path, required=True, help="where the plan goes, as CSV")
    given = parser.parse_args()

    case = find_cases(given.family)[given.problem]
    problem = case.load()
    method = find_method(given.method)
    began = time.monotonic()
    outcome = method.solve(problem, given.seconds, given.seed, given.workers)
    row = {
        "wall_seconds": round(time.monotonic() - began, 2),
        "optimum": case.optimum,
        "versions": " ".join(f"{name} {v}" for name, v in list_versions(given.method).items()),
        **judge(problem, outcome),
    }
    if outcome.plan is not None:
        sp.write_plan(outcome.plan, given.plan)
    given.row.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")


def measure(problem: sp.Problem) -> dict[str, Any]:
    """Return the size of a problem, and a fingerprint by which it is the same or another."""
    content = problem.model_dump_json().encode()
    return {
        "fingerprint": hashlib.sha256(content).hexdigest()[:12],
        "people": len(problem.staff),
        "sites": len(problem.sites),
        "sessions_wanted": sum(d.sessions for d in problem.demands if not problem.is_dormant(d)),
    }


def judge(problem: sp.Problem, outcome: Outcome) -> dict[str, Any]:
    """Return what checker and scorer say of a plan, and what its method says besides.

    Only a legal plan has an objective.
    """
    row: dict[str, Any] = {
        "status": "none",
        "bound": outcome.bound,
        "raw_sessions": outcome.raw_sessions,
        "notes": outcome.notes,
        "history": json.dumps(outcome.history),
    }
    if outcome.plan is None:
        return row
    broken = sp.check(problem, outcome.plan)
    if broken:
        return row | {"status": "illegal", "broken": " ".join(sorted({v.code for v in broken}))}
    score = sp.score(problem, outcome.plan)
    return row | {
        "status": "legal",
        "objective": score.objective,
        "sessions_delivered": score.sessions_delivered,
        "travel_min": score.travel_min,
        "terms": json.dumps(score.terms),
    }


if __name__ == "__main__":
    main()
