"""What each routing engine is asked for a matrix, and how its answer reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote, urlencode

import numpy as np

from sharepool.problem.travel import great_circle_km

Point = tuple[float, float]
"""Longitude and latitude, WGS84 decimal degrees."""

Numbers = list[list[float | None]]

JUMP_M = 500
"""Metres beyond the nearest road within which a better connected one may be taken instead."""


class RoadPlace(NamedTuple):
    """What an engine is asked about.

    Attributes
    ----------
    lon, lat : float
    off_m : float or None
        Metres to the nearest road, where the engine was asked for that first.
    """

    lon: float
    lat: float
    off_m: float | None = None

    @property
    def point(self) -> Point:
        """Where it lies."""
        return self.lon, self.lat


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
    no_way : frozenset of int
        The ``error_code`` of refusals that are answers all the same: none of the ways exists.
    """

    path: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    no_way: frozenset[int] = frozenset()


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
        Where a matrix does not say how far points are from their roads: the request that does,
        which is sent first.
    read_places : callable or None
        Returns metres by point from that answer; None where no road is near.
    """

    profiles: Mapping[str, str]
    ask: Callable[[Sequence[RoadPlace], Sequence[RoadPlace], str, str], RoadRequest]
    read: ReadMatrix
    ask_places: Callable[[Sequence[RoadPlace], str, str], RoadRequest] | None = None
    read_places: ReadPlaces | None = None


def _indices(first: int, count: int) -> list[int]:
    return list(range(first, first + count))


def _ask_osrm(
    origins: Sequence[RoadPlace], destinations: Sequence[RoadPlace], profile: str, key: str
) -> RoadRequest:
    del key
    points = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat, _ in (*origins, *destinations))
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
    origins: Sequence[RoadPlace], destinations: Sequence[RoadPlace], profile: str, key: str
) -> RoadRequest:
    body = {
        "locations": [list(one.point) for one in (*origins, *destinations)],
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
    origins: Sequence[RoadPlace], destinations: Sequence[RoadPlace], profile: str, key: str
) -> RoadRequest:
    body = {
        "sources": [_valhalla_place(one) for one in origins],
        "targets": [_valhalla_place(one) for one in destinations],
        "costing": profile,
        "units": "kilometers",
    }
    path = _with_key("/sources_to_targets", "api_key", key)
    return RoadRequest(path, body, no_way=frozenset({_VALHALLA_NO_WAY}))


_VALHALLA_NO_WAY = 442
"""Valhalla's code for a matrix in which it finds no way at all, which it refuses."""


def _valhalla_place(place: RoadPlace) -> dict[str, float]:
    """Return a place for a request.

    Unless told otherwise, Valhalla prefers well connected roads up to 35 km away: from an island,
    those of the mainland.
    """
    where = {"lon": place.lon, "lat": place.lat}
    reach = {} if place.off_m is None else {"search_cutoff": math.ceil(place.off_m) + JUMP_M}
    return {**where, **reach}


def _read_valhalla(answer: Any, rows: int, columns: int) -> RoadMatrix:
    if answer.get("error_code") == _VALHALLA_NO_WAY:
        nothing: Numbers = [[None] * columns for _ in range(rows)]
        return RoadMatrix(nothing, nothing, [None] * rows, [None] * columns)
    cells = [[_valhalla_way(cell) for cell in row] for row in answer["sources_to_targets"]]
    return RoadMatrix(
        _table([[time for time, _ in row] for row in cells], rows, columns),
        _table([[metres for _, metres in row] for row in cells], rows, columns),
        [None] * rows,
        [None] * columns,
    )


def _valhalla_way(cell: Any) -> tuple[float | None, float | None]:
    """Return the seconds and metres of a way."""
    begin, end = ([cell.get(f"{side}_{of}") for of in ("lon", "lat")] for side in ("begin", "end"))
    if begin == end and None not in begin:
        # Taken to the same junction, two places would be joined by a drive around the block.
        return 0.0, 0.0
    km = cell.get("distance")
    return cell.get("time"), None if km is None else 1000 * km


def _ask_valhalla_places(places: Sequence[RoadPlace], profile: str, key: str) -> RoadRequest:
    locations = [{"lon": one.lon, "lat": one.lat} for one in places]
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
    origins: Sequence[RoadPlace], destinations: Sequence[RoadPlace], profile: str, key: str
) -> RoadRequest:
    body = {
        "from_points": [list(one.point) for one in origins],
        "to_points": [list(one.point) for one in destinations],
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
