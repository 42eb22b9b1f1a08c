"""``recommend``: advice as text and as JSON, and what it says of bad input."""

import pytest

from builders import make_plan, make_problem
from sharepool.tables import write_plan, write_problem

QUICK = ("--work", "0.2", "--workers", "1")


@pytest.fixture
def busy(tmp_path):
    """A person whose hours are enough for one of three lessons, and a plan of that one."""
    problem = make_problem(staff=[{"max_hours_week": "0.7"}], demands=[{"sessions": 3}])
    write_problem(problem, tmp_path / "busy")
    write_plan(make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    return tmp_path / "busy", tmp_path / "plan.csv"


def test_the_advice_is_numbered_the_best_first(run, busy):
    ran = run("recommend", *busy, *QUICK)
    assert ran.code == 0
    before, first, *_ = ran.out.splitlines()
    assert before == "As it is: objective 2,435, 2 missing sessions."
    assert first.startswith("  1. Giving T1 4 more hours a week covers 2 of the 2 missing sessions")


def test_in_chinese_with_a_price_and_no_more_than_wanted(run, busy):
    ran = run("recommend", *busy, *QUICK, "--lang", "zh", "--price", "hours=7", "--top", "1")
    before, first = ran.out.splitlines()
    assert before == "现状：目标值2,435，缺2次课。"
    assert first.startswith("  1. 给T1每周增加")


def test_as_json_with_the_new_plan(run, busy):
    ran = run("recommend", *busy, *QUICK, "--json", "--price", "hours=7")
    assert (ran.code, ran.json["legal"], ran.json["violations"]) == (0, True, 0)
    remedy = ran.json["remedies"][0]
    assert remedy["change"] == {"kind": "hours", "staff_id": "T1", "hours": 4}
    assert (remedy["win"], remedy["price"], remedy["net"]) == (2360, 28, 2332)
    assert remedy["demands"] == {"D1": 2}
    assert (len(ran.json["before"]), len(remedy["plan"])) == (1, 3)
    recruit = ran.json["remedies"][1]["change"]
    assert recruit == {
        "kind": "recruit",
        "staff_id": "new-1",
        "site_id": "A",
        "skills": [["pe", 1]],
        "max_hours_week": 0.7,
    }
    assert remedy["sentence"].startswith("Giving T1 4 more hours")


def test_nothing_missing(run, folder, legal):
    ran = run("recommend", folder, legal, *QUICK)
    assert (ran.code, ran.out) == (0, "No change was found that wins anything.\n")


def test_an_illegal_plan_gets_no_advice(run, folder, illegal):
    ran = run("recommend", folder, illegal)
    assert (ran.code, ran.out) == (1, "")
    assert "breaks hard rules (2 times; see sharepool check)" in ran.err
    ran = run("recommend", folder, illegal, "--json")
    assert (ran.code, ran.json) == (1, {"legal": False, "violations": 2, "remedies": []})


@pytest.mark.parametrize("price", ["bus=1", "hours", "hours=-1", "hours=x"])
def test_a_price_that_is_none_is_bad_input(run, folder, legal, price):
    ran = run("recommend", folder, legal, "--price", price)
    assert (ran.code, ran.out) == (2, "")
    assert price in ran.err
    assert "KIND=POINTS" in ran.err


def test_a_plan_that_cannot_be_read_is_bad_input(run, folder, tmp_path):
    assert run("recommend", folder, tmp_path / "none.csv").code == 2


def test_parameters_are_read_before_anything_is_solved(run, busy, tmp_path):
    params = tmp_path / "params.toml"
    params.write_text("[diving]\npasses = 2\n", encoding="utf-8")
    assert run("recommend", *busy, *QUICK, "--params", params).code == 0
    params.write_text("[diving]\npasses = 2.5\n", encoding="utf-8")
    ran = run("recommend", *busy, *QUICK, "--params", params, "--json")
    assert ran.code == 2
    assert [fault["code"] for fault in ran.json["faults"]] == ["wrong_type"]
