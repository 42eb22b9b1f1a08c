"""Hands that lanes lend each other, for work of many pieces that need not wait for each other.

Whoever has such work maps it, and those who lend a hand meanwhile take pieces of it. If nobody
does, it is done one piece after the other.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")

_POLL_SECONDS = 0.05


class Crew:
    """One who has work, and those who lend a hand.

    Attributes
    ----------
    closed : bool
        Whether no hand is wanted any more.
    """

    def __init__(self) -> None:
        self._offered = threading.Condition()
        self._job: _Job[Any, Any] | None = None
        self.closed = False

    def map(self, do: Callable[[int, Piece], Result], pieces: Sequence[Piece]) -> list[Result]:
        """Return what was done with each piece.

        Parameters
        ----------
        do : callable
            Given the number of a hand, 0 for the caller's own, and a piece. A hand does one piece
            at a time.
        pieces : sequence

        Raises
        ------
        BaseException
            What `do` raised, whoever's hand it was.
        """
        job = _Job(do, pieces)
        self._offer(job)
        job.take_part(0)
        self._withdraw(job)
        return job.results()

    def lend(self, is_over: Callable[[], bool]) -> None:
        """Lend a hand until told to stop, or until none is wanted any more."""
        while not (self.closed or is_over()):
            with self._offered:
                self._offered.wait_for(lambda: self._job is not None, _POLL_SECONDS)
                job = self._job
            if job is not None:
                job.take_part(job.next_hand(), is_over)
                self._withdraw(job)

    def close(self) -> None:
        """Let everybody go."""
        self.closed = True

    def _offer(self, job: _Job[Any, Any]) -> None:
        with self._offered:
            self._job = job
            self._offered.notify_all()

    def _withdraw(self, job: _Job[Any, Any]) -> None:
        """Offer a job no more."""
        with self._offered:
            if self._job is job:
                self._job = None


class _Job(Generic[Piece, Result]):
    """Pieces that several hands take from, each the first that is left."""

    def __init__(self, do: Callable[[int, Piece], Result], pieces: Sequence[Piece]) -> None:
        self._do, self._pieces = do, pieces
        self._left, self._hands = iter(range(len(pieces))), itertools.count(1)
        self._lock, self._busy = threading.Condition(), 0
        self._results: dict[int, Result] = {}
        self._error: BaseException | None = None

    def next_hand(self) -> int:
        """Return the number of a hand that is new."""
        with self._lock:
            return next(self._hands)

    def take_part(self, hand: int, is_over: Callable[[], bool] = lambda: False) -> None:
        """Do pieces until none is left, or told to stop."""
        with self._lock:
            self._busy += 1
        try:
            while not is_over() and (number := self._take()) is not None:
                self._results[number] = self._do(hand, self._pieces[number])
        except BaseException as error:  # noqa: BLE001 (raised where the results are wanted)
            self._error = error
        finally:
            with self._lock:
                self._busy -= 1
                self._lock.notify_all()

    def _take(self) -> int | None:
        with self._lock:
            return None if self._error else next(self._left, None)

    def results(self) -> list[Result]:
        """Return the results, as soon as nobody is busy any more."""
        with self._lock:
            self._lock.wait_for(lambda: self._busy == 0)
        if self._error is not None:
            raise self._error
        return [self._results[number] for number in range(len(self._pieces))]
