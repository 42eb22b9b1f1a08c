"""What pydantic says about a cell, as a fault that a planner understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sharepool.base.errors import Fault
from sharepool.tables.display import shown
from sharepool.tables.hints import Hints

LIMITS = {
    "greater_than_equal": ("least", "ge"),
    "greater_than": ("above", "gt"),
    "less_than_equal": ("most", "le"),
}
"""Kind of an out-of-range fault, and where pydantic keeps its limit, by pydantic's type."""


def cell_fault(table: str, row: int | None, column: str, detail: Mapping[str, Any]) -> Fault:
    """Return the fault of one entry of ``ValidationError.errors()``."""
    kind, context = detail["type"], dict(detail.get("ctx", {}))
    if kind == "missing":
        return Fault(table, row, column, "missing_value")
    value = "" if detail["input"] is None else shown(detail["input"])
    if kind in {"string_too_short", "too_short"}:
        return Fault(table, row, column, "missing_value")
    if kind in LIMITS:
        side, key = LIMITS[kind]
        if column == "lat" and side == "most":
            side = "latitude"
        fields = {"kind": side, LIMITS[kind][0]: context[key]}
        return Fault(table, row, column, "out_of_range", value, fields)
    if kind == "cell":
        return Fault(table, row, column, "bad_value", value, context)
    if kind in {"unknown_word", "literal_error", "enum"}:
        words = context.get("words") or re.findall(r"'([^']*)'", str(context.get("expected", "")))
        fields = {"words": list(words), "near": Hints(words).near(value)}
        return Fault(table, row, column, "unknown_word", value, fields)
    reason = str(context.get("error") or detail["msg"])
    return Fault(table, row, column, "bad_value", value, {"kind": "other", "reason": reason})
