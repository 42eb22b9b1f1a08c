"""``diagnose``: what clashes as text and as JSON, and the exit codes."""

import pytest

from builders import make_problem
from sharepool.tables import write_problem


@pytest.fixture
def clashing(tmp_path):
    demands = [{"sessions": 3, "min_sessions": 3}]
    write_problem(make_problem(demands=demands, staff=[{"max_sessions_week": 2}]), tmp_path / "no")
    return tmp_path / "no"


def test_what_clashes_is_told(run, clashing):
    ran = run("diagnose", clashing)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "No plan exists: these cannot all hold together."
    assert "T1 takes 2 sessions a week at most (max_sessions_week). 3 would be enough." in lines
    assert lines[-1].endswith("Ask for 2 instead of 3.")


def test_as_json_every_cell_is_named(run, clashing):
    ran = run("diagnose", clashing, "--json", "--lang", "zh")
    assert ran.code == 1
    (clash,) = ran.json["clashes"]
    assert clash["requirements"] == [
        {"kind": "min_sessions", "needed": 3, "demand_id": "D1", "enough": 2}
    ]
    assert clash["obstacles"] == [
        {"table": "staff", "key": "T1", "column": "max_sessions_week", "value": 2, "enough": 3}
    ]
    assert ran.json["relaxation"]["cost"] == ran.json["relaxation"]["bound"] == 1000
    assert ran.json["sentences"][0] == "不存在可行方案：以下要求和限制不能同时成立。"


def test_what_can_hold_ends_well(run, folder):
    ran = run("diagnose", folder)
    assert ran.code == 0
    assert ran.out == "A plan exists: all that must take place can.\n"


def test_faults_are_told(run, faulty):
    ran = run("diagnose", faulty, "--json")
    assert ran.code == 2
    assert len(ran.json["faults"]) == 2
