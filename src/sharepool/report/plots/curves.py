"""How a solve went over time, and what one term costs in terms of the others."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, overload

from sharepool.messages.captions import Captions
from sharepool.messages.headings import name_term
from sharepool.problem.order import Frontier
from sharepool.problem.result import Result
from sharepool.report.plots.pictures import BLUE, GREY, LIGHT, RED, Picture, paint_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT_IN = 3.6
_STEPS = 200
_ROOM_BEFORE, _ROOM_BEYOND = 0.05, 0.2
"""The axis goes on beside the points, in parts of their reach: labels stand to their right."""


@overload
def draw_progress(result: Result, *, lang: str = "en", ax: None = None) -> Picture: ...
@overload
def draw_progress(result: Result, *, lang: str = "en", ax: Axes) -> Axes: ...
def draw_progress(result: Result, *, lang: str = "en", ax: Axes | None = None) -> Picture | Axes:
    """Return objective and bound over time; what lies between them is the gap.

    Parameters
    ----------
    result : Result
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> sp.plots.draw_progress(sp.solve(problem, stop=5)).save("progress.svg")
    """
    words = Captions(lang)
    seconds = [one.seconds for one in result.history] + [result.wall_seconds]
    # What was found last holds to the end; before anything is found there is no line.
    found = [*result.history, *result.history[-1:]]
    objectives = [math.nan if one.objective is None else one.objective for one in found]
    bounds = [math.nan if one.bound is None else one.bound for one in found]

    def paint(axes: Axes) -> None:
        _begin(axes, words("plot.progress"))
        if not found:
            axes.text(0.5, 0.5, words("plot.none"), transform=axes.transAxes, ha="center")
            return
        known = [not math.isnan(one) for one in objectives]
        axes.fill_between(seconds, objectives, bounds, where=known, step="post", color=LIGHT)
        axes.step(seconds, objectives, where="post", color=BLUE, label=words("plot.objective"))
        axes.step(seconds, bounds, where="post", color=RED, label=words("plot.bound"))
        axes.set_xlabel(words("plot.seconds"))
        axes.set_ylabel(words("fact.objective"))
        axes.set_xlim(left=0)
        axes.legend(loc="upper right")

    return _drawn(paint, ax)


@overload
def draw_trade_off(frontier: Frontier, *, lang: str = "en", ax: None = None) -> Picture: ...
@overload
def draw_trade_off(frontier: Frontier, *, lang: str = "en", ax: Axes) -> Axes: ...
def draw_trade_off(
    frontier: Frontier, *, lang: str = "en", ax: Axes | None = None
) -> Picture | Axes:
    """Return the plans of a trade-off, and the proven floor under all plans.

    Parameters
    ----------
    frontier : Frontier
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> frontier = sp.trace_frontier(problem, "travel", "unmet", points=3, stop=15)
    >>> sp.plots.draw_trade_off(frontier).save("trade_off.svg")
    """
    words = Captions(lang)
    terms = {
        "first": name_term(frontier.first, lang),
        "second": name_term(frontier.second, lang),
    }
    points = frontier.points
    second = [point.second for point in points]
    rest = [point.objective - point.second for point in points]

    def paint(axes: Axes) -> None:
        from matplotlib.ticker import MaxNLocator

        _begin(axes, words("plot.trade_off", **terms))
        axes.set_xlabel(terms["second"])
        axes.set_ylabel(words("plot.rest"))
        if not points:
            axes.text(0.5, 0.5, words("frontier.none"), transform=axes.transAxes, ha="center")
            return
        least, reach = min(second), max(1, max(second) - min(second))
        start, width = least - _ROOM_BEFORE * reach, (1 + _ROOM_BEFORE + _ROOM_BEYOND) * reach
        steps = [start + width * step / _STEPS for step in range(_STEPS + 1)]
        proven = [frontier.bound_of_rest(step) for step in steps]
        bottom = min(*proven, *rest) - 0.08 * max(1.0, max(rest) - min(*proven, *rest))
        axes.fill_between(steps, proven, bottom, color=LIGHT, label=words("plot.impossible"))
        axes.plot(second, rest, "o", color=BLUE, label=words("plot.point", **terms))
        ratios: dict[tuple[int, int], list[str]] = {}
        for point, place in zip(points, zip(second, rest, strict=True), strict=True):
            ratios.setdefault(place, []).append(f"{point.ratio:g}")
        for place, told in ratios.items():
            # The shaded area falls to the right, so that it is never above and right of a point.
            axes.annotate(
                "×" + ", ".join(told), place, xytext=(5, 5), textcoords="offset points", color=GREY
            )
        axes.set_ylim(bottom, max(rest) + 0.15 * max(1.0, max(rest) - bottom))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(steps[0], steps[-1])
        axes.legend(loc="best")

    return _drawn(paint, ax)


def _drawn(paint: Callable[[Axes], None], ax: Axes | None) -> Picture | Axes:
    if ax is not None:
        return paint_on(ax, paint)

    def painted(figure: Figure) -> None:
        figure.subplots_adjust(left=0.12, right=0.97, bottom=0.14, top=0.9)
        paint(figure.add_subplot())

    return Picture.of(painted, _HEIGHT_IN)


def _begin(axes: Axes, title: str) -> None:
    axes.set_title(title)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
