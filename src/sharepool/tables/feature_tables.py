"""Tables of a feature out of the folder or workbook in which they lie beside others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault
from sharepool.problem.cells import parse_text
from sharepool.problem.rows import Row
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import RawTable, read_grid
from sharepool.tables.sources import Source, read_source

R = TypeVar("R", bound=Row)

NumberedRows = list[tuple[int, Row]]
"""Rows that could be read, each with its number as a spreadsheet counts it."""


def numbered_of(kind: type[R], tables: Mapping[str, NumberedRows]) -> list[tuple[int, R]]:
    """Return the rows of a kind in some tables, each with its number."""
    return [(number, row) for rows in tables.values() for number, row in rows if type(row) is kind]


def rows_of(kind: type[R], tables: Mapping[str, NumberedRows]) -> tuple[R, ...]:
    """Return the rows of a kind in some tables."""
    return tuple(row for _, row in numbered_of(kind, tables))


def read_feature_tables(
    path: str | Path, kinds: Mapping[str, type[Row]], findings: TableFindings
) -> dict[str, NumberedRows]:
    """Return the rows of some tables of a folder or a workbook; a missing table has none.

    Parameters
    ----------
    path : str or Path
    kinds : mapping of str to type
        What a row is, by table; the tables must be registered.
    findings : TableFindings
        Takes the faults of cells, and rows that share a key. Warnings of other tables are left to
        who reads those.
    """
    beside = TableFindings()
    source = read_source(path, beside, kinds)
    findings.faults += beside.faults
    tables = {
        name: parse_table(_grid(source, name, findings), findings)
        for name in kinds
        if name in source.grids
    }
    for name, rows in tables.items():
        findings.faults += repeated_keys(name, rows)
    return {name: tables.get(name, []) for name in kinds}


def _grid(source: Source, name: str, findings: TableFindings) -> RawTable:
    return read_grid(name, source.grids[name], findings, source.names.get(name, ""))


def repeated_keys(table: str, rows: Iterable[tuple[int, Row]]) -> Iterator[Fault]:
    """Find rows that have the key of an earlier one."""
    first: dict[tuple[object, ...], int] = {}
    for number, row in rows:
        if not row.key:
            return
        value = tuple(getattr(row, column) for column in row.key)
        if value in first:
            fields = {"kind": "same", "first": first[value]}
            yield Fault(table, number, row.key[-1], "duplicate_id", shown(value[-1]), fields)
        first.setdefault(value, number)


def unknown_values(
    table: str,
    rows: Iterable[tuple[int, Row]],
    column: str,
    known: Iterable[str],
    target: str,
) -> Iterator[Fault]:
    """Find ids in a column, or in the list that its cells are, that no row of a table has.

    Parameters
    ----------
    table : str
    rows : iterable of (int, Row)
    column : str
    known : iterable of str
        The ids that there are.
    target : str
        The table that they are of, for the advice. Blank cells are no faults.
    """
    ids = set(known)
    hints = Hints(ids)
    for number, row in rows:
        cell = getattr(row, column)
        for value in cell if isinstance(cell, tuple) else (cell,):
            if value not in {None, "", *ids}:
                near = "" if target == "staff" else hints.near(parse_text(value))
                fields = {"target": target, "near": near}
                yield Fault(table, number, column, "unknown_id", shown(value), fields)
