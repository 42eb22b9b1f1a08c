"""The tables of targets: what is to be reached by when, and what was measured so far."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from sharepool.centre.assessment.rows import SignedNumber
from sharepool.problem.cells import Date, Id, Text, Word, parse_text, parse_word
from sharepool.problem.rows import Row

CHINESE_INDICATORS = {
    "开足率": "lesson_rate",
    "配备率": "staffing",
    "结对覆盖率": "pair_coverage",
    "结对帮扶覆盖率": "pair_coverage",
    "课后服务落实率": "after_school",
    "需求满足率": "sessions_given",
    "达到底线的校点比例": "at_floor",
    "每日体育活动分钟数": "minutes_day",
}
"""What pages and sentences call indicators; planners write it too."""

CHINESE_DIRECTIONS = {"不低于": "at_least", "不高于": "at_most"}


def _parse_indicator(value: object) -> str:
    text = parse_text(value)
    return CHINESE_INDICATORS.get(text, text)


def _parse_direction(value: object) -> str:
    word = parse_word(value)
    return CHINESE_DIRECTIONS.get(word, word)


Indicator = Annotated[Id, BeforeValidator(_parse_indicator)]
Direction = Annotated[Literal["at_least", "at_most"], BeforeValidator(_parse_direction)]


class Target(Row):
    """A value that an indicator should have by a date; without a county, in every one."""

    key = ("indicator", "county", "by")

    indicator: Indicator
    county: Word = ""
    by: Date
    value: SignedNumber
    direction: Direction = "at_least"


class Measure(Row):
    """What an indicator was on a date; without a county, of all together."""

    key = ("indicator", "county", "date")

    indicator: Indicator
    county: Word = ""
    date: Date
    value: SignedNumber
    source: Text = ""


TARGET_TABLES: dict[str, type[Row]] = {"targets": Target, "measures": Measure}
"""The tables by name (their files without ``.csv``)."""
