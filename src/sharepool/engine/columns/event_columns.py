"""Columns of the master program besides weeks: slacks, and missing sessions of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.instance.types import Instance

Numbers = NDArray[np.float64]


class Slack(NamedTuple):
    """What covers for weeks in some rows.

    Attributes
    ----------
    price : float
    top : float
        How much of it there can be.
    useful : float
        More of it is of no use.
    entries : tuple of (int, float)
        The rows in which it counts, each with its factor.
    event : int
        Of which it is the missing sessions; −1: of none.
    """

    price: float
    top: float
    useful: float
    entries: tuple[tuple[int, float], ...]
    event: int = -1


class EventColumns:
    """The columns of events: how many sessions of each do not take place.

    Parameters
    ----------
    instance : Instance
    most : sequence of int
        Sessions that each task can have.
    rows : dict of str to int
        First row of each block.

    Attributes
    ----------
    numbers : list of int
        Their tasks.
    price, top : arrays, shape (events,)
    event, row, factor : arrays, shape (entries,)
        Where each counts.
    """

    def __init__(self, instance: Instance, most: Sequence[int], rows: Mapping[str, int]) -> None:
        tasks = instance.tasks
        self.numbers = [number for number, task in enumerate(tasks) if task.is_event]
        self.price = np.array([tasks[n].unmet for n in self.numbers], dtype=np.float64)
        self.most = np.array([most[n] for n in self.numbers], dtype=np.float64)
        fewest = np.array([tasks[n].min_sessions for n in self.numbers], dtype=np.float64)
        self.top = np.maximum(0, self.most - fewest)
        chained: dict[int, list[int]] = {}
        for row, member in enumerate(instance.members):
            for number in member.tasks:
                chained.setdefault(number, []).append(rows["member"] + row)
        entries: list[tuple[int, int, int]] = []
        for event, number in enumerate(self.numbers):
            entries += [(event, role, tasks[role].seats) for role in instance.roles_of(number)]
            entries += [
                (event, rows["floor"] + host.site, -1)
                for host in instance.hosts[number]
                if instance.places[host.site].floor > 0
            ]
            entries += [(event, row, -1) for row in chained.get(number, ())]
        self.event, self.row, self.factor = np.array(entries, dtype=np.int64).reshape(-1, 3).T

    def __len__(self) -> int:
        return len(self.numbers)

    def missing(self, duals: Numbers) -> Numbers:
        """Return how many sessions best do not take place at some duals."""
        missing: Numbers = np.where(self._reduced(duals) < 0, self.top, 0.0)
        return missing

    def least(self, duals: Numbers) -> float:
        """Return what they cost then."""
        return float(np.minimum(0.0, self._reduced(duals)) @ self.top)

    def counts(self, amounts: Numbers, size: int) -> Numbers:
        """Return what so many missing sessions count in each row."""
        counted: Numbers = np.bincount(
            self.row, weights=self.factor * amounts[self.event], minlength=size
        ).astype(np.float64)
        return counted

    def _reduced(self, duals: Numbers) -> Numbers:
        earned = np.bincount(
            self.event, weights=self.factor * duals[self.row], minlength=len(self.numbers)
        )
        reduced: Numbers = self.price - earned
        return reduced

    def slacks(self) -> Iterator[Slack]:
        """Yield them as columns."""
        found: list[list[tuple[int, float]]] = [[] for _ in self.numbers]
        for event, row, factor in zip(self.event, self.row, self.factor, strict=True):
            found[event].append((int(row), float(factor)))
        for number, price, top, entries in zip(
            self.numbers, self.price.tolist(), self.top.tolist(), found, strict=True
        ):
            yield Slack(price, top, top, tuple(entries), number)
