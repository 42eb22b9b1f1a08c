"""The engine's view of a problem: integers only, prepared once, read-only.

:func:`sharepool.engine.instance.preparation.prepare` makes it: everything that parses, rounds,
compares dates or looks up names happens there. Model, search and bound see people, tasks, places
and starts as row numbers, times as whole minutes, and whole weights.

A *task* is a demand that is awake this week. Where several people make up a session, it is an
*event*, which nobody takes: each of its *roles* is a task of its own, and the tasks of an event
follow it. People take the sessions of all tasks but events; what counts sessions (minimums, unmet,
floors, chains, capacity) looks at all tasks but roles. Most tasks are neither event nor role, and
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, Assignment, Demand
from sharepool.problem.rules import Weights

WEEK = len(DAYS)
NO_LIMIT = 10**9
"""Stands for "no limit": more than any sum that is compared with it, and fits 32 bits."""


class Person(NamedTuple):
    """A person of the pool."""

    home: int
    mode: int
    group: int
    employer: int
    min_work: int
    max_work: int
    max_sessions_day: int
    max_sessions_week: int
    max_sites_day: int
    max_sites_week: int
    max_days_week: int
    max_travel_day: int
    max_leg: int
    fair_road: int


class Task(NamedTuple):
    """A demand that is awake this week, or a role of one.

    Attributes
    ----------
    site : int
        Whose pupils they are.
    ground : int
        Where people come to, and there must be room: the venue, else the site.
    remote : int
        Whether people stay at their home instead.
    sessions, min_sessions : int
        Sessions wanted, and that there must be (of a role: 0, as its event has the minimum).
    max_staff : int
        People over the week.
    max_per_day, min_gap : int
    unmet : int
        Weight of one missing session; of an optional role, of one person missing in a session.
    start_set : int
        The k-th start of an event and of each of its roles is the same; they may end apart.
    event : int
        The task whose role it is; −1 if it is none.
    roles : int
        Tasks that follow and are its roles, required ones first; 0 if it is no event.
    seats : int
        People whom a session has in the role; 1 without roles.
    optional : int
        Whether sessions can do with fewer.
    apart : int
        Whether no two sessions may have the same start.
    unstaffed : int
        What a session costs as long as its optional roles are empty.
    """

    site: int
    ground: int
    remote: int
    sessions: int
    min_sessions: int
    max_staff: int
    max_per_day: int
    min_gap: int
    unmet: int
    start_set: int
    event: int = -1
    roles: int = 0
    seats: int = 1
    optional: int = 0
    apart: int = 0
    unstaffed: int = 0

    @property
    def is_role(self) -> bool:
        """Whether it is a role: its event has what counts sessions."""
        return self.event >= 0

    @property
    def is_event(self) -> bool:
        """Whether people take its roles instead."""
        return self.roles > 0


class Host(NamedTuple):
    """A class that a session is for.

    Attributes
    ----------
    site, cohort : int
        Its school, and its cohort (−1: none) there.
    ground : int
        Whose room it takes: mostly its school's.
    ride : int
        Minutes from school to ground, and back, in which it can be in no other session.
    """

    site: int
    cohort: int
    ground: int
    ride: int


class Start(NamedTuple):
    """A time at which a session can take place; `day` counts from 0."""

    day: int
    slot: int
    begin: int
    end: int
    afternoon: int


class PlaceLimits(NamedTuple):
    """A site: sessions it can host at once, sessions wanted there, sessions of its floor."""

    capacity: int
    wanted: int
    floor: int


class Taken(NamedTuple):
    """Room for some sessions of a site that is taken at a time; `day` counts from 0."""

    site: int
    day: int
    begin: int
    end: int
    sessions: int


class Link(NamedTuple):
    """A pair of the table ``pairs``: sessions at a site by people of a group."""

    site: int
    group: int
    needed: int
    strict: int
    row: int


class Member(NamedTuple):
    """A member of a chain: sessions of some tasks of a site."""

    needed: int
    tasks: tuple[int, ...]


class Required(NamedTuple):
    """A required pin: at least one assignment matches; −1 matches everything."""

    person: int
    task: int
    site: int
    day: int
    slot: int
    row: int


class Option(NamedTuple):
    """A possible assignment: person, task and row of the starts."""

    person: int
    task: int
    start: int


@dataclass(frozen=True)
class Extra:
    """What pins, the previous plan and own costs say of one person on one task, start by start.

    Attributes
    ----------
    allowed : array of bool, shape (starts of the task,)
        False where a pin forbids the start.
    cost : array of int64, shape (starts of the task,)
        What using the start adds to the objective: avoided less preferred weights and the caller's
        own costs, less the change weight of each row of the previous plan that it keeps.
    required : bool
        Whether a required pin matches some of the starts.
    """

    allowed: NDArray[np.bool_]
    cost: NDArray[np.int64]
    required: bool


@dataclass(frozen=True, eq=False)
class Instance:
    """A problem as integers.

    Attributes
    ----------
    problem : Problem
        Only to name things when a plan is decoded.
    demands : tuple of Demand
        The demand behind each task.
    demand_rows : tuple of int
        Its row in ``problem.demands``.
    roles : tuple of str
        The role that plans name for each task; empty where they name none.
    hosts : tuple of tuple of Host
        For each task the classes that have its sessions, its own site's first; none of a role.
    people, tasks, starts, places, links, members, required : tuple
        Rows, referred to by their position.
    taken : tuple of Taken
        Room that closures take of places with a capacity; starts that they rule out are gone.
    set_starts : tuple of range
        Rows of `starts` of each start set, by day and begin. Tasks with equal bells share a set.
    travel : array of int32, shape (modes, places, places)
        Whole minutes; :data:`NO_LIMIT` where nobody can drive.
    shortest : array of int32, shape (modes, places, places)
        Minutes of the quickest way with any stops between: no more than `travel`, and equal where
        no shortcut beats the direct road.
    fits : array of bool, shape (people, starts)
        Whether a session at a start lies in one window of the person and meets no absence.
    people_of : tuple of tuple of int
        For each task, the people who could take some session of it; nobody an event's.
    extras : dict
        (person, task) to :class:`Extra`, where there is anything to say.
    employer_work : tuple of int
        Minutes of work a week that each employer allows.
    constant : int
        What every plan pays before any session: all rows of the previous plan, as if changed.
    departure, latest_return, lunch, count_travel, weights
        From the rules; minutes.
    """

    problem: Problem
    demands: tuple[Demand, ...]
    demand_rows: tuple[int, ...]
    roles: tuple[str, ...]
    hosts: tuple[tuple[Host, ...], ...]
    people: tuple[Person, ...]
    tasks: tuple[Task, ...]
    starts: tuple[Start, ...]
    places: tuple[PlaceLimits, ...]
    links: tuple[Link, ...]
    members: tuple[Member, ...]
    required: tuple[Required, ...]
    taken: tuple[Taken, ...]
    set_starts: tuple[range, ...]
    travel: NDArray[np.int32]
    shortest: NDArray[np.int32]
    fits: NDArray[np.bool_]
    people_of: tuple[tuple[int, ...], ...]
    extras: dict[tuple[int, int], Extra]
    employer_work: tuple[int, ...]
    constant: int
    departure: int
    latest_return: int
    lunch: int
    count_travel: bool
    weights: Weights

    @cached_property
    def tasks_of(self) -> tuple[tuple[int, ...], ...]:
        """For each person, the tasks of which the person could take some session."""
        found: list[list[int]] = [[] for _ in self.people]
        for task, people in enumerate(self.people_of):
            for person in people:
                found[person].append(task)
        return tuple(tuple(tasks) for tasks in found)

    @cached_property
    def person_of(self) -> dict[str, int]:
        """Row of each person by staff id."""
        return {row.staff_id: index for index, row in enumerate(self.problem.staff)}

    @cached_property
    def task_of(self) -> dict[str, int]:
        """Row of each demand's task by demand id: of a team, the event."""
        return {
            demand.demand_id: number
            for number, (demand, task) in enumerate(zip(self.demands, self.tasks, strict=True))
            if not task.is_role
        }

    @cached_property
    def task_of_row(self) -> dict[tuple[str, str], int]:
        """Row of the task that people take by demand id and role, as rows of a plan name it."""
        return {
            (demand.demand_id, role): number
            for number, (demand, role) in enumerate(zip(self.demands, self.roles, strict=True))
            if not self.tasks[number].is_event
        }

    @cached_property
    def start_of(self) -> dict[tuple[int, int, int], int]:
        """(start set, day, slot) to the row of the start."""
        return {
            (number, self.starts[row].day, self.starts[row].slot): row
            for number, rows in enumerate(self.set_starts)
            for row in rows
        }

    def with_people(self, people_of: Sequence[tuple[int, ...]]) -> Instance:
        """Return the same instance, in which only some people could take each task."""
        return replace(
            self,
            people_of=tuple(people_of),
            extras={
                (person, task): extra
                for (person, task), extra in self.extras.items()
                if person in people_of[task]
            },
        )

    def with_begins(self, begins: Mapping[int, int]) -> Instance:
        """Return the same instance, in which some events begin at one minute of the day only."""
        extras = dict(self.extras)
        for task, its in enumerate(self.tasks):
            if its.event not in begins:
                continue
            rows = self.task_starts(task)
            first = np.array([self.starts[row].begin for row in rows]) == begins[its.event]
            for person in self.people_of[task]:
                extra = extras.get((person, task))
                if extra is None:
                    extra = Extra(first, np.zeros(len(rows), dtype=np.int64), required=False)
                extras[person, task] = replace(extra, allowed=extra.allowed & first)
        return replace(self, extras=extras)

    def task_starts(self, task: int) -> range:
        """Return the rows of the starts of a task."""
        return self.set_starts[self.tasks[task].start_set]

    def held_task(self, task: int) -> int:
        """Return the task whose sessions those of a task are: of a role, its event."""
        event = self.tasks[task].event
        return event if event >= 0 else task

    def roles_of(self, event: int) -> range:
        """Return the roles of an event; none of any other task."""
        return range(event + 1, event + 1 + self.tasks[event].roles)

    def parts_of(self, task: int) -> Sequence[int]:
        """Return the tasks that people take for a session of a task: its roles, or itself."""
        return self.roles_of(task) if self.tasks[task].is_event else (task,)

    def start_as(self, start: int, task: int, other: int) -> int:
        """Return which start of another task of the same event a start of a task is."""
        return self.task_starts(other).start + start - self.task_starts(task).start

    def held_session(self, option: Option) -> tuple[int, int]:
        """Return task and start of the session of which an option is a person's part."""
        task = self.held_task(option.task)
        return task, self.start_as(option.start, option.task, task)

    def count_held(self, options: Iterable[Option]) -> int:
        """Return how many sessions take place in a plan: a team is one."""
        alone, teams = 0, set()
        for option in options:
            if self.tasks[option.task].is_role:
                teams.add(self.held_session(option))
            else:
                alone += 1
        return alone + len(teams)

    def place(self, person: int, task: int) -> int:
        """Return where a person stands while taking a session of a task."""
        return self.people[person].home if self.tasks[task].remote else self.tasks[task].ground

    def options(self, person: int, task: int) -> list[Option]:
        """Return the assignments of a person to a task that may be part of a legal plan."""
        who, place, rows = self.people[person], self.place(person, task), self.task_starts(task)
        earliest = self.departure + int(self.shortest[who.mode, who.home, place])
        latest = self.latest_return - int(self.shortest[who.mode, place, who.home])
        extra = self.extras.get((person, task))
        return [
            Option(person, task, row)
            for row in rows
            if self.fits[person, row]
            and earliest <= self.starts[row].begin
            and self.starts[row].end <= latest
            and (extra is None or extra.allowed[row - rows.start])
        ]

    def count_sessions(self) -> int:
        """Return how many sessions are wanted."""
        return sum(task.sessions for task in self.tasks if not task.is_role)

    def count_options(self) -> int:
        """Return about how many assignments are possible taken one by one."""
        starts = [self.task_starts(task) for task in range(len(self.tasks))]
        return sum(
            int(self.fits[list(people), rows.start : rows.stop].sum())
            for people, rows in zip(self.people_of, starts, strict=True)
        )

    def is_settled_in_place(self) -> bool:
        """Return whether only who comes is open: all must take place, and nobody drives for it."""
        return all(
            task.min_sessions == task.sessions for task in self.tasks if not task.is_role
        ) and all(
            len({self.place(person, task) for task in tasks}) <= 1
            for person, tasks in enumerate(self.tasks_of)
        )

    def extra_cost(self, option: Option) -> int:
        """Return what pins, the previous plan and own costs add if an option is used."""
        extra = self.extras.get((option.person, option.task))
        if extra is None:
            return 0
        return int(extra.cost[option.start - self.task_starts(option.task).start])

    def matches(self, pin: Required, option: Option) -> bool:
        """Return whether an option is one of those that a required pin asks for."""
        start, task = self.starts[option.start], self.held_task(option.task)
        given = (option.person, task, self.tasks[task].site, start.day, start.slot)
        return all(want in (-1, have) for want, have in zip(pin[:5], given, strict=True))

    def encode(self, plan: Plan) -> list[Option]:
        """Return the rows of a plan that the engine knows: awake demands, allowed starts."""
        found = []
        for row in plan:
            person = self.person_of.get(row.staff_id)
            task = self.task_of_row.get((row.demand_id, row.role))
            if person is None or task is None:
                continue
            start = self.start_of.get((self.tasks[task].start_set, row.day - 1, row.slot))
            if start is not None:
                found.append(Option(person, task, start))
        return found

    def decode(self, options: Iterable[Option]) -> Plan:
        """Return the plan that consists of some options, sorted."""
        return Plan(tuple(self.decode_rows(options))).sorted()

    def decode_rows(self, options: Iterable[Option]) -> Iterator[Assignment]:
        """Yield the rows of a plan that some options are, in their order."""
        return (
            Assignment(
                staff_id=self.problem.staff[person].staff_id,
                demand_id=self.demands[task].demand_id,
                day=self.starts[start].day + 1,
                slot=self.starts[start].slot,
                role=self.roles[task],
            )
            for person, task, start in options
        )
