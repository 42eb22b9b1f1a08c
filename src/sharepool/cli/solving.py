"""``solve``: find the best plan that the time allows, and write it with its reports."""

from __future__ import annotations

import math
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

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
    Scheduler,
    Seed,
    TimeLimit,
    WeightValues,
    Workers,
    weighed,
)
from sharepool.terminal.pacing import explain_in_time, search_seconds
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sharepool.analysis.replanning.improving import Improvement, Upset
    from sharepool.problem.plan import Plan
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
        Path | None,
        typer.Option(
            metavar="PLAN", help="The plan in force: what need not change of it stays as it is."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="With --start: change whatever makes the plan better.")
    ] = False,
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
    scheduler: Scheduler = None,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Find the best plan in the time given and write it, with its reports, into a folder.

    With a plan in force (--start), first says how many people a plan without regard to it would
    disturb; then each session that is not kept costs its weight (change), so that what is as good
    stays. Rows marked in its column keep stay in any case; --fresh minds nothing else.

    Ctrl-C ends the search and keeps the best plan so far. Files: plan.csv, summary.json,
    itineraries.csv, site_timetable.csv and coverage.csv, all replaced at once. Without a plan
    (exit code 1) only summary.json is written, with the reasons; a plan.csv and reports that an
    earlier solve left there are kept under the name plan.csv.stale and so on.
    """
    started = context.obj if isinstance(context.obj, float) else time.monotonic()
    with endings.told(as_json=as_json), ExitStack() as opened:
        from sharepool.base.clusters import connected
        from sharepool.engine import SolveParams
        from sharepool.problem.result import Stop
        from sharepool.report.tables.folder import check_folder, write_solution
        from sharepool.report.tables.outcome import summary
        from sharepool.solving.holding import hold_kept
        from sharepool.tables import read_plan, read_problem

        problem = weighed(read_problem(path), weight)
        # Its times are those of the bells of now: it is where to begin, not what was.
        first = None if start is None else replace(read_plan(start, problem), clocks={})
        if first is not None:
            hold_kept(problem, first)
        tuning = None if params is None else SolveParams.from_toml(params)
        executor = None if scheduler is None else opened.enter_context(connected(scheduler))
        endings.tell_locked(check_folder(out), quiet=quiet)
        if not (quiet or as_json):
            screen.tell_warnings(problem.warnings)

        stop = Stop(search_seconds(problem, time_limit), gap, work)
        # Only now, so that bad input is reported at once.
        search = _finder(problem, first, fresh=fresh, quiet=quiet or as_json)

        # From here on there may be a plan, which nothing shall lose.
        with noted(for_good=True):
            with live_line(started, quiet=quiet or as_json) as on_progress:
                found = search(
                    stop=stop,
                    seed=seed,
                    workers=workers,
                    on_progress=on_progress,
                    started=started,
                    order=tuple(filter(None, order.split(","))),
                    tolerance=tolerance,
                    params=tuning,
                    executor=executor,
                )
            result, about = found.result, _about(found)
            endings.mind_interrupt(result)
            # What is kept is required, so that the bound is one of that problem.
            problem = result.problem or problem
            reasons = explain_in_time(problem, result, started, time_limit, quiet=quiet or as_json)
            written = write_solution(problem, result, out, lang, reasons, about=about)
            if as_json:
                screen.write_json(summary(problem, result, lang) | about)
            else:
                _tell_outcome(problem, found, written, lang)
    if not result.has_plan:
        raise typer.Exit(endings.NO_PLAN)


class _Found(NamedTuple):
    """What was found, and how it differs from the plan in force if there is one."""

    result: Result
    better: Improvement | None = None


def _finder(
    problem: Problem, plan: Plan | None, *, fresh: bool, quiet: bool
) -> Callable[..., _Found]:
    """Return what looks for a plan: from the plan in force or not, minding its changes or not."""
    if plan is None or fresh:
        from sharepool.solving.solver import solve

        return lambda **options: _Found(solve(problem, start=plan, **options))
    from sharepool.analysis.replanning.improving import improve
    from sharepool.rules.scoring import score

    before = score(problem, plan).objective

    def tell(upset: Upset | None) -> None:
        if upset is not None and not quiet:
            screen.write(say("solve.fresh", **vars(upset), gain=before - upset.objective), err=True)

    def search(**options: Any) -> _Found:
        found = improve(problem, plan, on_fresh=tell, **options)
        return _Found(found.result, found)

    return search


def _about(found: _Found) -> dict[str, Any]:
    """Return what the summary says of the plan in force, if there is one."""
    better = found.better
    if better is None:
        return {}
    sides = {"fresh": better.fresh, "changed": better.upset}
    told = {name: None if upset is None else vars(upset) for name, upset in sides.items()}
    return {"start": {"change": better.change, **told}}


def _tell_outcome(problem: Problem, found: _Found, written: tuple[Path, ...], lang: str) -> None:
    result = found.result
    screen.write(result.summary(lang))
    if found.better is not None and found.better.upset is not None:
        screen.write("\n" + say("solve.changed", **vars(found.better.upset)))
    if result.conflict:
        screen.write("\n" + "\n".join(result.conflict.lines(problem, lang)))
    screen.write("\n" + say("written", files=", ".join(str(file) for file in written)))
