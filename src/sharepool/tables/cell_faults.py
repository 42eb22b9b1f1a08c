"""What pydantic says about a cell, as a fault that a planner understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sharepool.errors import Fault
from sharepool.tables.hints import Hints

MAX_SHOWN = 60
"""Characters of a cell that a fault shows."""

ADVICE = {
    "missing": ("missing_value", "fill in this cell"),
    "literal_error": ("unknown_word", "use one of {words}"),
    "greater_than_equal": ("out_of_range", "write {ge} or more"),
    "greater_than": ("out_of_range", "write more than {gt}"),
    "less_than_equal": ("out_of_range", "write {le} or less"),
    "value_error": ("bad_value", "{error}"),
}
"""Code and advice by pydantic's type of error."""


def cell_fault(table: str, row: int | None, column: str, detail: Mapping[str, Any]) -> Fault:
    """Return the fault of one entry of ``ValidationError.errors()``."""
    code, advice = ADVICE.get(detail["type"], ("bad_value", detail["msg"]))
    context = dict(detail.get("ctx", {}))
    words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    advice = advice.format(**context, words=", ".join(words))
    value = "" if code == "missing_value" or detail["input"] is None else shown(detail["input"])
    return Fault(table, row, column, code, value, advice + Hints(words).of(value))


def shown(cell: Any) -> str:
    """Return a cell as a fault shows it, cut if it is long."""
    text = str(cell)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
