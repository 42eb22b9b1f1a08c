"""Which part of a plan may change, and the sessions that may then be chosen."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sharepool.engine.instance.types import Instance, Option

PersonDay = tuple[int, int]
"""Person, and day counted from 0."""


@dataclass(frozen=True)
class Scope:
    """The part of a plan that may change.

    Attributes
    ----------
    free : frozenset of (int, int)
        Person and day (from 0) whose sessions are chosen again.
    kept : tuple of Option
        Sessions on all other person-days: they stay as they are.
    tasks : frozenset of int or None
        Tasks that may be given sessions on the free person-days; None for all.
    """

    free: frozenset[PersonDay]
    kept: tuple[Option, ...] = ()
    tasks: frozenset[int] | None = None


def open_options(instance: Instance, scope: Scope | None) -> list[Option]:
    """Return every session that may be chosen."""
    if scope is None:
        return [
            option
            for person, tasks in enumerate(instance.tasks_of)
            for task in tasks
            for option in instance.options(person, task)
        ]
    room = Room(instance, scope)
    return [
        option
        for person in sorted({person for person, _ in scope.free})
        for task in instance.tasks_of[person]
        if room.for_person(person, task)
        for option in instance.options(person, task)
        if (person, instance.starts[option.start].day) in scope.free and room.leaves(option)
    ]


class Room:
    """What the kept sessions of each task leave possible by rules H13 and H14."""

    def __init__(self, instance: Instance, scope: Scope) -> None:
        self._instance, self._allowed = instance, scope.tasks
        self._tasks = instance.tasks
        self._days: dict[int, Counter[int]] = defaultdict(Counter)
        self._people: dict[int, set[int]] = defaultdict(set)
        self._teams: set[tuple[int, int]] = set()
        for option in scope.kept:
            self._people[option.task].add(option.person)
            session = instance.held_session(option)
            if session not in self._teams:
                self._days[session[0]][instance.starts[option.start].day] += 1
            if self._tasks[option.task].is_role:
                self._teams.add(session)

    def for_person(self, person: int, number: int) -> bool:
        """Return whether a person may take one more session of a task."""
        if self._allowed is not None and number not in self._allowed:
            return False
        task, people = self._tasks[number], self._people.get(number, set())
        held = self._instance.held_task(number)
        return (person in people or len(people) < task.max_staff) and (
            task.is_role or self._days[held].total() < task.sessions
        )

    def leaves(self, option: Option) -> bool:
        """Return whether a task may have one more session on the day of an option.

        A kept session of a team may have more people.
        """
        session = self._instance.held_session(option)
        if session in self._teams:
            return True
        task, days = self._tasks[session[0]], self._days[session[0]]
        day = self._instance.starts[option.start].day
        return (
            days.total() < task.sessions
            and days[day] < task.max_per_day
            and not any(0 < abs(day - other) < task.min_gap for other in days)
        )
