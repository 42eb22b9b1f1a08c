"""Work sharing: every piece is done once, in order, and nobody is left waiting."""

import threading
import time

import pytest

from patience import ENDLESS
from sharepool.engine.work_sharing import WorkSharing


def start_helpers(sharing, number, is_over=lambda: False):
    """Return threads that help."""
    threads = [threading.Thread(target=sharing.help, args=(is_over,)) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads


@pytest.fixture
def sharing():
    return WorkSharing(0.05)


@pytest.mark.parametrize("helpers", [0, 1, 3])
def test_each_piece_is_done_once_and_results_are_in_order(sharing, helpers):
    done = []

    def square(helper, piece):
        done.append((helper, piece))
        time.sleep(0.001)
        return piece * piece

    threads = start_helpers(sharing, helpers)
    for _ in range(20):
        done.clear()
        assert sharing.map(square, range(40)) == [n * n for n in range(40)]
        assert sorted(piece for _, piece in done) == list(range(40))
    sharing.close()
    for thread in threads:
        thread.join(ENDLESS)
        assert not thread.is_alive()


def test_a_helper_does_its_part(sharing):
    helpers, met = set(), threading.Barrier(2)

    def meet(helper, piece):
        helpers.add(helper)
        met.wait(ENDLESS)  # Nobody comes past alone.

    threads = start_helpers(sharing, 1)
    sharing.map(meet, range(2))
    sharing.close()
    threads[0].join(ENDLESS)
    assert helpers == {0, 1}


def test_what_goes_wrong_in_a_helper_is_raised_where_the_results_are_wanted(sharing):
    met = threading.Barrier(2)

    def fail_in_helper(helper, piece):
        met.wait(ENDLESS)
        if helper:
            raise ValueError("helper")

    threads = start_helpers(sharing, 1)
    with pytest.raises(ValueError, match="helper"):
        sharing.map(fail_in_helper, range(2))
    sharing.close()
    threads[0].join(ENDLESS)
    assert not threads[0].is_alive()


def test_a_helper_that_must_stop_leaves_the_rest_to_others(sharing):
    stop, helped = threading.Event(), threading.Event()

    def work(helper, piece):
        if helper:
            stop.set()
            helped.set()
        else:
            helped.wait(ENDLESS)
        return piece

    threads = start_helpers(sharing, 1, stop.is_set)
    assert sharing.map(work, range(20)) == list(range(20))
    threads[0].join(ENDLESS)
    assert not threads[0].is_alive()
