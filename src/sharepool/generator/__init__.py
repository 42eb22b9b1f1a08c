"""Invented counties that are like real ones, to try sharepool on and to measure it with.

Schools, places and people are made up; how many there are of each, how far apart, and what they
lack follows the figures in :mod:`sharepool.generator.facts`. The same seed gives the same problem.
"""

from sharepool.generator.athletes import generate_athletes
from sharepool.generator.centres import generate_centre
from sharepool.generator.counties import generate_county, generate_prefecture
from sharepool.generator.rates import example_rates

__all__ = [
    "example_rates",
    "generate_athletes",
    "generate_centre",
    "generate_county",
    "generate_prefecture",
]
