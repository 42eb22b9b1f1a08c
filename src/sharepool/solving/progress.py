"""A bar that shows how far a solve is, in a terminal and in Jupyter."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sharepool.problem.result import Progress

_REFRESH_PER_SECOND = 4


class ProgressBar:
    """A bar that shows seconds, objective, bound and gap while a solve is under way.

    It fills as the gap closes, and is gone when the solve ends. Where there is neither a terminal
    nor Jupyter, nothing is shown. One bar serves several solves in turn.

    Parameters
    ----------
    started : float, optional
        When the seconds began to count, on the clock of :func:`time.monotonic`; as the news say if
        not given.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> sp.solve(problem, stop=5, on_progress=sp.ProgressBar()).objective
    2855
    """

    def __init__(self, started: float | None = None) -> None:
        self._started = started
        self._line: _Line | None = None

    def __call__(self, news: Progress) -> None:
        """Show where the solve stands."""
        if self._line is None:
            self._line = _find_line(self._started)
        self._line.show(news)

    def close(self) -> None:
        """Take the line away."""
        if self._line is not None:
            self._line.hide()


@contextmanager
def closing(on_progress: Callable[[Progress], None] | None) -> Iterator[None]:
    """Close what takes the news of a solve when the block ends, if it can be closed."""
    try:
        yield
    finally:
        close = getattr(on_progress, "close", None)
        if callable(close):
            close()


class _Line(Protocol):
    """Where a bar is shown."""

    def show(self, news: Progress) -> None: ...
    def hide(self) -> None: ...


class _TerminalLine:
    """A line of a terminal, whose seconds go on without news."""

    def __init__(self, console: Any, started: float | None) -> None:
        self._console, self._started = console, started
        self._bar: Any = None

    def show(self, news: Progress) -> None:
        if self._bar is None:
            self._bar = self._open(news.seconds)
        self._bar.update(self._bar.task_ids[0], completed=_closed(news), told=describe(news))

    def hide(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _open(self, seconds: float) -> Any:
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TimeElapsedColumn(),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[told]}", markup=False),
            console=self._console,
            refresh_per_second=_REFRESH_PER_SECOND,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=time.monotonic,
            disable=not self._console.is_terminal,
        )
        task = bar.add_task("", total=1.0, told="")
        started = time.monotonic() - seconds if self._started is None else self._started
        bar.tasks[task].start_time = started
        bar.start()
        return bar


class _NotebookLine:
    """A line below a cell. Needs no widget, so that every kind of notebook shows it."""

    def __init__(self) -> None:
        from IPython.display import display

        nothing = {"text/plain": ""}
        # IPython is there wherever this runs, but states no types.
        self._handle: Any = display(nothing, raw=True, display_id=True)  # type: ignore[no-untyped-call]

    def show(self, news: Progress) -> None:
        told = f"{news.seconds:.0f} s  {describe(news)}"
        bar = f'<progress value="{_closed(news):.4f}" max="1"></progress> {told}'
        self._handle.update({"text/html": bar, "text/plain": told}, raw=True)

    def hide(self) -> None:
        self._handle.update({"text/html": "", "text/plain": ""}, raw=True)


def _find_line(started: float | None) -> _Line:
    from rich.console import Console

    console = Console(stderr=True)
    return _NotebookLine() if console.is_jupyter else _TerminalLine(console, started)


def _closed(news: Progress) -> float:
    """Return how far the gap is closed, from 0 to 1."""
    return 0.0 if news.gap is None else min(1.0, max(0.0, 1.0 - news.gap))


def describe(news: Progress) -> str:
    """Return what improved last, objective, sessions, bound and gap, in ASCII for any terminal."""
    parts = [news.phase] if news.phase else []
    if news.objective is not None:
        parts.append(f"objective {news.objective:,}")
        parts.append(f"{news.delivered:,} of {news.wanted:,} sessions")
    if news.bound is not None:
        parts.append(f"bound {news.bound:,}")
    if news.gap is not None:
        parts.append(f"gap {news.gap:.2%}")
    return "  ".join(parts)
