"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """In which language sentences are written."""

    ENGLISH = "en"
    CHINESE = "zh"


ProblemPath = Annotated[
    Path,
    typer.Argument(
        metavar="PROBLEM", help="A folder of CSV files with rules.toml, or one .xlsx workbook."
    ),
]
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan.csv to look at.")]
OutFolder = Annotated[
    Path, typer.Option("--out", help="The folder to write to; made if it is not there.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to stdout and nothing else.")]
Lang = Annotated[Language, typer.Option("--lang", help="Language of sentences.")]
TimeLimit = Annotated[
    float, typer.Option(metavar="S", min=0, max=10**6, help="Seconds to look for a better one.")
]
