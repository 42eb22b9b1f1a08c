"""The price of one goal in terms of another: plans for many weights, each with its bound."""

from __future__ import annotations

import math
import time
import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from sharepool.base.interrupts import noted
from sharepool.engine import SolveParams
from sharepool.problem.given import mind_problem
from sharepool.problem.order import Frontier, TradePoint
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Stop
from sharepool.rules.scoring import score, terms_of
from sharepool.solving.arguments import as_whole
from sharepool.solving.goals import mind_terms, reweigh
from sharepool.solving.solver import solve

SCALE = 16
"""Weights are whole: ratios are rounded to parts of this."""


@noted()
def trace_frontier(
    problem: Problem,
    first: str,
    second: str,
    *,
    points: int = 5,
    spread: float = SCALE,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
    start: Plan | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    executor: Any = None,
    params: SolveParams | None = None,
) -> Frontier:
    r"""Return the trade-off between two terms of the objective, such as the price of fairness.

    The weight of the second term goes from a `spread`-th of its own to `spread` times its own, in
    equal ratios; all other terms count as always. Point :math:`i` minimises

    .. math:: \sum_{t \ne \text{second}} t + r_i \cdot \text{second}, \qquad
              r_i = \text{spread}^{2 (i - 1) / (n - 1) - 1}, \quad i = 1 \dots n

    Parameters
    ----------
    problem : Problem
    first, second : str
        Two terms of the objective.
    points : int
        At least 2; an odd number has the problem's own weights in the middle.
    spread : float
        Above 1.
    stop : float or Stop
        For all points together; the gap is that of each point.
    seed, workers, start, on_progress, executor, params
        As :func:`sharepool.solve` takes them.

    Returns
    -------
    Frontier
        Without points if no plan was found in time, or there is none. A plan that is better than
        another point's own, at that point's weights, is that point's too. Ctrl-C keeps the points
        found so far.

    Raises
    ------
    ValueError
        A term is unknown, both are the same, or a number makes no sense.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> frontier = sp.trace_frontier(problem, "travel", "unmet", points=3, stop=15)
    >>> [(point.ratio, point.first, point.second) for point in frontier.points]
    [(0.0625, 250, 2500), (1.0, 250, 2500), (16.0, 250, 2500)]
    """
    mind_problem(problem)
    mind_terms((first, second), problem)
    if first == second:
        raise ValueError("first, second: give two different terms")
    if as_whole("points", points) <= 1 or not 1 < spread < math.inf:
        raise ValueError("points, spread: give 2 points or more and a spread above 1")
    limits = Stop.of(stop)
    until = None if limits.seconds is None else time.monotonic() + limits.seconds
    ratios = _ratios(points, spread)
    found: dict[Fraction, Result] = {}
    # From the problem's own weights outwards, each point from the nearest plan there is.
    for ratio in sorted(ratios, key=lambda one: abs(math.log(one))):
        left = len(ratios) - len(found)
        result = solve(
            _weighed(problem, second, ratio),
            stop=Stop(
                seconds=None if until is None else max(0.0, until - time.monotonic()) / left,
                gap=limits.gap,
                work=None if limits.work is None else limits.work / len(ratios),
            ),
            seed=seed,
            workers=workers,
            start=_nearest(found, ratio) or start,
            on_progress=on_progress,
            executor=executor,
            params=params,
        )
        if not result.has_plan:
            return Frontier(first, second, ())
        found[ratio] = result
        if result.interrupted:
            break
    return Frontier(first, second, tuple(_points(problem, (first, second), found)))


def _ratios(points: int, spread: float) -> list[Fraction]:
    """Return what the second term is multiplied by, in whole parts of the scale, each once."""
    steps = (spread ** (2 * number / (points - 1) - 1) for number in range(points))
    return list(dict.fromkeys(Fraction(max(1, round(SCALE * step)), SCALE) for step in steps))


def _weighed(problem: Problem, second: str, ratio: Fraction) -> Problem:
    return reweigh(problem, dict.fromkeys(terms_of(problem), SCALE) | {second: int(SCALE * ratio)})


def _nearest(found: dict[Fraction, Result], ratio: Fraction) -> Plan | None:
    near = min(found, key=lambda other: abs(math.log(other / ratio)), default=None)
    return None if near is None else found[near].plan


def _points(
    problem: Problem, terms: tuple[str, str], found: dict[Fraction, Result]
) -> Iterator[TradePoint]:
    """Yield for each ratio the plan that is best at it, by ratio."""
    first, second = terms
    plans = [result.plan for result in found.values()]
    scores = [score(problem, plan) for plan in plans]
    for ratio, result in sorted(found.items()):
        weighed = [one.objective + (ratio - 1) * one.terms[second] for one in scores]
        best = min(range(len(plans)), key=weighed.__getitem__)
        bound = None if result.bound is None else Fraction(result.bound, SCALE)
        if bound is not None and bound > weighed[best]:
            told = f"the bound {bound} is above a plan's {weighed[best]} and is dropped"
            warnings.warn(told, RuntimeWarning, stacklevel=3)
            bound = None
        yield TradePoint(
            ratio=float(ratio),
            plan=plans[best],
            first=scores[best].terms[first],
            second=scores[best].terms[second],
            objective=scores[best].objective,
            weighed=float(weighed[best]),
            bound=-math.inf if bound is None else float(bound),
        )
