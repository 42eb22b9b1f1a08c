"""What is written reads back the same."""

import csv
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.tables import read_plan, read_problem, write_plan, write_problem
from sharepool.tables.writing import plan_frame, rules_toml


@pytest.fixture
def odd(frames, rules):
    """A problem whose ids and names are as odd as planners make them."""
    names = {"S1": "007", "S2": "=1+1", "S3": ' 中心, "总"\n校 '}
    people = {"T1": "+86", "T2": "@T2"}
    demands = {"D1": "1-2", "D2": "D;2"}
    for frame in frames.values():
        for column in frame.columns.intersection(["site_id", "home_site", "origin", "destination"]):
            frame[column] = frame[column].replace(names)
        for column, ids in (("staff_id", people), ("demand_id", demands)):
            if column in frame:
                frame[column] = frame[column].replace(ids)
    frames["demands"]["also_requires"] = ["a:b:1;clearance;pe:2;水：冰:1", None]
    frames["demands"]["priority"] = ["0.10", "1E+1"]
    frames["demands"]["parts"] = [None, "after_school;早操"]
    frames["demands"]["season_from"] = ["2026-02-01", None]
    frames["staff"]["max_hours_week"] = ["12.345678901234567890", "70.5"]
    frames["bells"]["days"] = ["135", "12345", "7", "1234567"]
    frames["absences"] = pd.DataFrame(
        [
            ("@T2", "2026-03-04", "2026-03-05", "病"),
            ("@T2", "2026-03-06T00:00", "2026-03-06T12:30:15", "="),
        ],
        columns=["staff_id", "from", "until", "reason"],
    )
    rules |= {
        "name": 'a "name" = 名',
        "travel": {"speed_kmh": {"e.bike": "15.5", "bus": 25}, "detour_factor": "1.25"},
        "employers": {'体.育"局': {"max_hours_week": "70.50"}, "教育局": {}},
        "day": {"noon": "12:10"},
    }
    frames["staff"]["mode"] = [None, "bus"]
    return Problem.from_frames(frames, rules)


@pytest.mark.parametrize("name", ["folder", "book.xlsx"])
def test_an_odd_problem_reads_back_the_same(tmp_path, odd, name):
    write_problem(odd, tmp_path / name)
    again = read_problem(tmp_path / name)
    assert again == odd
    assert again.rules.travel.default_mode == "e.bike"
    assert again.warnings == odd.warnings


def test_problems_differ_where_a_cell_or_a_rule_does(frames, rules):
    problem = Problem.from_frames(frames, rules)
    assert Problem.from_frames(frames, rules | {"equity.floor": "0.6"}) != problem
    frames["sites"].loc[0, "name"] = "another"
    assert Problem.from_frames(frames, rules) != problem


def test_decimals_are_written_as_they_were_given(tmp_path, odd):
    write_problem(odd, tmp_path / "p")
    with (tmp_path / "p" / "demands.csv").open(encoding="utf-8", newline="") as file:
        assert [row["priority"] for row in csv.DictReader(file)] == ["0.10", "1E+1"]
    assert "max_hours_week = 70.50" in (tmp_path / "p" / "rules.toml").read_text(encoding="utf-8")
    assert odd.staff[0].max_hours_week == Decimal("12.345678901234567890")


def test_no_text_of_a_workbook_is_a_formula(tmp_path, odd):
    write_problem(odd, tmp_path / "p.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "p.xlsx")
    kinds = {cell.data_type for sheet in workbook for row in sheet for cell in row}
    assert workbook["sites"]["A3"].value == "=1+1"
    assert kinds == {"s", "n"}


def test_writing_over_a_folder_leaves_no_row_of_the_old_problem(tmp_path, odd, frames, rules):
    write_problem(odd, tmp_path / "p")
    small = odd.model_copy(update={"pins": (), "chains": ()})
    write_problem(small, tmp_path / "p")
    assert read_problem(tmp_path / "p") == small


def test_optional_tables_without_rows_are_not_written(tmp_path, odd):
    write_problem(odd.model_copy(update={"pins": (), "demands": ()}), tmp_path / "p")
    names = {path.name for path in (tmp_path / "p").iterdir()}
    assert "demands.csv" in names
    assert "pins.csv" not in names


def test_the_rules_are_written_whole(odd):
    text = rules_toml(odd.rules)
    assert 'noon = "12:10"' in text
    assert "chain_gap = 300" in text


PLAN = Plan.of([("007", "=D1", 1, 1), (" T2", "需求,1", 5, 12), ("007", "=D1", 1, 1)])


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "new folder/plan.csv"])
def test_a_plan_reads_back_the_same(tmp_path, name):
    write_plan(PLAN, tmp_path / name)
    assert read_plan(tmp_path / name) == PLAN


def test_a_plan_is_written_as_other_programs_expect_it(tmp_path):
    write_plan(PLAN, tmp_path / "plan.csv")
    with (tmp_path / "plan.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.DictReader(file)) == {
            "staff_id": "007",
            "demand_id": "=D1",
            "day": "1",
            "slot": "1",
        }


def test_a_plan_without_sessions_is_a_header(tmp_path):
    write_plan(Plan(), tmp_path / "plan.csv")
    text = (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    assert text == "staff_id,demand_id,day,slot\n"
    assert read_plan(tmp_path / "plan.csv") == Plan()


def test_a_plan_as_a_frame_is_the_same_plan():
    assert Plan.from_frame(plan_frame(PLAN)) == PLAN
    assert list(PLAN.to_frame().columns) == ["staff_id", "demand_id", "day", "slot"]


def test_a_problem_comes_back_from_its_frames(odd):
    frames = odd.to_frames()
    assert frames["rules"].columns.tolist() == ["key", "value"]
    assert Problem.from_frames(frames) == odd
