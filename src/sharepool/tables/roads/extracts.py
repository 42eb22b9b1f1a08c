"""The travel table of a problem from an extract of OpenStreetMap on disk: nothing is asked."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.problem import Problem
from sharepool.tables.files import size_of_file
from sharepool.tables.roads.measuring import RoadTable, find_far, make_legs, points_of, sites_in_use
from sharepool.tables.roads.networks import RoadNetwork, RoadWays
from sharepool.tables.roads.profiles import PROFILES, RoadProfile

_PACKAGES = ("osmium", "scipy")


def measure_extract(
    problem: Problem,
    file: str | Path,
    *,
    mode: str = "car",
    profile: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> RoadTable:
    """Return the travel times between the sites of a problem, by the roads of a file.

    The file is an extract of OpenStreetMap (``.osm.pbf``, ``.osm``, also compressed). Each site is
    taken to the nearest point of a road; oneways are kept; posted limits count, else the kind of
    road gives the speed. Minutes are rounded up and include the rules' `overhead_min`. Needs the
    extra ``roads``.

    Parameters
    ----------
    problem : Problem
    file : str or Path
    mode : str
        The mode of travel that the rows are for.
    profile : str, optional
        Whose roads and speeds: ``"car"``, ``"bike"`` or ``"walk"``; as the mode if not given.
    on_progress : callable, optional
        Called with the sites done and all of them, after each.

    Raises
    ------
    ProblemError
        The file cannot be read or has no road for the profile, the profile is not known, or a
        package is missing.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> try:
    ...     sp.measure_extract(problem, "county.osm.pbf", mode="bus")
    ... except sp.ProblemError as error:
    ...     print(error.faults[0].advice)
    no roads are known for this: give --profile car, bike or walk
    """
    name = profile or mode
    if name not in PROFILES:
        raise _fault("--profile", name, "profile")
    if not all(map(find_spec, _PACKAGES)):
        raise _fault("--extract", str(file), "package")
    known, left_out = sites_in_use(problem, is_local=True)
    network = RoadNetwork(read_ways(Path(file), PROFILES[name]))
    matrix = network.measure(points_of(known), on_progress)
    overhead = Decimal(problem.rules.travel.overhead_min)
    off = {site.site_id: metre for site, metre in zip(known, matrix.origin_m, strict=True)}
    return RoadTable(
        legs=tuple(make_legs(known, known, matrix, mode, overhead)),
        far=find_far(off),
        left_out=left_out,
        asked=0,
    )


def read_ways(file: Path, profile: RoadProfile) -> RoadWays:
    """Return the ways of an extract that can be used.

    Raises
    ------
    ProblemError
        The file cannot be read, or has none.
    """
    import osmium

    node, way = array("q"), array("q")
    lon, lat, kmh = array("d"), array("d"), array("d")
    forward, backward = array("b"), array("b")
    try:
        # What is no file at all is said by the system, in its words.
        size_of_file(file)
        file.open("rb").close()
        ways = osmium.FileProcessor(str(file), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        for one in ways.with_filter(osmium.filter.KeyFilter("highway")):
            if not isinstance(one, osmium.osm.Way):
                continue
            use = profile.use(dict(one.tags))
            points = [at for at in one.nodes if at.location.valid()]
            if use is None or len(points) < 2:  # noqa: PLR2004 — a line has two ends
                continue
            node.extend(at.ref for at in points)
            lon.extend(at.lon for at in points)
            lat.extend(at.lat for at in points)
            way.extend([len(kmh)] * len(points))
            kmh.append(use.kmh)
            forward.append(use.forward)
            backward.append(use.backward)
    except (RuntimeError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _fault("--extract", str(file), "", reason) from None
    if not kmh:
        raise _fault("--extract", str(file), "empty")
    return RoadWays(
        np.array(node, dtype=np.int64),
        np.array(way, dtype=np.int64),
        np.array(lon),
        np.array(lat),
        np.array(kmh),
        np.array(forward, dtype=np.bool_),
        np.array(backward, dtype=np.bool_),
    )


def _fault(option: str, value: str, kind: str, reason: str = "") -> ProblemError:
    fields = {"kind": kind, "reason": reason}
    return ProblemError([Fault("", None, option, "road_extract", value, fields)])
