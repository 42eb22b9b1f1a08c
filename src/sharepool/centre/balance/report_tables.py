"""How evenly schools are served, as tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.centre.balance.types import Balance, Indicator, School
from sharepool.tables.files import safe_csv, write_whole

if TYPE_CHECKING:
    import pandas as pd

DIGITS = 4
SCHOOL_COLUMNS = (*(one.name for one in fields(School)), "rate_before", "rate_after")
INDICATOR_COLUMNS = (*(one.name for one in fields(Indicator)), "kept_before", "kept_after")


def indicators_table(found: Balance) -> pd.DataFrame:
    """Return one row a county, stage and measure; `kept` is 1 where the official limit is kept."""
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


def schools_table(found: Balance) -> pd.DataFrame:
    """Return one row a school: what it has, what the pool brings, 开足率 before and after."""
    return _schools(found.schools)


def points_table(found: Balance) -> pd.DataFrame:
    """Return the teaching points on their own, the smallest first: columns of the schools table."""
    return _schools(found.points)


def write_balance(found: Balance, folder: Path) -> None:
    """Write ``indicators.csv``, ``schools.csv`` and ``points.csv`` into a folder."""
    for name, table in (
        ("indicators", indicators_table(found)),
        ("schools", schools_table(found)),
        ("points", points_table(found)),
    ):
        write_whole(folder / f"{name}.csv", safe_csv(table))


def _schools(schools: Iterable[School]) -> pd.DataFrame:
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
