"""The state of the pool: who may teach what, where it is thin, what expires, who is not used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from fractions import Fraction

from sharepool.analysis.remedies.changes import Recruit
from sharepool.analysis.remedies.types import Remedy
from sharepool.centre.pool.types import Ability, Idle, PoolReport, Supply
from sharepool.problem.itinerary import Itinerary, group_by
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.problem.rows import Demand, Skill, Staff
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.tables.reach import Reach

TERM_WEEKS = 20
"""A term from the week planned on, where no end is given: a choice, about as long as one is."""


def survey_pool(
    problem: Problem,
    result: Result | Plan,
    *,
    until: dt.date | None = None,
    remedies: Iterable[Remedy] = (),
) -> PoolReport:
    """Return the state of the pool in the problem's week.

    Parameters
    ----------
    problem : Problem
    result : Result or Plan
        Who is used; of a result without a plan, nobody.
    until : date, optional
        End of the term; 20 weeks from the week planned on if not given.
    remedies : iterable of Remedy
        From :func:`sharepool.recommend`: those that are one more person are kept.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> pool = sp.survey_pool(problem, plan)
    >>> [(one.skill, one.missing) for one in pool.supplies]
    [('pe', 5), ('乒乓球', 1), ('足球', 0)]
    >>> [(one.staff_id, one.code) for one in pool.idle]
    [('WANG', 'not_chosen'), ('ZHAO', 'expired')]
    """
    plan = result if isinstance(result, Plan) else result.plan_or_none or Plan()
    week = Itinerary(problem, plan)
    end = until or problem.week[0] + dt.timedelta(weeks=TERM_WEEKS, days=-1)
    abilities = tuple(_abilities(problem, end))
    reach = Reach(problem, Timetable(problem), TravelTimes(problem))
    return PoolReport(
        until=end,
        abilities=abilities,
        supplies=tuple(_supplies(week, reach, abilities)),
        idle=tuple(_idle(week, reach)),
        recruits=tuple(one for one in remedies if isinstance(one.change, Recruit)),
        problem=problem,
    )


def _abilities(problem: Problem, end: dt.date) -> Iterator[Ability]:
    for person in problem.staff:
        rows = problem.skills_of.get(person.staff_id, ())
        for skill, mine in group_by(rows, lambda row: row.skill).items():
            yield _ability(problem, person, skill, mine, end)


def _ability(
    problem: Problem, person: Staff, skill: str, rows: tuple[Skill, ...], end: dt.date
) -> Ability:
    """Return what several rows of one skill mean together, now and at the end of the term."""
    valid = [row for row in rows if problem.covers_week(row.valid_from, row.valid_until)]
    last = [row.valid_until for row in valid or rows]
    until = None if None in last else max(day for day in last if day is not None)
    # A row that begins later may take over, if it leaves no day between.
    lasts = until is None or until >= end or any(_takes_over(row, until, end) for row in rows)
    return Ability(
        staff_id=person.staff_id,
        skill=skill,
        level=max(row.level for row in valid or rows),
        valid_until=until,
        is_valid=bool(valid),
        expires=bool(valid) and not lasts,
    )


def _takes_over(row: Skill, until: dt.date, end: dt.date) -> bool:
    begins = row.valid_from is None or row.valid_from <= until + dt.timedelta(days=1)
    return begins and (row.valid_until is None or row.valid_until >= end)


def _supplies(week: Itinerary, reach: Reach, abilities: Iterable[Ability]) -> Iterator[Supply]:
    problem = week.problem
    county_of = {site.site_id: site.county for site in problem.sites}
    valid = [one for one in abilities if one.is_valid]
    holders = group_by(
        valid, lambda one: (one.skill, county_of[problem.person_of[one.staff_id].home_site])
    )
    demands = group_by(reach.demands, lambda one: (one.skill, county_of[one.site_id]))
    found = []
    for skill, county in demands:
        wanted = demands[skill, county]
        there = holders.get((skill, county), ())
        able = frozenset[str]().union(*map(reach.qualified_for, wanted))
        found.append(
            Supply(
                skill=skill,
                county=county,
                wanted=sum(problem.wanted_of[one.demand_id] for one in wanted),
                delivered=sum(
                    min(problem.wanted_of[one.demand_id], week.delivered(one.demand_id))
                    for one in wanted
                ),
                holders=len(there),
                qualified=len(able),
                expiring=sum(one.expires for one in there),
            )
        )
    yield from sorted(found, key=_thinness)


def _thinness(supply: Supply) -> tuple[int, Fraction, str, str]:
    a_head = Fraction(supply.wanted, max(1, supply.qualified))
    return -supply.missing, -a_head, supply.skill, supply.county


def _idle(week: Itinerary, reach: Reach) -> Iterator[Idle]:
    problem = week.problem
    used = {row.staff_id for row in week.plan}
    lacking = {
        one.demand_id
        for one in reach.demands
        if week.delivered(one.demand_id) < problem.wanted_of[one.demand_id]
    }
    for person in problem.staff:
        if person.staff_id not in used:
            yield _why_idle(problem, reach, person, lacking)


def _why_idle(problem: Problem, reach: Reach, person: Staff, lacking: set[str]) -> Idle:
    """Return the first reason that holds for all demands: skill, time, road, need."""
    mine = [one for one in reach.demands if person.staff_id in reach.qualified_for(one)]
    if not mine:
        would = [one for one in reach.demands if _held_once(problem, person, one)]
        return Idle(person.staff_id, "expired" if would else "not_qualified", len(would))
    free = [one for one in mine if reach.is_free_for(person, one)]
    if not free:
        return Idle(person.staff_id, "not_free", len(mine))
    near = [one for one in free if reach.can_serve(person, one)]
    if not near:
        return Idle(person.staff_id, "too_far", len(free))
    missing = [one for one in near if one.demand_id in lacking]
    if not missing:
        return Idle(person.staff_id, "not_wanted", len(near))
    return Idle(person.staff_id, "not_chosen", len(missing))


def _held_once(problem: Problem, person: Staff, demand: Demand) -> bool:
    """Return whether a person would qualify, were the dates of certificates left out."""
    rows = problem.skills_of.get(person.staff_id, ())
    return all(
        any(row.skill == wanted.skill and row.level >= wanted.level for row in rows)
        for wanted in demand.requirements
    )
