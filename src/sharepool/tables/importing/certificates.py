"""What people may teach, as a cell tells it: skills, levels and dates of certificates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from sharepool.problem.vocabulary import plain
from sharepool.tables.importing.draft import Value
from sharepool.tables.importing.listings import SheetCell

_OUTSIDE = re.compile(r"[、,，;；/\n]+(?![^(（]*[)）])")
"""What separates skills; not what stands in brackets."""
_BRACKETS = re.compile(r"^(.*?)[(（](.*)[)）]$")
_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月底?|(?!\d))")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_MONTHS = 12
LAPSED = re.compile("过期|失效|作废|注销|吊销|暂停|待考|未取得|expired|lapsed", re.IGNORECASE)
_FROM = re.compile(r"(?:起|生效|取得|发证)")
_RANKS = (
    (5, re.compile("国家级")),
    (4, re.compile("高级|A级", re.IGNORECASE)),
    (3, re.compile("一级|B级", re.IGNORECASE)),
    (2, re.compile("二级|中级|C级", re.IGNORECASE)),
    (1, re.compile("三级|初级|D级|E级", re.IGNORECASE)),
    (3, re.compile("^(?:level )?3级?(?![0-9])", re.IGNORECASE)),
    (2, re.compile("^(?:level )?2级?(?![0-9])", re.IGNORECASE)),
    (1, re.compile("^level 1(?![0-9])", re.IGNORECASE)),
)
"""Levels of coaches, referees and licences, the highest last in number."""


class ReadSkill(NamedTuple):
    """A certificate as a cell tells it: level 0 and blank dates are not told.

    `doubt` is what the cell says of one that has lapsed, or of whose date it is not clear which is
    day and which month; blank for others.
    """

    skill: str
    level: int
    first: str
    last: str
    doubt: str = ""


def read_skills(text: str) -> Iterator[ReadSkill]:
    """Yield the certificates of a cell."""
    for part in filter(None, (one.strip() for one in _OUTSIDE.split(text))):
        match = _BRACKETS.match(part)
        name, note = (match[1].strip(), match[2]) if match else (part, "")
        first = last = ""
        told = _DAY_FIRST.sub(_year_first, note or part)
        for found in _DATE.finditer(told):
            if _FROM.match(told[found.end() :]):
                first = _iso(found, at_end=False)
            else:
                last = _iso(found, at_end=True)
        if not match:
            name = re.sub(
                rf"[::：]?(?:有效期)?[至到]?{_DATE.pattern}(?:到期|止|前有效)?", "", name
            ).strip()
        rest = _DATE.sub("", told if match else "").strip()
        levels = [rank for rank, words in _RANKS if words.search(rest)]
        is_doubtful = (LAPSED.search(part) and not last) or _DAY_FIRST.search(rest)
        doubt = part if is_doubtful else ""
        if name:
            yield ReadSkill(plain(name), levels[0] if levels else 0, first, last, doubt)


def _year_first(match: re.Match[str]) -> str:
    """Return a date such as 31/08/2026 with its year first, if it is clear which is the month."""
    first, second, year = (int(part) for part in match.groups())
    if first > _MONTHS >= second:
        return f"{year}-{second}-{first}"
    if second > _MONTHS >= first or first == second:
        return f"{year}-{first}-{second}"
    return match[0]


def read_rank(cell: SheetCell) -> Value | None:
    """Return the level that a cell says, None if it says none."""
    if re.fullmatch(r"\d", cell.text):
        return Value.read(cell)
    levels = [rank for rank, words in _RANKS if words.search(cell.text)]
    return Value(str(levels[0]), cell) if levels else None


def _iso(match: re.Match[str], *, at_end: bool) -> str:
    """Return a date; of a month alone, its first or last day."""
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, day or (last if at_end else 1)).isoformat()
    except ValueError:
        return match[0]
