"""Location problems against brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patience import ENDLESS
from sharepool.base.errors import InternalError
from sharepool.centre.pairing import model
from sharepool.centre.pairing.location import LocationProblem
from sharepool.centre.pairing.model import locate
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


@given(tiny_problems(), st.data())
def test_a_solution_is_what_keeps_every_equation(problem, data):
    facilities, clients = problem.costs.shape
    servers = st.lists(st.integers(0, facilities - 1), min_size=clients, max_size=clients)
    chosen = data.draw(servers)
    legal = {those for those, _ in solutions(problem)}
    assert problem.allows(np.array(chosen)) is (tuple(chosen) in legal)


def test_a_client_without_a_link_has_no_solution():
    found = locate(LocationProblem([[1, -1]], [1, 1], [2]))
    assert (found.status, found.facility_of) == (Status.INFEASIBLE, ())


def test_an_answer_that_is_no_solution_is_withheld(monkeypatch):
    monkeypatch.setattr(model._Program, "read", lambda *_: np.array([0, 0, 0]))
    with pytest.raises(InternalError, match="no solution"):
        locate(LocationProblem([[1, 1, 1], [9, 9, 5]], [2, 2, 2], [4, 4]))


def test_costs_too_high_by_capacity_open_a_second_facility():
    problem = LocationProblem([[1, 1, 1], [9, 9, 5]], [2, 2, 2], [4, 4], opening=[0, 10])
    found = locate(problem)
    assert (found.facility_of, found.objective) == ((0, 0, 1), 17)


def test_an_interrupted_search_keeps_a_valid_bound():
    rng = np.random.default_rng(3)
    place, load = rng.uniform(0, 100, (40, 2)), rng.integers(3, 20, 40)
    costs = np.linalg.norm(place[:, None] - place[None, :], axis=2).astype(int)
    problem = LocationProblem(costs, load, [load.sum() // 6] * 40, n_open=8)
    short, best = locate(problem, seconds=0.05), locate(problem, seconds=ENDLESS)
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
