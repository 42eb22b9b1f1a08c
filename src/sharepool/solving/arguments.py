"""The arguments of a solve, told before it begins where they make no sense."""

from __future__ import annotations

import operator
from collections.abc import Collection, Sequence
from typing import Any

from sharepool.engine import SolveParams
from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.result import Stop


def mind_kinds(
    problem: object, start: object, params: object, on_progress: object, tolerance: object
) -> None:
    """Raise if one of them is of another kind than a solve can use.

    Raises
    ------
    TypeError
    """
    mind_problem(problem)
    if start is not None:
        mind_plan(start, "start")
    if not isinstance(params, SolveParams | None):
        told = "params: give SolveParams, such as SolveParams.from_toml(path)"
        raise TypeError(f"{told}, not {params!r:.80}")
    if on_progress is not None and (isinstance(on_progress, type) or not callable(on_progress)):
        told = "on_progress: give a function, or an object such as ProgressBar()"
        raise TypeError(f"{told}, not {on_progress!r:.80}")
    if not isinstance(tolerance, int | float):
        raise TypeError(f"tolerance: give a number, not {tolerance!r:.80}")


def mind_limits(limits: Stop, workers: int) -> None:
    """Raise if there can be no such limit, or no such number of workers.

    Raises
    ------
    ValueError
    """
    if limits.seconds is not None and not limits.seconds >= 0:
        raise ValueError("stop: give 0 seconds or more")
    if limits.work is not None and not limits.work > 0:
        raise ValueError("stop: give more work than 0")
    if not limits.gap >= 0:
        raise ValueError("stop: give a gap of 0 or more")
    if workers < 1:
        raise ValueError("workers: give 1 or more")


def as_whole(argument: str, given: Any) -> int:
    """Return a whole number, one of NumPy too, as a plain one.

    Raises
    ------
    TypeError
        It is none.
    """
    try:
        return operator.index(given)
    except TypeError:
        raise TypeError(f"{argument}: give a whole number, not {given!r:.80}") from None


def as_change(given: int | None) -> int | None:
    """Return the weight of a session that is not kept; None for the problem's own.

    Raises
    ------
    TypeError
        It is no whole number.
    ValueError
        It is below 0.
    """
    weight = None if given is None else as_whole("change", given)
    if weight is not None and weight < 0:
        raise ValueError("change: give 0 or more")
    return weight


def as_order(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of terms in order.

    Raises
    ------
    TypeError
        It is text by itself, or has no order.
    """
    # An array of NumPy has an order too, and is no Sequence.
    is_ordered = isinstance(given, Sequence) or hasattr(given, "__array__")
    if given is not None and (isinstance(given, str) or not is_ordered):
        told = "order: give a list of terms, such as ['unmet', 'travel']"
        raise TypeError(f"{told}, not {given!r:.80}")
    return tuple(given) if isinstance(given, Collection) else ()
