"""A report as one Excel workbook: tables to filter, then a sheet to print for each site and person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_CODES = ("area", "stage", "kind", "delivery", "step", "verdict")
"""Columns of codes, which have a word in each language."""

_CLOCKS = ("start", "end")
_FORMATS = {
    "share": "0%",
    "gap": "0.0%",
    "hours": "0.0",
    "km": "0.0",
    "date": "yyyy-mm-dd",
    **dict.fromkeys(_CLOCKS, "hh:mm"),
}
"""How Excel shows a column's values; others as they are."""

_NARROWEST, _WIDEST, _LONG_TEXT = 6, 40, 80
_SITE_SHEET = (
    "date",
    "day",
    "start",
    "end",
    "label",
    "kind",
    "skill",
    "cohort",
    "staff_name",
    "delivery",
)
_PERSON_SHEET = (
    "date",
    "day",
    "start",
    "end",
    "step",
    "place_name",
    "skill",
    "kind",
    "cohort",
    "minutes",
    "km",
)
_HEADER_FILL, _LINK_COLOR = "1F3A4D", "1D5B79"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a title, a table under it, and where its rows lead.

    Attributes
    ----------
    name : str
        Of the tab.
    title : str
        Above the table.
    columns : tuple of str
        Columns of the table.
    rows : sequence of dict
    links : tuple of (str, str)
        By the id in a column, the sheet that its cell leads to.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[dict[str, Any]]
