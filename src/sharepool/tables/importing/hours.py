"""Clock times as people write them, one or from and to: read whole, in the half of the day meant.

A time without a word such as 下午 is of a clock of 24 hours; before six in the morning it is not
believed, for 2:10 of a school is ten past two in the afternoon.
"""

from __future__ import annotations

import re

from sharepool.problem.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR
from sharepool.problem.vocabulary import plain

EARLIEST = 6 * MINUTES_PER_HOUR
"""Before this a time needs a word that says so; midnight alone is itself."""

_MORNING, _NOON, _AFTERNOON, _EVENING = "morning", "noon", "afternoon", "evening"
_WORDS = {
    _MORNING: r"上午|早上|早晨|清晨|(?<![a-z])a\.?m\b\.?",
    _NOON: "中午|正午",
    _AFTERNOON: r"下午|(?<![a-z])p\.?m\b\.?",
    _EVENING: "傍晚|晚上|晚间",
}
_ANY = "|".join(_WORDS.values())
_HALF = 12
_LATE = 8
"""An hour from which a row that is headed 下午 and a time without a word contradict each other."""


def _one(name: str) -> str:
    """Return what a clock time looks like, its parts named."""
    return (
        rf"(?P<{name}_word>{_ANY})?\s*(?P<{name}_hour>(?<![\d:])\d{{1,2}})"
        rf"(?:\s*[:.点时h]\s*(?P<{name}_minute>\d{{2}})(?!\d)\s*分?(?::00)?"
        rf"|\s*[点时](?![段间])(?:(?P<{name}_half>半)|整)?(?!\d)|(?=\s*[ap]\.?m\b))"
        rf"(?:\s*(?P<{name}_after>[ap]\.?m\b\.?))?"
    )


_CLOCK = re.compile(_one("start"))
RANGE = re.compile(rf"{_one('start')}(?:\s*(?:[-—–~−―至到]+|\bto\b)\s*|\s+){_one('end')}")
"""Times from and to, at a place in a text."""
_LASTING = re.compile(r"\s*\(?(?:共)?(\d{1,3})(?:分钟?|min)\)?")
_SHARE = re.compile(r"0?\.\d+")
_TIME_SIGNS = re.compile(r"\d\s*[:点时]\s*\d|\d\s*[点时](?![段间])|\d\.\d{1,2}\s*[-—–~至到]")
_NO_COLON = re.compile(r"\d{1,2}(?:\.\d)?")
_PARTS = re.compile(r"\s*[-—–~−―至到]+\s*")

Span = tuple[int, int]
"""Start and end, minutes after midnight."""


def read_clock(text: str) -> int | None:
    """Return minutes after midnight of a text that is one time, None if it is not understood.

    A share of a day, as Excel keeps times, is one too.
    """
    return _whole_clock(text, "", EARLIEST)


def read_range(text: str, near: str = "") -> Span | None:
    """Return start and end of a text that is times from and to, None if it is not understood.

    Parameters
    ----------
    text : str
    near : str
        Part of the day that stands beside it, as :func:`find_part` has it.
    """
    return _whole_range(text, near, EARLIEST)


def find_times(label: str) -> tuple[int, int | None] | None:
    """Return the time in a label, or start and end; None if there is none that is understood."""
    form, near = _form(label), find_part(label)
    match = RANGE.search(form)
    if match and not _TIME_SIGNS.search(_without(form, match)):
        return _span(match, near, EARLIEST)
    match = _CLOCK.search(form)
    if match is None or _contradicts(near, match) or _TIME_SIGNS.search(_without(form, match)):
        return None
    start = _minutes(match, "start", near, EARLIEST)
    return None if start is None else (start, None)


def find_part(text: str) -> str:
    """Return the part of day that a text names, empty if none or several."""
    form = _form(text)
    named = [part for part, words in _WORDS.items() if re.search(words, form)]
    return named[0] if len(named) == 1 else ""


def has_range(text: str) -> bool:
    """Return whether there are times from and to in a text, understood or not."""
    return RANGE.search(_form(text)) is not None


def has_times(text: str) -> bool:
    """Return whether there is anything like a time in a text, understood or not."""
    form = _form(text)
    return bool(_TIME_SIGNS.search(form) or _CLOCK.search(form))


def without_times(text: str) -> str:
    """Return a text without the times in it."""
    return _CLOCK.sub(" ", RANGE.sub(" ", _form(text)))


def why_refused(text: str) -> str:
    """Return which sentence says what is wrong with times that are not understood."""
    form = _form(text)
    if any(_NO_COLON.fullmatch(part) for part in _PARTS.split(form)):
        return "colon"
    match = RANGE.search(form) or _CLOCK.search(form)
    if match is None or _TIME_SIGNS.search(_without(form, match)):
        return "form"
    names = ("start", "end") if match.re is RANGE else ("start",)
    times = [_minutes(match, name, "", 0) for name in names]
    if not find_part(form) and any(one is not None and 0 < one < EARLIEST for one in times):
        return "early"
    is_whole = match[0] == form and len(times) > 1 and None not in times
    return "order" if is_whole else "form"


def _form(text: str) -> str:
    return plain(text).casefold()


def _without(form: str, match: re.Match[str]) -> str:
    return f"{form[: match.start()]} {form[match.end() :]}"


def _whole_clock(text: str, near: str, earliest: int) -> int | None:
    form = _form(text)
    if _SHARE.fullmatch(form):
        minutes = round(float(form) * MINUTES_PER_DAY)
        return minutes if minutes >= earliest else None
    match = _CLOCK.fullmatch(form)
    return _minutes(match, "start", near, earliest) if match else None


def _whole_range(text: str, near: str, earliest: int) -> Span | None:
    form = _form(text)
    match = RANGE.match(form)
    found = _span(match, near, earliest) if match else None
    if match is None or found is None:
        return None
    rest = form[match.end() :]
    lasting = _LASTING.fullmatch(rest)
    is_whole = not rest or (lasting and int(lasting[1]) == found[1] - found[0])
    return found if is_whole else None


def _span(match: re.Match[str], near: str, earliest: int) -> Span | None:
    """Return start and end of a range: the word of one may be meant for both (下午4:00-4:40)."""
    if _contradicts(near, match) and not match["end_after"]:
        return None
    first = _part_of(match["start_word"] or match["start_after"])
    last = _part_of(match["end_after"])
    end = _minutes(match, "end", first or near, earliest)
    # 11:30-1:00pm: its start is not meant to be in the afternoon.
    for beside in (last or near, ""):
        start = _minutes(match, "start", beside, earliest)
        if start is not None and end is not None and start < end:
            return start, end
    return None


def _minutes(match: re.Match[str], name: str, near: str, earliest: int) -> int | None:
    hour = int(match[f"{name}_hour"])
    minute = 30 if match[f"{name}_half"] else int(match[f"{name}_minute"] or 0)
    own = _part_of(match[f"{name}_word"] or match[f"{name}_after"])
    hours = _hour_in(own, hour) if own else _hour_beside(near, hour)
    if hours is None or minute >= MINUTES_PER_HOUR:
        return None
    minutes = hours * MINUTES_PER_HOUR + minute
    if minutes > MINUTES_PER_DAY or (not own and 0 < minutes < earliest):
        return None
    return minutes


def _part_of(word: str | None) -> str:
    return find_part(word) if word else ""


def _hour_in(part: str, hour: int) -> int | None:
    """Return the hour of 24 that is meant by one in a part of the day, None if there is none."""
    if part == _MORNING:
        return hour if hour < _HALF else None
    if part == _NOON:
        # 中午1:20 is after noon, 中午11:50 before it.
        return hour + _HALF if 0 < hour < 5 else hour if 10 <= hour < 15 else None  # noqa: PLR2004
    if part == _EVENING and hour == _HALF:
        return None
    return hour + _HALF if hour < _HALF else hour


def _hour_beside(part: str, hour: int) -> int | None:
    """Return the hour of 24 of a time without a word, beside one that may be meant for it."""
    found = _hour_in(part, hour) if part else hour
    return hour if found is None else found


def _contradicts(near: str, match: re.Match[str]) -> bool:
    """Return whether a time without a word of its own cannot be meant in the afternoon."""
    is_bare = not match["start_word"] and not match["start_after"]
    return near == _AFTERNOON and is_bare and _LATE <= int(match["start_hour"]) < _HALF
