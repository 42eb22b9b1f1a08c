"""Which association runs which sport where: plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from sharepool.base.errors import Fault
from sharepool.centre.feed import Feed
from sharepool.centre.points.rows import Association, OwnSport, PointWish
from sharepool.centre.points.rules import PointRules
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, relative_gap

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class PointTables:
    """What points are decided by.

    Attributes
    ----------
    associations : tuple of Association
    wishes : tuple of PointWish
        Schools that would have a point; if there is none, every school would, of every sport.
    own : tuple of OwnSport
    rules : PointRules
    numbers : mapping of str to tuple of int
        Row of each row in its file, by table.
    warnings : tuple of Fault
        What looked suspicious in the files, though legal.
    """

    associations: tuple[Association, ...]
    wishes: tuple[PointWish, ...] = ()
    own: tuple[OwnSport, ...] = ()
    rules: PointRules = field(default_factory=PointRules)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), repr=False, compare=False)

    def number_of(self, table: str, index: int) -> int:
        """Return the row, as a spreadsheet counts it, of a row of a table by its place."""
        return self.numbers[table][index] if table in self.numbers else index + 2


@dataclass(frozen=True)
class SportsPoint:
    """An association at a school.

    Attributes
    ----------
    association_id, site_id, skill : str
    sessions : int
        A week.
    minutes : int
        Of all sessions of a week.
    road_min : int
        There and back, all sessions of a week.
    """

    association_id: str
    site_id: str
    skill: str
    sessions: int
    minutes: int
    road_min: int


@dataclass(frozen=True)
class SchoolSports:
    """What a school offers.

    Attributes
    ----------
    site_id : str
    pupils : int
    own, points : tuple of str
        Sports by itself, and by associations.
    ball_games_lacking : tuple of str
        Of a large school: ball games that it still has not; empty for others.
    is_large : bool
    """

    site_id: str
    pupils: int
    own: tuple[str, ...]
    points: tuple[str, ...]
    ball_games_lacking: tuple[str, ...]
    is_large: bool


@dataclass(frozen=True)
class AssociationLoad:
    """What an association has promised.

    Attributes
    ----------
    association_id : str
    points, min_points : int
    minutes, limit_minutes : int
        A week: promised, and what it has.
    fee : Decimal
        For all its points.
    """

    association_id: str
    points: int
    min_points: int
    minutes: int
    limit_minutes: int
    fee: Decimal

    @property
    def short(self) -> int:
        """Points that it has fewer than it must."""
        return max(0, self.min_points - self.points)


@dataclass(frozen=True)
class SportsPoints:
    """All points of a year.

    Attributes
    ----------
    status : Status
    points : tuple of SportsPoint
        Associations as their table has them, sites as theirs.
    schools : tuple of SchoolSports
    associations : tuple of AssociationLoad
    objective : int
        Worth less price.
    bound : int
        No choice has a larger objective (proven).
    feed : Feed
        The points as demands, the associations' people as staff.
    problem : Problem
    tables : PointTables
        What they were decided by.
    """

    status: Status
    points: tuple[SportsPoint, ...]
    schools: tuple[SchoolSports, ...] = field(repr=False)
    associations: tuple[AssociationLoad, ...] = field(repr=False)
    objective: int
    bound: int
    feed: Feed = field(repr=False)
    problem: Problem = field(repr=False)
    tables: PointTables = field(repr=False)

    @property
    def gap(self) -> float | None:
        """How much better another choice could be, as a share of the objective."""
        return relative_gap(-self.objective, -self.bound)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the points as data frames, named as the files of ``sharepool points``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``points``: a row a point. ``sports``: those of each school, and of large ones the ball
            games that they lack. ``associations``: what each promises a week.
        """
        from sharepool.centre.points.report_tables import make_frames

        return make_frames(self)


@dataclass(frozen=True)
class GivenHours:
    """What an association promised and gave over some weeks.

    Attributes
    ----------
    association_id : str
    sessions_wanted, sessions_given : int
    minutes_wanted, minutes_given : int
    """

    association_id: str
    sessions_wanted: int
    sessions_given: int
    minutes_wanted: int
    minutes_given: int
