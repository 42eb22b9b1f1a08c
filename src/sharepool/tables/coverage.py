"""Whether every trip that a plan may hold has a travel time, given or computed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sharepool.base.errors import Fault
from sharepool.problem.rows import Demand, Site, Staff
from sharepool.problem.travel import UNKNOWN, TravelTimes
from sharepool.tables.parsing import ParsedTables


def half_coordinates(tables: ParsedTables) -> Iterator[Fault]:
    """Find sites with only one of lon and lat."""
    for number, site in tables.numbered(Site):
        if (site.lon is None) != (site.lat is None):
            column = "lon" if site.lon is None else "lat"
            yield Fault("sites", number, column, "missing_coordinates", "", {"kind": "half"})


def trips_without_minutes(tables: ParsedTables) -> Iterator[Fault]:
    """Find why trips in use have no minutes: sites without coordinates, modes without a speed."""
    unknown = _unknown_trips(tables)
    ends = {site for trips in unknown.values() for site in trips}
    for number, site in tables.numbered(Site):
        if site.site_id in ends and site.lon is None and site.lat is None:
            yield Fault("sites", number, "lon", "missing_coordinates")
    slow = unknown.keys() - tables.rules.travel.speeds.keys()
    for number, person in tables.numbered(Staff):
        mode = tables.problem.mode_of(person)
        if mode in slow:
            slow.remove(mode)
            fields = {"key": f"travel.speed_kmh.{mode}"}
            yield Fault("staff", number, "mode", "mode_without_speed", mode, fields)


def _unknown_trips(tables: ParsedTables) -> dict[str, set[str]]:
    """Return, by mode in use, the ends of the trips in use whose minutes are not known.

    In use are the trips of a mode between the homes of its people and the grounds of demands, one
    end at least being the latter; a remote demand is taught from home.
    """
    if not tables.are_whole("sites", "staff", "demands", "travel", "rules"):
        return {}
    problem, travel = tables.problem, tables.travel
    taught = {demand.ground for demand in tables.rows(Demand) if demand.delivery == "onsite"}
    homes: dict[str, set[str]] = {}
    for person in problem.staff:
        homes.setdefault(problem.mode_of(person), set()).add(person.home_site)
    found: dict[str, set[str]] = {}
    for mode, based in homes.items():
        unknown = travel.minutes_matrix(mode) == UNKNOWN
        at_demand = _mask(travel, taught)
        in_use = _mask(travel, taught | based)
        unknown &= in_use[:, None] & in_use[None, :] & (at_demand[:, None] | at_demand[None, :])
        ends = unknown.any(axis=0) | unknown.any(axis=1)
        if ends.any():
            found[mode] = {site for site, index in travel.index_of.items() if ends[index]}
    return found


def _mask(travel: TravelTimes, sites: set[str]) -> NDArray[np.bool_]:
    mask = np.zeros(len(travel.index_of), dtype=bool)
    mask[[travel.index_of[site] for site in sites if site in travel.index_of]] = True
    return mask
