"""What becomes of each session when a plan gives way to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.analysis.comparison.types import Fate, SessionChange
from sharepool.analysis.replanning.types import Replan
from sharepool.problem.cells import format_clock
from sharepool.problem.plan import Clock
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "demand_id",
    "site_id",
    "site_name",
    "fate",
    "lapsed",
    *(
        f"{cell}_{side}"
        for side in ("before", "after")
        for cell in ("staff_id", "staff_name", "day", "slot", "start", "end")
    ),
)


def list_moves(problem: Problem, found: Replan) -> pd.DataFrame:
    """Return the sessions that are not kept.

    Parameters
    ----------
    problem : Problem
        Where the names of people who have left come from.
    found : Replan

    Returns
    -------
    pandas.DataFrame
        One row a session, by demand. `lapsed` is 1 where it could not stay as it was.
    """
    import pandas as pd

    sessions = () if found.comparison is None else found.comparison.sessions
    rows = [
        (
            one.demand_id,
            *_site(problem, one),
            one.fate.value,
            int(one in found.lapsed),
            *_cells(problem, one.before, one.clock_before),
            *_cells(problem, one.after, one.clock_after),
        )
        for one in sessions
        if one.fate is not Fate.KEPT
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _site(problem: Problem, change: SessionChange) -> tuple[str, str]:
    site = problem.site_of[problem.demand_of[change.demand_id].site_id]
    return site.site_id, site.title


def _cells(problem: Problem, row: Assignment | None, clock: Clock | None) -> tuple[str | int, ...]:
    times = ("", "") if clock is None else tuple(map(format_clock, clock))
    if row is None:
        return "", "", "", "", *times
    return row.staff_id, problem.person_of[row.staff_id].title, row.day, row.slot, *times
