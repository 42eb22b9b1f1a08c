"""What is legal but suspicious: each kind of warning, and where none is given."""

import pandas as pd
import pytest

from builders import make_problem
from sharepool.problem.problem import Problem
from sharepool.tables import read_problem, write_problem


def warnings_of(frames, rules):
    return [
        (fault.code, fault.table, fault.row, fault.column)
        for fault in Problem.from_frames(frames, rules).warnings
    ]


def add_row(frames, table, **cells):
    frames[table] = pd.concat(
        [frames[table], pd.DataFrame([cells], dtype=object)], ignore_index=True
    )


ROWS = [
    ("sites", {"site_id": "S4", "bell_id": "prim"}, ("unknown_bell", "sites", 5, "bell_id")),
    ("sites", {"site_id": "S4", "lon": "35", "lat": "11.3"}, ("far_site", "sites", 5, "lon")),
    (
        "availability",
        {"staff_id": "T1", "day": "6", "start": "09:00", "end": "09:00"},
        ("empty_window", "availability", 7, "end"),
    ),
    (
        "skills",
        {"staff_id": "T2", "skill": "clearance", "valid_until": "2026-03-07"},
        ("skill_not_valid", "skills", 5, "skill"),
    ),
    (
        "skills",
        {"staff_id": "T2", "skill": "pe", "level": "1"},
        ("repeated_row", "skills", 5, ""),
    ),
    (
        "travel",
        {"origin": "S1", "destination": "S2", "minutes": "12", "km": "6.5"},
        ("repeated_row", "travel", 3, ""),
    ),
    (
        "travel",
        {"origin": "S2", "destination": "S1", "mode": "cart", "minutes": "12"},
        ("unused_mode", "travel", 3, "mode"),
    ),
    ("pairs", {"site_id": "S2", "group": "west"}, ("unknown_group", "pairs", 3, "group")),
    (
        "pins",
        {"kind": "require", "demand_id": "D1", "site_id": "S2"},
        ("pin_without_effect", "pins", 4, ""),
    ),
    ("pins", {"kind": "forbid", "site_id": "S3"}, ("pin_without_effect", "pins", 4, "")),
    (
        "pins",
        {"kind": "forbid", "demand_id": "D1", "slot": "4"},
        ("pin_without_effect", "pins", 4, ""),
    ),
    (
        "previous_plan",
        {"staff_id": "T9", "demand_id": "D1", "day": "1", "slot": "1"},
        ("gone", "previous_plan", 3, "staff_id"),
    ),
    (
        "previous_plan",
        {"staff_id": "T1", "demand_id": "D9", "day": "1", "slot": "1"},
        ("gone", "previous_plan", 3, "demand_id"),
    ),
    (
        "previous_plan",
        {"staff_id": "T1", "demand_id": "D1", "day": "6", "slot": "1"},
        ("gone", "previous_plan", 3, "slot"),
    ),
    (
        "demands",
        {"demand_id": "D3", "site_id": "S1", "skill": "pe", "sessions": "1", "slots": "1-3..9"},
        ("partly_unknown_slots", "demands", 4, "slots"),
    ),
    (
        "demands",
        {"demand_id": "D3", "site_id": "S2", "skill": "pe", "sessions": "1", "periods": "3"},
        ("no_allowed_start", "demands", 4, ""),
    ),
    (
        "demands",
        {"demand_id": "D3", "site_id": "S1", "skill": "pe", "sessions": "1", "min_level": "3"},
        ("nobody_qualified", "demands", 4, ""),
    ),
    (
        "staff",
        {"staff_id": "T3", "home_site": "S1"},
        ("serves_nothing", "staff", 4, ""),
    ),
]


@pytest.mark.parametrize(("table", "cells", "warning"), ROWS)
def test_a_suspicious_row_is_one_warning(frames, rules, table, cells, warning):
    add_row(frames, table, **cells)
    assert warnings_of(frames, rules) == [warning]


def test_an_employer_that_nobody_works_for_is_a_warning(frames, rules):
    rules["employers"]["体育"] = {"max_hours_week": 3}
    assert warnings_of(frames, rules) == [
        ("unknown_employer", "rules", None, "employers.体育.max_hours_week")
    ]


def test_a_column_and_a_table_that_nobody_knows_are_warnings(frames, rules):
    frames["staff"]["phone"] = "123"
    frames["sitez"] = frames["sites"]
    assert warnings_of(frames, rules) == [
        ("unknown_table", "", None, ""),
        ("unknown_column", "staff", 1, ""),
    ]


def test_the_derived_columns_of_a_previous_plan_are_no_warning(frames, rules):
    frames["previous_plan"] = frames["previous_plan"].assign(
        site_id="S1", start="08:30", end="09:10"
    )
    assert warnings_of(frames, rules) == []


def test_rows_of_the_previous_plan_that_are_gone_are_kept_as_changes(frames, rules):
    add_row(frames, "previous_plan", staff_id="T9", demand_id="D1", day="1", slot="1")
    assert len(Problem.from_frames(frames, rules).previous_plan) == 2


def test_a_pin_on_a_dormant_demand_is_a_warning(frames, rules):
    frames["demands"]["season_from"] = ["2026-03-03", None]
    add_row(frames, "pins", kind="require", demand_id="D1")
    told = warnings_of(frames, rules)
    assert ("pin_without_effect", "pins", 4, "") in told
    assert not any(table == "demands" for _, table, *_ in told)


def test_a_demand_whose_people_are_never_free_is_a_warning(frames, rules):
    frames["availability"]["end"] = "08:40"
    assert ("nobody_available", "demands", 2, "") in warnings_of(frames, rules)


@pytest.mark.parametrize(
    "rule",
    [
        {"day.earliest_departure": "08:40"},
        {"day.latest_return": "09:15"},
        {"limits.max_travel_min_day": 20},
        {"travel.overhead_min": 60},
    ],
)
def test_a_demand_that_nobody_reaches_within_the_day_is_a_warning(frames, rules, rule):
    frames["demands"]["slots"] = ["1-1", "1-4"]
    told = warnings_of(frames, rules | rule)
    assert ("nobody_near", "demands", 2, "") in told


def test_an_absence_counts_until_the_end_of_its_last_day(frames, rules):
    frames["demands"]["slots"] = ["1-1", "1-4"]
    frames["demands"]["sessions"] = "1"
    add_row(frames, "absences", staff_id="T1", **{"from": "2026-03-01", "until": "2026-03-02"})
    assert ("nobody_available", "demands", 2, "") in warnings_of(frames, rules)


def test_an_absence_ends_at_the_moment_it_names(frames, rules):
    del frames["pins"]
    frames["demands"]["slots"] = ["1-1", "1-4"]
    frames["demands"]["sessions"] = "1"
    add_row(
        frames, "absences", staff_id="T1", **{"from": "2026-03-01", "until": "2026-03-02T08:30"}
    )
    assert warnings_of(frames, rules) == []


def test_an_absence_until_midnight_does_not_cover_the_day_that_begins(frames, rules):
    times = {"from": "2026-03-02", "until": "2026-03-02T00:00"}
    add_row(frames, "absences", staff_id="T1", **times)
    assert ("until_midnight", "absences", 3, "until") in warnings_of(frames, rules)


def test_sites_as_far_apart_as_a_large_prefecture_are_no_warning(frames, rules):
    add_row(frames, "sites", site_id="S4", lon="116.5", lat="35.0")  # about 319 km
    assert warnings_of(frames, rules) == []


def test_a_site_five_hundred_kilometres_away_is_a_warning(frames, rules):
    add_row(frames, "sites", site_id="S4", lon="113.0", lat="39.5")  # 4.5 degrees, 500 km
    assert warnings_of(frames, rules) == [("far_site", "sites", 5, "lon")]


def test_hours_that_should_but_may_not_be_worked_are_a_warning(frames, rules):
    frames["staff"].loc[0, "min_hours_week"] = "12.5"
    assert ("hours_out_of_reach", "staff", 2, "min_hours_week") in warnings_of(frames, rules)


def test_a_made_up_day_that_has_school_anyway_is_a_warning(frames, rules):
    rows = [
        {"date": "2026-03-04", "kind": "makeup", "follows": 1},
        {"date": "2026-03-07", "kind": "makeup", "follows": 1},
    ]
    frames["calendar"] = pd.DataFrame(rows, dtype=object)
    found = [one for one in warnings_of(frames, rules) if one[1] == "calendar"]
    assert found == [("makeup_on_school_day", "calendar", 2, "date")]


def test_a_neutral_name_that_no_site_and_no_group_has_is_a_warning(frames, rules):
    frames["sites"]["site_id"] = ["S1", "S2", "中心（东）"]
    frames["staff"]["home_site"] = ["中心（东）", "S1"]
    frames["demands"]["neutral"] = ["south;中心（东）", "S1、S2"]
    found = [one for one in warnings_of(frames, rules) if one[3] == "neutral"]
    assert found == [("unknown_neutral", "demands", 3, "neutral")]


def test_a_date_that_concerns_no_site_is_a_warning(frames, rules):
    rows = [
        {"date": "2026-03-04", "kind": "off", "stage": "senior"},
        {"date": "2026-03-04", "kind": "off", "stage": "primary"},
        {"date": "2026-03-05", "kind": "off", "county": "east"},
    ]
    frames["calendar"] = pd.DataFrame(rows, dtype=object)
    found = [one for one in warnings_of(frames, rules) if one[0] == "date_of_no_site"]
    assert found == [("date_of_no_site", "calendar", row, "") for row in (2, 4)]


def test_what_a_solve_wrote_into_the_folder_of_its_problem_is_no_warning(tmp_path):
    write_problem(make_problem(), tmp_path)
    for name in ("coverage", "itineraries", "site_timetable"):
        (tmp_path / f"{name}.csv").write_text("a,b\n")
    assert "unknown_table" not in {one.code for one in read_problem(tmp_path).warnings}
