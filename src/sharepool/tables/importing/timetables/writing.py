"""Writes what a timetable made into a folder: the two tables whole, and where each row is from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.tables.csv_files import TEXTS, read_csv
from sharepool.tables.files import exact_csv, safe_csv, write_files
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import read_table_name
from sharepool.tables.importing.workbook import Imported

if TYPE_CHECKING:
    import pandas as pd

TRACES = "import.csv"


def write_timetable(found: Imported, folder: Path) -> None:
    """Write ``closures``, ``availability`` and ``import.csv`` into a folder, all or none of them.

    A table takes the place of the file that held it, whatever that is called; traces of other
    tables, and of rows that stay, are kept.
    """
    held = {
        read_table_name(path.stem): path.name
        for path in sorted(folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in TEXTS
    }
    files = {
        held.get(name, f"{name}.csv"): exact_csv(frame)
        for name, frame in found.frames.items()
        if name in held or not frame.empty
    }
    write_files(files | {TRACES: safe_csv(_traces(found, folder / TRACES))}, folder)


def _traces(found: Imported, path: Path) -> pd.DataFrame:
    """Return where every cell comes from, those of before among them, in the rows of now."""
    import pandas as pd

    new = found.to_frame()
    findings = TableFindings()
    grid = (read_csv(path, findings, "import") or []) if path.is_file() else []
    if len(grid) < 2 or not {"table", "row"} <= set(grid[0]):  # noqa: PLR2004
        return new
    rows = [dict(zip(map(str, grid[0]), cells, strict=False)) for cells in grid[1:]]
    stays = [row | {"row": number} for row in rows if (number := _number_now(row, found))]
    return pd.concat([pd.DataFrame(stays, dtype=object), new], ignore_index=True)


def _number_now(trace: Mapping[str, str], found: Imported) -> int:
    """Return the row in which a traced cell is now, 0 if its row has made way."""
    row = trace.get("row", "")
    number = int(row) if row.isdecimal() else 0
    places = found.kept.get(trace.get("table", ""))
    return number if places is None else places.get(number, 0)
