"""Invented counties that are like real ones, to try sharepool on and to measure it with.

Schools, places and people are made up; how many there are of each, how far apart, and what they
lack follows the figures in :mod:`sharepool.generate.facts`. The same seed gives the same problem.
"""

from sharepool.generate.assessments import generate_ratings
from sharepool.generate.athletes import generate_athletes
from sharepool.generate.attendance import generate_attendance
from sharepool.generate.centres import generate_centre
from sharepool.generate.counties import generate_county, generate_prefecture
from sharepool.generate.events import generate_events
from sharepool.generate.exchanges import generate_posts
from sharepool.generate.points import generate_points
from sharepool.generate.rates import example_rates
from sharepool.generate.seasons import generate_season
from sharepool.generate.targets import generate_targets
from sharepool.generate.trainings import generate_training

__all__ = [
    "example_rates",
    "generate_athletes",
    "generate_attendance",
    "generate_centre",
    "generate_county",
    "generate_events",
    "generate_points",
    "generate_posts",
    "generate_prefecture",
    "generate_ratings",
    "generate_season",
    "generate_targets",
    "generate_training",
]
