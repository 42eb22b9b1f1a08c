"""Who may use which roads of OpenStreetMap, in which direction, and how fast: by the tags of a way.

Speeds are those of OSRM's profiles. Turn restrictions, gates and lights are not minded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Tags = Mapping[str, str]

_CAR_SPEEDS = {
    "motorway": 90,
    "motorway_link": 45,
    "trunk": 85,
    "trunk_link": 40,
    "primary": 65,
    "primary_link": 30,
    "secondary": 55,
    "secondary_link": 25,
    "tertiary": 40,
    "tertiary_link": 20,
    "unclassified": 25,
    "residential": 25,
    "living_street": 10,
    "service": 15,
}
_MINOR = ("tertiary", "tertiary_link", "unclassified", "residential", "living_street", "service")
_SHARED = ("primary", "primary_link", "secondary", "secondary_link", *_MINOR, "track", "path")
_BIKE_KMH, _WALK_KMH = 15, 5

_CLOSED = frozenset({"no", "private", "agricultural", "forestry", "emergency", "psv"})
_FORWARD, _BACKWARD = frozenset({"yes", "true", "1"}), frozenset({"-1", "reverse"})
_ROUND = frozenset({"roundabout", "circular"})

_LIMIT = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:km/h|kmh|(mph)))?")
_KM_PER_MILE = 1.609344
_SHARE_OF_LIMIT = 0.8
"""What is driven where a limit is posted."""


@dataclass(frozen=True)
class RoadUse:
    """How a way can be used.

    Attributes
    ----------
    kmh : float
    forward, backward : bool
        Whether along its nodes, and against them.
    """

    kmh: float
    forward: bool
    backward: bool


@dataclass(frozen=True)
class RoadProfile:
    """A way of getting about.

    Attributes
    ----------
    speeds : mapping of str to int
        Km/h by the ``highway`` of a way; others are not used.
    access : tuple of str
        Tags that close or open a way, the most particular first.
    oneway : tuple of str
        Tags that give its direction, the most particular first; none: it has no direction.
    minds_limits : bool
        Whether a posted limit gives the speed.
    """

    speeds: Mapping[str, int]
    access: tuple[str, ...]
    oneway: tuple[str, ...]
    minds_limits: bool = False

    def use(self, tags: Tags) -> RoadUse | None:
        """Return how a way with some tags can be used; None if it cannot."""
        kind = tags.get("highway", "")
        if kind not in self.speeds or _first(tags, self.access) in _CLOSED:
            return None
        forward, backward = self._directions(tags, kind)
        limit = _limit_kmh(tags.get("maxspeed", "")) if self.minds_limits else None
        kmh = float(self.speeds[kind]) if limit is None else _SHARE_OF_LIMIT * limit
        return RoadUse(kmh, forward, backward)

    def _directions(self, tags: Tags, kind: str) -> tuple[bool, bool]:
        if not self.oneway:
            return True, True
        said = _first(tags, self.oneway)
        if said in _BACKWARD:
            return False, True
        is_round = tags.get("junction") in _ROUND or kind == "motorway"
        return True, not (said in _FORWARD or (said is None and is_round))


PROFILES: dict[str, RoadProfile] = {
    "car": RoadProfile(
        _CAR_SPEEDS,
        ("motorcar", "motor_vehicle", "vehicle", "access"),
        ("oneway",),
        minds_limits=True,
    ),
    "bike": RoadProfile(
        dict.fromkeys((*_SHARED, "cycleway"), _BIKE_KMH),
        ("bicycle", "vehicle", "access"),
        ("oneway:bicycle", "oneway"),
    ),
    "walk": RoadProfile(
        dict.fromkeys((*_SHARED, "footway", "pedestrian", "steps"), _WALK_KMH),
        ("foot", "access"),
        (),
    ),
}
"""By the name that a command gives them."""


def _first(tags: Tags, names: tuple[str, ...]) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _limit_kmh(text: str) -> float | None:
    found = _LIMIT.fullmatch(text.strip())
    if found is None or not float(found[1]):
        return None
    return float(found[1]) * (_KM_PER_MILE if found[2] else 1.0)
