"""``report``: what people take away of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.live import waiting
from sharepool.terminal.options import (
    DEFAULT_PATTERN,
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    Pattern,
    PlanOrTerm,
    ProblemPath,
    WeekOfTerm,
    as_pattern,
    listed,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from sharepool.centre.term.types import Term
    from sharepool.problem.plan import Plan
    from sharepool.report import CentreFolder


def report_plan(
    path: ProblemPath,
    plan_path: PlanOrTerm,
    *,
    out: OutFolder,
    week_of: WeekOfTerm = None,
    lang: Lang = LanguageOption.ENGLISH,
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help="Leave out who the people are; give a new folder for it."),
    ] = False,
    timezone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE",
            help="Where the calendars' times hold, e.g. Asia/Shanghai (default: where they are "
            "read).",
        ),
    ] = None,
    pattern: Pattern = DEFAULT_PATTERN,
    centre: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Class counts of a sharing centre: adds the balance."),
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A rates.toml: adds who lends to whom."),
    ] = None,
    yearly: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER",
            help="What rotate, train, points, assess, targets, events, fixtures or officials wrote:"
            " adds a section; several with commas.",
        ),
    ] = None,
    background: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A GeoJSON of towns and boundaries that the map lies on."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a page to look at, a workbook, a calendar for each person, and maps.

    Files: report.html, report.xlsx, sites.geojson, routes.geojson and calendars/*.ics, all or none.
    If a summary.json of problem and plan lies beside it, its bound is shown too. Exit code 0 if
    they are written, 1 if the plan breaks a rule (then nothing is), 2 if problem or plan cannot be
    read.
    """
    stages = as_pattern(pattern)
    with endings.told(as_json=as_json):
        from sharepool.centre.term.folder import read_week
        from sharepool.report import write_report
        from sharepool.report.tables.outcome import read_bound, read_unavoidable
        from sharepool.rules import check
        from sharepool.tables import read_problem

        monday = None if week_of is None else week_of.date()
        week = read_week(plan_path, read_problem(path), monday, as_held=False)
        problem, plan = week.problem, week.plan
        broken = len(check(problem, plan))
        written: tuple[Path, ...] = ()
        if not broken:
            endings.mind_target(out)
            with waiting(say("waiting.report"), quiet=as_json) as show:
                written = write_report(
                    problem,
                    plan,
                    out,
                    lang=lang,
                    bound=read_bound(plan_path, problem, plan),
                    anonymous=anonymous,
                    timezone=timezone,
                    pattern=stages,
                    centre=_read_centre(centre, rates, _folders(yearly), plan),
                    term=_read_term(plan_path),
                    unavoidable=read_unavoidable(plan_path),
                    background=background,
                    on_progress=_shown(show),
                )
        if as_json:
            screen.write_json({"violations": broken, "written": [str(file) for file in written]})
        elif broken:
            screen.write(say("broken.report", count=broken), err=True)
        else:
            screen.write(say("report.written", count=len(written), out=out))
    if broken:
        raise typer.Exit(endings.BROKEN_RULES)


def _shown(show: Callable[[str], None] | None) -> Callable[[str, int, int], None] | None:
    """Return what shows how far a report is, if anything is shown."""
    if show is None:
        return None
    return lambda what, done, total: show(say(f"waiting.report.{what}", done=done, total=total))


def _read_term(path: Path) -> Term | None:
    """Return the term of a folder; one that replan alone has written has no tables of a term."""
    from sharepool.centre.term.folder import has_problem, read_term_book, read_term_problem
    from sharepool.centre.term.planning import survey_term

    if not has_problem(path):
        return None
    return survey_term(read_term_problem(path), read_term_book(path))


def _folders(given: list[str] | None) -> list[Path]:
    """Return the folders that an option names; one that is there may have commas in its name."""
    given = given or []
    return [Path(name) for name in listed(given, [name for name in given if Path(name).exists()])]


def _read_centre(
    folder: Path | None, rates: Path | None, yearly: list[Path], plan: Plan
) -> CentreFolder:
    from sharepool.centre.ledger.tables import read_rates
    from sharepool.centre.needs.reading import read_needs
    from sharepool.report import CentreFolder
    from sharepool.report.yearly import read_decided

    return CentreFolder(
        needs=None if folder is None else read_needs(folder, plan),
        rates=None if rates is None else read_rates(rates),
        decided=read_decided(yearly),
    )
