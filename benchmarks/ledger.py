"""The tidy CSV of all runs: one row a run, a row whole or not at all."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import NamedTuple

COLUMNS = (
    "family", "problem", "fingerprint", "people", "sites", "sessions_wanted", "optimum",
    "method", "seed", "seconds", "workers",
    "status", "objective", "bound", "sessions_delivered", "raw_sessions", "travel_min",
    "wall_seconds", "peak_mb", "broken", "notes", "terms", "history",
    "versions", "commit", "python", "processor", "started",
)  # fmt: skip

FAILED = "failed"
"""Status of a run that gave no answer."""

Row = dict[str, str]


class Key(NamedTuple):
    """What distinguishes one run from another."""

    family: str
    problem: str
    fingerprint: str
    method: str
    seed: str
    seconds: str
    workers: str


def _key(row: Row) -> Key:
    return Key(*(row[name] for name in Key._fields))


class Ledger:
    """The file of all runs.

    Parameters
    ----------
    path : Path
        Made with its header if it is not there. The tail of a row that a crash cut off is removed.

    Raises
    ------
    ValueError
        The file has other columns: it was written by another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_bytes() if path.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        if len(whole) < len(text):
            with path.open("r+b") as file:
                file.truncate(len(whole))
        if not whole:
            self._append(COLUMNS)
        elif next(csv.reader([whole.decode().splitlines()[0]])) != list(COLUMNS):
            raise ValueError(f"{path} has other columns: move it away and begin a new one")

    def read(self) -> list[Row]:
        """Return the last row of every run."""
        with self._path.open(newline="", encoding="utf-8") as file:
            rows = {_key(row): row for row in csv.DictReader(file)}
        return list(rows.values())

    def done(self) -> set[Key]:
        """Return which runs need not be made again: those that did not fail."""
        return {_key(row) for row in self.read() if row["status"] != FAILED}

    def add(self, row: Row) -> None:
        """Append a row, in one write."""
        cells = (" ".join(row.get(name, "").split()) for name in COLUMNS)
        self._append(tuple(cells))

    def _append(self, cells: tuple[str, ...]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cells)
        target = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            os.write(target, line.getvalue().encode())
            os.fsync(target)
        finally:
            os.close(target)
