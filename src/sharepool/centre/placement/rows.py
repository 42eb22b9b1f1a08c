"""Who wants to move up (升学) or into a camp, and the places that there are for each sport."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from sharepool.problem.cells import (
    Count,
    Date,
    Flag,
    Id,
    Number,
    Positive,
    Term,
    Text,
    Words,
    parse_text,
    parse_whole,
    parse_word,
    split_words,
    wrong,
)
from sharepool.problem.rows import Row

Offer = tuple[str, str]
"""A site (or a camp) and a sport."""

GROUP_KEYS = ("county", "sex", "level", "chain")
"""Columns that a reserved place may ask for, as in ``county=青石``; else it is a group by name."""

KEY_WORDS = {
    "县区": "county",
    "性别": "sex",
    "运动员等级": "level",
    "等级": "level",
    "梯队": "chain",
    "梯队编号": "chain",
}
SEX_WORDS = {
    **dict.fromkeys(("男", "男子", "男生"), "boys"),
    **dict.fromkeys(("女", "女子", "女生"), "girls"),
}

ORDERS = {"reserved_first": ("定向优先",), "open_first": ("普通优先",)}


class Reserve(NamedTuple):
    """Places that go to members of a group first.

    Attributes
    ----------
    group : str
        A word of `groups`, a sex, or ``key=value`` with the key ``county``, ``sex``,
        ``level`` or ``chain``.
    places : int
    """

    group: str
    places: int

    def __str__(self) -> str:
        return f"{self.group}:{self.places}"


def _parse_reserves(value: Any) -> tuple[Reserve, ...]:
    found = []
    for word in split_words(value):
        if isinstance(word, tuple):
            found.append(Reserve(*word))
            continue
        group, colon, count = word.replace("：", ":").rpartition(":")
        if not colon or not group.strip():
            raise wrong("reserved")
        found.append(Reserve(_parse_group(group), parse_whole(count)))
        if found[-1].places < 0:
            raise wrong("reserved")
    return tuple(found)


def _parse_group(text: str) -> str:
    """Return a group with its key, if it has one, in English: ``县区=青石`` is ``county=青石``."""
    key, equals, value = (part.strip() for part in text.replace("＝", "=").partition("="))
    if not equals:
        return key
    key = KEY_WORDS.get(key, key)
    if key not in GROUP_KEYS:
        raise wrong("reserved_key", words=list(GROUP_KEYS))
    return f"{key}={SEX_WORDS.get(value, value) if key == 'sex' else value}"


def _parse_sex(value: Any) -> str:
    text = parse_text(value)
    return SEX_WORDS.get(text, text)


def _parse_order(value: Any) -> str:
    text = parse_word(value)
    return next((word for word, others in ORDERS.items() if text in (word, *others)), text)


Reserves = Annotated[tuple[Reserve, ...], BeforeValidator(_parse_reserves)]
Order = Annotated[Literal["reserved_first", "open_first"], BeforeValidator(_parse_order)]


class Athlete(Row):
    """Somebody who wants to be taken by a school for a sport; a row for each of their sports."""

    key = ("athlete_id", "skill")

    athlete_id: Id
    skill: Term
    score: Number
    home_site: Text = ""
    choices: Words = ()
    sex: Annotated[str, BeforeValidator(_parse_sex)] = ""
    county: Text = ""
    level: Text = ""
    study_score: Number | None = None
    tie2: Number = Decimal(0)
    groups: Words = ()
    chain_id: Text = ""

    def belongs_to(self, group: str) -> bool:
        """Return whether reserved places of a group are for this athlete."""
        key, equals, value = group.partition("=")
        if equals:
            own = {"chain": self.chain_id, "county": self.county, "sex": self.sex}
            return own.get(key, self.level) == value
        return group in self.groups or SEX_WORDS.get(group, group) == self.sex


class Place(Row):
    """How many athletes of a sport a school takes, and whom it prefers."""

    key = ("site_id", "skill")

    site_id: Id
    skill: Term
    places: Count
    min_score: Number = Decimal(0)
    min_study: Number | None = None
    reserved: Reserves = ()
    order: Order = "reserved_first"
    chains_only: Flag = False

    @property
    def seats(self) -> tuple[Reserve, ...]:
        """The places in the order in which they are filled, the open ones under no group."""
        left = self.places - sum(one.places for one in self.reserved)
        open_ = Reserve("", max(0, left))
        first = (*self.reserved, open_)
        return first if self.order == "reserved_first" else (open_, *self.reserved)

    def admits(self, athlete: Athlete) -> bool:
        """Return whether an athlete reaches what is asked for at all."""
        studies = self.min_study is None or (
            athlete.study_score is not None and athlete.study_score >= self.min_study
        )
        in_chain = bool(athlete.chain_id) or not self.chains_only
        return athlete.score >= self.min_score and studies and in_chain


class Camp(Row):
    """A training camp (夏令营, 选拔训练营): its places, and the coaches that it needs each day."""

    key: ClassVar = ("camp_id",)

    camp_id: Id
    skill: Id
    from_: Date = Field(alias="from")
    until: Date
    site_id: Id
    capacity: Count
    coaches_per: Positive = 12
    chains_only: Flag = False


ATHLETE_TABLES: dict[str, type[Row]] = {"athletes": Athlete, "places": Place, "camps": Camp}
"""The tables by name (their files without ``.csv``)."""


def list_choices(rows: Sequence[Athlete]) -> list[Offer]:
    """Return the offers that an athlete has chosen, best first.

    A choice is a school, or ``school/skill`` for those who do several sports; all rows of one
    athlete have the same choices, or none.

    Parameters
    ----------
    rows : sequence of Athlete
        Rows of one athlete, a row a sport.
    """
    skills = [row.skill for row in rows]
    chosen = next((row.choices for row in rows if row.choices), ())
    found = []
    for choice in chosen:
        site_id, slash, skill = choice.rpartition("/")
        if slash and skill in skills:
            found.append((site_id, skill))
        else:
            found.append((choice, skills[0]))
    return list(dict.fromkeys(found))
