"""Posts of schools, and what their teachers wish for: what an exchange is decided by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import numpy as np

from sharepool.centre.exchange.rows import Post
from sharepool.centre.needs.rows import Centre, Resident
from sharepool.generate.staff import PE

YOUNGEST, OLDEST = 23, 35
"""Ages at which teachers of the sample came to their school."""
WISHING_YEARS = 6
WISHING_SHARE = 0.35
"""Of teachers who have been at a school so long: those who name others."""
MOST_WISHES = 3
TOWN_WEIGHT = 4.0
"""A school in town is named so much more often than one outside."""
LESSONS_PER_POST = 15

EXAMPLE_RULES = """\
# Shares and years as reports on several provinces' texts have them; every county sets its own.
# date = 2026-09-01            # when the moves take effect; default: the week of rules.toml
mode = "assign"                # or "wishes": nobody moves but to a school that they named
years = 6                      # at one school, after which a teacher is eligible
quota = 0.10                   # of the eligible, who should move each year
quota_of = "all"               # or "strong": of schools in town and of strong ones
backbone = 0.20                # backbone teachers among them
backbone_of = "moved"          # or "eligible"
stages = "down"                # as certificates are valid; or "any"
way_min = 60                   # minutes from the old school to the new one at most
years_away = 1
# max_moves = 10               # default: as many as the quota asks for
# max_leave = 2                # of a subject, of one school; default: a third, but at least one
max_come = 3                   # of a subject, to one school
experienced_years = 1          # somebody who has been there so long stays
# oldest = 50                  # nobody older must move
floor = 1.0                    # share of a school's lessons that no wish may bring it below
"""


def add_wishes(centre: Centre, seed: int) -> Centre:
    """Return a centre whose teachers have a date of birth, and some of them wishes.

    Parameters
    ----------
    centre : Centre
    seed : int
        The same seed and centre give the same wishes.
    """
    rng = np.random.default_rng([seed, 0, 2])
    schools = sorted({row.site_id for row in centre.classes})
    area_of = {site.site_id: site.area for site in centre.problem.sites}
    weights = np.array([TOWN_WEIGHT if area_of[one] == "urban" else 1.0 for one in schools])
    year = centre.problem.rules.week_of.year
    residents = tuple(
        one.model_copy(
            update={
                "born": _draw_birth(rng, one),
                "wishes": _draw_wishes(rng, one, year, schools, weights),
            }
        )
        for one in centre.residents
    )
    return centre.model_copy(update={"residents": residents})


def generate_posts(centre: Centre) -> tuple[Post, ...]:
    """Return the posts of each school: for the lessons due, but no fewer than its teachers."""
    due = {line.grade: line.lessons_week for line in centre.curriculum}
    lessons = Counter[str]()
    for row in centre.classes:
        lessons[row.site_id] += row.classes * due.get(row.grade, 0)
    teachers = Counter(one.site_id for one in centre.residents)
    strength = {"urban": "strong", "rural": "weak"}
    return tuple(
        Post(
            site_id=site.site_id,
            subject=PE,
            posts=max(teachers[site.site_id], -(-lessons[site.site_id] // LESSONS_PER_POST)),
            strength=strength.get(site.area, ""),
        )
        for site in centre.problem.sites
        if lessons[site.site_id]
    )


def _draw_birth(rng: np.random.Generator, one: Resident) -> dt.date | None:
    if one.since is None:
        return None
    age, day = int(rng.integers(YOUNGEST, OLDEST)), int(rng.integers(0, 365))
    return dt.date(one.since.year - age, 1, 1) + dt.timedelta(days=day)


def _draw_wishes(
    rng: np.random.Generator,
    one: Resident,
    year: int,
    schools: Sequence[str],
    weights: np.ndarray,
) -> tuple[str, ...]:
    """Return the schools that a teacher names, most of them in town."""
    wishing = rng.random() < WISHING_SHARE
    count = int(rng.integers(1, MOST_WISHES, endpoint=True))
    open_to = np.array([school != one.site_id for school in schools]) * weights
    drawn = rng.choice(len(schools), size=count, replace=False, p=open_to / open_to.sum())
    if one.since is None or year - one.since.year <= WISHING_YEARS or not wishing:
        return ()
    return tuple(schools[place] for place in drawn)
