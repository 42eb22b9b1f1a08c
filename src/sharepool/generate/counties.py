"""Whole problems: one county, or the neighbouring counties of a prefecture."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import TypeVar

import numpy as np

from sharepool.generate import demands, facts, names, sites, staff
from sharepool.generate.bells import list_bells
from sharepool.generate.sites import County, Point
from sharepool.generate.teams import draw_lifeguards, draw_teams, guard_pools
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Skill
from sharepool.problem.rules import Employer, Rules

TOWN = Point(113.0, 35.0)
"""Middle of the first county's town."""

T = TypeVar("T")

PREFECTURE_COUNTIES = 10
COUNTIES_PER_ROW = 5


def generate_county(
    seed: int, supply: float = 1.0, teams: float = 0.0, *, lifeguards: bool = False
) -> Problem:
    """Return an invented county of 50 schools, a sports centre and a pool of some 78 people.

    Parameters
    ----------
    seed : int
        The same seed gives the same county.
    supply : float
        How large the pool is, times the usual one: the more, the fewer sessions are missing.
    teams : float
        Share of the sessions that several people make up, or that another school's class has too.
    lifeguards : bool
        Whether a lifeguard is beside the coach whenever pupils swim.

    Returns
    -------
    Problem
        Some 570 to 600 sessions are wanted, more than the usual pool can give.

    Raises
    ------
    ValueError
        The supply is not above 0, or the share of teams is none.

    Examples
    --------
    >>> import sharepool as sp
    >>> rich, poor = sp.generate_county(1, supply=2), sp.generate_county(1, supply=0.5)
    >>> len(rich.staff) > len(poor.staff)
    True
    >>> len(sp.generate_county(1, teams=0.1).roles) > 0
    True

    The sample ``county``:

    >>> county = sp.generate_county(1, teams=0.05, lifeguards=True)
    >>> county == sp.read_problem("data/samples/county")
    True
    """
    if not supply > 0:
        raise ValueError("supply: give more than 0")
    if not 0 <= teams <= 1:
        raise ValueError("teams: give a share from 0 to 1")
    return _draw_county(seed, 0, supply, teams, lifeguards=lifeguards)


def generate_prefecture(seed: int) -> Problem:
    """Return ten invented counties side by side.

    Their far townships lie near each other, so that some people can serve the neighbour.

    Parameters
    ----------
    seed : int
        The same seed gives the same prefecture; its first county is that of
        :func:`generate_county`.

    Returns
    -------
    Problem

    Examples
    --------
    >>> import sharepool as sp
    >>> prefecture = sp.generate_prefecture(seed=1)
    >>> len({site.county for site in prefecture.sites})
    10
    """
    counties = [_draw_county(seed, index) for index in range(PREFECTURE_COUNTIES)]
    employers = dict(chain.from_iterable(part.rules.employers.items() for part in counties))
    return Problem(
        rules=Rules(name=f"prefecture-{seed}", week_of=facts.WEEK_OF, employers=employers),
        sites=_join(part.sites for part in counties),
        bells=tuple(list_bells()),
        staff=_join(part.staff for part in counties),
        skills=_join(part.skills for part in counties),
        availability=_join(part.availability for part in counties),
        absences=_join(part.absences for part in counties),
        demands=_join(part.demands for part in counties),
        pairs=_join(part.pairs for part in counties),
        chains=_join(part.chains for part in counties),
    )


def _draw_county(
    seed: int,
    index: int,
    supply: float = 1.0,
    team_share: float = 0.0,
    *,
    lifeguards: bool = False,
) -> Problem:
    rng = np.random.default_rng([seed, index])
    county = place_county(index)
    schools = sites.draw_schools(rng, county)
    pool = staff.draw_pool(rng, county, schools, supply)
    members = demands.draw_chain(rng, schools)
    wanted = demands.draw_demands(rng, schools, members)
    drawn = np.random.default_rng([seed, index, 2])
    roles, listeners = draw_teams(drawn, schools, wanted, team_share)
    certificates: tuple[Skill, ...] = ()
    if lifeguards:
        roles = guard_pools(wanted, roles)
        certificates = draw_lifeguards(np.random.default_rng([seed, index, 3]), pool)
    return Problem(
        rules=Rules(name=f"county-{seed}", week_of=facts.WEEK_OF, employers=_set_budgets(pool)),
        sites=(*(school.site for school in schools), sites.place_centre(county)),
        bells=tuple(list_bells()),
        staff=tuple(member.person for member in pool),
        skills=(*_join(member.skills for member in pool), *certificates),
        availability=_join(member.windows for member in pool),
        absences=_join(member.absences for member in pool),
        demands=tuple(wanted),
        pairs=tuple(demands.pair_districts(schools)),
        chains=tuple(members),
        roles=roles,
        listeners=listeners,
    )


def place_county(index: int) -> County:
    """Return a county of the prefecture by number, on a grid of two rows."""
    row, column = divmod(index, COUNTIES_PER_ROW)
    north = row * facts.COUNTY_SPACING_KM / sites.KM_PER_DEGREE
    east = column * facts.COUNTY_SPACING_KM / sites.KM_PER_DEGREE
    town = Point(TOWN.lon + east / np.cos(np.radians(TOWN.lat)), TOWN.lat + north)
    return County(string.ascii_uppercase[index], names.COUNTIES[index], town)


def _set_budgets(pool: Iterable[staff.InventedPerson]) -> dict[str, Employer]:
    """Return what each employer pays for a week; volunteers are not paid by the hour."""
    offered: dict[str, Decimal] = defaultdict(Decimal)
    for member in pool:
        if member.person.max_hours_week is not None:
            offered[member.person.employer] += member.person.max_hours_week
    return {
        name: Employer(max_hours_week=round(hours * facts.BUDGET_SHARE))
        for name, hours in offered.items()
    }


def _join(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(parts))
