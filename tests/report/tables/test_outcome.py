import dataclasses
import json

import pytest

from sharepool.problem.plan import Plan
from sharepool.problem.result import Conflict, HardMinimum
from sharepool.problem.rows import Pair, Pin
from sharepool.report.tables.folder import write_solution
from sharepool.report.tables.outcome import read_bound, summary


def test_summary_holds_what_the_format_names(problem, result):
    told = summary(problem, result)
    expected = {
        "name": "tiny",
        "week_of": "2026-03-02",
        "status": "feasible",
        "objective": 1100,
        "bound": 1000,
        "terms": {"unmet": 1000, "travel": 100, "change": 0},
        "sessions_wanted": 4,
        "sessions_delivered": 3,
        "travel_min": 95,
        "wall_seconds": 1.235,
        "seed": 7,
        "diagnosis": None,
    }
    assert {key: told[key] for key in expected} == expected
    assert told["gap"] == pytest.approx(100 / 1100)
    assert told["unavoidable"] == 600
    assert told["gap_reducible"] == pytest.approx(100 / 500)


def test_summary_without_a_plan_is_json_with_nulls(problem, no_plan):
    told = json.loads(json.dumps(summary(problem, no_plan), allow_nan=False))
    assert (told["status"], told["objective"], told["bound"], told["gap"]) == (
        "infeasible",
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("minimum", "named"),
    [
        (HardMinimum("min_sessions", 1, 2), {"needed": 2, "demand_id": "=club"}),
        (HardMinimum("require", 0, 1), {"needed": 1, "staff_id": "Z1", "day": 2}),
        (HardMinimum("strict_pair", 0, 3), {"needed": 3, "site_id": "007", "group": "g"}),
    ],
)
def test_diagnosis_names_each_requirement_by_its_cells(problem, no_plan, minimum, named):
    pinned = problem.model_copy(
        update={
            "pins": (Pin(kind="require", staff_id="Z1", day=2),),
            "pairs": (Pair(site_id="007", group="g", min_sessions=3, strict=True),),
        }
    )
    conflict = Conflict((minimum,), proven=True)
    diagnosis = summary(pinned, dataclasses.replace(no_plan, conflict=conflict))["diagnosis"]
    assert diagnosis["proven"] is True
    assert diagnosis["requirements"] == [{"kind": minimum.kind, **named}]


def test_diagnosis_speaks_the_language_asked_for(problem, no_plan):
    conflict = Conflict((HardMinimum("min_sessions", 0, 2),), proven=True)
    stuck = dataclasses.replace(no_plan, conflict=conflict)
    english = summary(problem, stuck, "en")["diagnosis"]["sentences"]
    chinese = summary(problem, stuck, "zh")["diagnosis"]["sentences"]
    assert len(english) == len(chinese) == 2
    assert "".join(english).isascii()
    assert not "".join(chinese).isascii()


def test_result_summary_tells_plan_and_proof_in_a_few_lines(result):
    assert result.summary().splitlines() == [
        "status     feasible after 1.2 s, seed 7",
        "sessions   3 of 4 delivered",
        "travel     95 min",
        "objective  1,100, bound 1,000, gap 9.09%",
        "           600 unavoidable, gap of the rest 20.00%",
        "  unmet               1,000",
        "  travel                100",
    ]


def test_the_bound_of_the_plans_own_summary_is_read(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    assert read_bound(tmp_path / "plan.csv", problem, result.plan) == 1000


def test_the_bound_of_another_plan_or_problem_is_not(problem, result, tmp_path):
    write_solution(problem, result, tmp_path)
    assert read_bound(tmp_path / "plan.csv", problem, Plan()) is None
    other = problem.updated(rules=problem.rules.model_copy(update={"name": "other"}))
    assert read_bound(tmp_path / "plan.csv", other, result.plan) is None


@pytest.mark.parametrize("text", ["", "[]", "{", '"bound"', "\udc80"])
def test_what_is_no_summary_has_no_bound(problem, plan, tmp_path, text):
    assert read_bound(tmp_path / "plan.csv", problem, plan) is None
    (tmp_path / "summary.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    assert read_bound(tmp_path / "plan.csv", problem, plan) is None
