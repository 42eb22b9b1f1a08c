"""The ways that people drive on a day, as lines from site to site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sharepool.problem.itinerary import group_by
from sharepool.tables.records import list_records

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Trip:
    """One person's drives of one day.

    Attributes
    ----------
    staff_id, staff_name : str
    day : int
        Weekday, Monday = 1.
    date : str
    lines : tuple of tuple of str
        Sites in the order in which they are passed; several lines where a way between is not shown.
    minutes : int
    km : float or None
        None if not known of every leg.
    """

    staff_id: str
    staff_name: str
    day: int
    date: str
    lines: tuple[tuple[str, ...], ...]
    minutes: int
    km: float | None


def find_trips(journeys: pd.DataFrame) -> tuple[Trip, ...]:
    """Return the trips of everybody who drives, by person and day.

    Parameters
    ----------
    journeys : pandas.DataFrame
        From :func:`sharepool.report.tables.itineraries`.
    """
    drives = list_records(journeys[journeys["step"] != "session"])
    days = group_by(drives, lambda leg: (leg["staff_id"], leg["day"]))
    return tuple(map(_trip, days.values()))


def _trip(legs: Sequence[dict[str, Any]]) -> Trip:
    first = legs[0]
    km = [leg["km"] for leg in legs if leg["km"] is not None]
    return Trip(
        staff_id=first["staff_id"],
        staff_name=first["staff_name"],
        day=int(first["day"]),
        date=first["date"],
        lines=_lines((leg["from_site"], leg["place"]) for leg in legs),
        minutes=int(sum(leg["minutes"] for leg in legs)),
        km=round(sum(km), 1) if len(km) == len(legs) else None,
    )


def _lines(legs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    lines: list[list[str]] = []
    for origin, destination in legs:
        if lines and lines[-1][-1] == origin:
            lines[-1].append(destination)
        else:
            lines.append([origin, destination])
    return tuple(map(tuple, lines))
