"""``train``: who learns what when, and when people meet."""

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
    PlanPath,
    ProblemPath,
    SearchLimit,
    Seed,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sharepool.centre.training.proving import ProvenWeek
    from sharepool.centre.training.types import Training


def train_people(
    path: ProblemPath,
    plan_path: PlanPath,
    *,
    out: OutFolder,
    tables_path: Annotated[
        Path | None,
        typer.Option(
            "--tables",
            metavar="FOLDER",
            help="courses, runs, shadowing, mentors, meetings (default: those of PROBLEM).",
        ),
    ] = None,
    weeks: Annotated[
        int | None, typer.Option(min=1, help="Weeks of the term (default: the rules', or 20).")
    ] = None,
    prove: Annotated[
        float | None,
        typer.Option(
            "--prove", metavar="S", min=0, max=10**6, help="Plan each week anew, S seconds each."
        ),
    ] = None,
    time_limit: SearchLimit = 60.0,
    seed: Seed = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Decide who goes to which course, who shadows whom in town, and when people meet.

    So that fewest lessons of the standing plan fall out. Writes what was decided, and in feed/ the
    absences, demands, pins, skills and duties that follow, into a new or empty folder.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.training.decision import plan_training
        from sharepool.centre.training.proving import prove_weeks
        from sharepool.centre.training.report_tables import write_training
        from sharepool.centre.training.tables import read_training
        from sharepool.centre.training.words import wording
        from sharepool.tables import read_plan, read_problem

        refuse_to_overwrite(out)
        problem = read_problem(path)
        plan = read_plan(plan_path)
        tables = read_training(tables_path or path, problem)
        training = plan_training(problem, plan, tables, weeks=weeks, stop=time_limit, seed=seed)
        proven: tuple[ProvenWeek, ...] = ()
        if prove is not None:
            proven = prove_weeks(problem, plan, training.feed, stop=prove, seed=seed)
        write_training(training, out, weeks=proven, lang=lang)
        if as_json:
            told = screen.fault_data(tables.warnings, lang)
            screen.write_json(_as_data(training, proven) | {"warnings": told})
            return
        screen.write_warnings(tables.warnings)
        words = wording(problem, lang)
        screen.write("\n".join([*words.of_training(tables, training), *words.of_weeks(proven)]))
        screen.write(say("yearly.written", out=out))


def _as_data(training: Training, weeks: Sequence[ProvenWeek]) -> dict[str, object]:
    return {
        "status": training.status.value,
        "places": [
            asdict(one) | {"lost": [asdict(lost) | {"date": str(lost.date)} for lost in one.lost]}
            for one in training.places
        ],
        "without": [asdict(one) for one in training.without],
        "shadows": [asdict(one) | {"monday": str(one.monday)} for one in training.shadows],
        "meetings": [
            asdict(one) | {"dates": [str(date) for date in one.dates]} for one in training.meetings
        ],
        "goals": [asdict(goal) for goal in training.goals],
        "weeks": [
            asdict(one) | {"monday": str(one.monday), "status": one.status.value} for one in weeks
        ],
        "feed": {table: len(rows) for table, rows in training.feed.rows.items()},
    }
