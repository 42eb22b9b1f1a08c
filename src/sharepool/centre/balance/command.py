"""``balance``: how evenly schools are staffed and served."""

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
    PlanPath,
    ProblemPath,
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
    plan_path: PlanPath,
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
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            parser=given_path,
            help="A new or empty folder for the tables.",
        ),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say how evenly schools are staffed and served, before and after a plan.

    By county and stage: PE teachers per 100 pupils (the official measure, with its limit), lessons
    per class and slots per 100 pupils, each with its weighted coefficient of variation; and the
    smallest teaching points, which no indicator counts.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.balance.indicators import weigh_balance
        from sharepool.centre.needs.derivation import find_needs
        from sharepool.centre.needs.tables import read_centre
        from sharepool.tables import read_plan, read_problem
        from sharepool.tables.files import write_frames

        if out is not None:
            refuse_to_overwrite(out)
        problem = read_problem(path)
        plan = read_plan(plan_path, problem)
        schools = None if centre_path is None else find_needs(read_centre(centre_path, profile))
        found = weigh_balance(problem, plan, schools)
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
