"""Timetables that FET writes: its CSV export, ``.fet`` files with times, activities and teachers.

``NAME_data_and_timetable.fet`` says of each activity who, what, and how long, and (as constraints)
when it starts; ``NAME_activities.xml`` says when alone, and needs a ``.fet`` file beside it;
``NAME_teachers.xml`` tells the week of every teacher hour by hour.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from openpyxl.utils import get_column_letter

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.vocabulary import folded
from sharepool.tables.csv_files import DELIMITERS, TEXTS, read_text
from sharepool.tables.findings import TableFindings
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.hours import find_times
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.timetables.lessons import (
    TEACHER_VIEW,
    SchoolTimetable,
    TimetableLesson,
    TimetablePeriod,
    distinct,
    whole_weeks,
)
from sharepool.tables.importing.timetables.periods import name_days
from sharepool.tables.importing.timetables.xml_files import read_xml

_COLUMNS = {
    "day": "day",
    "hour": "hour",
    "studentssets": "classes",
    "subject": "subject",
    "teachers": "teachers",
}
_NUMBER = re.compile(r"\d+")

_Placed = tuple[str, tuple[str, ...], tuple[str, ...], str, str, SheetCell]
"""Subject, teachers, classes, day and hour by name, and where that stands."""


def read_fet(path: Path, answers: Answers) -> SchoolTimetable:
    """Return the timetable of a file that FET wrote.

    Raises
    ------
    ProblemError
        If it is none, or says when of no activity, or not of all.
    """
    if path.suffix.lower() in TEXTS:
        placed = list(_rows(path))
        hours = sorted(dict.fromkeys(one[4] for one in placed), key=_in_order)
        return _timetable(path, placed, distinct(one[3] for one in placed), hours, answers)
    root = read_xml(path)
    tag = root.tag.lower()
    if tag == "fet":
        return _of_activities(path, root, _starts(root), answers)
    if tag == "activities_timetable":
        return _of_activities(path, _data_beside(path), _placements(root), answers)
    teachers = root if tag == "teachers_timetable" else root.find(".//Teachers_Timetable")
    if teachers is None:
        raise _none(path, "fet")
    return _of_teachers(path, teachers, answers)


def _of_activities(
    path: Path, data: ET.Element, starts: Mapping[str, tuple[str, str]], answers: Answers
) -> SchoolTimetable:
    """Return the timetable of activities and their starts."""
    days, hours = _listed(data, "Day"), _listed(data, "Hour")
    placed, unplaced = [], 0
    for one in data.iterfind("Activities_List/Activity"):
        if _text(one, "Active").lower() in {"false", "no"}:
            continue
        number = _text(one, "Id")
        day, hour = starts.get(number, ("", ""))
        if day not in days or hour not in hours:
            unplaced += 1
            continue
        first, length = hours.index(hour), _text(one, "Duration")
        for name in hours[first : first + (int(length) if length.isdecimal() else 1)]:
            subject = _text(one, "Subject")
            placed.append(
                (
                    subject,
                    _texts(one, "Teacher"),
                    _texts(one, "Students"),
                    day,
                    name,
                    SheetCell(subject, path.name, f"Activity {number}"),
                )
            )
    if unplaced and placed:
        fields = {"kind": "unplaced", "count": unplaced}
        raise ProblemError([Fault("", None, "", "no_timetable", path.name, fields)])
    titles = [SheetCell(_text(data, "Institution_Name"), path.name, "Institution_Name")]
    known = [_text(one, "Name") for one in data.iterfind("Teachers_List/Teacher")]
    return _timetable(path, placed, days, hours, answers, titles=titles, known=known)


def _of_teachers(path: Path, root: ET.Element, answers: Answers) -> SchoolTimetable:
    """Return the timetable of the weeks of teachers."""
    placed: list[_Placed] = []
    hours: dict[str, None] = {}
    days: dict[str, None] = {}
    for teacher, day, hour in _hours(root):
        days[day.get("name", "")] = hours[hour.get("name", "")] = None
        subject = hour.find("Subject")
        if subject is not None:
            named = subject.get("name", "")
            place = f"{teacher} {day.get('name')} {hour.get('name')}"
            placed.append(
                (
                    named,
                    (teacher,),
                    distinct(one.get("name", "") for one in hour.iterfind("Students")),
                    day.get("name", ""),
                    hour.get("name", ""),
                    SheetCell(named, path.name, place),
                )
            )
    known = [one.get("name", "") for one in root.iterfind("Teacher")]
    return _timetable(
        path, placed, list(days), list(hours), answers, known=known, view=TEACHER_VIEW
    )


def _hours(root: ET.Element) -> Iterator[tuple[str, ET.Element, ET.Element]]:
    for teacher in root.iterfind("Teacher"):
        for day in teacher.iterfind("Day"):
            for hour in day.iterfind("Hour"):
                yield teacher.get("name", ""), day, hour


def _timetable(
    path: Path,
    placed: Sequence[_Placed],
    days: Sequence[str],
    hours: Sequence[str],
    answers: Answers,
    *,
    titles: Iterable[SheetCell] = (),
    known: Iterable[str] = (),
    view: str = "class",
) -> SchoolTimetable:
    if not placed:
        raise _none(path, "fet")
    weekday = name_days(dict(enumerate(days)), path.name, answers)
    periods = {}
    for number, hour in enumerate(hours, start=1):
        start, end = find_times(hour) or (None, None)
        source = SheetCell(hour, path.name, f"Hour {number}")
        periods[hour] = TimetablePeriod(number, hour, start, end, source)
    lessons = [
        TimetableLesson(
            subject, teachers, classes, weekday[days.index(day)], periods[hour], source, view
        )
        for subject, teachers, classes, day, hour, source in placed
    ]
    names = [*known, *(name for one in lessons for name in one.teachers)]
    records = tuple(ListedRow(number, {}) for number in range(1, len(lessons) + 1))
    return SchoolTimetable(
        lessons=tuple(lessons),
        periods=tuple(periods.values()),
        weeks=whole_weeks(names, sorted(weekday.values()), periods.values(), path.name),
        titles=tuple(one for one in titles if one.text),
        listings=(SheetListing(path.name, "fet", 0, (), records, (), ()),),
        names_all=True,
    )


def _rows(path: Path) -> Iterator[_Placed]:
    """Yield the rows of the timetable that FET exports as CSV: one for each hour of an activity."""
    findings = TableFindings()
    text = read_text(path, findings, "") or ""
    findings.raise_faults()
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise _none(path, "fet") from None
    places = {_COLUMNS.get(folded(cell)): at for at, cell in enumerate(rows[0] if rows else [])}
    if not {"classes", "subject", "teachers"} <= places.keys():
        raise _none(path, "fet")
    if not {"day", "hour"} <= places.keys():
        raise _none(path, "fet_activities")
    for number, row in enumerate(rows[1:], start=2):
        cells = {name: row[at].strip() for name, at in places.items() if name and at < len(row)}
        if not cells.get("day") or not cells.get("hour"):
            continue
        column, subject = get_column_letter(places["subject"] + 1), cells.get("subject", "")
        yield (
            subject,
            distinct(one.strip() for one in cells.get("teachers", "").split("+")),
            distinct(one.strip() for one in cells.get("classes", "").split("+")),
            cells["day"],
            cells["hour"],
            SheetCell(subject, path.name, f"{column}{number}"),
        )


def _starts(root: ET.Element) -> dict[str, tuple[str, str]]:
    """Return day and hour of the activities that a ``.fet`` file places."""
    found = {}
    for one in root.iterfind("Time_Constraints_List/ConstraintActivityPreferredStartingTime"):
        if _text(one, "Active").lower() not in {"false", "no"}:
            day = _text(one, "Preferred_Day") or _text(one, "Day")
            hour = _text(one, "Preferred_Hour") or _text(one, "Hour")
            found[_text(one, "Activity_Id")] = day, hour
    for timetable in root.iter("Activities_Timetable"):
        found |= _placements(timetable)
    return found


def _placements(root: ET.Element) -> dict[str, tuple[str, str]]:
    return {
        _text(one, "Id"): (_text(one, "Day"), _text(one, "Hour"))
        for one in root.iterfind("Activity")
    }


def _data_beside(path: Path) -> ET.Element:
    """Return the ``.fet`` file that goes with an ``_activities.xml``: by its name, or alone."""
    stem = path.stem.removesuffix("_activities")
    files = sorted(path.parent.glob("*.fet"))
    named = [one for one in files if one.stem in {stem, f"{stem}_data_and_timetable"}]
    if not named and len(files) != 1:
        raise _none(path, "fet_data")
    return read_xml((named or files)[0])


def _listed(root: ET.Element, kind: str) -> list[str]:
    """Return the names of days or hours, as lists of either version have them."""
    entries = root.find(f"{kind}s_List")
    if entries is None:
        return []
    own = [_text(one, "Name") for one in entries.iterfind(kind)]
    return own or list(_texts(entries, "Name"))


def _text(element: ET.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _texts(element: ET.Element, name: str) -> tuple[str, ...]:
    return distinct((one.text or "").strip() for one in element.iterfind(name))


def _in_order(hour: str) -> tuple[int, int]:
    """Return where an hour stands in the day, by its time or else its number."""
    match = _NUMBER.search(hour)
    start, _ = find_times(hour) or (0, None)
    return start, int(match[0]) if match else 0


def _none(path: Path, kind: str) -> ProblemError:
    return ProblemError([Fault("", None, "", "no_timetable", path.name, {"kind": kind})])
