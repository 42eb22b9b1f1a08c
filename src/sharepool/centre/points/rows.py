"""The tables of points: associations, what schools wish for, the sports that they have."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sharepool.problem.cells import Count, Id, Number, Positive, Text, Word
from sharepool.problem.rows import Row


class Association(Row):
    """A sports association that sends coaches to schools."""

    key = ("association_id",)

    association_id: Id
    name: Text = ""
    skill: Id
    hours_week: Number
    people: Count = 1
    home_site: Text = ""
    min_points: Count = 0
    fee: Annotated[Number, Field(description="for each point and year")] = Decimal(0)

    @property
    def title(self) -> str:
        """The name that people read: `name`, or the id where there is none."""
        return self.name or self.association_id


class PointWish(Row):
    """A school that would have a point; without a skill, of any sport."""

    key = ("site_id", "skill")

    site_id: Id
    skill: Word = ""
    sessions: Positive = 1


class OwnSport(Row):
    """A sport that a school offers by itself."""

    key = ("site_id", "skill")

    site_id: Id
    skill: Id


POINT_TABLES: dict[str, type[Row]] = {
    "associations": Association,
    "point_wishes": PointWish,
    "own_sports": OwnSport,
}
"""The tables by name (their files without ``.csv``)."""
