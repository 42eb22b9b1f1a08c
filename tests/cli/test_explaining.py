"""``explain``: reasons as text and as JSON, and what it says when there can be none."""

import pytest

from builders import make_plan, make_problem
from patience import AMPLE
from sharepool.analysis.reasons import forcing
from sharepool.tables import write_plan, write_problem


@pytest.fixture
def short(tmp_path):
    """A problem of two demands, and a plan without a session."""
    problem = make_problem(demands=[{"slots": "1-1"}, {"demand_id": "D2", "min_level": 2}])
    write_problem(problem, tmp_path / "short")
    write_plan(make_plan(), tmp_path / "empty.csv")
    return tmp_path / "short", tmp_path / "empty.csv"


def test_each_demand_has_its_verdict_and_a_line_for_each_person(run, short):
    ran = run("explain", *short)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        (
            "D1 at A gets 0 of 1 session: the search missed one. T1 can take it on Monday at "
            "slot 1, and the objective falls by 1,365."
        ),
        "    T1, 10 minutes away: legal on Monday at slot 1; the objective would change by -1,365.",
        (
            "D2 at A gets 0 of 1 session: no legal plan holds more than 0. It needs somebody "
            "in reach who holds pe at level 2 or above; the nearest who could come, T1, "
            "holds level 1."
        ),
    ]


def test_one_demand_alone(run, short):
    ran = run("explain", *short, "--demand", "D2")
    assert ran.code == 0
    (line,) = ran.out.splitlines()
    assert line.startswith("D2 at A gets 0 of 1 session: no legal plan")


def test_in_chinese(run, short):
    ran = run("explain", *short, "--demand", "D1", "--lang", "zh")
    assert ran.out.startswith("A的D1需要1次课，已安排0次：搜索遗漏了一次")


def test_as_json_with_every_field(run, short):
    ran = run("explain", *short, "--json")
    assert ran.code == 0
    assert (ran.json["legal"], ran.json["violations"]) == (True, 0)
    missed, impossible = ran.json["reasons"]
    assert (missed["demand_id"], missed["verdict"], missed["change"]) == ("D1", "missed", -1365)
    row = {"staff_id": "T1", "demand_id": "D1", "day": 1, "slot": 1, "role": ""}
    assert missed["add"] == row
    assert missed["drop"] is None
    assert missed["candidates"][0]["sentence"].startswith("T1, 10 minutes away: legal")
    assert (impossible["verdict"], impossible["most"]) == ("impossible", 0)
    assert (impossible["ease"]["code"], impossible["ease"]["kind"]) == ("H01", "level")
    assert impossible["sentence"].startswith("D2 at A gets 0 of 1 session:")


def test_nothing_missing_is_said(run, folder, legal):
    ran = run("explain", folder, legal)
    assert (ran.code, ran.out) == (0, "no session is missing\n")
    assert run("explain", folder, legal, "--json").json["reasons"] == []


def test_an_illegal_plan_is_not_explained(run, folder, illegal):
    ran = run("explain", folder, illegal)
    assert (ran.code, ran.out) == (1, "")
    assert "breaks hard rules (2 times; see sharepool check)" in ran.err
    ran = run("explain", folder, illegal, "--json")
    assert (ran.code, ran.json) == (1, {"legal": False, "violations": 2, "reasons": []})


def test_an_unknown_demand_is_bad_input(run, folder, legal):
    ran = run("explain", folder, legal, "--demand", "D9")
    assert (ran.code, ran.out) == (2, "")
    assert "D9" in ran.err
    assert "give an id of the table of demands" in ran.err


def test_a_plan_that_cannot_be_read_is_bad_input(run, folder, tmp_path):
    assert run("explain", folder, tmp_path / "none.csv").code == 2


def test_a_bound_tells_whether_several_moves_could_pay(run, tmp_path, monkeypatch):
    monkeypatch.setattr(forcing, "MOST_SIZE", 0)  # as in a problem that is too large for a proof
    # The one person may take one session, and the other demand's is a minimum.
    demands = [{"slots": "1-1"}, {"demand_id": "D2", "slots": "1-3", "min_sessions": 1}]
    problem = make_problem(staff=[{"max_sessions_week": 1}], demands=demands)
    write_problem(problem, tmp_path / "problem")
    out = ("--out", tmp_path / "solved", "--time-limit", AMPLE)
    assert run("solve", tmp_path / "problem", *out).code == 0
    plan = tmp_path / "solved" / "plan.csv"
    (found,) = run("explain", tmp_path / "problem", plan, "--json").json["reasons"]
    assert found["reserve"] == 0
    given = ("--bound", 5, "--json")
    (found,) = run("explain", tmp_path / "problem", plan, *given).json["reasons"]
    assert found["reserve"] > 0
