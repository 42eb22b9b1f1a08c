"""The clock times that a plan's file states beside its sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sharepool.problem.cells import parse_clock
from sharepool.problem.plan import Clock
from sharepool.problem.rows import Assignment, Row
from sharepool.tables.headers import read_header
from sharepool.tables.raw import Grid, is_blank

_SIDES = ("start", "end")


def read_clocks(grid: Grid, rows: Iterable[tuple[int, Row]]) -> Mapping[Assignment, Clock]:
    """Return start and end of each session whose row states both.

    They follow from the bells, so nobody needs to write them: what cannot be read is passed over.

    Parameters
    ----------
    grid : Grid
        The cells of the plan's file.
    rows : iterable of (int, Row)
        The sessions that were read, each with the number of its row.
    """
    header: Sequence[Any] = next((cells for cells in grid if not all(map(is_blank, cells))), ())
    # Bells have the same two columns.
    places = {read_header("bells", cell): place for place, cell in enumerate(header)}
    if not places.keys() >= set(_SIDES):
        return {}
    found = {}
    for number, row in rows:
        clock = _read(grid[number - 1], [places[side] for side in _SIDES])
        if clock is not None and isinstance(row, Assignment):
            found[row] = clock
    return found


def _read(cells: Sequence[Any], places: Sequence[int]) -> Clock | None:
    try:
        start, end = (parse_clock(cells[place]) for place in places)
    except (ValueError, IndexError):
        return None
    return start, end
