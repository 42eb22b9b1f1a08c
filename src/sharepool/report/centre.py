"""The sharing centre's tables as they are shown: curriculum, balance, pool, who lends to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sharepool.centre.balance.indicators import weigh_balance
from sharepool.centre.ledger.accounting import keep_ledger, repeat_week
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.needs.types import Needs
from sharepool.centre.pool.survey import survey_pool
from sharepool.messages.labels import word
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.tables.records import Record, list_records

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "rates": (
        *("county", "stage", "subject", "required", "covered", "gap", "spare", "delivered"),
        *("rate_before", "rate_after", "staffing_before", "staffing_after"),
        "lessons_per_teacher_due",
    ),
    "balance": (
        *("county", "stage", "measure", "schools", "mean_before", "mean_after"),
        *("variation_before", "variation_after", "limit", "standard", "reaching"),
    ),
    "points": (
        *("name", "county", "pupils", "required", "own_lessons", "pool_lessons"),
        *("rate_before", "rate_after"),
    ),
    "pool": (
        *("skill", "county", "wanted", "delivered", "missing"),
        *("holders", "qualified", "expiring"),
    ),
    "loans": (
        *("lender", "borrower", "sessions", "converted_lessons"),
        *("returned_lessons", "balance_lessons", "settlement"),
    ),
}
"""What is said of each table, and in which order the tables come."""

SHARES = {"rate_before", "rate_after", "staffing_before", "staffing_after"}


@dataclass(frozen=True)
class CentreFolder:
    """What a sharing centre knows besides the problem.

    Attributes
    ----------
    needs : Needs or None
        Those of the class counts, with what the plan brings: for curriculum and balance.
    rates : Rates or None
        For who lends to whom.
    decided : mapping of str to mapping of str to pandas.DataFrame
        What was decided for the year: by ``exchange``, ``training``, ``points``, ``assessment`` and
        ``targets``, the tables of ``to_frames()`` of their results.
    """

    needs: Needs | None = None
    rates: Rates | None = None
    decided: Mapping[str, Mapping[str, pd.DataFrame]] = field(default_factory=dict)


def gather_centre(
    problem: Problem, plan: Plan, known: CentreFolder, *, anonymous: bool
) -> dict[str, pd.DataFrame]:
    """Return the tables that can be shown, by name; without names, those of schools alone."""
    found: dict[str, pd.DataFrame] = {}
    if known.needs is not None:
        found["rates"] = known.needs.to_frames()["rates"]
        even = weigh_balance(problem, plan, known.needs).to_frames()
        found["balance"], found["points"] = even["indicators"], even["points"]
    if not anonymous:
        found["pool"] = survey_pool(problem, plan).to_frames()["supplies"]
        if known.rates is not None:
            week = repeat_week(problem, plan, weeks=1)
            found["loans"] = keep_ledger(problem, week, known.rates).to_frames()["loans"]
    return {name: frame for name, frame in found.items() if len(frame)}


def lay_out_centre(tables: dict[str, pd.DataFrame], lang: str) -> dict[str, list[Record]]:
    """Return the rows of each table, codes in words and decimals as numbers."""
    return {
        name: [
            {column: _value(column, row[column], lang) for column in COLUMNS[name]}
            for row in list_records(frame)
        ]
        for name, frame in tables.items()
    }


def _value(column: str, value: Any, lang: str) -> Any:
    if column in {"stage", "measure", "skill"} and value:
        return word(column, value, lang)
    return float(value) if isinstance(value, Decimal) else value
