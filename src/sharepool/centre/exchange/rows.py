"""The tables of an exchange: posts of schools, and the moves of earlier years."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from sharepool.problem.cells import Count, Date, Id, Word, parse_word
from sharepool.problem.rows import Row

CHINESE_STRENGTHS = {"强": "strong", "弱": "weak"}


def _parse_strength(value: object) -> str:
    word = parse_word(value)
    return CHINESE_STRENGTHS.get(word, word)


Strength = Annotated[Literal["", "strong", "weak"], BeforeValidator(_parse_strength)]


class Post(Row):
    """How many teachers of a subject a school can have, and how many of them may leave a year."""

    key = ("site_id", "subject")

    site_id: Id
    subject: Word = ""
    posts: Count
    strength: Strength = ""
    max_leave: Count | None = None


class PastMove(Row):
    """A teacher who moved to another school, for as long as `until` says."""

    key = ("staff_id", "date")

    staff_id: Id
    from_site: Id
    to_site: Id
    subject: Word = ""
    date: Date
    until: Date | None = None


EXCHANGE_TABLES: dict[str, type[Row]] = {"posts": Post, "exchanges": PastMove}
"""The tables by name (their files without ``.csv``)."""
