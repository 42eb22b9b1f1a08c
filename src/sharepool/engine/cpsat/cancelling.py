"""How to stop CP-SAT."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver

_POLL_SECONDS = 0.02
"""Between two looks, and between two stops."""


@contextmanager
def stopping(solver: CpSolver, cancel: threading.Event | None) -> Iterator[None]:
    """Stop the solver once `cancel` is set.

    Parameters
    ----------
    solver : CpSolver
        To be run within the context.
    cancel : threading.Event or None
    """
    if cancel is None:
        yield
        return
    done = threading.Event()

    def watch() -> None:
        # Repeated: a stop that comes before the search has begun is lost.
        while not done.is_set():
            if cancel.wait(_POLL_SECONDS):
                solver.stop_search()
                done.wait(_POLL_SECONDS)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
