"""Who wants to move up to the next school for a sport, and the places that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from sharepool.centre.placement.rows import Athlete, Place
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Site
from sharepool.problem.travel import TravelTimes

NEXT_STAGES: Mapping[str, Sequence[str]] = {
    "primary": ("junior", "nine_year"),
    "junior": ("senior",),
    "nine_year": ("senior",),
}
"""Stages at which the children of a school go on."""

ATHLETES_PER_CLUB = (2, 5)
PLACES_PER_SPORT = (2, 4)
SCORES = (55.0, 98.0)
MIN_SCORES = (Decimal(0), Decimal(60), Decimal(65))
MOST_CHOICES = 4
FAITHFUL_SHARE = 0.7
"""Share of a chain school's athletes who first choose its school of the next stage."""
OFFER_SHARE = 0.25
"""Share of the sports without a club at a school for which it takes athletes all the same."""


def generate_athletes(problem: Problem, seed: int) -> tuple[tuple[Athlete, ...], tuple[Place, ...]]:
    """Return invented athletes of a problem's clubs, and places at its schools.

    Scores are whole or half points, so that some are equal; most athletes choose what is near.

    Parameters
    ----------
    problem : Problem
    seed : int
        The same seed and problem give the same athletes.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> athletes, places = sp.generate_athletes(county, seed=1)
    >>> {athlete.skill for athlete in athletes} <= {demand.skill for demand in county.demands}
    True
    """
    rng = np.random.default_rng([seed, len(problem.sites)])
    clubs = [demand for demand in problem.demands if demand.kind == "club"]
    sports = sorted({club.skill for club in clubs})
    places = _draw_places(rng, problem, {(club.site_id, club.skill) for club in clubs}, sports)
    athletes: list[Athlete] = []
    for club in clubs:
        home = problem.site_of[club.site_id]
        if home.stage not in NEXT_STAGES:
            continue
        above = _by_distance(problem, home, {place.site_id for place in places})
        onward = _next_in_chain(problem, club, above)
        for _ in range(int(rng.integers(*ATHLETES_PER_CLUB, endpoint=True))):
            score = Decimal(int(2 * rng.uniform(*SCORES))) / 2
            number = len(athletes) + 1
            athletes.append(
                Athlete(
                    athlete_id=f"{home.county}{number:04d}",
                    skill=club.skill,
                    score=score,
                    home_site=home.site_id,
                    choices=_draw_choices(rng, above, onward),
                )
            )
    return tuple(athletes), places


def _draw_places(
    rng: np.random.Generator,
    problem: Problem,
    clubs: set[tuple[str, str]],
    sports: Sequence[str],
) -> tuple[Place, ...]:
    """Return places at every school that children go on to: for its clubs, and some more."""
    upper = {stage for stages in NEXT_STAGES.values() for stage in stages}
    return tuple(
        Place(
            site_id=site.site_id,
            skill=sport,
            places=int(rng.integers(*PLACES_PER_SPORT, endpoint=True)),
            min_score=MIN_SCORES[rng.integers(len(MIN_SCORES))],
        )
        for site in problem.sites
        if site.stage in upper
        for sport in sports
        if (site.site_id, sport) in clubs or rng.random() < OFFER_SHARE
    )


def _by_distance(problem: Problem, home: Site, offering: set[str]) -> list[str]:
    """Return the schools that children of a school could go on to, the nearest first."""
    travel, mode = TravelTimes(problem), problem.rules.travel.default_mode
    above = [
        site.site_id
        for site in problem.sites
        if site.stage in NEXT_STAGES[home.stage]
        and site.site_id in offering
        and site.county == home.county
    ]
    return sorted(above, key=lambda site_id: travel.minutes(mode, home.site_id, site_id))


def _next_in_chain(problem: Problem, club: Demand, above: Sequence[str]) -> list[str]:
    """Return the schools, of those given, of the chain that a club belongs to; nearest first."""
    members = [row for row in problem.chains if row.skill == club.skill]
    own = {row.chain_id for row in members if row.site_id == club.site_id}
    onward = {row.site_id for row in members if row.chain_id in own}
    return [site_id for site_id in above if site_id in onward]


def _draw_choices(
    rng: np.random.Generator, above: Sequence[str], onward: Sequence[str]
) -> tuple[str, ...]:
    """Return some schools, nearer ones more often and mostly before farther ones."""
    count = min(len(above), int(rng.integers(1, MOST_CHOICES, endpoint=True)))
    places = np.arange(len(above)) + rng.exponential(2.0, size=len(above))
    drawn = [above[index] for index in np.argsort(places)[:count]]
    faithful = onward[:1] if rng.random() < FAITHFUL_SHARE else ()
    return tuple(dict.fromkeys([*faithful, *drawn]))
