"""Processes of our own: started for one solve, deaf to Ctrl-C, gone when nobody waits for them."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.context import SpawnContext
from pathlib import Path

from sharepool.base.children import starting_safely
from sharepool.base.interrupts import ask_to_stop

REFUSALS = (RuntimeError, OSError, AssertionError)
"""What executors say that take no work: broken or closed ones, and processes in a daemon."""

_STOP = "stop"
"""A file of this name in their folder asks processes to end what they do, with what they have."""


@contextmanager
def own_executor(
    tasks: int, folder: Path, *, poll_seconds: float, grace_seconds: float
) -> Iterator[Executor]:
    """Give processes for several tasks, which are closed again; for one, this process does.

    Submit while they are :func:`starting`: a process starts with the first task that it is for.

    Parameters
    ----------
    tasks : int
    folder : Path
        Processes end when it is gone; it is removed at the end.
    poll_seconds : float
        How often they look whether it is there.
    grace_seconds : float
        What closing them may take.
    """
    own = _start(tasks, folder, poll_seconds)
    try:
        yield own
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # with which processes of our own leave
        closing = threading.Thread(target=own.shutdown, daemon=True)
        closing.start()
        closing.join(grace_seconds)


def ask_all_to_stop(folder: Path) -> None:
    """Ask the processes that share a folder to end what they do, with what they have."""
    (folder / _STOP).touch()


def _start(tasks: int, folder: Path, poll_seconds: float) -> Executor:
    # A daemon may have no children: it is a worker of somebody's pool itself.
    if tasks > 1 and not current_process().daemon:
        try:
            # Its locks start a process too, which keeps an eye on them.
            with starting_safely():
                return ProcessPoolExecutor(
                    tasks,
                    mp_context=spawn_context(),
                    initializer=_serve,
                    initargs=(folder, poll_seconds),
                )
        except (ImportError, NotImplementedError, OSError):
            pass  # Not every system has what processes need to talk to each other.
    return ThreadPoolExecutor(tasks)


def spawn_context() -> SpawnContext:
    """Return how processes of our own start: afresh, with nothing of this one; see `starting`."""
    return get_context("spawn")


def _serve(folder: Path, poll_seconds: float) -> None:
    """Prepare a process of our own: deaf to Ctrl-C, and gone as soon as nobody waits for it.

    Ctrl-C reaches every process of a terminal, and is left to the one that can stop all. A process
    that ends by itself would wait for native code at work.
    """
    _ignore_interrupts()
    leaving = threading.Thread(target=_leave_with_caller, args=(folder, poll_seconds), daemon=True)
    leaving.start()


def _leave_with_caller(folder: Path, poll_seconds: float) -> None:
    caller = parent_process()
    while folder.is_dir() and caller is not None and caller.is_alive():
        if (folder / _STOP).exists():
            ask_to_stop()
        time.sleep(poll_seconds)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def starting() -> Iterator[None]:
    """Let processes that start now look into no working folder, and be deaf while they import."""
    with starting_safely(), _deaf():
        yield


@contextmanager
def _deaf() -> Iterator[None]:
    """Let what starts now inherit that Ctrl-C does not reach it; it reaches this process later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where a process turns deaf by itself
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
