"""Remote workers: the same answers in the same order, whatever becomes of the workers."""

import multiprocessing
import threading
import time
import warnings
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings

from bruteforce import optimum
from builders import make_problem, make_triangle
from executors import Backwards, Forgetful, Odd, Refusing, Slow
from patience import work
from sharepool.engine import remote as remotes
from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.remote import RemoteWorkers
from sharepool.generate import generate_county
from sharepool.solving.solver import solve
from strategies import problems
from tuning import sent_away

EXECUTORS = {
    "threads": lambda: ThreadPoolExecutor(2),
    "backwards": Backwards,
    "loses every second job": Odd,
    "fails every second job": lambda: Odd(ZeroDivisionError("broken")),
    "slow now and then": Slow,
    "takes nothing": Refusing,
}

HASTY = sent_away(least_late_seconds=0.05, late_factor=1.0, first_answer_seconds=1.0)
"""Everything is sent, and nothing is waited for long."""


@pytest.fixture
def forgotten():
    """No worker of this process knows any instance."""
    remotes._kept.clear()


@pytest.fixture(scope="module")
def county():
    return generate_county(2)


@pytest.fixture(scope="module")
def alone(county):
    """What one process makes of it."""
    return solve(county, stop=work(0.6), workers=1, seed=4, params=HASTY)


def remote_for(problem, executor, params=HASTY):
    return RemoteWorkers(prepare(problem), executor, 2, params.distribution)


def count_people(bench, piece):
    return len(bench.instance.people), piece


@pytest.mark.parametrize("name", EXECUTORS)
@pytest.mark.filterwarnings("ignore:a worker failed", "ignore:the executor is not used")
def test_answers_come_in_order_whatever_the_workers_do(name, forgotten):
    with EXECUTORS[name]() as executor:
        remote = remote_for(make_problem(), executor)
        answers = list(remote.map(count_people, range(12), lambda: False))
    assert answers == [(len(make_problem().staff), piece) for piece in range(12)]


def test_an_instance_is_sent_once_to_each_worker_and_found_again(forgotten):
    with Forgetful() as executor:
        list(remote_for(make_problem(), executor).map(count_people, range(8), lambda: False))
        assert executor.sent == 2
        asked = executor.asked
        other = make_problem(staff=[{}, {"staff_id": "Q"}])
        again = remote_for(other, executor)
        again._copies = 0  # Others have been sent it, and nobody has it any more.
        answers = list(again.map(count_people, [5], lambda: False))
    assert answers == [(len(other.staff), 5)]
    assert executor.sent == 3
    assert executor.asked == asked + 2  # The worker said that it does not have it.


def test_what_is_over_is_not_waited_for(forgotten):
    class Silent(ThreadPoolExecutor):
        def submit(self, do, /, *args):  # noqa: ARG002
            return Future()

    with Silent(2) as executor:
        remote = remote_for(make_problem(), executor)
        asked = []
        answers = remote.map(count_people, range(3), lambda: len(asked) > 3 or asked.append(1))
        assert list(answers) == []


def wait_for_release(bench, piece):
    if piece:
        RELEASE.wait(60)
    return piece


RELEASE = threading.Event()


def test_where_not_all_are_needed_slow_ones_are_left_out(forgotten):
    RELEASE.clear()
    with ThreadPoolExecutor(2) as executor:
        remote = remote_for(make_problem(), executor)
        answers = list(remote.map(wait_for_release, [0, 1], lambda: False, waits=False))
        RELEASE.set()
    assert answers == [0, None]


def fail(bench, piece):
    raise ZeroDivisionError("here too")


def test_what_fails_everywhere_is_an_error(forgotten):
    with ThreadPoolExecutor(2) as executor:
        remote = remote_for(make_problem(), executor)
        with (
            pytest.warns(RuntimeWarning, match="a worker failed: ZeroDivisionError"),
            pytest.raises(ZeroDivisionError),
        ):
            list(remote.map(fail, [1], lambda: False))


def test_workers_keep_few_instances(forgotten):
    with ThreadPoolExecutor(1) as executor:
        for name in "QRS":
            remote = remote_for(make_problem(staff=[{"staff_id": name}]), executor)
            list(remote.map(count_people, [1], lambda: False))
    assert len(remotes._kept) == remotes._MOST_KEPT


def ascend(problem, executor, work_limit):
    """Return the state after an ascent with the workers of an executor, or without any."""
    instance = prepare(problem)
    remote = None if executor is None else remote_for(problem, executor)
    state = SolveState(instance, gap=0, started=time.monotonic(), params=HASTY, remote=remote)
    raise_bound(instance, state, SolveBudget(state, None, work_limit))
    return state


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems(teams=True, max_candidates=8))
def test_the_bound_is_that_of_one_process_and_below_every_plan(problem):
    alone = ascend(problem, None, 0.1)
    best = optimum(problem)
    for name in ("backwards", "fails every second job"):
        with EXECUTORS[name]() as executor, warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            state = ascend(problem, executor, 0.1)
        assert state.bound == alone.bound
        assert set(state.pool.weeks) == set(alone.pool.weeks)
        assert best is None or state.bound is None or state.bound <= best[0]


def test_workers_know_what_subsets_of_tasks_cost():
    problem = make_triangle()
    best, _ = optimum(problem)
    with EXECUTORS["backwards"]() as executor:
        assert ascend(problem, executor, 1.0).bound == best
        assert executor.asked > 0


@pytest.mark.parametrize("name", ["backwards", "takes nothing"])
@pytest.mark.filterwarnings("ignore:the executor is not used")
def test_the_same_work_gives_the_same_plan_whoever_does_it(county, alone, name):
    with EXECUTORS[name]() as executor:
        shared = solve(county, stop=work(0.6), workers=1, seed=4, params=HASTY, executor=executor)
    assert shared.plan == alone.plan
    assert (shared.objective, shared.bound) == (alone.objective, alone.bound)
    assert executor.asked > 0


def test_processes_price_as_this_one_does(county, alone):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        shared = solve(
            county,
            stop=work(0.6),
            workers=1,
            seed=4,
            executor=executor,
            params=sent_away(),
        )
    assert (shared.plan, shared.bound) == (alone.plan, alone.bound)


def solve_in_a_daemon(answers):
    """Solve with a pool of processes where there can be none."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
            result = solve(
                generate_county(2), stop=work(0.05), workers=1, executor=executor, params=HASTY
            )
    answers.send((result.has_plan, [str(one.message) for one in told]))


def test_in_a_daemon_the_process_does_the_work_itself():
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    daemon = context.Process(target=solve_in_a_daemon, args=(there,), daemon=True)
    daemon.start()
    there.close()
    has_plan, told = here.recv()
    daemon.join()
    assert has_plan
    assert len(told) == 1
    assert "not used any more: AssertionError: daemonic processes" in told[0]


def test_few_people_are_planned_here(county):
    with Forgetful() as executor:
        assert solve(county, stop=work(0.1), workers=1, executor=executor).has_plan
    assert executor.asked == 0


def test_an_executor_that_cannot_be_handed_the_instance_is_left_alone():
    class Full(ThreadPoolExecutor):
        def share(self, content):  # noqa: ARG002
            raise TimeoutError("no valid workers found")

    with Full(2) as executor, pytest.warns(RuntimeWarning, match="no valid workers"):
        remote = remote_for(make_problem(), executor)
    assert [piece for _, piece in remote.map(count_people, [1, 2], lambda: False)] == [1, 2]
