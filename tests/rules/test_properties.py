"""What holds of every problem and plan, tried on many tiny ones."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, optimum, plans
from sharepool.problem.plan import Plan
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import plans_of, problems

quick = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@quick
@given(problems(max_candidates=6, teams=True))
def test_brute_force_finds_exactly_the_legal_plans(problem):
    rows = candidates(problem)
    subsets = (Plan(chosen) for size in range(7) for chosen in combinations(rows, size))
    legal = {frozenset(plan) for plan in subsets if not check(problem, plan)}
    found = [frozenset(plan) for plan, _ in plans(problem)]
    assert len(found) == len(legal)
    assert set(found) == legal


@quick
@given(problems(max_candidates=8))
def test_the_optimum_is_a_legal_plan_at_its_score(problem):
    best = optimum(problem)
    if best is None:
        assert check(problem, Plan())
        return
    objective, plan = best
    assert check(problem, plan) == ()
    assert score(problem, plan).objective == objective


@quick
@given(problems().flatmap(lambda problem: st.tuples(st.just(problem), plans_of(problem))))
def test_any_plan_is_checked_scored_and_said_whatever_its_order(drawn):
    problem, plan = drawn
    backwards = Plan(plan.assignments[::-1])
    found = check(problem, plan)
    assert check(problem, backwards) == found
    assert score(problem, backwards) == score(problem, plan)
    for lang in ("en", "zh"):
        assert all("None" not in one.text(problem, lang) for one in found)


@quick
@given(problems(max_candidates=8))
def test_terms_but_preference_are_never_negative(problem):
    for _, result in plans(problem):
        assert min(value for name, value in result.terms.items() if name != "preference") >= 0
        assert sum(result.terms.values()) == result.objective
