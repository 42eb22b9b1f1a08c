"""The goals of an exchange as costs, and their minimisation one after the other."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sharepool.centre.exchange.aims import Aim, Attained
from sharepool.centre.exchange.patterns import Patterns, list_patterns
from sharepool.centre.exchange.program import ExchangeProgram
from sharepool.centre.exchange.task import ExchangeTask, Whole
from sharepool.centre.exchange.types import ExchangeGoal
from sharepool.problem.cells import round_half_up

GOALS = ("short", "uncovered", "spread", "minutes", "wishes")
"""What is minimised, the most important first."""

HUNDREDTHS = 100
"""Of a lesson, in which the spread is counted."""


@dataclass(frozen=True)
class SolvedTask:
    """The best exchange found of one subject.

    Attributes
    ----------
    task : ExchangeTask
    moved : mapping of (int, int) to int
        How many of which movers go to which school.
    attained : mapping of str to Attained
        By goal.
    """

    task: ExchangeTask
    moved: dict[tuple[int, int], int]
    attained: dict[str, Attained]


def solve_tasks(
    tasks: Sequence[ExchangeTask], goals: Iterable[str], seconds: float, seed: int
) -> list[SolvedTask]:
    """Return the best exchange of each subject, within the seconds for all of them.

    Parameters
    ----------
    tasks : sequence of ExchangeTask
    goals : iterable of str
        Some of :data:`GOALS`, in their order.
    seconds : float
    seed : int
    """
    ends, names, solved = time.monotonic() + seconds, tuple(goals), []
    for number, task in enumerate(tasks):
        left = max(0.0, ends - time.monotonic())
        deadline = time.monotonic() + left / (len(tasks) - number)
        solved.append(_solve(task, names, deadline, seed))
    return solved


def add_goals(solved: Sequence[SolvedTask], goals: Iterable[str]) -> tuple[ExchangeGoal, ...]:
    """Return each goal, summed over subjects."""
    return tuple(
        ExchangeGoal(
            name,
            sum(one.attained[name].value for one in solved),
            sum(one.attained[name].bound for one in solved),
        )
        for name in goals
    )


def _solve(task: ExchangeTask, names: Sequence[str], deadline: float, seed: int) -> SolvedTask:
    patterns = list_patterns(task)
    program = ExchangeProgram(task, patterns, seed)
    attained: dict[str, Attained] = {}
    for name in names:
        known = attained.get("uncovered")
        aim = _aim(name, task, patterns, program.flows, known.value if known else 0)
        now = time.monotonic()
        # Each goal has half of the time that is left, the last one all of it.
        until = deadline if name == names[-1] else (now + deadline) / 2
        attained[name] = program.attain(aim, until)
    return SolvedTask(task, program.moved, attained)


def _aim(
    name: str,
    task: ExchangeTask,
    patterns: Patterns,
    flows: Sequence[tuple[int, int]],
    uncovered: int,
) -> Aim:
    no_pattern = np.zeros(len(patterns.site), dtype=np.int64)
    no_flow = np.zeros(len(flows), dtype=np.int64)
    if name == "short":
        return Aim(no_pattern, no_flow, short=1)
    if name == "uncovered":
        return Aim(patterns.uncovered, no_flow)
    if name == "spread":
        return Aim(_spreads(task, patterns, uncovered), no_flow)
    cost = _minutes if name == "minutes" else _rank
    return Aim(no_pattern, np.array([cost(task, *flow) for flow in flows], dtype=np.int64))


def _spreads(task: ExchangeTask, patterns: Patterns, uncovered: int) -> Whole:
    """Return how far each pattern leaves its school from the mean coverage, in lessons × 100.

    The mean follows from what all schools together leave uncovered.
    """
    total = int(task.required.sum())
    mean = Fraction(total - uncovered, total) if total else Fraction(1)
    far: dict[tuple[int, int], int] = {}
    for site, left in {*zip(patterns.site.tolist(), patterns.uncovered.tolist(), strict=True)}:
        required = int(task.required[site])
        far[site, left] = round_half_up(HUNDREDTHS * abs(required - left - mean * required))
    pairs = zip(patterns.site.tolist(), patterns.uncovered.tolist(), strict=True)
    return np.array([far[pair] for pair in pairs], dtype=np.int64)


def _minutes(task: ExchangeTask, number: int, target: int) -> int:
    return int(task.ways[task.movers[number].site, target])


def _rank(task: ExchangeTask, number: int, target: int) -> int:
    """Return which wish a school is: beyond the last if it is none, 0 where nothing is wished."""
    wishes = task.movers[number].wishes
    if not wishes:
        return 0
    return wishes.index(target) + 1 if target in wishes else len(wishes) + 1
