"""A first exchange: one move after the other, each the best that there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

import numpy as np

from sharepool.centre.exchange.task import ExchangeTask, Whole


class MoveStep(NamedTuple):
    """A move, and what it is judged by; lower is better.

    Attributes
    ----------
    short : int
        What the quotas lack after it.
    uncovered : int
        Lessons more that it leaves uncovered.
    minutes : int
    movers, target : int
    """

    short: int
    uncovered: int
    minutes: int
    movers: int
    target: int


@dataclass
class FirstMoves:
    """An exchange as it grows.

    Attributes
    ----------
    task : ExchangeTask
    moved : dict of (int, int) to int
        How many of which movers go where.
    leave, come : array of shape (sites, levels)
    """

    task: ExchangeTask
    moved: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = len(self.task.sites), len(self.task.levels)
        self.leave, self.come = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self._left = [len(one.people) for one in self.task.movers]
        self._lacking = self.task.required - self.task.supply
        self._counted = self._backbone = 0

    @property
    def lacking(self) -> tuple[int, int]:
        """Moves, and backbone teachers, that the quotas lack."""
        return self._short(self._counted, self._backbone)

    def _short(self, counted: int, backbone: int) -> tuple[int, int]:
        due = self.task.backbone_due
        wanted = ceil(self.task.backbone * counted) if due is None else due
        return max(0, self.task.due - counted), max(0, wanted - backbone)

    def take(self, step: MoveStep) -> None:
        """Make a move."""
        movers = self.task.movers[step.movers]
        lessons = self.task.levels[movers.level]
        self.leave[movers.site, movers.level] += 1
        self.come[step.target, movers.level] += 1
        self._lacking[movers.site] += lessons
        self._lacking[step.target] -= lessons
        self._left[step.movers] -= 1
        self._counted += movers.counted
        self._backbone += int(movers.counted and movers.backbone)
        key = step.movers, step.target
        self.moved[key] = self.moved.get(key, 0) + 1

    def steps(self) -> Iterator[MoveStep]:
        """Yield every move that may be made, with what it brings."""
        task = self.task
        left, came = self.leave.sum(axis=1), self.come.sum(axis=1)
        is_open = (came < task.most_come) & (came - left < task.room)
        for number, movers in enumerate(task.movers):
            if not self._left[number] or left[movers.site] >= task.most_leave[movers.site]:
                continue
            lessons = task.levels[movers.level]
            loss = _uncovered(self._lacking[movers.site] + lessons) - _uncovered(
                self._lacking[movers.site]
            )
            more = int(movers.counted), int(movers.counted and movers.backbone)
            short = sum(self._short(self._counted + more[0], self._backbone + more[1]))
            for target in np.flatnonzero(task.reachable[movers.site] & is_open):
                lacking = self._lacking[target]
                gain = _uncovered(lacking) - _uncovered(lacking - lessons)
                minutes = int(task.ways[movers.site, target])
                yield MoveStep(short, int(loss - gain), minutes, number, int(target))


def _uncovered(lacking: Whole | int) -> int:
    return max(0, int(lacking))


def move_greedily(task: ExchangeTask) -> FirstMoves:
    """Return moves, each of which brings the quotas nearer or covers lessons."""
    found = FirstMoves(task)
    for _ in range(task.most_moves):
        best = min(found.steps(), default=None)
        if best is None or (best.short, best.uncovered) >= (sum(found.lacking), 0):
            break
        found.take(best)
    return found
