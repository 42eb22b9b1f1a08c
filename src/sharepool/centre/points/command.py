"""``points``: which association runs which sport at which school."""

from __future__ import annotations

from dataclasses import asdict
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
    SearchLimit,
    Seed,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sharepool.centre.points.types import GivenHours, SportsPoints


def place_associations(
    path: ProblemPath,
    *,
    out: OutFolder,
    tables_path: Annotated[
        Path | None,
        typer.Option(
            "--tables",
            metavar="FOLDER",
            help="associations, point_wishes, own_sports, points.toml (default: PROBLEM's).",
        ),
    ] = None,
    rules_path: Annotated[
        Path | None, typer.Option("--rules", metavar="TOML", help="In place of points.toml.")
    ] = None,
    plan_path: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="Its clubs are sports that schools have."),
    ] = None,
    term_path: Annotated[
        Path | None,
        typer.Option("--term", metavar="TERM", help="Weeks in which hours given are counted."),
    ] = None,
    time_limit: SearchLimit = 60.0,
    seed: Seed = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide which sports association has a point at which school.

    So that pupils have one to three sports, large schools all ball games, with short ways, low fees
    and enough points outside town. Writes points, schools, associations, and in feed/ the demands
    and people that follow, into a new or empty folder.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.points.decision import place_points
        from sharepool.centre.points.given import count_hours
        from sharepool.centre.points.report_tables import write_points
        from sharepool.centre.points.tables import read_points
        from sharepool.centre.points.words import wording
        from sharepool.centre.term.folder import read_lived
        from sharepool.tables import read_plan, read_problem

        refuse_to_overwrite(out)
        problem = read_problem(path)
        tables = read_points(tables_path or path, problem, rules=rules_path)
        plan = None if plan_path is None else read_plan(plan_path)
        lived = () if term_path is None else read_lived(term_path)
        weeks = [week for week in lived if week.is_begun]
        placed = place_points(problem, tables, plan=plan, stop=time_limit, seed=seed)
        given = count_hours(tables.associations, weeks) if weeks else ()
        write_points(placed, out, given=given, lang=lang)
        if as_json:
            told = screen.fault_data(tables.warnings, lang)
            screen.write_json(_as_data(placed, given) | {"warnings": told})
            return
        screen.write_warnings(tables.warnings)
        screen.write("\n".join(wording(problem, lang).of_points(tables, placed)))
        screen.write(say("yearly.written", out=out))


def _as_data(placed: SportsPoints, given: Sequence[GivenHours]) -> dict[str, object]:
    return {
        "status": placed.status.value,
        "objective": placed.objective,
        "bound": placed.bound,
        "gap": placed.gap,
        "points": [asdict(one) for one in placed.points],
        "associations": [
            asdict(one) | {"short": one.short, "fee": float(one.fee)} for one in placed.associations
        ],
        "schools": [asdict(one) for one in placed.schools],
        "given": [asdict(one) for one in given],
    }
