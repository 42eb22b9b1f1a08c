"""What sharing is worth: every rate and threshold of ``rates.toml``.

Sharepool has none of its own: what is not said is worth nothing, or is a fault.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sharepool.problem.cells import (
    Area,
    Clock,
    Kind,
    Mode,
    Number,
    Positive,
    Stage,
    Term,
    Text,
    Word,
)
from sharepool.problem.rows import Site
from sharepool.problem.rules import Section


class RateThresholds(Section):
    """From where on a session, a day or a start counts as hard."""

    rural_areas: tuple[Area, ...]
    far_day_min: Positive
    early_start: Clock


class UnitRates(Section):
    """What one of each is worth, in money or in points; nothing where nothing is said."""

    converted_lesson: Number = Decimal(0)
    rural_session: Number = Decimal(0)
    far_day: Number = Decimal(0)
    early_start: Number = Decimal(0)


class Allowances(UnitRates):
    """What one of each is paid; kilometres by mode of travel, other modes are not paid."""

    km: dict[Mode, Number] = Field(default_factory=dict)


class Borrower(Section):
    """Who answers for the sites of a county and stage (empty: of every one)."""

    county: Word = ""
    stage: Stage = ""
    employer: Term

    def answers_for(self, site: Site) -> bool:
        """Return whether it answers for a site."""
        return self.county in {"", site.county} and self.stage in {"", site.stage}


class Budget(Section):
    """What an employer may pay in allowances; no limit where it gives none."""

    week: Number | None = None
    term: Number | None = None


class Rates(Section):
    """Everything of ``rates.toml``.

    Attributes
    ----------
    source : str
        The document that the figures come from, or ``example``.
    currency : str
    thresholds : RateThresholds
    converted_lessons : dict of str to Decimal
        Lessons that a slot of each kind of session counts as (折算课时), and one of each kind of
        other duty.
    counts_as : dict of str to Decimal
        The share of that which each role of a team counts as; 1 where nothing is said.
    joint_listening : Decimal
        Lessons that the lecturer is credited for each listening class and slot.
    allowance : Allowances
    points : UnitRates
    settlement : Decimal
        What a borrower owes the lender for each converted lesson, in money.
    borrowers : tuple of Borrower
        The first that answers for a site counts.
    budgets : dict of str to Budget
        By employer.
    """

    source: Annotated[Text, Field(min_length=1)]
    currency: Word = "CNY"
    thresholds: RateThresholds
    converted_lessons: dict[Kind, Number]
    counts_as: dict[Word, Number] = Field(default_factory=dict)
    joint_listening: Number = Decimal(0)
    allowance: Allowances = Allowances()
    points: UnitRates = UnitRates()
    settlement: Number = Decimal(0)
    borrowers: tuple[Borrower, ...]
    budgets: dict[Word, Budget] = Field(default_factory=dict)
