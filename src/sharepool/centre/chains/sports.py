"""How strong each sport is, and which schools could be of its chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Site

STANDS_FOR: Mapping[str, Collection[str]] = {"nine_year": ("primary", "junior")}
"""Stages that a school of another stage can stand for in a chain, one of them in each."""


class Area(NamedTuple):
    """Where a sport has one chain: a county, or everywhere.

    Attributes
    ----------
    name : str
        What the ids of its chains begin with.
    schools : sequence of Site
        Open in the week that is planned.
    towns : dict of str to list of str
        Site ids of the schools of each town (`group`), or of each county.
    """

    name: str
    schools: Sequence[Site]
    towns: dict[str, list[str]]


def list_areas(problem: Problem, *, apart: bool) -> list[Area]:
    """Return each county, or all of them as one if they are not to stay apart."""
    counties: dict[str, list[Site]] = {}
    for site in problem.sites:
        if problem.is_open(site.site_id):
            counties.setdefault(site.county if apart else "", []).append(site)
    areas = []
    for name, schools in counties.items():
        towns: dict[str, list[str]] = {}
        for site in schools:
            town = site.group if apart else site.county
            if town:
                towns.setdefault(town, []).append(site.site_id)
        areas.append(Area(name, schools, towns))
    return areas


def can_be(site: Site, stage: str) -> bool:
    """Return whether a school can be of a stage of a chain."""
    return site.stage == stage or stage in STANDS_FOR.get(site.stage, ())


def list_clubs(problem: Problem) -> set[tuple[str, str]]:
    """Return every site and sport of which it wants a club, training or the like."""
    return {(demand.site_id, demand.skill) for demand in problem.demands if demand.kind != "lesson"}


def count_coaches(problem: Problem) -> Counter[tuple[str, str]]:
    """Return the levels, summed up, of those based at each site who hold a skill all week."""
    levels = Counter[tuple[str, str]]()
    for person in problem.staff:
        held: dict[str, int] = {}
        for row in problem.skills_of.get(person.staff_id, ()):
            if problem.covers_week(row.valid_from, row.valid_until):
                held[row.skill] = max(row.level, held.get(row.skill, 0))
        for skill, level in held.items():
            levels[person.home_site, skill] += level
    return levels


def rank_sports(problem: Problem, area: Area) -> list[str]:
    """Return the sports that the schools of an area have clubs of, the strongest first.

    Strong is what those based in the area can coach, by the sum of their levels; then what more
    clubs are wanted of.
    """
    own = {site.site_id for site in area.schools}
    clubs = Counter(skill for site_id, skill in list_clubs(problem) if site_id in own)
    levels = Counter[str]()
    for (site_id, skill), level in count_coaches(problem).items():
        if site_id in own:
            levels[skill] += level
    return sorted(clubs, key=lambda skill: (-levels[skill], -clubs[skill], skill))
