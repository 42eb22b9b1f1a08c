"""``needs``: what a sharing centre does before and after the plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sharepool.base.errors import ProblemError
from sharepool.messages.headings import heading, in_language
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    LendShare,
    OutFolder,
    WeekOfTerm,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.problem.plan import Plan
    from sharepool.problem.problem import Problem

SHOWN = (
    "county",
    "stage",
    "subject",
    "schools",
    "required",
    "covered",
    "gap",
    "spare",
    "lost_lessons",
    "delivered",
    "rate_before",
    "rate_after",
    "staffing_before",
    "staffing_after",
)
ACTIVITY_SHOWN = (
    "county",
    "stage",
    "classes",
    "minutes_day_before",
    "minutes_day_after",
    "share_60_before",
    "share_60_after",
    "share_120_before",
    "share_120_after",
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
    lend_share: LendShare = 0.0,
    plan_path: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="Counts what a plan of the problem brings, or a week of a TERM folder.",
        ),
    ] = None,
    week_of: WeekOfTerm = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Make a problem of class counts: what schools lack, and what their own teachers can lend.

    Residents keep their own school's lessons and duties; spare hours join the pool, and those that
    a teacher is to lend in any case. Writes the problem into a new or empty folder, and needs.csv,
    subjects.csv, teachers.csv, groups.csv, activity.csv and rates.csv beside its tables: every
    number with the rows that it follows from.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.needs.derivation import find_needs
        from sharepool.centre.needs.tables import read_centre
        from sharepool.tables import write_problem
        from sharepool.tables.files import write_frames
        from sharepool.tables.plan_ids import find_unknown_demands

        refuse_to_overwrite(out)
        centre = read_centre(path, profile)
        monday = None if week_of is None else week_of.date()
        plan = None if plan_path is None else _read_plan(plan_path, centre.problem, monday)
        found = find_needs(centre, plan, lend_share=lend_share)
        unknown = [] if plan is None else list(find_unknown_demands(found.problem, plan))
        if unknown:
            raise ProblemError(unknown)
        warnings = found.problem.warnings
        if not as_json:
            screen.write_warnings(warnings)
        frames = found.to_frames()
        write_problem(found.problem, out)
        write_frames({name: in_language(frame, lang) for name, frame in frames.items()}, out)
        rates = frames["rates"].to_dict("records")
        if as_json:
            told = screen.fault_data(warnings, lang)
            screen.write_json({"out": str(out), "rates": rates, "warnings": told})
            return
        several = any(row["subject"] for row in rates)
        shown = [name for name in SHOWN if several or name != "subject"]
        cells = ([_shown(row[name]) for name in shown] for row in rates)
        screen.write_table(say("needs.title"), [heading(one, lang) for one in shown], cells)
        schools = [row for row in rates if not row["subject"]]
        cells = ([_shown(row[name]) for name in ACTIVITY_SHOWN] for row in schools)
        headings = [heading(one, lang) for one in ACTIVITY_SHOWN]
        screen.write_table(say("needs.activity"), headings, cells)
        due = schools[-1]["lessons_per_teacher_due"]
        if due is not None and found.load_lessons:
            screen.write(say("needs.staffing", due=due, load=float(found.load_lessons)))
        lent = sum(one.spare_lessons > 0 for one in found.teachers)
        counts = {"demands": len(found.problem.demands), "people": len(found.problem.staff)}
        screen.write(say("needs.written", out=out, **counts, lent=lent))


def _read_plan(path: Path, problem: Problem, monday: dt.date | None) -> Plan:
    """Return a plan, or what a week of a term holds; its demands are still to be derived."""
    from sharepool.centre.term.folder import is_term, read_week
    from sharepool.tables.reading import read_any_plan

    return read_week(path, problem, monday).plan if is_term(path) else read_any_plan(path, problem)


def _shown(cell: Any) -> str:
    return "" if cell is None else str(cell)
