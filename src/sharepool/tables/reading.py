"""Problems and plans from files and data frames, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sharepool.errors import Fault, PlanError, ProblemError
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import REQUIRED_TABLES, TABLES, Assignment
from sharepool.tables.faults import find_faults
from sharepool.tables.headers import order_of_tables
from sharepool.tables.parsing import ParsedTables, parse_table
from sharepool.tables.raw import Grid, RawTable, TableFindings, read_grid
from sharepool.tables.rulebook import read_rules
from sharepool.tables.sources import (
    Source,
    frame_grid,
    read_frames,
    read_list,
    read_source,
)
from sharepool.tables.suspicions import find_suspicions


def read_problem(path: str | Path) -> Problem:
    """Read a problem from a folder of CSV files and a ``rules.toml``, a workbook or a database.

    Parameters
    ----------
    path : str or Path
        The folder, an ``.xlsx`` file, or the URL of a database (``sqlite:///county.db``), which
        takes the extra ``sharepool[databases]``.

    Returns
    -------
    Problem
        With what looked suspicious, though legal, in its ``warnings``.

    Raises
    ------
    ProblemError
        With every fault of every table at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> len(problem.sites), len(problem.staff), len(problem.demands)
    (3, 3, 4)
    >>> [fault.code for fault in problem.warnings]
    ['serves_nothing', 'skill_not_valid', 'nobody_qualified']
    """
    findings = TableFindings()
    source = read_source(path, findings)
    if source.rules is None and "rules" not in source.grids:
        advice = "no rules are given, so every rule has its default, week_of too"
        findings.warnings.append(Fault("rules", None, "", "missing_rules", "", advice))
    return _problem(source, findings)


def problem_from_frames(
    frames: Mapping[str, Any], rules: Mapping[str, Any] | None = None
) -> Problem:
    """Return the problem that data frames hold, the same as if they were read from a file.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        Tables by name, with English or Chinese headers; cells may be text or typed. A ``rules``
        frame of keys and values is taken too.
    rules : mapping, optional
        What ``rules.toml`` would hold, nested or with dotted keys.

    Raises
    ------
    ProblemError
        With every fault of every table at once.
    """
    findings = TableFindings()
    source = read_frames(frames, findings)
    source.rules = list((rules or {}).items())
    return _problem(source, findings)


def read_plan(path: str | Path) -> Plan:
    """Read a plan from a CSV file, or from a workbook's sheet ``plan`` (or else its first).

    Columns beside ``staff_id, demand_id, day, slot`` are left out.

    Raises
    ------
    PlanError
        If the file or one of these columns is missing, or a cell cannot be read.

    Examples
    --------
    >>> import sharepool as sp
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.write_plan(plan, "plan.csv")
    >>> sp.read_plan("plan.csv") == plan
    True
    """
    path, findings = Path(path), TableFindings()
    if not path.is_file():
        advice = "there is no such file; give the path of a plan"
        raise PlanError([Fault("plan", None, "", "missing_file", str(path), advice)])
    return _plan(read_list(path, findings, "plan"), findings)


def plan_from_frame(frame: Any) -> Plan:
    """Return the plan that a data frame with the columns of ``plan.csv`` holds.

    Raises
    ------
    PlanError
        If a column is missing or a cell cannot be read.
    """
    return _plan(frame_grid(frame), TableFindings())


def _plan(grid: Grid, findings: TableFindings) -> Plan:
    if findings.faults:
        raise PlanError(findings.faults)
    rows = parse_table(read_grid("plan", grid, findings), findings)
    if findings.faults:
        raise PlanError(in_order(findings.faults))
    return Plan(tuple(row for _, row in rows if isinstance(row, Assignment)))


def _problem(source: Source, findings: TableFindings) -> Problem:
    """Return the problem of what was read, unless anything of it is at fault."""
    tables = gather(source, findings)
    findings.faults += find_faults(tables)
    if findings.faults:
        raise ProblemError(in_order(findings.faults))
    warnings = tuple(in_order(findings.warnings + find_suspicions(tables)))
    return tables.problem.model_copy(update={"warnings": warnings})


def gather(source: Source, findings: TableFindings) -> ParsedTables:
    """Return what can be read of the tables of a problem; each fault of a cell is noted.

    Raises
    ------
    ProblemError
        If nothing can be read.
    """
    if findings.faults and not source.grids:
        raise ProblemError(findings.faults)
    items = list(source.rules or [])
    if "rules" in source.grids:
        sheet = read_grid("rules", source.grids["rules"], findings)
        items += [(cells["key"], cells.get("value")) for cells in sheet.rows if "key" in cells]
    rules = read_rules(items, findings)
    raw = {
        name: read_grid(name, source.grids[name], findings)
        for name in TABLES
        if name in source.grids
    }
    findings.faults += _missing_tables(raw, findings)
    parsed = {name: parse_table(table, findings) for name, table in raw.items()}
    broken = frozenset(fault.table for fault in findings.faults)
    return ParsedTables(raw, parsed, rules, broken)


def _missing_tables(raw: Mapping[str, RawTable], findings: TableFindings) -> list[Fault]:
    unreadable = {fault.table for fault in findings.faults if fault.code == "bad_file"}
    advice = "a problem needs this table; add it (its header alone, if it has no rows)"
    faults = [
        Fault(name, None, "", "missing_table", "", advice)
        for name in REQUIRED_TABLES
        if name not in raw and name not in unreadable
    ]
    if "sites" in raw and raw["sites"].columns and not raw["sites"].numbers:
        faults.append(Fault("sites", None, "", "empty_table", "", "give at least one site"))
    return faults


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return faults by table and row."""
    order = order_of_tables()

    def place(fault: Fault) -> tuple[int, int]:
        known = fault.table in order
        return order.index(fault.table) if known else len(order), fault.row or 0

    return sorted(faults, key=place)
