"""Native code that works for long hears Ctrl-C, and what it answers is kept where that is noted."""

import _thread
import threading

import pytest

from patience import ENDLESS
from sharepool.base.interrupts import noted
from sharepool.base.native import run_native


class Deaf:
    """Works until it is stopped, and is in one step all the while; Ctrl-C comes as it begins."""

    def __init__(self):
        self.stopped = threading.Event()

    def work(self):
        _thread.interrupt_main()
        assert self.stopped.wait(ENDLESS)
        return "so far"

    def stop(self):
        self.stopped.set()


def test_ctrl_c_stops_it_and_is_raised():
    deaf = Deaf()
    with pytest.raises(KeyboardInterrupt):
        run_native(deaf.work, deaf.stop)
    assert deaf.stopped.is_set()


def test_where_requests_are_noted_it_answers_with_what_it_has():
    deaf = Deaf()
    with noted():
        assert run_native(deaf.work, deaf.stop) == "so far"


def test_its_errors_are_those_of_the_caller():
    with pytest.raises(ZeroDivisionError):
        run_native(lambda: 1 // 0, print)


def test_in_another_thread_it_works_there():
    found = []
    thread = threading.Thread(target=lambda: found.append(run_native(threading.get_ident, print)))
    thread.start()
    thread.join(ENDLESS)
    assert found == [thread.ident]
