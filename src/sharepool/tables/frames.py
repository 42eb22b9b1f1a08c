"""Problems, plans and the course of a solve as data frames, and back: what plain data offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sharepool.base.extensions import FROM_FRAME, TO_FRAME
from sharepool.problem.plan import Plan
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.problem.rows import Row
from sharepool.tables.findings import TableFindings
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import read_grid
from sharepool.tables.reading import plan_from_frame, problem_from_frames
from sharepool.tables.sources import frame_grid
from sharepool.tables.writing import plan_frame, problem_frames, table_frame

if TYPE_CHECKING:
    import pandas as pd


def history_frame(result: Result) -> pd.DataFrame:
    """Return objective and bound over time.

    Returns
    -------
    pandas.DataFrame
        One row each time either improved: `seconds`, `objective`, `bound`, `gap`, `delivered`
        (sessions) and `phase`, which of the two it was. Empty cells where nothing was known yet.
    """
    import pandas as pd

    columns = ("seconds", "objective", "bound", "gap", "delivered", "phase")
    rows = [[getattr(one, column) for column in columns] for one in result.history]
    frame = pd.DataFrame(rows, columns=list(columns))
    whole = dict.fromkeys(("objective", "bound", "delivered"), "Int64")
    return frame.astype({"seconds": "float64", "gap": "Float64", **whole})


def prices_frame(prices: ShadowPrices, lang: str = "en") -> pd.DataFrame:
    """Return shadow prices, one row each.

    Returns
    -------
    pandas.DataFrame
        `kind` (sessions, people or budgets), `id` (demand, person or employer), `price` in points
        of the objective, and `meaning`, a sentence.
    """
    import pandas as pd

    kinds = {"sessions": prices.sessions, "people": prices.people, "budgets": prices.budgets}
    rows = [
        [kind, name, price, prices.meaning(kind, lang)]
        for kind, found in kinds.items()
        for name, price in found.items()
    ]
    return pd.DataFrame(rows, columns=["kind", "id", "price", "meaning"])


def records_frame(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return records as a data frame: a row each, a column for each name that any has."""
    import pandas as pd

    frame = pd.DataFrame.from_records(list(records))
    names = map(str, frame.columns)
    whole = [name for name in names if name.startswith("term_") or name in {"objective", "bound"}]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def rows_from_frame(table: str, frame: Any) -> tuple[Row, ...]:
    """Return the rows of one table that a data frame holds.

    Raises
    ------
    ProblemError
        With every fault of a cell at once.
    """
    findings = TableFindings()
    rows = parse_table(read_grid(table, frame_grid(frame, table), findings), findings)
    findings.raise_faults()
    return tuple(row for _, row in rows)


TO_FRAME.update(
    {
        Plan: plan_frame,
        Problem: problem_frames,
        Result: history_frame,
        Row: table_frame,
        ShadowPrices: prices_frame,
    }
)
FROM_FRAME.update({Plan: plan_from_frame, Problem: problem_from_frames, Row: rows_from_frame})
