"""The tables of events: days at one place, their staff, tours of testers, bases and visits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from sharepool.problem.cells import (
    Clock,
    Count,
    Date,
    Days,
    EndClock,
    Flag,
    Id,
    Ids,
    Number,
    Positive,
    Term,
    Text,
    Word,
    parse_word,
)
from sharepool.problem.rows import Row

CHINESE_KINDS = {
    "运动会": "meet",
    "体测": "test",
    "体质测试": "test",
    "大型活动": "large",
    "冰雪": "snow",
    "冰雪活动": "snow",
    "联合活动": "joint",
    "城乡联谊": "joint",
}


def _parse_kind(value: object) -> str:
    word = parse_word(value)
    return CHINESE_KINDS.get(word, word)


EventKind = Annotated[
    Literal["meet", "test", "large", "snow", "joint"], BeforeValidator(_parse_kind)
]


class EventDay(Row):
    """Something that takes place at one site on one date (活动)."""

    key = ("event_id",)

    event_id: Id
    name: Text = ""
    site_id: Id
    date: Date
    start: Clock
    end: EndClock
    kind: EventKind = "meet"
    sites: Ids = ()
    people: Ids = ()
    taken: Count | None = None
    away: Flag = False
    call: Flag = False

    @property
    def title(self) -> str:
        """The name that people read."""
        return self.name or self.event_id


class EventStaff(Row):
    """Whom an event needs, and from when until when: without times, for all of it."""

    event_id: Id
    role: Term
    skill: Term
    min_level: Positive = 1
    count: Positive = 1
    optional: Flag = False
    start: Clock | None = None
    end: EndClock | None = None


class TestTour(Row):
    """Teams of testers who go to every school once within some weeks (体质测试)."""

    key = ("tour_id",)

    tour_id: Id
    skill: Term
    min_level: Positive = 1
    testers: Positive
    stations: Positive = 1
    minutes_pupil: Annotated[Number, Field(gt=0)]
    from_: Date = Field(alias="from")
    until: Date
    bases: Annotated[Ids, Field(min_length=1)]
    days: Days = (1, 2, 3, 4, 5)
    team_min: Positive = 300
    sites: Ids = ()


class LabourBase(Row):
    """A place that classes visit for a day (劳动基地, 乡村学校)."""

    key = ("base_id",)

    base_id: Id
    name: Text = ""
    site_id: Id
    places: Positive
    from_: Date = Field(alias="from")
    until: Date
    days: Days = (1, 2, 3, 4, 5)
    start: Clock
    end: EndClock
    skill: Word = ""
    min_level: Positive = 1
    count: Positive = 1

    @property
    def title(self) -> str:
        """The name that people read."""
        return self.name or self.base_id


class BaseVisit(Row):
    """A group of pupils that is to spend one day at a base."""

    key = ("group_id",)

    group_id: Id
    site_id: Id
    cohort: Word = ""
    pupils: Positive
    bases: Ids = ()
    from_: Date | None = Field(default=None, alias="from")
    until: Date | None = None
    people: Ids = ()


EVENT_TABLES: dict[str, type[Row]] = {
    "events": EventDay,
    "event_staff": EventStaff,
    "tours": TestTour,
    "bases": LabourBase,
    "visits": BaseVisit,
}
"""The tables by name (their files without ``.csv``)."""
