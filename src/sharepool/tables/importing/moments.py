"""Words of time: weekdays, parts of day, clock times and slots, as people write them in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sharepool.problem.cells import MINUTES_PER_DAY, format_clock, parse_days
from sharepool.problem.vocabulary import plain
from sharepool.tables.importing.hours import RANGE, read_range

_DAY = "(?:周|星期|礼拜)[一二三四五六日天1-7]"
_LIST = "[一二三四五六日天]"
_NAME = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?(?![a-z])"
_TO = r"\s*(?:至|到|-|—|–|~|to|until)+\s*"
_PATTERNS = {
    "span": re.compile(rf"({_DAY}){_TO}((?:周|星期|礼拜)?{_LIST})|({_NAME}){_TO}({_NAME})"),
    "days": re.compile(rf"{_DAY}(?:[、,，和及]?{_LIST}(?!节))*|{_NAME}"),
    "daily": re.compile("每天|每日|天天|工作日|周内|平时|every ?day|daily|weekdays|any ?day"),
    "weekend": re.compile("周末|双休日|weekends?"),
    "clock": RANGE,
    "slots": re.compile(
        r"第?([一二三四五六七八九1-9](?:[、,，和至到\-—~][一二三四五六七八九1-9])*)节(?!课?[/每])"
    ),
    "part": re.compile(
        "上午|下午|全天|整天|晚上|早上|早晨|中午|放学后|课后服务时间|课后服务|课后|课余"
        "|mornings?|afternoons?|evenings?|all day|whole day|any ?time|after school|[ap]m(?![a-z])"
    ),
    "count": re.compile(r"每天([一二三四五六七八九1-9])节|每天最多([一二三四五六七八九1-9])节"),
    "ignored": re.compile(
        "每(?=周|星期|礼拜)|均可|都可以|可以|皆可|有空|可外派|可派|时段|时间|课|或者?|、|，|,|;|；|和|及|或|\\s|。|的"
        "|and|or|on|&"
    ),
}
"""What a text of times is made of; longer ones are tried first."""
_ORDER = ("count", "clock", "span", "days", "daily", "weekend", "slots", "part", "ignored")
_SIGN = "[一二三四五六七八九1-9]"
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)}
_ALL_WEEK = (1, 2, 3, 4, 5)
_WEEKEND = (6, 7)

MORNING, AFTERNOON, WHOLE, AFTER_SCHOOL, EVENING = (
    "morning",
    "afternoon",
    "whole",
    "after_school",
    "evening",
)
_PARTS = {
    "上午": MORNING,
    "早上": MORNING,
    "早晨": MORNING,
    "下午": AFTERNOON,
    "中午": AFTERNOON,
    "全天": WHOLE,
    "整天": WHOLE,
    "晚上": EVENING,
    "morning": MORNING,
    "am": MORNING,
    "pm": AFTERNOON,
    "afternoon": AFTERNOON,
    "evening": EVENING,
    "all day": WHOLE,
    "whole day": WHOLE,
    "anytime": WHOLE,
    "any time": WHOLE,
}
_NOON = 12 * 60
_BESIDE = {AFTERNOON: "afternoon", AFTER_SCHOOL: "afternoon", EVENING: "evening"}
"""What a part of day says of clock times beside it."""
_NEVER = re.compile(
    "(?:不|不可|不能|不可以|暂不|本学期不|全学期不)(?:外派|派出|可派|支教|走教)|不派"
    "|never|none|not available|unavailable"
)


@dataclass(frozen=True)
class Span:
    """Days, and a part of day, slots or clock times on them.

    Attributes
    ----------
    days : tuple of int
    part : str
        ``morning`` … or ``whole``.
    slots : tuple of int
        If given, these alone (of the part).
    start, end : int or None
        If given, clock times, minutes after midnight.
    """

    days: tuple[int, ...]
    part: str = WHOLE
    slots: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None

    def clocks(self, noon: int) -> tuple[str, str]:
        """Return from when to when it lasts, as ``HH:MM``."""
        if self.start is not None and self.end is not None:
            return format_clock(self.start), format_clock(self.end)
        first = noon if self.part in {AFTERNOON, AFTER_SCHOOL} else 0
        last = noon if self.part == MORNING else MINUTES_PER_DAY
        return format_clock(18 * 60 if self.part == EVENING else first), format_clock(last)


@dataclass(frozen=True)
class Times:
    """What a text says of times.

    Attributes
    ----------
    spans : tuple of Span
        Any of them may be.
    most_a_day : int or None
        Sessions on one day.
    """

    spans: tuple[Span, ...]
    most_a_day: int | None = None


NEVER = Times(())
"""What is said of somebody who is not to be had at all."""


def read_times(text: str) -> Times | None:
    """Return what a text says of times, None if a word of it is not understood."""
    rest, reader = plain(text).casefold(), _Reader()
    if _NEVER.fullmatch(rest):
        return NEVER
    while rest:
        kind, match = _next(rest)
        if match is None or not reader.take(kind, match):
            return None
        rest = rest[match.end() :]
    return reader.times()


class _Reader:
    """Puts the words of a text together: days, then what of them."""

    def __init__(self) -> None:
        self._days: tuple[int, ...] = ()
        self._spans: list[Span] = []
        self._is_open = False
        self._part, self._before = "", ""
        self._most: int | None = None

    def take(self, kind: str, match: re.Match[str]) -> bool:
        """Take in the next word; False if it cannot be meant."""
        before, self._before = self._before, kind
        match kind:
            case "span" | "days" | "daily" | "weekend":
                own = _days(kind, match)
                self._days = tuple(sorted({*self._days, *own})) if self._is_open else own
                self._part = ""
            case "part":
                if before == "part":
                    # 下午放学后: the second word says when in the afternoon.
                    self._spans.pop()
                self._part = _PARTS.get(match[0].rstrip("s"), AFTER_SCHOOL)
                self._spans.append(Span(self._days or _ALL_WEEK, self._part))
            case "slots":
                slots = _numbers(match[1])
                self._spans = _with_slots(self._spans, self._days or _ALL_WEEK, self._part, slots)
            case "clock":
                return self._take_clock(match)
            case "count":
                self._most = _numbers(match[1] or match[2])[0]
        if kind not in {"count", "ignored"}:
            self._is_open = kind in {"span", "days", "daily", "weekend"}
        return True

    def _take_clock(self, match: re.Match[str]) -> bool:
        """Take in clock times, which narrow a part of day that has none yet."""
        part = ""
        if self._part and self._spans and self._spans[-1].part == self._part:
            part = self._spans.pop().part
        found = read_range(match[0], _BESIDE.get(part, ""))
        if found is None or (part in _BESIDE and found[0] < _NOON):
            return False
        kept = part if part == AFTER_SCHOOL else WHOLE
        self._spans.append(Span(self._days or _ALL_WEEK, kept, (), *found))
        self._is_open = False
        return True

    def times(self) -> Times | None:
        """Return what the words say together, None if nothing."""
        spans = [*self._spans, Span(self._days)] if self._is_open else self._spans
        return Times(tuple(spans), self._most) if spans or self._most else None


def _next(text: str) -> tuple[str, re.Match[str] | None]:
    for kind in _ORDER:
        if match := _PATTERNS[kind].match(text):
            return kind, match
    return "", None


def _days(kind: str, match: re.Match[str]) -> tuple[int, ...]:
    if kind == "daily":
        return _ALL_WEEK
    if kind == "weekend":
        return _WEEKEND
    if kind == "span" and match[3]:
        return parse_days(f"{match[3][:3]}-{match[4][:3]}")
    if kind == "span":
        last = match[2] if match[2][0] in "周星礼" else f"周{match[2]}"
        return parse_days(f"{match[1]}至{last}")
    if match[0].isascii():
        return parse_days(match[0][:3])
    return parse_days(re.sub("[和及]", "、", match[0]))


def _with_slots(
    spans: list[Span], days: tuple[int, ...], part: str, slots: tuple[int, ...]
) -> list[Span]:
    """Return spans of which the last, a part of day, is narrowed to slots."""
    if part and spans and not spans[-1].slots:
        return [*spans[:-1], Span(spans[-1].days, spans[-1].part, slots)]
    return [*spans, Span(days, WHOLE, slots)]


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a text such as 3、4 or 三至五."""
    found: list[int] = []
    for first, last in re.findall(rf"({_SIGN})(?:[至到\-—~]({_SIGN}))?", text):
        low = _number(first)
        found += range(low, _number(last) + 1) if last else [low]
    return tuple(dict.fromkeys(found))


def _number(sign: str) -> int:
    return _DIGITS.get(sign) or int(sign)
