"""What the sharing of a term came to, as tables; and the folder that holds them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.centre.ledger.claims import claims_workbook
from sharepool.centre.ledger.types import Account, Ledger
from sharepool.problem.itinerary import group_by
from sharepool.tables.files import safe_csv, write_whole

if TYPE_CHECKING:
    import pandas as pd

SUMS = (
    "sessions",
    "minutes",
    "converted_lessons",
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


def accounts_table(found: Ledger) -> pd.DataFrame:
    """Return one row a person and week: what they did, and what it is worth."""
    import pandas as pd

    rows = [
        _who(one) | {"week_of": one.week_of.isoformat()} | _sums([one]) for one in found.accounts
    ]
    return pd.DataFrame(rows, columns=[*WHO, "week_of", *SUMS], dtype=object)


def people_table(found: Ledger) -> pd.DataFrame:
    """Return one row a person: the sums of the term."""
    import pandas as pd

    of_person = group_by(found.accounts, lambda one: one.staff_id)
    rows = [_who(mine[-1]) | {"weeks": len(mine)} | _sums(mine) for mine in of_person.values()]
    return pd.DataFrame(rows, columns=[*WHO, "weeks", *SUMS], dtype=object)


def employers_table(found: Ledger) -> pd.DataFrame:
    """Return one row an employer: how many people it lent, and their sums of the term."""
    import pandas as pd

    of_employer = group_by(found.accounts, lambda one: one.employer)
    rows = [
        {"employer": employer, "people": len({one.staff_id for one in theirs})} | _sums(theirs)
        for employer, theirs in of_employer.items()
    ]
    return pd.DataFrame(rows, columns=["employer", "people", *SUMS], dtype=object)


def loans_table(found: Ledger) -> pd.DataFrame:
    """Return who lends to whom: converted lessons given and returned, and what the rest is worth.

    A row whose lender and borrower are the same is help among its own, which balances itself.
    """
    import pandas as pd

    columns = ["lender", "borrower", "sessions", "minutes", "converted_lessons"]
    columns += ["returned_lessons", "balance_lessons", "settlement"]
    rows = [asdict(one) | {"balance_lessons": one.balance_lessons} for one in found.loans]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def budgets_table(found: Ledger) -> pd.DataFrame:
    """Return what employers with a budget pay, a row a week and one for the term (blank week)."""
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


def write_ledger(found: Ledger, folder: Path, lang: str = "en") -> tuple[Path, ...]:
    """Write the tables of a ledger and a workbook of claims, all or none of them.

    Parameters
    ----------
    found : Ledger
    folder : Path
        Made if it is not there.
    lang : str
        Language of the claims: ``"en"`` or ``"zh"``.

    Returns
    -------
    tuple of Path
        The files written.
    """
    folder = Path(folder)
    files: dict[str, bytes] = {
        "ledger.csv": safe_csv(accounts_table(found)),
        "people.csv": safe_csv(people_table(found)),
        "employers.csv": safe_csv(employers_table(found)),
        "loans.csv": safe_csv(loans_table(found)),
        "budgets.csv": safe_csv(budgets_table(found)),
        "claims.xlsx": claims_workbook(found, lang),
    }
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sharepool-", dir=folder) as staging:
        for name, content in files.items():
            write_whole(Path(staging, name), content)
        return tuple(Path(staging, name).replace(folder / name) for name in files)


def _who(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in WHO}


def _sums(accounts: Sequence[Account]) -> dict[str, int | Decimal]:
    return {name: _sum(getattr(one, name) for one in accounts) for name in SUMS}


def _sum(values: Iterable[int | Decimal]) -> int | Decimal:
    first, *others = values
    return sum(others, first)
