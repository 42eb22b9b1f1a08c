"""How a solve went: what it had found, and proven, after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.data.result import Result

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
