"""Bounds in doubles become whole numbers that are never above what they prove."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bruteforce import optimum
from builders import make_problem
from patience import TO_THE_END
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.rounding import round_number, round_sum
from sharepool.problem.result import Status
from sharepool.solving.solver import solve
from strategies import problems

HEAVY = prepare(make_problem(demands=[{"sessions": 1000, "priority": "999999999"}]))


@settings(max_examples=30)
@given(st.lists(st.fractions(0, 10**9), min_size=1, max_size=50), st.randoms())
def test_a_sum_of_doubles_is_rounded_to_what_its_exact_value_proves(terms, rng):
    rng.shuffle(terms)
    value = sum(float(term) for term in terms)
    assert round_sum(value, HEAVY, 0.0) <= math.ceil(sum(terms, Fraction()))


@given(st.integers(0, 2**62))
def test_a_whole_number_that_went_through_a_double_is_never_raised(number):
    assert round_number(float(number), 0.0) <= number
    assert round_number(float(number), 0.0) >= number - number // 2**49 - 1


def test_small_numbers_are_rounded_up_to_the_next_whole_one():
    light = prepare(make_problem())
    assert round_sum(34.5, light, 1e-3) == 35
    assert round_sum(34.0005, light, 1e-3) == 34
    assert round_number(34.0000001, 1e-6) == 34


@settings(max_examples=5, derandomize=True)
@given(problems(max_candidates=8), st.sampled_from([10**5, 10**8]))
@pytest.mark.parametrize("workers", [1, 2])
def test_with_weights_as_large_as_priorities_optima_are_proven_all_the_same(
    workers, problem, factor
):
    weights = problem.rules.weights
    heavier = {name: factor * value for name, value in weights.model_dump().items()}
    rules = problem.rules.model_copy(update={"weights": weights.model_copy(update=heavier)})
    heavy = problem.model_copy(update={"rules": rules})
    result, best = solve(heavy, stop=TO_THE_END, workers=workers), optimum(heavy)
    if best is None:
        assert result.status is Status.INFEASIBLE
    else:
        assert result.status is Status.OPTIMAL
        assert result.bound == result.objective == best[0]
