"""``solve``: find the best plan that the time allows, and write it with its reports."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.interrupts import noted
from sharepool.terminal import endings, screen
from sharepool.terminal.live import live_line
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    ParamsFile,
    ProblemPath,
    Quiet,
    Seed,
    TimeLimit,
    Workers,
)
from sharepool.terminal.pacing import explain_in_time, search_seconds
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem
    from sharepool.problem.result import Result


def _above_zero(value: float | None) -> float | None:
    if value is not None and not 0 < value < math.inf:
        raise typer.BadParameter(say("option.above"))
    return value


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise typer.BadParameter(say("option.share"))
    return value


def _terms(value: str) -> str:
    from sharepool.solving.goals import mind_terms

    names = [name for name in value.split(",") if name]
    try:
        mind_terms(names)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if len(set(names)) < len(names):
        raise typer.BadParameter(say("option.once"))
    return value


def solve_problem(
    context: typer.Context,
    path: ProblemPath,
    *,
    out: OutFolder,
    time_limit: TimeLimit = 60.0,
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
    seed: Seed = 0,
    workers: Workers = None,
    start: Annotated[
        Path | None, typer.Option(metavar="PLAN", help="A plan.csv to start from.")
    ] = None,
    order: Annotated[
        str,
        typer.Option(
            metavar="TERMS",
            callback=_terms,
            help="Minimise these terms one after the other, e.g. unmet,below_floor,travel.",
        ),
    ] = "",
    tolerance: Annotated[
        float,
        typer.Option(
            metavar="T",
            callback=_share,
            help="With --order: what each term may give up for the next (0.02 is 2 %).",
        ),
    ] = 0.0,
    params: ParamsFile = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Find the best plan in the time given and write it, with its reports, into a folder.

    Ctrl-C ends the search and keeps the best plan so far. Files: plan.csv, summary.json,
    itineraries.csv, site_timetable.csv and coverage.csv, all replaced at once. Without a plan
    (exit code 1) only summary.json is written, with the reasons; a plan.csv and reports that an
    earlier solve left there are kept under the name plan.csv.stale and so on.
    """
    started = context.obj if isinstance(context.obj, float) else time.monotonic()
    with endings.told(as_json=as_json):
        from sharepool.engine import SolveParams
        from sharepool.problem.result import Stop
        from sharepool.report.tables.folder import check_folder, write_solution
        from sharepool.tables import read_plan, read_problem

        problem = read_problem(path)
        first = None if start is None else read_plan(start, problem)
        tuning = None if params is None else SolveParams.from_toml(params)
        endings.tell_locked(check_folder(out), quiet=quiet)
        if not (quiet or as_json):
            screen.tell_warnings(problem.warnings)

        seconds = search_seconds(problem, time_limit)
        # Only now, so that bad input is reported at once.
        from sharepool.solving.solver import solve

        # From here on there may be a plan, which nothing shall lose.
        with noted(for_good=True):
            with live_line(started, quiet=quiet or as_json) as on_progress:
                result = solve(
                    problem,
                    stop=Stop(seconds, gap, work),
                    seed=seed,
                    workers=workers,
                    start=first,
                    on_progress=on_progress,
                    started=started,
                    order=tuple(filter(None, order.split(","))),
                    tolerance=tolerance,
                    params=tuning,
                )
            endings.mind_interrupt(result)
            reasons = explain_in_time(problem, result, started, time_limit)
            written = write_solution(problem, result, out, lang, reasons)
            _tell_outcome(problem, result, written, lang, as_json=as_json)
    if not result.has_plan:
        raise typer.Exit(endings.NO_PLAN)


def _tell_outcome(
    problem: Problem, result: Result, written: tuple[Path, ...], lang: str, *, as_json: bool
) -> None:
    from sharepool.report.tables.outcome import summary

    if as_json:
        screen.write_json(summary(problem, result, lang))
        return
    screen.write(result.summary(lang))
    if result.conflict:
        screen.write("\n" + "\n".join(result.conflict.lines(problem, lang)))
    screen.write("\n" + say("written", files=", ".join(str(file) for file in written)))
