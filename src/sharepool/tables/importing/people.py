"""StaffLists of a workbook: where they work, what they may teach, when they may come."""

from __future__ import annotations

import re
from functools import partial

from sharepool.problem.vocabulary import find_word, folded
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.certificates import LAPSED, read_rank, read_skills
from sharepool.tables.importing.clocks import Clocks
from sharepool.tables.importing.counts import (
    NO_LIMIT,
    first_count,
    read_count,
    read_hours,
    read_yes,
    says_no_limit,
)
from sharepool.tables.importing.draft import ANSWERED, DERIVED, Draft, Value
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.moments import NEVER, Span, Times, read_times
from sharepool.tables.importing.places import Places

_ANY_TIME = ("all day", "全天")
"""What is proposed of somebody of whom nothing is said, in English and Chinese."""
_NOT_SENT = ("never", "不外派")
"""What is proposed of somebody whose remark says as much."""
_AWAY = re.compile(
    "(?<!尽量)(?<!最好)不外派|不可外派|不能外派|产假|病假|休假|哺乳|借调|脱产|退休|离职|停职"
    "|maternity|sick leave|on leave|seconded|retired|not available",
    re.IGNORECASE,
)
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
        self._work_of: dict[str, str] = {}
        self._ids_of: dict[str, list[str]] = {}

    def read(self, listing: SheetListing) -> None:
        """Take in a list of people."""
        for record in listing.records:
            name = listing.get(record, "person")
            if name is None:
                self._refuse_nameless(listing, record)
                continue
            number = listing.get(record, "number")
            staff_id = number.text if number else self._id_without_number(listing, record, name)
            if staff_id not in self._work_of:
                self._add_person(listing, record, staff_id, name)
            for column in listing.find("skill"):
                if cell := record.cells.get(column.place):
                    self._add_skills(staff_id, cell, listing, record)

    def _refuse_nameless(self, listing: SheetListing, record: ListedRow) -> None:
        """Refuse a row that says what somebody may teach, and not who."""
        told = (listing.get(record, concept) for concept in ("skill", "times", "lessons"))
        if cell := next((one for one in told if one is not None), None):
            self._draft.refuse(cell, "nameless")

    def _id_without_number(self, listing: SheetListing, record: ListedRow, name: SheetCell) -> str:
        """Return a name as id; two of one name who work at different places may be two people."""
        work = _workplace(listing, record)
        first = self._work_of.get(name.text)
        if first is None or work is None or folded(first) in {"", folded(work.text)}:
            return name.text
        key = f"namesake:{name.text}:{work.text}"
        fields = {"person": name.text, "first": first, "second": work.text}
        is_one = self._answers.read(key, "no", read_yes, "namesake", **fields)
        return name.text if is_one else f"{name.text}（{work.text}）"

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
                    "staff_id": self._who(listing, record, name),
                    "from": Value.read(first),
                    "until": Value.read(last or first),
                    "reason": Value.read(reason) if reason else None,
                },
            )

    def _who(self, listing: SheetListing, record: ListedRow, name: SheetCell) -> Value:
        """Return whom a list of absences means."""
        if number := listing.get(record, "number"):
            return Value.read(number)
        known = self._ids_of.get(folded(name.text), [name.text])
        work = _workplace(listing, record)
        if len(known) > 1 and work:
            known = [one for one in known if folded(self._work_of[one]) == folded(work.text)]
        if len(known) != 1:
            self._draft.refuse(name, "namesakes")
            return Value(name.text, name)
        return Value(known[0], name)

    def _add_person(
        self, listing: SheetListing, record: ListedRow, staff_id: str, name: SheetCell
    ) -> None:
        def own(concept: str) -> Value | None:
            cell = listing.get(record, concept)
            return Value.read(cell) if cell else None

        work = _workplace(listing, record)
        self._work_of[staff_id] = work.text if work else ""
        self._ids_of.setdefault(folded(name.text), []).append(staff_id)
        number = listing.get(record, "number")
        home = self._places.find(work, "home") if work else None
        called = self._called(staff_id, name)
        lessons = self._limit(listing, record, "lessons", called)
        most_a_day = None
        if listing.find("times"):
            times, source = self._times(listing, record, called)
            self._add_windows(staff_id, times, source)
            if times is NEVER:
                lessons = Value("0", source.source, source.how, source.key)
            if times.most_a_day:
                most_a_day = Value(str(times.most_a_day), source.source, source.how, source.key)
        self._draft.add(
            "staff",
            {
                "staff_id": Value(staff_id, number or name, "read" if number else DERIVED),
                "name": Value.read(name),
                "employer": own("employer") or own("workplace"),
                "role": own("role"),
                "home_site": Value(home, work) if home else None,
                "mode": self._mode(listing, record, called),
                "max_sessions_day": most_a_day,
                "max_sessions_week": lessons,
                "max_hours_week": self._limit(listing, record, "hours", called),
            },
        )

    def _called(self, staff_id: str, name: SheetCell) -> str:
        """Return what questions call somebody: by name, all but the first of a name by id too."""
        if self._ids_of[folded(name.text)][0] == staff_id:
            return name.text
        return staff_id if name.text in staff_id else f"{name.text}（{staff_id}）"

    def _limit(
        self, listing: SheetListing, record: ListedRow, concept: str, called: str
    ) -> Value | None:
        """Return the most sessions or hours a week that a cell says, asked if that is not plain."""
        cell = listing.get(record, concept)
        if cell is None or says_no_limit(cell.text):
            return None
        reads = _read_most_lessons if concept == "lessons" else _read_most_hours
        found, how, key = reads(cell.text), DERIVED, ""
        if found is None:
            key, how = f"{concept}:{called}", ANSWERED
            fields = {"person": called, "text": cell.text}
            proposed = first_count(cell.text, NO_LIMIT)
            found = self._answers.read(key, proposed, reads, f"most.{concept}", **fields)
        if found == cell.text:
            return Value.read(cell)
        return Value(found, cell, how, key) if found else None

    def _mode(self, listing: SheetListing, record: ListedRow, called: str) -> Value | None:
        cell = listing.get(record, "mode")
        if cell is not None:
            return Value.read(cell)
        remark = listing.get(record, "remark")
        if remark is None or not _NO_CAR.search(remark.text):
            return None
        key, fields = f"mode:{called}", {"person": called, "text": remark.text}
        mode = self._answers.read(key, "bus", partial(find_word, "mode"), "mode", **fields)
        return Value(mode, remark, ANSWERED, key)

    def _add_skills(
        self, staff_id: str, cell: SheetCell, listing: SheetListing, record: ListedRow
    ) -> None:
        level, until = listing.get(record, "level"), listing.get(record, "until")
        for one in read_skills(cell.text):
            if one.doubt and not self._counts(staff_id, one.doubt):
                continue
            self._draft.add(
                "skills",
                {
                    "staff_id": Value(staff_id, cell),
                    "skill": Value(one.skill, cell),
                    "level": Value(str(one.level), cell)
                    if one.level
                    else (read_rank(level) if level else None),
                    "valid_from": Value(one.first, cell) if one.first else None,
                    "valid_until": Value(one.last, cell)
                    if one.last
                    else (Value.read(until) if until else None),
                },
            )

    def _counts(self, staff_id: str, text: str) -> bool:
        """Return whether a certificate counts that may have lapsed."""
        proposed = "no" if LAPSED.search(text) else "yes"
        key, fields = f"certificate:{staff_id}:{text}", {"person": staff_id, "text": text}
        return self._answers.read(key, proposed, read_yes, "certificate", **fields)

    def _times(self, listing: SheetListing, record: ListedRow, called: str) -> tuple[Times, Value]:
        """Return when somebody is available, as a cell or an answer says, and what it follows from.

        Without either, what is proposed follows from the remark: at any time, or never.
        """
        cell, remark = listing.get(record, "times"), listing.get(record, "remark")
        times = read_times(cell.text) if cell else None
        if times is not None:
            return times, Value("", cell)
        key, kind = f"times:{called}", "times" if cell else "times.blank"
        said = {"text": cell.text} if cell else {"remark": remark.text if remark else ""}
        told = " ".join(one.text for one in (cell, remark) if one)
        words = _NOT_SENT if _AWAY.search(told) else _ANY_TIME
        proposed = words[not f"{called}{told}".isascii()]
        times = self._answers.read(key, proposed, read_times, kind, person=called, **said)
        return times, Value("", cell or remark, ANSWERED, key)

    def _add_windows(self, staff_id: str, times: Times, source: Value) -> None:
        for span in times.spans:
            for day in span.days:
                self._add_window(staff_id, day, span, source)

    def _add_window(self, staff_id: str, day: int, span: Span, source: Value) -> None:
        def value(text: str) -> Value:
            return Value(text, source.source, source.how, source.key)

        start, end = self._clocks.window(span) if span.slots else span.clocks(_NOON)
        cells = {"staff_id": staff_id, "day": str(day), "start": start, "end": end}
        self._draft.add("availability", {name: value(text) for name, text in cells.items()})


def _read_most_lessons(text: str) -> str | None:
    count = read_count(text)
    return "" if says_no_limit(text) else None if count is None else str(count)


def _read_most_hours(text: str) -> str | None:
    hours = read_hours(text)
    return "" if says_no_limit(text) else None if hours is None else format(hours.normalize(), "f")


def _workplace(listing: SheetListing, record: ListedRow) -> SheetCell | None:
    return listing.get(record, "workplace") or listing.get(record, "school")
