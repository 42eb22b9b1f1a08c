"""Days of one-minute slots: what published routing instances become as problems of ours.

All personal limits are lifted, the day runs around the clock without lunch, and of the objective
only what a family names has a weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

UNLIMITED = 10**6
DAY_MIN = 24 * 60 - 1

_LIMITS = (
    "max_sessions_day", "max_sessions_week", "max_sites_day", "max_sites_week",
    "max_days_week", "max_travel_min_day", "max_leg_min",
)  # fmt: skip
_WEIGHTS = (
    "unmet", "below_floor", "travel", "site_link", "extra_staff", "change", "short_minute",
    "long_road", "pair_short", "chain_gap",
)  # fmt: skip


def rules_of(name: str, weights: Mapping[str, int]) -> dict[str, Any]:
    """Return rules without limits, in which only the given terms have a weight."""
    return {
        "name": name,
        "day": {
            "earliest_departure": "00:00",
            "latest_return": "23:59",
            "noon": "00:00",
            "lunch_min": 0,
        },
        "limits": dict.fromkeys(_LIMITS, UNLIMITED),
        "equity": {"floor": 0},
        "weights": dict.fromkeys(_WEIGHTS, 0) | dict(weights),
    }


def minute_bells(horizon_min: int) -> list[dict[str, Any]]:
    """Return one slot a minute of Monday; the slot that starts at minute m is number m + 1."""
    return [
        {"slot": minute + 1, "start": clock(minute), "end": clock(minute + 1), "days": "1"}
        for minute in range(horizon_min)
    ]


def starts(first_min: int, last_min: int) -> str:
    """Return the allowed starts from one minute to another, as a demand's cell holds them."""
    return f"1-{first_min + 1}..{last_min + 1}"


def roads(minutes: Sequence[Sequence[int]], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the rows of ``travel`` for a matrix of whole minutes."""
    return [
        {"origin": origin, "destination": destination, "minutes": minutes[i][j]}
        for i, origin in enumerate(names)
        for j, destination in enumerate(names)
        if i != j
    ]


def clock(minute: int) -> str:
    """Return ``HH:MM`` of minutes after midnight."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
