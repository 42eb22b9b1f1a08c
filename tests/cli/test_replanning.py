"""``replan``: a new version with its substitutes, and nothing overwritten."""

import json

import pandas as pd
import pytest

from builders import BELLS, make_plan, make_problem
from patience import AMPLE
from sharepool.tables import read_plan, write_plan, write_problem


@pytest.fixture
def term(tmp_path):
    """A problem of two people, one with a colon in the id; a plan; and a folder for versions."""
    staff = [{}, {"staff_id": "T:2"}]
    write_problem(make_problem(staff=staff, demands=[{"slots": "1-1;2-1"}]), tmp_path / "problem")
    write_plan(make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    return tmp_path / "problem", tmp_path / "plan.csv", "--out", tmp_path / "term"


def test_a_substitute_is_told_and_written(run, term):
    ran = run("replan", *term, "--absent", "T1", "--time-limit", AMPLE)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "D1 at A: on Monday at slot 1, T:2 for T1."
    version = term[-1] / "2026-03-02" / "v1"
    assert lines[-1] == f"written: {version}"
    assert read_plan(version / "plan.csv") == make_plan(("T:2", "D1", 1, 1))


def test_an_absence_of_some_hours(run, term):
    absent = "T1:2026-03-02T07:00..2026-03-02T09:00"
    ran = run(
        "replan", *term, "--absent", absent, "--absent", "T:2", "--time-limit", AMPLE, "--json"
    )
    assert ran.json["replan"]["lapsed"] == [
        "D1 at A: T1 on Tuesday at slot 1, no longer on Monday at slot 1."
    ]
    assert ran.json["status"] == "optimal"


def test_each_run_is_a_version_of_its_own(run, term, contents):
    run("replan", *term, "--leaving", "T1", "--time-limit", AMPLE)
    before = contents()
    ran = run("replan", *term, "--week-of", "2026-03-09", "--time-limit", AMPLE)
    assert ran.code == 0
    after = contents()
    assert all(after[path] == content for path, content in before.items())
    summary = term[-1] / "2026-03-09" / "v1" / "summary.json"
    assert json.loads(summary.read_text(encoding="utf-8"))["week_of"] == "2026-03-09"


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        (("--absent", "T9"), "T9"),
        (("--absent", "T1:soon"), "T1:soon"),
        (("--leaving", "T9"), "T9"),
        (("--week-of", "2026-03-03"), "2026-03-03"),
        (("--since", "2026-04-01"), "2026-04-01T00:00:00"),
        (("--absent", "T1:2026-03-03..2026-03-01"), "T1 2026-03-03..2026-03-01"),
        (("--absent", "T1:2026-03-03T13:00..2026-03-03T12:00"), None),
        (("--absent", "T1:2026-04-03"), "T1 2026-04-03..2026-04-03"),
        (("--absent", "T1:2026-02-20..2026-03-01"), "T1 2026-02-20..2026-03-01"),
        (("--dropping", "D9"), "D9"),
    ],
)
def test_bad_arguments_are_faults_and_nothing_is_written(run, term, faulty, told):
    ran = run("replan", *term, *faulty, "--json", "--time-limit", AMPLE)
    assert ran.code == 2
    values = [fault["value"] for fault in ran.json["faults"]]
    assert values == [told or values[0]]
    assert list(term[-1].rglob("*.csv")) == []


def test_a_plan_with_ids_that_the_tables_lack_is_refused(run, term, contents):
    write_plan(make_plan(("T1", "D1", 1, 1), ("t:2", "D1", 2, 1), ("T1", "D7", 2, 1)), term[1])
    before = contents()
    ran = run("replan", *term, "--time-limit", AMPLE, "--quiet")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'T:2'?" in ran.err
    assert contents() == before


def test_whoever_has_left_the_tables_is_left_out_if_said_so(run, term):
    write_plan(make_plan(("T1", "D1", 1, 1), ("T7", "D1", 2, 1), ("T1", "D7", 2, 1)), term[1])
    ran = run("replan", *term, "--leaving", "T7", "--dropping", "D7", "--time-limit", AMPLE)
    assert ran.code == 0
    assert "2 sessions of the plan are of people or demands" in ran.err


@pytest.mark.parametrize(
    ("absent", "away"),
    [
        ("T1", "Monday Tuesday Wednesday Thursday Friday"),
        ("T1:2026-03-03", "Tuesday"),
        ("T1:2026-03-03..", "Tuesday Wednesday Thursday Friday"),
        ("T1:..2026-03-03", "Monday Tuesday"),
        ("T1:2026-03-03..2026-03-04", "Tuesday Wednesday"),
        ("T1:2026-03-03T13:00", "Wednesday Thursday Friday"),
        ("T1:2026-03-03T07:00..2026-03-04T12:00", "Tuesday Wednesday"),
        ("T:2:2026-03-05..", ""),
    ],
)
def test_from_when_somebody_is_away(run, term, absent, away):
    demands = [{"slots": f"{day}-1", "demand_id": f"D{day}"} for day in range(1, 6)]
    write_problem(make_problem(staff=[{}, {"staff_id": "T:2"}], demands=demands), term[0])
    write_plan(make_plan(*(("T1", f"D{day}", day, 1) for day in range(1, 6))), term[1])
    ran = run("replan", *term, "--absent", absent, "--time-limit", AMPLE, "--json")
    assert ran.code == 0
    told = [line.split(" on ")[1].split()[0] for line in ran.json["replan"]["lapsed"]]
    assert told == away.split()


def test_new_bells_are_changes_of_every_session_they_move(run, term):
    assert run("replan", *term, "--time-limit", AMPLE).code == 0
    week = term[-1] / "2026-03-02"
    bells = [{**row, "start": row["start"].replace(":00", ":10")} for row in BELLS]
    rows = {"staff": [{}, {"staff_id": "T:2"}], "demands": [{"slots": "1-1;2-1"}]}
    write_problem(make_problem(**rows, bells=bells), term[0])
    ran = run("replan", term[0], week / "v1" / "plan.csv", *term[2:], "--time-limit", AMPLE)
    assert "1 session in their old slots are at another clock time." in ran.out
    moves = pd.read_csv(week / "v2" / "moves.csv", dtype=str)
    assert list(moves["fate"]) == ["other_clock"]
    assert list(moves["start_before"]) == ["08:00"]
    assert list(moves["start_after"]) == ["08:10"]


def test_a_week_that_cannot_be_is_told_and_not_written(run, term):
    problem = make_problem(demands=[{"min_sessions": 1}])
    write_problem(problem, term[0])
    ran = run("replan", *term, "--absent", "T1", "--time-limit", AMPLE)
    assert ran.code == 1
    assert "No plan exists: this requirement cannot hold." in ran.out
    assert not term[-1].exists()


def test_parameters_are_read_before_anything_is_solved(run, term, tmp_path):
    params = tmp_path / "params.toml"
    params.write_text("[diving]\npasses = 2\n", encoding="utf-8")
    assert run("replan", *term, "--time-limit", AMPLE, "--params", params).code == 0
    params.write_text("[dives]\n", encoding="utf-8")
    ran = run("replan", *term, "--time-limit", AMPLE, "--params", params, "--json")
    assert ran.code == 2
    assert [fault["code"] for fault in ran.json["faults"]] == ["unknown_key"]
