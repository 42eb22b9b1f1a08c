"""What hosts think of an invented county's people, what else those did, and example weights."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np

from sharepool.centre.assessment.rows import HostRating
from sharepool.centre.ledger.other_duties import OtherDuty
from sharepool.problem.problem import Problem

RATED_SHARE, RATINGS_EACH = 0.7, 2
RATINGS = (Decimal(3), Decimal("3.5"), Decimal(4), Decimal("4.5"), Decimal(5))
DUTY_SHARE = 0.3
DUTIES = (("competition", 3, 240), ("mentoring", 2, 80), ("person_cancelled", 1, 0))
"""Kinds of other duties, the largest amount, and minutes of one."""
TERM_DAYS = 130

EXAMPLE_RULES = """\
# Weights and shares are examples: a county sets its own, and names the document here.
source = "example"

[people]
for = "role=coach;role=pe_teacher;role=backbone_teacher"
components = [
  {name = "workload", source = "converted_lessons", expected = 10, weight = 40, cap = 50},
  {name = "hardship", source = "rural_sessions", expected = 4, weight = 20, cap = 25},
  {name = "reliability", source = "reliability", weight = 20},
  {name = "hosts", source = "ratings", expected = 5, weight = 15},
  {name = "competitions", source = "duties.competition", expected = 3, weight = 5, cap = 10},
]
bands = [
  {name = "excellent", max_share = 0.20, minimums = {reliability = 0.95}},
  {name = "good", max_share = 0.40, min_points = 40},
  {name = "qualified"},
]

[schools]
components = [
  {name = "lending", source = "lent_lessons", expected = 20, weight = 60, cap = 80},
  {name = "hosting", source = "reliability", weight = 40},
]
bands = [{name = "excellent", max_share = 0.20}, {name = "qualified"}]

[associations]
components = [{name = "hours", source = "given", weight = 100, cap = 100}]
bands = [{name = "excellent", max_share = 0.20, min_points = 90}, {name = "qualified"}]
"""


def generate_ratings(
    problem: Problem, seed: int
) -> tuple[tuple[HostRating, ...], tuple[OtherDuty, ...]]:
    """Return invented ratings by hosts, and other duties of a term.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same seed and problem give the same rows.
    """
    rng = np.random.default_rng([seed, len(problem.sites), 5])
    schools = [site.site_id for site in problem.sites if site.stage != "centre"]
    ratings, duties = [], []
    for person in problem.staff:
        for place in rng.choice(len(schools), size=RATINGS_EACH, replace=False):
            stars = RATINGS[int(rng.integers(len(RATINGS)))]
            if rng.random() < RATED_SHARE:
                ratings.append(
                    HostRating(site_id=schools[int(place)], staff_id=person.staff_id, rating=stars)
                )
        kind, most, minutes = DUTIES[int(rng.integers(len(DUTIES)))]
        amount, day = int(rng.integers(1, most, endpoint=True)), int(rng.integers(TERM_DAYS))
        if rng.random() < DUTY_SHARE:
            duties.append(
                OtherDuty(
                    staff_id=person.staff_id,
                    date=problem.rules.week_of + dt.timedelta(days=day),
                    kind=kind,
                    amount=Decimal(amount),
                    minutes=amount * minutes,
                )
            )
    return tuple(ratings), tuple(duties)
