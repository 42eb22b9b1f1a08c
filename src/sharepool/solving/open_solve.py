"""Solving with rules and terms of the caller's own, which only CP-SAT knows.

Small problems are one exact model. Larger ones are solved without them first; that plan is then
repaired, in the neighbourhood of the people without whom less is broken, and made better one
neighbourhood after the other. What is proven without them holds with them: a rule only takes plans
away, and of a term so much is added as it costs at least.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sharepool.base.errors import InternalError
from sharepool.engine import OpenModelParams
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import WEEK, Instance, Option
from sharepool.engine.search.neighbourhoods import Neighbourhoods
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Status, Stop
from sharepool.problem.score import Score
from sharepool.rules import violations
from sharepool.rules.scoring import score_itinerary
from sharepool.solving.own_model import OwnStatements, sentences

_LOGGER = logging.getLogger(__name__)


Solver = Callable[[Problem, Stop, Plan | None], Result]
"""Solves a problem without what is the caller's own."""


def solve_open(
    problem: Problem,
    own: OwnStatements,
    *,
    stop: Stop,
    solver: Solver,
    start: Plan | None,
    exact: bool | None,
    seed: int,
    workers: int,
    params: OpenModelParams,
    on_progress: Callable[[Progress], None] | None,
) -> Result:
    """Return the best plan found that obeys the rules of the caller's own, with a bound.

    Parameters
    ----------
    problem : Problem
    own : OwnStatements
    stop : Stop
        For all of it together.
    solver : callable
    start : Plan, optional
    exact : bool, optional
        Whether the exact model decides all at once; by its size if not given.
    seed, workers : int
    params : OpenModelParams
    on_progress : callable, optional
        Receives each better plan that obeys the rules, and each better bound.

    Raises
    ------
    ValueError
        What a rule or a term says to CP-SAT contradicts what it says of a plan.
    """
    from sharepool.engine.cpsat import size

    began = time.monotonic()
    first = solver(problem, _share(stop, params.search_share), start)
    if first.status is Status.INFEASIBLE:
        return first
    instance = prepare(problem)
    is_exact = size(instance) <= params.most_size if exact is None else exact
    way = "exact model" if is_exact else "repair"
    _LOGGER.info("rules and terms of the caller's own: %s, by %s", ", ".join(own.names), way)
    solve = _OpenSolve(instance, own, first, seed, workers, params, began, on_progress)
    left = _Clock(stop, began, params)
    if is_exact:
        solve.decide(left)
    else:
        solve.repair(left)
    return solve.result()


def _share(stop: Stop, share: float) -> Stop:
    seconds = None if stop.seconds is None else share * stop.seconds
    return replace(stop, seconds=seconds, work=None if stop.work is None else share * stop.work)


class _Clock:
    """What is left of time and work."""

    def __init__(self, stop: Stop, began: float, params: OpenModelParams) -> None:
        self._until = None if stop.seconds is None else began + stop.seconds
        self._work = None if stop.work is None else (1 - params.search_share) * stop.work
        self._params = params

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        seconds = self.seconds
        return (seconds is not None and seconds <= 0) or (
            self._work is not None and self._work <= 0
        )

    @property
    def seconds(self) -> float | None:
        """Seconds left."""
        return None if self._until is None else max(0.0, self._until - time.monotonic())

    @property
    def work(self) -> float | None:
        """Work left."""
        return self._work

    def turn(self) -> tuple[float | None, float | None]:
        """Return seconds and work of one neighbourhood; the work counts as done."""
        seconds = None if self.seconds is None else self._params.try_share * self.seconds
        if self._work is None:
            return seconds, None if seconds is not None else self._params.try_work
        self._work -= self._params.try_work
        return seconds, self._params.try_work


@dataclass
class _OpenSolve:
    """The best plan so far that obeys everything, and the best bound."""

    instance: Instance
    own: OwnStatements
    first: Result
    seed: int
    workers: int
    params: OpenModelParams
    began: float
    on_progress: Callable[[Progress], None] | None
    options: tuple[Option, ...] | None = None
    objective: int | None = None
    bound: int | None = None
    bound_knows_all: bool = False
    is_infeasible: bool = False
    history: list[Progress] = field(default_factory=list)

    def __post_init__(self) -> None:
        least = self.own.least
        if self.first.bound is not None and least is not None:
            self.bound = self.first.bound + least
        if self.first.has_plan and self.first.objective is not None:
            cost = self.own.judge(self.instance.problem, self.first.plan)
            if cost is not None:
                options = tuple(self.instance.encode(self.first.plan))
                self._take(options, self.first.objective + cost)

    @property
    def is_closed(self) -> bool:
        """Whether no plan can be better."""
        return self.objective is not None and self.objective == self.bound

    def decide(self, left: _Clock) -> None:
        """Let the exact model decide everything."""
        if not self.is_closed:
            self._take_whole(*self._solve_exactly(None, left.seconds, left.work))

    def _take_whole(self, status: Status, bound: int | None) -> None:
        """Take over what was proven of the whole problem."""
        if status is Status.INFEASIBLE:
            self.is_infeasible = True
        elif bound is not None and (self.bound is None or bound >= self.bound):
            self.bound, self.bound_knows_all = bound, True

    def repair(self, left: _Clock) -> None:
        """Mend the plan of the first solve, and make it better while there is time."""
        if self.options is None:
            for people in self._ever_more_people():
                if left.is_over or self._try(people, left):
                    break
        rng = random.Random(self.seed)  # noqa: S311 (no secret depends on it)
        near = Neighbourhoods(self.instance, rng, self.params.people)
        while self.options is not None and not (left.is_over or self.is_closed):
            self._try(near.draw(), left)

    def _try(self, people: set[int], left: _Clock) -> bool:
        """Choose some people's weeks again, all others kept; return whether that settles it."""
        from sharepool.engine.cpsat import Scope

        free = frozenset((person, day) for person in people for day in range(WEEK))
        kept = tuple(one for one in self._present() if one.person not in people)
        status, bound = self._solve_exactly(Scope(free, kept), *left.turn())
        if len(people) == sum(map(bool, self.instance.tasks_of)):
            self._take_whole(status, bound)
        return self.options is not None or self.is_infeasible

    def _present(self) -> tuple[Option, ...]:
        if self.options is not None:
            return self.options
        plan = self.first.plan if self.first.has_plan else Plan()
        return tuple(self.instance.encode(plan))

    def _ever_more_people(self) -> Iterator[set[int]]:
        """Yield the people to begin with, then more of those who share tasks with them, to all."""
        everybody = {person for person, tasks in enumerate(self.instance.tasks_of) if tasks}
        people = self._culprits() & everybody
        while people < everybody:
            if people:
                yield set(people)
            tasks = {task for person in people for task in self.instance.tasks_of[person]}
            near = {person for task in tasks for person in self.instance.people_of[task]} - people
            others = sorted(near or everybody - people)
            people |= set(others[: max(self.params.people[1], len(people))])
        yield everybody

    def _culprits(self) -> set[int]:
        """Return the people without whose sessions less is broken."""
        problem, plan = self.instance.problem, self.instance.decode(self._present())
        broken = self.own.count_broken(problem, plan)
        found = set()
        for staff_id in {row.staff_id for row in plan}:
            others = Plan(tuple(row for row in plan if row.staff_id != staff_id))
            if self.own.count_broken(problem, others) < broken:
                found.add(self.instance.person_of[staff_id])
        return found

    def _solve_exactly(
        self, scope: object, seconds: float | None, work: float | None
    ) -> tuple[Status, int | None]:
        from sharepool.engine.cpsat import Extension, Scope, solve_exact

        problem = self.instance.problem
        broken: list[Plan] = []

        def cost(plan: Plan) -> int | None:
            found = self.own.judge(problem, plan)
            if found is None:
                broken.append(plan)
            return found

        outcome = solve_exact(
            self.instance,
            scope if isinstance(scope, Scope) else None,
            hint=self._present(),
            seconds=seconds,
            work=work,
            seed=self.seed,
            workers=self.workers,
            extension=Extension(self.own.extend, cost),
        )
        self._mind_contradictions(broken, outcome.objective, outcome.bound)
        if outcome.options is not None and outcome.objective is not None:
            self._take(outcome.options, outcome.objective)
        return outcome.status, outcome.bound

    def _mind_contradictions(
        self, broken: Sequence[Plan], objective: int | None, bound: int | None
    ) -> None:
        """Raise if the two sides of a rule or a term do not say the same.

        Raises
        ------
        ValueError
        """
        problem = self.instance.problem
        if broken:
            told = next(
                f"{rule.name}: constrain() allows what broken() does not: {sentence}"
                for rule in self.own.rules
                for sentence in sentences(rule, problem, broken[0])
            )
            raise ValueError(told)
        if objective is not None and bound is not None and bound > objective:
            names = ", ".join(term.name for term in self.own.terms)
            raise ValueError(f"{names}: price() is more than cost() of a plan")

    def _take(self, options: tuple[Option, ...], objective: int) -> None:
        if self.objective is None or objective < self.objective:
            self.options, self.objective = options, objective
            news = Progress(
                seconds=time.monotonic() - self.began,
                objective=objective,
                bound=self.bound,
                delivered=self.instance.count_held(options),
                wanted=self.first.sessions_wanted,
                phase="plan",
            )
            self.history.append(news)
            if self.on_progress is not None:
                self.on_progress(news)

    def result(self) -> Result:
        """Return the plan with its score, the terms of the caller's own last."""
        result = replace(
            self.first,
            status=Status.INFEASIBLE if self.is_infeasible else Status.UNKNOWN,
            plan_or_none=None,
            objective=None,
            bound=None if self.is_infeasible else self.bound,
            terms={},
            sessions_delivered=0,
            travel_min=0,
            history=tuple(self.history),
            prices=None,
            wall_seconds=time.monotonic() - self.began,
            bound_without=() if self.bound_knows_all else self.own.names,
        )
        if self.options is None:
            return result
        plan = self.instance.decode(self.options)
        found = result.with_plan(plan, self._score(plan))
        return replace(found, bound_without=()) if found.status is Status.OPTIMAL else found

    def _score(self, plan: Plan) -> Score:
        """Return the score of the plan, once the checker has found nothing against it."""
        itinerary = Itinerary(self.instance.problem, plan)
        if broken := violations(itinerary):
            raise InternalError(f"the exact model's plan breaks {broken[0].code}; it is withheld")
        scored = score_itinerary(itinerary)
        terms = scored.terms | self.own.costs(self.instance.problem, plan)
        if sum(terms.values()) != self.objective:
            raise InternalError("the exact model and the scorer differ; the plan is withheld")
        return replace(scored, objective=sum(terms.values()), terms=terms)
