"""Ctrl-C, and what else asks a program to end: noted where a plan could be lost.

An exception that comes at any moment, as ``KeyboardInterrupt`` does, can come between a plan that
is found and the file that keeps it. While requests are :func:`noted`, nothing is raised: whoever
works asks :func:`is_asked_to_stop` now and then, and hands back what there is.

Python runs signal handlers in the main thread, between two steps of it; so the handler takes no
lock, and counts.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Requests to end: Ctrl-C, from another program, a closed terminal, Ctrl-Break of Windows."""

_MOMENT_SECONDS = 0.01


class _Requests:
    """What was asked of this process so far.

    Attributes
    ----------
    count : int
        Requests noted.
    answered : int
        How many of them have had their effect.
    raises : bool
        Whether a request is raised instead.
    ends : bool
        Whether the process that started this one has asked it to end what it does.
    is_for_all : bool
        Whether a request is for several pieces of work: no piece has answered it alone.
    raised : int
        Requests that were raised.
    """

    def __init__(self) -> None:
        self.count = self.answered = self.raised = 0
        self.raises = True
        self.ends = self.is_for_all = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        if self.raises:
            self.raised += 1
            raise KeyboardInterrupt
        self.count += 1


_requests = _Requests()


def is_asked_to_stop() -> bool:
    """Return whether somebody has asked for the end of what is going on."""
    return _requests.ends or _requests.count > _requests.answered


def has_raised(before: int = 0) -> bool:
    """Return whether more requests were raised: what fails after that may be their doing.

    A library that is being loaded fails in its own way when ``KeyboardInterrupt`` comes in between.
    """
    return _requests.raised > before


def count_raised() -> int:
    """Return how many requests were raised so far."""
    return _requests.raised


def begin_last_part() -> None:
    """Take a request as answered by the end of what it interrupted: one more ends the rest too."""
    if not _requests.is_for_all:
        _requests.answered = min(1, _requests.count)


def ask_to_stop() -> None:
    """Ask for the end of all that this process does from now on, as Ctrl-C would."""
    _requests.ends = True


@contextmanager
def noted(*, for_good: bool = False) -> Iterator[None]:
    """Note requests to end while the block runs, instead of raising them.

    In threads, and where the program has a handler of its own, nothing changes.

    Parameters
    ----------
    for_good : bool
        Whether none is raised after the block either, in a process that is there to
        :func:`run_commands`: nothing is left to do but to end.
    """
    if not _is_main():
        yield  # What the main thread has noted is not a thread's to forget.
        return
    if _is_ours():
        raised, _requests.raises = _requests.raises, False
        try:
            yield
        finally:
            _requests.raises = raised and not for_good
        return
    with _handled(_raising()):
        _requests.count = _requests.answered = 0
        _requests.raises = False
        try:
            yield
        finally:
            _requests.raises = True
            _requests.count = _requests.answered = 0


@contextmanager
def asked_for_all() -> Iterator[None]:
    """Note requests to end while the block runs; one ends each piece of work in it, to the last."""
    before = _requests.is_for_all
    with noted():
        _requests.is_for_all = True
        try:
            yield
        finally:
            _requests.is_for_all = before


def run_commands() -> None:
    """Let every request to end raise KeyboardInterrupt, as Ctrl-C does, unless it is noted.

    What this process was told to ignore, as by ``nohup``, stays ignored.
    """
    for number in [*_raising(), *_ending()]:
        signal.signal(number, _requests)
    sys.unraisablehook = _raise_again


def _raise_again(told: sys.UnraisableHookArgs) -> None:
    """Let a request that came where nothing can be raised come once more a moment later."""
    if not isinstance(told.exc_value, KeyboardInterrupt):
        if not has_raised():  # What is thrown away half made complains.
            sys.__unraisablehook__(told)
        return
    again = threading.Timer(_MOMENT_SECONDS, _thread.interrupt_main)
    again.daemon = True
    again.start()


def ignore() -> None:
    """Let no request come any more between this process and its end."""
    for number in _known() if _is_ours() else []:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _handled(numbers: list[int]) -> Iterator[None]:
    before = {number: signal.signal(number, _requests) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_ours() -> bool:
    return _is_main() and signal.getsignal(signal.SIGINT) is _requests


def _raising() -> list[int]:
    """Return the signals that raise KeyboardInterrupt."""
    if not _is_main():
        return []
    return [n for n in _known() if signal.getsignal(n) is signal.default_int_handler]


def _ending() -> list[int]:
    """Return the signals that end this process at once."""
    if not _is_main():
        return []
    return [n for n in _known() if signal.getsignal(n) is signal.SIG_DFL]


def _known() -> list[int]:
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
