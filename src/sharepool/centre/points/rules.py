"""What points are worth: ``points.toml``. Every figure is a county's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from sharepool.centre.needs.rows import Share
from sharepool.problem.cells import Area, Count, Positive, Word
from sharepool.problem.rules import Section

POINTS_FILE = "points.toml"

BALL_GAMES = ("足球", "篮球", "排球", "乒乓球", "羽毛球")
"""The five ball games (五球)."""


class PointRules(Section):
    """Everything of ``points.toml``.

    Attributes
    ----------
    worth : tuple of int
        Of a pupil's first, second and third sport at the school, per pupil; never rising.
    ball_games : tuple of str
        Sports that larger schools should have all of.
    ball_pupils : int
        From how many pupils on a school is large.
    ball_worth : int
        Of each of them that a large school gets, per pupil, besides.
    road : int
        Price of a minute on the road, each week.
    fee : int
        Price of one unit of money of a point's fee.
    way_min : int
        Minutes from an association's home to a school at most.
    rural_share : Decimal
        Share of the points that are outside town at least.
    rural_areas : tuple of str
    """

    worth: Annotated[tuple[Count, ...], Field(min_length=1)] = (3, 2, 1)
    ball_games: tuple[Word, ...] = BALL_GAMES
    ball_pupils: Positive = 1000
    ball_worth: Count = 1
    road: Count = 1
    fee: Count = 1
    way_min: Count = 60
    rural_share: Share = Decimal("0.3")
    rural_areas: tuple[Area, ...] = ("township", "rural")
