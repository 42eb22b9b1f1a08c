"""Problems, plans and the course of a solve as data frames, and back: what plain data offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.extensions import FROM_FRAME, TO_FRAME
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.tables.reading import plan_from_frame, problem_from_frames
from sharepool.tables.writing import plan_frame, problem_frames

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


TO_FRAME.update({Plan: plan_frame, Problem: problem_frames, Result: history_frame})
FROM_FRAME.update({Plan: plan_from_frame, Problem: problem_from_frames})
