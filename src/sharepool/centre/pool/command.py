"""``pool``: the state of the talent pool."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.messages.headings import in_language
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    PlanOrTerm,
    ProblemPath,
    WeekOfTerm,
    given_path,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.analysis.remedies.types import Remedy
    from sharepool.problem.plan import Plan
    from sharepool.problem.problem import Problem


def show_pool(
    path: ProblemPath,
    plan_path: PlanOrTerm,
    *,
    until: Annotated[
        dt.datetime | None,
        typer.Option(metavar="DATE", formats=["%Y-%m-%d"], help="End of the term (20 weeks)."),
    ] = None,
    recruit_seconds: Annotated[
        float,
        typer.Option(
            "--recruit", metavar="S", min=0, help="Seconds to find out what one more would bring."
        ),
    ] = 0.0,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            parser=given_path,
            help="A new or empty folder for the tables.",
        ),
    ] = None,
    week_of: WeekOfTerm = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say who may teach what, where the pool is thin, what expires this term, who is not used.

    With --recruit also what one more person of each kind would bring, solved again.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.pool.survey import survey_pool
        from sharepool.centre.term.folder import read_week
        from sharepool.tables import read_problem
        from sharepool.tables.files import write_frames

        if out is not None:
            refuse_to_overwrite(out)
        monday = None if week_of is None else week_of.date()
        week = read_week(plan_path, read_problem(path), monday)
        problem, plan = week.problem, week.plan
        if until is not None and until.date() < problem.week[0]:
            fields = {"monday": problem.week[0]}
            given = str(until.date())
            raise ProblemError([Fault("", None, "--until", "before_week", given, fields)])
        remedies = _recruits(problem, plan, recruit_seconds) if recruit_seconds else ()
        found = survey_pool(
            problem, plan, until=None if until is None else until.date(), remedies=remedies
        )
        frames = found.to_frames(lang)
        if out is not None:
            write_frames({name: in_language(frame, lang) for name, frame in frames.items()}, out)
        abilities = frames["abilities"]
        tables = {
            "supplies": frames["supplies"],
            "expiring": abilities[abilities["expires"] == 1],
            "idle": frames["idle"],
            "recruits": frames["recruits"],
        }
        if as_json:
            screen.write_json({name: table.to_dict("records") for name, table in tables.items()})
            return
        for name, table in tables.items():
            _show(say(f"pool.{name}", until=found.until), table, lang)


def _recruits(problem: Problem, plan: Plan, seconds: float) -> tuple[Remedy, ...]:
    """Return what one more person of each kind would bring; other changes are priced out."""
    from sharepool.analysis.remedies.advice import recommend
    from sharepool.analysis.remedies.changes import Change
    from sharepool.problem.cells import DIGITS

    prices = {kind: 10**DIGITS for kind in Change.KINDS if kind != "recruit"}
    return recommend(problem, plan, stop=seconds, prices=prices | {"recruit": 0})


def _show(title: str, table: pd.DataFrame, lang: str) -> None:
    if len(table):
        rows = (map(str, row) for row in table.itertuples(index=False, name=None))
        screen.write_table(title, in_language(table, lang).columns, rows)
