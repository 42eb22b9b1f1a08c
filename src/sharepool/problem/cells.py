"""The kinds of cell that planners' tables hold, each as an annotated type.

Every type accepts what a CSV holds (text) and what Excel may have made of it (times, dates, whole
floats), and turns it into one internal form: whole minutes, dates, exact decimals, plain text.
Rounding happens here, at the border, and nowhere else.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR
DIGITS = 9
"""Digits before the point that a number may have: no cell means 1e99."""
DECIMALS = 30
"""Zeros after the point that a number may begin with."""

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::(\d{2})(?:\.0+)?)?")
_MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T| +)(\d{1,2})[:：](\d{2})(?::(\d{2})(?:\.0+)?)?"
)
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?)?")


def parse_text(value: Any) -> str:
    """Text as given; a number that Excel typed loses the ``.0`` it never had."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value if isinstance(value, str) else str(value)


def parse_word(value: Any) -> str:
    """Text whose meaning is fixed, so that spaces around it are slips of the pen."""
    return parse_text(value).strip()


def parse_decimal(value: Any) -> Decimal:
    """Return the decimal as written (``0.55`` is 0.55, not its binary neighbour)."""
    if isinstance(value, bool):
        raise ValueError("write a number")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError("write a number") from None
    if not number.is_finite():
        raise ValueError("write a finite number")
    if number and not -DECIMALS <= number.adjusted() < DIGITS:
        raise ValueError(f"write a number of ordinary size, at most {DIGITS} digits")
    return number


def parse_whole(value: Any) -> int:
    """Return a whole number; ``3.0`` (as Excel types it) is 3."""
    number = parse_decimal(value)
    if number != number.to_integral_value():
        raise ValueError("write a whole number")
    return int(number)


def parse_flag(value: Any) -> bool:
    """Return a yes/no cell: 0/1, true/false, yes/no, 是/否."""
    text = str(value).strip().lower()
    if text in {"1", "1.0", "true", "yes", "是"}:
        return True
    if text in {"0", "0.0", "false", "no", "否"}:
        return False
    raise ValueError("write 1 (yes) or 0 (no)")


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
    elif isinstance(value, float) and 0 <= value < 1:
        # A time of day in a cell that Excel formatted as a number: a share of 24 hours.
        seconds = round(value * MINUTES_PER_DAY) * 60
    else:
        match = _CLOCK.fullmatch(str(value).strip())
        if not match:
            raise ValueError("write a time as HH:MM, 24 h")
        seconds = _seconds(*match.groups())
    if seconds % 60:
        raise ValueError("write whole minutes")
    if not 0 <= seconds <= MINUTES_PER_DAY * 60:
        raise ValueError("write a time between 00:00 and 24:00")
    return seconds // 60


def _seconds(hours: str, minutes: str, seconds: str | None) -> int:
    """Return seconds after midnight of the parts of a written time."""
    if max(int(minutes), int(seconds or 0)) >= MINUTES_PER_HOUR:
        raise ValueError("write a time as HH:MM, 24 h")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)


def format_clock(minutes: int) -> str:
    """Return ``HH:MM`` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_date(value: Any) -> dt.date:
    """Return an ISO date; a spreadsheet's typed date or midnight is its date."""
    if isinstance(value, dt.datetime):
        if value.time() != dt.time():
            raise ValueError("write a date (YYYY-MM-DD) without a time")
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _ISO_DATE.fullmatch(str(value).strip())
    if not match:
        raise ValueError("write a date as YYYY-MM-DD")
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise ValueError("write a date that exists, as YYYY-MM-DD") from None


def parse_moment(value: Any) -> dt.date | dt.datetime:
    """Return a date, or a local date and time, as absences hold them.

    A spreadsheet cannot tell a date from its midnight, so its midnight is the date; a written
    ``2026-03-02T00:00`` is the moment.
    """
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            raise ValueError("write local time, without a time zone")
        moment = value.replace(microsecond=0)
        return moment.date() if moment.time() == dt.time() else _plain(moment)
    if isinstance(value, dt.date):
        return value
    match = _MOMENT.fullmatch(str(value).strip())
    if not match:
        try:
            return parse_date(value)
        except ValueError:
            raise ValueError("write YYYY-MM-DD or, in local time, YYYY-MM-DDTHH:MM") from None
    year, month, day, *clock = match.groups()
    seconds = _seconds(*clock)
    if seconds > MINUTES_PER_DAY * 60:
        raise ValueError("write a time between 00:00 and 24:00")
    midnight = dt.datetime.combine(parse_date(f"{year}-{month}-{day}"), dt.time())
    return midnight + dt.timedelta(seconds=seconds)


def _plain(moment: dt.datetime) -> dt.datetime:
    """Return a moment as the standard library has it (a data frame holds a type of its own)."""
    return dt.datetime.combine(moment.date(), moment.time())


def parse_days(value: Any) -> tuple[int, ...]:
    """Return the weekdays of a cell of digits such as ``12345``, sorted."""
    text = str(parse_whole(value)) if isinstance(value, int | float) else str(value).strip()
    if not text or set(text) - set("1234567"):
        raise ValueError("write weekdays as digits 1-7, e.g. 12345")
    return tuple(sorted({int(digit) for digit in text}))


def parse_words(value: Any) -> tuple[str, ...]:
    """Return the parts of a ``;``-separated cell, in order, each once."""
    if isinstance(value, tuple | list):
        return tuple(value)
    words = (word.strip() for word in parse_text(value).replace("；", ";").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


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


Text = Annotated[str, BeforeValidator(parse_text)]
Id = Annotated[str, BeforeValidator(parse_text), Field(min_length=1)]
Word = Annotated[str, BeforeValidator(parse_word)]
Whole = Annotated[int, BeforeValidator(parse_whole)]
Count = Annotated[int, BeforeValidator(parse_whole), Field(ge=0)]
Positive = Annotated[int, BeforeValidator(parse_whole), Field(ge=1)]
Day = Annotated[int, BeforeValidator(parse_whole), Field(ge=1, le=7)]
Flag = Annotated[bool, BeforeValidator(parse_flag)]
Number = Annotated[Decimal, BeforeValidator(parse_decimal), Field(ge=0)]
Longitude = Annotated[float, BeforeValidator(parse_decimal), Field(ge=-180, le=180)]
Latitude = Annotated[float, BeforeValidator(parse_decimal), Field(ge=-90, le=90)]
Clock = Annotated[int, BeforeValidator(parse_clock)]
Date = Annotated[dt.date, BeforeValidator(parse_date)]
Moment = Annotated[dt.datetime | dt.date, BeforeValidator(parse_moment)]
Days = Annotated[tuple[int, ...], BeforeValidator(parse_days)]
Words = Annotated[tuple[str, ...], BeforeValidator(parse_words)]
