"""The components of a problem: what shares no person, no site, no session and no budget.

Each is a problem of its own. Plans of the components make a plan of the whole, its objective is the
sum of theirs, and so is its bound. Whatever no session can change (people without any task, rows of
the previous plan that nobody can keep, pairs of sites that want nothing) belongs to the first
component.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.types import NO_LIMIT, Instance
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict
from sharepool.problem.rows import Pin

_FIRST = 0


@dataclass(frozen=True)
class Component:
    """A problem that shares nothing with the rest of a larger one.

    Attributes
    ----------
    problem : Problem
        With the rules of the whole, and the rows of its tables that concern this component.
    sessions : int
        Sessions wanted.
    demand_rows, pin_rows, pair_rows : tuple of int
        Rows of the whole problem that the component's rows are.
    """

    problem: Problem
    sessions: int
    demand_rows: tuple[int, ...]
    pin_rows: tuple[int, ...]
    pair_rows: tuple[int, ...]

    def select(self, plan: Plan) -> Plan:
        """Return the rows of a plan of the whole that concern the component's people."""
        return Plan(tuple(row for row in plan if row.staff_id in self.problem.person_of))

    def translate(self, conflict: Conflict) -> Conflict:
        """Return a conflict of the component in terms of the whole problem."""
        rows = {
            "min_sessions": self.demand_rows,
            "require": self.pin_rows,
            "strict_pair": self.pair_rows,
        }
        return replace(
            conflict,
            requirements=tuple(
                replace(minimum, row=rows[minimum.kind][minimum.row])
                for minimum in conflict.requirements
            ),
        )


def find_components(instance: Instance, *, most: int, least_sessions: int) -> list[Component]:
    """Return the components worth solving apart, the largest first; none if there are not two.

    Parameters
    ----------
    instance : Instance
    most : int
        Components wanted at most; where there are more, some are put together, to similar sizes.
    least_sessions : int
        Sessions that a component should have; smaller ones are put together.
    """
    label_of = _DependencyGraph(instance).labels()
    sessions: dict[int, int] = defaultdict(int)
    for task, label in zip(instance.tasks, label_of.tasks, strict=True):
        if not task.is_role:
            sessions[int(label)] += task.sessions
    groups = _group(sessions, most, least_sessions)
    if len(groups) <= 1:  # one component is the problem itself
        return []
    splitter = _Splitter(instance, label_of, groups)
    return [splitter.component(number) for number in range(len(groups))]


def _group(sessions: dict[int, int], most: int, least: int) -> list[list[int]]:
    """Put labels together until each group has enough sessions, the largest group first."""
    worth = sum(count >= max(1, least) for count in sessions.values())
    small = sum(count for count in sessions.values() if count < least)
    number = min(most, len(sessions), worth + (small // least if least else len(sessions)))
    groups = share_out(list(sessions), list(sessions.values()), max(1, number))
    return sorted(groups, key=lambda group: -sum(sessions[label] for label in group))


def share_out(items: Sequence[int], sizes: Sequence[int], number: int) -> list[list[int]]:
    """Put items into `number` groups of similar size: the next largest to the smallest group."""
    groups: list[list[int]] = [[] for _ in range(number)]
    totals = [0] * number
    for size, item in sorted(zip(sizes, items, strict=True), key=lambda pair: -pair[0]):
        lightest = totals.index(min(totals))
        groups[lightest].append(item)
        totals[lightest] += size
    return [group for group in groups if group]


@dataclass(frozen=True)
class _Labels:
    """A number for each task, person and site; equal where they may depend on each other."""

    tasks: NDArray[np.int64]
    people: NDArray[np.int64]
    sites: NDArray[np.int64]


class _DependencyGraph:
    """What ties tasks, people and sites: the edges of a graph, as two arrays of its nodes."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._first_person = len(instance.tasks)
        self._first_site = self._first_person + len(instance.people)
        self._ends: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []

    def labels(self) -> _Labels:
        """Return the labels of the connected components."""
        self._tie_tasks()
        self._tie_colleagues()
        for pin in self._instance.problem.pins:
            if pin.kind == "require":
                self._tie_named(pin)
        labels = self._spread()
        return _Labels(*np.split(labels, [self._first_person, self._first_site]))

    def _tie_tasks(self) -> None:
        """Tie each task to whoever could take it, to its event, and to the sites that have it."""
        tasks, people_of = self._instance.tasks, self._instance.people_of
        counts = np.fromiter(map(len, people_of), dtype=np.int64, count=len(tasks))
        numbers = np.arange(len(tasks))
        people = np.fromiter(chain.from_iterable(people_of), dtype=np.int64, count=counts.sum())
        heads = np.array(
            [self._instance.held_task(task) for task in range(len(tasks))], dtype=np.int64
        )
        hosted = [
            (task, place)
            for task, own in enumerate(self._instance.hosts)
            for host in own
            for place in {host.site, host.ground}
        ]
        rows = np.array(hosted, dtype=np.int64).reshape(-1, 2)
        self._tie(np.repeat(numbers, counts), self._first_person + people)
        self._tie(numbers, heads)
        self._tie(rows[:, 0], self._first_site + rows[:, 1])

    def _tie_colleagues(self) -> None:
        """Tie people who share an employer's hours, if they could use them up."""
        colleagues = defaultdict(list)
        for row, (person, tasks) in enumerate(
            zip(self._instance.people, self._instance.tasks_of, strict=True)
        ):
            if tasks:
                colleagues[person.employer].append(row)
        for employer, rows in colleagues.items():
            most = sum(self._instance.people[row].max_work for row in rows)
            if most > self._instance.employer_work[employer] < NO_LIMIT:
                self._tie_all([self._first_person + row for row in rows])

    def _tie_named(self, pin: Pin) -> None:
        """Tie what a required pin names; without a name it concerns every task."""
        names = self._nodes(pin)
        if (pin.staff_id, pin.demand_id, pin.site_id) == (None, None, None):
            names = list(range(self._first_person))
        self._tie_all(names)

    def _nodes(self, pin: Pin) -> list[int]:
        instance = self._instance
        site_of = instance.problem.site_of
        person = instance.person_of.get(pin.staff_id or "")
        task = instance.task_of.get(pin.demand_id or "")
        site = list(site_of).index(pin.site_id) if pin.site_id in site_of else None
        rows = ((0, task), (self._first_person, person), (self._first_site, site))
        return [first + row for first, row in rows if row is not None]

    def _tie_all(self, nodes: Sequence[int]) -> None:
        ends = np.array(nodes, dtype=np.int64)
        self._tie(ends[:-1], ends[1:])

    def _tie(self, ends: NDArray[np.int64], others: NDArray[np.int64]) -> None:
        self._ends.append((ends, others))

    def _spread(self) -> NDArray[np.int64]:
        """Return for each node the smallest node that a way leads to."""
        labels = np.arange(self._first_site + len(self._instance.places))
        ends, others = (np.concatenate(column) for column in zip(*self._ends, strict=True))
        while (apart := labels[ends] != labels[others]).any():
            ends, others = ends[apart], others[apart]
            here, there = labels[ends], labels[others]
            np.minimum.at(labels, np.maximum(here, there), np.minimum(here, there))
            while (labels[labels] != labels).any():
                labels = labels[labels]
        return labels


class _Splitter:
    """Splits a problem into the components that groups of labels stand for."""

    def __init__(self, instance: Instance, labels: _Labels, groups: list[list[int]]) -> None:
        problem = self._problem = instance.problem
        self._instance = instance
        number_of = {label: number for number, group in enumerate(groups) for label in group}

        def numbers(found: NDArray[np.int64]) -> list[int]:
            return [number_of.get(label, _FIRST) for label in found.tolist()]

        self._component_of_task = numbers(labels.tasks)
        self._component_of_demand = {
            demand.demand_id: number
            for demand, number in zip(instance.demands, self._component_of_task, strict=True)
        }
        self._component_of_person = {
            person.staff_id: number
            for person, number in zip(problem.staff, numbers(labels.people), strict=True)
        }
        self._component_of_site = {
            site.site_id: number
            for site, number in zip(problem.sites, numbers(labels.sites), strict=True)
        }

    def component(self, number: int) -> Component:
        """Return one component."""
        problem = self._problem
        tasks = [
            row
            for row, own in enumerate(self._component_of_task)
            if own == number and not self._instance.tasks[row].is_role
        ]
        pins = [row for row, pin in enumerate(problem.pins) if self._has_pin(number, pin)]
        pairs = [
            row
            for row, pair in enumerate(problem.pairs)
            if self._component_of_site[pair.site_id] == number
        ]
        return Component(
            problem=self._cut(number, tasks, pins, pairs),
            sessions=sum(self._instance.tasks[task].sessions for task in tasks),
            demand_rows=tuple(self._instance.demand_rows[task] for task in tasks),
            pin_rows=tuple(pins),
            pair_rows=tuple(pairs),
        )

    def _cut(self, number: int, tasks: list[int], pins: list[int], pairs: list[int]) -> Problem:
        problem = self._problem
        staff = tuple(p for p in problem.staff if self._component_of_person[p.staff_id] == number)
        people = {person.staff_id for person in staff}
        demands = tuple(self._instance.demands[task] for task in tasks)
        chains = tuple(c for c in problem.chains if self._component_of_site[c.site_id] == number)
        kept_pairs = tuple(problem.pairs[row] for row in pairs)
        asked = {demand.demand_id for demand in demands}
        roles = tuple(row for row in problem.roles if row.demand_id in asked)
        listeners = tuple(row for row in problem.listeners if row.demand_id in asked)
        # People of several components may be at home at one site: it does not tie them.
        sites = {person.home_site for person in staff} | {demand.ground for demand in demands}
        for rows in (demands, chains, kept_pairs, listeners):
            sites.update(row.site_id for row in rows)
        return Problem(
            rules=problem.rules,
            sites=tuple(site for site in problem.sites if site.site_id in sites),
            bells=problem.bells,
            staff=staff,
            skills=tuple(row for row in problem.skills if row.staff_id in people),
            availability=tuple(row for row in problem.availability if row.staff_id in people),
            absences=tuple(row for row in problem.absences if row.staff_id in people),
            demands=demands,
            travel=tuple(
                leg for leg in problem.travel if leg.origin in sites and leg.destination in sites
            ),
            pins=tuple(problem.pins[row] for row in pins),
            previous_plan=tuple(
                row
                for row in problem.previous_plan
                if self._component_of_pair(row.staff_id, row.demand_id) == number
            ),
            pairs=kept_pairs,
            chains=chains,
            roles=roles,
            listeners=listeners,
            closures=tuple(row for row in problem.closures if row.site_id in sites),
            calendar=problem.calendar,
            own=problem.own,
        )

    def _has_pin(self, number: int, pin: Pin) -> bool:
        """Return whether a component has a pin: a required one just one, others any that match."""
        named = self._named_components(pin)
        if pin.kind == "require":
            return number == (named[0] if named else _FIRST)
        return all(component == number for component in named)

    def _named_components(self, pin: Pin) -> list[int]:
        found = (
            self._component_of_person.get(pin.staff_id or ""),
            self._component_of_demand.get(pin.demand_id or ""),
            self._component_of_site.get(pin.site_id or ""),
        )
        return [component for component in found if component is not None]

    def _component_of_pair(self, staff_id: str, demand_id: str) -> int:
        """Return the component that could keep a row of the previous plan, else the first."""
        person, demand = (
            self._component_of_person.get(staff_id),
            self._component_of_demand.get(demand_id),
        )
        return demand if person == demand and demand is not None else _FIRST
