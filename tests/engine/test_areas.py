"""Areas on remote workers: legal plans, counted right, better, the same whoever answers first."""

import time
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from executors import Backwards, Refusing
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.diving import dive
from sharepool.engine.coordination.areas import RemoteAreas
from sharepool.engine.coordination.large_neighbourhood import search_neighbourhood
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import VariedSearch
from sharepool.engine.remote import InstanceTools, RemoteWorkers
from sharepool.engine.search.annealing import first_plan, hand_over
from sharepool.engine.weeks import weeks_of
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems
from tuning import tuned

SIZES = (8, 15)
QUICK = tuned(
    large_neighbourhood={
        "searches": 1,
        "search": VariedSearch(moves=30, temperature=(0.008, 0.025)),
    },
    diving={"passes": 1},
)


def begin(instance, executor):
    """Return a state with a greedy plan and, as if the master were solved, its weeks."""
    remote = RemoteWorkers(instance, executor, 2, QUICK.distribution)
    state = SolveState(instance, gap=0.0, started=time.monotonic(), params=QUICK, remote=remote)
    hand_over(first_plan(instance), state)
    state.fractional = tuple((week, 1.0) for week in weeks_of(instance, state.options or ()))
    return state


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.mark.parametrize("search", [dive, search_neighbourhood])
def test_the_same_work_gives_the_same_better_plan_in_whatever_order(county, search):
    instance, found = prepare(county), []
    for make in (Backwards, Refusing):
        with make() as executor, warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            state = begin(instance, executor)
            before = state.objective
            RemoteAreas(1, search, SIZES)(instance, state, SolveBudget(state, None, 0.3))
        assert state.objective < before
        plan = instance.decode(state.options)
        assert check(county, plan) == ()
        assert score(county, plan).objective == state.objective
        found.append(state.options)
    assert found[0] == found[1]


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems(teams=True, max_candidates=9), st.integers(0, 9), st.sampled_from([dive, None]))
def test_whatever_the_tables_say_plans_are_legal_and_counted_right(problem, seed, search):
    instance = prepare(problem)
    with ThreadPoolExecutor(2) as executor:
        state = begin(instance, executor)
        strategy = RemoteAreas(seed, search or search_neighbourhood, (1, 2))
        strategy(instance, state, SolveBudget(state, None, 0.03))
    if state.options is not None:
        plan = instance.decode(state.options)
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == state.objective


class Changing(ThreadPoolExecutor):
    """Lets something happen to the state before anything is done."""

    def submit(self, do, /, *args):
        self.happen()
        return super().submit(do, *args)


def test_an_area_goes_into_the_plan_that_there_is_by_then(county):
    instance = prepare(county)
    with Changing(1) as executor:
        state = begin(instance, executor)
        others = first_plan(instance, state.options, 7)
        others.anneal(20_000, 20.0)

        def happen():
            hand_over(others, state)

        executor.happen = happen
        RemoteAreas(1, search_neighbourhood, SIZES)(instance, state, SolveBudget(state, None, 0.05))
    assert state.objective <= others.best_objective


def test_nothing_is_done_without_remote_workers(county):
    instance = prepare(county)
    state = SolveState(instance, gap=0.0, started=time.monotonic())
    hand_over(first_plan(instance), state)
    before = state.options
    RemoteAreas(1, dive, SIZES)(instance, state, SolveBudget(state, None, 0.1))
    assert state.options == before


def test_a_bench_gives_each_thread_its_own_tool_and_keeps_it():
    tools = InstanceTools(prepare(generate_county(2)))
    with tools.borrow(lambda_made) as one, tools.borrow(lambda_made) as other:
        assert one is not other
    with tools.borrow(lambda_made) as again:
        assert again in (one, other)


def lambda_made(instance):
    return [instance]
