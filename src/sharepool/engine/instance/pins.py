"""Pins, the previous plan and the caller's own costs: what they forbid, and what they cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.parts import Part
from sharepool.engine.instance.types import Extra, Start, Task
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Pin, Staff
from sharepool.problem.travel import TravelTimes

Cells = tuple[int, int, int, int, int]
"""What a pin names: person, task, site, day and slot; −1 for a blank cell."""

BLANK, NOWHERE = -1, -2


def cells_of(pin: Pin, problem: Problem, demands: tuple[Demand, ...], times: TravelTimes) -> Cells:
    """Return what a pin names as row numbers: BLANK for a blank cell, NOWHERE for the absent."""
    return (
        BLANK if pin.staff_id is None else _row(problem.staff, "staff_id", pin.staff_id),
        BLANK if pin.demand_id is None else _row(demands, "demand_id", pin.demand_id),
        BLANK if pin.site_id is None else times.index_of.get(pin.site_id, NOWHERE),
        BLANK if pin.day is None else pin.day - 1,
        BLANK if pin.slot is None else pin.slot,
    )


def _row(rows: tuple[Staff, ...] | tuple[Demand, ...], name: str, wanted: str) -> int:
    return next((i for i, row in enumerate(rows) if getattr(row, name) == wanted), NOWHERE)


def find_extras(
    problem: Problem,
    tasks: tuple[Task, ...],
    starts: tuple[Start, ...],
    set_starts: tuple[range, ...],
    people_of: tuple[tuple[int, ...], ...],
    pins: list[tuple[Pin, Cells]],
    parts: Sequence[Part],
) -> dict[tuple[int, int], Extra]:
    """Return what pins, the previous plan and own costs say, for whom and what they concern.

    Parameters
    ----------
    problem : Problem
    tasks, starts : tuple
        Those of the instance that is being made.
    set_starts : tuple of range
        The starts of each set.
    people_of : tuple
        Who could take each task.
    pins : list
        Each pin with what it names.
    parts : sequence of Part
        What each task is made from.
    """
    extras = _Extras(tasks, starts, set_starts, people_of)
    for pin, cells in pins:
        weight = {"prefer": -1, "avoid": 1}.get(pin.kind, 0) * (pin.weight or 0)
        extras.add(pin.kind, cells, weight)
    people_rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    task_rows = {
        (part.demand.demand_id, part.role_name): row
        for row, part in enumerate(parts)
        if not part.event
    }
    tasks_of: dict[str, list[int]] = defaultdict(list)
    for (demand_id, _), task in task_rows.items():
        tasks_of[demand_id].append(task)
    for row in problem.previous_plan:
        person = people_rows.get(row.staff_id, NOWHERE)
        task = task_rows.get((row.demand_id, row.role), NOWHERE)
        cells = (person, task, BLANK, row.day - 1, row.slot)
        extras.add("keep", cells, -problem.rules.weights.change)
    for one in () if problem.own is None else problem.own.rows:
        person = people_rows.get(one.staff_id, NOWHERE)
        day = BLANK if one.day is None else one.day - 1
        slot = BLANK if one.slot is None else one.slot
        kind = "forbid" if one.is_forbidden else "own"
        for task in tasks_of.get(one.demand_id, ()):
            if one.role in (None, parts[task].role_name):
                extras.add(kind, (person, task, BLANK, day, slot), one.cost)
    return extras.found


def barred_by(problem: Problem) -> dict[str, set[int]]:
    """Return the people whom the caller's own costs keep from all of a demand, by its id."""
    barred: dict[str, set[int]] = defaultdict(set)
    people_rows = {person.staff_id: row for row, person in enumerate(problem.staff)}
    for one in () if problem.own is None else problem.own.rows:
        is_whole = (one.day, one.slot, one.role) == (None, None, None)
        if one.is_forbidden and is_whole and one.staff_id in people_rows:
            barred[one.demand_id].add(people_rows[one.staff_id])
    return barred


class _Extras:
    """Collects what is said of people, tasks and starts, wherever it matches an assignment."""

    def __init__(
        self,
        tasks: tuple[Task, ...],
        starts: tuple[Start, ...],
        set_starts: tuple[range, ...],
        people_of: tuple[tuple[int, ...], ...],
    ) -> None:
        self._tasks, self._set_starts, self._people_of = tasks, set_starts, people_of
        self._day = np.array([start.day for start in starts], dtype=np.int64)
        self._slot = np.array([start.slot for start in starts], dtype=np.int64)
        self.found: dict[tuple[int, int], Extra] = {}

    def add(self, kind: str, cells: Cells, weight: int) -> None:
        """Add one pin, or one row of the previous plan (kind ``keep``)."""
        person, task, site, day, slot = cells
        for number in self._named(task):
            if site not in (BLANK, self._tasks[number].site):
                continue
            hit = self._hit(number, day, slot)
            if hit.any():
                people = self._people_of[number]
                for who in people if person == BLANK else {person}.intersection(people):
                    self._note(who, number, kind, hit, weight)

    def _named(self, task: int) -> Sequence[int]:
        """Return the tasks that a cell names: an event's roles, as nobody takes itself."""
        if task < 0:
            return range(len(self._tasks) if task == BLANK else 0)
        return range(task, task + 1 + self._tasks[task].roles)

    def _hit(self, number: int, day: int, slot: int) -> NDArray[np.bool_]:
        """Return which starts of a task are on a day and of a slot."""
        rows = self._set_starts[self._tasks[number].start_set]
        hit = np.ones(len(rows), dtype=bool)
        if day != BLANK:
            hit &= self._day[rows.start : rows.stop] == day
        if slot != BLANK:
            hit &= self._slot[rows.start : rows.stop] == slot
        return hit

    def _note(self, who: int, number: int, kind: str, hit: NDArray[np.bool_], weight: int) -> None:
        old = self.found.get((who, number)) or Extra(
            np.ones(len(hit), dtype=bool), np.zeros(len(hit), dtype=np.int64), False
        )
        self.found[who, number] = Extra(
            allowed=old.allowed & ~hit if kind == "forbid" else old.allowed,
            cost=old.cost + weight * hit,
            required=old.required or kind == "require",
        )
