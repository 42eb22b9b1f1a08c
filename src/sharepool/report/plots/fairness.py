"""Whether town and country, and one county and another, get the same share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, overload

from sharepool.messages.captions import Captions
from sharepool.problem.itinerary import group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.report.plots.bars import Bars
from sharepool.report.plots.pictures import BLUE, LIGHT, RED, Picture, one_line
from sharepool.report.plots.shares import SiteShare, find_shares
from sharepool.report.story import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROOM_FOR_SHARE = 0.08
"""The share whose bar is wide enough for its number."""


@overload
def draw_equity(problem: Problem, plan: Plan, *, lang: str = "en", ax: None = None) -> Picture: ...
@overload
def draw_equity(problem: Problem, plan: Plan, *, lang: str = "en", ax: Axes) -> Axes: ...
def draw_equity(
    problem: Problem, plan: Plan, *, lang: str = "en", ax: Axes | None = None
) -> Picture | Axes:
    """Return wanted and delivered sessions by area and by county, and who is below the floor.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.plots.draw_equity(problem, plan, lang="zh").save("equity.svg")
    """
    words = Captions(lang)
    groups = list(_groups(find_shares(problem, plan), words))
    floor = float(problem.rules.equity.floor)
    bars = Bars(
        title=words("plot.equity"),
        names=tuple(name for name, _ in groups),
        axis=words("plot.share"),
    )

    def paint(axes: Axes) -> None:
        shares = [_share(sites) for _, sites in groups]
        rows = range(len(groups))
        lacking = [1 - share for share in shares]
        axes.barh(rows, shares, color=BLUE, label=words("plot.delivered"))
        axes.barh(rows, lacking, left=shares, color=LIGHT, label=words("plot.missing"))
        axes.axvline(floor, color=RED, linewidth=1, label=words("plot.floor", share=f"{floor:.0%}"))
        for row, (_, sites) in enumerate(groups):
            color = "white" if shares[row] >= _ROOM_FOR_SHARE else "black"
            axes.text(0.01, row, percent(shares[row]), va="center", color=color)
            axes.text(1.02, row, _describe(sites, words), va="center")
        axes.set_xlim(0, 1.9)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1.0], ["0%", "25%", "50%", "75%", "100%"])
        axes.spines["bottom"].set_bounds(0, 1)

    return bars.drawn(paint, ax)


def _groups(
    shares: Sequence[SiteShare], words: Captions
) -> Iterator[tuple[str, tuple[SiteShare, ...]]]:
    """Yield groups of sites by name: all of them, by area, and by county if there are several."""
    yield words("plot.total"), tuple(shares)
    for area, sites in group_by(shares, lambda one: one.site.area).items():
        yield words.area(area), sites
    counties = group_by(shares, lambda one: one.site.county)
    if len(counties) > 1:
        for county, sites in counties.items():
            yield one_line(county) or "–", sites


def _share(sites: Sequence[SiteShare]) -> float:
    wanted = sum(one.wanted for one in sites)
    return sum(one.delivered for one in sites) / wanted if wanted else 0.0


def _describe(sites: Sequence[SiteShare], words: Captions) -> str:
    return words(
        "plot.group",
        delivered=sum(one.delivered for one in sites),
        wanted=sum(one.wanted for one in sites),
        short=sum(one.delivered < one.floor for one in sites),
        sites=words.number(len(sites)),
    )
