"""``needs``: what a sharing centre does before and after the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sharepool.messages.headings import heading, in_language
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

SHOWN = (
    "county",
    "stage",
    "schools",
    "required",
    "covered",
    "gap",
    "spare",
    "delivered",
    "rate_before",
    "rate_after",
    "staffing_before",
    "staffing_after",
)
"""Columns of the rates that the screen has room for."""


def derive_problem(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="classes, residents, curriculum, sites, bells, … or a workbook."
        ),
    ],
    *,
    out: OutFolder,
    profile: Annotated[
        str | None,
        typer.Option(help="A curriculum by name, in place of the table: national, daily, …"),
    ] = None,
    plan_path: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="Counts what a plan of the problem brings."),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Make a problem of class counts: what schools lack, and what their own teachers can lend.

    Residents keep their own school's lessons and duties; only spare hours join the pool. Writes
    the problem into a new or empty folder, and needs.csv, teachers.csv, groups.csv and rates.csv
    beside its tables: every number with the rows that it follows from.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.needs.derivation import find_needs
        from sharepool.centre.needs.tables import read_centre
        from sharepool.tables import read_plan, write_problem
        from sharepool.tables.files import write_frames

        refuse_to_overwrite(out)
        centre = read_centre(path, profile)
        if centre.problem.warnings and not as_json:
            title = say("faults.warnings", count=len(centre.problem.warnings))
            screen.write_faults(centre.problem.warnings, title, err=True)
        plan = None if plan_path is None else read_plan(plan_path, centre.problem)
        found = find_needs(centre, plan)
        frames = found.to_frames()
        write_problem(found.problem, out)
        write_frames({name: in_language(frame, lang) for name, frame in frames.items()}, out)
        rates = frames["rates"].to_dict("records")
        if as_json:
            screen.write_json({"out": str(out), "rates": rates})
            return
        cells = ([_shown(row[name]) for name in SHOWN] for row in rates)
        screen.write_table(say("needs.title"), [heading(one, lang) for one in SHOWN], cells)
        lent = sum(one.spare_lessons > 0 for one in found.teachers)
        counts = {"demands": len(found.problem.demands), "people": len(found.problem.staff)}
        screen.write(say("needs.written", out=out, **counts, lent=lent))


def _shown(cell: Any) -> str:
    return "" if cell is None else str(cell)
