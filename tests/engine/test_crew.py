"""Hands that lanes lend each other: all is done once, in order, and nobody is left waiting."""

import threading
import time

import pytest

from sharepool.engine.work_sharing import Crew


def _lent(crew, hands, is_over=lambda: False):
    """Return threads that lend a hand."""
    threads = [threading.Thread(target=crew.lend, args=(is_over,)) for _ in range(hands)]
    for thread in threads:
        thread.start()
    return threads


@pytest.mark.parametrize("hands", [0, 1, 3])
def test_each_piece_is_done_once_and_results_are_in_order(hands):
    crew, done = Crew(), []

    def square(hand, piece):
        done.append((hand, piece))
        time.sleep(0.001)
        return piece * piece

    threads = _lent(crew, hands)
    for _ in range(5):
        done.clear()
        assert crew.map(square, range(40)) == [n * n for n in range(40)]
        assert sorted(piece for _, piece in done) == list(range(40))
    crew.close()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def test_a_hand_that_is_lent_does_its_part():
    crew, hands, met = Crew(), set(), threading.Barrier(2)

    def meet(hand, piece):
        hands.add(hand)
        met.wait(5)  # Nobody comes past alone.

    threads = _lent(crew, 1)
    crew.map(meet, range(2))
    crew.close()
    threads[0].join(5)
    assert hands == {0, 1}


def test_what_goes_wrong_in_any_hand_is_told_where_the_results_are_wanted():
    crew, met = Crew(), threading.Barrier(2)

    def fail_if_lent(hand, piece):
        met.wait(5)
        if hand:
            raise ValueError("lent")

    threads = _lent(crew, 1)
    with pytest.raises(ValueError, match="lent"):
        crew.map(fail_if_lent, range(2))
    crew.close()
    threads[0].join(5)
    assert not threads[0].is_alive()


def test_who_is_told_to_stop_leaves_the_rest_to_others():
    crew, stop, helped = Crew(), threading.Event(), threading.Event()

    def work(hand, piece):
        if hand:
            stop.set()
            helped.set()
        else:
            helped.wait(5)
        return piece

    threads = _lent(crew, 1, stop.is_set)
    assert crew.map(work, range(20)) == list(range(20))
    threads[0].join(5)
    assert not threads[0].is_alive()
