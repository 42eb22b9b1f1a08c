"""``suggest`` and ``move``: what is said and written, and what is not."""

import pytest

from builders import make_plan, make_problem
from sharepool.tables import read_plan, write_plan, write_problem


@pytest.fixture
def two(tmp_path):
    """A problem of two people and two demands, and a plan that lacks a session."""
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}],
        demands=[{"sessions": 2, "max_staff": 2}, {"demand_id": "D2", "site_id": "B"}],
    )
    write_problem(problem, tmp_path / "two")
    write_plan(make_plan(("T1", "D1", 1, 1), ("T2", "D2", 2, 1)), tmp_path / "plan.csv")
    return tmp_path / "two", tmp_path / "plan.csv"


def rows(path):
    return [(row.staff_id, row.demand_id, row.day, row.slot) for row in read_plan(path)]


def test_suggestions_are_a_table_in_both_languages(run, two):
    ran = run("suggest", *two, "--session", "D1:2", "--top", "2")
    assert ran.code == 0
    told = "-980 unmet -1,000, travel +20 2 sessions, 40 min of road"
    assert [" ".join(line.split()) for line in ran.out.splitlines()[-2:]] == [
        f"T1 on Tuesday at slot {slot} {told}" for slot in (1, 2)
    ]
    ran = run("suggest", *two, "--session", "D1:2", "--top", "2", "--lang", "zh")
    assert "T1，星期二第2节" in ran.out
    assert "2次课，路程40分钟" in ran.out


def test_suggestions_as_json_have_every_figure(run, two):
    first, *_ = run("suggest", *two, "--session", "D1:2", "--json").json["suggestions"]
    row = {"staff_id": "T1", "demand_id": "D1", "day": 2, "slot": 1, "role": ""}
    assert (first["add"], first["drop"], first["obstacles"]) == ([row], [], [])
    assert first["change"] == sum(first["terms"].values()) == -980
    assert first["week"] == {"T1": {"sessions": 2, "session_min": 80, "road_min": 40}}


def test_what_people_have_in_other_weeks_is_added(run, two, tmp_path):
    week = tmp_path / "term" / "2026-03-09" / "v1"
    week.mkdir(parents=True)
    problem = make_problem(staff=[{}, {"staff_id": "T2"}], rules={"week_of": "2026-03-09"})
    write_problem(problem, week / "problem")
    write_plan(make_plan(("T1", "D1", 1, 1)), week / "plan.csv")
    ran = run("suggest", *two, "--session", "D1:2", "--json", "--term", tmp_path / "term")
    first, *_ = ran.json["suggestions"]
    assert first["term"] == {"T1": {"sessions": 3, "session_min": 120, "road_min": 60}}


def test_nobody_who_could_is_no_error(run, tmp_path):
    problem = make_problem(demands=[{"skill": "swim"}])
    write_problem(problem, tmp_path / "dry")
    write_plan(make_plan(), tmp_path / "plan.csv")
    ran = run("suggest", tmp_path / "dry", tmp_path / "plan.csv", "--session", "D1")
    assert (ran.code, ran.out) == (1, "nobody holds the skills for it\n")


def test_a_session_that_is_not_there_is_a_fault(run, two):
    ran = run("suggest", *two, "--session", "D1:3")
    assert (ran.code, ran.out) == (2, "")
    assert "numbered from 1 to 2" in ran.err


def test_a_move_is_written_with_what_it_costs(run, two, tmp_path):
    out = tmp_path / "new.csv"
    ran = run("move", *two, "--session", "D1:1", "--day", "3", "--slot", "2", "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].endswith("(+0)")
    assert rows(out) == [("T2", "D2", 2, 1), ("T1", "D1", 3, 2)]


def test_a_missing_session_is_put_in_and_another_kept(run, two, tmp_path):
    out = tmp_path / "new.csv"
    new = ("--session", "D1:2", "--staff", "T2", "--day", "2", "--slot", "2")
    ran = run("move", *two, *new, "--keep", "D1:1, D2:1", "--out", out, "--json")
    assert (ran.code, ran.json["change"], ran.json["terms"]["unmet"]) == (0, -945, -1000)
    kept = read_plan(out).kept
    assert {(row.demand_id, row.day) for row in kept} == {("D1", 1), ("D2", 2)}
    again = tmp_path / "again.xlsx"
    run("move", two[0], out, "--release", "D2:1", "--out", again)
    assert [row.demand_id for row in read_plan(again).kept] == ["D1"]


def test_two_sessions_change_people_and_one_goes(run, two, tmp_path):
    out = tmp_path / "new.csv"
    run("move", *two, "--session", "D1:1", "--swap", "D2:1", "--out", out)
    assert rows(out) == [("T2", "D1", 1, 1), ("T1", "D2", 2, 1)]
    run("move", *two, "--session", "D1:1", "--drop", "--out", out)
    assert rows(out) == [("T2", "D2", 2, 1)]


def test_what_newly_breaks_a_rule_is_written_only_if_asked_for(run, two, tmp_path):
    out = tmp_path / "new.csv"
    broken = ("move", *two, "--session", "D1:1", "--staff", "T2", "--day", "2", "--out", out)
    ran = run(*broken)
    assert ran.code == 1
    assert "T2 has overlapping sessions on Tuesday" in ran.out
    assert not out.exists()
    assert run(*broken, "--anyway").code == 1
    assert len(rows(out)) == 2


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--day", "3"),
        ("--session", "D1:2", "--day", "3"),
        ("--session", "D1:1", "--staff", "T9"),
        ("--session", "D9", "--drop"),
    ],
)
def test_bad_input_is_a_fault_and_nothing_is_written(run, two, tmp_path, options):
    ran = run("move", *two, *options, "--out", tmp_path / "new.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing was written" in ran.err
    assert not (tmp_path / "new.csv").exists()
