"""What sharing adds up to over the weeks of a term: plain data, every sum from the sessions up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.centre.ledger.rates import Rates
from sharepool.centre.term.types import CalledOff
from sharepool.problem.rows import Staff

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Duty:
    """One session that a person gave.

    Attributes
    ----------
    staff_id : str
    date : date
    start_min, end_min : int
        Minutes after midnight.
    demand_id, site_id, site_name, kind, cohort : str
    lender, borrower : str
        The person's employer, and who answers for the site.
    converted_lessons : Decimal
    is_rural : bool
        Whether it took the person out to a rural place.
    """

    staff_id: str
    date: dt.date
    start_min: int
    end_min: int
    demand_id: str
    site_id: str
    site_name: str
    kind: str
    cohort: str
    lender: str
    borrower: str
    converted_lessons: Decimal
    is_rural: bool

    @property
    def minutes(self) -> int:
        """How long it lasted."""
        return self.end_min - self.start_min


@dataclass(frozen=True)
class OtherWork:
    """Something that a person did beside sessions (其他工作量), and what it counts as.

    Attributes
    ----------
    row : OtherDuty
        As the table has it.
    site_name : str
        Where it was; empty if the table does not say.
    converted_lessons : Decimal
        By the rate of its kind; 0 of kinds that have none.
    """

    row: OtherDuty
    site_name: str
    converted_lessons: Decimal


@dataclass(frozen=True)
class Journey:
    """The road of one person's day.

    Attributes
    ----------
    staff_id : str
    date : date
    mode : str
    leaves_min : int
        Departure from home (or the first session at home), minutes after midnight.
    travel_min : int
    km : Decimal
        To a tenth; legs without known kilometres left out.
    legs_without_km : int
    is_far, is_early : bool
        By the thresholds of the rates.
    """

    staff_id: str
    date: dt.date
    mode: str
    leaves_min: int
    travel_min: int
    km: Decimal
    legs_without_km: int
    is_far: bool
    is_early: bool


@dataclass(frozen=True)
class Account:
    """What one person did in one week, and what it is worth.

    Of `converted_lessons` and `km` other duties are a part, `duty_lessons` of the lessons.
    `allowance_*` are money, each rounded half up to a hundredth; :attr:`allowance` is their sum.
    """

    staff_id: str
    name: str
    employer: str
    week_of: dt.date
    sessions: int
    minutes: int
    converted_lessons: Decimal
    km: Decimal
    legs_without_km: int
    travel_min: int
    rural_sessions: int
    far_days: int
    early_starts: int
    points: Decimal
    allowance_lessons: Decimal
    allowance_km: Decimal
    allowance_rural: Decimal
    allowance_far: Decimal
    allowance_early: Decimal
    duty_lessons: Decimal = Decimal(0)

    @property
    def allowance(self) -> Decimal:
        """What is paid for the week."""
        return (
            self.allowance_lessons
            + self.allowance_km
            + self.allowance_rural
            + self.allowance_far
            + self.allowance_early
        )


@dataclass(frozen=True)
class Loan:
    """What the people of one employer gave to the sites of another over the term."""

    lender: str
    borrower: str
    sessions: int
    minutes: int
    converted_lessons: Decimal
    returned_lessons: Decimal
    settlement: Decimal

    @property
    def balance_lessons(self) -> Decimal:
        """Converted lessons given beyond those that came back."""
        return self.converted_lessons - self.returned_lessons


@dataclass(frozen=True)
class BudgetCheck:
    """What an employer pays in a week (or the term, None) against what it may."""

    employer: str
    week_of: dt.date | None
    allowance: Decimal
    budget: Decimal

    @property
    def is_exceeded(self) -> bool:
        """Whether it is more than the budget."""
        return self.allowance > self.budget


@dataclass(frozen=True)
class Ledger:
    """Everything that the sharing of a term adds up to.

    Attributes
    ----------
    rates : Rates
    weeks : tuple of date
        Mondays, in order.
    people : tuple of Staff
        Who has an account, in the order of the tables.
    duties : tuple of Duty
    journeys : tuple of Journey
    accounts : tuple of Account
        One for each person and week with a session or another duty.
    loans : tuple of Loan
        One for each employer and borrower.
    budgets : tuple of BudgetCheck
    called_off : tuple of CalledOff
        What was planned besides and, as a term's reports say, not held.
    other_duties : tuple of OtherWork
        Those of its weeks, in the order of their dates.
    """

    rates: Rates
    weeks: tuple[dt.date, ...]
    people: tuple[Staff, ...]
    duties: tuple[Duty, ...]
    journeys: tuple[Journey, ...]
    accounts: tuple[Account, ...]
    loans: tuple[Loan, ...] = field(default=())
    budgets: tuple[BudgetCheck, ...] = field(default=())
    called_off: tuple[CalledOff, ...] = field(default=())
    other_duties: tuple[OtherWork, ...] = field(default=())

    @property
    def is_within_budgets(self) -> bool:
        """Whether no employer pays more than it may."""
        return not any(check.is_exceeded for check in self.budgets)

    def of_person(self, staff_id: str) -> tuple[Account, ...]:
        """Return the accounts of one person, week by week."""
        return tuple(one for one in self.accounts if one.staff_id == staff_id)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return every sum as data frames, named as the files of ``sharepool ledger``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``ledger``: what each person did in each week, and what it is worth.
            ``people``: the sums of the term for each person.
            ``employers``: how many people each employer lent, and their sums of the term.
            ``loans``: who lends to whom, converted lessons given and returned, and what the rest
            is worth. Where lender and borrower are the same, help among its own balances itself.
            ``budgets``: what employers with a budget pay, a row a week and one for the term
            (blank week).
        """
        from sharepool.centre.ledger.report_tables import make_frames

        return make_frames(self)
