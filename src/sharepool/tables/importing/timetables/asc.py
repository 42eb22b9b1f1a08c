"""Timetables that aSc Timetables exports as XML: lessons, and the cards that place them.

A card names its lesson, the first of its periods, and its days: as a mask (since 2012) or as a
number of the list ``days`` (2008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.hours import read_clock
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.timetables.lessons import (
    SchoolTimetable,
    TimetableLesson,
    TimetablePeriod,
    distinct,
    whole_weeks,
)
from sharepool.tables.importing.timetables.periods import name_days
from sharepool.tables.importing.timetables.xml_files import read_xml


@dataclass(frozen=True)
class _Card:
    """Where a lesson is placed: its first period, days and weeks."""

    place: int
    period: str
    days: tuple[int, ...]
    weeks: frozenset[str]


def read_asc(path: Path, answers: Answers) -> SchoolTimetable:
    """Return the timetable of an XML file of aSc Timetables.

    Raises
    ------
    ProblemError
        If it is none, or places no lesson.
    """
    root = read_xml(path)
    cards = _cards(root)
    if root.tag != "timetable" or not cards:
        raise ProblemError([Fault("", None, "", "no_timetable", path.name, {"kind": "asc"})])
    weekdays = name_days(_day_names(root), path.name, answers)
    periods = _periods(root, path.name)
    names = {kind: _names(root, kind) for kind in ("subject", "teacher", "class")}
    lessons = [
        lesson
        for element in root.iterfind("lessons/lesson")
        for lesson in _placed(
            element, cards[element.get("id", "")], names, periods, weekdays, path.name
        )
    ]
    order = list(periods.values())
    records = tuple(ListedRow(number, {}) for number in range(1, sum(map(len, cards.values())) + 1))
    days = sorted({day for day in weekdays.values() if day})
    return SchoolTimetable(
        lessons=tuple(lessons),
        periods=tuple(order),
        weeks=whole_weeks(names["teacher"].values(), days, order, path.name),
        listings=(SheetListing(path.name, "asc", 0, (), records, (), ()),),
        names_all=True,
    )


def _cards(root: ET.Element) -> dict[str, list[_Card]]:
    """Return the cards of each lesson."""
    places = {one.get("day", ""): place for place, one in enumerate(root.iterfind("days/day"))}
    found: dict[str, list[_Card]] = defaultdict(list)
    for number, card in enumerate(root.iterfind("cards/card"), start=1):
        mask, day = card.get("days", ""), card.get("day", "")
        days = tuple(
            sorted({p for one in mask.split(",") for p, sign in enumerate(one) if sign == "1"})
        )
        if day in places:
            days = (places[day],)
        if days and card.get("period"):
            weeks = frozenset(_cycle(card.get("weeks", "")))
            found[card.get("lessonid", "")].append(
                _Card(number, card.get("period", ""), days, weeks)
            )
    return found


def _cycle(mask: str) -> Iterator[str]:
    """Yield the weeks of a cycle that a mask names; none if it is all of them."""
    if "0" in mask:
        for one in mask.split(","):
            yield from (str(place) for place, sign in enumerate(one) if sign == "1")


def _day_names(root: ET.Element) -> dict[int, str]:
    """Return what each day is called, by its place in a mask."""
    names = {
        place: one.get("name") or one.get("short") or str(place + 1)
        for place, one in enumerate(root.iterfind("days/day"))
    }
    for one in root.iterfind("daysdefs/daysdef"):
        mask = one.get("days", "")
        if mask.count("1") == 1 and "," not in mask:
            names.setdefault(mask.index("1"), one.get("name") or one.get("short") or mask)
    masks = [part for one in root.iterfind("cards/card") for part in one.get("days", "").split(",")]
    for place in range(max(map(len, masks), default=0)):
        if any(mask[place : place + 1] == "1" for mask in masks):
            names.setdefault(place, str(place + 1))
    return dict(sorted(names.items()))


def _periods(root: ET.Element, file: str) -> dict[str, TimetablePeriod]:
    found = {}
    own = {one.get("period", ""): one for one in root.iterfind("periods/period")}
    placed = {one.get("period", "") for one in root.iterfind("cards/card")} - {""}
    for place, key in enumerate(sorted(own.keys() | placed, key=_in_order), start=1):
        one = own.get(key, ET.Element("period"))
        label = one.get("name") or key
        start, end = read_clock(one.get("starttime", "")), read_clock(one.get("endtime", ""))
        shown = f"{label} {one.get('starttime', '')}-{one.get('endtime', '')}"
        source = SheetCell(shown, file, f"period {key}")
        found[key] = TimetablePeriod(place, label, start, end, source)
    return found


def _names(root: ET.Element, kind: str) -> dict[str, str]:
    plural = "classes" if kind == "class" else f"{kind}s"
    return {
        one.get("id", ""): (one.get("name") or one.get("short") or "").strip()
        for one in root.iterfind(f"{plural}/{kind}")
    }


def _placed(
    element: ET.Element,
    cards: Iterable[_Card],
    names: dict[str, dict[str, str]],
    periods: dict[str, TimetablePeriod],
    weekdays: dict[int, int],
    file: str,
) -> Iterator[TimetableLesson]:
    subject = names["subject"].get(element.get("subjectid", ""), "")
    teachers = _find(names["teacher"], element.get("teacherids") or element.get("teacherid") or "")
    classes = _find(names["class"], element.get("classids") or element.get("classid") or "")
    length = _whole(element.get("periodspercard") or element.get("durationperiods") or "1")
    order = list(periods)
    starts = {(card.period, day) for card in cards for day in card.days}
    for card in cards:
        first = order.index(card.period)
        for day in card.days:
            lasting = order[first : first + length]
            around = order[max(0, first - length + 1) : first + length]
            if any((one, day) in starts for one in around if one != card.period):
                # A card for each period of a double lesson.
                lasting = [card.period]
            for key in lasting:
                if weekdays.get(day):
                    source = SheetCell(subject, file, f"card {card.place}")
                    yield TimetableLesson(
                        subject,
                        teachers,
                        classes,
                        weekdays[day],
                        periods[key],
                        source,
                        weeks=card.weeks,
                    )


def _find(names: dict[str, str], ids: str) -> tuple[str, ...]:
    return distinct(names.get(one.strip(), "") for one in ids.split(","))


def _whole(text: str) -> int:
    """Return a count of periods, 1 where it is none."""
    digits = text.partition(".")[0]
    return max(int(digits), 1) if digits.isdecimal() else 1


def _in_order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (0, key)
