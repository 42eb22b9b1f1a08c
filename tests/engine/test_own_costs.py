"""Costs of the caller's own: one number for checker, scorer, search, pricing, bounds and model."""

import time

from hypothesis import HealthCheck, given, settings

from bruteforce import optimum, plans
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.counting_bound import bound_by_counting
from sharepool.engine.cpsat import evaluate, solve_exact
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.weeks import weeks_of
from sharepool.problem.result import Status
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import priced_problems

tiny = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(priced_problems(max_candidates=8))
def test_every_legal_plan_costs_what_the_scorer_says(problem):
    instance = prepare(problem)
    for plan, result in plans(problem):
        assert evaluate(instance, instance.encode(plan)) == result.objective
        assert result.terms["own"] == sum(
            one.cost
            for row in plan
            for one in problem.own.rows
            if (one.staff_id, one.demand_id) == (row.staff_id, row.demand_id)
            and one.matches(row.day, row.slot, row.role)
        )


@tiny
@given(priced_problems())
def test_bounds_are_no_more_and_the_exact_model_is_the_optimum(problem):
    best = optimum(problem)
    instance = prepare(problem)
    outcome = solve_exact(instance)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        return
    assert outcome.bound == outcome.objective == best[0]
    plan = instance.decode(outcome.options)
    assert check(problem, plan) == ()
    assert score(problem, plan).objective == best[0]
    assert bound_by_counting(instance) <= best[0]
    state = SolveState(instance, gap=0, started=time.monotonic())
    state.objective = best[0] + 500
    raise_bound(instance, state, SolveBudget(state, None, 0.2))
    assert state.bound is None or state.bound <= best[0]


@tiny
@given(priced_problems())
def test_plans_of_the_search_are_legal_and_cost_what_the_scorer_says(problem):
    roster = first_plan(prepare(problem), seed=1)
    for temperature in (1000.0, 100.0, 0.1):
        roster.anneal(300, temperature)
        plan = prepare(problem).decode(roster.best())
        if roster.best_shortfall == 0:
            assert check(problem, plan) == ()
        assert score(problem, plan).objective == roster.best_objective


@tiny
@given(priced_problems(max_candidates=8, teams=False))
def test_weeks_cost_what_the_scorer_says_of_them(problem):
    instance = prepare(problem)
    for plan, _ in plans(problem):
        weeks = weeks_of(instance, instance.encode(plan))
        terms = ("travel", "long_road", "site_link", "preference", "own", "change")
        minutes = problem.rules.weights.short_minute * sum(
            instance.people[week.person].min_work for week in weeks
        )
        scored = score(problem, plan).terms
        idle = sum(
            problem.rules.weights.short_minute * who.min_work
            for row, who in enumerate(instance.people)
            if row not in {week.person for week in weeks}
        )
        expected = sum(scored[name] for name in terms) - instance.constant
        expected += scored["short_minute"] - idle - minutes
        assert sum(week.cost for week in weeks) == expected
