import pytest

from builders import make_plan, make_problem
from sharepool.tables import write_plan, write_problem


@pytest.fixture
def words(tmp_path):
    problem = make_problem(
        demands=[{"sessions": 1}, {"demand_id": "D2", "skill": "swim", "sessions": 3}],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        skills=[
            {"staff_id": "T1", "skill": "pe", "valid_until": "2026-04-01"},
            {"staff_id": "T2", "skill": "chess"},
        ],
    )
    write_problem(problem, f"sqlite:///{tmp_path / 'pool.db'}")
    write_plan(make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    return ["pool", f"sqlite:///{tmp_path / 'pool.db'}", tmp_path / "plan.csv"]


def test_pool_shows_what_is_thin_expires_and_idles(run, words, tmp_path):
    ran = run(*words, "--lang", "zh", "--out", tmp_path / "out")
    assert ran.code == 0
    assert "swim" in ran.out
    assert "2026-04-01" in ran.out
    assert "没有需求" in ran.out
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "abilities.csv",
        "supplies.csv",
        "idle.csv",
        "recruits.csv",
    }
    assert run(*words, "--out", tmp_path / "out").code == 2


def test_pool_finds_out_what_one_more_would_bring(run, words):
    ran = run(*words, "--until", "2026-04-01", "--recruit", 5, "--json")
    assert ran.code == 0
    assert ran.json["expiring"] == []
    assert {row["skills"] for row in ran.json["recruits"]} == {"swim"}
    assert ran.json["recruits"][0]["gained"] == 3


def test_a_term_that_is_over_is_bad_input(run, words):
    ran = run(*words, "--until", "2025-07-10", "--json")
    assert (ran.code, [one["code"] for one in ran.json["faults"]]) == (2, ["before_week"])
