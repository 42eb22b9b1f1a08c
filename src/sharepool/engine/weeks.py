"""Weeks of one person: what plans consist of, and the columns of the master program."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.types import Instance, Option


class Week(NamedTuple):
    """All sessions of one person.

    Attributes
    ----------
    person : int
    sessions : tuple of (int, int)
        Task and row of the start of each, sorted.
    cost : int
        What the week adds to the objective, without what its tasks, sites, pairs and chains gain:
        road, long road, site links, preferences and changes, less the short minutes that it mends.
    work : int
        Minutes that count against hours.
    """

    person: int
    sessions: tuple[tuple[int, int], ...]
    cost: int
    work: int

    @classmethod
    def of(cls, instance: Instance, person: int, sessions: Iterable[tuple[int, int]]) -> Week:
        """Return a week with its cost."""
        rows = tuple(sorted(sessions))
        who, weights = instance.people[person], instance.weights
        days: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for task, start in rows:
            when = instance.starts[start]
            days[when.day].append((when.begin, instance.place(person, task)))
        places = {place for day in days.values() for _, place in day} - {who.home}
        road = sum(
            _road(instance, person, [place for _, place in sorted(d)]) for d in days.values()
        )
        minutes = sum(instance.starts[row].end - instance.starts[row].begin for _, row in rows)
        cost = (
            weights.travel * road
            + weights.long_road * max(0, road - who.fair_road)
            + weights.site_link * len(places)
            + weights.short_minute * (max(0, who.min_work - minutes) - who.min_work)
            + sum(instance.extra_cost(Option(person, task, row)) for task, row in rows)
        )
        return cls(person, rows, cost, minutes + (road if instance.count_travel else 0))


FractionalSolution = tuple[tuple[Week, float], ...]
"""Weeks with values that add up to no more than 1 for each person: a solution of the master."""

Subset = tuple[int, ...]
"""Tasks, in rising order, of which no two people can both have two."""


def _road(instance: Instance, person: int, places: Sequence[int]) -> int:
    who = instance.people[person]
    stops = [who.home, *places, who.home]
    return sum(int(instance.travel[who.mode, a, b]) for a, b in pairwise(stops))


def weeks_of(instance: Instance, options: Iterable[Option]) -> list[Week]:
    """Return the weeks that a plan consists of."""
    sessions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for option in options:
        sessions[option.person].append((option.task, option.start))
    return [Week.of(instance, person, rows) for person, rows in sorted(sessions.items())]


def largest_values(fractional: FractionalSolution) -> list[Week]:
    """Return each person's week of the largest value, the largest of all first."""
    of_person: dict[int, tuple[float, Week]] = {}
    for week, share in fractional:
        of_person[week.person] = max((share, week), of_person.get(week.person, (share, week)))
    return [week for _, week in sorted(of_person.values(), reverse=True)]


def options_of(weeks: Iterable[Week]) -> list[Option]:
    """Return the plan that some weeks are."""
    return [Option(week.person, task, start) for week in weeks for task, start in week.sessions]


def restrict_to_support(instance: Instance, weeks: Iterable[Week]) -> Instance:
    """Return an instance restricted to the support: people serve the grounds of some weeks only."""
    served = {
        (week.person, instance.tasks[task].ground) for week in weeks for task, _ in week.sessions
    }
    return instance.with_people(
        [
            tuple(person for person in people if (person, task.ground) in served)
            for people, task in zip(instance.people_of, instance.tasks, strict=True)
        ]
    )


class Pool:
    """The weeks known of each person. Any thread may add to it.

    Only the cheapest of weeks with the same sessions of the same tasks is kept.

    Parameters
    ----------
    instance : Instance

    Attributes
    ----------
    weeks : list of Week
    clearings : int
        How often weeks were dropped and the others got new numbers.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._lock = threading.Lock()
        self._number: dict[tuple[int, tuple[int, ...]], int] = {}
        self.weeks: list[Week] = []
        self.clearings = 0
        self._flat: list[NDArray[np.int64]] = []

    def __len__(self) -> int:
        return len(self.weeks)

    def add(self, week: Week) -> bool:
        """Take a week, and return whether it is news."""
        key = _key(week)
        with self._lock:
            number = self._number.get(key)
            if number is None:
                self._number[key] = len(self.weeks)
                self._add_entries(len(self.weeks), key[1])
                self.weeks.append(week)
                return True
            if week.cost < self.weeks[number].cost:
                self.weeks[number] = week
                return True
        return False

    def add_plan(self, options: Iterable[Option]) -> None:
        """Take the weeks that a plan consists of."""
        for week in weeks_of(self._instance, options):
            self.add(week)

    def keep(self, numbers: Iterable[int]) -> None:
        """Drop all weeks but some."""
        with self._lock:
            self.weeks = [self.weeks[number] for number in numbers]
            self._number = {_key(week): number for number, week in enumerate(self.weeks)}
            self._flat = []
            for number, week in enumerate(self.weeks):
                self._add_entries(number, _key(week)[1])
            self.clearings += 1

    def _add_entries(self, number: int, tasks: Sequence[int]) -> None:
        rows = [(number, task, count) for task, count in Counter(tasks).items()]
        self._flat.append(np.array(rows, dtype=np.int64).reshape(-1, 3))

    def entries(self) -> NDArray[np.int64]:
        """Return (week, task, sessions) rows, sorted by week."""
        with self._lock:
            self._flat = [np.concatenate([np.zeros((0, 3), dtype=np.int64), *self._flat])]
            return self._flat[0]


def _key(week: Week) -> tuple[int, tuple[int, ...]]:
    """Return what makes weeks equal except for their hours: person and sessions of each task."""
    return week.person, tuple(task for task, _ in week.sessions)
