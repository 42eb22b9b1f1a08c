"""Living through the term: a new plan for one week, with as little upset as can be."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from sharepool.analysis.comparison.differences import compare_itineraries
from sharepool.analysis.replanning.settling import settle
from sharepool.analysis.replanning.types import Replan
from sharepool.analysis.replanning.weeks import away_from, hold_past, without_people
from sharepool.engine import SolveParams
from sharepool.errors import Fault, ProblemError
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Stop
from sharepool.problem.rows import Absence, Assignment
from sharepool.rules import find_lapsed
from sharepool.rules.scoring import score
from sharepool.solving.solver import solve

__all__ = ["replan"]

_SHARE_OF_SETTLING, _MOST_SETTLING_SECONDS = 0.1, 5.0


def replan(
    problem: Problem,
    plan: Plan,
    *,
    week_of: dt.date | None = None,
    absences: Iterable[Absence] = (),
    leaving: Collection[str] = (),
    since: dt.date | dt.datetime | None = None,
    change: int | None = None,
    stop: float | Stop = 10.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    started: float | None = None,
    params: SolveParams | None = None,
) -> Replan:
    """Make a new plan for a week in which something is different, and disturb as few as possible.

    Each session of the plan in force that is not kept costs the weight `change`; whatever then
    still changes lowers the objective, everything else is put back. Pins hold as always.

    Parameters
    ----------
    problem : Problem
        With the tables as they are now: a new school's rows in them, and its demands.
    plan : Plan
        The plan in force.
    week_of : datetime.date, optional
        The Monday of the week; the problem's own if not given.
    absences : iterable of Absence
        Who is away and when, besides the problem's own absences.
    leaving : collection of str
        Staff ids of people who are there no more; with `since`, no more from then on.
    since : date or datetime, optional
        What begins before this moment has been taught as planned, and stays.
    change : int, optional
        The weight of a session that is not kept; the problem's own if not given.
    stop, seed, workers, on_progress, started, params
        As :func:`sharepool.solve` takes them.

    Returns
    -------
    Replan

    Raises
    ------
    ProblemError
        A week that does not begin on a Monday, an unknown person, a moment outside the week.
    ValueError
        The weight `change` is below 0.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> away = {"staff_id": "LI", "from": "2026-03-04", "until": "2026-03-04"}
    >>> found = sp.replan(problem, plan, absences=[sp.Absence.model_validate(away)], stop=10)
    >>> [(change.demand_id, change.fate.value) for change in found.lapsed]
    [('HILL-FOOTBALL', 'gone')]
    """
    if change is not None and change < 0:
        raise ValueError("change: give 0 or more")
    limits = Stop.of(stop)
    began = time.monotonic() if started is None else started
    absences = tuple(absences)
    standing = _in_week(problem, week_of)
    since = None if since is None else _as_moment(since)
    _check(problem, standing, [*(one.staff_id for one in absences), *leaving], since)

    if since is not None:
        # What those who leave have taught by then stays theirs.
        absences, leaving = (*absences, *away_from(standing, leaving, since)), ()
    week = _changed(standing, plan, absences, leaving, change)
    held = week if since is None else _held(week, since)
    seconds = None if limits.seconds is None else (1 - _SHARE_OF_SETTLING) * limits.seconds
    result = solve(
        held,
        stop=replace(limits, seconds=seconds),
        seed=seed,
        workers=workers,
        start=plan,
        on_progress=on_progress,
        started=began,
        params=params,
    )
    unknown = tuple(row for row in plan if not _is_known(standing, row))
    if not result.has_plan:
        return Replan(week, held, result, None, (), unknown)
    result = _settled(held, result, None if limits.seconds is None else began + limits.seconds)
    new = Itinerary(week, result.plan)
    comparison = compare_itineraries(Itinerary(standing, plan), new)
    rows = find_lapsed(week, plan)
    lapsed = (one for one in comparison.sessions if one.before in rows)
    return Replan(week, held, result, comparison, tuple(lapsed), unknown)


def _in_week(problem: Problem, week_of: dt.date | None) -> Problem:
    if week_of is None:
        return problem
    return problem.updated(rules=problem.rules.model_copy(update={"week_of": week_of}))


def _changed(
    standing: Problem,
    plan: Plan,
    absences: tuple[Absence, ...],
    leaving: Collection[str],
    change: int | None,
) -> Problem:
    """Return the problem of the week: what is different in it, and the plan to stay close to."""
    rules = standing.rules
    if change is not None:
        weights = rules.weights.model_copy(update={"change": change})
        rules = rules.model_copy(update={"weights": weights})
    week = standing.updated(rules=rules, absences=(*standing.absences, *absences))
    week = without_people(week, leaving)
    return week.updated(previous_plan=tuple(row for row in plan if _is_known(week, row)))


def _is_known(problem: Problem, row: Assignment) -> bool:
    return row.staff_id in problem.person_of and row.demand_id in problem.demand_of


def _held(week: Problem, since: dt.datetime) -> Problem:
    plan = Plan(week.previous_plan)
    lapsed = find_lapsed(week, plan)
    return hold_past(week, Plan(tuple(row for row in plan if row not in lapsed)), since)


def _settled(week: Problem, result: Result, latest: float | None) -> Result:
    """Return the result with everything put back that need not have moved."""
    deadline = time.monotonic() + _MOST_SETTLING_SECONDS
    deadline = deadline if latest is None else min(deadline, latest)
    plan = settle(week, result.plan, lambda: time.monotonic() >= deadline)
    return result.with_plan(plan, score(week, plan))


def _as_moment(since: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(since, dt.datetime):
        return since
    return dt.datetime.combine(since, dt.time())


def _check(
    problem: Problem, standing: Problem, staff_ids: Iterable[str], since: dt.datetime | None
) -> None:
    """Raise every fault of the arguments at once."""
    faults = []
    monday = standing.rules.week_of
    if monday.weekday() != 0:
        fields = {"monday": str(monday - dt.timedelta(days=monday.weekday()))}
        faults.append(Fault("", None, "week_of", "not_monday", monday.isoformat(), fields))
    for staff_id in dict.fromkeys(staff_ids):
        if staff_id not in problem.person_of:
            fault = Fault("", None, "staff_id", "unknown_id", staff_id, {"kind": "person"})
            faults.append(fault)
    if since is not None and not monday <= since.date() <= monday + dt.timedelta(days=7):
        faults.append(Fault("", None, "since", "outside_week", since.isoformat()))
    if faults:
        raise ProblemError(faults)
