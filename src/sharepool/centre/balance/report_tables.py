"""How evenly schools are served, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sharepool.centre.balance.stages import AMOUNTS
from sharepool.centre.balance.types import Balance, BalanceIndicator, SchoolBalance, StageBalance

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 4
SCHOOL_COLUMNS = (*(one.name for one in fields(SchoolBalance)), "rate_before", "rate_after")
OFFICIAL = "teachers_per_100_pupils"
STAGE_COLUMNS = (*(one.name for one in fields(StageBalance)), OFFICIAL)
INDICATOR_COLUMNS = (*(one.name for one in fields(BalanceIndicator)), "kept_before", "kept_after")


def make_frames(found: Balance) -> dict[str, pd.DataFrame]:
    """Return the tables of a balance by name (see :meth:`Balance.to_frames`)."""
    return {
        "indicators": _indicators_frame(found),
        "stages": _stages_frame(found),
        "schools": _schools_frame(found.schools),
        "points": _schools_frame(found.points),
    }


def _indicators_frame(found: Balance) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for one in found.indicators:
        cells = {
            name: round(cell, DIGITS) if isinstance(cell, float) else cell
            for name, cell in asdict(one).items()
        }
        rows.append(
            cells
            | {
                "kept_before": _is_kept(one.variation_before, one.limit),
                "kept_after": _is_kept(one.variation_after, one.limit),
            }
        )
    return pd.DataFrame(rows, columns=list(INDICATOR_COLUMNS), dtype=object)


def _stages_frame(found: Balance) -> pd.DataFrame:
    import pandas as pd

    rows = [
        asdict(one)
        | {"joined_points": ";".join(one.joined_points)}
        | {name: _rounded(getattr(one, name)) for name in (*AMOUNTS, OFFICIAL)}
        for one in found.stages
    ]
    return pd.DataFrame(rows, columns=list(STAGE_COLUMNS), dtype=object)


def _rounded(amount: Fraction | None) -> float | None:
    return None if amount is None else round(float(amount), DIGITS)


def _schools_frame(schools: Iterable[SchoolBalance]) -> pd.DataFrame:
    import pandas as pd

    rows: list[dict[str, Any]] = [
        asdict(one)
        | {
            "rate_before": _rate(one.own_lessons, one.required),
            "rate_after": _rate(one.own_lessons + one.pool_lessons, one.required),
        }
        for one in schools
    ]
    return pd.DataFrame(rows, columns=list(SCHOOL_COLUMNS), dtype=object)


def _rate(given: int, required: int | None) -> float | None:
    return round(given / required, DIGITS) if required else None


def _is_kept(variation: float | None, limit: float | None) -> int | None:
    return None if variation is None or limit is None else int(variation <= limit)
