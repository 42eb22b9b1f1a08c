"""A session that a week wanted and does not have, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class LossReason(StrEnum):
    """Why a session does not take place, the strongest first."""

    DAY_OFF = "day_off"
    SEASON = "season"
    """The season of the demand does not cover the whole week."""
    SITE_CLOSED = "site_closed"
    """The site is not open all week."""
    CLOSURE = "closure"
    """The grounds are taken."""
    ABSENCE = "absence"
    CERTIFICATE = "certificate"
    """A skill of the person has lapsed, or is not held."""
    LEFT = "left"
    """The person is there no more."""
    BELLS = "bells"
    """The slot is no more, or not allowed."""
    NOT_FREE = "not_free"
    """It is outside the person's windows."""
    DECLINED = "declined"
    """A pin forbids it."""
    GIVEN_UP = "given_up"
    """It could have stayed; the new plan is better without it."""
    NOT_PLANNED = "not_planned"
    """The standing plan lacks it."""
    NO_PLAN = "no_plan"
    """No legal plan of the week was found."""
    SCHOOL_CANCELLED = "school_cancelled"
    PERSON_CANCELLED = "person_cancelled"
    WEATHER = "weather"
    NOT_REPORTED = "not_reported"
    CARRIED = "carried"
    """It is owed from the term before."""

    @property
    def is_owed(self) -> bool:
        """Whether the school is owed the session: a day off, a season that is over is nobody's."""
        return self not in {LossReason.DAY_OFF, LossReason.SEASON, LossReason.SITE_CLOSED}


@dataclass(frozen=True)
class LostSession:
    """One session that a week wanted and does not have.

    Attributes
    ----------
    week_of : datetime.date or None
        None if it is carried over from the term before.
    demand_id : str
    reason : LossReason
    date : datetime.date or None
        When it would have been; None where no plan says so.
    staff_id : str
        Who would have given it; empty where no plan says so.
    slot : int or None
    made_up_on : datetime.date or None
        When it was made up for, or is to be.
    """

    week_of: dt.date | None
    demand_id: str
    reason: LossReason
    date: dt.date | None = None
    staff_id: str = ""
    slot: int | None = None
    made_up_on: dt.date | None = None
