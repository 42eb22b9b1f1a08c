"""Areas: neighbourhoods that remote workers search side by side, from one plan.

No two have a person in common. Each worker has all others fixed, and an answer counts only if the
plan that there is by then, with that area's weeks, is legal and better: a roster takes them, leaves
out what does not go with the other areas' news, and fills up.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import NamedTuple

from sharepool.engine.budget import SolveBudget
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.params import SolveParams
from sharepool.engine.remote import InstanceTools, RemoteWorkers
from sharepool.engine.search.neighbourhoods import Neighbourhoods, NeighbourhoodSearch
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import FractionalSolution, Week

AreaSearch = Callable[[Instance, SolveState, SolveBudget, random.Random, set[int]], float]
"""A function of a module that improves some people's weeks, and returns the work that it took."""

_SHARE_ON_WORKERS = 0.9
"""Share of the time left in which workers must have answered."""


class AreaTask(NamedTuple):
    """An area to be searched on a worker.

    Attributes
    ----------
    search : callable
    people : tuple of int
        Those whose weeks may change.
    seed : int
    present : tuple of Option
        The plan to begin with.
    objective : int
    weeks, elite : tuple of Week
        What the pools have of these people.
    fractional : FractionalSolution
        Likewise.
    until : float or None
        Deadline on the clock of :func:`time.time`, which machines share.
    work : float or None
    params : SolveParams
    """

    search: AreaSearch
    people: tuple[int, ...]
    seed: int
    present: tuple[Option, ...]
    objective: int
    weeks: tuple[Week, ...]
    elite: tuple[Week, ...]
    fractional: FractionalSolution
    until: float | None
    work: float | None
    params: SolveParams


class AreaAnswer(NamedTuple):
    """What a worker has found in an area.

    Attributes
    ----------
    options : tuple of Option
        Of the people of the area; empty if nothing is better than before.
    weeks, elite : tuple of Week
        What the pools have of them now.
    work : float
    """

    options: tuple[Option, ...]
    weeks: tuple[Week, ...]
    elite: tuple[Week, ...]
    work: float


def search_area(tools: InstanceTools, task: AreaTask) -> AreaAnswer:
    """Search an area on a worker."""
    now = time.monotonic()
    state = SolveState(tools.instance, gap=0.0, started=now, params=task.params)
    state.offer_plan(task.present, task.objective)
    for week in task.weeks:
        state.pool.add(week)
    for week in task.elite:
        state.elite.add(week)
    state.fractional = task.fractional
    deadline = None if task.until is None else now + task.until - time.time()
    budget, people = SolveBudget(state, deadline, task.work), set(task.people)
    rng = random.Random(task.seed)  # noqa: S311 (no secret depends on it)
    work = task.search(tools.instance, state, budget, rng, people)
    options, objective = state.incumbent()
    is_better = objective is not None and objective < task.objective
    return AreaAnswer(
        options=tuple(one for one in options or () if is_better and one.person in people),
        weeks=_weeks_of(state.pool.weeks, people),
        elite=_weeks_of(state.elite.weeks, people),
        work=work,
    )


def _weeks_of(weeks: list[Week], people: set[int]) -> tuple[Week, ...]:
    return tuple(week for week in list(weeks) if week.person in people)


class RemoteAreas:
    """A strategy: areas side by side, one batch after the other.

    Parameters
    ----------
    seed : int
    search : callable
    sizes : (int, int)
        Fewest and most people of an area.
    """

    def __init__(self, seed: int, search: AreaSearch, sizes: tuple[int, int]) -> None:
        self._seed, self._search, self._sizes = seed, search, sizes

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Improve the incumbent until the budget is spent; does nothing without remote workers."""
        if state.remote is None:
            return
        rng = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        neighbourhoods = Neighbourhoods(instance, rng, self._sizes)
        able = sum(1 for tasks in instance.tasks_of if tasks)
        number = max(1, min(state.remote.number, able // self._sizes[1]))
        batches = _Batches(instance, state, budget, state.remote, self._search)
        while state.options and not budget.is_over(batches.work):
            with ExitStack() as reserved:
                reserve = state.reserve
                areas = [
                    reserved.enter_context(reserve(neighbourhoods.draw)) for _ in range(number)
                ]
                batches.search([(area, rng.randrange(2**31)) for area in areas])


class _Batches:
    """Batches of areas, and the work done for them so far."""

    def __init__(
        self,
        instance: Instance,
        state: SolveState,
        budget: SolveBudget,
        remote: RemoteWorkers,
        search: AreaSearch,
    ) -> None:
        self._instance, self._state, self._budget = instance, state, budget
        self._remote, self._search = remote, search
        self.work = 0.0

    def search(self, areas: Sequence[tuple[set[int], int]]) -> None:
        """Have areas searched, each with a seed, and take what is better.

        Late answers are not waited for, unless work is the measure: time must not matter then.
        """
        tasks = [self._task(people, seed, len(areas)) for people, seed in areas]
        waits = self._budget.deterministic
        # Each has its share of the work: what is begun is taken.
        answers = self._remote.map(
            search_area, tasks, lambda: self._budget.is_over(0.0), waits=waits
        )
        for task, answer in zip(tasks, answers, strict=False):
            if answer is not None:
                self._take(set(task.people), answer)

    def _task(self, people: set[int], seed: int, areas: int) -> AreaTask:
        state, budget = self._state, self._budget
        options, objective = state.incumbent()
        left, work = budget.seconds_left(), budget.work
        return AreaTask(
            search=self._search,
            people=tuple(sorted(people)),
            seed=seed,
            present=options or (),
            objective=objective or 0,
            weeks=_weeks_of(state.pool.weeks, people),
            elite=_weeks_of(state.elite.weeks, people),
            fractional=tuple(one for one in state.fractional if one[0].person in people),
            until=None if left is None else time.time() + _SHARE_ON_WORKERS * left,
            work=None if work is None else max(0.0, work - self.work) / areas,
            params=budget.params,
        )

    def _take(self, people: set[int], answer: AreaAnswer) -> None:
        """Put an area's weeks into the plan that there is by now, as far as they go with it."""
        self.work += answer.work
        for pool, weeks in (
            (self._state.pool, answer.weeks),
            (self._state.elite, answer.elite),
        ):
            for week in weeks:
                pool.add(week)
        if not answer.options:
            return
        search = NeighbourhoodSearch(self._instance, self._state, people)
        roster = Roster(self._instance)
        others = (option for option in search.present if option.person not in people)
        roster.add_all((*answer.options, *others))
        roster.fill(range(len(self._instance.tasks)))
        joining = self._budget.params.search.joining
        self.work = search.run(roster, joining.temperature, joining.moves, self._budget, self.work)
