"""Location problems against brute force, and the bounds and exclusions that lead there."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharepool.centre.pairing.exact import solve_exact
from sharepool.centre.pairing.knapsacks import fill_knapsacks, fill_with_each
from sharepool.centre.pairing.locating import locate
from sharepool.centre.pairing.location import LocationProblem
from sharepool.centre.pairing.multipliers import SCALE, fix_by_cost, relax
from sharepool.centre.pairing.rounding import round_relaxation
from sharepool.problem.result import Status


@st.composite
def tiny_problems(draw):
    """Up to four facilities and five clients; some links are missing, some capacities too small."""
    facilities, clients = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    costs = st.integers(-1, 20)
    return LocationProblem(
        [[draw(costs) for _ in range(clients)] for _ in range(facilities)],
        [draw(st.integers(0, 4)) for _ in range(clients)],
        [draw(st.integers(0, 9)) for _ in range(facilities)],
        [draw(st.sampled_from([0, 3, 11])) for _ in range(facilities)],
        draw(st.sampled_from([None, 1, 2])),
    )


def solutions(problem):
    """Every solution, with its cost."""
    facilities, clients = problem.costs.shape
    for chosen in product(range(facilities), repeat=clients):
        loads = np.zeros(facilities, dtype=int)
        for client, facility in enumerate(chosen):
            loads[facility] += problem.loads[client]
        served = [problem.costs[facility, client] for client, facility in enumerate(chosen)]
        fits = (loads <= problem.capacities).all() and min(served) >= 0
        if fits and len(set(chosen)) <= problem.most_open:
            yield chosen, sum(served) + sum(problem.opening[one] for one in set(chosen))


def optimum(problem):
    return min((cost for _, cost in solutions(problem)), default=None)


@settings(max_examples=60, deadline=None)
@given(tiny_problems())
def test_the_best_of_all_solutions_is_found_and_proven(problem):
    best = optimum(problem)
    found = locate(problem)
    if best is None:
        assert (found.status, found.bound, found.facility_of) == (Status.INFEASIBLE, None, ())
        return
    assert (found.status, found.objective, found.bound) == (Status.OPTIMAL, best, best)
    assert problem.allows(np.array(found.facility_of))
    assert problem.cost_of(np.array(found.facility_of)) == best
    assert found.gap == 0


@settings(max_examples=40, deadline=None)
@given(tiny_problems())
def test_the_formulation_alone_finds_and_proves_the_best_too(problem):
    no_need = np.zeros(len(problem.opening), dtype=bool)
    found = solve_exact(problem, problem.allowed, no_need, seconds=30, seed=0)
    best = optimum(problem)
    if best is None:
        assert (found.status, found.facility_of) == (Status.INFEASIBLE, None)
    else:
        assert (found.status, found.bound) == (Status.OPTIMAL, best)
        assert problem.cost_of(found.facility_of) == best


def test_what_is_needed_is_opened_and_a_client_without_a_link_has_no_solution():
    problem = LocationProblem([[1, 1], [5, 5]], [1, 1], [2, 2], opening=[0, 7])
    second = np.array([False, True])
    found = solve_exact(problem, problem.allowed, second, seconds=30, seed=0)
    assert found.bound == 1 + 1 + 7
    links = np.array([[True, False], [True, False]])
    found = solve_exact(problem, links, second, seconds=30, seed=0)
    assert (found.status, found.facility_of) == (Status.INFEASIBLE, None)


@given(tiny_problems(), st.data())
def test_a_solution_is_what_keeps_every_equation(problem, data):
    facilities, clients = problem.costs.shape
    servers = st.lists(st.integers(0, facilities - 1), min_size=clients, max_size=clients)
    chosen = data.draw(servers)
    legal = {those for those, _ in solutions(problem)}
    assert problem.allows(np.array(chosen)) is (tuple(chosen) in legal)


@settings(deadline=None)
@given(tiny_problems(), st.data())
def test_no_prices_give_a_bound_above_any_solution(problem, data):
    count = len(problem.loads)
    prices = data.draw(st.lists(st.integers(-5000, 40000), min_size=count, max_size=count))
    relaxed = relax(problem, np.array(prices))
    best = optimum(problem)
    if best is not None:
        assert relaxed.value <= SCALE * best
        assert relaxed.bound <= best


@settings(deadline=None)
@given(tiny_problems(), st.data())
def test_what_is_fixed_by_cost_excludes_no_better_solution(problem, data):
    count = len(problem.loads)
    prices = data.draw(st.lists(st.integers(-5000, 40000), min_size=count, max_size=count))
    limit = data.draw(st.integers(1, 60))
    links, needed = fix_by_cost(problem, relax(problem, np.array(prices)), limit)
    for chosen, cost in solutions(problem):
        if cost < limit:
            assert all(links[facility, client] for client, facility in enumerate(chosen))
            assert needed[[*set(range(len(needed))) - set(chosen)]].sum() == 0


@settings(deadline=None)
@given(tiny_problems(), st.data())
def test_what_is_rounded_is_a_solution(problem, data):
    count = len(problem.loads)
    prices = data.draw(st.lists(st.integers(0, 40000), min_size=count, max_size=count))
    rounded = round_relaxation(problem, relax(problem, np.array(prices)))
    if rounded is not None:
        cost = dict(solutions(problem))[tuple(rounded.tolist())]
        assert problem.cost_of(rounded) == cost


@given(st.data())
def test_knapsacks_hold_the_most_that_fits(data):
    count = data.draw(st.integers(1, 5))
    loads = np.array(data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count)))
    capacity = data.draw(st.integers(4, 9))
    profits = np.array(data.draw(st.lists(st.integers(-3, 9), min_size=count, max_size=count)))
    worth = {
        chosen: int(profits @ chosen)
        for chosen in product((0, 1), repeat=count)
        if loads @ chosen <= capacity
    }
    values, chosen = fill_knapsacks(profits[None, :], loads, np.array([capacity]))
    assert values[0] == max(worth.values())
    assert worth[tuple(chosen[0].astype(int))] == values[0]
    forced = fill_with_each(profits, loads, capacity)
    for client in range(count):
        assert forced[client] == max(value for those, value in worth.items() if those[client])


def test_costs_too_high_by_capacity_open_a_second_facility():
    problem = LocationProblem([[1, 1, 1], [9, 9, 5]], [2, 2, 2], [4, 4], opening=[0, 10])
    found = locate(problem)
    assert (found.facility_of, found.objective) == ((0, 0, 1), 17)


def test_an_interrupted_search_keeps_a_valid_bound():
    rng = np.random.default_rng(3)
    place, load = rng.uniform(0, 100, (40, 2)), rng.integers(3, 20, 40)
    costs = np.linalg.norm(place[:, None] - place[None, :], axis=2).astype(int)
    problem = LocationProblem(costs, load, [load.sum() // 6] * 40, n_open=8)
    short, best = locate(problem, seconds=0.05), locate(problem, seconds=60)
    assert best.status is Status.OPTIMAL
    assert short.bound <= best.objective
    assert short.objective is None or short.objective >= best.objective


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([[1, 2]], [1], [1]), "a row for each facility"),
        (([[1], [2]], [1], [1]), "a row for each facility"),
        (([[1]], [-1], [1]), "0 or more"),
        (([[1]], [1], [-1]), "0 or more"),
        (([[1]], [1], [1], [-1]), "0 or more"),
        (([[1]], [1], [1], [1, 2]), "a row for each"),
        (([[1]], [1], [1, 2], [1]), "one capacity"),
        (([[1]], [1], [1], None, 0), "at least one"),
        (([[1.5]], [1], [1]), "whole numbers"),
    ],
)
def test_numbers_that_make_no_problem_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        LocationProblem(*arguments)
