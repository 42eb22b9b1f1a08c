"""China's days off and made-up days, as a calendar to be edited.

The dates are those that the State Council announces, as the package chinesecalendar has them. Which
weekday a made-up day follows is for each county to say.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.headers import columns_of

if TYPE_CHECKING:
    import pandas as pd

CHINESE_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}
TO_FILL_IN = ("fill in which weekday (1-7) it follows", "请填写按星期几（1-7）上课")
"""Note of a made-up day, in English and Chinese."""

_FRIDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A day off, or one that is made up.

    Attributes
    ----------
    date : datetime.date
    kind : str
        ``"off"`` or ``"makeup"``.
    name : str
        Of the festival, in English.
    in_lieu : bool
        Whether it is off in place of another day, which is made up.
    follows : int or None
        The weekday that a made-up day follows; None while nobody has said.
    """

    date: dt.date
    kind: str
    name: str
    in_lieu: bool = False
    follows: int | None = None


def list_holidays(first: dt.date, last: dt.date) -> tuple[Holiday, ...]:
    """Return the days off and made-up days from one day to another, weekends among festivals too.

    Raises
    ------
    ProblemError
        The days are in the wrong order, or of a year whose dates are not known.
    """
    import chinese_calendar

    if last < first:
        fields = {"kind": "dates"}
        raise ProblemError([Fault("", None, "--until", "end_before_start", str(last), fields)])
    found = []
    for date in (first + dt.timedelta(days=one) for one in range((last - first).days + 1)):
        try:
            is_off, name = chinese_calendar.get_holiday_detail(date)
        except NotImplementedError:
            fault = Fault("", None, "--until", "unknown_year", str(date), {"year": date.year})
            raise ProblemError([fault]) from None
        if name is not None:
            kind = "off" if is_off else "makeup"
            found.append(Holiday(date, kind, name, chinese_calendar.is_in_lieu(date)))
    return tuple(found)


def follow_in_lieu(days: tuple[Holiday, ...]) -> tuple[Holiday, ...]:
    """Return the days, each made-up one with the weekday that is off in its place.

    The first made-up day of a festival follows the first that is off in lieu, and so on; where
    their numbers differ, nobody has said.
    """
    places: dict[str, list[int]] = defaultdict(list)
    made_up: dict[str, list[dt.date]] = defaultdict(list)
    for day in days:
        if day.kind == "makeup":
            made_up[day.name].append(day.date)
        elif day.in_lieu and day.date.isoweekday() <= _FRIDAY:
            places[day.name].append(day.date.isoweekday())
    follows = {
        date: weekday
        for name, dates in made_up.items()
        if len(dates) == len(places[name])
        for date, weekday in zip(dates, places[name], strict=True)
    }
    return follow(days, follows)


def follow(days: tuple[Holiday, ...], follows: Mapping[dt.date, int]) -> tuple[Holiday, ...]:
    """Return the days, made-up ones with the weekday that is said of them.

    Raises
    ------
    ProblemError
        With every date that is not made up.
    """
    made_up = {day.date for day in days if day.kind == "makeup"}
    fields = {"days": [str(date) for date in sorted(made_up)]}
    faults = [
        Fault("", None, "--makeup-follows", "no_makeup", str(date), fields)
        for date in sorted(follows.keys() - made_up)
    ]
    if faults:
        raise ProblemError(faults)
    return tuple(replace(day, follows=follows.get(day.date, day.follows)) for day in days)


def calendar_table(days: tuple[Holiday, ...], lang: str = "en") -> pd.DataFrame:
    """Return the days as the table calendar; a made-up day of which nothing is said asks for it."""
    import pandas as pd

    rows = [
        {
            "date": day.date.isoformat(),
            "kind": day.kind,
            "follows": "" if day.follows is None else day.follows,
            "note": "; ".join(_notes(day, lang)),
        }
        for day in days
    ]
    columns = list(columns_of("calendar"))
    return pd.DataFrame(rows, columns=columns, dtype=object).fillna("")


def _notes(day: Holiday, lang: str) -> Iterator[str]:
    is_chinese = lang == "zh"
    yield CHINESE_NAMES.get(day.name, day.name) if is_chinese else day.name
    if day.kind == "makeup" and day.follows is None:
        yield TO_FILL_IN[is_chinese]
