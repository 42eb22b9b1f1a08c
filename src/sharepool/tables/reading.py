"""Problems and plans from files and data frames, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, PlanError, ProblemError
from sharepool.problem.coordinates import to_wgs84
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import REQUIRED_TABLES, TABLES, Assignment, Row, Site
from sharepool.problem.rules import Rules
from sharepool.problem.vocabulary import plain
from sharepool.tables.faults import find_faults
from sharepool.tables.findings import TableFindings
from sharepool.tables.parsing import ParsedTables, parse_table
from sharepool.tables.plan_clocks import read_clocks
from sharepool.tables.plan_ids import find_unknown_in_rows
from sharepool.tables.plan_marks import read_marks
from sharepool.tables.raw import Grid, RawTable, read_grid
from sharepool.tables.rulebook import read_rules
from sharepool.tables.sources import (
    Source,
    frame_grid,
    read_frames,
    read_list,
    read_source,
)
from sharepool.tables.suspicions import find_suspicions

PLACES = 7
"""Decimals of a degree that are kept of a converted point: a centimetre."""
MOST_SITES = 5000
"""Sites beyond which the minutes between each two take more memory than a computer has."""
UNREAD = frozenset({"bad_file", "not_a_file", "too_large"})
"""Faults of a file that is there, but could not be read."""


def read_problem(path: str | Path) -> Problem:
    """Read a problem from a folder of CSV files with a ``rules.toml``, or one file or database.

    Parameters
    ----------
    path : str or Path
        The folder, a workbook (``.xlsx``), a ``.json`` file, or the URL of a database
        (``sqlite:///county.db``), which takes the extra ``databases``.

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
        fields = {"week_of": str(Rules().week_of)}
        findings.warnings.append(Fault("rules", None, "", "missing_rules", "", fields))
    return _problem(source, findings)


def problem_from_frames(
    frames: Mapping[str, Any], rules: Mapping[str, Any] | None = None
) -> Problem:
    """Return the problem that data frames hold, the same as if they were read from a file.

    Parameters
    ----------
    frames : mapping of str to data frame
        Tables by name, of pandas, polars, pyarrow or another library that narwhals knows, with
        English or Chinese headers; cells may be text or typed. A ``rules`` frame of keys and
        values is taken too.
    rules : mapping, optional
        What ``rules.toml`` would hold, nested or with dotted keys.

    Raises
    ------
    ProblemError
        With every fault of every table at once.
    TypeError
        What is given is no mapping, or a table no data frame.
    """
    for name, given in (("frames", frames), ("rules", {} if rules is None else rules)):
        if not isinstance(given, Mapping):
            raise TypeError(f"{name}: give a mapping, not {type(given).__name__}")
    findings = TableFindings()
    source = read_frames(frames, findings)
    source.rules = list((rules or {}).items())
    return _problem(source, findings)


def read_plan(path: str | Path, problem: Problem | None = None) -> Plan:
    """Read a plan from a CSV file, or from a workbook's sheet ``plan`` (or else its first).

    Of the columns beside ``staff_id, demand_id, day, slot``, ``start`` and ``end`` are kept as the
    plan's `clocks`, and ``keep`` as what is `kept`; others are left out.

    Parameters
    ----------
    path : str or Path
    problem : Problem, optional
        Whose people and demands the plan may name; without it any. Ids that differ from its own by
        width alone are written as it writes them.

    Raises
    ------
    PlanError
        If the file or one of these columns is missing, a cell cannot be read, or the problem lacks
        an id of the plan.

    Examples
    --------
    >>> import sharepool as sp
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> sp.write_plan(plan, "plan.csv")
    >>> sp.read_plan("plan.csv") == plan
    True
    """
    return _plan_of_file(Path(path), problem, may_name=problem)


def read_any_plan(path: str | Path, problem: Problem | None = None) -> Plan:
    """Read a plan as :func:`read_plan` does; it may name people and demands that are no more."""
    return _plan_of_file(Path(path), problem)


def _plan_of_file(path: Path, problem: Problem | None, may_name: Problem | None = None) -> Plan:
    findings = TableFindings()
    if not path.is_file():
        fields = {"kind": "folder" if path.is_dir() else "table", "table": "plan"}
        raise PlanError([Fault("plan", None, "", "missing_file", str(path), fields)])
    if problem is not None:
        findings.spellings = {
            "staff": {plain(one): one for one in problem.person_of},
            "demands": {plain(one): one for one in problem.demand_of},
        }
    return _plan(read_list(path, findings, "plan"), findings, path.name, may_name)


def plan_from_frame(frame: Any) -> Plan:
    """Return the plan that a data frame with the columns of ``plan.csv`` holds.

    Raises
    ------
    PlanError
        If a column is missing or a cell cannot be read.
    """
    return _plan(frame_grid(frame, "plan"), TableFindings())


def _plan(
    grid: Grid, findings: TableFindings, name: str = "", may_name: Problem | None = None
) -> Plan:
    """Return the plan of some rows; with a problem, one that names nothing beyond it."""
    findings.raise_faults(PlanError)
    rows = parse_table(read_grid("plan", grid, findings, name), findings)
    kept = read_marks(grid, rows, findings)
    sessions = [(number, row) for number, row in rows if isinstance(row, Assignment)]
    if may_name is not None:
        findings.faults += find_unknown_in_rows(may_name, sessions)
    findings.raise_faults(PlanError)
    return Plan(tuple(row for _, row in sessions), read_clocks(grid, rows), kept)


def _problem(source: Source, findings: TableFindings) -> Problem:
    """Return the problem of what was read, unless anything of it is at fault."""
    tables = gather(source, findings)
    findings.faults += find_faults(tables)
    findings.raise_faults()
    findings.warnings += find_suspicions(tables)
    return tables.problem.model_copy(update={"warnings": findings.in_order(findings.warnings)})


def gather(source: Source, findings: TableFindings) -> ParsedTables:
    """Return what can be read of the tables of a problem; each fault of a cell is noted.

    Raises
    ------
    ProblemError
        If nothing can be read.
    """
    if not source.grids:
        findings.raise_faults()
    items = list(source.rules or [])
    if "rules" in source.grids:
        sheet = read_grid("rules", source.grids["rules"], findings, source.names.get("rules", ""))
        items += [(cells["key"], cells.get("value")) for cells in sheet.rows if "key" in cells]
        findings.faults += [
            Fault("rules", number, "key", "missing_value")
            for number, cells in zip(sheet.numbers, sheet.rows, strict=True)
            if "key" not in cells and "value" in cells
        ]
    rules = read_rules(items, findings)
    raw = {
        name: read_grid(name, source.grids[name], findings, source.names.get(name, ""))
        for name in TABLES
        if name in source.grids
    }
    findings.faults += _missing_tables(raw, findings)
    parsed = {name: parse_table(table, findings) for name, table in raw.items()}
    rules = _on_the_globe(parsed, rules)
    broken = frozenset(fault.table for fault in findings.faults)
    return ParsedTables(raw, parsed, rules, broken)


def _on_the_globe(parsed: dict[str, list[tuple[int, Row]]], rules: Rules) -> Rules:
    """Turn the sites' coordinates into WGS84, and return the rules that say so."""
    system = rules.travel.coordinates
    if system == "wgs84":
        return rules
    parsed["sites"] = [
        (number, _moved(row, system) if isinstance(row, Site) else row)
        for number, row in parsed.get("sites", [])
    ]
    travel = rules.travel.model_copy(update={"coordinates": "wgs84"})
    return rules.model_copy(update={"travel": travel})


def _moved(site: Site, system: str) -> Site:
    if site.lon is None or site.lat is None:
        return site
    lon, lat = to_wgs84(site.lon, site.lat, system)
    return site.model_copy(update={"lon": round(lon, PLACES), "lat": round(lat, PLACES)})


def _missing_tables(raw: Mapping[str, RawTable], findings: TableFindings) -> list[Fault]:
    unreadable = {fault.table for fault in findings.faults if fault.code in UNREAD}
    faults = [
        Fault(name, None, "", "missing_table")
        for name in REQUIRED_TABLES
        if name not in raw and name not in unreadable
    ]
    if "sites" in raw and raw["sites"].columns and not raw["sites"].numbers:
        faults.append(Fault("sites", None, "", "empty_table"))
    if "sites" in raw and len(raw["sites"].numbers) > MOST_SITES:
        fields = {"kind": "sites", "limit": MOST_SITES}
        raise ProblemError([Fault("sites", None, "", "too_large", "", fields)])
    return faults
