"""Ways as people write them: minutes or kilometres, in a whole cell, by the unit of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sharepool.problem.cells import MINUTES_PER_HOUR
from sharepool.problem.vocabulary import folded, plain
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing

MINUTES, KM = "minutes", "km"
"""What a way may be measured in."""
HOUR, MINUTE, KILOMETRE, METRE = "h", "min", "km", "m"

_TITLES = {
    HOUR: re.compile(r"小时|钟头|(?<![a-z])(?:h|hrs?|hours?)(?![a-z])"),
    MINUTE: re.compile(r"分钟|(?<![a-z])min(?:s|utes?)?(?![a-z])|(?<=[(:/])分(?![\u4e00-\u9fff])"),
    KILOMETRE: re.compile(r"公里|千米|(?<![a-z])(?:kms?|kilomet(?:re|er)s?)(?![a-z])"),
    METRE: re.compile(r"(?<![\u4e00-\u9fff])米(?![\u4e00-\u9fff])|米数|(?<![a-z])m(?![a-z])"),
}
"""Units as titles name them."""
_ASIDE = re.compile(
    r"(?:填[表报写]|更新|制[表作]|统计|[上申]报|编制|采集|截止|审[核批]|打印|导出|测量|修[订改]|发布|印发)"
    r"(?:时间|日期)|时间:?\s*\d"
)
"""Times of the table itself, not of a way."""
_TIME = re.compile("用时|耗时|时间|时长")
_ABOUT = re.compile("^(?:大约|大概|约)|(?:左右)$")
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_PARTS = {
    HOUR: re.compile(rf"{_NUMBER}(?:个?(?:小时|钟头)|hours?|hrs?|h|时)"),
    MINUTE: re.compile(rf"{_NUMBER}(?:分钟?|minutes?|mins?\.?|['′])"),
    KILOMETRE: re.compile(rf"{_NUMBER}(?:公里|千米|kms?)"),
    METRE: re.compile(rf"{_NUMBER}(?:米|m)"),
}
_BARE = re.compile(_NUMBER)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::00)?")
_HOURS_AND = re.compile(
    r"(\d{1,2})(?:个?(?:小时|钟头)|hours?|hrs?|h|时)零?([0-5]?\d)(?:分钟?|minutes?|mins?|m)?"
)
_HALF = re.compile(r"(?:(\d{1,2})个?)?半个?(?:小时|钟头)")
_AND_HALF = re.compile(r"(\d{1,2})个?(?:小时|钟头)半")
_MOST = {MINUTES: 24 * MINUTES_PER_HOUR, KM: 1000}
"""More than this is no way within a county, but metres taken for km, or minutes for hours."""


class Quantity(NamedTuple):
    """A number, and of what: minutes or km."""

    number: Decimal
    of: str

    @property
    def text(self) -> str:
        """The number as a table has it."""
        return f"{self.number.normalize():f}"


def read_quantity(text: str, unit: str) -> Quantity | None:
    """Return what a whole cell says of a way; None if it is not understood.

    Parameters
    ----------
    text : str
    unit : str
        Of a number without one, as :func:`units_in` has it; empty if there is none.
    """
    if re.search(r"\d\s+\d", text):
        return None
    found = _read(_ABOUT.sub("", folded(text)), unit)
    return found if found and found.number <= _MOST[found.of] else None


def read_minutes(text: str, unit: str = MINUTE) -> Decimal | None:
    """Return the minutes that a whole cell says, None if it says none."""
    found = read_quantity(text, unit)
    return found.number if found and found.of == MINUTES else None


def read_km(text: str, unit: str = KILOMETRE) -> Decimal | None:
    """Return the kilometres that a whole cell says, None if it says none."""
    found = read_quantity(text, unit)
    return found.number if found and found.of == KM else None


def units_in(*titles: str) -> list[str]:
    """Return the units that titles name; those of times that are no ways' left out."""
    said = " ".join(_ASIDE.sub(" ", plain(title).casefold()) for title in titles)
    found = [unit for unit, names in _TITLES.items() if names.search(said)]
    if not {HOUR, MINUTE} & set(found) and _TIME.search(said):
        found.append(MINUTE)
    return found


def cells_with_units(
    listing: SheetListing, record: ListedRow, concept: str
) -> Iterator[tuple[SheetCell, str]]:
    """Yield the filled cells of a meaning, each with the unit of its numbers; empty if unclear.

    The unit is in the column's title, else in what stands above the list, else the usual one.
    """
    is_time = concept == MINUTES
    for column in listing.find(concept):
        cell = record.cells.get(column.place)
        if cell is None:
            continue
        units = units_in(column.title)
        if not units:
            above = units_in(listing.sheet, *(one.text for one in listing.titles))
            units = [unit for unit in above if (unit in {HOUR, MINUTE}) == is_time]
            # 车程 may be measured in km as well, where only these are named; a distance is no time.
            units = units or (above if is_time else []) or [MINUTE if is_time else KILOMETRE]
        yield cell, units[0] if len(units) == 1 else ""


def _read(form: str, unit: str) -> Quantity | None:
    if minutes := _hours_and_minutes(form):
        return Quantity(minutes, MINUTES)
    for own, part in _PARTS.items():
        if match := part.fullmatch(form):
            return _measured(match[1], own)
    match = _BARE.fullmatch(form)
    if match is None or not unit:
        return None
    if unit == MINUTE and 0 < Decimal(match[1].replace(",", "")) < 1:
        # A share of an hour, or of a day as Excel keeps times: nobody drives half a minute.
        return None
    return _measured(match[1], unit)


def _hours_and_minutes(form: str) -> Decimal | None:
    if match := _CLOCK.fullmatch(form) or _HOURS_AND.fullmatch(form):
        return Decimal(int(match[1]) * MINUTES_PER_HOUR + int(match[2]))
    if match := _HALF.fullmatch(form) or _AND_HALF.fullmatch(form):
        return Decimal(int(match[1] or 0) * MINUTES_PER_HOUR + MINUTES_PER_HOUR // 2)
    return None


def _measured(digits: str, unit: str) -> Quantity:
    number = Decimal(digits.replace(",", ""))
    match unit:
        case "h":
            return Quantity(number * MINUTES_PER_HOUR, MINUTES)
        case "m":
            return Quantity(number / 1000, KM)
    return Quantity(number, KM if unit == KILOMETRE else MINUTES)
