"""When periods and days take place: as the file says, as the school's bells say, or as answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.cells import MINUTES_PER_DAY, format_clock
from sharepool.problem.vocabulary import find_word, folded
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.clocks import USUAL
from sharepool.tables.importing.draft import ANSWERED, DERIVED, Value
from sharepool.tables.importing.hours import read_range
from sharepool.tables.importing.timetables.known import KnownProblem
from sharepool.tables.importing.timetables.lessons import TimetablePeriod

_DAY = re.compile("(?:周|星期|礼拜)[一二三四五六日天]")
_LETTERS = re.compile("[a-z]+")
BARE_DAY = re.compile("[一二三四五六日天]")
_DATE_SIGNS = re.compile(r"[\d月日号年/.()-]*")
_PAUSE, _LENGTH = 10, 40
"""Minutes of a break and of a lesson, where nothing is known of them."""

Times = tuple[int, int, Value]
"""Start and end in minutes after midnight, and what says so."""


class PeriodTimes:
    """When each period of a timetable takes place.

    Parameters
    ----------
    periods : iterable of TimetablePeriod
    site_id : str
    known : KnownProblem
    answers : Answers
    file : str
        By which the school's times are asked.
    """

    def __init__(
        self,
        periods: Iterable[TimetablePeriod],
        site_id: str,
        known: KnownProblem,
        answers: Answers,
        file: str,
    ) -> None:
        self._bells = known.bells_of(site_id)
        asked = {
            one.number: one
            for one in periods
            if (one.start is None or one.end is None)
            and not any(number == one.number for _, number in self._bells)
        }
        order = [asked[number] for number in sorted(asked)]
        self._answered = _ask(order, answers, file) if order else {}
        self._key = f"periods:{file}"

    def find(self, period: TimetablePeriod, day: int) -> Times | None:
        """Return when a period takes place on a day.

        Where the bells have none on that day, it is as on another.
        """
        if period.start is not None and period.end is not None:
            return period.start, period.end, Value("", period.source, DERIVED)
        if period.number in self._answered:
            start, end = self._answered[period.number]
            return start, end, Value("", period.source, ANSWERED, self._key)
        same = [times for (_, number), times in self._bells.items() if number == period.number]
        times = self._bells.get((day, period.number)) or next(iter(same), None)
        return (*times, Value("", period.source, DERIVED, "bells")) if times else None


def name_days(names: Mapping[int, str], file: str, answers: Answers) -> dict[int, int]:
    """Return the weekday of each day of a file, asked where its name is of another language."""
    found = {place: find_day(name) for place, name in names.items()}
    if all(found.values()):
        return {place: day or 0 for place, day in found.items()}
    proposed = {name: str(found[place] or place + 1) for place, name in names.items()}
    key = f"days:{file}"
    answer = answers.ask(key, proposed, "timetable_days", file=file)
    told = answer if isinstance(answer, dict) else proposed
    days = {place: find_word("day", str(told.get(name, ""))) for place, name in names.items()}
    wrong = [names[place] for place, day in days.items() if day is None]
    if wrong or len(set(days.values())) < len(days):
        fields = {"kind": "days"}
        raise ProblemError([Fault("", None, key, "bad_answer", ", ".join(wrong), fields)])
    return {place: int(day or 0) for place, day in days.items()}


def find_day(text: str) -> int | None:
    """Return the weekday that a header names (周一, 星期一 3月2日, Mon, MONDAY 2/3), or None."""
    form = folded(text)
    match = _DAY.match(form) or BARE_DAY.fullmatch(form) or _LETTERS.match(form)
    if match is None or not _DATE_SIGNS.fullmatch(form[match.end() :]):
        return None
    word = find_word("day", match[0])
    return int(word) if word else None


def _ask(periods: list[TimetablePeriod], answers: Answers, file: str) -> dict[int, tuple[int, int]]:
    proposed = _proposed(periods)
    labels = "、".join(one.label for one in periods)
    key = f"periods:{file}"
    answer = answers.ask(key, proposed, "timetable_periods", periods=labels, file=file)
    spans = [read_range(str(span)) for span in (answer if isinstance(answer, list) else [answer])]
    found = [span for span in spans if span]
    if len(found) != len(periods) or len(spans) != len(periods):
        fields = {"kind": "periods", "count": len(periods)}
        raise ProblemError([Fault("", None, key, "bad_answer", str(answer), fields)])
    return {one.number: span for one, span in zip(periods, found, strict=True)}


def _proposed(periods: list[TimetablePeriod]) -> list[str]:
    """Return what is proposed: from one start to the next, else the usual day."""
    starts = [one.start for one in periods]
    spans: list[tuple[int, int]] = []
    usual = [span for text in USUAL[:-1] if (span := read_range(text))]
    for place, period in enumerate(periods):
        at = period.number - 1
        start, end = usual[at] if at < len(usual) else (None, None)
        if period.start is not None:
            later = [one for one in starts[place + 1 :] if one is not None and one > period.start]
            start = period.start
            end = min(later[0], start + _LENGTH) if later else start + _LENGTH
        elif start is None or end is None or (spans and start < spans[-1][1]):
            before = spans[-1][1] if spans else usual[-1][1]
            start = before + _PAUSE
            end = start + _LENGTH
        spans.append((start, min(end or start + _LENGTH, MINUTES_PER_DAY)))
    return [f"{format_clock(start)}-{format_clock(end)}" for start, end in spans]
