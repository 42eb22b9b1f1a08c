"""The batches that a campaign has tried, as they stand in its folder."""

from __future__ import annotations

import csv
from pathlib import Path

TRIED = "tried.csv"
"""A row a batch: what a campaign of the same folder need not try again."""


def read_batches(path: Path) -> list[dict[str, str]]:
    """Return the batches tried so far, as written; none if there is no file yet."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))
