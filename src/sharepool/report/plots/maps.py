"""Where sites are, what they get, and which roads are driven."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sharepool.messages.captions import Captions
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site
from sharepool.problem.travel import EARTH_RADIUS_KM
from sharepool.report.plots.pictures import (
    AMBER,
    BLUE,
    GREY,
    RED,
    WIDTH_IN,
    Picture,
    one_line,
    text_inches,
)
from sharepool.report.plots.shares import SiteShare, find_shares

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LEAST_HEIGHT_IN, _MOST_HEIGHT_IN = 4.0, 9.0
_HEAD_IN, _FOOT_IN, _MARGIN = 0.75, 0.2, 0.04
_MOST_NAMES = 20
_NAME_HEIGHT_IN = 0.16
_KM_PER_DEGREE = math.radians(1) * EARTH_RADIUS_KM


@dataclass(frozen=True)
class _Atlas:
    """Where sites are, in kilometres east and north of the map's middle."""

    places: dict[str, tuple[float, float]]
    width_km: float
    height_km: float

    @classmethod
    def of(cls, sites: tuple[Site, ...]) -> _Atlas:
        known = [(site, site.lon, site.lat) for site in sites if site.is_on_map]
        lonlat = {
            site.site_id: (float(lon), float(lat))
            for site, lon, lat in known
            if lon is not None and lat is not None
        }
        if not lonlat:
            raise ValueError("no site has lon and lat: a map needs them")
        spots = np.array(list(lonlat.values()))
        middle = (spots.min(axis=0) + spots.max(axis=0)) / 2
        # A degree of longitude is shorter the further from the equator.
        scale = np.array([math.cos(math.radians(middle[1])), 1.0]) * _KM_PER_DEGREE
        km = (spots - middle) * scale
        size = np.maximum(np.ptp(km, axis=0), 1.0) * (1 + 2 * _MARGIN)
        places = {site_id: (float(x), float(y)) for site_id, (x, y) in zip(lonlat, km, strict=True)}
        return cls(places, float(size[0]), float(size[1]))


def draw_map(problem: Problem, plan: Plan, *, lang: str = "en") -> Picture:
    """Return the sites, what each gets of what it wants, and the legs that are driven in the week.

    Sites without coordinates are left out, and the legs to them.

    Parameters
    ----------
    problem : Problem
    plan : Plan
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    ValueError
        No site has coordinates.
    """
    words = Captions(lang)
    atlas = _Atlas.of(problem.sites)
    shares = {one.site.site_id: one for one in find_shares(problem, plan)}
    legs = _legs(problem, plan)
    wide_in = WIDTH_IN - 2 * _FOOT_IN
    map_in = min(max(wide_in * atlas.height_km / atlas.width_km, _LEAST_HEIGHT_IN), _MOST_HEIGHT_IN)
    height_in = _HEAD_IN + map_in + _FOOT_IN
    km_per_in = max(atlas.width_km / wide_in, atlas.height_km / map_in)

    def paint(figure: Figure) -> None:
        box = (_FOOT_IN / WIDTH_IN, _FOOT_IN / height_in, wide_in / WIDTH_IN, map_in / height_in)
        axes = figure.add_axes(box)
        axes.set_axis_off()
        axes.set_xlim(-wide_in * km_per_in / 2, wide_in * km_per_in / 2)
        axes.set_ylim(-map_in * km_per_in / 2, map_in * km_per_in / 2)
        _paint_legs(axes, atlas, legs)
        _paint_sites(axes, atlas, problem, shares, words)
        _paint_names(axes, atlas, shares, km_per_in)
        _paint_scale(axes, wide_in * km_per_in)
        top = 1 - 0.12 / height_in
        figure.suptitle(words("plot.map"), x=_FOOT_IN / WIDTH_IN, y=top, ha="left", va="top")
        told = words("plot.map.key")
        figure.text(_FOOT_IN / WIDTH_IN, 1 - 0.32 / height_in, told, color=GREY, va="top")
        figure.legend(
            loc="upper left",
            bbox_to_anchor=(_FOOT_IN / WIDTH_IN, 1 - 0.5 / height_in),
            ncols=4,
            borderaxespad=0,
            handletextpad=0.2,
        )

    return Picture.of(paint, height_in)


def _legs(problem: Problem, plan: Plan) -> Counter[tuple[str, str]]:
    """Return how often the way between two sites is driven in the week, either way."""
    drives = (drive for day in Itinerary(problem, plan).days for drive in day.drives)
    return Counter(
        (min(one.origin, one.destination), max(one.origin, one.destination)) for one in drives
    )


def _paint_legs(axes: Axes, atlas: _Atlas, legs: Counter[tuple[str, str]]) -> None:
    for (origin, destination), trips in legs.items():
        if origin in atlas.places and destination in atlas.places:
            ends = zip(atlas.places[origin], atlas.places[destination], strict=True)
            axes.plot(*ends, color=GREY, alpha=0.45, linewidth=0.5 * math.sqrt(trips), zorder=1)


def _paint_sites(
    axes: Axes,
    atlas: _Atlas,
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
        chosen = [site_id for site_id in atlas.places if belongs(shares.get(site_id))]
        if chosen:
            x, y = zip(*(atlas.places[site_id] for site_id in chosen), strict=True)
            sizes = [12 + 3 * shares[one].wanted if one in shares else 12 for one in chosen]
            axes.scatter(x, y, s=sizes, color=color, edgecolor="white", label=name, zorder=2)


def _paint_names(axes: Axes, atlas: _Atlas, shares: dict[str, SiteShare], km_per_in: float) -> None:
    """Write the names of the sites that want most, as far as there is room for them."""
    taken: list[tuple[float, float, float]] = []
    for one in sorted(shares.values(), key=lambda one: one.wanted, reverse=True):
        if one.site.site_id not in atlas.places or len(taken) == _MOST_NAMES:
            continue
        x, y = atlas.places[one.site.site_id]
        name = one_line(one.site.title)
        width, height = text_inches([name]) * km_per_in, _NAME_HEIGHT_IN * km_per_in
        fits = x + width < axes.get_xlim()[1]
        start = x if fits else x - width
        if any(
            abs(y - other_y) < height and start < other + other_width and other < start + width
            for other, other_y, other_width in taken
        ):
            continue
        taken.append((start, y, width))
        axes.annotate(
            name,
            (x, y),
            xytext=(5 if fits else -5, 0),
            textcoords="offset points",
            ha="left" if fits else "right",
            va="center",
            zorder=3,
        )


def _paint_scale(axes: Axes, width_km: float) -> None:
    """Draw a bar of a round number of kilometres, a fifth of the map or less."""
    power = 10.0 ** math.floor(math.log10(width_km / 5))
    km = max(step * power for step in (1, 2, 5) if step * power <= width_km / 5)
    left, bottom = axes.get_xlim()[0], axes.get_ylim()[0]
    axes.plot([left, left + km], [bottom, bottom], color="black", linewidth=2, clip_on=False)
    axes.annotate(
        f"{km:g} km", (left + km, bottom), xytext=(4, 0), textcoords="offset points", va="center"
    )
