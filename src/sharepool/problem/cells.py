"""The kinds of cell that planners' tables hold, each as an annotated type.

Every type accepts what a CSV holds (text) and what Excel may have made of it (times, dates, whole
floats), and turns it into one internal form: whole minutes, dates, exact decimals, plain text.
Rounding happens here, at the border, and nowhere else.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from sharepool.problem.vocabulary import OPEN, clean, find_grade, find_word, known_words, plain

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR
DIGITS = 9
"""Digits before the point that a number may have: no cell means 1e99."""
DECIMALS = 30
"""Zeros after the point that a number may begin with."""
EXACT_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; what follows is noise of its sums."""
BINARY_DIGITS = 17
"""Significant digits that it writes where there is such noise."""
D = TypeVar("D", bound=dt.date)
PLANNED, DATED = (2000, 2100), (1900, 2999)
"""Years of a week that is planned, and of anything else that has a last day."""
NO_WAY = "none"
"""Minutes of a trip that cannot be made."""

_TOO_LONG = re.compile(r"\d(?:\.\d+)?[Ee]\+(?:1[5-9]|[2-9]\d)")
"""A long number as a spreadsheet writes it into CSV: its digits are gone."""
_WITH_COMMAS = re.compile(r"[-+]?\d+(?:,\d+)+(?:\.\d+)?")
_WITH_UNIT = re.compile(r"[-+]?\d+(?:\.\d+)?\s*[^\W\d_]+")
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::(\d{2})(?:\.0+)?)?")
_MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T| +)(\d{1,2})[:：](\d{2})(?::(\d{2})(?:\.0+)?)?"
)
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?)?")


def wrong(kind: str, **fields: Any) -> PydanticCustomError:
    """Return what a cell that cannot be read raises: the kind of fault, and its fields."""
    text: Any = f"write this cell otherwise: {kind.replace('_', ' ')}"
    return PydanticCustomError("cell", text, {"kind": kind, **fields})


def parse_text(value: Any) -> str:
    """Text as given, trimmed; a number that Excel typed loses the ``.0`` it never had."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        if abs(value) >= 10**EXACT_DIGITS:
            raise wrong("digits")
        return str(int(value)) if value.is_integer() else f"{value:.{EXACT_DIGITS}g}"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    text = clean(value if isinstance(value, str) else str(value))
    if _TOO_LONG.fullmatch(text):
        raise wrong("digits")
    return text


def parse_word(value: Any) -> str:
    """Return a text as words are compared, full-width signs as ordinary ones."""
    return plain(parse_text(value))


def parse_known(vocabulary: str, value: Any) -> str:
    """Return the word of a vocabulary that a cell stands for, in either language and any case.

    A word that an open vocabulary does not have is the county's own.
    """
    text = parse_word(value)
    known = find_word(vocabulary, text)
    if known is None and vocabulary not in OPEN:
        raise PydanticCustomError(
            "unknown_word", "unknown word", {"words": known_words(vocabulary)}
        )
    return known or text


def parse_decimal(value: Any) -> Decimal:
    """Return the decimal as written (``0.55`` is 0.55, not its binary neighbour).

    A number that a spreadsheet computed is what it shows: 15 digits, without the noise after them.
    A percentage is its share, which is what a spreadsheet has in a cell that shows ``95%``.
    """
    if isinstance(value, bool):
        raise wrong("number")
    text = f"{value:.{EXACT_DIGITS}g}" if isinstance(value, float) else plain(str(value))
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        raise wrong(_why_no_number(text)) from None
    if not number.is_finite():
        raise wrong("finite")
    if text.endswith("%"):
        number = number.scaleb(-2)
    if number and not -DECIMALS <= number.adjusted() < DIGITS:
        raise wrong("size", digits=DIGITS)
    if EXACT_DIGITS < len(number.as_tuple().digits) <= BINARY_DIGITS:
        return Decimal(f"{number:.{EXACT_DIGITS}g}").normalize() + 0
    return number


def _why_no_number(text: str) -> str:
    """Return the kind of fault of a text that is no number: commas, a unit, or none at all."""
    if _WITH_COMMAS.fullmatch(text):
        return "commas"
    return "unit" if _WITH_UNIT.fullmatch(text) else "number"


def parse_degrees(value: Any) -> float:
    """Return degrees as given, to the last bit where they were computed."""
    number = parse_decimal(value)
    return value if isinstance(value, float) else float(number)


def parse_minutes(value: Any) -> Decimal | str:
    """Return minutes on the road, or :data:`NO_WAY` where there is none (不通)."""
    if isinstance(value, str) and find_word("minutes", value):
        return NO_WAY
    try:
        number = parse_decimal(value)
    except PydanticCustomError:
        raise wrong("none") from None
    if number < 0:
        raise PydanticCustomError("greater_than_equal", "too small", {"ge": 0})
    return number


def parse_whole(value: Any) -> int:
    """Return a whole number; ``3.0`` (as Excel types it) is 3."""
    number = parse_decimal(value)
    if number != number.to_integral_value():
        raise wrong("whole")
    return int(number)


def parse_grade(value: Any) -> int:
    """Return a grade, of its number or its name (三年级, 初一)."""
    grade = find_grade(value) if isinstance(value, str) else None
    return parse_whole(value) if grade is None else grade


def parse_flag(value: Any) -> bool:
    """Return a yes/no cell: 0/1, true/false, yes/no, 是/否."""
    word = find_word("flag", str(value))
    if word is None:
        raise wrong("flag")
    return word == "1"


def parse_clock(value: Any) -> int:
    """Return minutes after midnight of a ``HH:MM`` time (``24:00`` ends a day)."""
    if isinstance(value, dt.datetime):
        value = value.time()
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
    elif isinstance(value, dt.time):
        # Excel keeps 8:30 as a share of a day, which may come back as 8:29:59.999.
        exact = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        seconds = round(exact)
    elif isinstance(value, float) and 0 <= value <= 1:
        # A time of day in a cell that Excel formatted as a number: a share of 24 hours.
        seconds = round(value * MINUTES_PER_DAY) * 60
    else:
        match = _CLOCK.fullmatch(plain(str(value)))
        if not match:
            raise wrong("clock")
        seconds = _seconds(*match.groups())
    if seconds % 60:
        raise wrong("minutes")
    if not 0 <= seconds <= MINUTES_PER_DAY * 60:
        raise wrong("clock_range")
    return seconds // 60


def parse_end_clock(value: Any) -> int:
    """Return minutes after midnight of the end of a span; its ``0:00`` is the day's last moment."""
    return parse_clock(value) or MINUTES_PER_DAY


_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")


def _seconds(hours: str, minutes: str, seconds: str | None) -> int:
    """Return seconds after midnight of the parts of a written time."""
    if max(int(minutes), int(seconds or 0)) >= MINUTES_PER_HOUR:
        raise wrong("clock")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)


def format_clock(minutes: int) -> str:
    """Return ``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_date(value: Any) -> dt.date:
    """Return an ISO date; a spreadsheet's typed date or midnight is its date."""
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise wrong("date_with_time")
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _ISO_DATE.fullmatch(_iso(value))
    if not match:
        raise wrong("date")
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise wrong("no_such_date") from None


def parse_moment(value: Any) -> dt.date | dt.datetime:
    """Return a date, or a local date and time, as absences hold them.

    Midnight is a moment, be it written or typed; tables are read so that a cell that shows a date
    alone is one.
    """
    return _of_years(_parse_moment(value), *DATED)


def _parse_moment(value: Any) -> dt.date | dt.datetime:
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            raise wrong("time_zone")
        return _plain(value.replace(microsecond=0))
    if isinstance(value, dt.date):
        return value
    match = _MOMENT.fullmatch(_iso(value))
    if not match:
        try:
            return parse_date(value)
        except ValueError:
            raise wrong("moment") from None
    year, month, day, *clock = match.groups()
    seconds = _seconds(*clock)
    if seconds > MINUTES_PER_DAY * 60:
        raise wrong("clock_range")
    midnight = dt.datetime.combine(parse_date(f"{year}-{month}-{day}"), dt.time())
    return midnight + dt.timedelta(seconds=seconds)


def parse_week(value: Any) -> dt.date:
    """Return the date on which a week begins, of a year that is planned for."""
    return _of_years(parse_date(value), *PLANNED)


def _of_years(date: D, first: int, last: int) -> D:
    if not first <= date.year <= last:
        raise wrong("year", first=first, last=last)
    return date


def parse_first_moment(value: Any) -> dt.date | dt.datetime:
    """Return a date or moment from which something counts; from midnight on is from the date on."""
    moment = parse_moment(value)
    is_midnight = isinstance(moment, dt.datetime) and moment.time() == dt.time()
    return moment.date() if isinstance(moment, dt.datetime) and is_midnight else moment


def _plain(moment: dt.datetime) -> dt.datetime:
    """Return a moment as the standard library has it (a data frame holds a type of its own)."""
    return dt.datetime.combine(moment.date(), moment.time())


def _iso(value: Any) -> str:
    """Return a written date with hyphens, as in ``2026-3-2`` for 2026年3月2日."""
    return _CHINESE_DATE.sub(r"\1-\2-\3", plain(str(value)))


def parse_day(value: Any) -> int:
    """Return a weekday, Monday = 1, of a digit or a name (周一, 星期一, Mon)."""
    word = find_word("day", value) if isinstance(value, str) else None
    if word is not None:
        return int(word)
    try:
        return parse_whole(value)
    except ValueError:
        raise wrong("day") from None


def parse_days(value: Any) -> tuple[int, ...]:
    """Return the weekdays of a cell such as ``12345``, ``1-5`` or 周一至周五, sorted."""
    if isinstance(value, tuple | list):
        return tuple(sorted(set(value)))
    text = str(parse_whole(value)) if isinstance(value, int | float) else plain(str(value))
    days: set[int] = set()
    for part in filter(None, re.split(r"[,;、，；\s]+", text)):
        ends = [_weekdays(end) for end in re.split(r"[-~—–至到]", part)]
        if len(ends) == 1:
            days |= set(ends[0])
        elif [len(end) for end in ends] == [1, 1] and ends[0] <= ends[1]:
            days |= set(range(ends[0][0], ends[1][0] + 1))
        else:
            raise wrong("days")
    if not days:
        raise wrong("days")
    return tuple(sorted(days))


def _weekdays(text: str) -> list[int]:
    """Return the weekdays of a run of names or digits: ``135``, 周一三五."""
    whole = find_word("day", text)
    if whole is not None:
        return [int(whole)]
    signs = re.sub("^(?:周|星期|礼拜)", "", text)
    words = [find_word("day", sign) for sign in signs]
    if not signs or None in words:
        raise wrong("days")
    return [int(word) for word in words if word is not None]


def split_words(value: Any) -> tuple[Any, ...]:
    """Return the parts of a ``;``-separated cell as given, in order, each once."""
    if isinstance(value, tuple | list):
        return tuple(value)
    words = (clean(word) for word in parse_text(value).replace("；", ";").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


def parse_words(value: Any) -> tuple[str, ...]:
    """Return the parts of a ``;``-separated cell as words are compared, in order, each once."""
    return tuple(dict.fromkeys(parse_word(word) for word in split_words(value)))


def parse_parts(value: Any) -> tuple[str, ...]:
    """Return the parts of day of a ``;``-separated cell, each as it is known."""
    return tuple(dict.fromkeys(parse_known("part", word) for word in parse_words(value)))


def parse_stages(value: Any) -> tuple[str, ...]:
    """Return the stages of a ``;``-separated cell, each as it is known."""
    return tuple(dict.fromkeys(parse_known("stage", word) for word in parse_words(value)))


def round_half_up(number: Decimal | Fraction) -> int:
    """Return the nearest whole number, halves up (2.5 → 3, −2.5 → −2).

    Exact whatever the decimal context: ``floor(x + 1/2)`` on fractions.
    """
    numerator, denominator = number.as_integer_ratio()
    return (2 * numerator + denominator) // (2 * denominator)


def round_up(number: Decimal | float) -> int:
    """Return the next whole number; a value within 1e-9 above one is that one."""
    if isinstance(number, Decimal):
        numerator, denominator = (number - Decimal("1e-9")).as_integer_ratio()
        return -(-numerator // denominator)
    return int(-((-(number - 1e-9)) // 1))


def list_texts(parts: Iterable[object]) -> list[str]:
    """Return the parts of a cell of several, each as the cell holds it."""
    return list(map(str, parts))


AsTexts = PlainSerializer(list_texts, return_type=list[str])
"""How a cell of several parts is dumped: as a list of the texts that the cell would hold."""

Text = Annotated[str, BeforeValidator(parse_text)]
Id = Annotated[str, BeforeValidator(parse_text), Field(min_length=1)]
Word = Annotated[str, BeforeValidator(parse_word)]
Term = Annotated[str, BeforeValidator(parse_word), Field(min_length=1)]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Count = Annotated[int, BeforeValidator(parse_whole), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(parse_whole), Field(ge=1)]
Day = Annotated[int, BeforeValidator(parse_day), Field(ge=1, le=7)]
AnyDay = Annotated[int, BeforeValidator(parse_day)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Number = Annotated[Decimal, BeforeValidator(parse_decimal), Field(ge=0)]
Longitude = Annotated[float, BeforeValidator(parse_degrees), Field(ge=-180, le=180)]
Latitude = Annotated[float, BeforeValidator(parse_degrees), Field(ge=-90, le=90)]
Minutes = Annotated[Decimal | Literal["none"], BeforeValidator(parse_minutes)]
AsClock = PlainSerializer(format_clock, return_type=str)
"""How minutes after midnight are dumped; what has it is a clock time."""
Clock = Annotated[int, BeforeValidator(parse_clock), AsClock]
EndClock = Annotated[int, BeforeValidator(parse_end_clock), AsClock]
Date = Annotated[dt.date, BeforeValidator(parse_date)]
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(parse_moment)]
Week = Annotated[dt.date, BeforeValidator(parse_week)]
FirstMoment = Annotated[dt.datetime | dt.date, BeforeValidator(parse_first_moment)]
Days = Annotated[tuple[int, ...], BeforeValidator(parse_days)]
Ids = Annotated[tuple[str, ...], BeforeValidator(split_words)]
Words = Annotated[tuple[str, ...], BeforeValidator(parse_words)]

Kind = Annotated[str, BeforeValidator(partial(parse_known, "kind"))]
Part = Annotated[str, BeforeValidator(partial(parse_known, "part"))]
Parts = Annotated[tuple[str, ...], BeforeValidator(parse_parts)]
Stage = Annotated[str, BeforeValidator(partial(parse_known, "stage"))]
Stages = Annotated[tuple[str, ...], BeforeValidator(parse_stages)]
Mode = Annotated[str, BeforeValidator(partial(parse_known, "mode"))]
Area = Annotated[
    Literal["urban", "township", "rural"], BeforeValidator(partial(parse_known, "area"))
]
Delivery = Annotated[Literal["onsite", "remote"], BeforeValidator(partial(parse_known, "delivery"))]
PinKind = Annotated[
    Literal["forbid", "require", "prefer", "avoid"], BeforeValidator(partial(parse_known, "pin"))
]
