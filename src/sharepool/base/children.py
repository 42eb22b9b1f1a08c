"""How processes are started, and how many: with nothing of the folder that somebody works in.

Python puts the working folder first on the path of ``-m`` and ``-c``, which is how children start.
A folder of data that holds a ``json.py`` would have it run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

SAFE = "PYTHONSAFEPATH"
"""Of the environment: keeps the working folder off the path of a Python that starts."""


_LEAST_CAP = 16
"""Workers that any machine may be asked for."""


def safe_path() -> list[str]:
    """Return where a child looks for modules: where this process does, less the working folder.

    Relative entries are left out, and so is the empty one, which stands for the working folder. The
    folder of a script stays, as it was named by who ran it.
    """
    return [entry for entry in sys.path if Path(entry).is_absolute()]


def safe_command(module: str) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs a module in a Python of its own, and its environment."""
    environment = {**os.environ, SAFE: "1", "PYTHONPATH": os.pathsep.join(safe_path())}
    return [sys.executable, "-P", "-m", module], environment


def count_cores() -> int:
    """Return the cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def count_workers_of(executor: Executor) -> int | None:
    """Return the workers of an executor, None if it does not say so."""
    stated = getattr(executor, "_max_workers", None)
    return stated if isinstance(stated, int) else None


def most_workers() -> int:
    """Return the workers beyond which more would only take memory from each other."""
    return max(_LEAST_CAP, 2 * count_cores())


@contextmanager
def starting_safely() -> Iterator[None]:
    """Let :mod:`multiprocessing` start processes that look into no working folder.

    What it starts inherits the environment, and is sent the path, of this process.
    """
    path, safe = sys.path[:], os.environ.get(SAFE)
    sys.path[:] = safe_path()
    os.environ[SAFE] = "1"
    try:
        yield
    finally:
        sys.path[:] = path
        if safe is None:
            del os.environ[SAFE]
        else:
            os.environ[SAFE] = safe
