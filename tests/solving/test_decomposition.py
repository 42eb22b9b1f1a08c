"""Components of a problem: solved apart, they are one problem all the same."""

import multiprocessing
import os
import signal
from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, optimum
from builders import make_problem
from executors import Refusing
from joining import join
from patience import ENDLESS, TO_THE_END, spending, work
from sharepool.engine.decomposition.coordinator import _even_shares
from sharepool.generate import generate_county
from sharepool.problem.result import Status, Stop
from sharepool.rules import check
from sharepool.solving.solver import solve
from strategies import problems
from tuning import tuned

tiny = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
few = problems(teams=True, max_candidates=4)


@pytest.fixture(scope="module")
def counties():
    return join(generate_county(3), generate_county(4))


@pytest.fixture
def threads():
    with ThreadPoolExecutor(2) as pool:
        yield pool


NO_COMPONENT_IS_TOO_SMALL = tuned(decomposition={"least_sessions": 1})


@tiny
@given(st.builds(join, few, few, same_employers=st.booleans()), st.sampled_from([1, 2]))
def test_tiny_components_are_solved_to_the_optimum_of_the_whole(problem, workers):
    assume(len(candidates(problem)) <= 9)
    best = optimum(problem)
    with ThreadPoolExecutor(2) as pool:
        result = solve(
            problem,
            stop=work(2.0),
            workers=workers,
            executor=pool,
            params=NO_COMPONENT_IS_TOO_SMALL,
        )
    if best is None:
        assert result.status is Status.INFEASIBLE
        assert not result.has_plan
        assert result.conflict.proven
    else:
        assert result.status is Status.OPTIMAL
        assert check(problem, result.plan) == ()
        assert result.bound == result.objective == best[0]


def test_processes_of_our_own_solve_counties_apart(counties):
    told, children = [], set()

    def watch(progress):
        told.append(progress.objective)
        children.update(child.pid for child in multiprocessing.active_children())
        if len(children) == 2 and len(set(told) - {None}) > 2:
            raise KeyboardInterrupt

    result = solve(counties, stop=60, workers=2, on_progress=watch)
    for child in multiprocessing.active_children():
        child.join(ENDLESS)
    assert not children.intersection(one.pid for one in multiprocessing.active_children())
    assert result.status is Status.FEASIBLE
    assert result.bound <= result.objective
    objectives = [objective for objective in told if objective is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert result.objective <= objectives[-1]


def test_processes_of_our_own_end_in_time(counties):
    result = solve(counties, stop=2, workers=2)
    assert result.status is Status.FEASIBLE


def test_a_process_that_is_killed_costs_nobody_the_plan(counties):
    killed = []

    def kill(progress):
        if progress.objective is not None and not killed:
            killed.extend(multiprocessing.active_children())
            os.kill(killed[0].pid, signal.SIGTERM)
        elif caught.list:
            raise KeyboardInterrupt  # It goes on here.

    with pytest.warns(RuntimeWarning, match="a worker failed") as caught:
        result = solve(counties, stop=15, workers=2, on_progress=kill)
    assert killed
    assert result.status is Status.FEASIBLE
    assert result.objective <= min(
        entry.objective for entry in result.history if entry.objective is not None
    )


def test_ctrl_c_calls_the_processes_back(counties):
    seen = []

    def interrupt(progress):
        if progress.objective is not None:
            seen.append(progress.objective)
            raise KeyboardInterrupt

    result = solve(counties, stop=Stop(seconds=None), workers=2, on_progress=interrupt)
    assert result.objective <= seen[0]


def test_the_same_work_gives_the_same_plan(counties):
    stop = Stop(seconds=None, work=0.1)
    results = [solve(counties, stop=stop, seed=5, workers=1) for _ in range(2)]
    assert results[0].plan == results[1].plan
    assert results[0].bound == results[1].bound


@pytest.mark.parametrize("workers", [1, 2])
def test_a_short_time_is_kept_on_the_callers_threads(counties, threads, workers):
    with spending(4 * workers):
        result = solve(counties, stop=2, workers=workers, executor=threads)
    assert result.status is Status.FEASIBLE
    assert threads.submit(abs, -1).result() == 1  # left open


def test_no_time_at_all_still_yields_a_plan(counties, threads):
    result = solve(counties, stop=0, executor=threads)
    assert result.sessions_delivered > 0


def test_a_start_is_never_made_worse(counties, threads):
    first = solve(counties, stop=work(1.0), executor=threads)
    again = solve(counties, stop=0, start=first.plan, executor=threads)
    assert again.objective <= first.objective


def test_a_wide_gap_ends_the_solve_early(counties, threads):
    result = solve(counties, stop=Stop(seconds=None, gap=0.99), executor=threads)
    assert result.gap <= 0.99


def test_what_cannot_be_met_is_named_in_the_rows_of_the_whole(threads):
    one = make_problem()
    other = make_problem(demands=[{"min_sessions": 1, "also_requires": "rope"}])
    problem = join(one, other)
    result = solve(problem, stop=TO_THE_END, executor=threads, params=NO_COMPONENT_IS_TOO_SMALL)
    assert result.status is Status.INFEASIBLE
    (requirement,) = result.conflict.requirements
    assert (requirement.kind, requirement.row) == ("min_sessions", 1)


class Odd(Executor):
    """An executor that hands out what it is told to, whatever it is asked to do."""

    def __init__(self, error=None):
        self.error, self.asked = error, 0

    def submit(self, *_, **__):
        self.asked += 1
        future = Future()
        if self.error is not None:
            future.set_exception(self.error)
        return future


def test_a_problem_in_one_piece_asks_no_executor():
    odd = Odd()
    assert solve(generate_county(3), stop=1, executor=odd).has_plan
    assert odd.asked == 0


def test_what_workers_cannot_do_is_done_here(counties):
    odd, plans = Odd(ZeroDivisionError("the worker is broken")), []

    def wait_for_plans(progress):
        plans.append(progress.objective)
        if len(set(plans) - {None}) > 1:
            raise KeyboardInterrupt

    with pytest.warns(RuntimeWarning, match="the worker is broken"):
        result = solve(
            counties,
            stop=60,
            workers=2,
            executor=odd,
            on_progress=wait_for_plans,
        )
    assert odd.asked == 2
    assert result.status is Status.FEASIBLE


def test_an_executor_that_takes_nothing_leaves_its_work_to_this_process(counties):
    """As a pool of processes does in a daemon, and a closed one."""
    with pytest.warns(RuntimeWarning, match="a worker failed: AssertionError"):
        result = solve(counties, stop=work(0.05), workers=2, executor=Refusing())
    assert result.has_plan


def test_workers_that_never_begin_cost_the_time_but_not_the_plan(counties):
    result = solve(counties, stop=1, workers=2, executor=Odd())
    assert result.sessions_delivered > 0


@pytest.mark.parametrize(
    ("sizes", "workers", "shares"),
    [
        ([5, 5], 4, [[0], [1]]),
        ([5, 4, 3], 2, [[0], [1, 2]]),
        ([90, 5, 5], 2, [[0, 1, 2]]),
        ([5, 5], 1, [[0, 1]]),
    ],
    ids=["a component each", "even", "one component too large", "one worker"],
)
def test_components_are_shared_out_evenly_or_not_at_all(sizes, workers, shares):
    assert _even_shares(sizes, workers, 1.5) == shares
