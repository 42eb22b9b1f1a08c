"""Travel tables that cannot well be true: zeros, seconds, metres, ways without minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from sharepool.base.errors import Fault
from sharepool.problem.cells import MINUTES_PER_HOUR, NO_WAY
from sharepool.problem.rows import Leg, Site
from sharepool.problem.travel import great_circle_km
from sharepool.tables.parsing import ParsedTables

SLOWEST_KMH, FASTEST_KMH = 4, 130
"""What a way by road takes at least and at most, whatever the mode."""
LEAST_KM = 2
"""Shorter ways say little of speed."""
FEW = 3
"""Ways from which on it can be said of most of them."""


def legs_without_minutes(tables: ParsedTables) -> Iterator[Fault]:
    """Find rows without minutes, whose way is computed as if there were a straight road."""
    rows = [number for number, leg in tables.numbered(Leg) if leg.minutes is None]
    if rows:
        yield Fault("travel", rows[0], "minutes", "blank_minutes", "", {"count": len(rows)})


def zero_minutes(tables: ParsedTables) -> Iterator[Fault]:
    """Find ways between two places that take no time."""
    rows = [
        number
        for number, leg in tables.numbered(Leg)
        if leg.minutes == 0 and leg.origin != leg.destination
    ]
    if rows:
        yield Fault("travel", rows[0], "minutes", "zero_minutes", "0", {"count": len(rows)})


def unlikely_speeds(tables: ParsedTables) -> Iterator[Fault]:
    """Find tables, or else ways, whose minutes do not go with their kilometres."""
    speeds = list(_speeds(tables))
    if not speeds:
        return
    usual = float(np.median([speed for _, _, speed in speeds]))
    if usual < SLOWEST_KMH or usual > FASTEST_KMH:
        number, leg, _ = speeds[0]
        kind = "seconds" if usual < SLOWEST_KMH else "hours"
        fields = {"kind": kind, "speed": _round(usual)}
        yield Fault("travel", number, "minutes", "unlikely_speed", str(leg.minutes), fields)
        return
    odd = [one for one in speeds if not SLOWEST_KMH <= one[2] <= FASTEST_KMH]
    for number, leg, speed in odd:
        fields = {"speed": _round(speed)}
        yield Fault("travel", number, "minutes", "unlikely_speed", str(leg.minutes), fields)


def _speeds(tables: ParsedTables) -> Iterator[tuple[int, Leg, float]]:
    """Yield the speed of every way of which minutes and kilometres are known, km/h."""
    straight = _straight_km(tables)
    for number, leg in tables.numbered(Leg):
        if leg.minutes in {None, NO_WAY, 0}:
            continue
        km = float(leg.km) if leg.km is not None else straight(leg.origin, leg.destination)
        if km is not None and km >= LEAST_KM:
            yield number, leg, km * MINUTES_PER_HOUR / float(leg.minutes or 1)


def unlikely_km(tables: ParsedTables) -> Iterator[Fault]:
    """Find kilometres that are metres, or shorter than the straight line between two sites."""
    straight = _straight_km(tables)
    ratios = [
        (number, leg, float(leg.km) / line)
        for number, leg in tables.numbered(Leg)
        if leg.km and (line := straight(leg.origin, leg.destination)) and line >= LEAST_KM
    ]
    if not ratios:
        return
    usual = float(np.median([ratio for _, _, ratio in ratios]))
    number, leg, _ = ratios[0]
    if usual > 100:  # noqa: PLR2004
        yield Fault("travel", number, "km", "unlikely_km", str(leg.km), {"kind": "metres"})
    elif usual < 0.8 and len(ratios) >= FEW:  # noqa: PLR2004
        yield Fault("travel", number, "km", "unlikely_km", str(leg.km), {"kind": "short"})


def _straight_km(tables: ParsedTables) -> Callable[[str, str], float | None]:
    """Return what gives the straight line between two sites; None where it is not known."""
    sites = [one for one in tables.rows(Site) if one.lon is not None and one.lat is not None]
    place = {site.site_id: number for number, site in enumerate(sites)}
    lon = np.array([site.lon for site in sites], dtype=float)
    lat = np.array([site.lat for site in sites], dtype=float)
    km = great_circle_km(lon, lat)

    def straight(origin: str, destination: str) -> float | None:
        if origin not in place or destination not in place:
            return None
        return float(km[place[origin], place[destination]])

    return straight


def _round(speed: float) -> str:
    return f"{speed:.3g}"


CHECKS = (legs_without_minutes, zero_minutes, unlikely_speeds, unlikely_km)
