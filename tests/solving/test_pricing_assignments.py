"""Costs of the caller's own as they are given: tables, functions, weights, and where they go."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum
from builders import make_problem
from patience import TO_THE_END, work
from sharepool import (
    OwnCost,
    ProblemError,
    Verdict,
    check,
    explain,
    price_assignments,
    read_problem,
    score,
    solve,
    write_problem,
)
from sharepool.engine.decomposition.components import find_components
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.plan import Plan
from sharepool.problem.result import Status
from sharepool.solving.weighing import least
from strategies import problems

tiny = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def two_people(**tables):
    return make_problem(staff=[{"staff_id": "T1"}, {"staff_id": "T2"}], **tables)


@tiny
@given(problems(teams=True, max_candidates=9), st.integers(0, 10**6))
def test_the_plan_is_the_best_of_all_at_costs_of_a_function(problem, salt):
    def cost(one):
        digits = f"{one.staff_id}{one.demand_id}{one.day}{one.slot}{one.role}{salt}"
        return sum(map(ord, digits)) % 7 * 50 - 100

    def ban(one):
        return (one.day + one.slot + salt) % 5 == 0

    result = solve(problem, costs=cost, forbid=ban, stop=work(4.0), workers=1)
    best = optimum(result.problem)
    if best is None:
        assert not result.has_plan
        return
    assert result.status is Status.OPTIMAL
    assert result.objective == result.bound == best[0]
    assert not any(ban(one) for one in result.plan)
    assert result.terms["own"] == sum(map(cost, result.plan))
    bare = score(problem, result.plan)
    assert result.objective == bare.objective + result.terms["own"]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame,
        lambda columns: [
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ],
    ],
)
def test_a_table_moves_a_session_to_who_costs_less(frame):
    costs = frame({"staff_id": ["T1", "T2"], "demand_id": ["D1", "D1"], "cost": [30, 7]})
    result = solve(two_people(), costs=costs, stop=TO_THE_END)
    assert [row.staff_id for row in result.plan] == ["T2"]
    assert result.terms["own"] == 7


def test_a_blank_cell_speaks_of_everybody_and_rows_add_up():
    costs = [{"cost": 5}, {"day": 1, "cost": 100}, {"staff_id": "T1", "cost": -2}]
    result = solve(two_people(), costs=costs, stop=TO_THE_END)
    assert [(row.staff_id, row.day != 1) for row in result.plan] == [("T1", True)]
    assert result.terms["own"] == 3


def test_what_is_forbidden_is_in_no_plan_and_breaks_a_rule():
    problem = price_assignments(two_people(), forbid=[{"staff_id": "T1"}])
    result = solve(problem, stop=TO_THE_END)
    assert [row.staff_id for row in result.plan] == ["T2"]
    bare = solve(two_people(), forbid=[{"staff_id": "T2"}], stop=TO_THE_END).plan
    assert [(one.code, one.kind, one.row) for one in check(problem, bare)] == [
        ("H16", "forbid", None)
    ]


def test_what_must_be_is_no_dearer_than_the_search_can_see():
    problem = make_problem(demands=[{"min_sessions": 1}])
    result = solve(problem, costs=lambda _: 10**7, stop=work(1.0), workers=1)
    assert result.terms["own"] == 10**7


def test_every_fault_is_told_at_once():
    with pytest.raises(ProblemError) as caught:
        price_assignments(
            two_people(),
            costs=[{"staff_id": "T9", "day": 8, "cost": "1.5"}, {"demand_id": "D", "cost": None}],
            forbid=[{"demand": "D1"}, {"role": "coach"}],
        )
    assert sorted((one.table, one.column, one.code) for one in caught.value.faults) == [
        ("costs", "cost", "bad_value"),
        ("costs", "cost", "missing_value"),
        ("costs", "day", "out_of_range"),
        ("costs", "demand_id", "unknown_id"),
        ("costs", "staff_id", "unknown_id"),
        ("forbid", "", "unknown_column"),
        ("forbid", "role", "unknown_id"),
    ]
    for one in caught.value.faults:
        assert one.text("zh")


@pytest.mark.parametrize("given", [5, "late", {"cost": 5}])
def test_what_is_no_table_of_costs_is_told(given):
    with pytest.raises(TypeError, match="costs: give a DataFrame or a list of dicts, not"):
        price_assignments(two_people(), costs=given)


def test_no_rows_are_no_costs():
    problem = price_assignments(two_people(), costs=[], forbid=[])
    assert score(problem, Plan()).terms["own"] == 0


def test_a_cost_must_be_whole_and_countable():
    with pytest.raises(ValueError, match="no whole number"):
        solve(two_people(), costs=lambda _: 0.5)
    with pytest.raises(ProblemError, match="beyond_counting"):
        price_assignments(two_people(), costs=lambda _: 10**16)


def test_costs_stay_where_the_problem_changes_and_are_pins_where_it_is_written(tmp_path):
    costs = [{"staff_id": "T1", "cost": 30}, {"staff_id": "T2", "day": 1, "cost": -4}]
    problem = price_assignments(two_people(), costs=costs, forbid=[{"staff_id": "T1", "day": 2}])
    changed = problem.with_rules("weights.travel", 2)
    assert changed.own == problem.own
    assert changed.own.rows[0] == OwnCost("T1", "D1", 30)
    assert problem.fingerprint != two_people().fingerprint
    plan = solve(problem, stop=TO_THE_END).plan
    for name in ("folder", "problem.xlsx", "problem.json"):
        write_problem(problem, tmp_path / name)
        again = read_problem(tmp_path / name)
        assert again.own is None
        assert score(again, plan).objective == score(problem, plan).objective
        assert [pin.kind for pin in again.pins] == ["avoid", "prefer", "forbid"]


def test_a_component_has_the_costs_of_its_people():
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"demand_id": "D1"}, {"demand_id": "D2", "site_id": "B", "skill": "swim"}],
        skills=[{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T2", "skill": "swim"}],
    )
    priced = price_assignments(problem, costs=[{"cost": 7}, {"staff_id": "T2", "cost": 4}])
    components = find_components(prepare(priced), most=2, least_sessions=1)
    results = [solve(one.problem, stop=TO_THE_END) for one in components]
    assert sorted(one.terms["own"] for one in results) == [7, 11]


def test_goals_in_order_know_the_own_term():
    costs = [{"staff_id": "T1", "cost": 30}, {"staff_id": "T2", "cost": -4}]
    problem = price_assignments(two_people(leg_min=30), costs=costs)
    assert least(problem, "own") == -4
    result = solve(problem, order=["own", "travel"], stop=work(4.0), workers=1)
    assert [(step.terms, step.value) for step in result.steps[:2]] == [
        (("own",), -4),
        (("travel",), 60),
    ]
    assert result.status is Status.OPTIMAL


def test_reasons_know_own_costs():
    problem = price_assignments(two_people(), costs=lambda _: 5000)
    result = solve(problem, stop=TO_THE_END)
    assert len(result.plan) == 0
    (reason,) = explain(problem, result.plan)
    assert reason.verdict is Verdict.DEAR


def test_weights_of_a_call_are_those_of_the_rules():
    problem = make_problem(leg_min=30, rules={"weights": {"below_floor": 0}})
    result = solve(problem, weights={"unmet": 10}, stop=TO_THE_END)
    assert (len(result.plan), result.objective) == (0, 10)
    assert result.problem.rules.weights.unmet == 10
    for wrong in ({"unmet": -1}, {"unmet": 1.5}, {"unmeet": 1}, {"travel": True}):
        with pytest.raises(ValueError, match="weights"):
            solve(problem, weights=wrong)
