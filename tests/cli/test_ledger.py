import datetime as dt

import openpyxl
import pytest

from builders import make_plan, make_problem
from sharepool.tables import read_problem, write_plan, write_problem

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


def test_rates_that_nothing_uses_are_warned_of(run, term):
    text = RATES.replace("[[borrowers]]", "[allowance.km]\ncarr = 1\n[[borrowers]]")
    (term / "rates.toml").write_text(text, encoding="utf-8")
    words = ["ledger", term / "problem", term / "plan.csv", "--rates", term / "rates.toml"]
    ran = run(*words, "--out", term / "out", "--lang", "en")
    assert (ran.code, "did you mean 'car'" in ran.err) == (0, True)


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


DUTIES = """staff_id,date,kind,amount
T1,2026-03-03,lesson,2
T1,2026-03-04,match,1
T1,2026-03-05,person_cancelled,1
T1,2026-04-01,lesson,1
"""


def test_other_duties_are_added_and_what_counts_nothing_is_told(run, term):
    (term / "problem" / "duties.csv").write_text(DUTIES, encoding="utf-8")
    words = ["ledger", term / "problem", term / "plan.csv", "--rates", term / "rates.toml"]
    ran = run(*words, "--out", term / "out", "--json")
    assert (ran.code, ran.json["employers"][0]["converted_lessons"]) == (1, 3)
    assert "duties of match count no lessons" in ran.err
    assert "1 other duties are in none of these weeks" in ran.err
    assert "person_cancelled" not in ran.err


def test_join_keeps_other_duties_of_its_week(run, term):
    feed = term / "feed"
    feed.mkdir()
    (feed / "duties.csv").write_text(DUTIES, encoding="utf-8")
    (term / "problem" / "duties.csv").write_text(
        "staff_id,date,kind,amount\nT1,2026-05-04,match,1\nT1,2026-03-04,match,1\n",
        encoding="utf-8",
    )
    ran = run("join", term / "problem", feed, "--out", term / "week", "--json")
    assert (ran.code, ran.json["added"]) == (0, {"duties": 2})
    lines = (term / "week" / "duties.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == [
        *("2026-05-04", "2026-03-04"),  # the problem's own, one of them in the feed too
        *("2026-03-03", "2026-03-05"),
    ]


def test_a_week_that_was_called_off_is_lived_and_one_to_come_is_not(run, term):
    text = "date,staff_id,demand_id,slot,state\n"
    text += "2026-03-09,T1,D1,1,weather\n2026-03-10,T1,D1,1,weather\n"
    (term / "term" / "attendance.csv").write_text(text, encoding="utf-8")
    later = term / "term" / "2026-03-16" / "v1"
    problem = read_problem(term / "problem")
    write_problem(problem.replace(rules={"week_of": dt.date(2026, 3, 16)}), later / "problem")
    write_plan(make_plan(("T1", "D1", 1, 1)), later / "plan.csv")
    words = ["ledger", term / "problem", term / "term", "--rates", term / "rates.toml"]
    ran = run(*words, "--out", term / "out", "--json")
    assert (ran.code, ran.json["weeks"], ran.json["employers"]) == (0, ["2026-03-09"], [])
