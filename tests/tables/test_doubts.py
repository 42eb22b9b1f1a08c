"""What cannot well be true is said: coordinates, travel tables, twins, numbers, words."""

import datetime as dt

import pandas as pd
import pytest

from sharepool.base.errors import ProblemError
from sharepool.problem.coordinates import to_gcj02, to_wgs84
from sharepool.problem.problem import Problem
from sharepool.tables.doubts.land import has_land


def told(frames, rules):
    return [
        (one.code, one.fields.get("kind"), one.table, one.row)
        for one in Problem.from_frames(frames, rules).warnings
    ]


def put(frames, table, column, cells):
    frames[table] = frames[table].assign(**{column: cells})


def add_row(frames, table, **cells):
    row = pd.DataFrame([cells], dtype=object)
    frames[table] = pd.concat([frames[table], row], ignore_index=True)


def test_one_point_for_every_school(frames, rules):
    put(frames, "sites", "lon", "113.0")
    put(frames, "sites", "lat", "35.0")
    del frames["travel"]
    assert told(frames, rules) == [("one_point", None, "sites", 2)]


@pytest.mark.parametrize("kind", ["home_teaching", "送教上门"])
def test_a_home_that_would_be_published(frames, rules, kind):
    frames["demands"] = frames["demands"].assign(kind=kind, parts="lesson")
    sites = sorted(set(frames["demands"]["site_id"]))
    open_homes = [one for one in told(frames, rules) if one[0] == "open_home"]
    assert len(open_homes) == len(sites)
    put(frames, "sites", "private", "1")
    assert "open_home" not in {one[0] for one in told(frames, rules)}


def test_axes_that_fit_the_earth_only_the_other_way_round(frames, rules):
    frames["travel"] = frames["travel"].drop(columns="km")
    put(frames, "sites", "lon", ["-15.38", "-15.40", "-15.37"])
    put(frames, "sites", "lat", ["35.31", "35.28", "35.31"])
    assert told(frames, rules) == [("swapped_axes", None, "sites", 2)]


def test_points_at_sea_either_way(frames, rules):
    frames["travel"] = frames["travel"].drop(columns="km")
    put(frames, "sites", "lon", ["-45.0", "-45.05", "-45.02"])
    put(frames, "sites", "lat", ["-45.0", "-45.02", "-45.01"])
    assert told(frames, rules) == [("at_sea", None, "sites", 2)]


def test_one_site_whose_axes_are_swapped(frames, rules):
    for name, lon, lat in (("S4", "88.02", "31.03"), ("S5", "88.03", "31.02"), ("S6", "31", "88")):
        add_row(frames, "sites", site_id=name, lon=lon, lat=lat)
    put(frames, "sites", "lon", ["88.00", "88.05", "88.02", "88.02", "88.03", "31.0"])
    put(frames, "sites", "lat", ["31.00", "31.02", "31.01", "31.03", "31.02", "88.0"])
    frames["travel"] = frames["travel"].drop(columns="km")
    assert told(frames, rules) == [("far_site", "swapped", "sites", 7)]


def test_a_latitude_beyond_the_poles_asks_whether_the_axes_are_swapped(frames, rules):
    put(frames, "sites", "lat", ["113.0", "35.02", "35.01"])
    (fault,) = _faults(frames, rules)
    assert "swapped" in fault.text()
    assert "填反" in fault.text("zh")


def _faults(frames, rules):
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    return caught.value.faults


@pytest.mark.parametrize(
    ("minutes", "km", "warning"),
    [
        (["1080", "2040"], ["12", "24"], ("unlikely_speed", "seconds", "travel", 2)),
        (["0.3", "0.5"], ["12", "24"], ("unlikely_speed", "hours", "travel", 2)),
        (["0", "30"], [None, None], ("zero_minutes", None, "travel", 2)),
        (["12", None], [None, None], ("blank_minutes", None, "travel", 3)),
        (["20", "20"], ["6500", "6500"], ("unlikely_km", "metres", "travel", 2)),
    ],
)
def test_a_travel_table_of_other_units(frames, rules, minutes, km, warning):
    frames["travel"] = pd.DataFrame(
        {"origin": ["S1", "S1"], "destination": ["S2", "S3"], "minutes": minutes, "km": km}
    )
    assert warning in told(frames, rules)


def test_one_way_with_an_odd_speed_is_told_by_itself(frames, rules):
    frames["travel"] = pd.DataFrame(
        {
            "origin": ["S1", "S1", "S2"],
            "destination": ["S2", "S3", "S3"],
            "minutes": ["10", "8", "1"],
            "km": ["6", "5", "30"],
        }
    )
    assert told(frames, rules) == [("unlikely_speed", None, "travel", 4)]


def test_a_date_where_a_name_belongs_is_told_once_for_its_column(frames, rules):
    put(frames, "demands", "cohort", [dt.date(2026, 3, 1), dt.date(2026, 3, 2)])
    put(frames, "demands", "season_from", [dt.date(2026, 3, 1), None])
    put(frames, "bells", "start", [dt.time(8, 30), dt.time(9, 20), dt.time(14), dt.time(16)])
    assert told(frames, rules) == [("date_for_name", None, "demands", 2)]


def test_a_note_below_the_sites_is_told_and_a_bare_site_in_use_is_not(frames, rules):
    add_row(frames, "sites", site_id="S4")
    add_row(frames, "sites", site_id="注：数据截至三月")
    add_row(frames, "travel", origin="S4", destination="S1", minutes="9", km="5")
    assert told(frames, rules) == [("note_row", None, "sites", 6)]


def test_a_header_repeated_in_either_language_is_left_out(frames, rules):
    problem = Problem.from_frames(frames, rules)
    add_row(frames, "sites", site_id="site_id", name="name", lon="Lon ", lat="lat")
    add_row(frames, "skills", staff_id="工号", skill="专项", level="等级")
    assert told(frames, rules) == [
        ("repeated_header", None, "sites", 5),
        ("repeated_header", None, "skills", 5),
    ]
    assert Problem.from_frames(frames, rules).model_dump() == problem.model_dump()


def test_a_row_that_adds_up_the_others(frames, rules):
    add_row(frames, "sites", site_id="合 计", lon="113.0", lat="35.01")
    assert told(frames, rules) == [("totals_row", None, "sites", 5)]


@pytest.mark.parametrize(
    ("table", "cells", "warning"),
    [
        (
            "sites",
            {"site_id": "s3", "lon": "113", "lat": "35"},
            ("twin_id", None, "sites", 5),
        ),
        (
            "sites",
            {"site_id": "S4", "name": "一 小", "group": "south"},
            ("twin", "sites", "sites", 5),
        ),
        (
            "demands",
            {"demand_id": "D3", "site_id": "S1", "skill": "pe", "cohort": "c", "sessions": "1"},
            ("twin", "demands", "demands", 4),
        ),
        (
            "staff",
            {"staff_id": "T3", "name": "王 芳", "employer": "体育局", "home_site": "S3"},
            ("twin", "staff", "staff", 4),
        ),
    ],
)
def test_twins(frames, rules, table, cells, warning):
    put(frames, "staff", "name", ["王芳", "李强"])
    put(frames, "demands", "cohort", ["c", "d"])
    add_row(frames, table, **cells)
    assert warning in told(frames, rules)


def test_a_hint_never_names_a_person(frames, rules):
    put(frames, "pins", "staff_id", ["t1", None])
    (fault,) = _faults(frames, rules)
    assert (fault.code, fault.fields["kind"], fault.fields["like"]) == ("unknown_id", "case", 2)
    assert "T1" not in fault.text("en") + fault.text("zh")


def test_a_name_in_place_of_an_id_is_said_where_it_is_of_one(frames, rules):
    put(frames, "staff", "name", ["王芳", "王芳"])
    put(frames, "staff", "home_site", ["S3", "一 小"])
    add_row(frames, "pins", kind="forbid", staff_id="王芳")
    found = [
        (one.table, one.fields.get("kind"), one.fields.get("like"))
        for one in _faults(frames, rules)
    ]
    assert found == [("staff", "name", 2), ("pins", None, None)]


def test_zeros_that_a_spreadsheet_dropped_are_said(frames, rules):
    put(frames, "staff", "staff_id", ["007", "T2"])
    for name in ("skills", "availability", "pins", "previous_plan"):
        frames[name]["staff_id"] = frames[name]["staff_id"].replace("T1", "7")
    assert {one.fields["kind"] for one in _faults(frames, rules)} == {"zeros"}


@pytest.mark.parametrize(
    ("table", "column", "cells", "code"),
    [
        ("sites", "pupils", ["139000000", None, None], "large_number"),
        ("staff", "max_sessions_day", ["1390000", None], "large_number"),
        ("skills", "level", ["13900", "1", "1"], "large_number"),
        ("pairs", "min_sessions", ["13900"], "large_number"),
        ("chains", "min_sessions", ["13900"], "large_number"),
        ("demands", "sessions", ["13900", "2"], "more_than_a_week"),
        ("skills", "skill", ["pe", "Clearance", "pe"], "twin_word"),
    ],
)
def test_what_no_week_can_hold_and_nobody_asks_for(frames, rules, table, column, cells, code):
    put(frames, table, column, cells)
    assert code in {one[0] for one in told(frames, rules)}


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("travel", "detour_factor", "0.13"),
        ("travel", "speed_kmh", {"car": 40_000}),
        ("limits", "max_sessions_day", 139_000_001),
        ("limits", "max_leg_min", 75),
    ],
)
def test_a_rule_that_no_county_has(frames, rules, section, key, value):
    rules.setdefault(section, {})[key] = value
    found = [one for one in told(frames, rules) if one[0] == "unusual_rule"]
    assert bool(found) is (value != 75)


def test_a_skill_that_is_nearly_what_is_asked_for(frames, rules):
    put(frames, "skills", "skill", ["pe", "clearence", "pe"])
    warnings = Problem.from_frames(frames, rules).warnings
    (one,) = [one for one in warnings if one.code == "unasked_skill"]
    assert (one.value, one.fields["other"]) == ("clearence", "clearance")


def test_a_pin_that_names_nothing(frames, rules):
    add_row(frames, "pins", kind="forbid")
    assert ("empty_pin", None, "pins", 4) in told(frames, rules)


def test_everybody_on_sundays(frames, rules):
    frames["availability"] = pd.DataFrame(
        [(who, day, "08:00", "18:30") for who in ("T1", "T2", "T3") for day in "1234567"],
        columns=["staff_id", "day", "start", "end"],
    )
    add_row(frames, "staff", staff_id="T3", home_site="S1")
    add_row(frames, "skills", staff_id="T3", skill="pe", level="2")
    assert ("sundays", None, "availability", 8) in told(frames, rules)


POINTS = [(116.397, 39.909), (113.0, 35.0), (87.6, 43.8), (121.47, 31.23)]


@pytest.mark.parametrize(("lon", "lat"), POINTS)
def test_maps_of_china_are_converted_back(lon, lat):
    shown = to_gcj02(lon, lat)
    assert 0.0005 < abs(shown[0] - lon) + abs(shown[1] - lat) < 0.02
    assert to_wgs84(*shown, "gcj02") == pytest.approx((lon, lat), abs=1e-7)


def test_a_published_pair_of_points_of_baidu():
    """Tiananmen, as Baidu's and Amap's converters show it."""
    assert to_wgs84(116.404, 39.915, "bd09") == pytest.approx((116.39139, 39.90726), abs=2e-5)


def test_points_outside_china_are_not_shifted():
    assert to_wgs84(-74.0, 40.7, "gcj02") == (-74.0, 40.7)


def test_coordinates_of_a_map_are_read_as_those_of_the_earth(frames, rules):
    before = Problem.from_frames(frames, rules)
    shown = [
        to_gcj02(float(lon), float(lat))
        for lon, lat in zip(frames["sites"]["lon"], frames["sites"]["lat"], strict=True)
    ]
    put(frames, "sites", "lon", [str(lon) for lon, _ in shown])
    put(frames, "sites", "lat", [str(lat) for _, lat in shown])
    rules["travel"] = {"coordinates": "gcj02"}
    problem = Problem.from_frames(frames, rules)
    assert problem.rules.travel.coordinates == "wgs84"
    assert problem.sites == before.sites


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (113.0, 35.0, True),
        (35.31, -15.38, True),
        (-15.38, 35.31, False),
        (-140, 0, False),
        (180, -89.9, True),
    ],
)
def test_where_land_is(lon, lat, expected):
    assert has_land(lon, lat) is expected
