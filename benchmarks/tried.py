"""Runs that a benchmark has made already: a row each, in a CSV that a later call goes on with."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path


def read_tried(path: Path) -> list[dict[str, str]]:
    """Return the rows written so far, without one that was cut short; none if there is no file."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if list(row.values())[-1]]


def append_tried(path: Path, columns: Sequence[str], row: Mapping[str, str]) -> None:
    """Add a row, and the head of the file if there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        if new:
            writer.writeheader()
        writer.writerow(row)
