"""``balance``: how evenly schools are staffed and served."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from sharepool.messages.headings import heading, in_language
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    LendShare,
    PlanOrTerm,
    ProblemPath,
    WeekOfTerm,
    given_path,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

SHOWN = (
    "county",
    "stage",
    "measure",
    "schools",
    "excluded",
    "mean_before",
    "mean_after",
    "variation_before",
    "variation_after",
    "limit",
    "standard",
    "reaching",
)
POINTS_SHOWN = (
    "site_id",
    "name",
    "pupils",
    "required",
    "own_lessons",
    "pool_lessons",
    "pool_slots",
)
"""Columns that the screen has room for."""


def show_balance(
    path: ProblemPath,
    plan_path: PlanOrTerm,
    *,
    centre_path: Annotated[
        Path | None,
        typer.Option(
            "--centre",
            metavar="FOLDER",
            help="What sharepool needs takes.",
        ),
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="A curriculum by name, where the folder has none.")
    ] = None,
    lend_share: LendShare = 0.0,
    junior_weight: Annotated[
        float,
        typer.Option(min=0.01, help="Weight of a junior pupil where a school is split by stage."),
    ] = 1.1,
    senior_weight: Annotated[
        float,
        typer.Option(min=0.01, help="Weight of a senior pupil; a primary pupil's is 1."),
    ] = 1.32,
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
    """Say how evenly schools are staffed and served, before and after a plan.

    By county and stage: teachers per 100 pupils (the official measure, with its limits), lessons
    per class and slots per 100 pupils, each with its weighted coefficient of variation. A school of
    several stages counts in each of them, a teaching point with its centre school; the smallest
    points, which no indicator counts, stand apart.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.balance.indicators import weigh_balance
        from sharepool.centre.needs.derivation import find_needs
        from sharepool.centre.needs.tables import read_centre
        from sharepool.centre.term.folder import read_week
        from sharepool.tables import read_problem
        from sharepool.tables.files import write_frames

        if out is not None:
            refuse_to_overwrite(out)
        monday = None if week_of is None else week_of.date()
        week = read_week(plan_path, read_problem(path), monday)
        problem, plan = week.problem, week.plan
        schools = None
        if centre_path is not None:
            schools = find_needs(read_centre(centre_path, profile), lend_share=lend_share)
        weights = {"junior": junior_weight, "senior": senior_weight}
        stage_weights = {stage: Decimal(str(weight)) for stage, weight in weights.items()}
        found = weigh_balance(problem, plan, schools, stage_weights=stage_weights)
        frames = found.to_frames()
        if out is not None:
            write_frames({name: in_language(frame, lang) for name, frame in frames.items()}, out)
        indicators, points = (frames[name].to_dict("records") for name in ("indicators", "points"))
        if as_json:
            screen.write_json({"indicators": indicators, "points": points})
            return
        screen.write_table(
            say("balance.title"),
            [heading(one, lang) for one in SHOWN],
            (_cells(row, SHOWN) for row in indicators),
        )
        if points:
            cells = (_cells(row, POINTS_SHOWN) for row in points)
            screen.write_table(
                say("balance.points"), [heading(one, lang) for one in POINTS_SHOWN], cells
            )


def _cells(row: Any, columns: tuple[str, ...]) -> list[str]:
    return ["" if row[name] is None else str(row[name]) for name in columns]
