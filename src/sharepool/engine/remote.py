"""Remote workers: those of an executor, which do pieces of the work of one solve.

A worker keeps the instances that it was sent and finds them again by their fingerprint; one that
does not have an instance says so, and is sent it. Answers are handed back in the order of the
pieces, and a piece gives the same answer wherever it is done: what is lost or late is done here.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import threading
import time
import warnings
import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.base.processes import REFUSALS
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import DistributionParams

Piece = TypeVar("Piece")
Done = TypeVar("Done")
Tool = TypeVar("Tool")

_LOGGER = logging.getLogger(__name__)

_MOST_KEPT = 2
"""Instances that a worker keeps: that of this solve, and that of another beside it."""

_POLL_SECONDS = 0.05
"""How often whoever waits looks whether it is over."""


class InstanceTools:
    """An instance in one process, and the tools made for it, each in the hands of one thread.

    Parameters
    ----------
    instance : Instance
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._lock = threading.Lock()
        self._idle: dict[Callable[[Instance], Any], list[Any]] = defaultdict(list)

    @contextmanager
    def borrow(self, make: Callable[[Instance], Tool]) -> Iterator[Tool]:
        """Give a tool that nobody else uses, made now if none is idle."""
        with self._lock:
            idle = self._idle[make]
            tool = idle.pop() if idle else None
        tool = make(self.instance) if tool is None else tool
        yield tool
        with self._lock:
            idle.append(tool)


_kept: OrderedDict[str, InstanceTools] = OrderedDict()
"""The instances that this process was sent, by fingerprint, the one used last at the end."""

_keeping = threading.Lock()


class Unknown(NamedTuple):
    """What a worker answers that does not have the instance."""

    fingerprint: str


def serve(
    do: Callable[[InstanceTools, Piece], Done],
    fingerprint: str,
    content: bytes | None,
    piece: Piece,
) -> Done | Unknown:
    """Do a piece of work on a worker.

    Parameters
    ----------
    do : callable
    fingerprint : str
        Of the instance.
    content : bytes or None
        The instance, if it comes along.
    piece
    """
    tools = _find_tools(fingerprint, content)
    return Unknown(fingerprint) if tools is None else do(tools, piece)


def _find_tools(fingerprint: str, content: bytes | None) -> InstanceTools | None:
    with _keeping:
        if fingerprint not in _kept:
            if content is None:
                return None
            # From whoever has this process do whatever it likes.
            _kept[fingerprint] = InstanceTools(pickle.loads(zlib.decompress(content)))  # noqa: S301
            while len(_kept) > _MOST_KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(fingerprint)
        return _kept[fingerprint]


class RemoteWorkers:
    """The workers of an executor, for one solve.

    Parameters
    ----------
    instance : Instance
    executor : Executor
        One that has a method ``share(content)`` can hand the same bytes to many workers: what it
        returns stands for them where work is submitted.
    number : int
        How many workers it has.
    params : DistributionParams

    Attributes
    ----------
    number : int
    """

    def __init__(
        self, instance: Instance, executor: Executor, number: int, params: DistributionParams
    ) -> None:
        self.number, self._params = number, params
        self._executor, self._tools = executor, InstanceTools(instance)
        # Without what the instance has worked out since, so that it keeps its fingerprint.
        plain = pickle.dumps(replace(instance), protocol=pickle.HIGHEST_PROTOCOL)
        content = zlib.compress(plain, level=1)
        self._fingerprint = hashlib.sha256(content).hexdigest()
        self._lock, self._copies = threading.Lock(), number
        self._has_answered, self._is_gone, self._has_warned = False, False, False
        self._longest = 0.0
        self._content = self._share(content)
        _LOGGER.info("%d workers of an executor; %d bytes go to each", number, len(content))

    def _share(self, content: bytes) -> Any:
        """Return what stands for some bytes where work is submitted."""
        share: Callable[[bytes], Any] = getattr(self._executor, "share", lambda content: content)
        try:
            return share(content)
        except REFUSALS as error:
            self._give_up(f"{type(error).__name__}: {error}")
            return None

    def map(
        self,
        do: Callable[[InstanceTools, Piece], Done],
        pieces: Sequence[Piece],
        is_over: Callable[[], bool],
        *,
        waits: bool = True,
    ) -> Iterator[Done | None]:
        """Yield what was done with each piece, in their order, until it is over.

        Parameters
        ----------
        do : callable
            A function of a module. What it returns depends on the instance and the piece alone.
        pieces : sequence
        is_over : callable
        waits : bool
            Whether every answer is needed; else None stands for one that is far later than others.

        Raises
        ------
        Exception
            What `do` raised here too.
        """
        shipment = _Shipment(self, do, pieces)
        try:
            for number in range(len(pieces)):
                if not shipment.wait_for(number, is_over, waits=waits):
                    return
                yield shipment.answers.get(number)
        finally:
            shipment.call_back()

    def submit(
        self, do: Callable[[InstanceTools, Piece], Done], piece: Piece, *, knows: bool
    ) -> Future[Done | Unknown] | None:
        """Send a piece to some worker; None if there is none any more.

        Parameters
        ----------
        do : callable
        piece
        knows : bool
            Whether workers may know the instance; those asked first are sent it all the same.
        """
        if self._is_gone:
            return None
        with self._lock:
            carries = not knows or self._copies > 0
            self._copies -= carries
        content = self._content if carries else None
        try:
            return self._executor.submit(serve, do, self._fingerprint, content, piece)
        except REFUSALS as error:
            self._give_up(f"{type(error).__name__}: {error}")
            return None

    def do_here(self, do: Callable[[InstanceTools, Piece], Done], piece: Piece) -> Done:
        """Do a piece in this process."""
        return do(self._tools, piece)

    def patience(self, longest: float | None = None) -> float:
        """Return the seconds without any answer after which what is missing is late.

        Parameters
        ----------
        longest : float, optional
            How long an answer takes; as long as any has, if not given.
        """
        params = self._params
        if not self._has_answered:
            return params.first_answer_seconds
        usual = self._longest if longest is None else longest
        return max(params.least_late_seconds, params.late_factor * usual)

    def note_answer(self, seconds: float) -> None:
        """Take note that somebody has answered, so long after the answer before."""
        self._has_answered, self._longest = True, max(self._longest, seconds)

    def note_silence(self, *, is_whole: bool = False) -> None:
        """Take note that an answer is late: of the first ones ever, or of all pieces as a whole."""
        if is_whole or not self._has_answered:
            self._give_up("nobody answers")

    def note_failure(self, error: BaseException) -> None:
        """Take note that a worker has failed."""
        if not isinstance(error, KeyboardInterrupt):  # which reaches everybody
            self._warn(f"a worker failed: {type(error).__name__}: {error}; others do its work")

    def _give_up(self, reason: str) -> None:
        if not self._is_gone:
            self._is_gone = True
            self._warn(f"the executor is not used any more: {reason}; this process does its work")

    def _warn(self, told: str) -> None:
        if not (self._has_warned or is_asked_to_stop()):
            warnings.warn(told, RuntimeWarning, stacklevel=2)
        self._has_warned = True


class _Shipment:
    """Pieces of work under way.

    Attributes
    ----------
    answers : dict
        By the number of the piece.
    """

    def __init__(
        self, workers: RemoteWorkers, do: Callable[[InstanceTools, Any], Any], pieces: Sequence[Any]
    ) -> None:
        self._workers, self._do, self._pieces = workers, do, pieces
        self._under_way: dict[Future[Any], int] = {}
        self._failed: set[int] = set()
        self._sent = self._heard = time.monotonic()
        self._is_answered = False
        self.answers: dict[int, Any] = {}
        for number in range(len(pieces)):
            self._send(number, knows=True)

    def _send(self, number: int, *, knows: bool) -> None:
        future = self._workers.submit(self._do, self._pieces[number], knows=knows)
        if future is not None:
            self._under_way[future] = number

    def wait_for(self, number: int, is_over: Callable[[], bool], *, waits: bool) -> bool:
        """Wait for an answer, and return whether it is not over."""
        while number not in self.answers:
            if is_over():
                return False
            if number in self._under_way.values():
                self._collect()
                if not self._is_late(waits=waits):
                    continue
                self._workers.note_silence()
                if not waits:
                    return True
            if number not in self.answers:
                self.answers[number] = self._workers.do_here(self._do, self._pieces[number])
        return True

    def _is_late(self, *, waits: bool) -> bool:
        """Return whether it is long since anybody has answered.

        Where not every answer is needed, one must have come, which says how long the work takes.
        """
        silent, took = time.monotonic() - self._heard, self._heard - self._sent
        if waits:
            return silent > self._workers.patience()
        return self._is_answered and silent > self._workers.patience(took)

    def _collect(self) -> None:
        """Wait a moment for answers."""
        done, _ = wait(self._under_way, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            number, now = self._under_way.pop(future), time.monotonic()
            try:
                answer = future.result()
            except (Exception, KeyboardInterrupt, CancelledError) as error:  # noqa: BLE001
                self._workers.note_failure(error)
                if number not in self._failed:
                    self._failed.add(number)
                    self._send(number, knows=True)
                continue
            self._workers.note_answer(now - self._heard)
            self._heard, self._is_answered = now, True
            if isinstance(answer, Unknown):
                self._send(number, knows=False)
            else:
                self.answers.setdefault(number, answer)

    def call_back(self) -> None:
        """Let nobody begin what is not wanted any more."""
        if self._under_way and not self._is_answered and len(self.answers) == len(self._pieces):
            self._workers.note_silence(is_whole=True)
        for future in self._under_way:
            future.cancel()
