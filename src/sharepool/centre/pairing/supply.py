"""What the people of each hub's group can give, and what each school wants of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from sharepool.centre.pairing.pools import Pools, Stock
from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.tables.reach import Reach


def find_pools(problem: Problem, groups: Sequence[str], site_ids: Sequence[str]) -> Pools:
    """Return what people of groups can give schools in a week, in session minutes.

    A pool is a group, a kind is what demands ask whoever takes them to hold, and a stock is the
    hours of all people of a group who qualify for the same kinds.

    Parameters
    ----------
    problem : Problem
    groups : sequence of str
        Of each hub.
    site_ids : sequence of str
        Schools that are supported.
    """
    reach = Reach(problem, Timetable(problem), TravelTimes(problem))
    minutes, client_of = find_minutes(problem), {one: at for at, one in enumerate(site_ids)}
    kinds: dict[frozenset[str], int] = {}
    wanted: list[tuple[int, int, int]] = []
    for demand in reach.demands:
        if demand.site_id in client_of and minutes[demand.demand_id]:
            kind = kinds.setdefault(reach.qualified_for(demand), len(kinds))
            wanted.append((client_of[demand.site_id], kind, minutes[demand.demand_id]))
    wants = np.zeros((len(site_ids), len(kinds)), dtype=np.int64)
    for client, kind, amount in wanted:
        wants[client, kind] += amount
    pools = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    able_to = defaultdict(set)
    for people, kind in kinds.items():
        for staff_id in people:
            able_to[staff_id].add(kind)
    stocks = Counter[tuple[int, frozenset[int]]]()
    for staff_id, able in able_to.items():
        person = problem.person_of[staff_id]
        pool = pools.get(problem.site_of[person.home_site].group)
        if pool is not None:
            most = person.max_hours_week
            whole = int(wants.sum())
            lent = whole if most is None else min(whole, int(most * MINUTES_PER_HOUR))
            stocks[pool, frozenset(able)] += lent
    return Pools(
        pool_of=tuple(pools[group] for group in groups),
        stocks=tuple(Stock(pool, able, amount) for (pool, able), amount in stocks.items()),
        wants=wants,
    )


def find_minutes(problem: Problem) -> Counter[str]:
    """Return the session minutes a week that each demand wants; nothing of those dormant."""
    timetable, minutes = Timetable(problem), Counter[str]()
    for demand in problem.demands:
        if not problem.is_dormant(demand):
            minutes[demand.demand_id] = demand.sessions * _longest(timetable, demand)
    return minutes


def _longest(timetable: Timetable, demand: Demand) -> int:
    times = timetable.sessions(demand)
    return max((time.end_min - time.start_min for time in times), default=0)
