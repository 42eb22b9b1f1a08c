import openpyxl
import pytest

from builders import make_plan, make_problem
from sharepool.tables import write_plan, write_problem

RATES = """
source = "example"
[thresholds]
rural_areas = []
far_day_min = 90
early_start = "07:00"
[converted_lessons]
lesson = 1
[allowance]
converted_lesson = 10
[[borrowers]]
employer = "Schools"
[budgets."Sport"]
week = 15
"""


@pytest.fixture
def term(tmp_path):
    """Write a problem, its plan of one session, rates, and a week of two sessions of its own."""
    problem = make_problem(
        staff=[{"employer": "Sport", "staff_id": "T1"}], demands=[{"sessions": 2}]
    )
    write_problem(problem, tmp_path / "problem")
    write_plan(make_plan(("T1", "D1", 1, 1)), tmp_path / "plan.csv")
    (tmp_path / "rates.toml").write_text(RATES, encoding="utf-8")
    version = tmp_path / "term" / "2026-03-09" / "v1"
    week = problem.rules.model_copy(update={"week_of": problem.week[0].replace(day=9)})
    write_problem(problem.replace(rules=week), version / "problem")
    write_plan(make_plan(("T1", "D1", 1, 1), ("T1", "D1", 2, 1)), version / "plan.csv")
    return tmp_path


def test_a_term_of_standing_weeks_and_one_of_its_own(run, term):
    words = ["ledger", term / "problem", term / "plan.csv", term / "term", "--weeks", 3]
    ran = run(*words, "--rates", term / "rates.toml", "--out", term / "out", "--json")
    # The week of its own has two lessons and is over budget.
    assert ran.code == 1
    assert ran.json["weeks"] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert ran.json["employers"][0]["sessions"] == 4
    assert [row["exceeded"] for row in ran.json["budgets"]] == [0, 1, 0]
    workbook = openpyxl.load_workbook(term / "out" / "claims.xlsx")
    assert workbook.sheetnames == ["Summary", "T1"]


def test_a_week_within_its_budget_ends_well(run, term):
    words = ["ledger", term / "problem", term / "plan.csv", "--rates", term / "rates.toml"]
    ran = run(*words, "--out", term / "out", "--lang", "zh")
    assert ran.code == 0
    assert "1份确认单" in ran.out
    assert "没有公里数" in ran.err
    assert {path.name for path in (term / "out").iterdir()} == {
        "ledger.csv",
        "people.csv",
        "employers.csv",
        "loans.csv",
        "budgets.csv",
        "claims.xlsx",
    }


def test_a_plan_of_somebody_unknown_is_refused_not_paid_less(run, term, contents):
    write_plan(make_plan(("T1", "D1", 1, 1), ("t1", "D1", 2, 1)), term / "plan.csv")
    before = contents()
    words = ["ledger", term / "problem", term / "plan.csv", "--rates", term / "rates.toml"]
    ran = run(*words, "--out", term / "out")
    assert ran.code == 2
    assert "did you mean 'T1'?" in ran.err
    assert contents() == before


def test_faults_of_every_plan_are_told_and_nothing_is_written(run, term, contents):
    before = contents()
    words = ["ledger", term / "problem", term / "none.csv", term / "problem"]
    ran = run(*words, "--rates", term / "rates.toml", "--out", term / "out")
    assert ran.code == 2
    assert "2 faults" in ran.err
    ran = run(*words[:2], term / "plan.csv", "--rates", term / "rates.toml", "--out", term)
    assert ran.code == 2
    assert contents() == before
