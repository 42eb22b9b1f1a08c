"""The travel table of a problem by road: chunks of the matrix, put together whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Literal

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Leg, Site
from sharepool.tables.roads.asking import RoadEngineClient
from sharepool.tables.roads.engines import ENGINES, Point, RoadEngine, RoadMatrix, RoadPlace

FAR_M = 500
"""Metres from its road beyond which a point is told of."""

CHUNK = 50
"""Origins and destinations of one request: the public engines take no more than twice that."""


@dataclass(frozen=True)
class FarPoint:
    """A site that is far from the road that an engine took it to.

    Attributes
    ----------
    site_id : str
    metres : int
    """

    site_id: str
    metres: int


@dataclass(frozen=True)
class RoadTable:
    """Travel times by road.

    Attributes
    ----------
    legs : tuple of Leg
        One from each site to each other, both ways; minutes ``none`` where there is no way.
    far : tuple of FarPoint
        Sites more than 500 m from their road; empty too where the engine does not say.
    left_out : tuple of str
        Sites without coordinates, and homes that no engine elsewhere is told of.
    asked : int
        Requests sent; what was known from earlier ones is not asked again.
    roadless : tuple of str
        Sites near which the engine finds no road at all; their ways are ``none``.
    """

    legs: tuple[Leg, ...]
    far: tuple[FarPoint, ...]
    left_out: tuple[str, ...]
    asked: int
    roadless: tuple[str, ...] = ()

    @property
    def unreachable(self) -> tuple[Leg, ...]:
        """The legs that nobody can drive."""
        return tuple(leg for leg in self.legs if leg.minutes == "none")


def measure_roads(
    problem: Problem,
    *,
    engine: str,
    url: str,
    cache: str | Path,
    mode: str = "car",
    profile: str | None = None,
    key: str = "",
    chunk: int = CHUNK,
    on_progress: Callable[[int, int], None] | None = None,
) -> RoadTable:
    """Return the travel times between the sites of a problem, asked of a routing engine.

    Sites are asked for in chunks, and each answer is kept: what was asked before, or by a call that
    failed later, is not asked again. Minutes are rounded up and include the rules' `overhead_min`.
    Where pupils are taught at home, that home is told only to an engine on this machine.

    Parameters
    ----------
    problem : Problem
    engine : str
        ``"osrm"``, ``"valhalla"``, ``"ors"`` (openrouteservice) or ``"graphhopper"``.
    url : str
        Its address, such as ``"http://localhost:5000"``.
    cache : str or Path
        The folder that keeps the answers.
    mode : str
        The mode of travel that the rows are for.
    profile : str, optional
        What the engine calls it; known for ``car``, ``bike`` and ``walk``.
    key : str
        Of an engine that asks for one.
    chunk : int
        Origins and destinations of one request.
    on_progress : callable, optional
        Called with the matrices known and all of them, after each.

    Raises
    ------
    ProblemError
        The engine is not known, cannot be reached, refuses, or answers something else; no site has
        coordinates.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> try:
    ...     sp.measure_roads(problem, engine="osrm", url="localhost:5000", cache="answers")
    ... except sp.ProblemError as error:
    ...     print(error.faults[0].advice)
    give the address of the engine, such as http://localhost:5000
    """
    if engine not in ENGINES or chunk < 1:
        raise ProblemError([Fault("", None, "--engine", "road_engine", engine, {"kind": "name"})])
    chosen, client = ENGINES[engine], RoadEngineClient(url, Path(cache))
    known, left_out = sites_in_use(problem, is_local=client.is_local)
    asked = _Asked(chosen, client, profile or chosen.profiles.get(mode, mode), key)
    overhead = Decimal(problem.rules.travel.overhead_min)
    off = asked.places(known, chunk)
    roadless = [site for site in known if site.site_id in off and off[site.site_id] is None]
    legs = [*_closed_legs(known, roadless, mode)]
    there = [site for site in known if site not in roadless]
    far = {name: metre or 0.0 for name, metre in off.items()}
    total = math.ceil(len(there) / chunk) ** 2
    for done, part in enumerate(asked.matrices(there, off, chunk), 1):
        origins, destinations, matrix = part
        if on_progress is not None:
            on_progress(done, total)
        legs += make_legs(origins, destinations, matrix, mode, overhead)
        for sites, metres in ((origins, matrix.origin_m), (destinations, matrix.destination_m)):
            for site, one in zip(sites, metres, strict=True):
                far[site.site_id] = max(far.get(site.site_id, 0.0), one or 0.0)
    order = {site.site_id: row for row, site in enumerate(known)}
    return RoadTable(
        legs=tuple(sorted(legs, key=lambda leg: (order[leg.origin], order[leg.destination]))),
        far=find_far(far),
        left_out=left_out,
        asked=client.asked,
        roadless=tuple(site.site_id for site in roadless),
    )


def _closed_legs(sites: Sequence[Site], closed: Sequence[Site], mode: str) -> Iterator[Leg]:
    """Yield the rows of sites that no road leads to, one for each way."""
    for origin, destination in permutations(sites, 2):
        if origin in closed or destination in closed:
            yield _leg(origin, destination, mode, "none", None)


def sites_in_use(problem: Problem, *, is_local: bool) -> tuple[list[Site], tuple[str, ...]]:
    """Return the sites that people come from or go to, and those that cannot be asked for.

    Raises
    ------
    ProblemError
        None can be.
    """
    used = {person.home_site for person in problem.staff}
    used |= {site for demand in problem.demands for site in (demand.site_id, demand.ground)}
    known, left_out = [], []
    for site in problem.sites:
        if site.site_id in used:
            is_known = site.lon is not None and site.lat is not None
            if is_known and (is_local or not site.private):
                known.append(site)
            else:
                left_out.append(site.site_id)
    if not known:
        kind = {"kind": "all"}
        raise ProblemError([Fault("sites", None, "lon", "missing_coordinates", "", kind)])
    return known, tuple(left_out)


@dataclass(frozen=True)
class _Asked:
    """An engine, and as whom it is asked."""

    engine: RoadEngine
    client: RoadEngineClient
    profile: str
    key: str

    def matrices(
        self, sites: Sequence[Site], off: Mapping[str, float | None], chunk: int
    ) -> Iterator[tuple[Sequence[Site], Sequence[Site], RoadMatrix]]:
        """Yield origins, destinations and the matrix between them, chunk by chunk."""
        parts = list(_parts(sites, chunk))
        for origins in parts:
            for destinations in parts:
                request = self.engine.ask(
                    _places_of(origins, off), _places_of(destinations, off), self.profile, self.key
                )
                read = partial(self.engine.read, rows=len(origins), columns=len(destinations))
                matrix = self.client.ask(request, read)
                yield origins, destinations, matrix

    def places(self, sites: Sequence[Site], chunk: int) -> dict[str, float | None]:
        """Return how far sites are from their roads, where the engine is asked for that apart."""
        ask, read = self.engine.ask_places, self.engine.read_places
        found: dict[str, float | None] = {}
        if ask is None or read is None:
            return found
        for part in _parts(sites, chunk):
            request = ask(_places_of(part, {}), self.profile, self.key)
            metres = self.client.ask(request, partial(read, points=points_of(part)))
            found |= {site.site_id: one for site, one in zip(part, metres, strict=True)}
        return found


def _parts(sites: Sequence[Site], chunk: int) -> Iterator[Sequence[Site]]:
    for first in range(0, len(sites), chunk):
        yield sites[first : first + chunk]


def _places_of(sites: Sequence[Site], off: Mapping[str, float | None]) -> list[RoadPlace]:
    points = zip(sites, points_of(sites), strict=True)
    return [RoadPlace(*point, off.get(site.site_id)) for site, point in points]


def find_far(metres: Mapping[str, float | None]) -> tuple[FarPoint, ...]:
    """Return the sites that are far from their road, by how far each is."""
    return tuple(FarPoint(name, round(one)) for name, one in metres.items() if one and one > FAR_M)


def points_of(sites: Sequence[Site]) -> list[Point]:
    """Return where sites with coordinates lie."""
    return [(float(site.lon or 0.0), float(site.lat or 0.0)) for site in sites]


def make_legs(
    origins: Sequence[Site],
    destinations: Sequence[Site],
    matrix: RoadMatrix,
    mode: str,
    overhead: Decimal,
) -> Iterator[Leg]:
    """Yield the rows of a matrix, in whole minutes with what each way takes besides driving."""
    for origin, seconds, metres in zip(origins, matrix.seconds, matrix.metres, strict=True):
        for destination, second, metre in zip(destinations, seconds, metres, strict=True):
            if origin.site_id == destination.site_id:
                continue
            minutes: Decimal | Literal["none"] = "none"
            if second is not None:
                exact = Decimal(second) / MINUTES_PER_HOUR + overhead
                minutes = Decimal(math.ceil(round(exact, 6)))
            km = None if metre is None else Decimal(round(metre)) / 1000
            yield _leg(origin, destination, mode, minutes, km)


def _leg(
    origin: Site,
    destination: Site,
    mode: str,
    minutes: Decimal | Literal["none"],
    km: Decimal | None,
) -> Leg:
    return Leg.model_construct(
        origin=origin.site_id,
        destination=destination.site_id,
        mode=mode,
        minutes=minutes,
        km=km,
    )


def merge_legs(given: Sequence[Leg], measured: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the rows of a travel table in which measured ones take the place of their like."""
    new = {(leg.origin, leg.destination, leg.mode) for leg in measured}
    kept = [leg for leg in given if (leg.origin, leg.destination, leg.mode) not in new]
    return (*kept, *measured)
