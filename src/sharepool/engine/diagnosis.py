"""Why no plan exists: the hard minimums that cannot hold together.

Without minimums, required pins and strict pairs the empty plan is legal, so that every conflict is
one between them. Each proof is a model of its own, solved anew for each set of minimums.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sharepool.data.result import Conflict, HardMinimum
from sharepool.engine.instance import NO_LIMIT, WEEK, Instance, Option
from sharepool.engine.model import Scope, find_unmet, is_possible, size

_EXACT_SIZE = 60_000
"""Options and legs up to which the whole model, with all its tasks, is tried too."""

_SHARE = 0.25
"""Of the time left that one proof may take."""


def find_conflict(
    instance: Instance, *, seconds: float, cancel: threading.Event | None = None
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
    judge = _Judge(instance, relax(instance), time.monotonic() + seconds, cancel)
    verdict = judge.allows(minimums)
    if verdict is True:
        return None
    alone = tuple(minimum for minimum in minimums if judge.allows([minimum]) is False)
    if alone:
        return Conflict(alone, proven=True)
    if verdict is False:
        return Conflict(judge.thin(minimums), proven=True)
    unmet = judge.unmet(minimums)
    return Conflict(unmet, proven=False) if unmet else None


def hard_minimums(instance: Instance) -> tuple[HardMinimum, ...]:
    """Return everything that a plan must contain, in the order of the tables."""
    problem = instance.problem
    demands = [
        HardMinimum("min_sessions", row, demand.min_sessions)
        for row, demand in enumerate(problem.demands)
        if demand.min_sessions > 0 and not problem.is_dormant(demand)
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

    and the limit itself goes. Of a legal plan, any part is then legal here but for the minimums:
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


@dataclass
class _Judge:
    """Proves that minimums can or cannot hold together, within the time left."""

    instance: Instance
    relaxed: Instance
    deadline: float
    cancel: threading.Event | None

    def __post_init__(self) -> None:
        self.is_exact = size(self.instance) <= _EXACT_SIZE

    @property
    def _left(self) -> float:
        cancelled = self.cancel is not None and self.cancel.is_set()
        return 0.0 if cancelled else max(0.0, self.deadline - time.monotonic())

    def allows(self, minimums: Sequence[HardMinimum]) -> bool | None:
        """Return whether some plan has these minimums; None if not known.

        A relaxation with the tasks concerned alone is asked first: it is small. If it allows them,
        the whole model has the last word, where it is not too large.
        """
        keys = _keys(minimums)
        verdict = self._ask(self.relaxed, keys, self._scope(minimums))
        if verdict is False or not self.is_exact:
            return verdict
        return self._ask(self.instance, keys, None)

    def thin(self, minimums: Sequence[HardMinimum]) -> tuple[HardMinimum, ...]:
        """Leave out minimums, ever fewer at a time, while the rest still cannot hold."""
        kept, step = list(minimums), max(1, len(minimums) // 2)
        while True:
            place = 0
            while place < len(kept) and self._left > 0:
                fewer = kept[:place] + kept[place + step :]
                if fewer and self.allows(fewer) is False:
                    kept = fewer
                else:
                    place += step
            if step == 1 or self._left <= 0:
                return tuple(kept)
            step //= 2

    def unmet(self, minimums: Sequence[HardMinimum]) -> tuple[HardMinimum, ...]:
        """Return the minimums that could not be met in the time left."""
        instance = self.instance if self.is_exact else self.relaxed
        scope = None if self.is_exact else self._scope(minimums)
        found = find_unmet(instance, _keys(minimums), scope, seconds=self._left, cancel=self.cancel)
        return tuple(minimum for minimum in minimums if (minimum.kind, minimum.row) in found)

    def _ask(
        self, instance: Instance, keys: frozenset[tuple[str, int]], scope: Scope | None
    ) -> bool | None:
        seconds = self._left * _SHARE
        if seconds <= 0:
            return None
        return is_possible(instance, keys, scope, seconds=seconds, cancel=self.cancel)

    def _scope(self, minimums: Iterable[HardMinimum]) -> Scope:
        concerned = frozenset(
            task for minimum in minimums for task in _tasks_of(self.instance, minimum)
        )
        people = {who for task in concerned for who in self.instance.people_of[task]}
        free = frozenset((person, day) for person in people for day in range(WEEK))
        return Scope(free, tasks=concerned)


def _keys(minimums: Iterable[HardMinimum]) -> frozenset[tuple[str, int]]:
    return frozenset((minimum.kind, minimum.row) for minimum in minimums)


def _tasks_of(instance: Instance, minimum: HardMinimum) -> list[int]:
    """Return the tasks whose sessions count for a minimum."""
    if minimum.kind == "min_sessions":
        return [t for t, row in enumerate(instance.demand_rows) if row == minimum.row]
    if minimum.kind == "strict_pair":
        site = next(link.site for link in instance.links if link.row == minimum.row)
        return [t for t, task in enumerate(instance.tasks) if task.site == site]
    pin = next(pin for pin in instance.required if pin.row == minimum.row)
    return [
        number
        for number, task in enumerate(instance.tasks)
        if pin.task in (-1, number) and pin.site in (-1, task.site)
    ]


def _most(instance: Instance, minimum: HardMinimum) -> int:
    """Return how many sessions can count for a minimum, by simple counting."""
    return sum(
        _most_of_task(instance, task, _counting(instance, minimum, task))
        for task in _tasks_of(instance, minimum)
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
    last, days = -NO_LIMIT, 0
    for day in sorted({instance.starts[option.start].day for option in options}):
        if day - last >= task.min_gap:
            last, days = day, days + 1
    return min(task.sessions, days * task.max_per_day, len(options))
