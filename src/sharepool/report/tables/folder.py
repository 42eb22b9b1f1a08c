"""The files that a solve leaves in its folder, written as one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sharepool.analysis.reasons.types import Reason
from sharepool.base.leftovers import clear
from sharepool.messages.headings import in_language
from sharepool.messages.labels import word
from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.report.tables.coverage import list_coverage
from sharepool.report.tables.itineraries import list_itineraries
from sharepool.report.tables.outcome import summary
from sharepool.report.tables.timetables import list_timetables
from sharepool.tables.files import exact_csv, safe_csv, write_files
from sharepool.tables.plan_marks import with_marks
from sharepool.tables.summaries import SUMMARY_FILE
from sharepool.tables.targets import cannot_write, check_target

if TYPE_CHECKING:
    import pandas as pd

PLAN_FILES = ("plan.csv", "itineraries.csv", "site_timetable.csv", "coverage.csv")
"""What a folder holds besides the summary if there is a plan."""


CODES = ("area", "stage", "kind", "skill", "delivery", "step", "verdict")
"""Columns of codes that have words in each language."""

_OWN_HEADINGS = {"role": "角色", "from_name": "出发地"}
"""Chinese headings of columns that mean something else in tables of staff and of moves."""


def check_folder(
    folder: Path, names: Iterable[str] = (SUMMARY_FILE, *PLAN_FILES)
) -> tuple[Path, ...]:
    """Make sure that a folder can be made and files written there; nothing is made.

    Parameters
    ----------
    folder : Path
    names : iterable of str
        The files to write; those of a solve if not given.

    Returns
    -------
    tuple of Path
        Files that another program holds, or that are protected: new ones will be written beside.

    Raises
    ------
    ProblemError
        If the folder cannot be made or written to, or one of the files is a folder.
    """
    try:
        _check_can_be_made(folder)
        if folder.is_dir():
            clear(folder)
        for name in names:
            if (folder / name).is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(folder / name))
    except (OSError, ValueError) as error:
        raise cannot_write(folder, error) from None
    return check_target(folder)


def _check_can_be_made(folder: Path) -> None:
    """Make sure that a folder is there or can be made: it is tried inside one of another name.

    Made and taken away itself, it could be missing where another program has just found it.
    """
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 — resolve() would follow broken links
    there = next(level for level in (whole, *whole.parents) if os.path.lexists(level))
    if there == whole:
        folder.mkdir(exist_ok=True)
        return
    try:
        with TemporaryDirectory(dir=there) as place:
            Path(place, whole.relative_to(there)).mkdir(parents=True)
    except OSError as error:
        error.filename = str(folder)  # What it was tried under says nothing to anybody.
        raise


def write_solution(
    problem: Problem,
    result: Result,
    folder: Path,
    lang: str = "en",
    reasons: Iterable[Reason] = (),
    *,
    about: Mapping[str, Any] | None = None,
) -> tuple[Path, ...]:
    """Write what a solve found: the plan, its reports and the summary, all or none of them.

    Without a plan there is only the summary, with the diagnosis; the files of an earlier plan in
    the folder get the ending ``.stale``, so that nobody takes them for this outcome.

    Parameters
    ----------
    problem : Problem
    result : Result
    folder : Path
        Made if it is not there.
    lang : str
        Language of the diagnosis and of the reasons: ``"en"`` or ``"zh"``.
    reasons : iterable of Reason
        Why sessions are missing, for ``coverage.csv``.
    about : mapping, optional
        What else the summary says.

    Returns
    -------
    tuple of Path
        The files written.
    """
    said = summary(problem, result, lang) | dict(about or {})
    told = json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False)
    files: dict[str, bytes | str] = {}
    if result.has_plan:
        files = _plan_files(problem, result.plan, reasons, lang)
    files[SUMMARY_FILE] = told + "\n"
    stale = [name for name in PLAN_FILES if name not in files]
    return write_files(files, folder, seal=SUMMARY_FILE, stale=stale)


def timed_plan(problem: Problem, plan: Plan) -> pd.DataFrame:
    """Return the rows of ``plan.csv``, in time order: the plan, and what follows from it."""
    import pandas as pd

    sessions = Itinerary(problem, plan).sessions
    rows = [
        (
            session.person.staff_id,
            session.demand.demand_id,
            session.day,
            session.slot,
            session.demand.site_id,
            format_clock(session.start_min),
            format_clock(session.end_min),
            session.role_name,
        )
        for session in sessions
    ]
    columns = ["staff_id", "demand_id", "day", "slot", "site_id", "start", "end", "role"]
    frame = pd.DataFrame(rows, columns=columns)
    laid_out = Plan(tuple(session.row for session in sessions), kept=plan.kept)
    return with_marks(frame if problem.roles else frame.drop(columns="role"), laid_out)


def _plan_files(
    problem: Problem, plan: Plan, reasons: Iterable[Reason], lang: str
) -> dict[str, bytes | str]:
    """Return the contents of the plan, exact as machines need it, and of its reports."""
    return {
        "plan.csv": exact_csv(timed_plan(problem, plan)),
        "itineraries.csv": _for_people(list_itineraries(problem, plan), lang),
        "site_timetable.csv": _for_people(list_timetables(problem, plan), lang),
        "coverage.csv": _for_people(list_coverage(problem, plan, reasons, lang), lang),
    }


def _for_people(frame: pd.DataFrame, lang: str) -> bytes:
    """Return a table as people read it; in English, codes and headings are those of programs."""
    if lang != "en":
        words = {
            column: [word(column, code, lang) if code else code for code in frame[column]]
            for column in CODES
            if column in frame
        }
        frame = frame.assign(**words)
    return safe_csv(in_language(frame, lang, _OWN_HEADINGS))
