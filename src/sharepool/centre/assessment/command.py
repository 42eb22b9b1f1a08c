"""``assess``: what people, schools and associations are assessed at."""

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
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.centre.assessment.types import Assessment, AssessmentTables
    from sharepool.centre.ledger.types import Ledger


def assess_everybody(
    path: ProblemPath,
    plan_paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLAN...", help="A plan.csv, or the TERM folder that replan writes; or both."
        ),
    ],
    *,
    rates_path: Annotated[
        Path,
        typer.Option("--rates", metavar="RATES", help="The rates.toml: what sharing is worth."),
    ],
    out: OutFolder,
    tables_path: Annotated[
        Path | None,
        typer.Option(
            "--tables",
            metavar="FOLDER",
            help="assessment.toml, ratings, duties, corrections (default: those of PROBLEM).",
        ),
    ] = None,
    rules_path: Annotated[
        Path | None, typer.Option("--rules", metavar="TOML", help="In place of assessment.toml.")
    ] = None,
    points_path: Annotated[
        Path | None,
        typer.Option("--associations", metavar="FOLDER", help="Where associations.csv is."),
    ] = None,
    weeks: Annotated[
        int, typer.Option(min=1, help="A plan.csv stands for so many weeks, from the problem's on.")
    ] = 1,
    sensitivity: Annotated[
        int,
        typer.Option(min=0, max=100, help="Whose band changes if a weight does, by so many %."),
    ] = 0,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Assess people, schools and associations by what the ledger holds.

    Components with weights and caps, bands with largest shares and minimums, all from
    assessment.toml; every point with the rows that it follows from. Writes tables and a sheet for
    each into a new or empty folder.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.assessment.decision import assess_term
        from sharepool.centre.assessment.report_tables import write_assessment
        from sharepool.centre.assessment.tables import read_assessment
        from sharepool.centre.assessment.words import wording
        from sharepool.centre.ledger.accounting import keep_ledger
        from sharepool.centre.ledger.command import gather_weeks
        from sharepool.centre.ledger.tables import read_rates
        from sharepool.centre.points.given import count_hours
        from sharepool.centre.points.tables import read_points
        from sharepool.tables import read_problem

        refuse_to_overwrite(out)
        problem = read_problem(path)
        term = gather_weeks(problem, plan_paths, weeks)
        associations = () if points_path is None else read_points(points_path, problem).associations
        tables = read_assessment(
            tables_path or path,
            problem,
            rules=rules_path,
            associations=[one.association_id for one in associations],
        )
        ledger = keep_ledger(problem, term, read_rates(rates_path), tables.duties)
        assessment = assess_term(
            problem,
            ledger,
            tables,
            associations=associations,
            given=count_hours(associations, term),
            sensitivity=sensitivity,
        )
        write_assessment(assessment, out, lang)
        _tell_of_other_terms(ledger, tables)
        if as_json:
            told = screen.fault_data(tables.warnings, lang)
            screen.write_json(_as_data(assessment) | {"warnings": told})
            return
        screen.write_warnings(tables.warnings)
        screen.write("\n".join(wording(lang).of_assessment(assessment, sensitivity)))
        screen.write(say("yearly.written", out=out))


def _tell_of_other_terms(ledger: Ledger, tables: AssessmentTables) -> None:
    """Say how many rows of the tables are of other terms."""
    duties = len(tables.duties) - len(ledger.other_duties)
    if duties:
        screen.write(say("ledger.duties_outside", count=duties), err=True)
    ratings = sum(
        row.date is not None and row.date < min(ledger.weeks, default=row.date)
        for row in tables.ratings
    )
    if ratings:
        screen.write(say("assess.ratings_before", count=ratings), err=True)


def _as_data(assessment: Assessment) -> dict[str, object]:
    return {
        "scores": [
            {
                "kind": one.kind.value,
                "subject": one.subject,
                "name": one.name,
                "total": float(one.total),
                "rank": one.rank,
                "band": one.band,
                "components": {
                    part.name: {
                        "value": None if part.value is None else float(part.value),
                        "points": float(part.points),
                        "corrected": float(part.corrected),
                        "facts": len(part.facts),
                    }
                    for part in one.components
                },
            }
            for one in assessment.scores
        ],
        "changes": [asdict(one) for one in assessment.changes],
    }
