"""``replan``: a new version with its substitutes, and nothing overwritten."""

import json

import pytest

from builders import make_plan, make_problem
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
    ],
)
def test_bad_arguments_are_faults_and_nothing_is_written(run, term, faulty, told):
    ran = run("replan", *term, *faulty, "--json", "--time-limit", AMPLE)
    assert ran.code == 2
    assert [fault["value"] for fault in ran.json["faults"]] == [told]
    assert list(term[-1].rglob("*.csv")) == []


def test_sessions_that_the_tables_do_not_know_are_told(run, term):
    write_plan(make_plan(("T1", "D1", 1, 1), ("T7", "D1", 2, 1)), term[1])
    ran = run("replan", *term, "--time-limit", AMPLE)
    assert ran.code == 0
    assert "1 sessions of the plan are of people or demands" in ran.err


def test_a_week_that_cannot_be_is_told_and_not_written(run, term):
    problem = make_problem(demands=[{"min_sessions": 1}])
    write_problem(problem, term[0])
    ran = run("replan", *term, "--absent", "T1", "--time-limit", AMPLE)
    assert ran.code == 1
    assert "No plan exists: this requirement cannot hold." in ran.out
    assert list(term[-1].iterdir()) == []


def test_parameters_are_read_before_anything_is_solved(run, term, tmp_path):
    params = tmp_path / "params.toml"
    params.write_text("[diving]\npasses = 2\n", encoding="utf-8")
    assert run("replan", *term, "--time-limit", AMPLE, "--params", params).code == 0
    params.write_text("[dives]\n", encoding="utf-8")
    ran = run("replan", *term, "--time-limit", AMPLE, "--params", params, "--json")
    assert ran.code == 2
    assert [fault["code"] for fault in ran.json["faults"]] == ["unknown_key"]
