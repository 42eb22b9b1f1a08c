"""Arguments that make no sense are told before any work is done, in words that help."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest

import sharepool as sp
from builders import make_plan, make_problem
from patience import TO_THE_END

WAYS = {
    "check": sp.check,
    "score": sp.score,
    "explain": sp.explain,
    "recommend": sp.recommend,
    "improve": sp.improve,
    "replan": sp.replan,
    "edit": sp.edit_plan,
    "itineraries": sp.list_itineraries,
    "timetables": sp.list_timetables,
    "coverage": sp.list_coverage,
    "compare": lambda problem, plan: sp.compare(problem, plan, plan),
    "start": lambda problem, plan: sp.solve(problem, start=plan),
}


@pytest.fixture(scope="module")
def problem():
    return make_problem()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_is_no_problem_or_no_plan_is_told(problem, way):
    plan = make_plan(("T1", "D1", 1, 1))
    for given in ("data/samples/tiny", None, plan):
        with pytest.raises(TypeError, match=r"problem: give a Problem, not .* read_problem reads"):
            way(given, plan)
    for given in ("plan.csv", [("T1", "D1", 1, 1)], plan.to_frame()):
        with pytest.raises(TypeError, match=r"(plan|start): give a Plan, not .* read_plan reads"):
            way(problem, given)


@pytest.mark.parametrize("search", [sp.solve, sp.diagnose, sp.price_assignments])
def test_a_path_is_no_problem(search):
    with pytest.raises(TypeError, match="problem: give a Problem, not str; read_problem reads"):
        search("data/samples/tiny")


def test_a_result_is_no_plan_and_the_error_says_where_it_is(problem):
    result = sp.solve(problem, stop=TO_THE_END)
    with pytest.raises(TypeError, match=r"its plan is result\.plan"):
        sp.check(problem, result)


def test_what_is_written_is_told_first(problem, tmp_path):
    plan = make_plan(("T1", "D1", 1, 1))
    with pytest.raises(TypeError, match=r"plan: give a Plan, not .*Path"):
        sp.write_plan(tmp_path / "plan.csv", plan)
    with pytest.raises(TypeError, match="problem: give a Problem, not Plan"):
        sp.write_problem(plan, tmp_path)
    assert not list(tmp_path.iterdir())


def test_rows_of_a_plan_are_a_tuple_whatever_they_are_given_as():
    plan = make_plan(("T1", "D1", 1, 1))
    assert sp.Plan(list(plan)) == plan
    assert hash(sp.Plan(list(plan))) == hash(plan)
    for given in ([("T1", "D1", 1, 1)], plan.to_frame(), "plan.csv"):
        with pytest.raises(TypeError, match=r"give Assignment rows; Plan\.of takes tuples"):
            sp.Plan(given)


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"stop": "soon"}, TypeError, "stop: give seconds or a Stop, not 'soon'"),
        ({"stop": None}, TypeError, r"stop: give seconds .* Stop\(seconds=None"),
        ({"seed": None}, TypeError, "seed: give a whole number, not None"),
        ({"workers": 1.5}, TypeError, "workers: give a whole number, not 1.5"),
        ({"workers": 0}, ValueError, "workers: give 1 or more"),
        ({"order": "unmet"}, TypeError, "order: give a list of terms, .* not 'unmet'"),
        ({"order": {"unmet", "travel"}}, TypeError, "order: give a list of terms"),
        ({"order": [1]}, ValueError, "unknown terms 1: give some of"),
        ({"order": ["unmet"], "tolerance": math.inf}, ValueError, "tolerance: give 0 or more"),
        ({"tolerance": "2 %"}, TypeError, "tolerance: give a number, not '2 %'"),
        ({"weights": "travel=2"}, TypeError, "weights: give a mapping"),
        ({"params": "params.toml"}, TypeError, r"SolveParams\.from_toml\(path\), not 'params"),
        ({"on_progress": sp.ProgressBar}, TypeError, r"ProgressBar\(\), not <class"),
        ({"on_progress": "print"}, TypeError, "on_progress: give a function"),
        ({"executor": 2}, ValueError, "executor: give a concurrent.futures.Executor"),
    ],
)
def test_a_solve_tells_which_argument_makes_no_sense(problem, arguments, error, told):
    with pytest.raises(error, match=told):
        sp.solve(problem, **arguments)


@pytest.mark.parametrize(
    ("name", "given"), [("seconds", "5"), ("gap", None), ("work", [1]), ("gap", "2 %")]
)
def test_a_limit_is_a_number(name, given):
    with pytest.raises(TypeError, match=f"stop: give a number of {name}, not"):
        sp.Stop(**{name: given})


@pytest.mark.filterwarnings("error")
def test_numbers_of_numpy_are_taken(problem):
    stop = sp.Stop(seconds=np.float32(50), work=np.float64(1))
    plain = sp.solve(problem, stop=sp.Stop(50.0, work=1.0), workers=1, seed=3)
    result = sp.solve(problem, stop=stop, workers=np.int64(1), seed=np.int64(3))
    assert (result.plan, type(result.seed)) == (plain.plan, int)
    order = np.array(["unmet", "travel"])
    assert sp.solve(problem, stop=TO_THE_END, order=order).steps[0].title == "unmet"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"points": 2.5}, "points: give a whole number"),
        ({"spread": math.inf}, "points, spread: give 2 points or more"),
    ],
)
def test_a_trade_off_tells_which_argument_makes_no_sense(problem, arguments, told):
    with pytest.raises((TypeError, ValueError), match=told):
        sp.trace_frontier(problem, "unmet", "travel", **arguments)


def test_a_week_is_made_again_with_what_a_notebook_has(problem):
    plan = make_plan(("T1", "D1", 1, 1))
    away = {"staff_id": "T1", "from": "2026-03-10", "until": "2026-03-10"}
    monday = pd.Timestamp("2026-03-09")
    found = sp.replan(problem, plan, absences=[away], week_of=monday, stop=TO_THE_END)
    plain = sp.replan(
        problem,
        plan,
        absences=[sp.Absence.model_validate(away)],
        week_of=dt.date(2026, 3, 9),
        stop=TO_THE_END,
    )
    assert found.problem == plain.problem
    assert problem.in_week(monday) == problem.in_week(dt.date(2026, 3, 9))
    left = [
        sp.replan(problem, plan, leaving=who, stop=TO_THE_END).problem for who in ("T1", ["T1"])
    ]
    assert left[0] == left[1]
    for arguments in ({"week_of": "2026-03-09"}, {"since": "2026-03-09"}):
        with pytest.raises(TypeError, match=r"give a datetime\.date, not '2026-03-09'"):
            sp.replan(problem, plan, **arguments)
    for make in (sp.replan, sp.improve):
        with pytest.raises(TypeError, match=r"change: give a whole number, not 1\.5"):
            make(problem, plan, change=1.5)
