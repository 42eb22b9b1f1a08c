"""Where tables come from: a folder, a workbook, a text or JSON file, data frames; as grids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.rows import TABLES
from sharepool.tables.csv_files import TEXTS, RuleItems, read_csv, read_toml
from sharepool.tables.databases import is_database, read_tables
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of, files_beside, read_header, read_table_name
from sharepool.tables.hints import Hints
from sharepool.tables.json_files import JSON, read_json
from sharepool.tables.raw import Grid, find_header, is_blank
from sharepool.tables.workbooks import WORKBOOK, WORKBOOKS, WorkbookSheet, read_workbook_file

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
"""Files that are given as the URL of a database."""

BESIDE = frozenset(
    {
        "coverage",
        "itineraries",
        "site_timetable",
        "needs",
        "subjects",
        "teachers",
        "groups",
        "activity",
        "rates",
        "import",
        "guide",
        "说明",
    }
)
"""What other commands write beside the tables of a problem, for people to read."""


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
    names : dict of str to str
        File or sheet of each table, as named.
    rules : list of (str, object) or None
        None where none are given.
    """

    def __init__(self, tables: Iterable[str] = TABLES) -> None:
        self._wanted = {*tables, "rules"}
        self.grids: dict[str, Grid] = {}
        self.names: dict[str, str] = {}
        self.rules: RuleItems | None = None

    def add(self, name: str, load: Callable[[str], Grid | None], findings: TableFindings) -> None:
        """Load a table under the name of its file or sheet, if a problem has such a table."""
        table = read_table_name(Path(name).stem)
        if Path(name).stem in BESIDE:
            return
        if table is None:
            fields = {"near": Hints(TABLES).near(name)}
            findings.warnings.append(Fault("", None, "", "unknown_table", name, fields))
        elif table in self.grids:
            findings.faults.append(Fault(table, None, "", "duplicate_table", name))
        elif table in self._wanted and (grid := load(table)) is not None:
            self.grids[table], self.names[table] = grid, name

    def has_tables_in(self, folder: Path) -> bool:
        """Return whether a folder has files of tables that are wanted."""
        try:
            files = [path for path in folder.iterdir() if path.suffix.lower() in TEXTS]
        except OSError:  # It may not be ours to read.
            return False
        return any(read_table_name(path.stem) in self._wanted for path in files)


def read_source(
    path: str | Path, findings: TableFindings, tables: Iterable[str] = TABLES
) -> Source:
    """Return the grids of a folder, workbook, text file or database, and the rules in it.

    Raises
    ------
    ProblemError
        If there is none of them.
    """
    source = Source(tables)
    if is_database(path):
        for name, grid in read_tables(str(path)).items():
            source.add(name, partial(_already_read, grid), findings)
        return source
    if not str(path).strip():
        raise ProblemError([Fault("", None, "", "missing_file")])
    path = Path(path)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError):
        is_folder = is_there = False
    if is_folder:
        return _read_folder(path, findings, source)
    if not is_there:
        raise ProblemError([Fault("", None, "", "missing_file", str(path))])
    return _read_file(path, findings, source)


def _read_file(path: Path, findings: TableFindings, source: Source) -> Source:
    """Load the tables of one file, as its suffix says."""
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        for sheet in _sheets(path):
            source.add(sheet.name, partial(_sheet_grid, sheet), findings)
        return source
    if suffix in TEXTS:
        return _read_one(path, findings, source)
    if suffix != JSON:
        kind = "database" if suffix in DATABASES else "workbook"
        raise ProblemError([Fault("", None, "", "bad_file", str(path), {"kind": kind})])
    grids, source.rules = read_json(path, findings)
    for name, grid in grids.items():
        source.add(name, partial(_already_read, grid), findings)
    return source


def _already_read(grid: Grid, _table: str) -> Grid:
    return grid


def _read_folder(folder: Path, findings: TableFindings, source: Source) -> Source:
    """Load every CSV file of a folder, and the rules of its ``rules.toml``."""
    beside = files_beside()
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")):
            continue
        if path.suffix.lower() in TEXTS:
            if path.suffix.lower() == ".csv" or read_table_name(path.stem):
                source.add(path.name, _text_loader(path, findings), findings)
        elif path.name.lower() == "rules.toml":
            source.rules = read_toml(path, findings)
        elif path.name.lower() in beside:
            continue
        elif path.suffix.lower() == ".toml" or path.suffix.lower() in WORKBOOKS:
            fault = Fault("", None, "", "unknown_table", path.name, {"kind": "file"})
            findings.warnings.append(fault)
    if not source.grids and not findings.faults and (near := _tables_within(folder, source)):
        fields = {"kind": "within", "near": near}
        raise ProblemError([Fault("", None, "", "missing_file", str(folder), fields)])
    return source


def _tables_within(folder: Path, source: Source) -> str:
    """Return the one folder or workbook in a folder that seems to be meant, or nothing."""
    inside = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
    books = [path.name for path in inside if path.suffix.lower() in WORKBOOKS and path.is_file()]
    folders = [path.name for path in inside if path.is_dir() and source.has_tables_in(path)]
    found = books + folders
    return found[0] if len(found) == 1 else ""


def _text_loader(path: Path, findings: TableFindings) -> Callable[[str], Grid | None]:
    return lambda table: read_csv(path, findings, table)


def _read_one(path: Path, findings: TableFindings, source: Source) -> Source:
    """Load one text file as the table of its name, or else as the one whose headers it has."""
    table = read_table_name(path.stem)
    if table is None:
        grids = {name: read_csv(path, TableFindings(), name) or [] for name in TABLES}
        table = max(grids, key=lambda name: _known_headers(name, grids[name]))
        if not _known_headers(table, grids[table]):
            table = "sites"
    if (grid := read_csv(path, findings, table)) is not None:
        source.grids[table], source.names[table] = grid, path.name
    return source


def _known_headers(table: str, grid: Grid) -> float:
    """Return how many headers of a table a grid has, less what it lacks of the needed ones."""
    rows = [(number, cells) for number, cells in enumerate(grid) if not all(map(is_blank, cells))]
    _, (_, header) = find_header(table, rows)
    found = {read_header(table, cell) for cell in header} - {None}
    needed = {column for column, required in columns_of(table).items() if required}
    return len(found) - len(needed - found) if found else 0


def _sheets(path: Path) -> list[WorkbookSheet]:
    sheets = read_workbook_file(path)
    if not any(sheet.rows for sheet in sheets):
        raise ProblemError([Fault("", None, "", "bad_file", path.name, {"kind": "no_sheets"})])
    return sheets


def _sheet_grid(sheet: WorkbookSheet, _table: str = "") -> Grid:
    return sheet.filled_down()


def read_frames(frames: Mapping[str, Any], findings: TableFindings) -> Source:
    """Return the grids of data frames by table name."""
    source = Source()
    for name, frame in frames.items():
        source.add(name, partial(frame_grid, frame), findings)
    source.names = {}
    return source


def frame_grid(frame: Any, table: str) -> Grid:
    """Return the header and rows of a data frame of any library, missing values as None.

    A column of moments that are all midnights is one of dates, as a CSV of it would be.

    Raises
    ------
    TypeError
        It is no data frame, nor anything that pandas makes one of.
    """
    import narwhals as nw
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        other = nw.from_native(frame, pass_through=True)
        other = other.collect() if isinstance(other, nw.LazyFrame) else other
        if isinstance(other, nw.DataFrame):
            columns = [_plain_cells(other[name].to_list()) for name in other.columns]
            return [list(other.columns), *zip(*columns, strict=True)]
    try:
        cells = pd.DataFrame(frame)
    except (TypeError, ValueError):
        told = f"{table}: give a DataFrame or a list of dicts, not {frame!r:.80}"
        raise TypeError(told) from None
    dates = [
        column
        for column in cells.columns
        if isinstance(cells[column], pd.Series)
        and pd.api.types.is_datetime64_any_dtype(cells[column])
        and (cells[column].dropna().dt.normalize() == cells[column].dropna()).all()
    ]
    cells = cells.astype(object)
    cells = cells.where(cells.notna(), None)
    for column in dates:
        cells[column] = [None if cell is None else _date(cell) for cell in cells[column]]
    return [list(cells.columns), *cells.itertuples(index=False, name=None)]


def _plain_cells(cells: list[Any]) -> list[Any]:
    """Return a column without numbers that are none, its moments as dates if all are midnights."""
    cells = [None if cell != cell else cell for cell in cells]  # noqa: PLR0124
    moments = [cell for cell in cells if cell is not None]
    if all(isinstance(cell, dt.datetime) and cell.time() == dt.time() for cell in moments):
        return [None if cell is None else _date(cell) for cell in cells]
    return cells


def _date(cell: dt.datetime) -> dt.date:
    return cell.date()


def read_list(path: Path, findings: TableFindings, table: str) -> Grid:
    """Return the rows of a table that stands by itself: a text file, or a sheet of a workbook.

    The sheet is the one that bears the table's name, or else the first.
    """
    if path.suffix.lower() not in WORKBOOKS:
        return read_csv(path, findings, table) or []
    try:
        sheets = _sheets(path)
    except ProblemError as error:
        findings.faults += error.faults
        return []
    named = [sheet for sheet in sheets if read_table_name(sheet.name) == table]
    return (named or sheets)[0].filled_down()


__all__ = ["WORKBOOK", "Source", "frame_grid", "read_frames", "read_list", "read_source"]
