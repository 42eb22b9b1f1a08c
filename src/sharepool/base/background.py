"""One piece of work in a process of its own: whoever waits stays free, and can end it early.

The line between the two is also how the process learns that nobody waits for it any more, however
that came about.
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from sharepool.base.interrupts import ask_to_stop
from sharepool.base.processes import spawn_context, starting

Tell = Callable[[Any], None]
"""How work says something to whoever waits for it."""

_PATIENCE_SECONDS = 1.0
_STOP = "stop"


class BackgroundWork:
    """Work under way in a process of its own, which is deaf to Ctrl-C.

    Parameters
    ----------
    work : callable
        A function of a module. It is called with a function that says something to this process,
        and with `args`.
    args : Any
        What can be sent to another process.
    """

    def __init__(self, work: Callable[..., None], *args: Any) -> None:
        context = spawn_context()
        self._line, theirs = context.Pipe()
        # No daemon: the work may have processes of its own.
        self._process = context.Process(target=_serve, args=(theirs, work, args))
        with starting():
            self._process.start()
        theirs.close()
        atexit.register(self.kill)

    def __iter__(self) -> Iterator[Any]:
        """Yield what the work says, one after the other, until it has ended."""
        with suppress(EOFError, OSError):
            while True:
                yield self._line.recv()

    def stop(self) -> None:
        """Ask the work to end with what it has."""
        with suppress(OSError):
            self._line.send(_STOP)

    def kill(self) -> None:
        """End it at once; what it has is lost."""
        atexit.unregister(self.kill)
        self._process.kill()
        self._process.join(_PATIENCE_SECONDS)


def _serve(line: Connection, work: Callable[..., None], args: tuple[Any, ...]) -> None:
    """Do the work, in the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_listen, args=(line,), daemon=True).start()
    work(line.send, *args)


def _listen(line: Connection) -> None:
    try:
        while line.recv() == _STOP:
            ask_to_stop()
    except (EOFError, OSError):
        os._exit(1)  # Nobody waits any more, and native code would not be left otherwise.
