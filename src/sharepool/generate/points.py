"""Sports associations of an invented county, and what its schools offer by themselves."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from sharepool.centre.points.rows import Association, OwnSport
from sharepool.centre.points.types import PointTables
from sharepool.generate import facts
from sharepool.problem.problem import Problem

ASSOCIATIONS = 12
"""Of each county."""
HOURS = (6, 20)
PEOPLE = (2, 5)
LEAST_POINTS = (0, 3)
FEES = (0, 120)
"""For each point, in hundreds of the currency."""
OWN_SHARE = 0.35
"""Of the sports that a school wants clubs of: those that it offers by itself."""

EXAMPLE_RULES = """\
# What points are worth. Every figure is an example: a county sets its own.
worth = [3, 2, 1]              # of a pupil's first, second and third sport, for each pupil
ball_games = ["足球", "篮球", "排球", "乒乓球", "羽毛球"]
ball_pupils = 1000             # from so many pupils on a school should have all of them
ball_worth = 1                 # of each that it gets, for each pupil, besides
road = 1                       # price of a minute on the road, each week
fee = 1                        # price of one unit of money
way_min = 60                   # from an association's home to a school at most
rural_share = 0.3              # of the points, outside town at least
rural_areas = ["township", "rural"]
"""


def generate_points(problem: Problem, seed: int) -> PointTables:
    """Return invented associations, and the sports that schools have.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same seed and problem give the same tables.
    """
    rng = np.random.default_rng([seed, len(problem.sites), 4])
    towns = [site for site in problem.sites if site.area == "urban" and site.stage != "centre"]
    counties = len({site.county for site in problem.sites})
    sports = list(facts.SPORT_SHARES)
    associations = tuple(
        Association(
            association_id=f"ASSOC{number:02d}",
            name=f"{sports[number % len(sports)]}协会{number // len(sports) or ''}",
            skill=sports[number % len(sports)],
            hours_week=Decimal(int(rng.integers(*HOURS, endpoint=True))),
            people=int(rng.integers(*PEOPLE, endpoint=True)),
            home_site=towns[int(rng.integers(len(towns)))].site_id,
            min_points=int(rng.integers(*LEAST_POINTS, endpoint=True)),
            fee=Decimal(int(rng.integers(*FEES, endpoint=True))),
        )
        for number in range(ASSOCIATIONS * counties)
    )
    clubs = dict.fromkeys((one.site_id, one.skill) for one in problem.demands if one.kind == "club")
    own = tuple(
        OwnSport(site_id=site_id, skill=skill)
        for site_id, skill in clubs
        if rng.random() < OWN_SHARE
    )
    return PointTables(associations=associations, own=own)
