"""How evenly schools are served: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SchoolBalance:
    """What one school has and gets a week.

    Attributes
    ----------
    site_id, name, county, stage, area : str
    pupils, classes, teachers, required : int or None
        None where no table says. Lessons due, here and below, are those of sport; teachers are
        those of sport and arts, as the official headcount has them.
    own_lessons : int
        Lessons by its own teachers.
    pool_lessons, pool_slots : int
        What a plan brings: lessons, and slots of sessions of every kind.
    excluded : str
        Why it is left out of the indicators: ``small_point``, ``no_pupils``, or empty.
    counted_with : str
        Of a teaching point, the centre school that it is counted with; else empty.
    """

    site_id: str
    name: str
    county: str
    stage: str
    area: str
    pupils: int | None
    classes: int | None
    teachers: int | None
    required: int | None
    own_lessons: int
    pool_lessons: int
    pool_slots: int
    excluded: str
    counted_with: str = ""


@dataclass(frozen=True)
class StageBalance:
    """What a school counts as in one stage, teaching points with it.

    Attributes
    ----------
    site_id, county, stage : str
    joined_points : tuple of str
        Teaching points that are counted with it.
    pupils, classes, teachers : Fraction or None
    own_lessons, pool_lessons, pool_slots : Fraction or None
    """

    site_id: str
    county: str
    stage: str
    joined_points: tuple[str, ...]
    pupils: Fraction | None
    classes: Fraction | None
    teachers: Fraction | None
    own_lessons: Fraction | None
    pool_lessons: Fraction | None
    pool_slots: Fraction | None

    @property
    def teachers_per_100_pupils(self) -> Fraction | None:
        """The official headcount."""
        if self.teachers is None or not self.pupils:
            return None
        return 100 * self.teachers / self.pupils


@dataclass(frozen=True)
class BalanceIndicator:
    """How evenly one thing is spread over the schools of a county and stage.

    Attributes
    ----------
    county, stage : str
    measure : str
    schools, excluded : int
        How many count, and how many of the county and stage do not.
    mean_before, mean_after : float or None
        Mean of all their pupils (or classes) together; None where nothing is known.
    variation_before, variation_after : float or None
        The weighted coefficient of variation; None where the mean is 0 or not known.
    limit : float or None
        What the coefficient may be, where there is an official limit.
    standard : float or None
        What each school should have, where there is an official bar that can be judged: that of
        sport and arts teachers needs the teachers of both.
    reaching : int or None
        How many of the schools have it.
    """

    county: str
    stage: str
    measure: str
    schools: int
    excluded: int
    mean_before: float | None
    mean_after: float | None
    variation_before: float | None
    variation_after: float | None
    limit: float | None
    standard: float | None
    reaching: int | None


@dataclass(frozen=True)
class Balance:
    """Indicators by county and stage, and the schools that they are made of.

    Attributes
    ----------
    schools : tuple of SchoolBalance
    stages : tuple of StageBalance
        What the schools that count are counted as.
    indicators : tuple of BalanceIndicator
    points : tuple of SchoolBalance
        Teaching points and schools below the size that counts, the smallest first.
    """

    schools: tuple[SchoolBalance, ...]
    stages: tuple[StageBalance, ...]
    indicators: tuple[BalanceIndicator, ...]
    points: tuple[SchoolBalance, ...]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the balance as data frames, named as the files of ``sharepool balance``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``indicators``: a row a county, stage and measure; `kept_before` and `kept_after` are 1
            where the official limit is kept.
            ``stages``: what each school counts as: a row a school and stage, teaching points with
            their centre school.
            ``schools``: what each school has, what the pool brings, 开足率 before and after.
            ``points``: the teaching points on their own, the smallest first, with the same columns.
        """
        from sharepool.centre.balance.report_tables import make_frames

        return make_frames(self)
