"""Which hub school supports which township school (对口支援): every one, by the shortest ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from sharepool.centre.pairing.load import Load
from sharepool.centre.pairing.location import Location, LocationProblem, Mask
from sharepool.centre.pairing.model import locate
from sharepool.centre.pairing.tasks import PairingTask, as_location, prepare_task
from sharepool.centre.pairing.types import HubLoad, Pairing, PairingObstacle, Support
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import Pair


def pair_sites(
    problem: Problem,
    *,
    hub_capacity: int | Mapping[str, int],
    hubs: Sequence[str] | None = None,
    sites: Sequence[str] | None = None,
    n_hubs: int | None = None,
    load: Load | str = Load.SITES,
    keep: Sequence[Pair] | None = None,
    tie_min: int = 15,
    max_way_min: int | None = None,
    mode: str | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> Pairing:
    r"""Decide which hub supports which school.

    With the minutes :math:`t_{ij}` from hub i to school j, and :math:`b_{ij} = 1` if the school has
    ties, but none to the group of this hub:

    .. math:: \min \sum_i \sum_j (t_{ij} + w\, b_{ij})\, x_{ij}

    where every school has one hub, no hub is beyond its capacity, and at most `n_hubs` are used
    (equations (2) to (6) of docs/standing.md).

    Parameters
    ----------
    problem : Problem
    hub_capacity : int, or mapping of str to int
        Schools, or hours, that each hub can take on; as a mapping, by hub.
    hubs : sequence of str, optional
        Site ids; by default all schools in town (`area` urban) that have a group.
    sites : sequence of str, optional
        Those to be supported; by default all schools outside town that are no hubs.
    n_hubs : int, optional
        How many of the hubs may be used.
    load : Load
        What capacities count: schools, or the hours a week of the sessions that they want.
    keep : sequence of Pair, optional
        The ties that there are; by default ``problem.pairs``.
    tie_min : int
        :math:`w`: to cut a tie counts like so many minutes on the road.
    max_way_min : int, optional
        No hub supports a school farther away.
    mode : str, optional
        How people travel; by default as people do who do not say.
    stop : float or Stop
        When to stop looking for a better pairing: seconds from the call.
    seed : int

    Returns
    -------
    Pairing
        ``to_pairs()`` are the rows of ``pairs.csv``.

    Raises
    ------
    ProblemError
        With every fault at once: a hub or site that is unknown or named twice, a hub without group
        or capacity, no hub at all.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> pairing = sp.pair_sites(county, hub_capacity=5, stop=30)
    >>> pairing.status.value, pairing.objective
    ('optimal', 1608)
    >>> pairing.to_pairs()[0].group == pairing.supports[0].group
    True
    """
    seconds = Stop.of(stop).time_alone()
    ties = problem.pairs if keep is None else keep
    task = prepare_task(
        problem, hubs, sites, hub_capacity, ties, mode=mode, max_way_min=max_way_min
    )
    location = as_location(task, Load(load), n_hubs, tie_min)
    obstacles = tuple(_find_obstacles(task, location, Load(load), max_way_min))
    if obstacles:
        return Pairing(Status.INFEASIBLE, (), (), None, None, obstacles, 0.0, problem=problem)
    found = locate(location, seconds=seconds, seed=seed)
    if found.status is Status.INFEASIBLE:
        obstacles = (PairingObstacle("together"),)
    return Pairing(
        status=found.status,
        supports=_list_supports(task, found),
        hubs=_list_loads(task, found),
        objective=found.objective,
        bound=found.bound,
        obstacles=obstacles,
        wall_seconds=found.wall_seconds,
        problem=problem,
    )


def _find_obstacles(
    task: PairingTask, location: LocationProblem, load: Load, max_way_min: int | None
) -> Iterator[PairingObstacle]:
    """Find why there can be no pairing, as far as single schools or all together show."""
    reach: Mask = np.any(task.ways >= 0, axis=0)
    fits: Mask = np.any(location.allowed, axis=0)
    for number, site in enumerate(task.sites):
        if not reach[number]:
            kind = "unknown" if max_way_min is None else "far"
            yield PairingObstacle(kind, site_id=site.site_id, limit=max_way_min)
        elif not fits[number]:
            yield PairingObstacle("large", site_id=site.site_id)
    most = np.sort(location.capacities)[::-1][: location.most_open].sum()
    if location.loads.sum() > most:
        limit = sum(sorted(task.limits.values())[-location.most_open :])
        minutes = int(task.minutes.sum())
        amount = len(task.sites) if load is Load.SITES else -(-minutes // MINUTES_PER_HOUR)
        yield PairingObstacle(load.value, amount=amount, limit=limit)


def _list_supports(task: PairingTask, found: Location) -> tuple[Support, ...]:
    supports = []
    for number, (site, facility) in enumerate(zip(task.sites, found.facility_of, strict=False)):
        hub, groups = task.hubs[facility], task.before[site.site_id]
        kept = hub.group in groups if groups else None
        way_min = int(task.ways[facility, number])
        supports.append(Support(site.site_id, hub.site_id, hub.group, way_min, kept))
    return tuple(supports)


def _list_loads(task: PairingTask, found: Location) -> tuple[HubLoad, ...]:
    sites = Counter(found.facility_of)
    minutes = Counter[int]()
    for number, facility in enumerate(found.facility_of):
        minutes[facility] += int(task.minutes[number])
    return tuple(
        HubLoad(
            hub_id=hub.site_id,
            sites=sites[number],
            hours=round(Decimal(minutes[number]) / MINUTES_PER_HOUR, 2),
            capacity=task.limits[hub.site_id],
        )
        for number, hub in enumerate(task.hubs)
        if sites[number]
    )
