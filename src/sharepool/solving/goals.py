r"""Goals in order: each is reached as far as those before it allow.

For goals :math:`t_1, t_2, \dots` step :math:`k` minimises :math:`t_k` over the plans in which every
earlier goal keeps within its cap:

.. math:: \min t_k \quad \text{subject to} \quad t_j \le \text{cap}_j =
          \lfloor t_j^* + \text{tolerance} \cdot |t_j^*| \rfloor, \; j < k

In the search the caps are prices, :math:`\sum_{j<k} \lambda^{k-j} t_j + t_k`, with
:math:`\lambda` raised until the plan keeps within them. Whatever the price, a bound :math:`B` of
that sum bounds the step: :math:`t_k \ge B - \sum_{j<k} \lambda^{k-j} \text{cap}_j`.
"""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sharepool.engine import LexicographicParams
from sharepool.problem.order import Step
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, Status, Stop
from sharepool.rules.scoring import score, terms_of
from sharepool.solving.weighing import least, mind_terms, reweigh

__all__ = ["Solver", "mind_terms", "reweigh", "solve_in_order"]

Goal = tuple[str, ...]
"""Terms of the objective whose sum is minimised."""

_UNBOUNDED = 2**62


class Solver(Protocol):
    """Solves one problem for its own objective."""

    def __call__(self, problem: Problem, stop: Stop, start: Plan | None, /) -> Result:
        """Return the outcome, from a plan to start with if there is one."""


def solve_in_order(
    problem: Problem,
    order: Sequence[str],
    *,
    tolerance: float,
    stop: Stop,
    solver: Solver,
    start: Plan | None = None,
    params: LexicographicParams | None = None,
) -> Result:
    """Return the plan that is best in some terms, one after the other, and in the rest at last.

    Parameters
    ----------
    problem : Problem
    order : sequence of str
        Terms, the most important first. Those that are not named come last, together.
    tolerance : float
        What each goal may give up for those after it, as a share of its value.
    stop : Stop
        For all steps together; the gap is that of each step.
    solver : Solver
    start : Plan, optional
    params : LexicographicParams, optional

    Returns
    -------
    Result
        With a step for each term of the order and one for the rest, as far as Ctrl-C lets them
        come; `optimal` if each step is proven to be. There is no bound of the objective, as that is
        not what was minimised.

    Raises
    ------
    ValueError
        A term is unknown or named twice, none is named, or the tolerance is negative.
    """
    goals = _goals(order, problem)
    if not 0 <= tolerance < math.inf:
        raise ValueError("tolerance: give 0 or more")
    began = time.monotonic()
    params = params or LexicographicParams()
    solve = _LexicographicSolve(problem, tolerance, stop.gap, solver, start, params)
    for number, goal in enumerate(goals):
        left = len(goals) - number
        seconds = None
        if stop.seconds is not None:
            seconds = max(0.0, stop.seconds - (time.monotonic() - began)) / left
        work = None if stop.work is None else stop.work / len(goals)
        if not solve.reach(goal, seconds, work):
            break
    return replace(solve.result(), wall_seconds=time.monotonic() - began)


def _goals(order: Sequence[str], problem: Problem) -> list[Goal]:
    mind_terms(order, problem)
    if not order or len(set(order)) < len(order):
        raise ValueError("order: name one term or more, each once")
    rest = tuple(name for name in terms_of(problem) if name not in order)
    return [*((name,) for name in order), *([rest] if rest else [])]


class _Allowance:
    """The time and work of one step."""

    def __init__(self, seconds: float | None, work: float | None, gap: float) -> None:
        self._until = None if seconds is None else time.monotonic() + seconds
        self._work, self._gap = work, gap

    @property
    def is_spent(self) -> bool:
        """Whether all work is done; time that is over still yields a plan."""
        return self._work is not None and self._work <= 0

    def share(self, share: float) -> Stop:
        """Return the limits of a share of what is left."""
        seconds = None
        if self._until is not None:
            seconds = share * max(0.0, self._until - time.monotonic())
        work = None if self._work is None else share * self._work
        self._work = None if self._work is None or work is None else self._work - work
        return Stop(seconds=seconds, gap=self._gap, work=work)


@dataclass
class _LexicographicSolve:
    """The goals reached so far, and the plan that reaches them."""

    problem: Problem
    tolerance: float
    gap: float
    solver: Solver
    start: Plan | None
    params: LexicographicParams
    plan: Plan | None = None
    goals: list[Goal] = field(default_factory=list)
    caps: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    last: Result | None = None

    def reach(self, goal: Goal, seconds: float | None, work: float | None) -> bool:
        """Reach one more goal within the caps of those before; return whether to go on."""
        bound = sum(least(self.problem, name) for name in goal)
        allowance = _Allowance(seconds, work, self.gap)
        prices = self.params.prices if self.goals else self.params.prices[:1]
        while prices and not allowance.is_spent:
            price, prices = prices[0], prices[1:]
            stop = allowance.share(self.params.try_share if prices else 1.0)
            self.last = result = self._solve(goal, price, stop)
            if not result.has_plan:
                return False
            bound = max(bound, self._bound_of(result, price))
            keeps = self._take(result.plan, goal)
            if keeps and self.goals and price != self.params.price_of_bound:
                prices = (self.params.price_of_bound,)
            if result.interrupted or bound == self._value(self.plan, goal):
                break
        self._note(goal, bound)
        return not result.interrupted

    def _solve(self, goal: Goal, price: int, stop: Stop) -> Result:
        factors = dict.fromkeys(goal, 1)
        for earlier, weight in zip(self.goals, self._weights(price), strict=True):
            factors |= dict.fromkeys(earlier, weight)
        return self.solver(reweigh(self.problem, factors), stop, self.plan or self.start)

    def _weights(self, price: int) -> list[int]:
        """Return what each goal so far counts for beside the next one."""
        return [price ** (len(self.goals) - row) for row in range(len(self.goals))]

    def _bound_of(self, result: Result, price: int) -> int:
        """Return what a solve proves of its goal: what it proves of the sum, less all caps."""
        if result.bound is None:
            return -_UNBOUNDED
        spent = zip(self._weights(price), self.caps, strict=True)
        return result.bound - sum(weight * cap for weight, cap in spent)

    def _note(self, goal: Goal, bound: int) -> None:
        value = self._value(self.plan, goal)
        if bound > value:
            told = f"the bound {bound} of {'+'.join(goal)} is above a plan's {value} and is dropped"
            warnings.warn(told, RuntimeWarning, stacklevel=3)
            bound = sum(least(self.problem, name) for name in goal)
        self.goals.append(goal)
        self.bounds.append(bound)
        self.caps.append(math.floor(value + self.tolerance * abs(value)))

    def result(self) -> Result:
        """Return the plan, and the value of each step in it."""
        if self.last is None:
            raise ValueError("no goal was tried for")
        if self.plan is None:
            return replace(self.last, problem=self.problem)
        steps = tuple(
            Step(goal, self._value(self.plan, goal), bound, cap)
            for goal, bound, cap in zip(self.goals, self.bounds, self.caps, strict=True)
        )
        proven = not self.last.interrupted and all(step.value == step.bound for step in steps)
        return replace(
            self.last.with_plan(self.plan, score(self.problem, self.plan)),
            status=Status.OPTIMAL if proven else Status.FEASIBLE,
            bound=None,
            prices=None,
            steps=steps,
            problem=self.problem,
        )

    def _take(self, plan: Plan, goal: Goal) -> bool:
        """Take a plan over if it is better; return whether it keeps within the caps."""
        keeps = all(
            self._value(plan, earlier) <= cap
            for earlier, cap in zip(self.goals, self.caps, strict=True)
        )
        if keeps and (self.plan is None or self._value(plan, goal) < self._value(self.plan, goal)):
            self.plan = plan
        return keeps

    def _value(self, plan: Plan | None, goal: Goal) -> int:
        terms = score(self.problem, plan or Plan()).terms
        return sum(terms[name] for name in goal)
