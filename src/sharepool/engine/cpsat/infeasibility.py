"""Why no plan exists: the hard minimums that cannot hold together.

Without minimums, required pins and strict pairs the empty plan is legal, so that every conflict is
one between them. Each proof is a model of its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict, TypeVar

import numpy as np

from sharepool.engine.counting_bound import days_apart, days_mask, is_staffed
from sharepool.engine.cpsat import (
    MinimumKey,
    Scope,
    find_shortfall,
    is_possible,
    size,
)
from sharepool.engine.instance.types import NO_LIMIT, WEEK, Instance, Option
from sharepool.engine.params import DEFAULTS, SolveParams
from sharepool.engine.search.annealing import first_plan, worth_of_session
from sharepool.engine.search.roster import Roster
from sharepool.problem.result import Conflict, HardMinimum

Item = TypeVar("Item")


class _Limits(TypedDict):
    seconds: float
    cancel: threading.Event | None


def find_conflict(
    instance: Instance,
    *,
    seconds: float,
    cancel: threading.Event | None = None,
    params: SolveParams = DEFAULTS,
) -> Conflict | None:
    """Return hard minimums that cannot hold together.

    Minimums that cannot hold even alone are named at once, all of them. Otherwise a set that cannot
    hold is thinned until no more can be left out (or time is up).

    Parameters
    ----------
    instance : Instance
    seconds : float
        Wall time that it may take.
    cancel : threading.Event, optional
    params : SolveParams

    Returns
    -------
    Conflict or None
        Not proven if nothing could be proven in time: then the minimums that were not met. None if
        there is no conflict, or none was found.
    """
    minimums = hard_minimums(instance)
    hopeless = tuple(minimum for minimum in minimums if _most(instance, minimum) < minimum.needed)
    if hopeless:
        return Conflict(hopeless, proven=True)
    if not minimums:
        return None
    judge = Judge(instance, seconds=seconds, cancel=cancel, params=params)
    verdict = judge.allows(minimums)
    if verdict is True:
        return None
    alone = tuple(minimum for minimum in minimums if judge.allows([minimum]) is False)
    if alone:
        return Conflict(alone, proven=True)
    if verdict is False:
        return Conflict(judge.thin(minimums), proven=True)
    missing = tuple(judge.find_lack(minimums).missing)
    return Conflict(missing, proven=False) if missing else None


def hard_minimums(instance: Instance) -> tuple[HardMinimum, ...]:
    """Return everything that a plan must contain, in the order of the tables."""
    problem = instance.problem
    demands = [
        HardMinimum("min_sessions", row, demand.min_sessions)
        for row, demand in enumerate(problem.demands)
        if problem.minimum_of(demand) > 0
    ]
    pins = [HardMinimum("require", pin.row, 1) for pin in instance.required]
    pairs = [
        HardMinimum("strict_pair", link.row, link.needed)
        for link in instance.links
        if link.strict and link.needed > 0
    ]
    return (*demands, *pins, *pairs)


def relax(instance: Instance) -> Instance:
    r"""Return an instance whose people take detours for free, so that sessions can be dropped.

    Every leg becomes the quickest way over any stops, with no leg above the person's limit:

    .. math:: t'_{ij} = \min_{i = k_0, \dots, k_n = j} \; \sum_m t_{k_{m-1} k_m}, \qquad
              t_{k_{m-1} k_m} \le \text{max\_leg}_p

    and the limit itself goes. Any part of a legal plan is then legal here, except for the minimums:
    what the dropped stops took is no less than the ways that replace them. So tasks that no minimum
    asks for may be left out, and what cannot hold here cannot hold at all.
    """
    kinds = sorted({(who.mode, who.max_leg) for who in instance.people})
    ways = [instance.travel[mode].copy() for mode, _ in kinds]
    for (_, max_leg), way in zip(kinds, ways, strict=True):
        way[way > max_leg] = NO_LIMIT
        for stop in range(len(way)):
            np.minimum(way, way[:, stop, None] + way[None, stop], out=way)
    shortest = np.stack(ways) if ways else instance.travel
    people = tuple(
        who._replace(mode=kinds.index((who.mode, who.max_leg)), max_leg=NO_LIMIT)
        for who in instance.people
    )
    return replace(instance, people=people, travel=shortest, shortest=shortest)


@dataclass(frozen=True)
class Lack:
    """By how much minimums are missed, in the plan found that misses them least.

    Attributes
    ----------
    missing : dict of HardMinimum to int
        Sessions that minimums lack; none for those that are met.
    cost : int
        What that costs.
    bound : int
        No plan misses them by less than this costs (proven).
    """

    missing: dict[HardMinimum, int]
    cost: int
    bound: int


class Judge:
    """Proves that hard minimums can or cannot hold together, within the time left.

    Parameters
    ----------
    instance : Instance
    seconds : float
        Wall time for all that it is asked.
    cancel : threading.Event, optional
    params : SolveParams
    """

    def __init__(
        self,
        instance: Instance,
        *,
        seconds: float,
        cancel: threading.Event | None = None,
        params: SolveParams = DEFAULTS,
    ) -> None:
        self._params, self._search = params.infeasibility, params.search
        self._instance, self._relaxed = instance, relax(instance)
        self._deadline, self._cancel = time.monotonic() + seconds, cancel
        self._is_exact = size(instance) <= self._params.most_size

    def allows(self, minimums: Sequence[HardMinimum]) -> bool | None:
        """Return whether some plan has these minimums; None if not known.

        The tasks concerned are asked alone first, as they are few: if they cannot be had where
        people take detours for free, they never can; if they can be had as it is, that is a plan.
        In between, the whole model has the last word, where it is not too large.
        """
        keys, scope = _keys(minimums), self._scope(minimums)
        if self._ask(self._relaxed, keys, scope) is False:
            return False
        if self._ask(self._instance, keys, scope) is True:
            return True
        return self._ask(self._instance, keys, None) if self._is_exact else None

    def thin(self, minimums: Sequence[HardMinimum]) -> tuple[HardMinimum, ...]:
        """Leave out minimums, ever fewer at a time, while the rest still cannot hold."""
        return thin(minimums, lambda fewer: self.allows(fewer) is False, lambda: self._left <= 0)

    def find_lack(self, minimums: Sequence[HardMinimum], bound: int = 0) -> Lack:
        """Return by how much minimums must be missed at least, as far as the time left allows.

        A session that a minimum lacks costs what the objective takes for it (see :meth:`price`).

        Parameters
        ----------
        minimums : sequence of HardMinimum
        bound : int
            What is known: no plan misses them by less than this costs.
        """
        roster = first_plan(self._instance)
        best = self._lack_of(minimums, roster.best(), bound)
        scope = self._scope(minimums)
        if best.cost > bound and size(self._instance, scope) <= self._params.most_size:
            best = self._find_least(minimums, scope, roster.best(), best)
        if best.cost > best.bound:
            self._anneal(roster, self._params.search_share * self._left)
            best = min(best, self._lack_of(minimums, roster.best(), best.bound), key=_cost)
        return best

    def _find_least(
        self, minimums: Sequence[HardMinimum], scope: Scope, hint: list[Option], best: Lack
    ) -> Lack:
        """Return by how much minimums must be missed at least, as CP-SAT finds and proves it."""
        prices = {_key(one): self.price(one) for one in minimums}
        bound = best.bound
        tries = [(self._relaxed, scope), (self._instance, scope)]
        for instance, width in [*tries, (self._instance, None)] if self._is_exact else tries:
            if best.cost == bound:
                break
            found = find_shortfall(instance, prices, width, hint=hint, **self._limits())
            if found is not None and instance is not self._relaxed and found.cost < best.cost:
                missing = {one: found.missing.get(_key(one), 0) for one in minimums}
                best = self._lack(missing, bound)
            if found is not None and (instance is self._relaxed or width is None):
                bound = max(bound, found.bound)
        return replace(best, bound=bound)

    def price(self, minimum: HardMinimum) -> int:
        """Return what a session less of a minimum costs: what the objective takes for it."""
        weights = self._instance.weights
        if minimum.kind == "min_sessions":
            tasks = _tasks_of(self._instance, minimum)
            own = (self._instance.tasks[task] for task in tasks)
            return max(1, *(task.unmet for task in own if not task.is_role))
        return max(1, weights.pair_short if minimum.kind == "strict_pair" else weights.unmet)

    def _lack_of(self, minimums: Iterable[HardMinimum], options: list[Option], bound: int) -> Lack:
        missing = {one: one.needed - _count(self._instance, one, options) for one in minimums}
        return self._lack(missing, bound)

    def _lack(self, missing: dict[HardMinimum, int], bound: int) -> Lack:
        missing = {one: lack for one, lack in missing.items() if lack > 0}
        return Lack(missing, sum(self.price(one) * lack for one, lack in missing.items()), bound)

    def _anneal(self, roster: Roster, seconds: float) -> None:
        """Look for a plan that misses fewer hard minimums."""
        scale, began = worth_of_session(self._instance, self._search), time.monotonic()
        first, last = self._search.first_temperature, self._search.last_temperature
        while (spent := time.monotonic() - began) < seconds and roster.best_shortfall > 0:
            if self._left <= 0:
                return
            roster.anneal(self._params.moves, scale * first * (last / first) ** (spent / seconds))

    @property
    def _left(self) -> float:
        cancelled = self._cancel is not None and self._cancel.is_set()
        return 0.0 if cancelled else max(0.0, self._deadline - time.monotonic())

    def _ask(
        self, instance: Instance, keys: frozenset[MinimumKey], scope: Scope | None
    ) -> bool | None:
        if self._left <= 0:
            return None
        return is_possible(instance, keys, scope, **self._limits())

    def _limits(self) -> _Limits:
        return {"seconds": self._left * self._params.proof_share, "cancel": self._cancel}

    def _scope(self, minimums: Iterable[HardMinimum]) -> Scope:
        concerned = frozenset(
            task for minimum in minimums for task in _tasks_of(self._instance, minimum)
        )
        people = {who for task in concerned for who in self._instance.people_of[task]}
        free = frozenset((person, day) for person in people for day in range(WEEK))
        return Scope(free, tasks=concerned)


def thin(
    items: Sequence[Item], is_enough: Callable[[list[Item]], bool], is_late: Callable[[], bool]
) -> tuple[Item, ...]:
    """Leave out items, ever fewer at a time, while the rest is enough; the last one stays."""
    kept, step = list(items), max(1, len(items) // 2)
    while True:
        place = 0
        while place < len(kept) and not is_late():
            fewer = kept[:place] + kept[place + step :]
            if fewer and is_enough(fewer):
                kept = fewer
            else:
                place += step
        if step == 1 or is_late():
            return tuple(kept)
        step //= 2


def _count(instance: Instance, minimum: HardMinimum, options: Iterable[Option]) -> int:
    """Return how many sessions of a plan count for a minimum."""
    tasks = {task: set(_counting(instance, minimum, task)) for task in _tasks_of(instance, minimum)}
    return instance.count_held(option for option in options if option in tasks.get(option.task, ()))


def _cost(lack: Lack) -> int:
    return lack.cost


def _key(minimum: HardMinimum) -> MinimumKey:
    return minimum.kind, minimum.row


def _keys(minimums: Iterable[HardMinimum]) -> frozenset[MinimumKey]:
    return frozenset(map(_key, minimums))


def _tasks_of(instance: Instance, minimum: HardMinimum) -> list[int]:
    """Return the tasks whose sessions count for a minimum: of a team, the event and its roles."""
    if minimum.kind == "min_sessions":
        return [t for t, row in enumerate(instance.demand_rows) if row == minimum.row]
    if minimum.kind == "strict_pair":
        site = next(link.site for link in instance.links if link.row == minimum.row)
        return [t for t, task in enumerate(instance.tasks) if task.site == site]
    pin = next(pin for pin in instance.required if pin.row == minimum.row)
    return [
        number
        for number, task in enumerate(instance.tasks)
        if pin.task in (-1, instance.held_task(number)) and pin.site in (-1, task.site)
    ]


def _most(instance: Instance, minimum: HardMinimum) -> int:
    """Return how many sessions can count for a minimum, by simple counting."""
    return sum(
        _most_of_task(
            instance,
            task,
            [one for part in instance.parts_of(task) for one in _counting(instance, minimum, part)],
        )
        for task in _tasks_of(instance, minimum)
        if not instance.tasks[task].is_role and is_staffed(instance, task)
    )


def _counting(instance: Instance, minimum: HardMinimum, task: int) -> list[Option]:
    """Return the options of a task that count for a minimum."""
    people: Iterable[int] = instance.people_of[task]
    if minimum.kind == "strict_pair":
        group = next(link.group for link in instance.links if link.row == minimum.row)
        people = [person for person in people if instance.people[person].group == group]
    options = [option for person in people for option in instance.options(person, task)]
    if minimum.kind == "require":
        pin = next(pin for pin in instance.required if pin.row == minimum.row)
        options = [option for option in options if instance.matches(pin, option)]
    return options


def _most_of_task(instance: Instance, number: int, options: list[Option]) -> int:
    """Return how many of some options fit the days of a task, as far apart as it wants them."""
    task = instance.tasks[number]
    days = days_mask(instance.starts[option.start].day for option in options)
    most = days_apart(days, task.min_gap) * task.max_per_day
    return min(task.sessions, most, len(options))
