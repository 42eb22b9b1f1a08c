"""Nobody drives: first fit of the sessions that people can give where they are based."""

from __future__ import annotations

from benchmarks.contract import Outcome
from benchmarks.filling import fill
from sharepool import Problem
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Option

DISTRIBUTIONS = ()


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the plan in which everybody stays home."""
    instance = prepare(problem)

    def is_home(option: Option) -> bool:
        return instance.place(option.person, option.task) == instance.people[option.person].home

    return Outcome(instance.decode(fill(instance, is_home)))
