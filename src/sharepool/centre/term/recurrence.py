"""A person's sessions of a term as recurring events: what repeats, what is left out, what moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sharepool.problem.itinerary import group_by

WEEK = dt.timedelta(weeks=1)
INTERVALS = (1, 2)
"""Weeks from one session to the next: every week, or odd and even ones."""


@dataclass(frozen=True, order=True)
class Occurrence:
    """One session of a person.

    Attributes
    ----------
    date : datetime.date
    start_min, end_min : int
        Minutes after midnight.
    demand_id : str
    """

    date: dt.date
    start_min: int
    end_min: int
    demand_id: str

    @property
    def monday(self) -> dt.date:
        """The week that it is in."""
        return self.date - dt.timedelta(days=self.date.weekday())


@dataclass(frozen=True)
class Series:
    """Sessions of one demand at one time of the week, as calendars know them.

    Attributes
    ----------
    first : Occurrence
    interval : int
        Weeks from one to the next.
    count : int
        How many there are from the first on, those left out and moved among them.
    left_out : tuple of datetime.date
    added : tuple of datetime.date
        More dates at the same time.
    moved : dict of datetime.date to Occurrence
        What takes place instead of the session of a date, in the same week.
    """

    first: Occurrence
    interval: int = 1
    count: int = 1
    left_out: tuple[dt.date, ...] = ()
    added: tuple[dt.date, ...] = ()
    moved: dict[dt.date, Occurrence] = field(default_factory=dict)


def find_series(occurrences: Iterable[Occurrence]) -> tuple[Series, ...]:
    """Return the sessions of one person as series.

    Sessions of one demand at one time of the week repeat. A single one in a week in which the same
    demand lacks one is the one that was moved.

    Parameters
    ----------
    occurrences : iterable of Occurrence
    """
    ordered = sorted(occurrences)
    of_time = group_by(
        ordered,
        lambda one: (one.demand_id, one.date.isoweekday(), one.start_min, one.end_min),
    )
    singles = [rows[0] for rows in of_time.values() if len(rows) == 1]
    repeated = [_repeat(rows) for rows in of_time.values() if len(rows) > 1]
    found = []
    for one in repeated:
        moved: dict[dt.date, Occurrence] = {}
        for date in one.left_out:
            place = next(_moved_from(one, date, singles), None)
            if place is not None:
                moved[date] = singles.pop(place)
        kept_out = tuple(date for date in one.left_out if date not in moved)
        found.append(Series(one.first, one.interval, one.count, kept_out, one.added, moved))
    found += [Series(one) for one in singles]
    return tuple(sorted(found, key=lambda one: one.first))


def _repeat(rows: Sequence[Occurrence]) -> Series:
    """Return the rule with the fewest exceptions for sessions at one time of the week."""
    dates = [row.date for row in rows]
    rules = []
    for interval in INTERVALS:
        count = (dates[-1] - dates[0]) // (interval * WEEK) + 1
        by_rule = [dates[0] + number * interval * WEEK for number in range(count)]
        left_out = tuple(date for date in by_rule if date not in dates)
        added = tuple(date for date in dates if date not in by_rule)
        rules.append(Series(rows[0], interval, count, left_out, added))
    return min(rules, key=lambda one: len(one.left_out) + len(one.added))


def _moved_from(series: Series, date: dt.date, singles: Sequence[Occurrence]) -> Iterator[int]:
    """Yield where among single sessions those are that may stand for a date of a series."""
    monday = date - dt.timedelta(days=date.weekday())
    for place, one in enumerate(singles):
        if one.demand_id == series.first.demand_id and one.monday == monday:
            yield place
