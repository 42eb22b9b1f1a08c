"""The weeks of a term from the version folders that ``sharepool replan`` writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from sharepool.centre.ledger.types import TermWeek
from sharepool.errors import Fault, ProblemError
from sharepool.tables.reading import read_plan, read_problem

_VERSION = re.compile(r"v(\d+)")


def read_term(folder: str | Path) -> tuple[TermWeek, ...]:
    """Return the weeks of a term folder, each with its latest version and that version's tables.

    Parameters
    ----------
    folder : str or Path
        Holds ``2026-03-09/v1/`` and so on, each with ``plan.csv`` and ``problem/``.

    Raises
    ------
    ProblemError
        If there is no version in it, or tables or plans cannot be read: every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.write_problem(problem, "term/2026-03-02/v1/problem")
    >>> sp.write_plan(plan, "term/2026-03-02/v1/plan.csv")
    >>> [str(week.week_of) for week in sp.read_term("term")]
    ['2026-03-02']
    """
    folder = Path(folder)
    latest = list(_latest_versions(folder)) if folder.is_dir() else []
    if not latest:
        fault = Fault("plan", None, "", "missing_file", str(folder), {"kind": "term"})
        raise ProblemError([fault])
    weeks: list[TermWeek] = []
    faults: list[Fault] = []
    for version in latest:
        try:
            weeks.append(
                TermWeek(read_problem(version / "problem"), read_plan(version / "plan.csv"))
            )
        except ProblemError as error:
            faults += error.faults
    if faults:
        raise ProblemError(faults)
    return tuple(weeks)


def _latest_versions(folder: Path) -> Iterator[Path]:
    for week in sorted(folder.iterdir()):
        versions = {
            int(match[1]): path
            for path in (week.iterdir() if _is_date(week.name) and week.is_dir() else ())
            if (match := _VERSION.fullmatch(path.name)) and (path / "plan.csv").is_file()
        }
        if versions:
            yield versions[max(versions)]


def _is_date(name: str) -> bool:
    try:
        dt.date.fromisoformat(name)
    except ValueError:
        return False
    return True
