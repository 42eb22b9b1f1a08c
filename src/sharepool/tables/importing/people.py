"""StaffLists of a workbook: where they work, what they may teach, when they may come."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sharepool.problem.vocabulary import find_word, folded, plain
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.clocks import Clocks
from sharepool.tables.importing.draft import ANSWERED, DERIVED, Draft, Value
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.moments import Span, read_times
from sharepool.tables.importing.places import Places

ANY_TIME = "全天"
"""What is proposed of somebody of whom nothing is said."""
NEVER = "不外派"

_OUTSIDE = re.compile(r"[、,，;；/\n]+(?![^(（]*[)）])")
"""What separates skills; not what stands in brackets."""
_BRACKETS = re.compile(r"^(.*?)[(（](.*)[)）]$")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_FROM = re.compile(r"(?:起|生效|取得|发证)")
_RANKS = (
    (5, re.compile("国家级")),
    (4, re.compile("高级|A级", re.IGNORECASE)),
    (3, re.compile("一级|B级", re.IGNORECASE)),
    (2, re.compile("二级|中级|C级", re.IGNORECASE)),
    (1, re.compile("三级|初级|D级|E级", re.IGNORECASE)),
    (3, re.compile("^3级?$")),
    (2, re.compile("^2级?$")),
)
"""Levels of coaches, referees and licences, the highest last in number."""
_NO_CAR = re.compile("不会开车|无驾照|不开车|没有驾照|乘公交|坐公交|坐班车")
_NOON = 12 * 60


class StaffLists:
    """Reads lists of people into staff, skills and availability.

    Parameters
    ----------
    draft : Draft
    answers : Answers
    places : Places
    clocks : Clocks
    """

    def __init__(self, draft: Draft, answers: Answers, places: Places, clocks: Clocks) -> None:
        self._draft, self._answers, self._places = draft, answers, places
        self._clocks = clocks
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def read(self, listing: SheetListing) -> None:
        """Take in a list of people."""
        tells_times = bool(listing.find("times"))
        for record in listing.records:
            name = listing.get(record, "person")
            if name is None:
                continue
            number = listing.get(record, "number")
            known = (number or name).text in self._ids
            staff_id = (number or name).text
            if not known:
                self._ids[staff_id] = staff_id
                self._names[folded(name.text)] = staff_id
                self._add_person(listing, record, staff_id, name)
            for column in listing.find("skill"):
                if cell := record.cells.get(column.place):
                    self._add_skills(staff_id, cell, listing, record)
            if tells_times and not known:
                self._add_times(listing, record, staff_id, name)

    def read_absences(self, listing: SheetListing) -> None:
        """Take in a list of who is away when."""
        for record in listing.records:
            name, first = listing.get(record, "person"), listing.get(record, "leave_from")
            if name is None or first is None:
                continue
            last, reason = listing.get(record, "leave_until"), listing.get(record, "reason")
            self._draft.add(
                "absences",
                {
                    "staff_id": Value(self._names.get(folded(name.text), name.text), name),
                    "from": Value.read(first),
                    "until": Value.read(last or first),
                    "reason": Value.read(reason) if reason else None,
                },
            )

    def _add_person(
        self, listing: SheetListing, record: ListedRow, staff_id: str, name: SheetCell
    ) -> None:
        def own(concept: str) -> Value | None:
            cell = listing.get(record, concept)
            return Value.read(cell) if cell else None

        work = listing.get(record, "workplace") or listing.get(record, "school")
        number = listing.get(record, "number")
        home = self._places.find(work, "home") if work else None
        self._draft.add(
            "staff",
            {
                "staff_id": Value(staff_id, number or name, "read" if number else DERIVED),
                "name": Value.read(name),
                "employer": own("employer") or own("workplace"),
                "role": own("role"),
                "home_site": Value(home, work) if home else None,
                "mode": self._mode(listing, record, name),
                "max_sessions_week": _number(listing.get(record, "lessons")),
                "max_hours_week": _number(listing.get(record, "hours")),
            },
        )

    def _mode(self, listing: SheetListing, record: ListedRow, name: SheetCell) -> Value | None:
        cell = listing.get(record, "mode")
        if cell is not None:
            return Value.read(cell)
        remark = listing.get(record, "remark")
        if remark is None or not _NO_CAR.search(remark.text):
            return None
        key = f"mode:{name.text}"
        mode = self._answers.text(key, "bus", "mode", person=name.text, text=remark.text)
        return Value(find_word("mode", mode) or mode, remark, ANSWERED, key)

    def _add_skills(
        self, staff_id: str, cell: SheetCell, listing: SheetListing, record: ListedRow
    ) -> None:
        level, until = listing.get(record, "level"), listing.get(record, "until")
        for skill, found_level, first, last in read_skills(cell.text):
            self._draft.add(
                "skills",
                {
                    "staff_id": Value(staff_id, cell),
                    "skill": Value(skill, cell),
                    "level": Value(str(found_level), cell)
                    if found_level
                    else (_rank(level) if level else None),
                    "valid_from": Value(first, cell) if first else None,
                    "valid_until": Value(last, cell)
                    if last
                    else (Value.read(until) if until else None),
                },
            )

    def _add_times(
        self, listing: SheetListing, record: ListedRow, staff_id: str, name: SheetCell
    ) -> None:
        cell, remark = listing.get(record, "times"), listing.get(record, "remark")
        text = cell.text if cell else ""
        times = read_times(text) if cell else None
        how, key = DERIVED, ""
        if times is None:
            key, how = f"times:{name.text}", ANSWERED
            said = {"text": text} if cell else {"remark": remark.text if remark else ""}
            kind = "times" if cell else "times.blank"
            answer = self._answers.text(key, ANY_TIME, kind, person=name.text, **said)
            times = read_times(answer)
        for span in times.spans if times else ():
            for day in span.days:
                self._add_window(staff_id, day, span, Value("", cell, how, key))

    def _add_window(self, staff_id: str, day: int, span: Span, source: Value) -> None:
        def value(text: str) -> Value:
            return Value(text, source.source, source.how, source.key)

        start, end = self._clocks.window(span) if span.slots else span.clocks(_NOON)
        cells = {"staff_id": staff_id, "day": str(day), "start": start, "end": end}
        self._draft.add("availability", {name: value(text) for name, text in cells.items()})


def read_skills(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield skill, level (0: not said), first and last date of each certificate of a cell."""
    for part in filter(None, (one.strip() for one in _OUTSIDE.split(text))):
        match = _BRACKETS.match(part)
        name, note = (match[1].strip(), match[2]) if match else (part, "")
        first = last = ""
        for found in _DATE.finditer(note or part):
            date = _iso(found)
            if _FROM.match((note or part)[found.end() :]):
                first = date
            else:
                last = date
        if not match:
            name = re.sub(
                rf"[::：]?(?:有效期)?[至到]?{_DATE.pattern}(?:到期|止|前有效)?", "", name
            ).strip()
        levels = [rank for rank, words in _RANKS if words.search(_DATE.sub("", note).strip())]
        if name:
            yield plain(name), levels[0] if levels else 0, first, last


def _iso(match: re.Match[str]) -> str:
    try:
        return dt.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return match[0]


def _rank(cell: SheetCell) -> Value | None:
    if re.fullmatch(r"\d", cell.text):
        return Value.read(cell)
    levels = [rank for rank, words in _RANKS if words.search(cell.text)]
    return Value(str(levels[0]), cell) if levels else None


def _number(cell: SheetCell | None) -> Value | None:
    match = re.search(r"\d+(?:\.\d+)?", cell.text) if cell else None
    if cell is None or match is None:
        return None
    return Value(match[0], cell, "read" if match[0] == cell.text else DERIVED)
