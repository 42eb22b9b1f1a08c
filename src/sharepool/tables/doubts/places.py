"""Sites that cannot well be as they stand: one point for all, swapped axes, far ones, homes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sharepool.base.errors import Fault
from sharepool.problem.rows import Demand, Site
from sharepool.problem.travel import great_circle_km
from sharepool.tables.doubts.land import has_land
from sharepool.tables.parsing import ParsedTables

FAR_KM = 400
"""A site whose middle distance to the others is more than this was probably mistyped."""
FAR_TIMES, LEAST_FAR_KM = 6, 60
"""Or more than so many times the middle distance between all sites, and than so many km."""
MOST_AT_ONE_POINT = 2
"""More sites at exactly one point have probably been given a point of somewhere near."""
MOST_LATITUDE = 90
LEAST_SITES = 5
"""Sites from which it can be said what is usual among them."""

HOME_KINDS = frozenset({"home_teaching", "送教上门", "送教"})
"""Kinds of demands by which counties call lessons at a pupil's home."""

Placed = tuple[int, Site, float, float]
"""A site with its row, longitude and latitude."""


def placed(tables: ParsedTables) -> list[Placed]:
    """Return the sites that have coordinates."""
    return [
        (number, site, site.lon, site.lat)
        for number, site in tables.numbered(Site)
        if site.lon is not None and site.lat is not None
    ]


def one_point(tables: ParsedTables) -> Iterator[Fault]:
    """Find points that stand for many sites at once."""
    sites = placed(tables)
    at: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, _, lon, lat in sites:
        at[lon, lat].append(number)
    for (lon, lat), numbers in at.items():
        if len(numbers) > MOST_AT_ONE_POINT or len(numbers) == len(sites) > 1:
            fields = {"count": len(numbers)}
            yield Fault("sites", numbers[0], "lon", "one_point", f"{lon}, {lat}", fields)


def swapped_axes(tables: ParsedTables) -> Iterator[Fault]:
    """Find longitudes and latitudes that fit the earth only the other way round."""
    sites = placed(tables)
    if not sites or any(has_land(lon, lat) for _, _, lon, lat in sites):
        return
    if all(abs(lon) <= MOST_LATITUDE and has_land(lat, lon) for _, _, lon, lat in sites):
        number, _, lon, lat = sites[0]
        yield Fault("sites", number, "lon", "swapped_axes", f"{lon}, {lat}")
    else:
        number, _, lon, lat = sites[0]
        yield Fault("sites", number, "lon", "at_sea", f"{lon}, {lat}")


def far_sites(tables: ParsedTables) -> Iterator[Fault]:
    """Find sites far from most others, such as those whose lon and lat were swapped."""
    sites = placed(tables)
    if len(sites) < 2:  # noqa: PLR2004
        return
    lon = np.array([one[2] for one in sites])
    lat = np.array([one[3] for one in sites])
    distance = great_circle_km(lon, lat)
    usual = float(np.median(distance[np.triu_indices(len(sites), 1)]))
    most = max(LEAST_FAR_KM, FAR_TIMES * usual) if len(sites) >= LEAST_SITES else FAR_KM
    for place, (number, _, x, y) in enumerate(sites):
        km = float(np.median(np.delete(distance[place], place)))
        if km > min(FAR_KM, most):
            others = np.delete(np.arange(len(sites)), place)
            swapped = great_circle_km(np.append(lon[others], y), np.append(lat[others], x))
            fits = abs(x) <= MOST_LATITUDE and np.median(swapped[-1, :-1]) < km / FAR_TIMES
            fields = {"kind": "swapped" if fits else None, "km": round(km)}
            yield Fault("sites", number, "lon", "far_site", f"{x}, {y}", fields)


def open_homes(tables: ParsedTables) -> Iterator[Fault]:
    """Find pupils' homes that would be published."""
    homes = {demand.site_id for _, demand in tables.numbered(Demand) if demand.kind in HOME_KINDS}
    for number, site in tables.numbered(Site):
        if site.site_id in homes and not site.private:
            yield Fault("sites", number, "private", "open_home", site.site_id)


CHECKS = (one_point, swapped_axes, far_sites, open_homes)
