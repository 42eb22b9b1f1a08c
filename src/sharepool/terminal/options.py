"""Arguments and options that several commands share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.children import most_workers
from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.vocabulary import find_word
from sharepool.tables.csv_files import TEXTS
from sharepool.tables.targets import check_target
from sharepool.tables.workbooks import WORKBOOKS
from sharepool.terminal import screen
from sharepool.terminal.speech import say, speak

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem

_COMMA = re.compile("[,，]")
_LARGEST_SEED = 2**31 - 1


def _at_least_zero(value: float) -> float:
    # Written so that NaN is refused too.
    if not value >= 0:
        raise typer.BadParameter(say("option.number"))
    return value


def refuse_to_overwrite(out: Path) -> None:
    """Make sure that a folder is new or empty, and can be written to.

    Raises
    ------
    ProblemError
        If it is not, or cannot.
    """
    if out.suffix.lower() in WORKBOOKS | TEXTS and not out.exists():
        raise ProblemError([Fault("", None, "--out", "not_a_folder", str(out))])
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise ProblemError([Fault("", None, "--out", "not_empty", str(out))])
    check_target(out)


def given_path(text: str) -> Path:
    """Return the path that an option names; a blank one is no name of this folder."""
    if not str(text).strip():
        raise typer.BadParameter(say("option.path"))
    return Path(text)


def listed(given: Iterable[str] | None, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the values of an option that takes several: repeated, or in one list with commas.

    Parameters
    ----------
    given : iterable of str
    known : collection of str
        Ids; one that has a comma in it is no list.
    """
    words = (word for one in given or () for word in ([one] if one in known else _COMMA.split(one)))
    return tuple(word.strip() for word in words if word.strip())


def weighed(problem: Problem, given: Iterable[str] | None) -> Problem:
    """Return the problem with the weights that were given as ``NAME=V``.

    Raises
    ------
    ProblemError
        With every one that is no weight.
    """
    from sharepool.problem.rules import Weights
    from sharepool.tables.hints import Hints

    names, faults = Hints(Weights.model_fields), []
    values: dict[str, int] = {}
    for word in listed(given):
        name, _, value = word.partition("=")
        if name.strip() in Weights.model_fields and value.strip().isdecimal():
            values[f"weights.{name.strip()}"] = int(value)
            continue
        fields = {"words": list(Weights.model_fields), "near": names.near(name)}
        faults.append(Fault("", None, "--weight", "bad_weight", word, fields))
    if faults:
        raise ProblemError(faults)
    return problem.replace(rules=values) if values else problem


def _capped(workers: int | None) -> int | None:
    most = most_workers()
    if workers is None or workers <= most:
        return workers
    screen.write(say("option.workers", given=workers, most=most), err=True)
    return most


_LADDER = ("point", "primary", "junior", "senior")
"""Stages, the lowest first."""


def as_pattern(text: str) -> dict[str, int]:
    """Return the schools of each stage of a chain, written ``primary=6,junior=2,senior=1``.

    The lowest stage comes first, in whatever order stages are written that everybody knows.
    """
    pattern: dict[str, int] = {}
    for part in text.replace("，", ",").split(","):
        name, _, count = part.partition("=")
        stage = find_word("stage", name) or name.strip()
        if not stage or not count.strip().isdecimal() or stage in pattern:
            raise typer.BadParameter(say("option.pattern"))
        pattern[stage] = int(count)
    if pattern.keys() <= set(_LADDER):
        return {stage: pattern[stage] for stage in _LADDER if stage in pattern}
    return pattern


def _speak(lang: LanguageOption) -> LanguageOption:
    speak(lang.value)
    return lang


class LanguageOption(StrEnum):
    """In which language sentences are written."""

    ENGLISH = "en"
    CHINESE = "zh"


ProblemPath = Annotated[
    str,  # a path would lose the slashes of a URL
    typer.Argument(
        metavar="PROBLEM",
        help="A folder of CSV files with rules.toml, one .xlsx workbook, or sqlite:///county.db.",
    ),
]
PlanPath = Annotated[Path, typer.Argument(metavar="PLAN", help="The plan.csv to look at.")]
PlanOrTerm = Annotated[
    Path,
    typer.Argument(
        metavar="PLAN", help="The plan.csv to look at, or the TERM folder of sharepool term."
    ),
]
WeekOfTerm = Annotated[
    dt.datetime | None,
    typer.Option(
        "--week-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="Of a TERM: the Monday of the week to look at (default: the problem's week).",
    ),
]
WeekOfJoin = Annotated[
    dt.datetime | None,
    typer.Option(
        "--week-of",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="A date of the week concerned (default: the problem's week).",
    ),
]
OutFolder = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FOLDER",
        parser=given_path,
        help="The folder to write to; made if it is not there.",
    ),
]
PlanInHand = Annotated[
    Path,
    typer.Argument(metavar="PLAN", help="The plan: a plan.csv, a workbook, or a report.xlsx."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to stdout and nothing else.")]
WeightValues = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="NAME=V",
        help="Another weight of a term, e.g. travel=2; several with commas.",
    ),
]
Lang = Annotated[
    LanguageOption,
    typer.Option(
        "--lang",
        is_eager=True,
        callback=_speak,
        help="Language of all that is said (default: that of the system).",
    ),
]
Pattern = Annotated[
    str, typer.Option("--pattern", help="Schools of each stage of a chain, the lowest first.")
]
DEFAULT_PATTERN = "primary=6,junior=2,senior=1"
LendShare = Annotated[
    float,
    typer.Option(
        "--lend-share",
        min=0,
        max=1,
        help="Share of each teacher's load that is the pool's, where lend_lessons is blank.",
    ),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        metavar="S",
        callback=_at_least_zero,
        help="Seconds, counted from the start of the process (inf: no limit).",
    ),
]
Seed = Annotated[int, typer.Option(min=0, max=_LARGEST_SEED, help="Seed of the search.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, callback=_capped, help="Processor cores to use (default: all)."),
]
ParamsFile = Annotated[
    Path | None,
    typer.Option("--params", metavar="FILE", help="A TOML file of parameters that tune the solve."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask scheduler whose workers help with a large problem, e.g. tcp://10.0.0.5:8786.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="No live line, no warnings.")]
SearchLimit = Annotated[
    float,
    typer.Option(
        "--time-limit", metavar="S", min=0, max=10**6, help="Seconds to look for a better one."
    ),
]
