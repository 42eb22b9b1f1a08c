"""The versions of a week: a plan that is out is never overwritten, a new one says what it replaces.

::

    term/
    └── 2026-03-09/
        ├── v1/             plan.csv, itineraries.csv, …, summary.json
        │   ├── moves.csv   what became of each session of the plan that it replaces
        │   └── problem/    the tables of that week
        └── v2/
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

from sharepool.analysis.reasons.types import Reason
from sharepool.analysis.replanning.types import Replan
from sharepool.base.leftovers import staging
from sharepool.messages.headings import in_language
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.report.tables.folder import write_solution
from sharepool.report.tables.moves import list_moves
from sharepool.tables import write_problem
from sharepool.tables.files import safe_csv, write_whole
from sharepool.tables.summaries import read_summary


def write_version(
    problem: Problem,
    plan: Plan,
    found: Replan,
    term: Path,
    *,
    replaced: Path | None = None,
    lang: str = "en",
    reasons: Iterable[Reason] = (),
) -> Path:
    """Write a week that was planned again as the next version of that week.

    Parameters
    ----------
    problem : Problem
        As it was, with everybody who has left.
    plan : Plan
        The plan that the new one replaces.
    found : Replan
        With a plan.
    term : Path
        The folder of all weeks; made if it is not there.
    replaced : Path, optional
        The file of the replaced plan; if it is a version itself, the new one says which.
    lang : str
        Language of sentences.
    reasons : iterable of Reason
        Why sessions are missing.

    Returns
    -------
    Path
        The folder of the version.
    """

    def fill(ready: Path, number: int) -> None:
        write_whole(ready / "moves.csv", safe_csv(in_language(list_moves(problem, found), lang)))
        write_problem(found.problem, ready / "problem")
        about = {"plan_version": number, "replaces": _replaced(plan, replaced)}
        write_solution(found.problem, found.result, ready, lang, reasons, about=about)

    return add_version(term, found.problem.rules.week_of, fill)


def add_version(term: Path, monday: dt.date, fill: Callable[[Path, int], None]) -> Path:
    """Write the next version of a week: all of it is there, or nothing.

    Parameters
    ----------
    term : Path
        The folder of all weeks; made if it is not there.
    monday : datetime.date
    fill : callable
        Writes the files into a folder, given the number of the version. It is called again if
        somebody else has written a version of that number by then.

    Returns
    -------
    Path
        The folder of the version.
    """
    week = Path(term) / monday.isoformat()
    week.mkdir(parents=True, exist_ok=True)
    with staging(week) as folder:
        ready, number = folder / "ready", 0
        while True:
            number = _next_number(week, number)
            fill(ready, number)
            try:
                return ready.rename(week / f"v{number}")
            except OSError:
                # Unless somebody else was quicker, it cannot be written at all.
                if not (week / f"v{number}").exists():
                    raise


def _next_number(week: Path, last: int) -> int:
    """Return the next number above the last one that no version of a week has."""
    return next(number for number in count(last + 1) if not (week / f"v{number}").exists())


def _replaced(plan: Plan, path: Path | None) -> dict[str, Any]:
    """Return which plan is replaced: what it holds, and its week and version if it says so."""
    known: dict[str, Any] = {"plan_id": plan.fingerprint, "week_of": None, "plan_version": None}
    if path is None:
        return known
    said = read_summary(path)
    if said.get("plan_id") != plan.fingerprint:
        return known
    return known | {key: said.get(key) for key in ("week_of", "plan_version")}
