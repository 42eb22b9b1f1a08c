"""How the exact model is solved: neighbourhoods, limits, reports, the same thing twice."""

import threading
import time

import pytest

from builders import make_problem
from patience import ENDLESS
from sharepool.engine.budget import SolveBudget
from sharepool.engine.cpsat import (
    Scope,
    Shortfall,
    evaluate,
    find_shortfall,
    is_possible,
    search_target,
    size,
    solve_exact,
)
from sharepool.engine.cpsat.proof import TargetSearch
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Option
from sharepool.problem.result import Status
from sharepool.rules import check

BELLS = [
    {"slot": n, "start": f"{hour:02d}:00", "end": f"{hour:02d}:40"}
    for n, hour in enumerate((8, 9, 10, 11, 14, 15, 16), 1)
]


def busy_problem(people, demands):
    """Several people, places and demands that compete for the days."""
    sites = [{"site_id": name} for name in "HABCD"]
    names = "ABCD"
    return make_problem(
        sites=sites,
        bells=BELLS,
        staff=[{"staff_id": f"T{n}", "max_sites_day": 2} for n in range(people)],
        demands=[
            {
                "demand_id": f"D{n}",
                "site_id": names[n % 4],
                "sessions": 2 + n % 2,
                "max_staff": 1 + n % 2,
            }
            for n in range(demands)
        ],
        travel=[
            {"origin": a, "destination": b, "minutes": 5 + 7 * (ord(a) + ord(b)) % 40}
            for a in "HABCD"
            for b in "HABCD"
            if a < b
        ],
        leg_min=None,
        rules={"limits": {"max_days_week": 2, "max_sessions_day": 3}},
    )


@pytest.fixture(scope="module")
def instance():
    return prepare(busy_problem(people=2, demands=4))


@pytest.fixture(scope="module")
def hard_instance():
    """Not solved to the end within a second."""
    return prepare(busy_problem(people=4, demands=8))


@pytest.fixture(scope="module")
def incumbent(instance):
    """A poor but legal plan: one person after the other, each by itself."""
    plan = ()
    for person in range(len(instance.people)):
        scope = Scope(frozenset({(person, 0), (person, 3)}), plan)
        plan = solve_exact(instance, scope, work=2).options
    return plan


def split(instance, plan, free):
    kept = tuple(o for o in plan if (o.person, instance.starts[o.start].day) not in free)
    return Scope(frozenset(free), kept)


def test_a_neighbourhood_is_legal_no_worse_and_keeps_the_rest(instance, incumbent):
    free = {(person, day) for person in (0, 1) for day in (0, 2)}
    scope = split(instance, incumbent, free)
    outcome = solve_exact(instance, scope, hint=incumbent, work=2)
    assert check(instance.problem, instance.decode(outcome.options)) == ()
    assert set(scope.kept) <= set(outcome.options)
    assert outcome.objective == evaluate(instance, outcome.options)
    assert outcome.bound <= outcome.objective <= evaluate(instance, incumbent)


def test_only_the_tasks_of_the_scope_are_given_sessions(instance):
    free = frozenset((person, day) for person in range(2) for day in range(5))
    outcome = solve_exact(instance, Scope(free, tasks=frozenset({1, 3})), work=2)
    assert {option.task for option in outcome.options} == {1, 3}


def test_nothing_free_returns_what_is_kept(instance, incumbent):
    outcome = solve_exact(instance, Scope(frozenset(), incumbent))
    assert outcome.status is Status.OPTIMAL
    assert outcome.options == incumbent
    assert outcome.objective == outcome.bound == evaluate(instance, incumbent)


def test_a_kept_session_on_a_free_day_is_refused(instance):
    with pytest.raises(ValueError, match="free"):
        solve_exact(instance, Scope(frozenset({(0, 0)}), (Option(0, 0, 0),)))


def test_the_same_work_and_seed_give_the_same_outcome(hard_instance):
    first, second = (solve_exact(hard_instance, work=0.5, seed=3) for _ in range(2))
    assert first == second


def test_better_plans_and_bounds_are_reported(instance):
    reports = []
    outcome = solve_exact(instance, work=0.5, on_solution=lambda *report: reports.append(report))
    objectives = [objective for _, objective, _ in reports if objective is not None]
    bounds = [bound for _, _, bound in reports if bound is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert bounds == sorted(bounds)
    assert objectives[-1] == outcome.objective
    assert max(bounds) <= outcome.bound <= min(objectives)


def test_a_set_cancel_stops_at_once(hard_instance):
    cancel = threading.Event()
    cancel.set()
    outcome = solve_exact(hard_instance, seconds=ENDLESS, cancel=cancel)
    assert outcome.status in {Status.FEASIBLE, Status.UNKNOWN}


def test_cancelling_during_the_search_keeps_the_best_plan(hard_instance):
    cancel = threading.Event()
    outcome = solve_exact(
        hard_instance,
        seconds=ENDLESS,
        on_solution=lambda options, _objective, _bound: options is not None and cancel.set(),
        cancel=cancel,
    )
    assert outcome.status is Status.FEASIBLE
    plan = hard_instance.decode(outcome.options)
    assert check(hard_instance.problem, plan) == ()


def test_no_time_yields_a_valid_bound_or_none(instance):
    # A preferred session can make the objective negative: 0 would be no bound.
    pins = [{"kind": "prefer", "weight": 5000}]
    instance = prepare(make_problem(pins=pins))
    outcome = solve_exact(instance, seconds=0)
    assert outcome.options is None
    assert outcome.bound is None or outcome.bound <= solve_exact(instance).objective < 0


def test_size_grows_with_what_is_free(instance):
    some = Scope(frozenset({(0, 0)}))
    more = Scope(frozenset({(0, 0), (1, 0)}))
    assert 0 == size(instance, Scope(frozenset())) < size(instance, some) < size(instance, more)
    assert size(instance, more) < size(instance)


def test_minimums_are_asked_for_only_if_named():
    demands = [{"sessions": 2, "min_sessions": 2, "slots": "1-1"}]
    instance = prepare(make_problem(demands=demands))
    assert is_possible(instance, {("min_sessions", 0)}) is False
    assert is_possible(instance, set()) is True


def test_minimums_are_missed_where_it_costs_least():
    demands = [
        {"demand_id": f"D{n}", "sessions": 2, "min_sessions": 2, "slots": "1-1;2-1"}
        for n in (1, 2, 3)
    ]
    demands[2]["slots"] = "3-1;4-1"
    instance = prepare(make_problem(demands=demands))
    prices = {("min_sessions", 0): 5, ("min_sessions", 1): 3, ("min_sessions", 2): 1}
    found = find_shortfall(instance, prices)
    assert found == Shortfall({("min_sessions", 1): 2}, cost=6, bound=6)


def test_no_shortfall_is_found_in_no_time():
    instance = prepare(make_problem(demands=[{"min_sessions": 1}]))
    assert find_shortfall(instance, {("min_sessions", 0): 1}, seconds=0) is None


def test_a_day_at_one_place_needs_no_legs():
    one_place = make_problem(demands=[{"demand_id": f"D{n}", "site_id": "A"} for n in range(4)])
    two_places = make_problem(
        demands=[{"demand_id": f"D{n}", "site_id": "AB"[n % 2]} for n in range(4)]
    )
    options = prepare(one_place).count_options()
    assert size(prepare(one_place)) == options < size(prepare(two_places))


def test_only_who_comes_is_open_where_all_must_take_place_and_nobody_drives():
    def settled(sites, minimum):
        demands = [
            {"demand_id": f"D{n}", "site_id": site, "min_sessions": minimum}
            for n, site in enumerate(sites)
        ]
        return prepare(make_problem(demands=demands)).is_settled_in_place()

    assert settled("AA", 1)
    assert not settled("AB", 1)
    assert not settled("AA", 0)


def test_a_plan_that_costs_so_little_is_found_or_does_not_exist(instance):
    least = solve_exact(instance).objective
    found = search_target(instance, least, seconds=ENDLESS)
    assert found.objective == evaluate(instance, found.options) == least
    beyond = search_target(instance, least - 1, seconds=1)
    assert beyond.options is None
    assert beyond.status in {Status.INFEASIBLE, Status.UNKNOWN}


def test_what_cannot_be_attained_raises_the_bound():
    instance = prepare(make_problem(demands=[{"sessions": 2, "min_sessions": 2, "slots": "1-1"}]))
    state = SolveState(instance, gap=0, started=time.monotonic())
    state.offer_bound(5)
    TargetSearch(0)(instance, state, SolveBudget(state, None, None))
    assert (state.options, state.bound) == (None, 6)
