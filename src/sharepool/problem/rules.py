"""The rules of a problem: ``rules.toml``, with docs/format.md's defaults."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sharepool.problem.cells import (
    Clock,
    Count,
    Date,
    EndClock,
    Flag,
    Mode,
    Number,
    Text,
    Week,
    Word,
)


class Section(BaseModel):
    """What all sections share: they never change, and no key goes unread."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DayRules(Section):
    """The frame of a working day."""

    earliest_departure: Clock = 6 * 60 + 30
    latest_return: EndClock = 19 * 60 + 30
    noon: Clock = 12 * 60
    lunch_min: Count = 45


class Limits(Section):
    """Contract limits of everybody whose own cell is blank."""

    max_sessions_day: Count = 6
    max_sessions_week: Count = 40
    max_sites_day: Count = 3
    max_sites_week: Count = 5
    max_days_week: Count = 5
    max_travel_min_day: Count = 150
    max_leg_min: Count = 75
    count_travel_as_work: Flag = False


PositiveNumber = Annotated[Number, Field(gt=0)]

DEFAULT_SPEEDS: dict[str, Decimal] = {"car": Decimal(40), "bus": Decimal(20)}


class TravelRules(Section):
    """How travel times are computed where no table gives them.

    `coordinates` says in which system the sites' longitudes and latitudes are given; tables are
    read so that a problem holds WGS84.
    """

    detour_factor: Number = Decimal("1.3")
    overhead_min: Number = Decimal(10)
    coordinates: Literal["wgs84", "gcj02", "bd09"] = "wgs84"
    speed_kmh: dict[Mode, PositiveNumber] = Field(default_factory=dict)

    @property
    def speeds(self) -> dict[str, Decimal]:
        """Speed of every mode, km/h: the given ones over the two defaults."""
        return {**DEFAULT_SPEEDS, **self.speed_kmh}

    @property
    def default_mode(self) -> str:
        """How people travel who do not say: the first mode given, else car."""
        return next(iter(self.speed_kmh), "car")


class Equity(Section):
    """What is fair between sites and between people."""

    floor: Annotated[Number, Field(le=1)] = Decimal("0.5")
    fair_road_min_week: Count = 300


class TermRules(Section):
    """The term that the week is one of."""

    first_monday: Date | None = None
    weeks: Count | None = None


class JointRules(Section):
    """When classes of several sites can take a session together."""

    tolerance_min: Count = 5


class Employer(Section):
    """An employer's budget for the pool; no limit where it gives none."""

    max_hours_week: Number | None = None


class Weights(Section):
    """Weight of each term of the objective, whole numbers."""

    unmet: Count = 1000
    below_floor: Count = 400
    travel: Count = 1
    site_link: Count = 15
    extra_staff: Count = 30
    change: Count = 40
    short_minute: Count = 1
    long_road: Count = 1
    pair_short: Count = 500
    chain_gap: Count = 300
    role_short: Count = 200


class Rules(Section):
    """Everything of ``rules.toml``."""

    name: Text = "unnamed"
    week_of: Week = dt.date(2026, 3, 2)
    day: DayRules = DayRules()
    limits: Limits = Limits()
    travel: TravelRules = TravelRules()
    equity: Equity = Equity()
    employers: dict[Word, Employer] = Field(default_factory=dict)
    term: TermRules = TermRules()
    joint: JointRules = JointRules()
    weights: Weights = Weights()
