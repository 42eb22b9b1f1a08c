"""Bells of a workbook: a column a bell plan, or rows with start and end."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from sharepool.problem.cells import format_clock
from sharepool.problem.vocabulary import find_word, folded
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.draft import ANSWERED, ASSUMED, Draft, Value
from sharepool.tables.importing.hours import find_part, read_clock, read_range, why_refused
from sharepool.tables.importing.listings import ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.moments import Span

_NUMBER = re.compile(r"第?([一二三四五六七八九十]{1,2}|\d{1,2})(?:节|课)?")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
BREAKS = re.compile(
    "大课间|课间|眼保健操|午休|午餐|午间|升旗|早读|晨读|早操|集会|自习"
    r"|\b(?:break|recess|lunch|assembly|registration|tutor time|homeroom)\b",
    re.IGNORECASE,
)
_MOMENTS = re.compile("到校|入校|进校|预备|放学|离校|起床|就寝|熄灯")
AFTER = re.compile("课后|延时|放学后|社团|兴趣|after.?school|extracurricular", re.IGNORECASE)

USUAL = [
    "08:20-09:00",
    "09:10-09:50",
    "10:20-11:00",
    "11:10-11:50",
    "14:10-14:50",
    "15:00-15:40",
    "15:50-17:20",
]
"""What is proposed where a workbook has no bells; the last is after school."""

Slot = tuple[int, int, int, str]
"""Number, start and end in minutes after midnight, and part of day."""


class Clocks:
    """Reads bells, and says which plan a school keeps.

    Attributes
    ----------
    plans : dict of str to list of Slot
        Slots by bell plan.
    """

    def __init__(self, draft: Draft, answers: Answers) -> None:
        self._draft, self._answers = draft, answers
        self.plans: dict[str, list[Slot]] = {}

    def read(self, listing: SheetListing) -> None:
        """Take in a list of slots."""
        ranges = listing.ranges or ([] if listing.find("start") else listing.find("range"))
        if ranges:
            for column in ranges:
                named = len(ranges) > 1 or column.meaning is None
                plan = _plan_name(column.title) if named else "default"
                self._read_plan(listing, plan, column.place)
        else:
            self._read_plan(listing, "default", None)

    def _read_plan(self, listing: SheetListing, plan: str, place: int | None) -> None:
        number = 0
        for record in listing.records:
            label = listing.get(record, "slot")
            if label is None or (BREAKS.search(label.text) and not AFTER.search(label.text)):
                continue
            times = self._times(listing, record, place)
            if times is None:
                continue
            start, end, source = times
            number = max(number + 1, _number_of(label.text))
            after = bool(AFTER.search(label.text))
            part = "after_school" if after else "lesson"
            self._add(plan, (number, start, end, part), source, label)

    def _times(
        self, listing: SheetListing, record: ListedRow, place: int | None
    ) -> tuple[int, int, SheetCell] | None:
        """Return start and end of a slot and where they stand; what is not understood is refused.

        They stand in one column, else in those of starts and ends.
        """
        own = [record.cells.get(place)] if place is not None else []
        ends = [listing.get(record, one) for one in ("start", "end")]
        cells = [cell for cell in (own or ends) if cell]
        if not cells:
            return None
        if len(cells) == 1 and _is_moment(listing, record) and read_clock(cells[0].text):
            return None
        if place is None and len(cells) == 1:
            self._draft.refuse(cells[0], "unread_time", kind="alone")
            return None
        found = _span([cell.text for cell in cells], _part_beside(listing, record))
        if found is not None:
            return (*found, cells[0])
        unread = [cell for cell in cells if place is not None or read_clock(cell.text) is None]
        for cell in unread or cells[-1:]:
            kind = why_refused(cell.text) if unread else "order"
            self._draft.refuse(cell, "unread_time", kind=kind)
        return None

    def _add(self, plan: str, slot: Slot, source: SheetCell, label: SheetCell) -> None:
        number, start, end, part = slot
        self.plans.setdefault(plan, []).append(slot)
        self._draft.add(
            "bells",
            {
                "bell_id": Value(plan, source),
                "slot": Value(str(number), label),
                "label": Value.read(label),
                "start": Value(format_clock(start), source),
                "end": Value(format_clock(end), source),
                "part": Value(part, label),
            },
        )

    def window(self, span: Span) -> tuple[str, str]:
        """Return from when to when the slots of a span last, in whichever plan they are longest."""
        times = [
            (start, end)
            for slots in self.plans.values()
            for number, start, end, _ in slots
            if number in span.slots
        ]
        if not times:
            return span.clocks(12 * 60)
        return format_clock(min(times)[0]), format_clock(max(end for _, end in times))

    def propose(self) -> None:
        """Ask for bells, where the workbook has none."""
        answer = self._answers.ask("bells", USUAL)
        spans = answer if isinstance(answer, list) else [str(answer)]
        if not all(read_range(str(span)) for span in spans):
            self._answers.refuse("bells", "、".join(str(span) for span in spans))
            spans = USUAL
        times = [found for span in spans if (found := read_range(str(span)))]
        for number, (start, end) in enumerate(times, start=1):
            part = "after_school" if number == len(times) else "lesson"
            self.plans.setdefault("default", []).append((number, start, end, part))
            texts = {"slot": str(number), "start": format_clock(start), "end": format_clock(end)}
            cells = {**texts, "part": part}
            self._draft.add(
                "bells",
                {name: Value(text, None, ANSWERED, "bells") for name, text in cells.items()},
            )

    def choose(self, stages: Mapping[str, str], asking: Collection[str]) -> dict[str, Value]:
        """Return the bell plan of each school, by its kind.

        What the plans do not say is asked where a school needs something; others keep the first.
        """
        if not self.plans or list(self.plans) == ["default"]:
            return {}
        found: dict[str, Value] = {}
        of_stage: dict[str, Value] = {}
        for site_id, stage in stages.items():
            if site_id in asking:
                if stage not in of_stage:
                    of_stage[stage] = self._plan_of(stage)
                found[site_id] = of_stage[stage]
        first = Value(next(iter(self.plans)), None, ASSUMED)
        for site_id, stage in stages.items():
            found.setdefault(site_id, of_stage.get(stage, first))
        return found

    def _plan_of(self, stage: str) -> Value:
        plain = {folded(plan): plan for plan in self.plans}
        word = find_word("stage", stage)
        for form, plan in plain.items():
            if form == folded(stage) or (word and find_word("stage", plan) == word):
                return Value(plan)
        first = next(iter(self.plans))
        if len(self.plans) == 1:
            return Value(first)
        key = f"bell:{stage}"
        plans = "、".join(self.plans)
        chosen = self._answers.read(
            key,
            first,
            lambda said: plain.get(folded(said)),
            "bell",
            stage=stage or "—",
            plans=plans,
        )
        return Value(chosen, None, ANSWERED, key)


def _plan_name(title: str) -> str:
    return re.sub(r"作息时间表?|作息表?|时间", "", title).strip() or title


def _span(texts: list[str], near: str) -> tuple[int, int] | None:
    """Return start and end, of one text or of two."""
    clocks = [read_clock(text) for text in texts]
    if len(texts) > 1 and None not in clocks:
        # Each says all by itself, perhaps as a share of a day.
        start, end = (clock or 0 for clock in clocks)
        return (start, end) if start < end else None
    return read_range("-".join(texts), near)


def _is_moment(listing: SheetListing, record: ListedRow) -> bool:
    """Return whether a row is of something that has no end, such as the school's opening."""
    label = listing.get(record, "slot")
    return bool(label and _MOMENTS.search(label.text) and not AFTER.search(label.text))


def _part_beside(listing: SheetListing, record: ListedRow) -> str:
    """Return the part of day that a slot's row is of, as its label or a column of parts says."""
    texts = [cell.text for one in ("slot", "part") if (cell := listing.get(record, one))]
    told = " ".join(texts)
    # What follows lessons is not before noon: 课后服务 4:00-5:30.
    return find_part(told) or ("afternoon" if AFTER.search(told) else "")


def _number_of(label: str) -> int:
    """Return the number of a slot in its label, 0 if it has none."""
    match = _NUMBER.fullmatch(label.strip())
    if match is None:
        return 0
    if match[1].isdigit():
        return int(match[1])
    signs = [_DIGITS[sign] for sign in match[1]]
    return signs[0] if len(signs) == 1 else signs[0] + signs[1] if signs[0] == 10 else 0  # noqa: PLR2004
