"""What each routing engine is asked for a matrix, and how its answer reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlencode

import numpy as np

from sharepool.problem.travel import great_circle_km

Point = tuple[float, float]
"""Longitude and latitude, WGS84 decimal degrees."""

Numbers = list[list[float | None]]


@dataclass(frozen=True)
class RoadRequest:
    """What is sent to an engine.

    Attributes
    ----------
    path : str
        Below the engine's address.
    body : mapping or None
        Sent as JSON; without one the request is a GET.
    headers : mapping of str to str
    """

    path: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RoadMatrix:
    """Seconds and metres from each origin to each destination; None where there is no way.

    Attributes
    ----------
    seconds, metres : list of list
    origin_m, destination_m : list
        How far each point is from the road that it was taken to, metres; None where the engine
        does not say.
    """

    seconds: Numbers
    metres: Numbers
    origin_m: list[float | None]
    destination_m: list[float | None]


class ReadMatrix(Protocol):
    """Reads the matrix of an answer, of so many rows and columns."""

    def __call__(self, answer: Any, /, rows: int, columns: int) -> RoadMatrix:
        """Return the matrix."""


class ReadPlaces(Protocol):
    """Reads how far points are from their roads."""

    def __call__(self, answer: Any, /, points: Sequence[Point]) -> list[float | None]:
        """Return metres by point."""


@dataclass(frozen=True)
class RoadEngine:
    """How to speak with one kind of engine.

    Attributes
    ----------
    profiles : mapping of str to str
        What the engine calls each mode of travel; other modes go by their own name.
    ask : callable
        Returns the request for a matrix: origins, destinations, profile, key.
    read : callable
        Returns the matrix that an answer holds.
    ask_places : callable or None
        Where a matrix does not say how far points are from their roads: the request that does.
    read_places : callable or None
        Returns metres by point from that answer.
    """

    profiles: Mapping[str, str]
    ask: Callable[[Sequence[Point], Sequence[Point], str, str], RoadRequest]
    read: ReadMatrix
    ask_places: Callable[[Sequence[Point], str, str], RoadRequest] | None = None
    read_places: ReadPlaces | None = None


def _indices(first: int, count: int) -> list[int]:
    return list(range(first, first + count))


def _ask_osrm(
    origins: Sequence[Point], destinations: Sequence[Point], profile: str, key: str
) -> RoadRequest:
    del key
    points = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (*origins, *destinations))
    options = urlencode(
        {
            "sources": ";".join(map(str, _indices(0, len(origins)))),
            "destinations": ";".join(map(str, _indices(len(origins), len(destinations)))),
            "annotations": "duration,distance",
        },
        safe=";,",
    )
    return RoadRequest(f"/table/v1/{quote(profile)}/{points}?{options}")


def _read_osrm(answer: Any, rows: int, columns: int) -> RoadMatrix:
    return RoadMatrix(
        _table(answer["durations"], rows, columns),
        _table(answer["distances"], rows, columns),
        [one.get("distance") for one in answer["sources"]],
        [one.get("distance") for one in answer["destinations"]],
    )


def _ask_ors(
    origins: Sequence[Point], destinations: Sequence[Point], profile: str, key: str
) -> RoadRequest:
    body = {
        "locations": [list(point) for point in (*origins, *destinations)],
        "sources": _indices(0, len(origins)),
        "destinations": _indices(len(origins), len(destinations)),
        "metrics": ["duration", "distance"],
        "units": "m",
    }
    headers = {"Authorization": key} if key else {}
    return RoadRequest(f"/v2/matrix/{quote(profile)}", body, headers)


def _read_ors(answer: Any, rows: int, columns: int) -> RoadMatrix:
    return RoadMatrix(
        _table(answer["durations"], rows, columns),
        _table(answer["distances"], rows, columns),
        [_of(one, "snapped_distance") for one in answer["sources"]],
        [_of(one, "snapped_distance") for one in answer["destinations"]],
    )


def _ask_valhalla(
    origins: Sequence[Point], destinations: Sequence[Point], profile: str, key: str
) -> RoadRequest:
    body = {
        "sources": [{"lon": lon, "lat": lat} for lon, lat in origins],
        "targets": [{"lon": lon, "lat": lat} for lon, lat in destinations],
        "costing": profile,
        "units": "kilometers",
    }
    return RoadRequest(_with_key("/sources_to_targets", "api_key", key), body)


def _read_valhalla(answer: Any, rows: int, columns: int) -> RoadMatrix:
    cells = answer["sources_to_targets"]
    km = [[_of(cell, "distance") for cell in row] for row in cells]
    return RoadMatrix(
        _table([[_of(cell, "time") for cell in row] for row in cells], rows, columns),
        _table([[None if one is None else 1000 * one for one in row] for row in km], rows, columns),
        [None] * rows,
        [None] * columns,
    )


def _ask_valhalla_places(points: Sequence[Point], profile: str, key: str) -> RoadRequest:
    locations = [{"lon": lon, "lat": lat} for lon, lat in points]
    body = {"locations": locations, "costing": profile, "verbose": False}
    return RoadRequest(_with_key("/locate", "api_key", key), body)


def _read_valhalla_places(answer: Any, points: Sequence[Point]) -> list[float | None]:
    """Return how far the nearest edge is from each point."""
    found: list[float | None] = []
    for point, place in zip(points, answer, strict=True):
        ends = [(one["correlated_lon"], one["correlated_lat"]) for one in place.get("edges") or ()]
        found.append(min((_metres_between(point, end) for end in ends), default=None))
    return found


def _ask_graphhopper(
    origins: Sequence[Point], destinations: Sequence[Point], profile: str, key: str
) -> RoadRequest:
    body = {
        "from_points": [list(point) for point in origins],
        "to_points": [list(point) for point in destinations],
        "out_arrays": ["times", "distances"],
        "profile": profile,
        "fail_fast": False,
    }
    return RoadRequest(_with_key("/matrix", "key", key), body)


def _read_graphhopper(answer: Any, rows: int, columns: int) -> RoadMatrix:
    return RoadMatrix(
        _table(answer["times"], rows, columns),
        _table(answer["distances"], rows, columns),
        [None] * rows,
        [None] * columns,
    )


def _metres_between(point: Point, end: Point) -> float:
    lon, lat = (np.array(side, dtype=np.float64) for side in zip(point, end, strict=True))
    return 1000 * float(great_circle_km(lon, lat)[0, 1])


def _with_key(path: str, name: str, key: str) -> str:
    return f"{path}?{urlencode({name: key})}" if key else path


def _of(one: Any, name: str) -> float | None:
    return None if one is None else one.get(name)


def _table(rows: Any, height: int, width: int) -> Numbers:
    """Return a matrix of an answer, once it has the size that was asked for.

    Raises
    ------
    ValueError
    """
    table: Numbers = [[None if one is None else float(one) for one in row] for row in rows]
    if len(table) != height or any(len(row) != width for row in table):
        raise ValueError("a matrix of another size")
    return table


ENGINES: dict[str, RoadEngine] = {
    "osrm": RoadEngine({"car": "driving"}, _ask_osrm, _read_osrm),
    "valhalla": RoadEngine(
        {"car": "auto", "bike": "bicycle", "walk": "pedestrian"},
        _ask_valhalla,
        _read_valhalla,
        _ask_valhalla_places,
        _read_valhalla_places,
    ),
    "ors": RoadEngine(
        {"car": "driving-car", "bike": "cycling-regular", "walk": "foot-walking"},
        _ask_ors,
        _read_ors,
    ),
    "graphhopper": RoadEngine({"walk": "foot"}, _ask_graphhopper, _read_graphhopper),
}
"""Every kind of engine, by the name that a command gives it."""
