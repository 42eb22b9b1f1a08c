"""The tables in the making, and where each of their cells comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils.cell import coordinate_from_string

from sharepool.base.errors import Fault
from sharepool.tables.importing.listings import SheetCell

READ, DERIVED, ANSWERED, ASSUMED = "read", "derived", "answered", "default"
"""How a cell came about: as it stands, from what stands there, by an answer, by a default."""


@dataclass(frozen=True)
class CellTrace:
    """Where a cell of the problem comes from.

    Attributes
    ----------
    table, row, column, value : str, int, str, str
        The cell; rows are counted as in a file, the header being row 1.
    how : str
        ``read``, ``derived``, ``answered`` or ``default``.
    sheet, cell, text : str
        What it follows from; for an answer, `text` is the question's key.
    """

    table: str
    row: int
    column: str
    value: str
    how: str
    sheet: str = ""
    cell: str = ""
    text: str = ""


@dataclass(frozen=True)
class Value:
    """A cell's value and what it follows from.

    Attributes
    ----------
    text : str
    source : SheetCell or None
    how : str
    key : str
        Key of the question that it answers.
    """

    text: str
    source: SheetCell | None = None
    how: str = DERIVED
    key: str = ""

    @classmethod
    def read(cls, cell: SheetCell) -> Value:
        """Return a cell's own text."""
        return cls(cell.text, cell, READ)


class Draft:
    """Rows of every table, with their traces.

    Attributes
    ----------
    rows : dict of str to list of dict
        Cells by table.
    traces : list of CellTrace
    kept : dict of str to dict
        Of tables that had rows before, where those that stay were and where they are now.
    faults : list of Fault
        Cells that cannot be meant as they stand, by sheet and cell.
    """

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.traces: list[CellTrace] = []
        self.kept: dict[str, dict[int, int]] = {}
        self.faults: list[Fault] = []

    def refuse(self, cell: SheetCell, code: str, **fields: object) -> None:
        """Note that a cell cannot be meant as it stands."""
        column, row = coordinate_from_string(cell.ref)
        fault = Fault("", row, column, code, cell.text, fields, sheet=cell.sheet, header=column)
        known = {(one.sheet, one.row, one.column, one.code) for one in self.faults}
        if (cell.sheet, row, column, code) not in known:
            self.faults.append(fault)

    def keep(self, table: str, rows: Sequence[Mapping[str, str]], numbers: Sequence[int]) -> None:
        """Begin a table with rows that it had before, in the rows of these numbers."""
        self.rows[table] = [dict(row) for row in rows]
        self.kept[table] = {number: place for place, number in enumerate(numbers, start=2)}

    def add(self, table: str, cells: Mapping[str, Value | None]) -> None:
        """Append a row; cells that are None or blank are left out."""
        row = {}
        number = len(self.rows[table]) + 2
        for column, value in cells.items():
            if value is None or value.text == "":
                continue
            row[column] = value.text
            text, sheet, ref = value.source or ("", "", "")
            self.traces.append(
                CellTrace(
                    table, number, column, value.text, value.how, sheet, ref, text or value.key
                )
            )
        self.rows[table].append(row)

    def cite(self, table: str, column: str, value: Value) -> None:
        """Note a further source of a cell of the last row."""
        text, sheet, ref = value.source or ("", "", "")
        number, cell = len(self.rows[table]) + 1, self.rows[table][-1][column]
        self.traces.append(CellTrace(table, number, column, cell, value.how, sheet, ref, text))
