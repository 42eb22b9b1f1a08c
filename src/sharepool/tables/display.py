"""Cells as faults show them."""

from __future__ import annotations

from typing import Any

MAX_SHOWN = 60
"""Characters of a cell that a fault shows."""


def shown(cell: Any) -> str:
    """Return a cell as a fault shows it, cut if it is long."""
    text = str(cell)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
