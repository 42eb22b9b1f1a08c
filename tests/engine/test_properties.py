"""Brute force, exact model, checker and scorer agree on tiny problems."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from sharepool.checking import check
from sharepool.data.result import Status
from sharepool.engine.model import Scope, evaluate, solve_exact
from sharepool.engine.preparation import prepare
from sharepool.scoring import score
from strategies import problems

tiny = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(problems())
def test_the_exact_model_finds_the_best_of_all_plans(problem):
    best = optimum(problem)
    instance = prepare(problem)
    outcome = solve_exact(instance)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        return
    assert outcome.status is Status.OPTIMAL
    plan = instance.decode(outcome.options)
    assert check(problem, plan) == ()
    assert outcome.bound == outcome.objective == score(problem, plan).objective == best[0]


@tiny
@given(problems(max_candidates=7))
def test_every_legal_plan_costs_what_the_scorer_says(problem):
    instance = prepare(problem)
    for plan, result in plans(problem):
        assert evaluate(instance, instance.encode(plan)) == result.objective


@tiny
@given(problems(max_candidates=8), st.data())
def test_a_neighbourhood_yields_the_best_plan_that_agrees_with_what_is_kept(problem, data):
    legal = list(plans(problem))
    if not legal:
        return
    instance = prepare(problem)
    incumbent = instance.encode(data.draw(st.sampled_from([plan for plan, _ in legal])))
    days = sorted({start.day for start in instance.starts})
    person_days = [(person, day) for person in range(len(instance.people)) for day in days]
    free = data.draw(st.frozensets(st.sampled_from(person_days))) if person_days else frozenset()
    kept = frozenset(o for o in incumbent if (o.person, instance.starts[o.start].day) not in free)

    outcome = solve_exact(instance, Scope(free, tuple(kept)), hint=incumbent)

    def agrees(plan):
        rows = instance.encode(plan)
        return kept == {o for o in rows if (o.person, instance.starts[o.start].day) not in free}

    assert outcome.status is Status.OPTIMAL
    assert agrees(instance.decode(outcome.options))
    assert outcome.objective == min(result.objective for plan, result in legal if agrees(plan))
