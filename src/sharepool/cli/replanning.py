"""``replan``: plan one week again, as a new version."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.interrupts import noted
from sharepool.cli.absences import read_absences
from sharepool.terminal import endings, screen
from sharepool.terminal.live import live_line
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    ParamsFile,
    ProblemPath,
    Quiet,
    Seed,
    TimeLimit,
    WeightValues,
    Workers,
    given_path,
    listed,
    weighed,
)
from sharepool.terminal.pacing import explain_in_time, search_seconds
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.analysis.replanning.types import Replan
    from sharepool.problem.problem import Problem

_DATES = ["%Y-%m-%d"]
_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M"]


def replan_week(
    context: typer.Context,
    path: ProblemPath,
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN", help="The plan in force.")],
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=given_path,
            metavar="TERM",
            help="The folder of all weeks and their versions.",
        ),
    ],
    week_of: Annotated[
        dt.datetime | None,
        typer.Option("--week-of", metavar="DATE", formats=_DATES, help="The Monday of the week."),
    ] = None,
    absent: Annotated[
        list[str] | None,
        typer.Option(
            "--absent",
            metavar="ID[:FROM[..[UNTIL]]]",
            help="Who is away: ID the whole week, ID:DATE that day, ID:FROM.. (or a moment, "
            "ID:2026-03-09T13:00) to the week's end, ID:FROM..UNTIL.",
        ),
    ] = None,
    leaving: Annotated[
        list[str] | None, typer.Option("--leaving", metavar="ID", help="Who is there no more.")
    ] = None,
    dropping: Annotated[
        list[str] | None,
        typer.Option("--dropping", metavar="ID", help="A demand that is wanted no more."),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="MOMENT",
            formats=_MOMENTS,
            help="What begins earlier has been taught as planned, and stays.",
        ),
    ] = None,
    change: Annotated[
        int | None,
        typer.Option(min=0, metavar="W", help="Weight of a session that is not kept."),
    ] = None,
    time_limit: TimeLimit = 10.0,
    seed: Seed = 0,
    workers: Workers = None,
    params: ParamsFile = None,
    weight: WeightValues = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Make a new plan for a week in which somebody is away or something has changed.

    As few people and sites are disturbed as can be; pins hold. Writes the next version of the week
    (TERM/2026-03-09/v1, v2, …): plan, reports, the tables of the week, and moves.csv, which says
    what becomes of each session. Nothing is ever overwritten. A new school is a row of the tables.

    Exit code 0 if a plan was written, 1 if there is none, 2 for bad input.
    """
    started = context.obj if isinstance(context.obj, float) else time.monotonic()
    with endings.told(as_json=as_json):
        from sharepool.engine import SolveParams
        from sharepool.problem.result import Stop
        from sharepool.report.tables.folder import check_folder
        from sharepool.report.tables.outcome import read_stated
        from sharepool.report.tables.versions import write_version
        from sharepool.tables import read_problem

        problem = weighed(read_problem(path), weight)
        plan = read_stated(plan_path, problem, may_lack=True)
        tuning = None if params is None else SolveParams.from_toml(params)
        monday = problem.rules.week_of if week_of is None else week_of.date()
        absences = read_absences(problem, monday, list(listed(absent)))
        gone = {*problem.person_of, *problem.demand_of}
        gone |= {name for row in plan for name in (row.staff_id, row.demand_id)}
        endings.tell_locked(check_folder(out), quiet=quiet)
        if not (quiet or as_json):
            screen.tell_warnings(problem.warnings)
        from sharepool.analysis.replanning.versions import replan

        # From here on there may be a plan, which nothing shall lose.
        with noted(for_good=True):
            with live_line(started, quiet=quiet or as_json) as on_progress:
                found = replan(
                    problem,
                    plan,
                    week_of=monday,
                    absences=absences,
                    leaving=listed(leaving, gone),
                    dropping=listed(dropping, gone),
                    since=since,
                    change=change,
                    stop=Stop(search_seconds(problem, time_limit)),
                    seed=seed,
                    workers=workers,
                    on_progress=on_progress,
                    started=started,
                    params=tuning,
                )
            endings.mind_interrupt(found.result)
            if found.unknown and not (quiet or as_json):
                screen.write(say("replan.unknown", count=len(found.unknown)), err=True)
            version = None
            if found.result.has_plan:
                reasons = explain_in_time(
                    found.held, found.result, started, time_limit, quiet=quiet or as_json
                )
                version = write_version(
                    problem, plan, found, out, replaced=plan_path, lang=lang, reasons=reasons
                )
            _tell(problem, found, version, lang, as_json=as_json)
    if version is None:
        raise typer.Exit(endings.NO_PLAN)


def _tell(
    problem: Problem, found: Replan, version: Path | None, lang: str, *, as_json: bool
) -> None:
    from sharepool.report.tables.outcome import summary

    comparison, result = found.comparison, found.result
    if comparison is None:
        if as_json:
            screen.write_json(summary(found.problem, result, lang))
            return
        screen.write(result.summary(lang))
        if result.conflict:
            screen.write("\n".join(result.conflict.lines(found.problem, lang)))
        return
    account = comparison.lines(lang)
    lapsed = [one.text(problem, lang) for one in found.lapsed]
    if as_json:
        said = {"version": str(version), "headline": account.headline, "lapsed": lapsed}
        said |= {"people": account.people, "sites": account.sites, "sessions": account.sessions}
        screen.write_json(summary(found.problem, result, lang) | {"replan": said})
        return
    for lines in (lapsed, account.headline, account.people):
        if lines:
            screen.write("\n".join(lines) + "\n")
    screen.write(say("written", files=version))
