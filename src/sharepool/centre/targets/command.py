"""``targets``: where a centre stands against its targets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    ProblemPath,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.centre.targets.types import TargetProgress


def follow_targets(
    path: ProblemPath,
    *,
    out: OutFolder,
    plan_path: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="What it brings is counted.")
    ] = None,
    centre_path: Annotated[
        Path | None,
        typer.Option("--centre", metavar="CENTRE", help="Its classes: for lessons and teachers."),
    ] = None,
    tables_path: Annotated[
        Path | None,
        typer.Option(
            "--tables", metavar="FOLDER", help="targets, measures (default: those of PROBLEM)."
        ),
    ] = None,
    today: Annotated[
        dt.datetime | None,
        typer.Option(
            "--date",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="That measures bear (default: the problem's week).",
        ),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Tell where each target stands, county by county, and where the trend leads.

    Writes progress.csv, targets.html, and measures.csv: put it beside targets.csv, and the next
    time has a trend.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.needs.reading import read_needs
        from sharepool.centre.targets.decision import judge_targets
        from sharepool.centre.targets.indicators import measure_indicators
        from sharepool.centre.targets.report_tables import write_progress
        from sharepool.centre.targets.tables import read_targets
        from sharepool.centre.targets.words import wording
        from sharepool.tables import read_plan, read_problem

        refuse_to_overwrite(out)
        problem = read_problem(path)
        plan = None if plan_path is None else read_plan(plan_path)
        date = problem.rules.week_of if today is None else today.date()
        counties = list(dict.fromkeys(site.county for site in problem.sites if site.county))
        tables = read_targets(tables_path or path, date, counties=counties)
        needs = None if centre_path is None else read_needs(centre_path, plan)
        measures = measure_indicators(problem, date, plan=plan, needs=needs)
        progress = judge_targets(tables, date, measures=measures, counties=counties)
        write_progress(progress, out, lang)
        if as_json:
            told = screen.fault_data(tables.warnings, lang)
            screen.write_json(_as_data(progress) | {"warnings": told})
            return
        screen.write_warnings(tables.warnings)
        words = wording(lang)
        screen.write("\n".join(words.of_standing(one) for one in progress.standings))
        screen.write(say("yearly.written", out=out))


def _as_data(progress: TargetProgress) -> dict[str, object]:
    return {
        "date": str(progress.date),
        "standings": [
            {
                "indicator": one.target.indicator,
                "county": one.county,
                "by": str(one.target.by),
                "target": float(one.target.value),
                "value": None if one.value is None else float(one.value),
                "change": None if one.change is None else float(one.change),
                "expected": None if one.expected is None else float(one.expected),
                "needed_term": None if one.needed_term is None else float(one.needed_term),
                "state": one.state.value,
            }
            for one in progress.standings
        ],
    }
