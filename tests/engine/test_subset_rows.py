"""Subset rows: no plan breaks them, mixtures of routes do, and bounds with them are bounds."""

import time
from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascents import enumerate_within
from bruteforce import optimum, plans
from builders import make_problem, make_triangle
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.aggregated import AggregatedMaster, ColumnsOfPerson
from sharepool.engine.columns.diving import Diving
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.columns.subset_rows import separate
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS, SubsetRowParams
from sharepool.engine.weeks import Pool, Week, weeks_of

PATIENT = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARAMS = DEFAULTS.subset_rows


@st.composite
def mornings(draw):
    """Draw a problem of one day: people with few sessions each, lessons in the same hours."""
    minutes = st.sampled_from([5, 20, 45, 80])
    places = ["H", "A", "B", "C", "D"]
    travel = [
        {"origin": a, "destination": b, "minutes": draw(minutes)}
        for a in places
        for b in places
        if a != b
    ]
    demands = [
        {
            "demand_id": f"D{number}",
            "site_id": draw(st.sampled_from(places[1:])),
            "slots": ";".join(f"1-{slot}" for slot in sorted(draw(slots()))),
        }
        for number in range(draw(st.integers(3, 4)))
    ]
    staff = [{"staff_id": f"T{number}"} for number in range(draw(st.integers(2, 3)))]
    limits = {"max_sessions_day": draw(st.integers(2, 3)), "max_sites_day": 4}
    return make_problem(
        sites=[{"site_id": place} for place in places],
        staff=staff,
        demands=demands,
        travel=travel,
        rules={"limits": limits, "weights": {"site_link": draw(st.sampled_from([0, 15]))}},
    )


def slots():
    return st.sets(st.integers(1, 4), min_size=1, max_size=2)


def triples(instance):
    return list(combinations(range(len(instance.tasks)), 3))


def draw_duals(master, seed):
    random = np.random.default_rng(seed)
    scale = random.choice([0.0, 30.0, 200.0, 1500.0], size=master.size)
    return master.clip(random.uniform(-0.2, 1.0, master.size) * scale)


@PATIENT
@given(mornings(), st.integers(0, 2**16))
def test_no_legal_plan_beats_the_bound_at_any_duals(problem, seed):
    best = optimum(problem)
    instance = prepare(problem)
    master, pricer = Master(instance, triples(instance)), Pricer(instance)
    duals = draw_duals(master, seed)
    master.set_prices(duals, pricer.prices)
    people = range(len(instance.people))
    effort = DEFAULTS.pricing.levels[0]
    bounds = [pricer.price(p, 0.0, effort).bound for p in people if instance.tasks_of[p]]
    assert master.constant(duals) + sum(bounds) <= best[0] + 1e-4


@PATIENT
@given(mornings(), st.integers(0, 2**16), st.sampled_from([-200.0, 0.0, 30.0, 400.0]))
def test_a_choice_among_some_routes_bounds_every_plan(problem, seed, limit):
    best, _ = optimum(problem)
    instance = prepare(problem)
    master, pricer = Master(instance, triples(instance)), Pricer(instance)
    duals = draw_duals(master, seed)
    master.set_prices(duals, pricer.prices)
    known = {}
    for person, tasks in enumerate(instance.tasks_of):
        if tasks:
            listed = pricer.list_weeks(person, limit, DEFAULTS.enumeration.effort, 100_000)
            known[person] = ColumnsOfPerson(listed, dict.fromkeys(tasks, 1), is_all=False)
    program = AggregatedMaster(instance, master, duals, known, best + 50, are_routes=True)
    choice = program.solve(
        seconds=None, work=1.0, params=DEFAULTS, tell=lambda _: None, cancel=lambda: False
    )
    assert choice.bound is not None
    assert choice.bound <= best


@PATIENT
@given(mornings())
def test_every_plan_keeps_every_row(problem):
    instance = prepare(problem)
    master = Master(instance, triples(instance))
    rows = master.rows()
    for plan, _ in plans(problem):
        used = np.zeros(master.size)
        for week in weeks_of(instance, instance.encode(plan)):
            for row, value in master.column(week):
                used[row] += value
        for row in master.block("subset"):
            assert rows[row].low <= used[row] <= rows[row].high


def test_a_cheaper_way_that_is_nearer_to_paying_excludes_no_other():
    demands = [
        {"demand_id": f"D{number}", "slots": f"1-{slot}"}
        for number, slot in enumerate([1, 1, 2, 3, 4])
    ]
    instance = prepare(make_problem(demands=demands))
    master, pricer, pool = Master(instance, [(0, 3, 4)]), Pricer(instance), Pool(instance)
    duals = np.zeros(master.size)
    duals[list(master.block("task"))] = [110.0, 100.0, 100.0, 100.0, 0.0]
    duals[list(master.block("subset"))] = 50.0
    master.set_prices(duals, pricer.prices)
    for week in pricer.price(0, 0.0, DEFAULTS.pricing.levels[0]).weeks:
        pool.add(week)
    cost, number = master.cheapest(pool, pricer.prices)[0]
    assert [task for task, _ in pool.weeks[number].sessions] == [1, 2, 3]
    assert cost == pool.weeks[number].cost - 300.0


def mix(*routes):
    """Return so many routes, each with its tasks and value."""
    return tuple(
        (Week(person, tuple((task, 0) for task in tasks), 0, 0), value)
        for person, (tasks, value) in enumerate(routes)
    )


def test_rows_that_a_mixture_breaks_are_found():
    halves = mix(((0, 1), 0.5), ((1, 2), 0.5), ((0, 2, 3), 0.5), ((4, 5), 1.0))
    assert separate(halves, range(6), [], PARAMS) == [(0, 1, 2)]
    assert separate(halves, range(6), [(0, 1, 2)], PARAMS) == []
    assert separate(halves, {0, 1, 3, 4, 5}, [], PARAMS) == []


def test_a_route_with_all_three_counts_once():
    assert separate(mix(((0, 1, 2), 1.0), ((3, 4), 0.5)), range(5), [], PARAMS) == []
    assert separate(mix(((0, 1, 2), 0.6), ((0, 1), 0.6)), range(3), [], PARAMS) == [(0, 1, 2)]


def test_the_most_broken_rows_are_taken_and_few_of_each_task():
    mixture = mix(((0, 1), 0.5), ((1, 2), 0.5), ((0, 2), 0.5), ((1, 3), 0.4), ((2, 3), 0.4))
    few = SubsetRowParams(most_of_task=1)
    assert separate(mixture, range(4), [], PARAMS) == [(0, 1, 2), (1, 2, 3)]
    assert separate(mixture, range(4), [], few) == [(0, 1, 2)]


def raise_alone(problem, objective, params=DEFAULTS):
    """Return the state after column generation that knows of a plan only its cost."""
    instance = prepare(problem)
    state = SolveState(instance, gap=0, started=time.monotonic(), params=params)
    state.objective = objective
    raise_bound(instance, state, SolveBudget(state, None, 3.0))
    return state


def test_rows_raise_the_bound_to_the_optimum():
    problem = make_triangle()
    best, _ = optimum(problem)
    no_rows = replace(DEFAULTS, subset_rows=SubsetRowParams(least_violation=9.0))
    assert raise_alone(problem, best).bound == best
    assert raise_alone(problem, best, no_rows).bound < best


def test_dives_keep_the_rows():
    problem = make_triangle()
    best, _ = optimum(problem)
    state = raise_alone(problem, best + 1)
    assert state.subsets == ((0, 1, 2),)
    instance = prepare(problem)
    state.objective, state.options = best + 1_000, ()
    Diving(1)(instance, state, SolveBudget(state, None, 1.0))
    assert state.objective == best


@PATIENT
@given(mornings())
def test_the_bound_is_no_more_than_the_optimum_and_choosing_finds_it(problem):
    best, _ = optimum(problem)
    assert raise_alone(problem, best + 50).bound <= best
    assert enumerate_within(prepare(problem), best + 50).bound == best
