"""What a map lies on: towns, boundaries and roads from a GeoJSON file (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.atlas import Atlas
from sharepool.tables.files import read_file

Position = tuple[float, float]

_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep positions lie in the coordinates of each kind of geometry."""

_NAMES = ("name", "NAME", "名称", "name:zh", "name:en")
_LEAST_PX = 0.2
"""Points of a line that are nearer to the one before are left out."""

_MOST_LON, _MOST_LAT = 180, 90


@dataclass(frozen=True)
class Shape:
    """A line or an area, or a place if it is one point.

    Attributes
    ----------
    kind : str
        ``"place"``, ``"line"`` or ``"area"``.
    name : str
    lines : tuple
        Of positions, longitude and latitude.
    """

    kind: str
    name: str
    lines: tuple[tuple[Position, ...], ...]


@dataclass(frozen=True)
class DrawnBackground:
    """What of a background lies on a map, as its page draws it.

    Attributes
    ----------
    shapes : list of dict
        `kind`, `name` and the ``d`` of an SVG path.
    places : list of dict
        `name`, `x` and `y`.
    """

    shapes: list[dict[str, Any]]
    places: list[dict[str, Any]]


@dataclass(frozen=True)
class MapBackground:
    """What a map lies on.

    Attributes
    ----------
    shapes : tuple of Shape
    """

    shapes: tuple[Shape, ...]

    def on(self, atlas: Atlas) -> DrawnBackground:
        """Return what of it can be seen on a map."""
        shapes, places = [], []
        for shape in self.shapes:
            lines = [[atlas.projection.place(*one) for one in line] for line in shape.lines]
            if not any(_is_seen(line, atlas) for line in lines):
                continue
            if shape.kind == "place":
                x, y = lines[0][0]
                places.append({"name": shape.name, "x": round(x, 1), "y": round(y, 1)})
            else:
                close = "z" if shape.kind == "area" else ""
                d = "".join(_path(line) + close for line in lines)
                shapes.append({"kind": shape.kind, "name": shape.name, "d": d})
        # Areas lie below lines.
        shapes.sort(key=lambda one: one["kind"] != "area")
        return DrawnBackground(shapes, places)


def read_background(file: str | Path) -> MapBackground:
    """Return the shapes of a GeoJSON file.

    Raises
    ------
    ProblemError
        It cannot be read, is no GeoJSON, has nothing to draw, or its coordinates are no longitudes
        and latitudes; every fault at once, each with the number of its feature.
    """
    content = read_file(Path(file))
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ProblemError([_fault(file, None, "json", str(error))]) from None
    faults: list[Fault] = []
    shapes: list[Shape] = []
    for number, feature in enumerate(_features(data), 1):
        try:
            shapes += _shapes(feature)
        except (KeyError, TypeError, AttributeError, IndexError, RecursionError):
            faults.append(_fault(file, number, "shape"))
        except ValueError:
            faults.append(_fault(file, number, "degrees"))
    if not shapes and not faults:
        faults.append(_fault(file, None, "empty"))
    if faults:
        raise ProblemError(faults)
    return MapBackground(tuple(shapes))


def _features(data: Any) -> list[Any]:
    """Return the features of a file: those of a collection, or the one that it is."""
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection":
        found = data.get("features")
        return found if isinstance(found, list) else [None]
    if kind == "Feature":
        return [data]
    is_geometry = kind in _DEPTHS or kind == "GeometryCollection"
    return [{"geometry": data, "properties": {}}] if is_geometry else [None]


def _shapes(feature: Any) -> Iterator[Shape]:
    properties = feature.get("properties") or {}
    name = next((str(properties[key]) for key in _NAMES if properties.get(key)), "")
    if feature["geometry"] is not None:
        yield from _of_geometry(feature["geometry"], name)


def _of_geometry(geometry: Any, name: str) -> Iterator[Shape]:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _of_geometry(part, name)
        return
    lines = tuple(_lines(geometry["coordinates"], _DEPTHS[kind]))
    if kind.endswith("Point"):
        yield from (Shape("place", name, ((one,),)) for line in lines for one in line)
    elif lines:
        yield Shape("area" if kind.endswith("Polygon") else "line", name, lines)


def _lines(coordinates: Any, depth: int) -> Iterator[tuple[Position, ...]]:
    if depth == 0:
        yield (_position(coordinates),)
    elif depth == 1:
        yield tuple(map(_position, coordinates))
    else:
        for part in coordinates:
            yield from _lines(part, depth - 1)


def _position(given: Any) -> Position:
    """Return longitude and latitude.

    Raises
    ------
    ValueError
        They are none: metres of a projection, perhaps.
    """
    lon, lat = given[0] + 0.0, given[1] + 0.0
    if not (abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT):
        raise ValueError("no degrees")
    return lon, lat


def _is_seen(line: Sequence[Position], atlas: Atlas) -> bool:
    """Return whether a line may reach the map: whether the box around it does."""
    if not line:
        return False
    across, down = [x for x, _ in line], [y for _, y in line]
    is_left, is_above = max(across) < 0, max(down) < 0
    return not (is_left or is_above or min(across) > atlas.width or min(down) > atlas.height)


def _path(line: Sequence[Position]) -> str:
    kept = [line[0]] if line else []
    for x, y in line[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST_PX:
            kept.append((x, y))
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) if kept else ""


def _fault(file: str | Path, number: int | None, kind: str, reason: str = "") -> Fault:
    fields = {"kind": kind, "reason": reason}
    return Fault("", number, "--background", "background", str(file), fields)
