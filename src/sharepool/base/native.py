"""Native code that works for long, in a thread of its own: who waits for it hears Ctrl-C.

Python runs signal handlers between two steps of the main thread, and native code is one step.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sharepool.base.interrupts import is_asked_to_stop

Answer = TypeVar("Answer")

_LOOK_SECONDS = 0.05
_PATIENCE_SECONDS = 1.0
"""How long native code that was stopped may take to end, before it is left behind."""


def run_native(work: Callable[[], Answer], stop: Callable[[], object]) -> Answer:
    """Return what native code answers; a request to end stops it early.

    Parameters
    ----------
    work : callable
        Calls the native code. In threads other than the main one it simply is called.
    stop : callable
        Asks the native code to end with what it has. It is called again and again, as what comes
        before the work has begun may be lost.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C, where requests to end are not noted.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    answers: list[Answer] = []
    errors: list[BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            answers.append(work())
        except BaseException as error:  # noqa: BLE001 (raised by the caller's thread)
            errors.append(error)
        ended.set()

    # A daemon: nobody waits at the end of the program for one that is deaf.
    thread = threading.Thread(target=run, daemon=True)
    try:
        thread.start()
        while not ended.wait(_LOOK_SECONDS):
            if is_asked_to_stop():
                stop()
    except KeyboardInterrupt:
        latest = time.monotonic() + _PATIENCE_SECONDS
        while not ended.is_set() and time.monotonic() < latest:
            with suppress(KeyboardInterrupt):
                stop()
                ended.wait(_LOOK_SECONDS)
        raise
    if errors:
        raise errors[0]
    return answers[0]
