"""What there is to see of something: titles, figures, tables and lists of sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sharepool.messages.captions import Captions
from sharepool.messages.headings import name_term
from sharepool.problem.cells import MINUTES_PER_HOUR

Cell = str | int


@dataclass(frozen=True)
class Table:
    """A table; whole numbers in it are set to the right.

    Attributes
    ----------
    headers : tuple of str
    rows : tuple of tuple
        A cell may hold several lines of text.
    caption : str
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Block:
    """Sentences under a heading, folded until it is clicked."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """What there is to see of something.

    Attributes
    ----------
    title : str
    facts : tuple of (str, str)
        Figures and what they are.
    lines : tuple of str
        Sentences, one paragraph each.
    tables : tuple of Table
    blocks : tuple of Block
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    blocks: tuple[Block, ...] = ()


def whole(number: int | None) -> str:
    """Return a whole number as people read it, a dash for none."""
    return "–" if number is None else f"{number:,}"


def share(part: float | None) -> str:
    """Return a share in percent, a dash for none."""
    return "–" if part is None else f"{part:.2%}"


def hours(minutes: int, words: Captions) -> str:
    """Return minutes as hours."""
    return words("fact.hours", hours=minutes / MINUTES_PER_HOUR)


def sessions(delivered: int, wanted: int, words: Captions) -> tuple[str, str]:
    """Return the fact that says how many of the sessions wanted take place."""
    return words("fact.sessions"), words("fact.of", part=delivered, whole=wanted)


def terms_table(terms: Mapping[str, int], words: Captions) -> Table:
    """Return the terms of an objective that are not zero."""
    rows = tuple((name_term(name, words.lang), value) for name, value in terms.items() if value)
    headers = (words("terms.term"), words("terms.value"))
    return Table(headers, rows, words("terms.caption"))
