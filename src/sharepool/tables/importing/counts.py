"""Numbers of sessions and hours, and yes or no: read of a whole cell or not at all."""

from __future__ import annotations

import re
from decimal import Decimal

from sharepool.problem.cells import MINUTES_PER_HOUR, parse_flag
from sharepool.problem.vocabulary import plain

NO_LIMIT = "不限"
"""Answer: there is no limit."""

_SIGNS = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_A_WEEK = r"(?:每周|一周|周|/周|\\周|a week|per week|/week|weekly)"
_COUNT = re.compile(
    rf"{_A_WEEK}?\s*(?P<count>\d+(?:\.0+)?|[一二两三四五六七八九十]{{1,3}})\s*"
    rf"(?:个)?(?:节课|课时|学时|节|次|课|sessions?|lessons?|times?|h)?\s*{_A_WEEK}?"
)
_HOURS = re.compile(
    rf"{_A_WEEK}?\s*(?P<number>\d+(?:\.\d+)?)\s*"
    rf"(?P<unit>个?小时|个?钟头|h|hours?|hrs?|分钟|min|minutes?)?\s*{_A_WEEK}?"
)
_NO_LIMIT = re.compile("不限|无限制|没有限制|无|none|no limit|unlimited")
_FIRST = re.compile(r"\d+|[一二两三四五六七八九十]+")


def read_count(text: str) -> int | None:
    """Return how many a whole text says; None for 2-3, 隔周1次 and whatever says more than that.

    Examples
    --------
    >>> [read_count(text) for text in ("2", "两次", "每周3节", "2-3", "-3", "2.5")]
    [2, 2, 3, None, None, None]
    """
    match = _COUNT.fullmatch(plain(text).casefold())
    return None if match is None else _number(match["count"])


def read_hours(text: str) -> Decimal | None:
    """Return the hours that a whole text says, None if it says none or more than that.

    Examples
    --------
    >>> read_hours("90 min"), read_hours("7.5小时"), read_hours("6-8")
    (Decimal('1.5'), Decimal('7.5'), None)
    """
    match = _HOURS.fullmatch(plain(text).casefold())
    if match is None:
        return None
    number = Decimal(match["number"])
    is_minutes = (match["unit"] or "").startswith(("分", "min"))
    return number / MINUTES_PER_HOUR if is_minutes else number


def says_no_limit(text: str) -> bool:
    """Return whether a text says that there is no limit."""
    return _NO_LIMIT.fullmatch(plain(text).casefold()) is not None


def first_count(text: str, otherwise: str) -> str:
    """Return the first number of a text, for a proposal."""
    match = _FIRST.search(plain(text))
    number = _number(match[0]) if match else None
    return otherwise if number is None else str(number)


def read_yes(text: str) -> bool | None:
    """Return whether an answer is yes; None if it is neither yes nor no."""
    try:
        return parse_flag(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if text[0].isdigit():
        return int(Decimal(text))
    tens, has_ten, ones = text.partition("十")
    if not has_ten:
        return _SIGNS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    return 10 * (_SIGNS[tens] if tens else 1) + (_SIGNS[ones] if ones else 0)
