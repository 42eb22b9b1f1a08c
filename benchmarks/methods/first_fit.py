"""What a careful planner does by hand: demand by demand, the nearest person who still can.

Demands come by priority; each session goes to the nearest person at the earliest start that keeps
every rule. Nothing is ever taken back.
"""

from __future__ import annotations

from benchmarks.contract import Outcome
from benchmarks.filling import fill
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare

DISTRIBUTIONS = ()


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the first-fit plan; it takes the time that it takes."""
    instance = prepare(problem)
    return Outcome(instance.decode(fill(instance)))
