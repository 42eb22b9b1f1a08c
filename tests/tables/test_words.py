"""What words mean: trimming, width, languages, placeholders, midnight, numbers of spreadsheets."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from sharepool.base.errors import ProblemError
from sharepool.problem.cells import parse_clock, parse_days, parse_decimal, parse_flag
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Absence, Bell, Demand, Leg, Pin, Site, Window
from sharepool.problem.vocabulary import VOCABULARIES, find_word, folded, plain
from sharepool.rules import check
from sharepool.tables import read_plan


def codes(found):
    return [(one.code, one.table, one.row, one.column) for one in found]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_word_of_a_vocabulary_means_two_things(vocabulary):
    words = VOCABULARIES[vocabulary]
    for known, others in words.items():
        for word in (known, *others, known.upper(), f" {known} "):
            assert find_word(vocabulary, word) == known


@pytest.mark.parametrize(
    ("row", "column", "cell", "value"),
    [
        (Demand, "kind", "体育课", "lesson"),
        (Demand, "kind", "社团", "club"),
        (Demand, "kind", "Lesson", "lesson"),
        (Demand, "kind", "晨练", "晨练"),
        (Demand, "parts", "课后；Lesson", ("after_school", "lesson")),
        (Demand, "delivery", "远程", "remote"),
        (Demand, "also_requires", "证书：２", (("证书", 2),)),
        (Demand, "slots", "周一-3", ((1, 3, 3),)),
        (Site, "stage", "九年一贯制", "nine_year"),
        (Site, "stage", "ＰＲＩＭＡＲＹ", "primary"),
        (Site, "area", "乡村", "rural"),
        (Site, "area", "Urban", "urban"),
        (Site, "county", "　青山县 ", "青山县"),
        (Bell, "part", "课后服务", "after_school"),
        (Bell, "days", "周一至周五", (1, 2, 3, 4, 5)),
        (Bell, "end", "0:00", 1440),
        (Window, "day", "星期三", 3),
        (Window, "day", "Sun", 7),
        (Window, "end", "00:00", 1440),
        (Window, "start", "00:00", 0),
        (Pin, "kind", "禁止", "forbid"),
        (Leg, "mode", "开车", "car"),
        (Leg, "minutes", "不通", "none"),
        (Leg, "minutes", "None", "none"),
        (Leg, "minutes", "12.5", Decimal("12.5")),
    ],
)
def test_a_cell_reads_in_either_language(row, column, cell, value):
    needed = {
        Demand: {"demand_id": "D", "site_id": "S", "skill": "pe", "sessions": 1},
        Site: {"site_id": "S"},
        Bell: {"slot": 1, "start": "08:00", "end": "09:00"},
        Window: {"staff_id": "T", "day": 1, "start": "08:00", "end": "09:00"},
        Pin: {"kind": "forbid"},
        Leg: {"origin": "A", "destination": "B"},
    }
    assert getattr(row(**needed[row] | {column: cell}), column) == value


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("135", (1, 3, 5)),
        ("周一、周三", (1, 3)),
        ("周二四", (2, 4)),
        ("Mon-Wed", (1, 2, 3)),
        (12.0, (1, 2)),
    ],
)
def test_days_are_digits_or_names(cell, days):
    assert parse_days(cell) == days


@pytest.mark.parametrize("cell", ["", "8", "周八", "5-1", "Mon-", "周末班"])
def test_days_that_are_none_are_refused(cell):
    with pytest.raises(ValueError, match="days"):
        parse_days(cell)


@pytest.mark.parametrize(("cell", "flag"), [("是", True), ("No", False), (1.0, True), ("√", True)])
def test_yes_and_no_read_in_either_language(cell, flag):
    assert parse_flag(cell) is flag


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0.9999999999999999, "1"),
        ("0.99999999999999989", "1"),
        (89.60000000000001, "89.6"),
        (0.55, "0.55"),
        ("12.345678901234567890", "12.345678901234567890"),
        ("３．５", "3.5"),
    ],
)
def test_a_number_is_what_a_spreadsheet_shows_of_it(cell, number):
    assert parse_decimal(cell) == Decimal(number)


def test_a_whole_day_may_be_a_number_of_a_spreadsheet():
    assert (parse_clock(1.0), parse_clock(dt.timedelta(days=1))) == (1440, 1440)


def test_ids_that_differ_by_width_or_outer_spaces_are_one(frames, rules):
    frames["sites"]["site_id"] = ["S１", "S2", "S3"]
    frames["staff"]["home_site"] = [" S3", "S1"]
    frames["demands"]["site_id"] = ["S1\u3000", "Ｓ２"]
    problem = Problem.from_frames(frames, rules)
    assert [site.site_id for site in problem.sites] == ["S１", "S2", "S3"]
    assert [demand.site_id for demand in problem.demands] == ["S１", "S2"]
    assert problem.warnings == ()


def test_a_plan_names_ids_as_the_problem_does(tmp_path, frames, rules):
    frames["staff"]["staff_id"] = ["Ｔ1", "T2"]
    for name in ("skills", "availability", "pins", "previous_plan"):
        frames[name]["staff_id"] = frames[name]["staff_id"].replace("T1", "Ｔ1")
    problem = Problem.from_frames(frames, rules)
    (tmp_path / "plan.csv").write_text("staff_id,demand_id,day,slot\nT1 ,D1,1,1\n")
    plan = read_plan(tmp_path / "plan.csv", problem)
    assert plan == Plan.of([("Ｔ1", "D1", 1, 1)])
    assert "H00" not in {one.code for one in check(problem, plan)}


def test_words_that_differ_by_width_or_outer_spaces_are_one(frames, rules):
    frames["staff"]["employer"] = ["体育局 ", "教育局"]
    frames["skills"]["skill"] = ["ｐｅ", "clearance", "pe "]
    frames["demands"]["cohort"] = ["１班", "1班"]
    problem = Problem.from_frames(frames, rules)
    assert problem.staff[0].employer == "体育局"
    assert {row.skill for row in problem.skills} == {"pe", "clearance"}
    assert {demand.cohort for demand in problem.demands} == {"1班"}


@pytest.mark.parametrize("word", ["无", "—", "-", "/", "#N/A", "N/A", "暂无", " ／ ", "NA", "null"])
def test_a_placeholder_is_a_blank_with_a_warning(frames, rules, word):
    frames["demands"]["cohort"] = word
    problem = Problem.from_frames(frames, rules)
    assert {demand.cohort for demand in problem.demands} == {""}
    assert codes(problem.warnings) == [("placeholder", "demands", 2, "cohort")]
    assert problem.warnings[0].fields["count"] == 2


def test_what_a_program_writes_for_nothing_is_an_id_as_given_and_no_way(frames, rules):
    for name, column in (("staff", "staff_id"), ("skills", "staff_id"), ("absences", "staff_id")):
        frames[name][column] = frames[name][column].replace("T2", "NA")
    assert Problem.from_frames(frames, rules).staff[1].staff_id == "NA"
    frames["travel"]["minutes"] = ["null"]
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    assert codes(caught.value.faults) == [("bad_value", "travel", 2, "minutes")]


def test_a_placeholder_where_something_must_stand_is_a_fault(frames, rules):
    frames["demands"]["skill"] = ["pe", "无"]
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    assert codes(caught.value.faults) == [("missing_value", "demands", 3, "skill")]
    assert codes(caught.value.warnings) == [("placeholder", "demands", 3, "skill")]


@pytest.mark.parametrize("cell", [4.10105198801012e17, "4.10105E+17"])
def test_a_number_whose_digits_are_gone_is_one_fault(frames, rules, cell):
    frames["staff"]["staff_id"] = [cell, "T2"]
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    assert codes(caught.value.faults) == [("bad_value", "staff", 2, "staff_id")]


@pytest.mark.parametrize("sign", ["\uffff", "\ufffd", "\0", "\x85"])
def test_a_cell_with_a_sign_that_no_text_has_is_a_fault(frames, rules, sign):
    frames["sites"]["name"] = ["一小", f"二{sign}小", "中心"]
    with pytest.raises(ProblemError) as caught:
        Problem.from_frames(frames, rules)
    assert codes(caught.value.faults) == [("bad_value", "sites", 3, "name")]


@pytest.mark.parametrize("word", ["dawn", "早操"])
def test_an_unusual_part_is_kept_with_a_warning(frames, rules, word):
    frames["bells"]["part"] = ["lesson", "lesson", "lesson", "after_school"]
    frames["demands"]["parts"] = [f"lesson;{word}", None]
    problem = Problem.from_frames(frames, rules)
    assert problem.demands[0].parts == ("lesson", word)
    assert codes(problem.warnings) == [("unusual_word", "demands", 2, "parts")]


def test_an_unusual_word_names_the_nearest_usual_one(frames, rules):
    frames["sites"]["stage"] = ["primray", "primary", "centre"]
    (warning,) = Problem.from_frames(frames, rules).warnings
    assert warning.fields["near"] == "primary"
    assert "primary" in warning.text("zh")


def test_midnight_is_a_moment_and_a_column_of_dates_is_one_of_dates(frames, rules):
    midnight, noon = pd.Timestamp("2026-03-04"), pd.Timestamp("2026-03-04 12:00")
    frames["absences"] = pd.DataFrame(
        {"staff_id": ["T2", "T2"], "from": [midnight, midnight], "until": [midnight, noon]}
    )
    first, second = Problem.from_frames(frames, rules).absences
    assert (first.from_, first.until) == (dt.date(2026, 3, 4), midnight.to_pydatetime())
    assert second.until == noon.to_pydatetime()
    frames["absences"] = frames["absences"].head(1)
    (only,) = Problem.from_frames(frames, rules).absences
    assert type(only.until) is dt.date


def test_an_absence_from_midnight_is_one_from_the_date():
    written = Absence.model_validate(
        {"staff_id": "T", "from": "2026-03-04T00:00", "until": "2026-03-05"}
    )
    assert written.from_ == dt.date(2026, 3, 4)


def test_a_mode_and_its_speed_read_in_either_language(frames, rules):
    frames["staff"]["mode"] = ["自驾", "开车"]
    rules["travel"] = {"speed_kmh": {"自驾": 30}}
    problem = Problem.from_frames(frames, rules)
    assert problem.rules.travel.speeds["car"] == 30


def test_folding_and_plain_forms():
    assert plain("\ufeffＡ　b\u200b ") == "A b"
    assert folded(" Ａ b") == "ab"
