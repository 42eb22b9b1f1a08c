"""A term's folder: what is out, what was held, what is agreed.

::

    TERM/
    ├── term.toml            what is agreed
    ├── problem/             the tables of the term
    ├── plans/A.csv, …       the standing plans
    ├── carry.csv            from the term before
    ├── attendance.csv       what was held
    ├── acknowledgements.csv who has confirmed, who has declined
    └── 2026-03-09/v1/       a version of a week: plan.csv, summary.json, problem/, …
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.term.holding import hold_week
from sharepool.centre.term.rows import TERM_TABLES, Acknowledgement, Attendance, Carry
from sharepool.centre.term.settings import read_settings
from sharepool.centre.term.types import PlanVersion, TermBook, TermSettings, TermWeek
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.tables.findings import TableFindings
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import read_grid
from sharepool.tables.reading import read_plan, read_problem
from sharepool.tables.sources import read_list
from sharepool.tables.summaries import read_summary

PROBLEM, PLANS, PLAN_FILE = "problem", "plans", "plan.csv"
CARRY, ATTENDANCE, ACKNOWLEDGEMENTS = "carry", "attendance", "acknowledgements"

_VERSION = re.compile(r"v(\d+)")

R = TypeVar("R", bound=Row)


def is_term(path: Path) -> bool:
    """Return whether a path is a term's folder, and no folder of one plan."""
    return path.is_dir() and not (path / PLAN_FILE).is_file()


def has_problem(path: Path) -> bool:
    """Return whether a path is the folder of a term that ``sharepool term`` has planned."""
    return is_term(path) and (path / PROBLEM).is_dir()


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
    versions = _with_versions(folder).versions
    return tuple(of_week[-1].week for of_week in versions.values())


def read_lived(folder: str | Path) -> tuple[TermWeek, ...]:
    """Return the weeks of a term folder with what was held: what its ledger pays.

    Without a report every session of the versions in force counts.

    Raises
    ------
    ProblemError
        As :func:`read_term`.
    """
    book = _with_versions(folder)
    until = book.reported_until
    return tuple(hold_week(book, versions).lived(until) for versions in book.versions.values())


def read_week(
    path: str | Path, problem: Problem, week_of: dt.date | None = None, *, as_held: bool = True
) -> TermWeek:
    """Return a plan and its tables, of a file or of a week of a term's folder.

    Parameters
    ----------
    path : str or Path
        A plan, or a TERM folder.
    problem : Problem
        The tables of a plan that is a file.
    week_of : datetime.date, optional
        The Monday of the week; of a folder the problem's own if it has that, or else its first.
    as_held : bool
        Whether reports of what was held count, before the plan in force.

    Raises
    ------
    ProblemError
        The plan cannot be read; the folder lacks the week.
    """
    if not is_term(Path(path)):
        return TermWeek(problem, read_plan(path, problem))
    book = _with_versions(path)
    monday = week_of or problem.rules.week_of
    if week_of is None and monday not in book.versions:
        monday = min(book.versions)
    if monday not in book.versions:
        weeks = [one.isoformat() for one in book.versions]
        raise ProblemError(
            [
                Fault(
                    "",
                    None,
                    "--week-of",
                    "no_version",
                    monday.isoformat(),
                    {"kind": "of", "weeks": weeks},
                )
            ]
        )
    held = hold_week(book, book.versions[monday])
    planned = held.version.week
    return TermWeek(planned.problem, held.plan) if as_held else planned


def _with_versions(folder: str | Path) -> TermBook:
    book = read_term_book(folder)
    if not book.versions:
        fault = Fault("plan", None, "", "missing_file", str(folder), {"kind": "term"})
        raise ProblemError([fault])
    return book


def read_term_book(folder: str | Path) -> TermBook:
    """Return what a term's folder holds; a folder that is not there holds nothing.

    Raises
    ------
    ProblemError
        With every fault of all its files at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> sp.read_term_book("a-term-that-begins").versions
    {}
    """
    folder, faults = Path(folder), _Faults()
    settings = TermSettings()
    with faults:
        settings = read_settings(folder)
    versions: dict[dt.date, tuple[PlanVersion, ...]] = {}
    for monday, paths in _versions(folder):
        with faults:
            versions[monday] = _read_versions(paths)
    standing: dict[str, Plan] = {}
    for path in sorted((folder / PLANS).glob("*.csv")):
        with faults:
            standing[path.stem] = read_plan(path)
    tables = {}
    for name, kind in TERM_TABLES.items():
        with faults:
            tables[name] = read_rows(folder / f"{name}.csv", name, kind, may_miss=True)
    faults.tell()
    return TermBook(
        settings=settings,
        carry=tuple(row for _, row in tables[CARRY] if isinstance(row, Carry)),
        attendance=tuple(row for _, row in tables[ATTENDANCE] if isinstance(row, Attendance)),
        answers=tuple(
            row for _, row in tables[ACKNOWLEDGEMENTS] if isinstance(row, Acknowledgement)
        ),
        versions=versions,
        standing=standing,
    )


def read_term_problem(folder: str | Path) -> Problem:
    """Return the tables of a term.

    Raises
    ------
    ProblemError
        The folder has none, or they have faults.
    """
    path = Path(folder, PROBLEM)
    if not path.is_dir():
        fault = Fault("", None, "TERM", "missing_file", str(folder), {"kind": "term_tables"})
        raise ProblemError([fault])
    return read_problem(path)


def read_rows(
    path: str | Path, table: str, kind: type[R], *, may_miss: bool = False
) -> list[tuple[int, R]]:
    """Return the rows of a table that stands by itself, each with its number.

    Raises
    ------
    ProblemError
        With every fault of the table at once; the file is missing and must not be.
    """
    path, findings = Path(path), TableFindings()
    if not path.is_file():
        if may_miss:
            return []
        raise ProblemError([Fault(table, None, "", "missing_file", str(path), {"kind": "table"})])
    grid = read_list(path, findings, table)
    findings.raise_faults()
    rows = parse_table(read_grid(table, grid, findings, path.name), findings)
    findings.raise_faults()
    return [(number, row) for number, row in rows if isinstance(row, kind)]


def _read_versions(paths: Mapping[int, Path]) -> tuple[PlanVersion, ...]:
    """Return the versions of a week; of those out of force, the plans."""
    numbers = sorted(paths)
    latest = paths[numbers[-1]]
    tables = read_problem(latest / PROBLEM)
    plans = [read_plan(paths[number] / PLAN_FILE) for number in numbers[:-1]]
    plans.append(read_plan(latest / PLAN_FILE, tables))
    return tuple(
        _version(paths[number], number, TermWeek(tables, plan))
        for number, plan in zip(numbers, plans, strict=True)
    )


def _version(path: Path, number: int, week: TermWeek) -> PlanVersion:
    said = read_summary(path / PLAN_FILE)
    objective, bound = (
        said.get(key) if isinstance(said.get(key), int) else None
        for key in ("term_objective", "term_bound")
    )
    return PlanVersion(week, number, str(said.get("letter") or ""), objective, bound)


def _versions(folder: Path) -> Iterator[tuple[dt.date, dict[int, Path]]]:
    """Yield the folders of the versions of each week, by number."""
    weeks: Sequence[Path] = sorted(folder.iterdir()) if folder.is_dir() else ()
    for week in weeks:
        monday = _as_date(week.name)
        if monday is None or not week.is_dir():
            continue
        versions = {
            int(match[1]): path
            for path in week.iterdir()
            if (match := _VERSION.fullmatch(path.name)) and (path / PLAN_FILE).is_file()
        }
        if versions:
            yield monday, versions


def _as_date(name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(name)
    except ValueError:
        return None


class _Faults:
    """Gathers the faults of several files, each read in a ``with`` block."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, ProblemError):
            self._found += error.faults
            return True
        return False

    def tell(self) -> None:
        """Raise what was found, if anything was."""
        if self._found:
            raise ProblemError(list(dict.fromkeys(self._found)))
