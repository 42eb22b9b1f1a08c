"""One session more, forced into the plan: what would go for it, or the proof that nothing would do.

CP-SAT has the last word here, over every legal plan, where the problem is small enough for it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sharepool.analysis.diagnosis.clashes import Investigation
from sharepool.analysis.diagnosis.limits import ease
from sharepool.analysis.diagnosis.types import Clash, Obstacle
from sharepool.engine.cpsat import size, solve_exact
from sharepool.engine.cpsat.infeasibility import Judge, hard_minimums
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import HardMinimum, Status
from sharepool.problem.rows import Assignment, Demand, Pin
from sharepool.problem.rules import Weights
from sharepool.rules import check
from sharepool.rules.scoring import score

MOST_SIZE = 20_000
"""Options and legs of the largest problem that is asked."""

_WORK = 4.0
"""Deterministic time of one question, about seconds of one core."""

_CAUSE_SECONDS = 10.0
"""The longest that the cause of one proof is looked for."""


@dataclass(frozen=True)
class Rearrangement:
    """A legal plan with one session more of a demand, as close to the given one as any is.

    Attributes
    ----------
    comes, goes : tuple of Assignment
        Rows that the given plan lacks, and rows that it has besides.
    change : int
        What that adds to the objective.
    """

    comes: tuple[Assignment, ...]
    goes: tuple[Assignment, ...]
    change: int


class Forcing:
    """Asks for legal plans with one session more than a given one has.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        A legal one.
    deadline : float
        On the clock of :func:`time.monotonic`.
    """

    def __init__(self, problem: Problem, plan: Plan, deadline: float) -> None:
        self._problem, self._plan, self._deadline = problem, plan, deadline
        self.is_small = size(prepare(problem)) <= MOST_SIZE

    def is_time_up(self) -> bool:
        """Return whether the deadline has passed."""
        return not self._left()

    def find_plan(self, demand: Demand, count: int) -> Rearrangement | bool:
        """Return the nearest plan that holds so many sessions of a demand.

        Parameters
        ----------
        demand : Demand
        count : int
            More than the plan has, and no more than are wanted.

        Returns
        -------
        Rearrangement or bool
            False if no legal plan does, proven; True if that is not known.
        """
        asked = _near(_asking(self._problem, demand, count), self._plan)
        instance = prepare(asked)
        outcome = solve_exact(
            instance, hint=instance.encode(self._plan), seconds=self._left(), work=_WORK
        )
        if outcome.status is Status.INFEASIBLE:
            return False
        if outcome.status is not Status.OPTIMAL or outcome.options is None:
            return True
        found = instance.decode(outcome.options)
        if check(self._problem, found):
            return True
        before, after = set(self._plan), set(found)
        return Rearrangement(
            comes=tuple(row for row in found if row not in before),
            goes=tuple(row for row in self._plan if row not in after),
            change=score(self._problem, found).objective
            - score(self._problem, self._plan).objective,
        )

    def find_cause(self, demand: Demand, count: int) -> Clash | None:
        """Return what rules out so many sessions of a demand, if that is proven in time."""
        asked = _asking(self._problem, demand, count)
        deadline = time.monotonic() + min(_CAUSE_SECONDS, self._left())
        instance = prepare(asked)
        row = self._problem.demands.index(demand)
        judge = Judge(instance, seconds=deadline - time.monotonic())
        minimums = hard_minimums(instance)
        more = next(one for one in minimums if (one.kind, one.row) == ("min_sessions", row))
        together = _needed(judge, more, minimums)
        if together is None:
            return None
        clash = Investigation(asked, together, deadline).find_clash()
        if time.monotonic() >= deadline:
            return None
        held = (_held(asked, obstacle, deadline) for obstacle in clash.obstacles)
        return replace(clash, obstacles=tuple(held))

    def _left(self) -> float:
        return max(0.0, self._deadline - time.monotonic())


def _held(problem: Problem, obstacle: Obstacle, deadline: float) -> Obstacle:
    """Return an obstacle that is said to be enough only if everything else holds too."""
    if obstacle.enough is None:
        return obstacle
    instance = prepare(ease(problem, {obstacle.limit: obstacle.enough}))
    judge = Judge(instance, seconds=max(0.0, deadline - time.monotonic()))
    is_enough = judge.allows(hard_minimums(instance)) is True
    return obstacle if is_enough else replace(obstacle, enough=None)


def _needed(
    judge: Judge, more: HardMinimum, minimums: tuple[HardMinimum, ...]
) -> tuple[HardMinimum, ...] | None:
    """Return minimums that cannot hold together, few of them; None if it is not proven."""
    if judge.allows([more]) is False:
        return (more,)
    return judge.thin(minimums) if judge.allows(minimums) is False else None


def _asking(problem: Problem, demand: Demand, count: int) -> Problem:
    """Return the problem in which a demand must get so many sessions."""
    demands = tuple(
        one.model_copy(update={"min_sessions": count}) if one is demand else one
        for one in problem.demands
    )
    return problem.updated(demands=demands)


def _near(problem: Problem, plan: Plan) -> Problem:
    """Return the problem of leaving out few rows of a plan, and of adding as few as that takes."""
    nothing = Weights.model_validate(dict.fromkeys(Weights.model_fields, 0))
    kept = len(plan) + sum(max(1, demand.sessions) for demand in problem.demands) + 1
    weights = nothing.model_copy(update={"change": kept * _most_people(problem)})
    pins = tuple(pin for pin in problem.pins if pin.kind in {"forbid", "require"})
    each = Pin.model_validate({"kind": "avoid", "weight": 1})
    rules = problem.rules.model_copy(update={"weights": weights})
    return problem.updated(rules=rules, pins=(*pins, each), previous_plan=plan.assignments)


def _most_people(problem: Problem) -> int:
    """Return no fewer people than any session takes."""
    return max(
        (sum(role.count for role in roles.values()) for roles in problem.roles_of.values()),
        default=1,
    )
