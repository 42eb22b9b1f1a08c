"""Brute force, exact model, checker and scorer agree on tiny problems."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum, plans
from sharepool.engine.cpsat import Scope, evaluate, solve_exact
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status
from sharepool.problem.rules import Limits
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

tiny = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(problems(teams=True))
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
@given(problems(teams=True, max_candidates=7))
def test_every_legal_plan_costs_what_the_scorer_says(problem):
    instance = prepare(problem)
    for plan, result in plans(problem):
        assert evaluate(instance, instance.encode(plan)) == result.objective


@tiny
@given(problems(teams=True, max_candidates=8), st.data())
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


LIMITS = dict.fromkeys(
    [name for name in Limits.model_fields if name.startswith("max_")]
    + ["max_hours_week", "max_staff", "max_per_day", "capacity"],
    (1, 2, 3),
) | {"max_leg_min": (10, 40, 110), "max_travel_min_day": (20, 70, 150)}
"""Values of each limit, from tight to loose; hours are added to those that a person should work."""


def limited(row, limit, value):
    if not hasattr(row, limit):
        return row
    if limit == "max_hours_week":
        value += getattr(row, "min_hours_week", 0)
    return row.model_copy(update={limit: value})


def with_limit(problem, limit, value):
    """Return the problem with a limit set for everybody, wherever it can stand."""
    rules = problem.rules
    employers = {name: limited(row, limit, value) for name, row in rules.employers.items()}
    limits = limited(rules.limits, limit, value)
    tables = {
        name: tuple(limited(row, limit, value) for row in getattr(problem, name))
        for name in ("sites", "staff", "demands")
    }
    tables["rules"] = rules.model_copy(update={"limits": limits, "employers": employers})
    return Problem(**{name: getattr(problem, name) for name in Problem.model_fields} | tables)


@st.composite
def raised_limits(draw):
    """Draw a problem with a tight limit, and the same with a looser one."""
    problem, limit = draw(problems(teams=True)), draw(st.sampled_from(list(LIMITS)))
    values = draw(st.sampled_from(list(combinations(LIMITS[limit], 2))))
    return [with_limit(problem, limit, value) for value in values]


@settings(parent=tiny, max_examples=120)
@given(raised_limits())
def test_a_limit_that_is_raised_never_hurts(case):
    tight, loose = (solve_exact(prepare(problem)) for problem in case)
    if tight.status is Status.OPTIMAL:
        assert loose.status is Status.OPTIMAL
        assert loose.objective <= tight.objective
