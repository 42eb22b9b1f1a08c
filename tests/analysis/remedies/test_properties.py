"""Remedies held against all plans of tiny problems, with their change and without it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, optimum, plans
from sharepool.analysis.remedies.advice import recommend
from sharepool.problem.problem import Problem
from sharepool.problem.result import Stop
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

MOST = 10
"""Candidates of a changed problem that is still tried by brute force."""


@st.composite
def planned(draw):
    """A tiny problem, in which sessions count, and one of its legal plans, if there is one."""
    drawn = draw(problems(teams=True, max_candidates=6))
    weights = drawn.rules.weights.model_copy(update={"unmet": 1000})
    rules = drawn.rules.model_copy(update={"weights": weights})
    problem = Problem(**{**dict(drawn), "rules": rules})
    legal = [plan for plan, _ in plans(problem)]
    return problem, draw(st.sampled_from(legal)) if legal else None


@settings(
    max_examples=18,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(planned())
def test_a_remedy_wins_what_brute_force_says(drawn):
    problem, plan = drawn
    if plan is None:
        return
    found = recommend(problem, plan, stop=Stop(work=0.3), workers=1, top=4)
    best, _ = optimum(problem)
    assert [one.net for one in found] == sorted((one.net for one in found), reverse=True)
    for one in found:
        changed = one.change.apply(problem)
        assert check(changed, one.plan) == ()
        assert one.objective_after == score(changed, one.plan).objective
        assert one.objective_before == score(problem, one.before).objective == best
        assert one.win > 0
        assert one.proven <= best - one.objective_after
        if len(candidates(changed)) <= MOST:
            assert one.objective_after == optimum(changed)[0]
        for lang, stop in (("en", "."), ("zh", "。")):
            told = one.text(problem, lang)
            assert told.endswith(stop)
            assert "None" not in told
