"""Rows of data frames as plain Python values, None where nothing is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


Record = dict[str, Any]
"""A row of a data frame by column."""


def list_records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a data frame, None for every missing value."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
