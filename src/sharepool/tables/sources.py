"""Where tables come from: a folder, a workbook, data frames; each as grids of cells."""

from __future__ import annotations

import csv
import io
import tomllib
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from sharepool.errors import Fault, ProblemError
from sharepool.problem.rows import TABLES
from sharepool.tables.databases import is_database, read_tables
from sharepool.tables.files import decode
from sharepool.tables.headers import files_beside, read_header, read_table_name
from sharepool.tables.hints import Hints
from sharepool.tables.raw import Grid, TableFindings

DELIMITERS = (",", "\t", ";")
WORKBOOK = ".xlsx"
BESIDE = frozenset({"needs", "teachers", "groups", "rates"})
"""What ``sharepool needs`` writes beside the tables of a problem, for people to read."""

RuleItems = list[tuple[str, Any]]
"""Rules as keys (dotted, if need be) and values."""


class Source:
    """What a problem is read from: a grid per table, and rules.

    Parameters
    ----------
    tables : iterable of str
        Which tables to load; others that sharepool knows are left alone.

    Attributes
    ----------
    grids : dict of str to Grid
        By table, in the order of the tables.
    rules : list of (str, object) or None
        None where none are given.
    """

    def __init__(self, tables: Iterable[str] = TABLES) -> None:
        self._wanted = {*tables, "rules"}
        self.grids: dict[str, Grid] = {}
        self.rules: RuleItems | None = None

    def add(self, name: str, load: Callable[[str], Grid | None], findings: TableFindings) -> None:
        """Load a table under the name of its file or sheet, if a problem has such a table."""
        table = read_table_name(name)
        if name in BESIDE:
            return
        if table is None:
            advice = f"no table has this name; it is not used{Hints(TABLES).of(name)}"
            findings.warnings.append(Fault("", None, "", "unknown_table", name, advice))
        elif table in self.grids:
            advice = f"this is a second {table} table; keep one of the two"
            findings.faults.append(Fault(table, None, "", "duplicate_table", name, advice))
        elif table in self._wanted and (grid := load(table)) is not None:
            self.grids[table] = grid


def read_source(
    path: str | Path, findings: TableFindings, tables: Iterable[str] = TABLES
) -> Source:
    """Return the grids of a folder of CSV files, a workbook or a database, and the rules in it.

    Raises
    ------
    ProblemError
        If there is none of them.
    """
    if is_database(path):
        source = Source(tables)
        for name, grid in read_tables(str(path)).items():
            source.add(name, partial(_already_read, grid), findings)
        return source
    path = Path(path)
    if path.is_dir():
        return _read_folder(path, findings, Source(tables))
    if path.suffix.lower() == WORKBOOK and path.is_file():
        return _read_workbook(path, findings, Source(tables))
    advice = "there is no such folder or .xlsx file; give the path of one"
    raise ProblemError([Fault("", None, "", "missing_file", str(path), advice)])


def _already_read(grid: Grid, _table: str) -> Grid:
    return grid


def _read_folder(folder: Path, findings: TableFindings, source: Source) -> Source:
    """Load every CSV file of a folder, and the rules of its ``rules.toml``."""
    beside = files_beside()
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix.lower() == ".csv":
            source.add(path.stem, partial(read_csv, path, findings), findings)
        elif path.name.lower() == "rules.toml":
            source.rules = read_toml(path, findings)
        elif path.name.lower() in beside:
            continue
        elif path.suffix.lower() in {".toml", WORKBOOK}:
            advice = "a folder holds CSV files and rules.toml; this file is not used"
            findings.warnings.append(Fault("", None, "", "unknown_table", path.name, advice))
    return source


def _read_workbook(path: Path, findings: TableFindings, source: Source) -> Source:
    """Load every sheet of a workbook, its rules sheet among them."""
    with open_workbook(path, findings) as sheets:
        for name, sheet in sheets.items():
            source.add(name, partial(sheet_grid, sheet), findings)
    return source


def read_frames(frames: Mapping[str, Any], findings: TableFindings) -> Source:
    """Return the grids of data frames by table name."""
    source = Source()
    for name, frame in frames.items():
        source.add(name, partial(frame_grid, frame), findings)
    return source


def frame_grid(frame: Any, _table: str = "") -> Grid:
    """Return the header and rows of a data frame, missing values as None."""
    import pandas as pd

    cells = pd.DataFrame(frame).astype(object)
    cells = cells.where(cells.notna(), None)
    return [list(cells.columns), *cells.itertuples(index=False, name=None)]


def read_csv(path: Path, findings: TableFindings, table: str) -> Grid | None:
    """Return the rows of a table's CSV file, whatever encoding and delimiter Excel gave it.

    A file that cannot be read whole is a fault, and None.
    """
    text = _read_text(path, table, findings)
    if text is None:
        return None
    grid: Grid = []
    lines = io.StringIO(text, newline="")
    try:
        grid.extend(csv.reader(lines, delimiter=_delimiter(table, text), strict=True))
    except csv.Error as error:
        advice = f"this row cannot be read as CSV ({error}); mend its quotes"
        findings.faults.append(Fault(table, len(grid) + 1, "", "bad_file", "", advice))
        return None
    return grid


def read_toml(path: Path, findings: TableFindings, table: str = "rules") -> RuleItems:
    """Return the top-level items of a TOML file, decimals exactly as written."""
    text = _read_text(path, table, findings)
    try:
        return list(tomllib.loads(text or "", parse_float=Decimal).items())
    except tomllib.TOMLDecodeError as error:
        advice = f"this file cannot be read as TOML: {error}"
        findings.faults.append(Fault(table, None, "", "bad_file", path.name, advice))
        return []


def read_list(path: Path, findings: TableFindings, table: str) -> Grid:
    """Return the rows of a table that stands by itself: a CSV file, or a sheet of a workbook.

    The sheet is the one that bears the table's name, or else the first.
    """
    if path.suffix.lower() != WORKBOOK:
        return read_csv(path, findings, table) or []
    with open_workbook(path, findings) as sheets:
        named = [sheet for name, sheet in sheets.items() if read_table_name(name) == table]
        chosen = (named or list(sheets.values()))[:1]
        return [row for sheet in chosen for row in sheet_grid(sheet)]


@contextmanager
def open_workbook(path: Path, findings: TableFindings) -> Iterator[dict[str, Any]]:
    """Give the sheets of a workbook by name; none if it cannot be read."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep, such as drop-down lists, does not matter to a reader.
            warnings.simplefilter("ignore", UserWarning)
            workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        advice = (
            f"this file cannot be read as an .xlsx workbook ({error}); save it from Excel again"
        )
        findings.faults.append(Fault("", None, "", "bad_file", path.name, advice))
        yield {}
        return
    try:
        yield {sheet.title: sheet for sheet in workbook.worksheets}
    finally:
        workbook.close()


def sheet_grid(sheet: Any, _table: str = "") -> Grid:
    """Return the rows of a worksheet, all equally wide."""
    # Some programs write a wrong extent into the file; without it openpyxl reads every row.
    sheet.reset_dimensions()
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    return [row + [None] * (width - len(row)) for row in rows]


def _read_text(path: Path, table: str, findings: TableFindings) -> str | None:
    try:
        return decode(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        advice = f"this file cannot be read as UTF-8 or GB18030 text ({error}); save it as UTF-8"
        findings.faults.append(Fault(table, None, "", "bad_file", path.name, advice))
        return None


def _delimiter(table: str, text: str) -> str:
    """Return the delimiter that makes the most known headers of the first line."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        return sum(
            read_header(table, cell.strip('"')) is not None for cell in first.split(delimiter)
        )

    return max(DELIMITERS, key=known)
