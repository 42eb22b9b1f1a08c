"""Tables before parsing: cells as they were found, under the names of their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sharepool.errors import Fault
from sharepool.tables.headers import PLAN_EXTRAS, columns_of, read_header
from sharepool.tables.hints import Hints

Grid = list[Sequence[Any]]
"""Rows of cells as a spreadsheet shows them, the header among them."""


@dataclass
class TableFindings:
    """What was found wrong (faults) or suspicious (warnings) so far."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class RawTable:
    """One table, its cells not yet parsed.

    Attributes
    ----------
    name : str
    columns : frozenset of str
        Columns that the table has (English names).
    numbers : list of int
        Number of each row as a spreadsheet counts it.
    rows : list of dict
        Cells by column; blank ones are left out.
    """

    name: str
    columns: frozenset[str]
    numbers: list[int]
    rows: list[dict[str, Any]]


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing, or nothing but white space."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def read_grid(name: str, grid: Grid, findings: TableFindings) -> RawTable:
    """Return the table that rows of cells hold; its header is the first row that is not blank."""
    filled = (
        (number, cells)
        for number, cells in enumerate(grid, start=1)
        if not all(map(is_blank, cells))
    )
    _, header = next(filled, (1, ()))
    column_at = _read_headers(name, header, findings)
    numbers, rows = [], []
    for number, cells in filled:
        if not all(map(is_blank, cells[len(header) :])):
            advice = "this row has more cells than the header; put cells that hold commas in quotes"
            findings.faults.append(Fault(name, number, "", "row_too_long", "", advice))
        numbers.append(number)
        rows.append(
            {
                column: cells[place]
                for place, column in column_at.items()
                if place < len(cells) and not is_blank(cells[place])
            }
        )
    return RawTable(name, frozenset(column_at.values()), numbers, rows)


def _read_headers(name: str, header: Sequence[Any], findings: TableFindings) -> dict[int, str]:
    """Return which column stands at which place; name each fault and each unknown header."""
    known = columns_of(name)
    column_at: dict[int, str] = {}
    for place, cell in enumerate(header):
        column = None if is_blank(cell) else read_header(name, cell)
        if column is None:
            findings.warnings.extend(_unknown_header(name, cell))
        elif column in column_at.values():
            advice = f"this is a second header for {column}; keep one of the two columns"
            findings.faults.append(Fault(name, 1, column, "duplicate_column", str(cell), advice))
        else:
            column_at[place] = column
    for column, required in known.items():
        if required and column not in column_at.values():
            advice = f"the table lacks the column {column}; add it"
            findings.faults.append(Fault(name, None, column, "missing_column", "", advice))
    return column_at


def _unknown_header(name: str, header: Any) -> Iterable[Fault]:
    """Yield a warning, except where more columns are usual: rules, plans, margins."""
    plan = name in {"plan", "previous_plan"}
    if name == "rules" or is_blank(header) or (plan and str(header).strip() in PLAN_EXTRAS):
        return
    if name != "plan":
        advice = f"this column is not used{Hints(columns_of(name)).of(str(header))}"
        yield Fault(name, 1, "", "unknown_column", str(header), advice)
