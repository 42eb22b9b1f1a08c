"""Each kind of fault: a small change to a sound problem, and where the fault is told."""

import pandas as pd
import pytest

from sharepool.base.errors import ProblemError
from sharepool.problem.problem import Problem


def faults_of(frames, rules):
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    return caught.value.faults


def places(faults):
    return [(fault.code, fault.table, fault.row, fault.column) for fault in faults]


def set_cell(frames, table, row, column, value):
    """Change one cell, its row counted as a spreadsheet does."""
    frame = frames[table].copy()
    if column not in frame:
        frame[column] = None
    frame.loc[row - 2, column] = value
    frames[table] = frame


def add_row(frames, table, **cells):
    frames[table] = pd.concat(
        [frames[table], pd.DataFrame([cells], dtype=object)], ignore_index=True
    )


def test_the_problem_that_the_tests_change_has_no_fault_and_no_warning(frames, rules):
    assert Problem.from_frames(frames, rules).warnings == ()


CELLS = [
    ("demands", 2, "sessions", "three", "bad_value"),
    ("demands", 2, "sessions", "2.5", "bad_value"),
    ("demands", 2, "sessions", "-1", "out_of_range"),
    ("demands", 2, "sessions", "", "missing_value"),
    ("demands", 2, "sessions", "1e12", "bad_value"),
    ("demands", 2, "sessions", True, "bad_value"),
    ("demands", 2, "periods", "0", "out_of_range"),
    ("demands", 2, "priority", "nan", "bad_value"),
    ("demands", 2, "priority", "inf", "bad_value"),
    ("demands", 2, "priority", "-0.5", "out_of_range"),
    ("demands", 2, "delivery", "remotely", "unknown_word"),
    ("demands", 2, "venue_site", "S9", "unknown_id"),
    ("demands", 2, "transfer_min", "-1", "out_of_range"),
    ("demands", 2, "transfer_min", "2.5", "bad_value"),
    ("demands", 2, "also_requires", "clearance:high", "bad_value"),
    ("demands", 2, "also_requires", "clearance:0", "bad_value"),
    ("demands", 3, "slots", "8-1", "bad_value"),
    ("demands", 3, "slots", "1-4..2", "bad_value"),
    ("demands", 3, "slots", "1-9", "unknown_slot"),
    ("demands", 3, "slots", "6-1..8", "unknown_slot"),
    ("demands", 2, "season_from", "2026-02-30", "bad_value"),
    ("demands", 2, "min_sessions", "4", "minimum_above_maximum"),
    ("demands", 3, "site_id", "S9", "unknown_id"),
    ("sites", 2, "area", "suburban", "unknown_word"),
    ("sites", 2, "lon", "190", "out_of_range"),
    ("sites", 2, "lat", "-91", "out_of_range"),
    ("sites", 2, "lat", "", "missing_coordinates"),
    ("sites", 2, "bell_id", "prim", "unknown_bell"),
    ("bells", 2, "start", "8.30", "bad_value"),
    ("bells", 2, "start", "24:30", "bad_value"),
    ("bells", 2, "end", "08:30", "end_before_start"),
    ("bells", 3, "start", "09:00", "overlapping_slots"),
    ("bells", 3, "slot", "1", "duplicate_slot"),
    ("bells", 2, "days", "128", "bad_value"),
    ("staff", 2, "home_site", "S9", "unknown_id"),
    ("staff", 3, "home_site", " ", "missing_value"),
    ("staff", 2, "mode", "boat", "mode_without_speed"),
    ("skills", 2, "staff_id", "T9", "unknown_id"),
    ("skills", 2, "level", "0", "out_of_range"),
    ("availability", 2, "day", "8", "out_of_range"),
    ("availability", 2, "end", "07:00", "end_before_start"),
    ("availability", 2, "staff_id", "T9", "unknown_id"),
    ("absences", 2, "until", "2026-03-03", "end_before_start"),
    ("absences", 2, "until", "2026-03-04T12:00Z", "bad_value"),
    ("absences", 2, "from", "", "missing_value"),
    ("travel", 2, "origin", "S9", "unknown_id"),
    ("travel", 2, "minutes", "-1", "out_of_range"),
    ("pins", 2, "kind", "wish", "unknown_word"),
    ("pins", 2, "weight", "", "bad_value"),
    ("pins", 3, "demand_id", "D9", "unknown_id"),
    ("pairs", 2, "site_id", "S9", "unknown_id"),
    ("pairs", 2, "strict", "maybe", "bad_value"),
    ("chains", 2, "site_id", "S9", "unknown_id"),
    ("previous_plan", 2, "day", "someday", "bad_value"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "code"), CELLS)
def test_a_wrong_cell_is_one_fault_told_where_it_is(frames, rules, table, row, column, value, code):
    set_cell(frames, table, row, column, value)
    assert places(faults_of(frames, rules)) == [(code, table, row, column)]


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [("sites", "site_id", 5), ("staff", "staff_id", 4), ("demands", "demand_id", 4)],
)
def test_an_id_given_twice_is_a_fault_of_the_second_row(frames, rules, table, column, row):
    add_row(frames, table, **frames[table].iloc[0])
    assert places(faults_of(frames, rules)) == [("duplicate_id", table, row, column)]


def test_a_row_at_fault_still_makes_its_id_known(frames, rules):
    set_cell(frames, "sites", 2, "pupils", "many")
    set_cell(frames, "staff", 2, "min_hours_week", "few")
    set_cell(frames, "demands", 2, "sessions", "all")
    assert {code for code, *_ in places(faults_of(frames, rules))} == {"bad_value"}


RULES = [
    ({"week_of": "2026-03-04"}, "not_monday", "week_of"),
    ({"week_of": "soon"}, "bad_value", "week_of"),
    ({"limits.max_leg": 60}, "unknown_key", "limits.max_leg"),
    ({"limits": 3}, "not_a_section", "limits"),
    ({"limits": {"max_leg_min": 1.5}}, "bad_value", "limits.max_leg_min"),
    ({"weights.unmet": -1}, "out_of_range", "weights.unmet"),
    ({"equity.floor": 1.5}, "out_of_range", "equity.floor"),
    ({"travel.speed_kmh.car": 0}, "out_of_range", "travel.speed_kmh.car"),
    ({"travel.detour_factor": float("nan")}, "bad_value", "travel.detour_factor"),
    ({"day.latest_return": "06:30"}, "end_before_start", "day.latest_return"),
    ({"day.noon": "25:00"}, "bad_value", "day.noon"),
    ({"employers.体育局": 300}, "not_a_section", "employers.体育局"),
    ({"day.lunch_min": 30, "day": {"lunch_min": 45}}, "duplicate_key", "day.lunch_min"),
]


@pytest.mark.parametrize(("rules", "code", "column"), RULES)
def test_a_wrong_rule_is_one_fault_told_by_its_key(frames, rules, code, column):
    assert places(faults_of(frames, rules)) == [(code, "rules", None, column)]


@pytest.mark.parametrize("table", ["sites", "bells", "staff", "skills", "demands"])
def test_a_required_table_that_is_missing_is_one_fault(frames, rules, table):
    del frames[table]
    assert places(faults_of(frames, rules)) == [("missing_table", table, None, "")]


@pytest.mark.parametrize(
    ("table", "column"), [("sites", "site_id"), ("demands", "skill"), ("absences", "until")]
)
def test_a_required_column_that_is_missing_is_one_fault(frames, rules, table, column):
    frames[table] = frames[table].drop(columns=column)
    assert places(faults_of(frames, rules)) == [("missing_column", table, None, column)]


def test_a_problem_without_any_site_is_a_fault(frames, rules):
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    assert places(faults_of(empty, rules)) == [("empty_table", "sites", None, "")]


def test_two_headers_of_one_column_are_a_fault(frames, rules):
    frames["staff"]["工号"] = "T7"
    assert places(faults_of(frames, rules)) == [("duplicate_column", "staff", 1, "staff_id")]


@pytest.mark.parametrize(
    ("table", "first", "last"),
    [
        ("sites", "open_from", "open_until"),
        ("skills", "valid_from", "valid_until"),
        ("demands", "season_from", "season_until"),
    ],
)
def test_dates_that_end_before_they_start_are_a_fault(frames, rules, table, first, last):
    set_cell(frames, table, 2, first, "2026-02-02")
    set_cell(frames, table, 2, last, "2026-02-01")
    assert places(faults_of(frames, rules)) == [("end_before_start", table, 2, last)]


def test_a_rule_that_is_both_a_value_and_a_section_is_a_fault(frames):
    faults = faults_of(frames, {"limits": 3, "limits.max_leg_min": 60})
    assert ("duplicate_key", "rules", None, "limits") in places(faults)


def test_slots_that_are_not_numbered_in_time_order_are_a_fault(frames, rules):
    set_cell(frames, "bells", 3, "slot", "3")
    set_cell(frames, "bells", 4, "slot", "2")
    assert places(faults_of(frames, rules)) == [("slots_out_of_order", "bells", 3, "slot")]


def test_a_slot_may_have_rows_of_different_days(frames, rules):
    set_cell(frames, "bells", 2, "days", "12")
    add_row(frames, "bells", bell_id="pri", slot="1", start="08:00", end="08:40", days="345")
    assert len(Problem.from_frames(frames, rules).bells) == 5


def test_contradicting_travel_rows_are_a_fault(frames, rules):
    add_row(frames, "travel", origin="S1", destination="S2", minutes="13")
    assert places(faults_of(frames, rules)) == [("contradiction", "travel", 3, "minutes")]


@pytest.mark.parametrize("other", [{"mode": "car"}, {"origin": "S2", "destination": "S1"}])
def test_travel_rows_of_another_mode_or_direction_do_not_contradict(frames, rules, other):
    row = {"origin": "S1", "destination": "S2", "minutes": "13"} | other
    add_row(frames, "travel", **row)
    assert len(Problem.from_frames(frames, rules).travel) == 2


def test_a_site_without_coordinates_is_told_once_where_travel_lacks_its_trips(frames, rules):
    frames["sites"].loc[0, ["lon", "lat"]] = None
    assert places(faults_of(frames, rules)) == [("missing_coordinates", "sites", 2, "lon")]


def give_every_trip(frames):
    trips = [(a, b, "", "10", "") for a in ("S1", "S2", "S3") for b in ("S1", "S2", "S3") if a < b]
    frames["travel"] = pd.DataFrame(trips, columns=frames["travel"].columns)


def test_no_coordinates_are_needed_where_travel_covers_every_pair_in_use(frames, rules):
    give_every_trip(frames)
    frames["sites"] = frames["sites"].drop(columns=["lon", "lat"])
    assert Problem.from_frames(frames, rules).sites[0].lon is None


def test_no_coordinates_are_needed_of_a_site_without_demands_or_people(frames, rules):
    add_row(frames, "sites", site_id="S4")
    assert Problem.from_frames(frames, rules).sites[3].lon is None


def test_no_coordinates_are_needed_of_a_site_that_is_taught_by_live_link_alone(frames, rules):
    set_cell(frames, "demands", 2, "delivery", "remote")
    set_cell(frames, "staff", 3, "home_site", "S3")
    frames["sites"].loc[0, ["lon", "lat"]] = None
    assert Problem.from_frames(frames, rules).sites[0].lon is None


def test_no_speed_is_needed_where_travel_covers_every_pair_in_use(frames, rules):
    give_every_trip(frames)
    set_cell(frames, "staff", 2, "mode", "boat")
    assert Problem.from_frames(frames, rules).staff[0].mode == "boat"


def test_every_fault_of_every_table_is_told_at_once_in_table_and_row_order(frames, rules):
    rules["week_of"] = "2026-03-03"
    set_cell(frames, "demands", 2, "sessions", "x")
    set_cell(frames, "sites", 3, "area", "x")
    set_cell(frames, "skills", 4, "staff_id", "T3")
    set_cell(frames, "skills", 2, "level", "x")
    set_cell(frames, "pins", 2, "day", "9")
    assert places(faults_of(frames, rules)) == [
        ("not_monday", "rules", None, "week_of"),
        ("unknown_word", "sites", 3, "area"),
        ("bad_value", "skills", 2, "level"),
        ("unknown_id", "skills", 4, "staff_id"),
        ("bad_value", "demands", 2, "sessions"),
        ("out_of_range", "pins", 2, "day"),
    ]


def test_several_faults_of_one_row_are_all_told(frames, rules):
    set_cell(frames, "demands", 2, "sessions", "x")
    set_cell(frames, "demands", 2, "site_id", "S9")
    faults = places(faults_of(frames, rules))
    assert faults == [
        ("bad_value", "demands", 2, "sessions"),
        ("unknown_id", "demands", 2, "site_id"),
    ]


ADVICE = [
    ("sites", 2, "area", "urbane", "use one of urban, township, rural; did you mean 'urban'?"),
    ("staff", 2, "home_site", "s3", "did you mean 'S3'?"),
    ("demands", 2, "sessions", "2.5", "write a whole number"),
    ("demands", 2, "priority", "-1", "write 0 or more"),
]


@pytest.mark.parametrize(("table", "row", "column", "value", "advice"), ADVICE)
def test_the_advice_says_what_to_write(frames, rules, table, row, column, value, advice):
    set_cell(frames, table, row, column, value)
    (fault,) = faults_of(frames, rules)
    assert advice in fault.advice
    assert fault.value == value


def test_an_id_that_excel_robbed_of_its_zeros_is_recognised(frames, rules):
    add_row(frames, "sites", site_id="007", lon="113.0", lat="35.0")
    set_cell(frames, "staff", 2, "home_site", 7.0)
    (fault,) = faults_of(frames, rules)
    assert fault.value == "7"
    assert "did you mean '007'?" in fault.advice


def test_the_advice_for_another_weekday_names_the_monday_of_that_week(frames):
    (fault,) = faults_of(frames, {"week_of": "2026-03-08"})
    assert "2026-03-02" in fault.advice


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("limits.max_leg", "limits.max_leg_min"),
        ("max_leg_min", "limits.max_leg_min"),
        ("weigths", "weights"),
    ],
)
def test_the_advice_for_an_unknown_rule_names_the_nearest_key(frames, key, meant):
    (fault,) = faults_of(frames, {key: 60})
    assert f"did you mean '{meant}'?" in fault.advice


def test_thousands_of_unknown_ids_are_told_without_delay(frames, rules):
    columns = frames["skills"].columns
    frames["skills"] = pd.DataFrame([(f"X{n}", "pe", "1") for n in range(3000)], columns=columns)
    assert len(faults_of(frames, rules)) == 3000


def test_weeks_beyond_the_term_are_faults(frames, rules):
    set_cell(frames, "demands", 2, "weeks", "1-4;19")
    rules = {**rules, "term": {"first_monday": "2026-03-02", "weeks": 18}}
    (fault,) = faults_of(frames, rules)
    assert (fault.code, fault.column, fault.value) == ("beyond_term", "weeks", "19")
    assert fault.fields["last"] == 18
