"""The live line while solving: how long, how good, how good at best."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

    from sharepool.problem.result import Progress

_REFRESH_PER_SECOND = 4


@contextmanager
def live_line(started: float, *, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Show one line on stderr until the block ends; yield what takes the news.

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
    from rich.console import Console
    from rich.live import Live

    line = _Line(started)
    with Live(
        line,
        console=Console(stderr=True),
        refresh_per_second=_REFRESH_PER_SECOND,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield line.update


@contextmanager
def waiting(what: str, *, quiet: bool) -> Iterator[None]:
    """Show on stderr, where it is a terminal, that something takes its time."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


class _Line:
    """The latest news as one line of text; the seconds go on without news."""

    def __init__(self, started: float) -> None:
        self._started = started
        self._latest: Progress | None = None

    def update(self, progress: Progress) -> None:
        self._latest = progress

    def __rich__(self) -> Text:
        from rich.text import Text

        seconds = time.monotonic() - self._started
        return Text(describe(seconds, self._latest), no_wrap=True, overflow="crop")


def describe(seconds: float, progress: Progress | None) -> str:
    """Return the live line, in ASCII so that every terminal can show it."""
    parts = [f"{seconds:5.0f} s"]
    if progress is not None:
        parts += [progress.phase] if progress.phase else []
        if progress.objective is not None:
            parts.append(f"objective {progress.objective:,}")
            parts.append(f"{progress.delivered:,} of {progress.wanted:,} sessions")
        if progress.bound is not None:
            parts.append(f"bound {progress.bound:,}")
        if progress.gap is not None:
            parts.append(f"gap {progress.gap:.2%}")
    return "  ".join(parts)
