"""Writes what a timetable made into a folder: the two tables whole, and where each row is from."""

from __future__ import annotations

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
    old = pd.DataFrame(grid[1:], columns=grid[0], dtype=object)
    numbers = [
        found.kept[table].get(int(row), 0) if table in found.kept and row.isdecimal() else row
        for table, row in zip(old["table"], old["row"], strict=True)
    ]
    old["row"] = numbers
    return pd.concat([old[old["row"] != 0], new], ignore_index=True)
