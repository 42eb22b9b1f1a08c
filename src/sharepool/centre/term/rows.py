"""What stands beside a term's problem: what was held, what is carried over, who has answered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from sharepool.problem.cells import (
    Count,
    Date,
    Day,
    Id,
    Number,
    Positive,
    Text,
    Whole,
    parse_word,
    wrong,
)
from sharepool.problem.rows import Row, Weeks


class AttendanceState(StrEnum):
    """What became of a session that was planned."""

    GIVEN = "given"
    """It was held as planned."""
    SCHOOL_CANCELLED = "school_cancelled"
    PERSON_CANCELLED = "person_cancelled"
    WEATHER = "weather"
    SUBSTITUTED = "substituted"
    """It was held, by somebody else."""


class Answer(StrEnum):
    """What a person or a school says to a session."""

    YES = "yes"
    NO = "no"


class Party(StrEnum):
    """Who answers."""

    PERSON = "person"
    SCHOOL = "school"


_CHINESE = {
    "已上": "given",
    "已上课": "given",
    "正常": "given",
    "学校取消": "school_cancelled",
    "本人取消": "person_cancelled",
    "教师取消": "person_cancelled",
    "天气": "weather",
    "天气取消": "weather",
    "代课": "substituted",
    "是": "yes",
    "确认": "yes",
    "同意": "yes",
    "否": "no",
    "拒绝": "no",
    "不同意": "no",
    "个人": "person",
    "教师": "person",
    "学校": "school",
}
"""Closed words as people write them in Chinese."""


def _closed(words: type[StrEnum]) -> BeforeValidator:
    """Return what reads a cell that holds one of a few words, in English or Chinese."""
    known = [word.value for word in words]

    def read(value: Any) -> str:
        cell = parse_word(value)
        word = _CHINESE.get(cell, cell.casefold())
        if word not in known:
            raise PydanticCustomError("unknown_word", "unknown word", {"words": known})
        return word

    return BeforeValidator(read)


class Attendance(Row):
    """What became of one planned session (实到)."""

    date: Date
    staff_id: Id
    demand_id: Id
    slot: Positive
    state: Annotated[AttendanceState, _closed(AttendanceState)]
    by: Id | None = Field(default=None, validate_default=True)
    reported_by: Text = ""
    note: Text = ""

    @field_validator("by")
    @classmethod
    def _names_the_substitute(cls, by: str | None, info: ValidationInfo) -> str | None:
        state = info.data.get("state")
        if state is not None and (state is AttendanceState.SUBSTITUTED) != (by is not None):
            raise wrong("substitute")
        return by

    @property
    def session(self) -> tuple[dt.date, str, str, int]:
        """Which session it is about: date, person, demand and first slot."""
        return self.date, self.staff_id, self.demand_id, self.slot

    @property
    def holder(self) -> str | None:
        """Who held it; None if it was not held."""
        return self.staff_id if self.state is AttendanceState.GIVEN else self.by


class Carry(Row):
    """What one term hands over to the next (结转): of a person, or of a demand.

    `road_min` are the minutes on the road beyond the fair ones, below zero where they are fewer.
    """

    staff_id: Id | None = None
    road_min: Whole = 0
    sessions: Count = 0
    rural_sessions: Count = 0
    points: Number = Decimal(0)
    demand_id: Id | None = Field(default=None, validate_default=True)
    owed: Count = 0

    @field_validator("demand_id")
    @classmethod
    def _is_of_one(cls, demand_id: str | None, info: ValidationInfo) -> str | None:
        if "staff_id" in info.data and (info.data["staff_id"] is None) == (demand_id is None):
            raise wrong("person_or_demand")
        return demand_id


class Acknowledgement(Row):
    """What a person or a school says to the sessions of some weeks (确认)."""

    staff_id: Id
    demand_id: Id
    day: Day
    slot: Positive
    weeks: Weeks
    party: Annotated[Party, _closed(Party)]
    answer: Annotated[Answer, _closed(Answer)]
    reason: Text = ""

    @field_validator("weeks")
    @classmethod
    def _has_weeks(cls, weeks: Any) -> Any:
        if not weeks:
            raise wrong("weeks_of_answer")
        return weeks


TERM_TABLES: dict[str, type[Row]] = {
    "attendance": Attendance,
    "carry": Carry,
    "acknowledgements": Acknowledgement,
}
"""The tables by name (their files without ``.csv``)."""
