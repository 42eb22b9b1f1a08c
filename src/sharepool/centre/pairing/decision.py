"""Which hub school supports which township school (对口支援): every one, by the shortest ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from sharepool.centre.pairing.load import Load
from sharepool.centre.pairing.location import Location, LocationProblem, Mask
from sharepool.centre.pairing.model import locate
from sharepool.centre.pairing.rows import Hub
from sharepool.centre.pairing.tasks import (
    PairingPrices,
    PairingTask,
    as_location,
    prepare_task,
)
from sharepool.centre.pairing.types import (
    GroupSupply,
    HubLoad,
    Pairing,
    PairingObstacle,
    Support,
)
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import Pair

STAGE_MIN = 30
"""Minutes on the road that a hub of another stage counts like. A choice, no rule."""


def pair_sites(
    problem: Problem,
    *,
    hub_capacity: int | Mapping[str, int] | None = None,
    hubs: Sequence[str | Hub] | None = None,
    sites: Sequence[str] | None = None,
    n_hubs: int | None = None,
    load: Load | str = Load.SITES,
    keep: Sequence[Pair] | None = None,
    tie_min: int = 15,
    stage_min: int = STAGE_MIN,
    short_price: int = 1,
    max_way_min: int | None = None,
    mode: str | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
) -> Pairing:
    r"""Decide which hub supports which school.

    With the minutes :math:`t_{ij}` from hub i to school j, :math:`b_{ij} = 1` if the school has
    ties, but none to the group of this hub, and :math:`e_{ij} = 1` if the hub is of another stage:

    .. math:: \min \sum_i \sum_j (t_{ij} + w\, b_{ij} + v\, e_{ij})\, x_{ij}

    where every school has one hub, no hub is beyond its capacity, and at most `n_hubs` are used
    (equations (2) to (6) of docs/standing.md). With ``load="supply"`` the minutes that groups are
    short of count too, :math:`q \sum_{g,k} o_{gk}`, under (7) and (8).

    Parameters
    ----------
    problem : Problem
    hub_capacity : int, or mapping of str to int, optional
        Schools, or hours, that each hub can take on; as a mapping, by hub. What a row of `hubs`
        says counts before. Only with ``load="supply"`` may hubs be without limit.
    hubs : sequence of str or Hub, optional
        Site ids, or rows with capacities and stages; by default all schools in town (`area` urban)
        that have a group.
    sites : sequence of str, optional
        Those to be supported; by default all schools outside town that are no hubs.
    n_hubs : int, optional
        How many of the hubs may be used.
    load : Load
        What capacities count: schools, or the hours a week of the sessions that they want. With
        ``supply`` they count schools, and what people of the hub's group cannot give has a price.
    keep : sequence of Pair, optional
        The ties that there are; by default ``problem.pairs``.
    tie_min : int
        :math:`w`: to cut a tie counts like so many minutes on the road.
    stage_min : int
        :math:`v`: so does a hub of another stage.
    short_price : int
        :math:`q`: so does each session minute that people of the hub's group cannot give.
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
        or capacity, no hub at all, no school to be supported where none is given.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> pairing = sp.pair_sites(county, hub_capacity=5, stop=30)
    >>> pairing.status.value, sum(not one.fits_stage for one in pairing.supports)
    ('optimal', 0)
    >>> pairing.to_pairs()[0].group == pairing.supports[0].group
    True
    """
    seconds = Stop.of(stop).time_alone()
    ties = problem.pairs if keep is None else keep
    task = prepare_task(
        problem, hubs, sites, hub_capacity, ties, Load(load), mode=mode, max_way_min=max_way_min
    )
    prices = PairingPrices(tie_min, stage_min, short_price)
    location = as_location(task, Load(load), n_hubs, prices)
    obstacles = tuple(_find_obstacles(task, location, Load(load), max_way_min))
    if obstacles:
        return Pairing(Status.INFEASIBLE, (), (), (), None, None, obstacles, 0.0, problem=problem)
    found = locate(location, seconds=seconds, seed=seed)
    if found.status is Status.INFEASIBLE:
        obstacles = (PairingObstacle("together"),)
    return Pairing(
        status=found.status,
        supports=_list_supports(task, found),
        hubs=_list_loads(task, found),
        supplies=_list_supplies(task, found),
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
        if load is Load.HOURS:
            yield PairingObstacle("hours", amount=-(-minutes // MINUTES_PER_HOUR), limit=limit)
        else:
            yield PairingObstacle("sites", amount=len(task.sites), limit=limit)


def _list_supports(task: PairingTask, found: Location) -> tuple[Support, ...]:
    supports = []
    for number, (site, facility) in enumerate(zip(task.sites, found.facility_of, strict=False)):
        hub, groups = task.hubs[facility], task.before[site.site_id]
        kept = hub.group in groups if groups else None
        way_min = int(task.ways[facility, number])
        fits = not task.strange[facility, number]
        supports.append(Support(site.site_id, hub.site_id, hub.group, way_min, kept, bool(fits)))
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
            hours=_hours(minutes[number]),
            capacity=task.limits[hub.site_id],
        )
        for number, hub in enumerate(task.hubs)
        if sites[number]
    )


def _list_supplies(task: PairingTask, found: Location) -> tuple[GroupSupply, ...]:
    wanted, short = (count(found.facility_of) for count in (task.pools.wanted, task.pools.short))
    groups = dict(zip(task.pools.pool_of, (hub.group for hub in task.hubs), strict=True))
    return tuple(
        GroupSupply(groups[pool], _hours(wanted[pool]), _hours(short[pool]))
        for pool in sorted(wanted)
    )


def _hours(minutes: int) -> Decimal:
    return round(Decimal(minutes) / MINUTES_PER_HOUR, 2)
