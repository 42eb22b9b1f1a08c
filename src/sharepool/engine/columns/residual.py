"""What the weeks of some people leave of an instance to all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.types import Extra, Instance
from sharepool.engine.weeks import Week

DaysOfTask = dict[int, Counter[int]]
"""Task to how many sessions of it there are on each day."""


class Residual:
    """An instance of which some people's weeks are decided.

    Sites' capacity, cohorts and required pins are not looked at: the roster that takes the weeks
    minds them.

    Parameters
    ----------
    instance : Instance

    Attributes
    ----------
    decided : dict of int to Week
        By person.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._left = [task.sessions for task in instance.tasks]
        self._room = [task.max_staff for task in instance.tasks]
        self._days: DaysOfTask = {}
        self._work_left = list(instance.employer_work)
        self.decided: dict[int, Week] = {}

    def fits(self, week: Week) -> bool:
        """Return whether a week of somebody undecided goes with those that are decided."""
        employer = self._instance.people[week.person].employer
        return (
            week.person not in self.decided
            and week.work <= self._work_left[employer]
            and all(
                days.total() <= self._left[task] and self._room[task] > 0 and self._go(task, days)
                for task, days in self._days_of(week).items()
            )
        )

    def _go(self, number: int, days: Counter[int]) -> bool:
        """Return whether a task may have so many sessions more on some days."""
        task, used = self._instance.tasks[number], self._days.get(number)
        return not used or all(
            used[day] + more <= task.max_per_day and self._is_apart(number, day)
            for day, more in days.items()
        )

    def _is_apart(self, number: int, day: int) -> bool:
        gap = self._instance.tasks[number].min_gap
        return not any(0 < abs(day - other) < gap for other in self._days.get(number, ()))

    def _days_of(self, week: Week) -> DaysOfTask:
        found: DaysOfTask = defaultdict(Counter)
        for task, start in week.sessions:
            found[task][self._instance.starts[start].day] += 1
        return found

    def decide(self, week: Week) -> None:
        """Take a week as decided."""
        self.decided[week.person] = week
        self._work_left[self._instance.people[week.person].employer] -= week.work
        for task, days in self._days_of(week).items():
            self._left[task] -= days.total()
            self._room[task] -= 1
            self._days.setdefault(task, Counter()).update(days)

    def instance_for(self, people: Collection[int]) -> Instance:
        """Return what is left to some people who are undecided; nobody else has tasks in it."""
        instance = self._instance
        tasks = zip(instance.tasks, self._left, strict=True)
        people_of = [
            tuple(person for person in able if person in people) if left and room > 0 else ()
            for able, left, room in zip(instance.people_of, self._left, self._room, strict=True)
        ]
        fewer = instance.with_people(people_of)
        return replace(
            fewer,
            tasks=tuple(
                task._replace(sessions=left, min_sessions=min(task.min_sessions, left))
                for task, left in tasks
            ),
            extras=fewer.extras | dict(self._closed_days(people_of)),
        )

    def _closed_days(
        self, people_of: Iterable[tuple[int, ...]]
    ) -> Iterable[tuple[tuple[int, int], Extra]]:
        """Yield what the days that decided weeks use forbid to others on the same tasks."""
        for task, able in enumerate(people_of):
            if not able or task not in self._days:
                continue
            allowed = self._open_starts(task)
            if not allowed.all():
                for person in able:
                    yield (person, task), self._restrict(person, task, allowed)

    def _open_starts(self, number: int) -> NDArray[np.bool_]:
        starts = self._instance.starts
        days = [starts[row].day for row in self._instance.task_starts(number)]
        is_open = {day: self._go(number, Counter([day])) for day in set(days)}
        return np.array([is_open[day] for day in days])

    def _restrict(self, person: int, task: int, allowed: NDArray[np.bool_]) -> Extra:
        extra = self._instance.extras.get((person, task))
        if extra is None:
            return Extra(allowed, np.zeros(len(allowed), dtype=np.int64), required=False)
        return replace(extra, allowed=extra.allowed & allowed)
