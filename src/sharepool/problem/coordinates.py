"""Coordinates of Chinese maps as those of the earth (WGS84).

Maps in China show GCJ-02, which shifts every point by some hundred metres, and those of Baidu
BD-09, which shifts that again. Both shifts are known only from programs that were published; the
formulas are those that all of them share.

References
----------
.. [1] Restrictions on geographic data in China, Wikipedia, section "Coordinate systems".
"""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt

_SEMI_MAJOR_M, _ECCENTRICITY = 6378245.0, 0.00669342162296594323
"""The Krasovsky ellipsoid: semi-major axis, and eccentricity squared."""
_BAIDU = pi * 3000 / 180
_EXACT = 1e-9
"""Degrees, less than a millimetre, to which a point is found."""
_ROUNDS = 30
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
"""Where points are shifted at all."""

Point = tuple[float, float]
"""Longitude and latitude, decimal degrees."""


def to_wgs84(lon: float, lat: float, system: str) -> Point:
    """Return the WGS84 coordinates of a point.

    Parameters
    ----------
    lon, lat : float
        Decimal degrees.
    system : str
        ``"wgs84"``, ``"gcj02"`` or ``"bd09"``: where they come from.
    """
    if system == "bd09":
        lon, lat = _from_baidu(lon, lat)
    return (lon, lat) if system == "wgs84" else _from_gcj02(lon, lat)


def to_gcj02(lon: float, lat: float) -> Point:
    """Return a WGS84 point as GCJ-02 shows it."""
    if not (_WEST <= lon <= _EAST and _SOUTH <= lat <= _NORTH):
        return lon, lat
    x, y = lon - 105, lat - 35
    radians = lat / 180 * pi
    magic = 1 - _ECCENTRICITY * sin(radians) ** 2
    north = _north(x, y) * 180
    north /= _SEMI_MAJOR_M * (1 - _ECCENTRICITY) / (magic * sqrt(magic)) * pi
    east = _east(x, y) * 180 / (_SEMI_MAJOR_M / sqrt(magic) * cos(radians) * pi)
    return lon + east, lat + north


def _from_gcj02(lon: float, lat: float) -> Point:
    """Return the point that GCJ-02 shows here, by fixed-point iteration."""
    x, y = lon, lat
    for _ in range(_ROUNDS):
        shown_x, shown_y = to_gcj02(x, y)
        x, y = x + lon - shown_x, y + lat - shown_y
        if max(abs(lon - shown_x), abs(lat - shown_y)) < _EXACT:
            break
    return x, y


def _from_baidu(lon: float, lat: float) -> Point:
    x, y = lon - 0.0065, lat - 0.006
    radius = sqrt(x * x + y * y) - 0.00002 * sin(y * _BAIDU)
    angle = atan2(y, x) - 0.000003 * cos(x * _BAIDU)
    return radius * cos(angle), radius * sin(angle)


def _waves(x: float) -> float:
    return (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3


def _north(x: float, y: float) -> float:
    """Return by how many metres a point is shifted northwards."""
    shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    shift += _waves(x) + (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    return shift + (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3


def _east(x: float, y: float) -> float:
    """Return by how many metres a point is shifted eastwards."""
    shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    shift += _waves(x) + (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    return shift + (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
