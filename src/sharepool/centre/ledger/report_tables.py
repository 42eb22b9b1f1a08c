"""What the sharing of a term adds up to, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sharepool.centre.ledger.types import Account, Ledger
from sharepool.problem.itinerary import group_by

if TYPE_CHECKING:
    import pandas as pd

SUMS = (
    "sessions",
    "minutes",
    "converted_lessons",
    "duty_lessons",
    "km",
    "legs_without_km",
    "travel_min",
    "rural_sessions",
    "far_days",
    "early_starts",
    "points",
    "allowance_lessons",
    "allowance_km",
    "allowance_rural",
    "allowance_far",
    "allowance_early",
    "allowance",
)
"""Columns that add up over weeks, people and employers."""

WHO = ("staff_id", "name", "employer")


def make_frames(found: Ledger) -> dict[str, pd.DataFrame]:
    """Return the tables of a ledger by name (see :meth:`Ledger.to_frames`)."""
    return {
        "ledger": _accounts_frame(found),
        "people": _people_frame(found),
        "employers": _employers_frame(found),
        "loans": _loans_frame(found),
        "budgets": _budgets_frame(found),
    }


def _accounts_frame(found: Ledger) -> pd.DataFrame:
    import pandas as pd

    rows = [
        _who(one) | {"week_of": one.week_of.isoformat()} | _sums([one]) for one in found.accounts
    ]
    return pd.DataFrame(rows, columns=[*WHO, "week_of", *SUMS], dtype=object)


def _people_frame(found: Ledger) -> pd.DataFrame:
    import pandas as pd

    of_person = group_by(found.accounts, lambda one: one.staff_id)
    rows = [_who(mine[-1]) | {"weeks": len(mine)} | _sums(mine) for mine in of_person.values()]
    return pd.DataFrame(rows, columns=[*WHO, "weeks", *SUMS], dtype=object)


def _employers_frame(found: Ledger) -> pd.DataFrame:
    import pandas as pd

    of_employer = group_by(found.accounts, lambda one: one.employer)
    rows = [
        {"employer": employer, "people": len({one.staff_id for one in theirs})} | _sums(theirs)
        for employer, theirs in of_employer.items()
    ]
    return pd.DataFrame(rows, columns=["employer", "people", *SUMS], dtype=object)


def _loans_frame(found: Ledger) -> pd.DataFrame:
    import pandas as pd

    columns = ["lender", "borrower", "sessions", "minutes", "converted_lessons"]
    columns += ["returned_lessons", "balance_lessons", "settlement"]
    rows = [asdict(one) | {"balance_lessons": one.balance_lessons} for one in found.loans]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _budgets_frame(found: Ledger) -> pd.DataFrame:
    import pandas as pd

    columns = ["employer", "week_of", "allowance", "budget", "left", "exceeded"]
    rows = [
        (
            one.employer,
            "" if one.week_of is None else one.week_of.isoformat(),
            one.allowance,
            one.budget,
            one.budget - one.allowance,
            int(one.is_exceeded),
        )
        for one in found.budgets
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _who(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in WHO}


def _sums(accounts: Sequence[Account]) -> dict[str, int | Decimal]:
    return {name: _sum(getattr(one, name) for one in accounts) for name in SUMS}


def _sum(values: Iterable[int | Decimal]) -> int | Decimal:
    first, *others = values
    return sum(others, first)
