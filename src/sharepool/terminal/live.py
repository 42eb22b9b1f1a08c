"""What commands show on stderr while they work, where it is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sharepool.problem.result import Progress


@contextmanager
def live_line(started: float, *, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Show one line until the block ends: how long, how good, how good at best.

    Parameters
    ----------
    started : float
        Moment from which the seconds count, on the clock of ``time.monotonic``.
    quiet : bool
        Whether to show nothing and yield None, as also where stderr is no terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from sharepool.problem.result import Progress
    from sharepool.solving.progress import ProgressBar, closing

    bar = ProgressBar(started)
    with closing(bar):
        bar(Progress(0.0, None, None, 0, 0))
        yield bar


@contextmanager
def waiting(what: str, *, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Show that something takes its time, and yield what shows something else instead."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update
