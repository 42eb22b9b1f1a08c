"""Tables before parsing: cells as they were found, under the names of their columns."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sharepool.base.errors import Fault
from sharepool.problem.cells import parse_text
from sharepool.problem.vocabulary import clean, is_placeholder, is_program_blank, plain
from sharepool.tables.cell_types import NO_ROWS, columns_of_names, types_of_cells
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings, TablePlace
from sharepool.tables.headers import PLAN_EXTRAS, columns_of, normal_form, read_header
from sharepool.tables.hints import header_hints
from sharepool.tables.workbooks import BadCell

Grid = list[Sequence[Any]]
"""Rows of cells as a spreadsheet shows them, the header among them."""

TARGETS = {
    "site_id": "sites",
    "home_site": "sites",
    "venue_site": "sites",
    "origin": "sites",
    "destination": "sites",
    "staff_id": "staff",
    "demand_id": "demands",
}
"""Table in which the id of each column must be found."""

HEADER_ROWS = 20
"""Rows with cells among which the header is looked for."""

_NO_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff\ud800-\udfff]"
)
"""Characters that no text has: what is left of a damaged one."""

Row = tuple[int, Sequence[Any]]
"""A row with its number, as a spreadsheet counts."""


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
    bad : frozenset of (int, str)
        Row and column of cells whose fault is reported already; they are left out too.
    """

    name: str
    columns: frozenset[str]
    numbers: list[int]
    rows: list[dict[str, Any]]
    bad: frozenset[tuple[int, str]] = frozenset()


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing, or nothing that anybody sees."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


def read_grid(name: str, grid: Grid, findings: TableFindings, sheet: str = "") -> RawTable:
    """Return the table that rows of cells hold, below the row that has the most known headers.

    Parameters
    ----------
    name : str
    grid : Grid
    findings : TableFindings
        Takes faults, warnings, and where the table was found.
    sheet : str
        Its file or sheet, as named.
    """
    filled = [
        (number, cells)
        for number, cells in enumerate(grid, start=1)
        if not all(map(is_blank, cells))
    ]
    place, (row, header) = find_header(name, filled)
    column_at = _read_headers(name, row, header, findings, sheet)
    if place:
        findings.warnings.append(Fault(name, row, "", "header_lower", "", {"row": row}))
    reader = _Cells(name, findings)
    numbers, rows = [], []
    for number, cells in filled[place + 1 :]:
        if _says_headers(name, cells, column_at):
            findings.warnings.append(Fault(name, number, "", "repeated_header"))
            continue
        if not all(map(is_blank, cells[len(header) :])):
            findings.faults.append(Fault(name, number, "", "row_too_long"))
        numbers.append(number)
        rows.append(reader.read(number, cells, column_at))
    findings.warnings += reader.doubts()
    return RawTable(name, frozenset(column_at.values()), numbers, rows, frozenset(reader.bad))


def find_header(name: str, filled: Sequence[Row]) -> tuple[int, Row]:
    """Return which of the rows with cells is the header, and the row itself."""

    def known(row: Row) -> int:
        found = (read_header(name, cell) for cell in row[1] if not is_blank(cell))
        return len({column for column in found if column})

    first = filled[:HEADER_ROWS]
    best = max(range(len(first)), key=lambda place: (known(first[place]), -place), default=0)
    return best, (filled[best] if filled else (1, ()))


def _says_headers(name: str, cells: Sequence[Any], column_at: Mapping[int, str]) -> bool:
    """Return whether a row is the header once more, as on each page of a printout."""
    said = {
        place: read_header(name, cell) for place, cell in enumerate(cells) if not is_blank(cell)
    }
    known = {place: column for place, column in said.items() if place in column_at}
    return len(known) > 1 and all(column_at[place] == column for place, column in known.items())


class _Cells:
    """Reads the cells of a table's rows, and keeps what was wrong with them."""

    def __init__(self, name: str, findings: TableFindings) -> None:
        self._name, self._findings = name, findings
        self._blanks: dict[tuple[str, str], int] = {}
        self._count: Counter[tuple[str, str]] = Counter()
        self._dates: dict[str, tuple[int, str]] = {}
        self.bad: set[tuple[int, str]] = set()

    def read(self, number: int, cells: Sequence[Any], column_at: dict[int, str]) -> dict[str, Any]:
        """Return the cells of a row by column, without blank and bad ones."""
        found = {}
        for place, column in column_at.items():
            cell = cells[place] if place < len(cells) else None
            if is_blank(cell) or self._is_placeholder(number, column, cell):
                continue
            if kind := _what_is_wrong(cell):
                self.bad.add((number, column))
                value = "" if kind == "characters" else shown(cell)
                fault = Fault(self._name, number, column, "bad_value", value, {"kind": kind})
                self._findings.faults.append(fault)
                continue
            if isinstance(cell, dt.date | dt.time) and column in columns_of_names(self._name):
                self._dates.setdefault(column, (number, str(cell)))
            found[column] = self._spelled(column, cell)
        return found

    def doubts(self) -> Iterator[Fault]:
        """Yield a warning for each word of a column that stands for nothing, at its first row.

        And for each column of names of which a spreadsheet has made dates.
        """
        for column, (number, shown_date) in self._dates.items():
            yield Fault(self._name, number, column, "date_for_name", shown_date)
        for (column, word), number in self._blanks.items():
            fields = {"count": self._count[column, word]}
            yield Fault(self._name, number, column, "placeholder", word, fields)

    def _is_placeholder(self, number: int, column: str, cell: Any) -> bool:
        word = cell.shown if isinstance(cell, BadCell) else cell
        if not isinstance(word, str):
            return False
        is_null = column in _may_be_null(self._name) and is_program_blank(word)
        if not is_null and not is_placeholder(word):
            return False
        self._blanks.setdefault((column, word), number)
        self._count[column, word] += 1
        return True

    def _spelled(self, column: str, cell: Any) -> Any:
        """Return an id as it was first written; two that differ by width alone are one."""
        target = TARGETS.get(column)
        if target is None:
            return cell
        try:
            text = parse_text(cell)
        except ValueError:
            return cell
        return self._findings.spellings.setdefault(target, {}).setdefault(plain(text), text)


@cache
def _may_be_null(name: str) -> frozenset[str]:
    """Return the columns in which NA or null is a blank: texts, but for ids and for no way.

    Among numbers it is a fault.
    """
    kinds = {} if name in NO_ROWS else types_of_cells(name)
    texts = {column for column, kind in kinds.items() if kind is str}
    return frozenset(texts - {*TARGETS, "minutes"})


def _what_is_wrong(cell: Any) -> str:
    """Return the kind of fault of a cell that holds no value, empty if it holds one."""
    if isinstance(cell, BadCell):
        return cell.kind
    return "characters" if isinstance(cell, str) and _NO_TEXT.search(cell) else ""


def _read_headers(
    name: str, row: int, header: Sequence[Any], findings: TableFindings, sheet: str
) -> dict[int, str]:
    """Return which column stands at which place; name each fault and each unknown header."""
    known = columns_of(name)
    column_at: dict[int, str] = {}
    for place, cell in enumerate(header):
        column = None if is_blank(cell) else read_header(name, cell)
        if column is None:
            findings.warnings.extend(_unknown_header(name, row, cell))
        elif column in column_at.values():
            fault = Fault(name, row, column, "duplicate_column", str(cell), header=str(cell))
            findings.faults.append(fault)
        else:
            column_at[place] = column
    headers = {column: clean(str(header[place])) for place, column in column_at.items()}
    findings.places[name] = TablePlace(sheet, row, headers)
    titles = [clean(str(cell)) for cell in header if not is_blank(cell)]
    for column, required in known.items():
        if required and column not in column_at.values():
            fields = {"row": row, "found": titles} if titles else {"kind": "empty"}
            findings.faults.append(Fault(name, None, column, "missing_column", "", fields))
    return column_at


def _unknown_header(name: str, row: int, header: Any) -> Iterable[Fault]:
    """Yield a warning, except where more columns are usual: rules, plans, margins."""
    extra = name in {"plan", "previous_plan"} and read_extra(header)
    if name in {"rules", "plan"} or is_blank(header) or extra:
        return
    fields = {"near": header_hints(name).near(str(header))}
    yield Fault(name, row, "", "unknown_column", shown(header), fields)


def read_extra(header: Any) -> bool:
    """Return whether a header is of a column that may follow those of a plan."""
    return str(header).strip() in PLAN_EXTRAS or names_marks(header)


def names_marks(header: Any) -> bool:
    """Return whether a header is that of a plan's marks: which sessions stay as they are."""
    return normal_form(header) in {"keep", "保留"}
