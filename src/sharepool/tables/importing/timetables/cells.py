"""What stands in a cell of a grid: a subject, and of which class, by whom, in which weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sharepool.problem.vocabulary import is_placeholder, plain
from sharepool.tables.importing.concepts import is_sport
from sharepool.tables.importing.timetables.lessons import distinct, is_class

_SIGN = "(?:十[一二]?|[一二三四五六七八九])"
_CLASS = re.compile(
    rf"(?:初|高)?(?:{_SIGN}|\d{{1,2}})(?:年级|年|级)?[(]?(?:{_SIGN}|\d{{1,2}})[)]?班"
    rf"|{_SIGN}(?:年级|年|级)?[(](?:{_SIGN}|\d{{1,2}})[)]"
    rf"|(?:初|高){_SIGN}[(]?(?:{_SIGN}|\d{{1,2}})[)]?"
    rf"|{_SIGN}年级(?:\d{{1,2}}|{_SIGN})"
    rf"|(?<!第){_SIGN}\d{{1,2}}(?![\d节])"
    r"|(?<!\d)[1-9]0[1-9](?![\d室教房])|(?<!\d)[1-9]1\d(?![\d室教房])"
    r"|(?i:\b(?:class|year|grade|form)\s*\d{1,2}\s*[-/.]?\s*(?:[a-k]|\d{1,2})\b)"
    r"|(?i:(?<![\w:])\d{1,2}[-/.]?[a-k]\b)"
    r"|(?<![\d:.-])\d{1,2}[-.]\d{1,2}(?![\d:.-])"
)
"""A class as cells and titles name it, after full-width signs were made ordinary ones."""
_ODD = re.compile(r"单周|[(]单[)]|(?<=\s)单(?=\s|$)|单$|\bodd\b", re.IGNORECASE)
_EVEN = re.compile(r"双周|[(]双[)]|(?<=\s)双(?=\s|$)|双$|\beven\b", re.IGNORECASE)
_LINES = re.compile(r"[\n\r;；]+")
_PARTS = re.compile(r"[\n\r;；/、]+")
_TOKENS = re.compile(r"[\s/、,()\[\]【】|:;·]+")
_NOTHING = frozenset({"空", "空课", "free", "无课", "休息", "off"})


class CellLesson(NamedTuple):
    """One lesson of a cell, as far as the cell says."""

    subject: str
    classes: tuple[str, ...]
    others: tuple[str, ...]
    weeks: frozenset[str]


def read_cell(text: str, *, may_hold_several: bool) -> Iterator[CellLesson]:
    """Yield the lessons of a cell.

    Parameters
    ----------
    text : str
    may_hold_several : bool
        Whether lines are lessons of several classes at once, as in the grid of a whole school.
    """
    form = "\n".join(plain(line) for line in text.splitlines())
    if is_blank_cell(form):
        return
    parts = [part for part in _PARTS.split(form) if _weeks(part)]
    if len(parts) > 1:
        # One subject in odd weeks, another in even ones.
        yield from map(_lesson, parts)
        return
    lines = [line for line in _LINES.split(form) if line.strip()]
    if may_hold_several and sum(bool(_CLASS.search(line)) for line in lines) > 1:
        yield from map(_lesson, lines)
    else:
        yield _lesson(form)


def is_blank_cell(text: str) -> bool:
    """Return whether a cell says that there is no lesson."""
    form = plain(text).casefold()
    return not form or is_placeholder(form) or form in _NOTHING


def find_classes(text: str) -> tuple[str, ...]:
    """Return the classes that a text names."""
    return distinct(match[0] for match in _CLASS.finditer(plain(text)) if is_class(match[0]))


def _lesson(text: str) -> CellLesson:
    classes = find_classes(text)
    rest, weeks = _CLASS.sub(" ", plain(text)), _weeks(text)
    if weeks:
        rest = _EVEN.sub(" ", _ODD.sub(" ", rest))
    tokens = distinct(_TOKENS.split(rest.replace("\n", " ")))
    if is_sport(rest) and not any(map(is_sport, tokens)):
        # A name of several words.
        return CellLesson(" ".join(tokens), classes, (), weeks)
    subject = next(filter(is_sport, tokens), tokens[0] if tokens else "")
    return CellLesson(subject, classes, tuple(one for one in tokens if one != subject), weeks)


def _weeks(text: str) -> frozenset[str]:
    """Return in which of two weeks a text says that something is; empty where it says neither."""
    odd, even = _ODD.search(text), _EVEN.search(text)
    return frozenset({"odd"} if odd and not even else {"even"} if even and not odd else ())
