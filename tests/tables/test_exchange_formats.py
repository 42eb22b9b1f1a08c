"""Problems in JSON, Parquet and the data frames of other libraries."""

import io
import json

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings

from builders import make_problem
from sharepool.base.errors import ProblemError
from sharepool.problem.problem import Problem
from sharepool.tables.reading import read_problem
from sharepool.tables.writing import write_problem
from strategies import problems

SAMPLE = "data/samples/county"


@settings(max_examples=25)
@given(problems(teams=True))
def test_a_problem_comes_back_from_its_dump(problem):
    assert Problem.model_validate_json(problem.model_dump_json()) == problem
    assert Problem.model_validate(problem.model_dump()) == problem


@settings(max_examples=15)
@given(problems(teams=True))
def test_a_problem_comes_back_from_its_typed_frames(problem):
    assert Problem.from_frames(problem.to_frames()) == problem
    tables = {
        name: pa.Table.from_pandas(frame, preserve_index=False)
        for name, frame in problem.to_frames().items()
    }
    assert Problem.from_frames(tables) == problem


def test_a_county_comes_back_from_a_json_file(tmp_path):
    county = read_problem(SAMPLE)
    write_problem(county, tmp_path / "county.json")
    assert read_problem(tmp_path / "county.json") == county


def test_parquet_keeps_a_county():
    county, frames = read_problem(SAMPLE), {}
    for name, frame in county.to_frames().items():
        file = io.BytesIO()
        frame.to_parquet(file)
        frames[name] = pd.read_parquet(io.BytesIO(file.getvalue()))
    assert Problem.from_frames(frames) == county


def test_a_column_has_one_type():
    frames = read_problem(SAMPLE).to_frames()
    found = {frame[column].dtype.name for frame in frames.values() for column in frame}
    assert found == {"string", "Int64", "Float64", "boolean"}
    assert frames["sites"]["private"].dtype == "boolean"
    assert frames["bells"]["start"].tolist()[0] == "08:30"
    assert frames["staff"]["max_hours_week"].isna().any()


def test_a_decimal_that_binary_would_change_stays_text():
    person = {"staff_id": "T1", "home_site": "H", "max_hours_week": "12.00000000000000000001"}
    problem = make_problem(staff=[person])
    frame = problem.to_frames()["staff"]
    assert frame["max_hours_week"].dtype == "string"
    assert frame["min_hours_week"].dtype == "Float64"
    assert Problem.from_frames(problem.to_frames()) == problem


FAULTY = [
    ("{", "bad_file", "json"),
    ("[1]", "bad_file", "json"),
    ('{"sites": 3}', "bad_file", "json_table"),
    ('{"sites": [3]}', "bad_file", "json_table"),
    ('{"rules": []}', "bad_file", "json_rules"),
    ("[" * 100_000, "bad_file", "json"),
]


@pytest.mark.parametrize(("text", "code", "kind"), FAULTY)
def test_a_file_that_is_no_problem_is_a_fault(tmp_path, text, code, kind):
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_problem(tmp_path / "x.json")
    assert (code, kind) in {(one.code, one.fields.get("kind")) for one in caught.value.faults}


def test_a_problem_without_people_comes_back_from_json(tmp_path):
    problem = make_problem(staff=[], skills=[])
    (tmp_path / "x.json").write_text(problem.model_dump_json(), encoding="utf-8")
    assert read_problem(tmp_path / "x.json").model_dump() == problem.model_dump()


def test_a_number_that_is_none_is_a_blank_cell_of_json(tmp_path):
    county = json.loads(read_problem("data/samples/tiny").model_dump_json())
    for demand in county["demands"]:
        demand["cohort"] = float("nan")
    (tmp_path / "x.json").write_text(json.dumps(county), encoding="utf-8")
    assert {one.cohort for one in read_problem(tmp_path / "x.json").demands} == {""}


def test_cells_of_json_are_checked_like_any_others(tmp_path):
    county = json.loads(read_problem("data/samples/tiny").model_dump_json())
    county["staff"][0]["home_site"] = "NOWHERE"
    county["demands"][0]["sessions"] = {"many": 3}
    (tmp_path / "x.json").write_text(json.dumps(county), encoding="utf-8")
    with pytest.raises(ProblemError) as caught:
        read_problem(tmp_path / "x.json")
    columns = {(one.table, one.column) for one in caught.value.faults}
    assert {("staff", "home_site"), ("demands", "sessions")} <= columns
