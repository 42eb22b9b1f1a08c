"""Which schools should make up the chain of each sport (后备人才体系, 一校一特色)."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from sharepool.base.errors import Fault, ProblemError
from sharepool.base.native import run_native
from sharepool.centre.chains.model import ChainModel, Pyramids
from sharepool.centre.chains.sports import (
    Area,
    can_be,
    count_coaches,
    list_areas,
    list_clubs,
    rank_sports,
)
from sharepool.centre.chains.types import (
    PATTERN,
    ChainDesign,
    ChainFeed,
    ChainGap,
    ChainGapKind,
    ChainWeights,
)
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import ChainMember
from sharepool.problem.travel import TravelTimes

N_SPORTS = 5
"""Sports that a county should have chains of at least, as Jiangsu asks for."""

_STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
}
_TOLERANCE = 1e-6


def design_chains(
    problem: Problem,
    pattern: Mapping[str, int] = PATTERN,
    *,
    sports: Sequence[str] | None = None,
    n_sports: int = N_SPORTS,
    most_sports: int = 2,
    apart: bool = True,
    max_way_min: int | None = None,
    min_sessions: int = 1,
    weights: ChainWeights | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
) -> ChainDesign:
    """Choose the schools of each sport's pyramid.

    The equations are those of docs/standing.md. A nine-year school can stand for a primary or a
    junior one, but is one school of a chain, not two. What a stage lacks, because there are too few
    schools or they have sports enough, is paid for: there is always a design.

    Parameters
    ----------
    problem : Problem
        Its clubs, coaches and chains are what there is already; schools that are not open in the
        week are left out.
    pattern : mapping of str to int
        Schools of each stage of a chain, the lowest first.
    sports : sequence of str, optional
        The strongest first; by default those that each county has most to coach with.
    n_sports : int
        How many of these, if `sports` is not given.
    most_sports : int
        Chains that one school can be in (一校一特色: 1).
    apart : bool
        Whether each county has a chain of its own of each sport; else all have one together.
    max_way_min : int, optional
        How far the next stage may be from a member; by default the problem's
        ``limits.max_leg_min``, as :func:`sharepool.survey_chains` has it.
    min_sessions : int
        Sessions a week that each member should get.
    weights : ChainWeights, optional
    stop : float or Stop
        When to stop looking for a better design: seconds from the call, for all areas.
    seed : int
    workers : int, optional
        Processor cores; by default all. With one, and time enough, it is the same design each time.

    Raises
    ------
    ProblemError
        A sport is named that nobody coaches and no school has.
    ValueError
        `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> county = sp.read_problem("data/samples/county")
    >>> design = sp.design_chains(county, sports=["足球"], stop=5)
    >>> len(design.members), design.bound <= design.objective
    (9, True)
    >>> steered = county.replace(chains=design.members)
    """
    started, seconds = time.monotonic(), Stop.of(stop).time_alone()
    _refuse_unknown(problem, sports)
    prices = weights or ChainWeights()
    most_min = problem.rules.limits.max_leg_min if max_way_min is None else max_way_min
    areas = list_areas(problem, apart=apart)
    parts = []
    for number, area in enumerate(areas):
        left = started + seconds - time.monotonic()
        strong = rank_sports(problem, area)[:n_sports] if sports is None else sports
        chosen = [*dict.fromkeys(strong)]
        task = _prepare(problem, area, chosen, pattern, most_sports, most_min)
        share = max(0.0, left) / (len(areas) - number)
        part = _solve(problem, task, area, prices, min_sessions, share, seed, workers)
        parts.append(part)
    return _join(problem, parts, time.monotonic() - started)


def _refuse_unknown(problem: Problem, sports: Sequence[str] | None) -> None:
    known = {row.skill for row in problem.skills} | {demand.skill for demand in problem.demands}
    faults = [
        Fault("", None, "sports", "unknown_skill", sport)
        for sport in sports or ()
        if sport not in known
    ]
    if faults:
        raise ProblemError(faults)


def _prepare(
    problem: Problem,
    area: Area,
    sports: Sequence[str],
    pattern: Mapping[str, int],
    most_sports: int,
    max_way_min: int,
) -> Pyramids:
    """Return what is to be decided for an area."""
    able = {
        stage: [site.site_id for site in area.schools if can_be(site, stage)] for stage in pattern
    }
    schools = {school for those in able.values() for school in those}
    clubs, coaches = list_clubs(problem), count_coaches(problem)
    members = {(row.site_id, row.skill) for row in problem.chains}
    lacks = {
        (sport, school): [
            name
            for name, there in (
                ("no_club", (school, sport) in clubs),
                ("no_coach", coaches[school, sport] > 0),
                ("new_member", (school, sport) in members),
            )
            if not there
        ]
        for sport in sports
        for school in schools
    }
    travel, mode = TravelTimes(problem), problem.rules.travel.default_mode
    minutes = travel.minutes_matrix(mode)
    ways = {
        (school, other): int(minutes[travel.index_of[school], travel.index_of[other]])
        for stage, following in pairwise(pattern)
        for school in able[stage]
        for other in able[following]
    }
    near = {link: way for link, way in ways.items() if 0 <= way <= max_way_min}
    return Pyramids(sports, pattern, able, near, lacks, area.towns, most_sports)


def _solve(
    problem: Problem,
    task: Pyramids,
    area: Area,
    weights: ChainWeights,
    min_sessions: int,
    seconds: float,
    seed: int,
    workers: int | None,
) -> ChainDesign:
    """Return the design of one area."""
    program = ChainModel(task, weights)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = workers or 0
    # The relaxation with (5) to (7) is close: worth more here than speed.
    solver.parameters.linearization_level = 2
    solver.parameters.catch_sigint_signal = False
    code = run_native(lambda: solver.solve(program.model), solver.stop_search)
    status = _STATUS.get(code, Status.UNKNOWN)
    if status is Status.UNKNOWN:
        return ChainDesign(status, (), (), (), {}, None, 0, 0.0, problem=problem)
    bound = math.ceil(solver.best_objective_bound - _TOLERANCE)
    return _read_design(problem, program, solver, task, area, status, bound, min_sessions)


def _read_design(
    problem: Problem,
    program: ChainModel,
    solver: cp_model.CpSolver,
    task: Pyramids,
    area: Area,
    status: Status,
    bound: int,
    min_sessions: int,
) -> ChainDesign:
    """Return the best design that the solver has found."""
    digits = "".join(map(str, task.pattern.values()))
    chain_of = {sport: f"{area.name}{sport}{digits}" for sport in task.sports}
    members = tuple(
        ChainMember(
            chain_id=chain_of[sport],
            skill=sport,
            stage=stage,
            site_id=school,
            min_sessions=min_sessions,
        )
        for (sport, stage, school), variable in program.members.items()
        if solver.boolean_value(variable)
    )
    feeds = tuple(
        ChainFeed(chain_of[sport], school, other, task.ways[school, other])
        for (sport, school, other), variable in program.feeds.items()
        if solver.boolean_value(variable)
    )
    gaps = tuple(
        ChainGap(
            ChainGapKind.SHORT,
            chain_of[sport],
            sport,
            stage,
            amount=task.pattern[stage] - solver.value(variable),
            limit=task.pattern[stage],
        )
        for (sport, stage), variable in program.missing.items()
        if solver.value(variable)
    )
    terms = {
        name: sum(weight * solver.value(variable) for variable, weight in priced)
        for name, priced in program.terms.items()
    }
    objective = sum(terms.values())
    return ChainDesign(status, members, feeds, gaps, terms, objective, bound, 0.0, problem=problem)


def _join(problem: Problem, parts: Sequence[ChainDesign], seconds: float) -> ChainDesign:
    """Return the designs of all areas as one; without one of them there is none."""
    statuses = {part.status for part in parts}
    if Status.UNKNOWN in statuses:
        bound = sum(part.bound or 0 for part in parts)
        return ChainDesign(Status.UNKNOWN, (), (), (), {}, None, bound, seconds, problem=problem)
    terms = Counter[str]()
    for part in parts:
        terms.update(part.terms)
    return ChainDesign(
        status=Status.OPTIMAL if statuses <= {Status.OPTIMAL} else Status.FEASIBLE,
        members=tuple(member for part in parts for member in part.members),
        feeds=tuple(feed for part in parts for feed in part.feeds),
        gaps=tuple(gap for part in parts for gap in part.gaps),
        terms=dict(terms),
        objective=sum(part.objective or 0 for part in parts),
        bound=sum(part.bound or 0 for part in parts),
        wall_seconds=seconds,
        problem=problem,
    )
