"""``ledger``: what the sharing of a term adds up to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.ledger.other_duties import PERSON_CANCELLED, SCHOOL_CANCELLED
from sharepool.messages.headings import heading, in_language
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
    from sharepool.centre.ledger.other_duties import OtherDuty
    from sharepool.centre.ledger.types import Ledger
    from sharepool.centre.term.types import TermWeek
    from sharepool.problem.problem import Problem

SHOWN = ("employer", "people", "sessions", "converted_lessons", "km", "points", "allowance")
"""Columns of the employers' sums that the screen has room for."""


def add_up_term(
    path: ProblemPath,
    plan_paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN...",
            help="A plan.csv, or the TERM folder that term and replan write; or both.",
        ),
    ],
    *,
    rates_path: Annotated[
        Path,
        typer.Option("--rates", metavar="RATES", help="The rates.toml: what sharing is worth."),
    ],
    out: OutFolder,
    weeks: Annotated[
        int, typer.Option(min=1, help="A plan.csv stands for so many weeks, from the problem's on.")
    ] = 1,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Add up the weeks of a term: what each person gave and is owed, who lends to whom.

    The latest version of each week of a TERM folder counts, before the standing plan; as far as
    sharepool term attend has reports, what was held, and who came instead. What people did beside
    sessions, PROBLEM's duties, is added. Writes
    ledger.csv, people.csv, employers.csv, loans.csv, budgets.csv and claims.xlsx, a sheet for each
    person to sign, into a new or empty folder.

    Exit code 0 if all budgets are kept, 1 if one is exceeded, 2 for bad input.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.ledger.accounting import keep_ledger
        from sharepool.centre.ledger.claims import claims_workbook
        from sharepool.centre.ledger.faults import unused_rates
        from sharepool.centre.ledger.tables import read_duty_table, read_rates
        from sharepool.tables import read_problem
        from sharepool.tables.files import safe_csv, write_files

        refuse_to_overwrite(out)
        rates = read_rates(rates_path)
        problem = read_problem(path)
        duties, warnings = read_duty_table(path, problem)
        warnings += tuple(unused_rates(problem, rates))
        found = keep_ledger(problem, gather_weeks(problem, plan_paths, weeks), rates, duties)
        files = {
            f"{name}.csv": safe_csv(in_language(frame, lang))
            for name, frame in found.to_frames().items()
        }
        write_files({**files, "claims.xlsx": claims_workbook(found, lang)}, out)
        if not as_json:
            screen.write_warnings(warnings)
        told = screen.fault_data(warnings, lang)
        _tell(found, out, lang, told if as_json else None)
        _tell_of_duties(found, duties)
    if not found.is_within_budgets:
        raise typer.Exit(endings.OVER_BUDGET)


def gather_weeks(problem: Problem, paths: list[Path], weeks: int) -> list[TermWeek]:
    """Return the weeks of a term: standing ones where no version is of that week."""
    from sharepool.centre.ledger.accounting import repeat_week
    from sharepool.centre.term.folder import PLAN_FILE, is_term, read_lived
    from sharepool.tables import read_plan

    versions: list[TermWeek] = []
    standing: list[TermWeek] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            if is_term(path):
                versions += read_lived(path)
            else:
                plan = read_plan(path / PLAN_FILE if path.is_dir() else path)
                standing += repeat_week(problem, plan, weeks)
        except ProblemError as error:
            faults += error.faults
    if faults:
        raise ProblemError(faults)
    planned = {week.week_of for week in versions}
    lived = [week for week in versions if week.is_begun]
    return [*lived, *(week for week in standing if week.week_of not in planned)]


def _tell(found: Ledger, out: Path, lang: str, warnings: list[dict[str, object]] | None) -> None:
    """Say what a ledger comes to; as JSON, with the warnings, if these are given."""
    frames = found.to_frames()
    employers, loans, budgets = (
        frames[name].to_dict("records") for name in ("employers", "loans", "budgets")
    )
    if warnings is not None:
        data = {"employers": employers, "loans": loans, "budgets": budgets}
        told = {name: [_plain(row) for row in rows] for name, rows in data.items()}
        weeks = list(map(str, found.weeks))
        screen.write_json({"out": str(out), "weeks": weeks, **told, "warnings": warnings})
        return
    shown = ([str(row[name]) for name in SHOWN] for row in employers)
    screen.write_table(say("ledger.employers"), [heading(one, lang) for one in SHOWN], shown)
    for title, rows in (("ledger.loans", loans), ("ledger.budgets", budgets)):
        if rows:
            columns = [heading(str(name), lang) for name in rows[0]]
            screen.write_table(say(title), columns, (map(str, row.values()) for row in rows))
    unknown = sum(one.legs_without_km for one in found.journeys)
    if unknown:
        screen.write(say("ledger.no_km", count=unknown), err=True)
    screen.write(say("ledger.written", out=out, weeks=len(found.weeks), people=len(found.people)))


def _tell_of_duties(found: Ledger, duties: Sequence[OtherDuty]) -> None:
    """Say which other duties count nothing, and why."""
    kinds = {done.row.kind for done in found.other_duties}
    worthless = kinds - found.rates.converted_lessons.keys() - {PERSON_CANCELLED, SCHOOL_CANCELLED}
    if worthless:
        told = say("comma").join(sorted(worthless))
        screen.write(say("ledger.unpriced_duties", kinds=told), err=True)
    outside = len(duties) - len(found.other_duties)
    if outside:
        screen.write(say("ledger.duties_outside", count=outside), err=True)


def _plain(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return a row as JSON holds it."""
    return {
        str(name): float(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()
    }
