"""The marks of a plan's file: which sessions stay as they are (column ``keep``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import Fault
from sharepool.problem.cells import parse_flag
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment, Row
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.raw import Grid, is_blank, names_marks

if TYPE_CHECKING:
    import pandas as pd

MARKS = "keep"
"""The column of the marks."""


def read_marks(
    grid: Grid, rows: Iterable[tuple[int, Row]], findings: TableFindings
) -> frozenset[Assignment]:
    """Return the sessions that are marked to stay; a mark that cannot be read is a fault.

    Parameters
    ----------
    grid : Grid
        The cells of the plan's file.
    rows : iterable of (int, Row)
        The sessions that were read, each with the number of its row.
    findings : TableFindings
    """
    header: Sequence[Any] = next((cells for cells in grid if not all(map(is_blank, cells))), ())
    place = next((number for number, cell in enumerate(header) if names_marks(cell)), None)
    if place is None:
        return frozenset()
    kept = []
    for number, row in rows:
        cell = next(iter(grid[number - 1][place : place + 1]), None)
        try:
            is_kept = not is_blank(cell) and parse_flag(cell)
        except ValueError:
            fields = {"kind": "flag"}
            findings.faults.append(Fault("plan", number, MARKS, "bad_value", shown(cell), fields))
            continue
        if is_kept and isinstance(row, Assignment):
            kept.append(row)
    return frozenset(kept)


def with_marks(frame: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return a plan's table with the column of its marks, if it has some."""
    if not plan.kept:
        return frame
    return frame.assign(**{MARKS: [int(row in plan.kept) for row in plan]})
