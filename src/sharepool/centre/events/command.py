"""``events``: days at one place, tours of testers, days at bases."""

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
    from sharepool.centre.events.types import EventPlan


def plan_all_events(
    path: ProblemPath,
    *,
    out: OutFolder,
    tables_path: Annotated[
        Path | None,
        typer.Option(
            "--tables",
            metavar="FOLDER",
            help="events, event_staff, tours, bases, visits (default: those of PROBLEM).",
        ),
    ] = None,
    time_limit: SearchLimit = 60.0,
    seed: Seed = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide when testers are at which school and groups at which base; say what events need.

    Writes what was decided, and in feed/ the places, demands, closures, absences and duties that
    the weeks concerned take, into a new or empty folder.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.events.decision import plan_events
        from sharepool.centre.events.report_tables import write_events
        from sharepool.centre.events.tables import read_events
        from sharepool.centre.events.words import wording
        from sharepool.tables import read_problem

        refuse_to_overwrite(out)
        problem = read_problem(path)
        tables = read_events(tables_path or path, problem)
        plan = plan_events(problem, tables, stop=time_limit, seed=seed)
        write_events(plan, out, lang=lang)
        if as_json:
            screen.write_json(_as_data(plan, lang))
            return
        screen.write_warnings(tables.warnings)
        screen.write("\n".join(wording(problem, lang).of_plan(plan)))
        screen.write(say("yearly.written", out=out))


def _as_data(plan: EventPlan, lang: str) -> dict[str, object]:
    return {
        "status": plan.status.value,
        "shifts": [
            {
                "event_id": one.event_id,
                "start_min": one.start_min,
                "end_min": one.end_min,
                "people": sum(row.count for row in one.staff),
            }
            for one in plan.shifts
        ],
        "stops": [asdict(one) | {"monday": str(one.monday)} for one in plan.stops],
        "trips": [asdict(one) | {"date": str(one.date)} for one in plan.trips],
        "left_out": [asdict(one) for one in plan.left_out],
        "goals": [asdict(goal) for goal in plan.goals],
        "team_days": [asdict(one) for one in plan.team_days],
        "feed": {table: len(rows) for table, rows in plan.feed.rows.items()},
        "warnings": screen.fault_data(plan.tables.warnings, lang),
    }
