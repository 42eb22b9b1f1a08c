"""The tables of training: courses and their runs, who shadows whom, meetings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from sharepool.centre.training.filters import PeopleFilter, parse_filter
from sharepool.problem.cells import (
    Count,
    Date,
    Days,
    Flag,
    Id,
    Moment,
    Positive,
    Text,
    Word,
    parse_word,
    wrong,
)
from sharepool.problem.rows import Row

CHINESE_KINDS = {"培训": "training", "复核": "recheck", "复训": "recheck"}


def _parse_kind(value: object) -> str:
    word = parse_word(value)
    return CHINESE_KINDS.get(word, word)


CourseKind = Annotated[Literal["training", "recheck"], BeforeValidator(_parse_kind)]
Chosen = Annotated[PeopleFilter, BeforeValidator(parse_filter)]


class Course(Row):
    """Something that people are to learn, or have checked again, and what it gives them.

    A recheck is for those who hold the skill with an end that is not after `due`; a training for
    those who do not hold it. Without a skill it is for everybody chosen.
    """

    key = ("course_id",)

    course_id: Id
    kind: CourseKind = "training"
    skill: Word = ""
    level: Positive = 1
    months: Positive | None = None
    chosen: Chosen = Field(default=PeopleFilter(), alias="for")
    due: Date | None = None


class CourseRun(Row):
    """One time that a course takes place."""

    key = ("run_id",)

    run_id: Id
    course_id: Id
    site_id: Id
    start: Moment
    end: Moment
    places: Count
    online: Flag = False


class ShadowWish(Row):
    """A teacher from outside town who is to spend days with a mentor (跟班学习).

    Somebody who is not of the pool needs a `site_id`.
    """

    key = ("staff_id",)

    staff_id: Id
    site_id: Text = ""
    skill: Id
    days_week: Positive = 1
    weeks: Positive = 1
    lessons_day: Count = 0
    cover_skill: Id = "pe"


class Mentor(Row):
    """Somebody whom others may spend days with (导师)."""

    key = ("staff_id",)

    staff_id: Id
    max_trainees: Count = 2
    days: Days = (1, 2, 3, 4, 5)


class Meeting(Row):
    """Something that people do together, for whom a time is sought (教研, 集体备课)."""

    key = ("meeting_id",)

    meeting_id: Id
    people: Chosen = PeopleFilter()
    minutes: Positive
    times_term: Positive = 1
    online: Flag = False
    site_id: Text = ""

    @field_validator("minutes")
    @classmethod
    def _fits_a_day(cls, minutes: int) -> int:
        most = 600
        if minutes > most:
            raise wrong("meeting", most=most)
        return minutes


TRAINING_TABLES: dict[str, type[Row]] = {
    "courses": Course,
    "runs": CourseRun,
    "shadowing": ShadowWish,
    "mentors": Mentor,
    "meetings": Meeting,
}
"""The tables by name (their files without ``.csv``)."""
