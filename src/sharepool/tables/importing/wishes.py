"""What schools ask for: sessions of a workbook's demands, spread over classes and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from sharepool.problem.vocabulary import VOCABULARIES, find_grade, find_word, known_words
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.clocks import Clocks
from sharepool.tables.importing.counts import first_count, read_count, read_yes
from sharepool.tables.importing.draft import ANSWERED, DERIVED, READ, Draft, Value
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.moments import (
    AFTER_SCHOOL,
    AFTERNOON,
    EVENING,
    MORNING,
    NEVER,
    Span,
    Times,
    read_times,
)
from sharepool.tables.importing.places import Places

ANY_TIME = "全天"
_SCHOOL_DAYS = 5
_EACH = re.compile("每班|每个班|各班|per class|a class|each class", re.IGNORECASE)
_NOON = 12 * 60
_EVERYBODY = re.compile("各班|全校|所有班|各年级|全体|每班|各个班")
_FROM_TO = re.compile("([一二三四五六七八九1-9])(?:年级)?[至到~—-]([一二三四五六七八九1-9])年级")
_GRADES = re.compile("([一二三四五六七八九1-9])(?=[、和及,，一二三四五六七八九]*年级)")


class Wishes:
    """Reads lists of what schools need into demands.

    Parameters
    ----------
    draft : Draft
    answers : Answers
    places : Places
    clocks : Clocks
    """

    def __init__(self, draft: Draft, answers: Answers, places: Places, clocks: Clocks) -> None:
        self._draft, self._answers = draft, answers
        self._places, self._clocks = places, clocks
        self._count: dict[str, int] = {}
        self._bells: dict[str, Value] = {}
        self.asking: set[str] = set()

    def read(self, listing: SheetListing) -> None:
        """Take in a list of needs, each made into a demand a class."""
        for record in listing.records:
            school, skill = listing.get(record, "school"), listing.get(record, "skill")
            if school is None:
                self._refuse_nameless(listing, record)
                continue
            site_id = self._places.find(school, "school")
            self.asking.add(site_id)
            self._bells = self._clocks.choose(self._places.stages, self.asking)
            what = " ".join(
                cell.text
                for cell in (skill, listing.get(record, "kind"), listing.get(record, "cohort"))
                if cell
            )
            cells = self._cells(listing, record, site_id, what)
            self._spread(listing, record, site_id, what, cells)

    def _refuse_nameless(self, listing: SheetListing, record: ListedRow) -> None:
        """Refuse a row that says what is needed, and not where."""
        told = (listing.get(record, concept) for concept in ("sessions", "skill", "cohort"))
        if cell := next((one for one in told if one is not None), None):
            self._draft.refuse(cell, "schoolless")

    def _cells(
        self, listing: SheetListing, record: ListedRow, site_id: str, what: str
    ) -> dict[str, Value | None]:
        kind, skill = listing.get(record, "kind"), listing.get(record, "skill")
        periods = listing.get(record, "periods")
        word = self._kind(kind, site_id, what)
        return {
            "site_id": Value(site_id, listing.get(record, "school")),
            "kind": word,
            "skill": Value.read(skill) if skill else Value("体育"),
            "periods": self._periods(periods, site_id, what),
            **self._when(listing.get(record, "when"), site_id, what, word),
        }

    def _kind(self, cell: SheetCell | None, site_id: str, what: str) -> Value | None:
        if cell is None:
            return None
        word = find_word("kind", cell.text)
        if word:
            return Value(word, cell)
        inside = [one for one in known_words("kind") if _holds(cell.text, one)]
        key = f"kind:{cell.text}"
        proposed = inside[0] if inside else "club"
        fields = {"site": site_id, "what": what, "text": cell.text}
        reads = partial(find_word, "kind")
        return Value(
            self._answers.read(key, proposed, reads, "kind", **fields), cell, ANSWERED, key
        )

    def _periods(self, cell: SheetCell | None, site_id: str, what: str) -> Value | None:
        if cell is None:
            return None
        if (count := _read_periods(cell.text)) is not None:
            return Value(str(count), cell)
        key = f"periods:{site_id}:{what}:{cell.text}"
        fields = {"site": site_id, "what": what, "text": cell.text}
        count = self._answers.read(key, "2", _read_periods, "periods", **fields)
        return Value(str(count), cell, ANSWERED, key)

    def _when(
        self, cell: SheetCell | None, site_id: str, what: str, kind: Value | None
    ) -> dict[str, Value | None]:
        """Return allowed parts, starts and sessions a day, as a cell says."""
        if cell is None:
            return {}
        times, how, key = _read_when(cell.text), DERIVED, ""
        if times is None:
            key, how = f"when:{site_id}:{cell.text}", ANSWERED
            fields = {"site": site_id, "what": what, "text": cell.text}
            times = self._answers.read(key, ANY_TIME, _read_when, "when", **fields)
        parts = {"lesson"} if kind is None or kind.text == "lesson" else {"after_school"}
        if any(span.part == AFTER_SCHOOL for span in times.spans):
            parts = {"after_school"}
        starts = self._starts(times, site_id, parts)
        return {
            "parts": Value(";".join(sorted(parts)), cell, how, key),
            "slots": Value(starts, cell, how, key) if starts else None,
            "max_per_day": Value(str(times.most_a_day), cell, how, key)
            if times.most_a_day
            else None,
        }

    def _starts(self, times: Times, site_id: str, parts: set[str]) -> str:
        """Return the starts that times leave, empty where they leave all (or none)."""
        slots = self._clocks.plans.get(self._plan(site_id), [])
        usable = [(number, start) for number, start, _, part in slots if part in parts]
        found: dict[int, set[int]] = {}
        for span in times.spans:
            for day in span.days:
                found.setdefault(day, set()).update(_within(span, usable))
        found = {day: numbers for day, numbers in found.items() if numbers}
        every = {number for number, _ in usable}
        if not found or (
            set(found) == set(range(1, _SCHOOL_DAYS + 1))
            and all(one == every for one in found.values())
        ):
            return ""
        return ";".join(
            f"{day}-{first}" if first == last else f"{day}-{first}..{last}"
            for day in sorted(found)
            for first, last in _runs(sorted(found[day]))
        )

    def _plan(self, site_id: str) -> str:
        chosen = self._bells.get(site_id)
        return chosen.text if chosen else next(iter(self._clocks.plans), "default")

    def _spread(
        self,
        listing: SheetListing,
        record: ListedRow,
        site_id: str,
        what: str,
        cells: dict[str, Value | None],
    ) -> None:
        """Add a demand, or one a class where the sessions come out even."""
        cell, cohort = listing.get(record, "sessions"), listing.get(record, "cohort")
        sessions, source = self._sessions(cell, site_id, what)
        if sessions == 0:
            return
        classes = list(self._classes(cohort, site_id)) if _is_lesson(cells) else []
        if cell and len(classes) > 1 and _is_of_each(listing, cell):
            sessions *= len(classes)
        days = _days_of(cells.get("slots"))
        if len(classes) > 1 and sessions % len(classes) == 0:
            each = Value(str(sessions // len(classes)), cell)
            daily = cells.get("max_per_day") or self._most(site_id, what, int(each.text), 1, days)
            for name in classes:
                own = {"cohort": Value(name, cohort), "sessions": each, "max_per_day": daily}
                self._add(site_id, {**cells, **own})
            return
        most = cells.get("max_per_day") or self._most(site_id, what, sessions, len(classes), days)
        more = {"cohort": Value.read(cohort) if cohort else None, "max_per_day": most}
        self._add(
            site_id,
            {
                **cells,
                **more,
                "sessions": Value(str(sessions), source.source, source.how, source.key),
            },
        )

    def _sessions(self, cell: SheetCell | None, site_id: str, what: str) -> tuple[int, Value]:
        """Return how many sessions a week a cell says, asked where that is not plain."""
        if cell and (count := read_count(cell.text)) is not None:
            return count, Value(str(count), cell, READ if str(count) == cell.text else DERIVED)
        key = f"sessions:{site_id}:{what}"
        text = cell.text if cell else ""
        fields = {"site": site_id, "what": what, "text": text}
        proposed = first_count(text, "1")
        count = self._answers.read(key, proposed, read_count, "sessions", **fields)
        return count, Value(str(count), cell, ANSWERED, key)

    def _most(
        self, site_id: str, what: str, sessions: int, classes: int, days: int
    ) -> Value | None:
        """Return how many of many sessions may be on one day, None for one."""
        if sessions <= days:
            return None
        most = -(-sessions // days)
        if classes < 2:  # noqa: PLR2004
            return Value(str(most))
        key = f"classes:{site_id}:{what}"
        fields = {"site": site_id, "what": what, "sessions": sessions, "classes": classes}
        count = self._answers.read(key, str(most), read_count, "classes", **fields)
        return Value(str(count), None, ANSWERED, key)

    def _classes(self, cohort: SheetCell | None, site_id: str) -> Iterator[str]:
        """Yield the classes of a school that a cell means."""
        known = self._places.classes.get(site_id, {})
        text = cohort.text if cohort else ""
        wanted = set(_grades(text))
        if _EVERYBODY.search(text) or not text:
            wanted = set(known)
        for grade in sorted(wanted & set(known)):
            for number in range(1, int(known[grade].text) + 1):
                yield f"{_name(grade)}{number}班"

    def _add(self, site_id: str, cells: dict[str, Value | None]) -> None:
        self._count[site_id] = self._count.get(site_id, 0) + 1
        demand_id = f"{site_id}-{self._count[site_id]}"
        site = cells["site_id"]
        own_id = Value(demand_id, site.source if site else None)
        self._draft.add("demands", {"demand_id": own_id, **cells})


def _read_when(text: str) -> Times | None:
    """Return what a text says of times; that there are none is nothing to ask for."""
    times = read_times(text)
    return None if times is NEVER else times


def _read_periods(text: str) -> int | None:
    """Return how many slots in a row a cell asks for: 2, 2节连堂, 连排两节, 否."""
    count = read_count(re.sub("连[堂排上]", "", text))
    if count is None and read_yes(text) is False:
        return 1
    return count or None


def _is_of_each(listing: SheetListing, cell: SheetCell) -> bool:
    """Return whether the title above a number of sessions says that each class has as many."""
    titles = {column.place: column.title for column in listing.find("sessions")}
    title = titles.get(column_index_from_string(coordinate_from_string(cell.ref)[0]) - 1, "")
    return _EACH.search(title) is not None


def _days_of(slots: Value | None) -> int:
    """Return on how many days allowed starts are."""
    if slots is None:
        return _SCHOOL_DAYS
    return len({start.partition("-")[0] for start in slots.text.split(";")})


def _is_lesson(cells: dict[str, Value | None]) -> bool:
    kind = cells.get("kind")
    return kind is None or kind.text == "lesson"


def _holds(text: str, word: str) -> bool:
    return any(len(one) > 1 and one in text for one in VOCABULARIES["kind"][word])


def _grades(text: str) -> Iterator[int]:
    """Yield the grades that a text means: 一至六年级, 三、四年级, 七年级."""
    for first, last in _FROM_TO.findall(text):
        low, high = find_grade(f"{first}年级"), find_grade(f"{last}年级")
        yield from range(low or 0, (high or 0) + 1)
    for sign in _GRADES.findall(text):
        yield find_grade(f"{sign}年级") or 0


def _name(grade: int) -> str:
    return f"{'零一二三四五六七八九'[grade]}年级" if grade <= 9 else f"高{'一二三'[grade - 10]}"  # noqa: PLR2004


def _within(span: Span, usable: list[tuple[int, int]]) -> Iterator[int]:
    """Yield the slots, of number and start, that lie within a span."""
    for number, start in usable:
        is_clock = span.start is None or span.start <= start < (span.end or 0)
        if is_clock and _fits(start, span.part) and (not span.slots or number in span.slots):
            yield number


def _fits(start: int, part: str) -> bool:
    if part == MORNING:
        return start < _NOON
    if part == EVENING:
        return start >= 18 * 60
    return start >= _NOON if part in {AFTERNOON, AFTER_SCHOOL} else True


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
