"""A goal of an exchange in numbers, and how far it was attained."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.centre.exchange.task import Whole


@dataclass(frozen=True)
class Aim:
    """A goal as costs, all of them whole.

    Attributes
    ----------
    patterns : array of shape (patterns,)
    flows : array of shape (flows,)
    short : int
        Cost of each move, and backbone teacher, that a quota lacks.
    """

    patterns: Whole
    flows: Whole
    short: int = 0


@dataclass(frozen=True)
class Attained:
    """How far a goal was attained.

    Attributes
    ----------
    value : int
        Of the best exchange found.
    bound : int
        No exchange that is as good in the goals before has less (proven).
    """

    value: int
    bound: int
