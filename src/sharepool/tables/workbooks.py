"""Workbooks of every usual kind, as sheets of cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.archives import MOST_BYTES, DamagedError, SheetFacts, inspect
from sharepool.tables.files import read_file

WORKBOOK = ".xlsx"
"""The kind of workbook that is written."""
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".et", ".xlsb", ".ods"})
"""Kinds of workbooks that are read."""

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIRST_DAY = dt.date(1900, 1, 1)

Span = tuple[int, int, int, int]
"""First row and column of merged cells, and the last, counted from 0."""


@dataclass(frozen=True)
class BadCell:
    """A cell without a value: a formula that was never computed, or an error."""

    kind: str
    shown: str = ""

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class WorkbookSheet:
    """The cells of one sheet, from its first row and column on.

    Attributes
    ----------
    name : str
    rows : list of sequence
    merged : tuple of Span
        Cells that are one.
    is_hidden : bool
    """

    name: str
    rows: list[Sequence[Any]]
    merged: tuple[Span, ...] = ()
    is_hidden: bool = field(default=False)

    def filled_down(self) -> list[Sequence[Any]]:
        """Return the rows, the value of merged cells in each row of theirs that holds anything."""
        rows = [list(row) for row in self.rows]
        for top, left, bottom, _ in self.merged:
            for number in range(top + 1, min(bottom + 1, len(rows))):
                row = rows[number]
                if left < len(row) and any(cell not in {None, ""} for cell in row):
                    row[left] = rows[top][left]
        return list(rows)


def read_workbook_file(path: Path) -> list[WorkbookSheet]:
    """Return the sheets of a workbook, in their order, charts left out.

    Raises
    ------
    ProblemError
        If it cannot be read; the fault says what it is.
    """
    data = read_file(path)
    try:
        return _read(data)
    except DamagedError as error:
        if error.kind == "unpacked":
            fields = {"kind": "bytes", "megabytes": ">600", "limit": MOST_BYTES >> 20}
            raise ProblemError([Fault("", None, "", "too_large", path.name, fields)]) from None
        if error.kind == "stray":
            fault = Fault("", None, "", "stray_cell", path.name, {"cell": error.part})
            raise ProblemError([fault]) from None
        fields = {"kind": error.kind, "part": error.part}
        raise ProblemError([Fault("", None, "", "bad_file", path.name, fields)]) from None


def _read(data: bytes) -> list[WorkbookSheet]:
    import python_calamine as calamine

    facts = _inspect(data)
    for name, one in facts.items():
        if one.stray:
            raise DamagedError("stray", f"{name}!{one.stray}")
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _sheet(workbook.get_sheet_by_name(meta.name), meta, facts.get(meta.name, SheetFacts()))
            for meta in workbook.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise DamagedError("password") from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedError("damaged", str(error)) from None
    except BaseException as error:
        # A failure inside the reader's Rust, which no class of Exception stands for.
        if type(error).__name__ != "PanicException":
            raise
        raise DamagedError("damaged", "") from None


def _inspect(data: bytes) -> dict[str, SheetFacts]:
    """Return what is to know of each sheet, once it is clear that this is a workbook."""
    if data.startswith(_ZIP):
        return inspect(data)
    if not data.startswith(_COMPOUND):
        start = data[:200].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
        raise DamagedError("web_page" if start.startswith((b"<", b"mime")) else "workbook")
    if _ENCRYPTED in data:
        raise DamagedError("password")
    return {}


def _sheet(sheet: Any, meta: Any, facts: SheetFacts) -> WorkbookSheet:
    rows: list[Sequence[Any]] = [
        [_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    for (row, column), (kind, shown) in facts.bad.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = BadCell(kind, shown)  # type: ignore[index]
    for row, column in facts.moments:
        if row < len(rows) and type(rows[row][column]) is dt.date:
            rows[row][column] = dt.datetime.combine(rows[row][column], dt.time())  # type: ignore[index]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return WorkbookSheet(meta.name, rows, merged, is_hidden="Hidden" in str(meta.visible))


def _cell(cell: Any) -> Any:
    """Return a cell as rows hold it: blanks as None, a time of 24:00 as such."""
    if cell == "" and isinstance(cell, str):
        return None
    if type(cell) is dt.date and cell <= _FIRST_DAY:
        return dt.timedelta(days=1)
    return cell
