"""A whole problem in one JSON file: an object of tables, each a list of rows, and of rules.

The cells are those of the tables: what :meth:`~sharepool.problem.problem.Problem.model_dump_json`
writes, and what programs in other languages send.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault
from sharepool.tables.csv_files import RuleItems, read_text
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of, read_table_name
from sharepool.tables.raw import Grid

JSON = ".json"

Document = Mapping[str, Any]


def read_json(path: Path, findings: TableFindings) -> tuple[dict[str, Grid], RuleItems | None]:
    """Return the grids of a JSON file's tables by name, and its rules; every fault is noted."""
    document = _parse(path, findings)
    if document is None:
        return {}, None
    rules = document.get("rules")
    if rules is not None and not isinstance(rules, Mapping):
        findings.faults.append(_bad(path, "rules", "json_rules"))
        rules = {}
    grids = {}
    for name, rows in document.items():
        if name == "rules":
            continue
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            findings.faults.append(_bad(path, name, "json_table"))
            continue
        grids[name] = _grid(rows) if rows else _empty(name)
    return grids, None if rules is None else list(rules.items())


def _parse(path: Path, findings: TableFindings) -> Document | None:
    text = read_text(path, findings, "")
    if text is None:
        return None
    reason = "{ … }"
    try:
        document = json.loads(text, parse_float=Decimal, parse_constant=_constant)
        if isinstance(document, Mapping):
            return document
    except (ValueError, RecursionError) as error:
        reason = str(error)
    findings.faults.append(_bad(path, "", "json", reason=reason))
    return None


def _bad(path: Path, table: str, kind: str, **fields: Any) -> Fault:
    return Fault(table, None, "", "bad_file", path.name, {"kind": kind, **fields})


def _constant(name: str) -> float | None:
    """Return what no JSON has and programs write all the same: ``NaN`` is a blank cell."""
    return None if name == "NaN" else float(name)


def _empty(name: str) -> Grid:
    """Return the header alone of a table without rows; nothing of one that nobody knows."""
    table = read_table_name(name)
    return [] if table is None else [list(columns_of(table))]


def _grid(rows: list[Mapping[str, Any]]) -> Grid:
    """Return a header, of every key there is, and the rows."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    return [header, *([_cell(row.get(key)) for key in header] for row in rows)]


def _cell(value: Any) -> Any:
    """Return a cell as a table holds it: weekdays run together, other parts are listed."""
    if isinstance(value, list):
        is_days = all(isinstance(part, int) for part in value)
        return ("" if is_days else ";").join(map(str, value))
    return json.dumps(value) if isinstance(value, Mapping) else value
