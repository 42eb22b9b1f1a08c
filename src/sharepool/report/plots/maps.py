"""Where sites are, what they get, and which roads are driven."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, overload

from sharepool.messages.captions import Captions
from sharepool.problem.atlas import Atlas, draw_atlas
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.report.plots.pictures import (
    AMBER,
    BLUE,
    FONT_SIZE,
    GREY,
    POINTS_PER_INCH,
    RED,
    WIDTH_IN,
    Picture,
    one_line,
    paint_on,
)
from sharepool.report.plots.shares import SiteShare, find_shares

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEAD_IN, _FOOT_IN = 0.75, 0.2
_WIDE_IN = WIDTH_IN - 2 * _FOOT_IN
_MOST_POINTS = 9.0 * POINTS_PER_INCH
"""Height of a picture's map."""

_MARGIN = 18.0
"""Border of the map without sites, in points."""

_SIDES: dict[str, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
"""What matplotlib calls the anchors of names."""


@overload
def draw_map(problem: Problem, plan: Plan, *, lang: str = "en", ax: None = None) -> Picture: ...
@overload
def draw_map(problem: Problem, plan: Plan, *, lang: str = "en", ax: Axes) -> Axes: ...
def draw_map(
    problem: Problem, plan: Plan, *, lang: str = "en", ax: Axes | None = None
) -> Picture | Axes:
    """Return the sites, what each gets of what it wants, and the legs that are driven in the week.

    Sites without coordinates are left out, and the legs to them.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    lang : str
        ``"en"`` or ``"zh"``.
    ax : matplotlib.axes.Axes, optional
        Where to draw; it is returned then, in the style of its own figure.

    Raises
    ------
    ValueError
        No site has coordinates.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> sp.plots.draw_map(county, sp.Plan()).save("map.svg")
    """
    words = Captions(lang)
    if ax is not None:
        chart = _MapChart.of(problem, plan, words, _points_of(ax))
        return paint_on(ax, chart.paint_whole)
    return _MapChart.of(problem, plan, words, (_WIDE_IN * POINTS_PER_INCH, _MOST_POINTS)).picture()


@dataclass(frozen=True)
class _MapChart:
    """What a map shows, laid out for its size."""

    problem: Problem
    words: Captions
    shares: dict[str, SiteShare]
    atlas: Atlas
    legs: Counter[tuple[str, str]]

    @classmethod
    def of(
        cls, problem: Problem, plan: Plan, words: Captions, points: tuple[float, float]
    ) -> _MapChart:
        """Return the map of a plan that fits into a width and a height."""
        shares = {one.site.site_id: one for one in find_shares(problem, plan)}
        return cls(problem, words, shares, _atlas(problem, shares, points), _legs(problem, plan))

    def paint(self, axes: Axes) -> None:
        """Paint sites, legs, names and scale."""
        axes.set_axis_off()
        axes.set_xlim(0, self.atlas.width)
        axes.set_ylim(self.atlas.height, 0)
        _paint_legs(axes, self.atlas, self.legs)
        _paint_sites(axes, self.atlas, self.problem, self.shares, self.words)
        for name in self.atlas.labels:
            axes.text(name.x, name.y, one_line(name.text), ha=_SIDES[name.anchor], zorder=3)
        _paint_scale(axes, self.atlas)

    def paint_whole(self, axes: Axes) -> None:
        """Paint the map with title and legend on axes of any shape."""
        self.paint(axes)
        axes.set_aspect("equal")
        axes.set_title(self.words("plot.map"))
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2, frameon=False)

    def picture(self) -> Picture:
        """Return the map as a picture, as high as it needs."""
        map_in = self.atlas.height / POINTS_PER_INCH
        height_in = _HEAD_IN + map_in + _FOOT_IN
        left = _FOOT_IN / WIDTH_IN

        def painted(figure: Figure) -> None:
            box = (left, _FOOT_IN / height_in, _WIDE_IN / WIDTH_IN, map_in / height_in)
            self.paint(figure.add_axes(box))
            top = 1 - 0.12 / height_in
            figure.suptitle(self.words("plot.map"), x=left, y=top, ha="left", va="top")
            told = self.words("plot.map.key")
            figure.text(left, 1 - 0.32 / height_in, told, color=GREY, va="top")
            figure.legend(
                loc="upper left",
                bbox_to_anchor=(left, 1 - 0.5 / height_in),
                ncols=4,
                borderaxespad=0,
                handletextpad=0.2,
            )

        return Picture.of(painted, height_in)


def _points_of(axes: Axes) -> tuple[float, float]:
    """Return how wide and high axes are, in points."""
    per_pixel = POINTS_PER_INCH / axes.figure.dpi
    return axes.bbox.width * per_pixel, axes.bbox.height * per_pixel


def _atlas(problem: Problem, shares: dict[str, SiteShare], points: tuple[float, float]) -> Atlas:
    """Return the map in points; names of sites that want most come first."""
    wanted = {site_id: one.wanted for site_id, one in shares.items()}
    width, height = points
    atlas = draw_atlas(
        sorted(problem.sites, key=lambda site: -wanted.get(site.site_id, 0)),
        width=width,
        height=height,
        margin=_MARGIN,
        font=FONT_SIZE,
    )
    if atlas is None:
        raise ValueError("no site has lon and lat: a map needs them")
    return atlas


def _legs(problem: Problem, plan: Plan) -> Counter[tuple[str, str]]:
    """Return how often the way between two sites is driven in the week, either way."""
    drives = (drive for day in Itinerary(problem, plan).days for drive in day.drives)
    return Counter(
        (min(one.origin, one.destination), max(one.origin, one.destination)) for one in drives
    )


def _paint_legs(axes: Axes, atlas: Atlas, legs: Counter[tuple[str, str]]) -> None:
    for (origin, destination), trips in legs.items():
        if origin in atlas.points and destination in atlas.points:
            ends = zip(atlas.points[origin], atlas.points[destination], strict=True)
            axes.plot(*ends, color=GREY, alpha=0.45, linewidth=0.5 * math.sqrt(trips), zorder=1)


def _paint_sites(
    axes: Axes,
    atlas: Atlas,
    problem: Problem,
    shares: dict[str, SiteShare],
    words: Captions,
) -> None:
    floor = f"{problem.rules.equity.floor:.0%}"
    kinds = (
        (GREY, words("plot.map.none"), lambda one: one is None),
        (RED, f"< {floor}", lambda one: one and one.delivered < one.floor),
        (AMBER, f"{floor} – 99%", lambda one: one and one.floor <= one.delivered < one.wanted),
        (BLUE, "100%", lambda one: one and max(one.floor, one.delivered) >= one.wanted),
    )
    for color, name, belongs in kinds:
        chosen = [site_id for site_id in atlas.points if belongs(shares.get(site_id))]
        if chosen:
            x, y = zip(*(atlas.points[site_id] for site_id in chosen), strict=True)
            sizes = [12 + 3 * shares[one].wanted if one in shares else 12 for one in chosen]
            axes.scatter(x, y, s=sizes, color=color, edgecolor="white", label=name, zorder=2)


def _paint_scale(axes: Axes, atlas: Atlas) -> None:
    bottom = atlas.height - FONT_SIZE / 2
    ends = [_MARGIN, _MARGIN + atlas.scale_px]
    axes.plot(ends, [bottom, bottom], color="black", linewidth=2, clip_on=False)
    axes.annotate(
        f"{atlas.scale_km:g} km",
        (ends[1], bottom),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
    )
