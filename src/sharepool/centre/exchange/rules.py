"""The rules of an exchange: ``exchange.toml``. Defaults are second-hand figures, never law."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from sharepool.centre.needs.rows import Share
from sharepool.problem.cells import Count, Date, Positive
from sharepool.problem.rules import Section

EXCHANGE_FILE = "exchange.toml"


class ExchangeMode(StrEnum):
    """Who says where somebody goes."""

    ASSIGN = "assign"
    """The bureau: so that fewest lessons are uncovered."""
    WISHES = "wishes"
    """The teachers: nobody moves but to a school that they named."""


class BackboneOf(StrEnum):
    """Of whom the share of backbone teachers is taken."""

    MOVED = "moved"
    ELIGIBLE = "eligible"


class QuotaOf(StrEnum):
    """Whose eligible teachers the quota counts."""

    ALL = "all"
    STRONG = "strong"
    """Those of schools in town, and of schools that `posts` calls strong."""


class StagesOf(StrEnum):
    """Which stages of schools somebody may move to."""

    DOWN = "down"
    """Their own and lower ones, for which a certificate is good too (教师资格条例, article 5)."""
    ANY = "any"


class ExchangeRules(Section):
    """Everything of ``exchange.toml``.

    Attributes
    ----------
    date : datetime.date or None
        When the moves take effect; by default the week of the centre's problem.
    mode : ExchangeMode
    years : int
        Years at one school after which a teacher is eligible.
    quota : Decimal
        Share of the eligible who should move.
    quota_of : QuotaOf
    backbone : Decimal
        Share of backbone teachers.
    backbone_of : BackboneOf
    stages : StagesOf
    way_min : int
        Minutes from the old school to the new one at most.
    years_away : int
        For how long somebody moves.
    max_moves : int or None
        Moves at most; by default as many as the quota asks for.
    max_leave : int or None
        Teachers of a subject who may leave one school, where `posts` says nothing; by default a
        third of them, but at least one.
    max_come : int
        Teachers of a subject who may come to one school.
    experienced_years : int
        Of those who have been at a school for so long, one of each subject stays.
    oldest : int or None
        Age in years beyond which nobody must move; no limit by default.
    floor : Decimal
        Share of a school's lessons below which no wish may bring it.
    """

    date: Date | None = None
    mode: ExchangeMode = ExchangeMode.ASSIGN
    years: Positive = 6
    quota: Share = Decimal("0.10")
    quota_of: QuotaOf = QuotaOf.ALL
    backbone: Share = Decimal("0.20")
    backbone_of: BackboneOf = BackboneOf.MOVED
    stages: StagesOf = StagesOf.DOWN
    way_min: Count = 60
    years_away: Positive = 1
    max_moves: Count | None = None
    max_leave: Count | None = None
    max_come: Count = 3
    experienced_years: Count = 1
    oldest: Positive | None = None
    floor: Share = Decimal(1)

    def until(self, date: dt.date) -> dt.date:
        """Return the last day of a stay that begins on a date."""
        return years_later(date, self.years_away) - dt.timedelta(days=1)


HIGHEST = {"point": 1, "primary": 1, "junior": 2, "nine_year": 2, "senior": 3}
"""The highest stage that a school teaches, which its teachers' certificates are good for."""

LOWEST = {**HIGHEST, "nine_year": 1}
"""The lowest stage that a school teaches."""


def may_teach(from_stage: str, to_stage: str) -> bool:
    """Return whether a teacher of one stage is certified for another, as far as stages are known.

    Certificates are good for their own stage and below.
    """
    if from_stage not in HIGHEST or to_stage not in LOWEST:
        return True
    return LOWEST[to_stage] <= HIGHEST[from_stage]


def years_later(date: dt.date, years: int) -> dt.date:
    """Return the same day so many years later; 29 February becomes 1 March."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return dt.date(date.year + years, 3, 1)


def whole_years(first: dt.date, last: dt.date) -> int:
    """Return how many whole years lie between two dates; below 0 if they are the other way."""
    return last.year - first.year - (years_later(first, last.year - first.year) > last)
