"""What a pairing has to decide, as numbers: hubs, schools, ways, hours, ties, capacities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.pairing.load import Load
from sharepool.centre.pairing.location import LocationProblem, Mask, Whole
from sharepool.centre.pairing.pools import Pools
from sharepool.centre.pairing.rows import Hub
from sharepool.centre.pairing.stages import fits_stage
from sharepool.centre.pairing.supply import find_minutes, find_pools
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Pair, Site
from sharepool.problem.travel import UNKNOWN, TravelTimes

NO_SCHOOLS = ("centre", "sports_school")
"""Stages of sites that neither support nor are supported, unless they are named."""


class PairingPrices(NamedTuple):
    """What counts in a pairing besides the way, in minutes on the road.

    Attributes
    ----------
    tie_min, stage_min : int
        Of a tie that is cut, and of a hub of another stage.
    short_price : int
        Of a session minute that the hub's group cannot give.
    """

    tie_min: int
    stage_min: int
    short_price: int


class PairingTask(NamedTuple):
    """What is to be decided.

    Attributes
    ----------
    hubs, sites : sequence of Site
    ways : array of shape (hubs, sites)
        Minutes from each hub to each school; below 0 where too far, or not known.
    minutes : array of shape (sites,)
        Session minutes a week that each school wants.
    before : mapping of str to collection of str
        Groups that each school is tied to.
    limits : mapping of str to int
        What each hub can take on.
    strange : array of bool, shape (hubs, sites)
        Whether a hub is of another stage than the school.
    pools : Pools
        Session minutes that people of each group can give, and those that each school wants.
    """

    hubs: Sequence[Site]
    sites: Sequence[Site]
    ways: Whole
    minutes: Whole
    before: Mapping[str, Collection[str]]
    limits: Mapping[str, int]
    strange: Mask
    pools: Pools


def prepare_task(
    problem: Problem,
    hubs: Sequence[str | Hub] | None,
    sites: Sequence[str] | None,
    capacity: int | Mapping[str, int] | None,
    ties: Sequence[Pair],
    load: Load,
    *,
    mode: str | None = None,
    max_way_min: int | None = None,
) -> PairingTask:
    """Return what is to be decided; the parameters are those of ``pair_sites``.

    Raises
    ------
    ProblemError
        With every fault of the parameters at once.
    """
    given = _find_hubs(problem) if hubs is None else hubs
    rows = [one if isinstance(one, Hub) else Hub(site_id=one) for one in given]
    hub_ids = [row.site_id for row in rows]
    site_ids = _find_sites(problem, hub_ids) if sites is None else list(sites)
    limits = _find_limits(rows, capacity, len(site_ids) if load is Load.SUPPLY else None)
    faults = [*_find_faults(problem, hub_ids, site_ids, limits)]
    if sites is None and hub_ids and not site_ids:
        faults.append(Fault("sites", None, "area", "no_supported"))
    if faults:
        raise ProblemError(faults)
    before = defaultdict(set)
    for pair in ties:
        before[pair.site_id].add(pair.group)
    hub_sites = [problem.site_of[hub_id] for hub_id in hub_ids]
    supported = [problem.site_of[site_id] for site_id in site_ids]
    strange = [
        [not fits_stage(hub, row.stages, site) for site in supported]
        for row, hub in zip(rows, hub_sites, strict=True)
    ]
    return PairingTask(
        hubs=hub_sites,
        sites=supported,
        ways=_measure_ways(problem, hub_ids, site_ids, mode, max_way_min),
        minutes=_sum_minutes(problem, site_ids),
        before=before,
        limits=limits,
        strange=np.array(strange, dtype=bool).reshape(len(hub_ids), len(site_ids)),
        pools=find_pools(problem, [hub.group for hub in hub_sites], site_ids),
    )


def as_location(
    task: PairingTask, load: Load, n_hubs: int | None, prices: PairingPrices
) -> LocationProblem:
    """Return the task as numbers."""
    tied = np.array(
        [
            [
                bool(task.before[site.site_id]) and hub.group not in task.before[site.site_id]
                for site in task.sites
            ]
            for hub in task.hubs
        ],
        dtype=np.int64,
    ).reshape(task.ways.shape)
    extra = prices.tie_min * tied + prices.stage_min * task.strange
    costs = np.where(task.ways < 0, UNKNOWN, task.ways + extra)
    capacities = np.array([task.limits[hub.site_id] for hub in task.hubs], dtype=np.int64)
    if load is not Load.HOURS:
        pools = replace(task.pools, price=prices.short_price) if load is Load.SUPPLY else None
        ones = np.ones_like(task.minutes)
        return LocationProblem(costs, ones, capacities, n_open=n_hubs, pools=pools)
    minutes = MINUTES_PER_HOUR * capacities
    # In steps in which minutes come, so that there are few different loads.
    step = int(np.gcd.reduce(task.minutes)) or 1
    return LocationProblem(costs, task.minutes // step, minutes // step, n_open=n_hubs)


def _find_hubs(problem: Problem) -> list[str]:
    return [
        site.site_id
        for site in problem.sites
        if site.area == "urban" and site.group and site.stage not in NO_SCHOOLS
    ]


def _find_sites(problem: Problem, hub_ids: Collection[str]) -> list[str]:
    return [
        site.site_id
        for site in problem.sites
        if site.area != "urban"
        and site.stage not in NO_SCHOOLS
        and site.site_id not in hub_ids
        and not site.private
    ]


def _find_limits(
    rows: Sequence[Hub], capacity: int | Mapping[str, int] | None, default: int | None
) -> dict[str, int]:
    """Return what each hub can take on: its own row counts before what is said of all."""
    found = {}
    for row in rows:
        of_all = capacity.get(row.site_id) if isinstance(capacity, Mapping) else capacity
        limits = [one for one in (row.capacity, of_all, default) if one is not None]
        found.update({row.site_id: limits[0]} if limits else {})
    return found


def _find_faults(
    problem: Problem,
    hub_ids: Sequence[str],
    site_ids: Sequence[str],
    limits: Mapping[str, int],
) -> Iterator[Fault]:
    """Find what is wrong with the hubs, sites and capacities given."""
    if not hub_ids:
        yield Fault("sites", None, "group", "no_hub")
    for name, ids in (("hubs", hub_ids), ("sites", site_ids)):
        for site_id, count in Counter(ids).items():
            if site_id not in problem.site_of:
                yield Fault("", None, name, "unknown_id", site_id, {"target": "sites"})
            elif count > 1:
                yield Fault("", None, name, "duplicate_id", site_id, {"kind": "named"})
            elif name == "hubs" and not problem.site_of[site_id].group:
                yield Fault("sites", None, "group", "missing_value", site_id, {"kind": "hub"})
    for hub_id in hub_ids:
        if limits.get(hub_id, -1) < 0:
            yield Fault("", None, "hub_capacity", "out_of_range", hub_id, {"kind": "capacity"})


def _measure_ways(
    problem: Problem,
    hub_ids: Sequence[str],
    site_ids: Sequence[str],
    mode: str | None,
    max_way_min: int | None,
) -> Whole:
    """Return the minutes from each hub to each school; below 0 where too far, or not known."""
    travel = TravelTimes(problem)
    minutes = travel.minutes_matrix(mode or problem.rules.travel.default_mode).astype(np.int64)
    rows, columns = ([travel.index_of[one] for one in ids] for ids in (hub_ids, site_ids))
    ways = minutes[np.ix_(rows, columns)]
    return ways if max_way_min is None else np.where(ways <= max_way_min, ways, UNKNOWN)


def _sum_minutes(problem: Problem, site_ids: Sequence[str]) -> Whole:
    """Return the session minutes a week that each school wants."""
    minutes = Counter[str]()
    for demand_id, wanted in find_minutes(problem).items():
        minutes[problem.demand_of[demand_id].site_id] += wanted
    return np.array([minutes[site_id] for site_id in site_ids], dtype=np.int64)
