"""What single cells are read as."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from sharepool.problem.cells import parse_clock, parse_decimal, parse_moment, parse_text
from sharepool.problem.rows import Demand, Requirement, StartRange

NOON = dt.datetime.fromisoformat("2026-03-04T12:00")
MIDNIGHT = dt.datetime.fromisoformat("2026-03-04T00:00")


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-04", dt.date(2026, 3, 4)),
        ("2026/3/4", dt.date(2026, 3, 4)),
        ("2026-03-04T12:00", NOON),
        ("2026-03-04 12:00:00", NOON),
        ("2026/3/4 12:00", NOON),
        ("2026-03-04T00:00", MIDNIGHT),
        ("2026-03-03T24:00", MIDNIGHT),
        (MIDNIGHT, MIDNIGHT),
        (NOON, NOON),
        (dt.date(2026, 3, 4), dt.date(2026, 3, 4)),
    ],
)
def test_a_moment_is_a_date_or_a_time_of_a_date(cell, moment):
    read = parse_moment(cell)
    assert (type(read), read) == (type(moment), moment)


@pytest.mark.parametrize(
    "cell",
    ["20260304", "2026-W10", "2026-03-04T12:00+08:00", "2026-02-30T12:00", "2026-03-04T25:00"],
)
def test_a_moment_that_is_none_is_refused(cell):
    with pytest.raises(ValueError, match="write"):
        parse_moment(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("8:30", 510),
        ("08:30:00", 510),
        ("24:00", 1440),
        (dt.time(8, 30), 510),
        (dt.time(8, 29, 59, 999_424), 510),
        (dt.timedelta(days=1), 1440),
        (510 / 1440, 510),
        (0.0, 0),
    ],
)
def test_a_clock_time_is_minutes_after_midnight(cell, minutes):
    assert parse_clock(cell) == minutes


@pytest.mark.parametrize("cell", ["8", "8:60", "24:01", "08:30:30", 8.5, "25:00", ""])
def test_a_clock_time_that_is_none_is_refused(cell):
    with pytest.raises(ValueError, match="write"):
        parse_clock(cell)


@pytest.mark.parametrize(
    ("cell", "text"), [(7, "7"), (7.0, "7"), (7.5, "7.5"), (True, "TRUE"), (" 07 ", "07")]
)
def test_a_text_is_what_the_spreadsheet_shows(cell, text):
    assert parse_text(cell) == text


def demand(**cells):
    return Demand(**{"demand_id": "D", "site_id": "S", "skill": "pe", "sessions": 1} | cells)


@pytest.mark.parametrize(
    ("cell", "requirements"),
    [
        ("clearance", [("clearance", 1)]),
        ("clearance; pe : 2 ;", [("clearance", 1), ("pe", 2)]),
        ("a:b:3", [("a:b", 3)]),
        ("证书：2；游泳", [("证书", 2), ("游泳", 1)]),
        ("a：b", [("a:b", 1)]),
        (7.0, [("7", 1)]),
    ],
)
def test_further_skills_are_split_at_the_last_colon(cell, requirements):
    read = demand(also_requires=cell).also_requires
    assert read == tuple(requirements)
    assert demand(also_requires=";".join(map(str, read))).also_requires == read


@pytest.mark.parametrize("column", ["slots", "weeks"])
def test_full_width_signs_are_ordinary_ones(column):
    wide, narrow = {"slots": ("１－１；２－２．．３", "1-1;2-2..3"), "weeks": ("１－８", "1-8")}[
        column
    ]
    read = demand(**{column: wide})
    assert getattr(read, column) == getattr(demand(**{column: narrow}), column)


def test_allowed_starts_are_days_and_slots():
    read = demand(slots="1-3; 4-2;5-1..6").slots
    assert read == (StartRange(1, 3, 3), StartRange(4, 2, 2), StartRange(5, 1, 6))
    assert [str(start) for start in read] == ["1-3", "4-2", "5-1..6"]


def test_a_start_that_excel_made_a_date_says_how_to_keep_it():
    with pytest.raises(ValidationError, match="starts"):
        demand(slots=dt.datetime.fromisoformat("2026-01-03"))


def test_spaces_around_words_of_a_fixed_meaning_do_not_matter():
    read = demand(kind=" lesson", delivery="remote ")
    assert (read.delivery, read.allowed_parts) == ("remote", ("lesson",))


def test_a_level_needs_no_number_only_where_it_is_one():
    assert [str(Requirement(*one)) for one in (("a", 1), ("a", 2), ("a:b", 1))] == [
        "a",
        "a:2",
        "a:b:1",
    ]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("4,5", "commas"),
        ("1,100", "commas"),
        ("45分钟", "unit"),
        ("75 min", "unit"),
        ("six", "number"),
        ("3;4", "number"),
    ],
)
def test_what_is_no_number_is_told_why(cell, kind):
    with pytest.raises(PydanticCustomError) as caught:
        parse_decimal(cell)
    assert caught.value.context["kind"] == kind


@pytest.mark.parametrize("cell", ["55%", "５５％", "55 %", "0.55", 0.55])
def test_a_percentage_is_what_a_spreadsheet_has_in_the_cell(cell):
    assert parse_decimal(cell) == Decimal("0.55")
