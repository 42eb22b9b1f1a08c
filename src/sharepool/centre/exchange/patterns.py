"""What can happen at a school in one exchange: which lessons leave it, which come to it.

A *pattern* says of one school how many teachers of each level (lessons a week) leave, and how many
of each come. What stays uncovered there is then a constant, which makes the linear relaxation tight
where that of single moves is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.centre.exchange.task import ExchangeTask, Whole

Small = NDArray[np.int16]


class Patterns(NamedTuple):
    """All patterns of all schools of a task, one a row.

    Attributes
    ----------
    site : array of shape (patterns,)
        Number of the school.
    leave, come : array of shape (patterns, levels)
        Teachers by level.
    uncovered : array of shape (patterns,)
        Lessons a week that stay uncovered.
    """

    site: Whole
    leave: Small
    come: Small
    uncovered: Whole


def list_patterns(task: ExchangeTask) -> Patterns:
    r"""Return every pattern of every school; that nothing happens is the first of each.

    With lessons :math:`r` due, supply :math:`s` and teachers of lessons :math:`l` leaving and
    coming, :math:`\max(0, r - s + \sum l\,\text{leave} - \sum l\,\text{come})` stay uncovered.
    """
    parts = [_of_site(task, site) for site in range(len(task.sites))]
    return Patterns(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _of_site(task: ExchangeTask, site: int) -> Patterns:
    levels = len(task.levels)
    most_moves = task.most_moves
    there = np.zeros(levels, dtype=np.int64)
    coming = np.zeros(levels, dtype=np.int64)
    for movers in task.movers:
        if movers.site == site:
            there[movers.level] += len(movers.people)
        elif task.reachable[movers.site, site]:
            coming[movers.level] += len(movers.people)
    leave = _counts(_leaving(there, min(int(task.most_leave[site]), most_moves)), levels)
    come = _counts(_arriving(coming, min(int(task.most_come[site]), most_moves)), levels)
    left = np.repeat(leave, len(come), axis=0)
    came = np.tile(come, (len(leave), 1))
    change = came.sum(axis=1) - left.sum(axis=1)
    fits = change <= task.room[site]
    left, came = left[fits], came[fits]
    lessons = np.array(task.levels, dtype=np.int64)
    short = task.required[site] - task.supply[site] + (left - came).astype(np.int64) @ lessons
    return Patterns(np.full(len(left), site, dtype=np.int64), left, came, np.maximum(0, short))


def _leaving(there: Whole, most: int) -> Iterator[tuple[int, ...]]:
    """Yield how many of each level leave, nobody first."""
    for counts in product(*(range(min(most, int(number)) + 1) for number in there)):
        if sum(counts) <= most:
            yield counts


def _arriving(coming: Whole, most: int) -> Iterator[tuple[int, ...]]:
    """Yield how many of each level come, nobody first; never more than there are."""
    open_levels = [level for level, number in enumerate(coming) if number]
    for size in range(most + 1):
        for chosen in combinations_with_replacement(open_levels, size):
            counts = tuple(chosen.count(level) for level in range(len(coming)))
            if all(count <= number for count, number in zip(counts, coming, strict=True)):
                yield counts


def _counts(rows: Iterator[tuple[int, ...]], levels: int) -> Small:
    found = list(rows)
    return np.array(found, dtype=np.int16).reshape(len(found), levels)
