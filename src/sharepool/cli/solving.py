"""``solve``: find the best plan that the time allows, and write it with its reports."""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.cli import endings, screen
from sharepool.cli.live import live_line
from sharepool.cli.options import AsJson, Lang, Language, OutFolder, ProblemPath

if TYPE_CHECKING:
    from sharepool.data.problem import Problem
    from sharepool.data.reason import Reason
    from sharepool.data.result import Result

_LARGEST_SEED = 2**31 - 1
_WRITING_SHARE, _WRITING_SECONDS = 0.1, 1.0
_WRITING_MARGIN = 2.0
_REASONS_SHARE, _REASONS_SECONDS_PER_SESSION, _MOST_REASONS_SECONDS = 0.1, 0.005, 3.0
_FREE_REASONS_SECONDS = 5.0


def _at_least_zero(value: float) -> float:
    # Written so that NaN is refused too.
    if not value >= 0:
        raise typer.BadParameter("write a number of 0 or more")
    return value


def _above_zero(value: float | None) -> float | None:
    if value is not None and not 0 < value < math.inf:
        raise typer.BadParameter("write a number above 0")
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise typer.BadParameter("write a number from 0 to 1 (0.02 is 2 %)")
    return value


def _writing_seconds(time_limit: float) -> float:
    """Return the part of the time limit that writing the files takes."""
    return min(_WRITING_SHARE * time_limit, _WRITING_SECONDS)


def _search_seconds(time_limit: float, sessions: int) -> float | None:
    """Return the part of the time limit that is left for the search."""
    if math.isinf(time_limit):
        return None
    for_sessions = min(_REASONS_SECONDS_PER_SESSION * sessions, _MOST_REASONS_SECONDS)
    reasons = min(_REASONS_SHARE * time_limit, for_sessions)
    return time_limit - _writing_seconds(time_limit) - reasons


def solve_problem(
    context: typer.Context,
    path: ProblemPath,
    *,
    out: OutFolder,
    time_limit: Annotated[
        float,
        typer.Option(
            metavar="S",
            callback=_at_least_zero,
            help="Seconds, counted from the start of the process (inf: no limit).",
        ),
    ] = 60.0,
    gap: Annotated[
        float,
        typer.Option(metavar="G", callback=_share, help="Stop at this gap (0.02 is 2 %)."),
    ] = 0.0,
    work: Annotated[
        float | None,
        typer.Option(
            metavar="W",
            callback=_above_zero,
            help="Deterministic limit, about seconds of one core.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=_LARGEST_SEED, help="Of the search.")] = 0,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processor cores to use (default: all).")
    ] = None,
    start: Annotated[
        Path | None, typer.Option(metavar="PLAN", help="A plan.csv to start from.")
    ] = None,
    lang: Lang = Language.ENGLISH,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No live line, no warnings.")] = False,
) -> None:
    """Find the best plan in the time given and write it, with its reports, into a folder.

    Ctrl-C ends the search and keeps the best plan so far. Files: plan.csv, summary.json,
    itineraries.csv, site_timetable.csv and coverage.csv, all replaced at once. Without a plan
    (exit code 1) only summary.json is written, with the reasons; a plan.csv and reports that an
    earlier solve left there are kept under the name plan.csv.stale and so on.
    """
    started = context.obj if isinstance(context.obj, float) else time.monotonic()
    with endings.told(as_json=as_json):
        from sharepool.data.result import Stop
        from sharepool.reports import check_folder, write_solution
        from sharepool.tables import read_plan, read_problem

        problem = read_problem(path)
        first = None if start is None else read_plan(start)
        check_folder(out)
        if problem.warnings and not (quiet or as_json):
            told = f"{len(problem.warnings)} warnings about the input: see sharepool validate"
            screen.write(told, err=True)

        sessions = sum(demand.sessions for demand in problem.demands)
        seconds = _search_seconds(time_limit, sessions)
        # Only now, so that bad input is told at once.
        from sharepool.solving import solve

        with live_line(started, quiet=quiet or as_json) as on_progress:
            result = solve(
                problem,
                stop=Stop(seconds, gap, work),
                seed=seed,
                workers=workers,
                start=first,
                on_progress=on_progress,
                started=started,
            )
        # Where writing takes longer than expected, the reasons give way, not the limit.
        latest = started + time_limit - _WRITING_MARGIN * _writing_seconds(time_limit)
        reasons = _find_reasons(problem, result, latest)
        with _uninterrupted():
            written = write_solution(problem, result, out, lang, reasons)
        _tell_outcome(problem, result, written, lang, as_json=as_json)
    if result.plan is None:
        raise typer.Exit(endings.NO_PLAN)


def _find_reasons(problem: Problem, result: Result, latest: float) -> tuple[Reason, ...]:
    """Return why sessions are missing, as far as the time (or Ctrl-C) lets it be found."""
    from sharepool.reasons import find_reasons

    if result.plan is None:
        return ()
    reserve = None
    if result.objective is not None and result.bound is not None:
        reserve = result.objective - result.bound
    # If the search ended early, or has no limit, they may take longer than was set aside.
    seconds = max(_FREE_REASONS_SECONDS, _REASONS_SECONDS_PER_SESSION * result.sessions_wanted)
    deadline = min(latest, time.monotonic() + seconds)
    try:
        return find_reasons(
            problem, result.plan, reserve=reserve, deadline=deadline, with_people=False
        )
    except KeyboardInterrupt:
        return find_reasons(problem, result.plan, deadline=-math.inf)


def _tell_outcome(
    problem: Problem, result: Result, written: tuple[Path, ...], lang: str, *, as_json: bool
) -> None:
    from sharepool.reports import summary
    from sharepool.sentences import conflict_sentences

    if as_json:
        screen.write_json(summary(problem, result, lang))
        return
    screen.write(result.summary())
    if result.conflict:
        screen.write("\n" + "\n".join(conflict_sentences(problem, result.conflict, lang)))
    screen.write("\nwritten: " + ", ".join(str(file) for file in written))


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let no Ctrl-C come between a plan that is found and its files."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
