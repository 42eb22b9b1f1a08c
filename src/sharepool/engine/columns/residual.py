"""What the weeks of some people leave of an instance to all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.types import Extra, Instance, Option
from sharepool.engine.weeks import Week

DaysOfTask = dict[int, Counter[int]]
"""Task to how many sessions of it there are on each day."""


class Residual:
    """An instance of which some people's weeks are decided.

    Once a session of a team has somebody, others join it; it counts as held. Sites' capacity,
    cohorts, required pins and whoever is missing in teams are not looked at: the roster that takes
    the weeks minds them.

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
        self._seats: dict[tuple[int, int], Counter[int]] = {}
        self._work_left = list(instance.employer_work)
        self.decided: dict[int, Week] = {}

    def fits(self, week: Week) -> bool:
        """Return whether a week of somebody undecided goes with those that are decided."""
        employer = self._instance.people[week.person].employer
        return (
            week.person not in self.decided
            and week.work <= self._work_left[employer]
            and all(self._room[task] > 0 for task, _ in week.sessions)
            and all(
                days.total() <= self._left[task] and self._go(task, days)
                for task, days in self._days_of(week).items()
            )
            and all(seats[role] > 0 for role, seats in self._joined(week))
        )

    def _joined(self, week: Week) -> Iterator[tuple[int, Counter[int]]]:
        """Yield the roles of a week in sessions that are held, with the seats left in these."""
        for task, start in week.sessions:
            session = self._instance.held_session(Option(week.person, task, start))
            if session in self._seats:
                yield task, self._seats[session]

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
        """Return the sessions of a week that are not held yet."""
        found: DaysOfTask = defaultdict(Counter)
        for task, start in week.sessions:
            session = self._instance.held_session(Option(week.person, task, start))
            if session not in self._seats:
                found[session[0]][self._instance.starts[start].day] += 1
        return found

    def decide(self, week: Week) -> None:
        """Take a week as decided."""
        self.decided[week.person] = week
        self._work_left[self._instance.people[week.person].employer] -= week.work
        for task, days in self._days_of(week).items():
            self._left[task] -= days.total()
            self._days.setdefault(task, Counter()).update(days)
        for task in {task for task, _ in week.sessions}:
            self._room[task] -= 1
        self._take_seats(week)

    def _take_seats(self, week: Week) -> None:
        """Let a person join the sessions of teams, which are held from then on."""
        instance = self._instance
        for task, start in week.sessions:
            if instance.tasks[task].is_role:
                session = instance.held_session(Option(week.person, task, start))
                roles = instance.roles_of(session[0])
                seats = Counter({role: instance.tasks[role].seats for role in roles})
                self._seats.setdefault(session, seats)[task] -= 1

    def instance_for(self, people: Collection[int]) -> Instance:
        """Return what is left to some people who are undecided; nobody else has tasks in it."""
        instance = self._instance
        lefts = [
            task.sessions if task.is_role or task.is_event else left
            for task, left in zip(instance.tasks, self._left, strict=True)
        ]
        tasks = zip(instance.tasks, lefts, strict=True)
        people_of = [
            tuple(person for person in able if person in people) if left and room > 0 else ()
            for able, left, room in zip(instance.people_of, lefts, self._room, strict=True)
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
            if not able or self._instance.held_task(task) not in self._days:
                continue
            allowed = self._open_starts(task)
            if not allowed.all():
                for person in able:
                    yield (person, task), self._restrict(person, task, allowed)

    def _open_starts(self, number: int) -> NDArray[np.bool_]:
        instance = self._instance
        held, rows = instance.held_task(number), instance.task_starts(number)
        days = [instance.starts[row].day for row in rows]
        is_open = {day: self._go(held, Counter([day])) for day in set(days)}
        if not instance.tasks[number].is_role:
            return np.array([is_open[day] for day in days])
        seats = [self._seats.get((held, instance.start_as(row, number, held))) for row in rows]
        return np.array(
            [
                self._left[held] > 0 and is_open[day] if own is None else own[number] > 0
                for day, own in zip(days, seats, strict=True)
            ]
        )

    def _restrict(self, person: int, task: int, allowed: NDArray[np.bool_]) -> Extra:
        extra = self._instance.extras.get((person, task))
        if extra is None:
            return Extra(allowed, np.zeros(len(allowed), dtype=np.int64), required=False)
        return replace(extra, allowed=extra.allowed & allowed)
