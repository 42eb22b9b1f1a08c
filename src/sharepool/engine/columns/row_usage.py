"""What weeks use of the rows of the master program: where its duals are to go."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.pricing import WEEK_MULTIPLIERS
from sharepool.engine.instance.types import Instance

Numbers = NDArray[np.float64]


class RowUsage:
    """What some weeks use of the rows: sessions and people on tasks, work for employers.

    Parameters
    ----------
    instance : Instance
    caps : list of array
        For each person, the most sessions of each task in one week: who takes fewer is counted as
        that share of a person, as pricing does.

    Attributes
    ----------
    person, task : arrays of int
        A row per person and task that the person could take.
    sessions, people : arrays, same shape
    work : array, shape (employers,)
    """

    def __init__(self, instance: Instance, caps: list[Numbers]) -> None:
        self._instance = instance
        lengths = [len(tasks) for tasks in instance.tasks_of]
        self._first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self.person = np.repeat(np.arange(len(lengths)), lengths)
        self.task = np.array([t for tasks in instance.tasks_of for t in tasks], dtype=np.int64)
        self.sessions, self.people = np.zeros(len(self.task)), np.zeros(len(self.task))
        self._most = np.maximum(1, np.concatenate([*caps, np.zeros(0)]))
        self.work = np.zeros(len(instance.employer_work))

    def clear(self) -> None:
        """Forget everything."""
        self.sessions[:] = self.people[:] = self.work[:] = 0

    def add(self, person: int, usage: Numbers) -> None:
        """Count in the usage that pricing reports."""
        rows = slice(self._first[person], self._first[person + 1])
        self.sessions[rows] = usage[WEEK_MULTIPLIERS:]
        self.people[rows] = usage[WEEK_MULTIPLIERS:] / self._most[rows]
        self.work[self._instance.people[person].employer] += usage[0]

    def add_week(self, person: int, tasks: NDArray[np.int64], sessions: Numbers, work: int) -> None:
        """Count in a week."""
        first = self._first[person]
        rows = first + np.searchsorted(self.task[first : self._first[person + 1]], tasks)
        self.sessions[rows] = sessions
        self.people[rows] = 1
        self.work[self._instance.people[person].employer] += work
