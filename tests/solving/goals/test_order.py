"""Goals in order: each as good as those before it allow, with a bound; terms weighed exactly."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import plans
from builders import make_problem
from patience import TO_THE_END, work
from sharepool import check, score, solve
from sharepool.problem.plan import Plan
from sharepool.problem.result import Status, Stop
from sharepool.rules.scoring import TERMS
from sharepool.solving.goals import reweigh, solve_in_order
from sharepool.solving.weighing import least
from strategies import plans_of, problems

tiny = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ORDERS = [
    ("unmet", "below_floor", "travel"),
    ("travel", "unmet"),
    ("preference", "site_link"),
    ("below_floor",),
    ("change", "short_minute", "unmet"),
]


def in_order(problem, order, **options):
    return solve(problem, stop=work(4.0), workers=1, order=order, **options)


@tiny
@given(problems(teams=True, max_candidates=8), st.sampled_from(ORDERS))
def test_each_goal_is_as_good_as_those_before_it_allow(problem, order):
    found = in_order(problem, order)
    rest = [name for name in TERMS if name not in order]
    goals = [*([name] for name in order), rest]
    values = [
        [sum(scored.terms[name] for name in goal) for goal in goals] for _, scored in plans(problem)
    ]
    assert (not found.has_plan) == (not values)
    if not values:
        return
    assert not check(problem, found.plan)
    assert found.objective == score(problem, found.plan).objective
    assert [step.value for step in found.steps] == min(values)
    for number, step in enumerate(found.steps):
        allowed = [one for one in values if one[:number] <= min(values)[:number]]
        assert step.bound <= min(one[number] for one in allowed)
    if found.status is Status.OPTIMAL:
        assert all(step.value == step.bound for step in found.steps)


@tiny
@given(problems(teams=True, max_candidates=8), st.sampled_from(ORDERS), st.sampled_from([0.1, 0.5]))
def test_with_a_tolerance_later_goals_may_use_what_it_leaves(problem, order, tolerance):
    found = in_order(problem, order, tolerance=tolerance)
    if not found.has_plan:
        return
    kept = [scored.terms for _, scored in plans(problem)]
    for step in found.steps:
        values = [sum(terms[name] for name in step.terms) for terms in kept]
        assert step.bound <= min(values)
        assert step.value <= step.cap
        kept = [terms for terms, value in zip(kept, values, strict=True) if value <= step.cap]


@tiny
@given(problems(teams=True), st.data())
def test_terms_are_multiplied_exactly(problem, data):
    factors = {name: data.draw(st.integers(0, 5)) for name in TERMS}
    plan = data.draw(plans_of(problem))
    own, weighed = score(problem, plan).terms, score(reweigh(problem, factors), plan).terms
    assert weighed == {name: factors[name] * value for name, value in own.items()}


@tiny
@given(problems(teams=True, max_candidates=6))
def test_no_plan_has_less_of_a_term_than_the_least(problem):
    for (_, scored), name in product(plans(problem), TERMS):
        assert least(problem, name) <= scored.terms[name]


def test_no_lesson_is_given_up_for_the_road():
    # The lesson costs 60 minutes on the road and earns 10.
    problem = make_problem(leg_min=30, rules={"weights": {"unmet": 10, "below_floor": 0}})
    assert len(solve(problem, stop=TO_THE_END).plan) == 0
    found = in_order(problem, ["unmet", "travel"])
    assert len(found.plan) == 1
    assert [(step.value, step.bound) for step in found.steps[:2]] == [(0, 0), (60, 60)]
    assert found.bound is None
    assert "1. unmet" in found.summary()


def test_a_start_is_a_start_only():
    problem = make_problem()
    assert len(in_order(problem, ["unmet"], start=solve(problem, stop=TO_THE_END).plan).plan) == 1


def test_what_cannot_be_is_said_so():
    found = in_order(make_problem(demands=[{"skill": "swim", "min_sessions": 1}]), ["travel"])
    assert found.status is Status.INFEASIBLE
    assert found.steps == ()


@pytest.mark.parametrize(
    ("order", "tolerance", "told"),
    [
        (["unmet", "unmet"], 0, "once"),
        (["lessons"], 0, "unknown terms lessons"),
        (["unmet"], -1, "tolerance"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(order, tolerance, told):
    with pytest.raises(ValueError, match=told):
        solve(make_problem(), order=order, tolerance=tolerance)


def test_negative_factors_are_refused():
    with pytest.raises(ValueError, match="factors"):
        reweigh(make_problem(), {"unmet": -1})


def test_no_try_has_more_work_than_the_step_has_left():
    """Where the last price is the first that keeps the caps, nothing is left for a better bound."""
    problem = make_problem()
    full = solve(problem, stop=TO_THE_END)
    empty = full.with_plan(Plan(()), score(problem, Plan(())))
    asked = []

    def solver(weighed, stop, start):
        asked.append(stop)
        keeps = len(asked) != 2 and len(asked) != 3
        return replace(full if keeps else empty, bound=None)

    stop = Stop(seconds=None, work=1.0)
    found = solve_in_order(problem, ["unmet", "travel"], tolerance=0.0, stop=stop, solver=solver)
    assert all(one.work is not None and one.work > 0 for one in asked)
    assert sum(one.work for one in asked) <= 1.0 + 1e-9
    assert found.plan == full.plan
