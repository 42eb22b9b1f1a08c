"""What a pairing has to decide, as numbers: hubs, schools, ways, hours, ties, capacities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from sharepool.centre.pairing.load import Load
from sharepool.centre.pairing.location import LocationProblem, Whole
from sharepool.errors import Fault, ProblemError
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Pair, Site
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import UNKNOWN, TravelTimes

NO_SCHOOLS = ("centre", "sports_school")
"""Stages of sites that neither support nor are supported, unless they are named."""


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
    """

    hubs: Sequence[Site]
    sites: Sequence[Site]
    ways: Whole
    minutes: Whole
    before: Mapping[str, Collection[str]]
    limits: Mapping[str, int]


def prepare_task(
    problem: Problem,
    hubs: Sequence[str] | None,
    sites: Sequence[str] | None,
    capacity: int | Mapping[str, int],
    ties: Sequence[Pair],
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
    hub_ids = _find_hubs(problem) if hubs is None else list(hubs)
    site_ids = _find_sites(problem, hub_ids) if sites is None else list(sites)
    limits = capacity if isinstance(capacity, Mapping) else dict.fromkeys(hub_ids, capacity)
    faults = [*_find_faults(problem, hub_ids, site_ids, limits)]
    if faults:
        raise ProblemError(faults)
    before = defaultdict(set)
    for pair in ties:
        before[pair.site_id].add(pair.group)
    return PairingTask(
        hubs=[problem.site_of[hub_id] for hub_id in hub_ids],
        sites=[problem.site_of[site_id] for site_id in site_ids],
        ways=_measure_ways(problem, hub_ids, site_ids, mode, max_way_min),
        minutes=_sum_minutes(problem, site_ids),
        before=before,
        limits={hub_id: limits[hub_id] for hub_id in hub_ids},
    )


def as_location(task: PairingTask, load: Load, n_hubs: int | None, tie_min: int) -> LocationProblem:
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
    costs = np.where(task.ways < 0, UNKNOWN, task.ways + tie_min * tied)
    capacities = np.array([task.limits[hub.site_id] for hub in task.hubs], dtype=np.int64)
    if load is Load.SITES:
        return LocationProblem(costs, np.ones_like(task.minutes), capacities, n_open=n_hubs)
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
        if site.area != "urban" and site.stage not in NO_SCHOOLS and site.site_id not in hub_ids
    ]


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
    timetable, minutes = Timetable(problem), Counter[str]()
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            times = timetable.sessions(demand)
            longest = max((time.end_min - time.start_min for time in times), default=0)
            minutes[demand.site_id] += demand.sessions * longest
    return np.array([minutes[site_id] for site_id in site_ids], dtype=np.int64)
