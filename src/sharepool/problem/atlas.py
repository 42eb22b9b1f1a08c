"""A map of sites, of a page or a picture: where they lie, the names that have room, the scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from sharepool.problem.rows import Site
from sharepool.problem.travel import EARTH_RADIUS_KM

WIDTH, HEIGHT, MARGIN, FONT = 960.0, 880.0, 48.0, 11.0
"""If nothing else is said: the size of a map at most, the border without sites, the height of
names."""

_LEAST_EXTENT_KM = 1.0
_SCALE_SHARE = 0.25
_RADIUS, _GAP = 6.0, 3.0
"""Radius of the mark of a site, and the gap between it and its name."""

_NARROW = 0.6
"""Width of a Latin letter, in heights of the font; a Chinese sign is as wide as high."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Where a name stands: its baseline's start, middle or end (`anchor`)."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Projection:
    """How degrees become pixels: kilometres as near the middle of the map, north up.

    Attributes
    ----------
    km_per_lon, km_per_lat : float
        Kilometres of a degree.
    west, north : float
        What lies at the upper left corner of the sites, degrees.
    left, top : float
        Where that corner is, in pixels.
    px_per_km : float
    """

    km_per_lon: float
    km_per_lat: float
    west: float
    north: float
    left: float
    top: float
    px_per_km: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x and y of a place."""
        return (
            self.left + (lon - self.west) * self.km_per_lon * self.px_per_km,
            self.top + (self.north - lat) * self.km_per_lat * self.px_per_km,
        )


@dataclass(frozen=True)
class Atlas:
    """A map, in pixels (or points) from its upper left corner.

    Attributes
    ----------
    width, height : int
    points : dict of str to tuple of float
        x and y of each site with coordinates.
    labels : tuple of Label
        Names of as many sites as have room for it.
    scale_px, scale_km : float
        Length of the scale bar on the map and on the ground.
    projection : Projection
    """

    width: int
    height: int
    points: dict[str, tuple[float, float]]
    labels: tuple[Label, ...]
    scale_px: float
    scale_km: float
    projection: Projection


def draw_atlas(
    sites: Sequence[Site],
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    margin: float = MARGIN,
    font: float = FONT,
) -> Atlas | None:
    r"""Return a map of sites, or None if none has coordinates.

    Degrees become kilometres as near their middle, north up:

    .. math:: x = R \lambda \cos\bar\varphi, \qquad y = -R \varphi

    Parameters
    ----------
    sites : sequence of Site
        Those named first get room for their labels first.
    width, height : float
        Size of the map: so wide, and so high at most without the scale below.
    margin : float
        Border without sites; that much is added below for the scale.
    font : float
        Height of the names.
    """
    placed = [(site, site.lon, site.lat) for site in sites if site.is_on_map]
    known = [(site, lon, lat) for site, lon, lat in placed if lon is not None and lat is not None]
    if not known:
        return None
    middle = (min(lat for _, _, lat in known) + max(lat for _, _, lat in known)) / 2
    degree_km = math.radians(EARTH_RADIUS_KM)
    east_km = degree_km * math.cos(math.radians(middle))
    lons, lats = [lon for _, lon, _ in known], [lat for _, _, lat in known]
    wide = max((max(lons) - min(lons)) * east_km, _LEAST_EXTENT_KM)
    high = max((max(lats) - min(lats)) * degree_km, _LEAST_EXTENT_KM)
    px_per_km = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    left = (width - (max(lons) - min(lons)) * east_km * px_per_km) / 2
    projection = Projection(east_km, degree_km, min(lons), max(lats), left, margin, px_per_km)
    points = {}
    for site, lon, lat in known:
        x, y = projection.place(lon, lat)
        points[site.site_id] = round(x, 1), round(y, 1)
    scale_km = _round_length(width * _SCALE_SHARE / px_per_km)
    bottom = max(y for _, y in points.values()) + margin
    names = [(site.title, *points[site.site_id]) for site, _, _ in known]
    return Atlas(
        width=round(width),
        height=round(bottom + margin),
        points=points,
        labels=tuple(_labels(names, width, font)),
        scale_px=round(scale_km * px_per_km, 1),
        scale_km=scale_km,
        projection=projection,
    )


def _round_length(most: float) -> float:
    """Return the longest of 1, 2, 5, 10, 20, … that is no longer than `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return max(unit * power for unit in (1, 2, 5) if unit * power <= most)


def em_width(text: str) -> float:
    """Return how wide a text is, about, in heights of its font, whatever font it is shown in."""
    return sum(1.0 if east_asian_width(sign) in "WF" else _NARROW for sign in text)


def _labels(
    places: Sequence[tuple[str, float, float]], width: float, font: float
) -> Iterator[Label]:
    """Yield the names that cover neither a site nor a name before them."""
    taken = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for _, x, y in places]
    for text, x, y in places:
        for label, box in _positions(text, x, y, font):
            if box[0] >= 0 and box[2] <= width and not _overlaps(box, taken):
                taken.append(box)
                yield label
                break


def _positions(text: str, x: float, y: float, font: float) -> Iterator[tuple[Label, Box]]:
    """Yield where a name may stand beside its site, the best first, with the room it takes."""
    wide, half, off = font * em_width(text), font / 2 + 1, _RADIUS + _GAP
    yield Label(x + off, y + 4, "start", text), (x + off, y - half, x + off + wide, y + half)
    yield Label(x - off, y + 4, "end", text), (x - off - wide, y - half, x - off, y + half)
    for sign, base in ((1, y + off + font - 2), (-1, y - off)):
        top = y + off if sign > 0 else y - off - font
        yield Label(x, base, "middle", text), (x - wide / 2, top, x + wide / 2, top + font)


def _overlaps(box: Box, others: Iterable[Box]) -> bool:
    return any(
        box[0] < right and left < box[2] and box[1] < bottom and top < box[3]
        for left, top, right, bottom in others
    )
