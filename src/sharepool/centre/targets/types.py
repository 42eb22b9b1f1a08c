"""Where targets stand: plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault
from sharepool.centre.targets.rows import Measure, Target

if TYPE_CHECKING:
    import pandas as pd


class TargetState(StrEnum):
    """How far a target is from being reached."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    """The trend leads there in time."""
    BEHIND = "behind"
    """The trend does not, or there is none yet."""
    OVERDUE = "overdue"
    """The date has passed."""
    UNKNOWN = "unknown"
    """Nothing was measured."""


@dataclass(frozen=True)
class TargetTables:
    """What is to be reached, and what was measured so far.

    Attributes
    ----------
    targets : tuple of Target
    measures : tuple of Measure
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    targets: tuple[Target, ...]
    measures: tuple[Measure, ...] = ()
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True)
class TargetStanding:
    """Where one target stands in one county.

    Attributes
    ----------
    target : Target
    county : str
        Empty of all counties together.
    state : TargetState
    value : Decimal or None
        The latest one measured.
    measured : datetime.date or None
    change : Decimal or None
        Since the measure before.
    expected : Decimal or None
        Where the trend leads by the date; None with fewer than two measures.
    needed_term : Decimal or None
        What is lacking, for each half year that is left; None if reached, or no time is left.
    trend : tuple of Measure
        All measures, the oldest first.
    """

    target: Target
    county: str
    state: TargetState
    value: Decimal | None
    measured: dt.date | None
    change: Decimal | None
    expected: Decimal | None
    needed_term: Decimal | None
    trend: tuple[Measure, ...] = field(repr=False)


@dataclass(frozen=True)
class TargetProgress:
    """Where all targets stand on a date.

    Attributes
    ----------
    date : datetime.date
    standings : tuple of TargetStanding
        Targets as their table has them; of each all together first, then the counties.
    measures : tuple of Measure
        The history, for the next time.
    """

    date: dt.date
    standings: tuple[TargetStanding, ...]
    measures: tuple[Measure, ...] = field(repr=False)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return where targets stand as a data frame, named as the file of ``sharepool targets``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``progress``: a row a target and county, with the value, the change since the last
            time, where the trend leads, and what each term must bring; `text` says it.
        """
        from sharepool.centre.targets.report_tables import make_frames

        return make_frames(self, lang)
