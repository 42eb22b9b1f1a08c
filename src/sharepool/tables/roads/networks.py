"""A network of roads, and the fastest ways between places on it.

Ways are cut into stretches at junctions. A place is taken to the nearest point of a road, which
becomes a junction of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sharepool.problem.travel import EARTH_RADIUS_KM
from sharepool.tables.roads.engines import Numbers, Point, RoadMatrix

_METRES_PER_DEGREE = 1000 * float(np.radians(EARTH_RADIUS_KM))
_KMH_PER_MS = 3.6
_LEAST_SECONDS = 1e-9
"""A stretch of no length is still one: sparse matrices hold no zeros."""

_REACHES = (0.01, 0.1)
"""Degrees around a place in which its road is looked for before all roads are."""

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RoadWays:
    """Ways as they are read, one after the other, point by point.

    Attributes
    ----------
    node : array of int
        By point: its id; ways that share one meet there.
    way : array of int
        By point: the number of its way.
    lon, lat : array of float
        By point.
    kmh : array of float
        By way.
    forward, backward : array of bool
        By way: whether it can be used along its points, and against them.
    """

    node: Whole
    way: Whole
    lon: Floats
    lat: Floats
    kmh: Floats
    forward: Flags
    backward: Flags


class RoadNetwork:
    """The segments of all ways, from point to point, and where ways meet.

    Parameters
    ----------
    ways : RoadWays
    """

    def __init__(self, ways: RoadWays) -> None:
        first = np.flatnonzero(ways.way[1:] == ways.way[:-1])
        self._ways, self._first = ways, first
        self._east = np.cos(np.radians(ways.lat[first]))
        self._metres = _METRES_PER_DEGREE * np.hypot(
            (ways.lon[first + 1] - ways.lon[first]) * self._east,
            ways.lat[first + 1] - ways.lat[first],
        )

    def snap(self, point: Point) -> tuple[int, float, float]:
        """Return the segment nearest to a point, the share of it before that place, and metres."""
        lon, lat = point
        near = self._near(lon, lat)
        at = self._first[near]
        ways = self._ways
        east = float(np.cos(np.radians(lat)))
        x, y = (ways.lon[at] - lon) * east, ways.lat[at] - lat
        along_x, along_y = (ways.lon[at + 1] - ways.lon[at]) * east, ways.lat[at + 1] - ways.lat[at]
        length = np.maximum(along_x**2 + along_y**2, np.finfo(float).tiny)
        share = np.clip(-(x * along_x + y * along_y) / length, 0.0, 1.0)
        off = np.hypot(x + share * along_x, y + share * along_y)
        best = int(np.argmin(off))
        return int(near[best]), float(share[best]), float(off[best]) * _METRES_PER_DEGREE

    def _near(self, lon: float, lat: float) -> Whole:
        """Return the segments with a point near a place; all of them if there are none."""
        ways = self._ways
        for reach in _REACHES:
            # A segment that passes between is as near as its ends, or longer than the reach.
            close = (np.abs(ways.lat - lat) < reach) & (np.abs(ways.lon - lon) < reach)
            near = np.flatnonzero(close[self._first] | close[self._first + 1])
            if near.size:
                long = np.flatnonzero(self._metres > reach * _METRES_PER_DEGREE)
                return np.union1d(near, long)
        return np.arange(self._first.size)

    def measure(
        self, points: Sequence[Point], on_progress: Callable[[int, int], None] | None = None
    ) -> RoadMatrix:
        """Return seconds and metres of the fastest ways between some points.

        Parameters
        ----------
        points : sequence of Point
        on_progress : callable, optional
            Called with the points done, as origins, and all of them.
        """
        from scipy.sparse.csgraph import dijkstra

        snapped = [self.snap(point) for point in points]
        graph = self._graph(snapped)
        places = graph.places
        seconds: Numbers = []
        metres: Numbers = []
        for done, place in enumerate(places, 1):
            time, before = dijkstra(graph.seconds, indices=place, return_predecessors=True)
            seconds.append(_known(time[places]))
            metres.append(_known(graph.follow(before, int(place)), time[places]))
            if on_progress is not None:
                on_progress(done, len(points))
        off: list[float | None] = [metre for _, _, metre in snapped]
        return RoadMatrix(seconds, metres, off, off)

    def _graph(self, snapped: Sequence[tuple[int, float, float]]) -> _Graph:
        """Return the stretches between junctions and places as a graph."""
        ways, first = self._ways, self._first
        names, node = np.unique(ways.node, return_inverse=True)
        segment = np.array([one for one, _, _ in snapped], dtype=np.int64)
        share = np.array([part for _, part, _ in snapped])
        place = _vertices(node, first[segment], share, names.size)
        is_junction = np.zeros(names.size + len(snapped), dtype=np.bool_)
        is_junction[: names.size] = np.bincount(node) > 1
        ends = np.ones(ways.way.size, dtype=np.bool_)
        ends[1:-1] = (ways.way[1:-1] != ways.way[:-2]) | (ways.way[1:-1] != ways.way[2:])
        is_junction[node[ends]] = is_junction[place] = True

        # Along each way, its points and the places on it.
        along = np.concatenate(([0.0], np.cumsum(self._metres)))
        points = np.arange(ways.way.size)
        position = np.concatenate((points, first[segment] + share))
        metre = np.concatenate(
            (along[np.searchsorted(first, points)], along[segment] + share * self._metres[segment])
        )
        vertex = np.concatenate((node, place))
        way = np.concatenate((ways.way, ways.way[first[segment]]))
        order = np.lexsort((position, way))
        order = order[is_junction[vertex[order]]]
        a, b = order[:-1], order[1:]
        joined = way[a] == way[b]
        a, b = a[joined], b[joined]
        ends_of, metres = (vertex[a], vertex[b]), metre[b] - metre[a]
        stretch = _Stretches(*ends_of, _KMH_PER_MS * metres / ways.kmh[way[a]], metres)
        return _Graph.of(
            stretch.only(ways.forward[way[a]]), stretch.back().only(ways.backward[way[a]]), place
        )


def _vertices(node: Whole, at: Whole, share: Floats, nodes: int) -> Whole:
    """Return the vertices of places: the node where it is one, else one for each spot."""
    _, spot = np.unique(at + share, return_inverse=True)
    return np.where(share == 0, node[at], np.where(share == 1, node[at + 1], nodes + spot))


@dataclass(frozen=True)
class _Stretches:
    """Stretches of road from one vertex to another."""

    origin: Whole
    target: Whole
    seconds: Floats
    metres: Floats

    def only(self, wanted: Flags) -> _Stretches:
        return _Stretches(
            self.origin[wanted], self.target[wanted], self.seconds[wanted], self.metres[wanted]
        )

    def back(self) -> _Stretches:
        return _Stretches(self.target, self.origin, self.seconds, self.metres)


@dataclass(frozen=True)
class _Graph:
    """Seconds and metres from vertex to vertex, as sparse matrices; places are vertices too."""

    seconds: Any
    metres: Any
    places: Whole

    @classmethod
    def of(cls, there: _Stretches, back: _Stretches, places: Whole) -> _Graph:
        """Return the graph of stretches; of those between the same two, the fastest."""
        from scipy.sparse import csr_array

        origin = np.concatenate((there.origin, back.origin))
        target = np.concatenate((there.target, back.target))
        seconds = np.concatenate((there.seconds, back.seconds))
        metres = np.concatenate((there.metres, back.metres))
        used, ends = np.unique(np.concatenate((origin, target)), return_inverse=True)
        a, b = ends[: origin.size], ends[origin.size :]
        order = np.lexsort((seconds, b, a))
        a, b = a[order], b[order]
        fastest = np.ones(a.size, dtype=np.bool_)
        fastest[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
        order, pairs = order[fastest], (a[fastest], b[fastest])
        shape = (used.size, used.size)
        return cls(
            csr_array((np.maximum(seconds[order], _LEAST_SECONDS), pairs), shape=shape),
            csr_array((np.maximum(metres[order], _LEAST_SECONDS), pairs), shape=shape),
            np.searchsorted(used, places),
        )

    def follow(self, before: npt.NDArray[np.int32], origin: int) -> Floats:
        """Return the metres from an origin to each place, back along the fastest ways to it."""
        at = self.places.astype(np.int64)
        total = np.zeros(at.size)
        moving = (at != origin) & (before[at] >= 0)
        while moving.any():
            here = at[moving]
            previous = before[here]
            total[moving] += np.asarray(self.metres[previous, here]).ravel()
            at[moving] = previous
            moving &= at != origin
        return total


def _known(values: Floats, times: Floats | None = None) -> list[float | None]:
    """Return numbers, None where there is no way."""
    reached = np.isfinite(values if times is None else times)
    return [float(one) if there else None for one, there in zip(values, reached, strict=True)]
