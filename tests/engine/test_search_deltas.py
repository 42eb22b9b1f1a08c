"""The search adds and takes off what each move changes: never a sum that is not that of the plan.

After every single move all sums are counted anew in C (``recount.c``); every so many moves checker
and scorer, which know nothing of the search, judge the present plan.
"""

import ctypes
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernels import compile_variant
from sharepool.engine import compiled
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

MISSED_MINIMUMS = {"H13", "H16"}

TEMPERATURES = (3000.0, 300.0, 30.0, 1.0)
PROBLEMS, MOVES = 100, 2600
"""Tiny problems, and moves at each temperature: more than a million together."""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory, compiler):
    """The search, compiled together with what counts anew, in place of the one installed."""
    folder = tmp_path_factory.mktemp("recount")
    compile_variant(folder, "search", compiler, [Path(__file__).with_name("recount.c")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "FOLDER", folder)
        loaded = ctypes.CDLL(str(folder / "search.so"))
        number, pointer = ctypes.c_int64, ctypes.c_void_p
        loaded.recount_anneal.argtypes = [pointer, number, ctypes.c_double]
        loaded.recount_anneal.restype = number
        loaded.recount_show.argtypes, loaded.recount_show.restype = [pointer], None
        yield loaded


def anneal_and_judge(problem, seed, kernel, moves, held=()):
    """Hold every move against a recount, and the plans between against checker and scorer."""
    instance = prepare(problem)
    roster = first_plan(instance, seed=seed)
    roster.fix(held)
    for temperature in TEMPERATURES:
        assert kernel.recount_anneal(roster._roster, moves, temperature) == moves
        kernel.recount_show(roster._roster)
        plan = instance.decode(roster.best())
        missed = MISSED_MINIMUMS if roster.best_shortfall else set()
        assert {violation.code for violation in check(problem, plan)} <= missed
        assert score(problem, plan).objective == roster.best_objective


@settings(
    max_examples=PROBLEMS,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problem=problems(teams=True), seed=st.integers(0, 5))
def test_after_every_move_the_sums_are_those_of_the_plan(problem, seed, kernel):
    anneal_and_judge(problem, seed, kernel, MOVES)


@settings(
    max_examples=PROBLEMS,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problem=problems(teams=True), seed=st.integers(0, 5), rng=st.randoms(use_true_random=False))
def test_with_people_held_the_sums_and_rules_hold_too(problem, seed, rng, kernel):
    everybody = range(len(problem.staff))
    held = rng.sample(everybody, rng.randint(0, len(everybody)))
    anneal_and_judge(problem, seed, kernel, MOVES // 4, held)


def test_after_every_move_on_a_county_the_sums_are_those_of_the_plan(kernel):
    anneal_and_judge(generate_county(3), 1, kernel, moves=2500)
