"""Ctrl-C at any moment: noted where a plan could be lost, raised elsewhere."""

import signal
import threading

import pytest

from builders import make_problem
from patience import TO_THE_END
from sharepool.analysis.replanning.versions import replan
from sharepool.base import interrupts
from sharepool.base.interrupts import begin_last_part, is_asked_to_stop, noted
from sharepool.problem.result import Stop
from sharepool.solving import solver
from sharepool.solving.solver import solve
from sharepool.solving.tradeoffs import trace_frontier


def press():
    signal.raise_signal(signal.SIGINT)


def pressing(function):
    """Return the function, with Ctrl-C pressed twice before and twice after it works."""

    def pressed(*arguments, **options):
        press()
        press()
        found = function(*arguments, **options)
        press()
        press()
        return found

    return pressed


def test_what_is_noted_is_not_raised_and_means_nothing_afterwards():
    with noted():
        assert not is_asked_to_stop()
        with noted():
            press()
        assert is_asked_to_stop()
        press()
    with pytest.raises(KeyboardInterrupt):
        press()
    with noted():
        assert not is_asked_to_stop()


def test_one_request_ends_one_part():
    with noted():
        press()
        begin_last_part()
        assert not is_asked_to_stop()
        press()
        assert is_asked_to_stop()
        begin_last_part()
        assert is_asked_to_stop()  # Who is in a hurry need not press a third time.


def test_a_program_that_handles_ctrl_c_itself_goes_on_doing_so():
    seen = []
    before = signal.signal(signal.SIGINT, lambda *_: seen.append(1))
    try:
        with noted():
            press()
            assert not is_asked_to_stop()
    finally:
        signal.signal(signal.SIGINT, before)
    assert seen == [1]


def test_a_thread_forgets_nothing_that_the_main_thread_has_noted():
    def work():
        with noted():
            pass

    with noted():
        signal.raise_signal(signal.SIGINT)
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert is_asked_to_stop()
        signal.raise_signal(signal.SIGINT)  # Still noted, not raised.


def test_in_a_thread_nothing_changes():
    handlers = []

    def work():
        with noted():
            handlers.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert handlers == [signal.default_int_handler]


@pytest.fixture
def command():
    """As in a process that runs a command and was told to ignore nothing."""
    before = {number: signal.getsignal(number) for number in interrupts._known()}
    for number in before:
        is_ctrl_c = number == signal.SIGINT
        signal.signal(number, signal.default_int_handler if is_ctrl_c else signal.SIG_DFL)
    interrupts.run_commands()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    interrupts._requests.raises = True


ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("number", ENDING)
def test_a_command_ends_by_other_requests_as_by_ctrl_c(command, number):
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)
    with noted(for_good=True):
        signal.raise_signal(number)
        assert is_asked_to_stop()
    signal.raise_signal(number)  # Nothing is left to do but to end.
    interrupts.ignore()
    assert signal.getsignal(number) is signal.SIG_IGN


def test_what_a_command_was_told_to_ignore_stays_ignored():
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    handler = signal.getsignal(signal.SIGINT)
    try:
        interrupts.run_commands()
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, handler)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("stage", ["run", "violations", "score_itinerary", "_result"])
def test_pressed_twice_at_any_stage_a_solve_keeps_its_plan(monkeypatch, stage):
    monkeypatch.setattr(solver, stage, pressing(getattr(solver, stage)))
    result = solve(make_problem(), stop=TO_THE_END, workers=1)
    assert result.sessions_delivered == 1
    assert result.interrupted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_pressed_at_each_news_a_solve_without_end_ends_with_its_plan():
    pressed = pressing(lambda _: None)
    problem = make_problem(demands=[{"sessions": 3}])
    result = solve(problem, stop=Stop(seconds=None), on_progress=pressed, workers=2)
    assert result.sessions_delivered > 0


def test_a_frontier_keeps_the_points_it_has(monkeypatch):
    monkeypatch.setattr(solver, "violations", pressing(solver.violations))
    found = trace_frontier(make_problem(), "travel", "unmet", points=3, stop=TO_THE_END)
    assert len(found.points) == 1


def test_a_replan_keeps_its_plan(monkeypatch):
    monkeypatch.setattr(solver, "violations", pressing(solver.violations))
    problem = make_problem()
    first = solve(problem, stop=TO_THE_END, workers=1)
    found = replan(problem, first.plan, stop=TO_THE_END, workers=1)
    assert found.result.has_plan
    assert found.comparison is not None
