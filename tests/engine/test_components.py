"""Components: what they say together is what the whole says, whatever the problem."""

import sys
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, optimum, plans
from builders import make_problem
from joining import join
from sharepool.engine.counting_bound import bound_by_counting
from sharepool.engine.decomposition.components import find_components, share_out
from sharepool.engine.instance.preparation import prepare
from sharepool.generate import generate_county
from sharepool.problem.plan import Plan
from sharepool.problem.result import Conflict, HardMinimum
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

tiny = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOST_PLANS, MOST_CANDIDATES = 12, 9


def components_of(problem, most=99, least=0):
    return find_components(prepare(problem), most=most, least_sessions=least)


def some_plans(problem):
    """Return legal plans of a problem, from the empty one to fuller ones."""
    found = [plan for plan, _ in islice(plans(problem), 400)]
    return found[:: 1 + len(found) // MOST_PLANS]


few = problems(teams=True, max_candidates=4)
joined = st.builds(join, few, few, same_employers=st.booleans())


@tiny
@given(joined)
def test_plans_of_the_components_make_a_plan_of_the_whole_that_costs_their_sum(problem):
    components = components_of(problem)
    choices = [some_plans(one.problem) for one in components]
    for number in range(max(map(len, choices), default=0) if all(choices) else 0):
        chosen = [choice[number % len(choice)] for choice in choices]
        whole = Plan(tuple(row for plan in chosen for row in plan))
        assert check(problem, whole) == ()
        scores = [
            score(component.problem, plan)
            for component, plan in zip(components, chosen, strict=True)
        ]
        judged = score(problem, whole)
        for term, value in judged.terms.items():
            assert value == sum(one.terms[term] for one in scores)
        assert judged.sessions_wanted == sum(one.sessions_wanted for one in scores)


@tiny
@given(joined)
def test_a_plan_of_the_whole_falls_into_plans_of_the_components(problem):
    components = components_of(problem)
    few = len(candidates(problem)) <= MOST_CANDIDATES
    for plan in some_plans(problem) if components and few else ():
        own = [one.select(plan) for one in components]
        assert sum(map(len, own)) == len(plan)
        for component, rows in zip(components, own, strict=True):
            assert check(component.problem, rows) == ()
        scores = [
            score(component.problem, rows) for component, rows in zip(components, own, strict=True)
        ]
        assert score(problem, plan).objective == sum(one.objective for one in scores)


@tiny
@given(problems(teams=True))
def test_the_components_of_one_small_problem_have_its_optimum(problem):
    components = components_of(problem)
    if components:
        best, bests = optimum(problem), [optimum(one.problem) for one in components]
        assert (best is None) == (None in bests)
        if best is not None:
            assert best[0] == sum(objective for objective, _ in bests)


@tiny
@given(joined)
def test_quick_bounds_of_components_add_up_to_no_less(problem):
    components = components_of(problem)
    if components:
        bounds = [bound_by_counting(prepare(one.problem)) for one in components]
        assert sum(bounds) >= bound_by_counting(prepare(problem))


TWO = {
    "sites": [{"site_id": name} for name in "HABC"],
    "staff": [{"staff_id": "T1", "employer": "E"}, {"staff_id": "T2", "employer": "E"}],
    "skills": [{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T2", "skill": "swim"}],
    "demands": [
        {"demand_id": "D1", "site_id": "A", "skill": "pe"},
        {"demand_id": "D2", "site_id": "B", "skill": "swim"},
    ],
}


def two(**changed):
    return make_problem(**{**TWO, **changed})


def with_hours(hours, *, each=None):
    staff = [{**row, "max_hours_week": each} if each else row for row in TWO["staff"]]
    return two(staff=staff, rules={"employers": {"E": {"max_hours_week": hours}}})


def test_people_of_one_home_and_one_employer_may_be_apart():
    first, second = components_of(two())
    assert [site.site_id for site in first.problem.sites] == ["H", "A"]
    assert [site.site_id for site in second.problem.sites] == ["H", "B"]


@pytest.mark.parametrize(
    "problem",
    [
        two(demands=[TWO["demands"][0], {**TWO["demands"][1], "site_id": "A"}]),
        two(skills=[*TWO["skills"], {"staff_id": "T1", "skill": "swim"}]),
        with_hours(1),
        with_hours(3, each=2),
        two(pins=[{"kind": "require", "day": 1}]),
        two(pins=[{"kind": "require", "staff_id": "T1", "site_id": "B"}]),
        two(pins=[{"kind": "require", "staff_id": "T1", "demand_id": "D2"}]),
    ],
    ids=["site", "person", "hours", "few hours", "any session", "person at site", "person on task"],
)
def test_what_is_shared_keeps_together(problem):
    assert components_of(problem) == []


@pytest.mark.parametrize(
    "problem",
    [
        with_hours(4, each=2),
        two(pins=[{"kind": "require", "staff_id": "T1", "site_id": "A"}]),
        two(pins=[{"kind": "prefer", "weight": 5}]),
    ],
    ids=["more hours than anybody has", "a pin within a component", "a wish about all"],
)
def test_what_binds_nobody_keeps_nobody_together(problem):
    assert len(components_of(problem)) == 2


def test_what_no_session_can_change_is_counted_once():
    problem = two(
        staff=[*TWO["staff"], {"staff_id": "T3", "min_hours_week": 2}],
        skills=TWO["skills"],
        pairs=[{"site_id": "C", "group": "g", "min_sessions": 2}],
        chains=[{"chain_id": "c", "skill": "pe", "site_id": "C", "min_sessions": 3}],
        previous_plan=[
            {"staff_id": "T1", "demand_id": "D2", "day": 1, "slot": 1},
            {"staff_id": "gone", "demand_id": "D2", "day": 1, "slot": 1},
            {"staff_id": "T2", "demand_id": "D2", "day": 1, "slot": 1},
        ],
    )
    components = components_of(problem)
    whole, scores = (
        score(problem, Plan()),
        [score(one.problem, Plan()) for one in components],
    )
    assert len(components) == 2
    for term, counted in (("short_minute", 120), ("pair_short", 1000), ("chain_gap", 900)):
        assert whole.terms[term] == counted == sum(one.terms[term] for one in scores)
    assert whole.objective == sum(one.objective for one in scores)


def test_conflicts_are_told_in_the_rows_of_the_whole():
    problem = two(
        pins=[
            {"kind": "require", "demand_id": "D1"},
            {"kind": "require", "demand_id": "D2"},
        ],
        pairs=[
            {"site_id": "A", "group": "g", "strict": 1},
            {"site_id": "B", "group": "g", "strict": 1},
        ],
    )
    second = next(
        component for component in components_of(problem) if component.demand_rows == (1,)
    )
    kinds = ("min_sessions", "require", "strict_pair")
    conflict = Conflict(tuple(HardMinimum(kind, 0, 1) for kind in kinds), proven=True)
    told = second.translate(conflict)
    assert [(one.kind, one.row) for one in told.requirements] == [(kind, 1) for kind in kinds]


def test_small_components_are_put_together():
    sizes = [6, 5, 1, 1, 1]
    problem = make_problem(
        sites=[{"site_id": "H"}, *({"site_id": f"S{n}"} for n in range(5))],
        staff=[{"staff_id": f"T{n}"} for n in range(5)],
        skills=[{"staff_id": f"T{n}", "skill": f"s{n}"} for n in range(5)],
        demands=[
            {"demand_id": f"D{n}", "site_id": f"S{n}", "skill": f"s{n}", "sessions": size}
            for n, size in enumerate(sizes)
        ],
    )
    assert [one.sessions for one in components_of(problem)] == [6, 5, 1, 1, 1]
    assert [one.sessions for one in components_of(problem, least=3)] == [6, 5, 3]
    assert [one.sessions for one in components_of(problem, most=2)] == [7, 7]
    assert components_of(problem, least=100) == []


def test_shares_are_similar():
    assert share_out("abcde", [5, 4, 3, 3, 1], 2) == [["a", "d"], ["b", "c", "e"]]
    assert share_out("ab", [1, 1], 3) == [["a"], ["b"]]


def count_calls(work):
    """Return how many Python functions some work calls: as many on any machine."""
    calls = 0

    def note(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def test_counties_far_apart_are_components_and_a_county_is_found_whole_at_once():
    county = generate_county(3)
    components = components_of(join(county, generate_county(4)), least=100)
    assert len(components) == 2
    for one in components:
        counties = [demand.demand_id[0] for demand in one.problem.demands]
        # A few schools that nobody else's people reach may be with either.
        assert max(counties.count("0"), counties.count("1")) > 0.9 * len(counties)
    instance, found = prepare(county), []
    calls = count_calls(lambda: found.append(find_components(instance, most=8, least_sessions=100)))
    assert found == [[]]
    assert calls < 10 * (len(instance.tasks) + len(instance.people) + len(instance.places))
