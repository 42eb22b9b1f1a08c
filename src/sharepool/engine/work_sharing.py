"""Work sharing: many independent pieces of one worker's work, which other workers help with.

Whoever has such work maps it, and helpers take pieces of it meanwhile. Without helpers it is done
one piece after the other.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")


class WorkSharing:
    """One worker that has work, and its helpers.

    Parameters
    ----------
    poll_seconds : float
        How often helpers look whether they are still wanted.

    Attributes
    ----------
    closed : bool
        Whether no helper is wanted any more.
    """

    def __init__(self, poll_seconds: float) -> None:
        self._poll_seconds = poll_seconds
        self._offered = threading.Condition()
        self._work: _SharedWork[Any, Any] | None = None
        self.closed = False

    def map(self, do: Callable[[int, Piece], Done], pieces: Sequence[Piece]) -> list[Done]:
        """Return what was done with each piece.

        Parameters
        ----------
        do : callable
            Given the number of a helper, 0 for the caller itself, and a piece. A helper does one
            piece at a time.
        pieces : sequence

        Raises
        ------
        BaseException
            What `do` raised, whoever called it.
        """
        work = _SharedWork(do, pieces)
        self._offer(work)
        work.take_part(0)
        self._withdraw(work)
        return work.results()

    def help(self, is_over: Callable[[], bool]) -> None:
        """Take pieces of whatever is shared, until it is over or no helper is wanted any more."""
        while not (self.closed or is_over()):
            with self._offered:
                self._offered.wait_for(lambda: self._work is not None, self._poll_seconds)
                work = self._work
            if work is not None:
                work.take_part(work.next_helper(), is_over)
                self._withdraw(work)

    def close(self) -> None:
        """Let all helpers go."""
        self.closed = True

    def _offer(self, work: _SharedWork[Any, Any]) -> None:
        with self._offered:
            self._work = work
            self._offered.notify_all()

    def _withdraw(self, work: _SharedWork[Any, Any]) -> None:
        """Offer work no more."""
        with self._offered:
            if self._work is work:
                self._work = None


class _SharedWork(Generic[Piece, Done]):
    """Pieces that several threads take from, each the first that is left."""

    def __init__(self, do: Callable[[int, Piece], Done], pieces: Sequence[Piece]) -> None:
        self._do, self._pieces = do, pieces
        self._left, self._helpers = iter(range(len(pieces))), itertools.count(1)
        self._lock, self._busy = threading.Condition(), 0
        self._results: dict[int, Done] = {}
        self._error: BaseException | None = None

    def next_helper(self) -> int:
        """Return the number of a new helper."""
        with self._lock:
            return next(self._helpers)

    def take_part(self, helper: int, is_over: Callable[[], bool] = lambda: False) -> None:
        """Do pieces until none is left, or it is over."""
        with self._lock:
            self._busy += 1
        try:
            while not is_over() and (number := self._take()) is not None:
                self._results[number] = self._do(helper, self._pieces[number])
        except BaseException as error:  # noqa: BLE001 (raised where the results are wanted)
            self._error = error
        finally:
            with self._lock:
                self._busy -= 1
                self._lock.notify_all()

    def _take(self) -> int | None:
        with self._lock:
            return None if self._error else next(self._left, None)

    def results(self) -> list[Done]:
        """Return the results, as soon as nobody is busy any more."""
        with self._lock:
            self._lock.wait_for(lambda: self._busy == 0)
        if self._error is not None:
            raise self._error
        return [self._results[number] for number in range(len(self._pieces))]
