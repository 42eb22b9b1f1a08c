"""Living through the term: a new plan for one week, with as little upset as can be."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sharepool.analysis.comparison.differences import compare_itineraries
from sharepool.analysis.replanning.settling import settle
from sharepool.analysis.replanning.types import Replan
from sharepool.analysis.replanning.weeks import (
    away_from,
    hold_past,
    keep_legal,
    without_demands,
    without_people,
)
from sharepool.base.errors import Fault, ProblemError
from sharepool.base.interrupts import begin_last_part, is_asked_to_stop, noted
from sharepool.engine import SolveParams
from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Stop
from sharepool.problem.rows import Absence, Assignment
from sharepool.problem.whatifs import as_date, as_ids
from sharepool.rules import find_lapsed
from sharepool.rules.scoring import score
from sharepool.solving.arguments import as_change
from sharepool.solving.holding import require_rows
from sharepool.solving.solver import solve
from sharepool.tables.hints import Hints
from sharepool.tables.plan_ids import find_unknown_ids

__all__ = ["replan"]

_SHARE_OF_SETTLING, _MOST_SETTLING_SECONDS = 0.1, 5.0
_STOPPED_SETTLING_SECONDS = 0.3
"""The longest that changes are undone after Ctrl-C."""


@noted()
def replan(
    problem: Problem,
    plan: Plan,
    *,
    week_of: dt.date | None = None,
    absences: Iterable[Absence | Mapping[str, Any]] = (),
    leaving: Collection[str] = (),
    dropping: Collection[str] = (),
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
    still changes lowers the objective, everything else is put back. Pins hold as always,
    and sessions that the plan marks as kept stay if they can.

    Parameters
    ----------
    problem : Problem
        With the tables as they are now: a new school's rows in them, and its demands.
    plan : Plan
        The plan in force, with the clock times of its sessions if bells have changed since.
    week_of : datetime.date, optional
        The Monday of the week; the problem's own if not given.
    absences : iterable of Absence or dict
        Who is away and when, besides the problem's own absences.
    leaving : collection of str
        Staff ids of people who are there no more; with `since`, no more from then on. The tables
        may lack them already.
    dropping : collection of str
        Demand ids that are wanted no more; the tables may lack them already.
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
        A week that does not begin on a Monday, an unknown person or demand, an absence that ends
        before it begins, one outside the week, a moment outside the week.
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
    mind_problem(problem)
    mind_plan(plan)
    change = as_change(change)
    limits = Stop.of(stop)
    began = time.monotonic() if started is None else started
    away = tuple(
        Absence.model_validate(one) if isinstance(one, Mapping) else one for one in absences
    )
    leaving, dropping = as_ids(leaving), as_ids(dropping)
    standing = _in_week(problem, None if week_of is None else as_date("week_of", week_of))
    since = None if since is None else _as_moment(since)
    _check(standing, plan, away, leaving, dropping, since)
    leaving = [one for one in leaving if one in problem.person_of]

    if since is not None:
        # What those who leave have taught by then stays theirs.
        away, leaving = (*away, *away_from(standing, leaving, since)), ()
    week = _changed(without_demands(standing, dropping), plan, away, leaving, change)
    held = _keeping(week if since is None else _held(week, since), plan)
    seconds = None if limits.seconds is None else (1 - _SHARE_OF_SETTLING) * limits.seconds
    result = solve(
        held,
        stop=replace(limits, seconds=seconds),
        seed=seed,
        workers=workers,
        start=keep_legal(held, Plan(week.previous_plan)),
        on_progress=on_progress,
        started=began,
        params=params,
    )
    unknown = tuple(row for row in plan if not _is_known(standing, row))
    if not result.has_plan:
        return Replan(week, held, result, None, (), unknown)
    begin_last_part()
    result = _settled(held, result, None if limits.seconds is None else began + limits.seconds)
    result = replace(result, plan_or_none=_marked(result.plan, plan))
    new = Itinerary(week, result.plan)
    # As it was meant: a day off is something that changes.
    comparison = compare_itineraries(Itinerary(standing.updated(calendar=()), plan), new)
    rows = find_lapsed(week, plan)
    lapsed = (one for one in comparison.sessions if one.before in rows)
    return Replan(week, held, result, comparison, tuple(lapsed), unknown)


def _in_week(problem: Problem, week_of: dt.date | None) -> Problem:
    if week_of is None:
        return problem
    return problem.in_week(week_of)


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


def _marked(new: Plan, plan: Plan) -> Plan:
    """Return the new plan with the marks of the old one, where its rows are still there."""
    return replace(new, kept=frozenset(row for row in new if row in plan.kept))


def _keeping(week: Problem, plan: Plan) -> Problem:
    """Return the week in which what is marked as kept stays, as far as it can."""
    lapsed = find_lapsed(week, plan)
    return require_rows(week, [row for row in plan if row in plan.kept and row not in lapsed])


def _settled(week: Problem, result: Result, latest: float | None) -> Result:
    """Return the result with everything put back that need not have moved."""
    most = _STOPPED_SETTLING_SECONDS if result.interrupted else _MOST_SETTLING_SECONDS
    deadline = time.monotonic() + most
    deadline = deadline if latest is None else min(deadline, latest)
    plan = settle(week, result.plan, lambda: is_asked_to_stop() or time.monotonic() >= deadline)
    return result.with_plan(plan, score(week, plan))


def _unknown(kind: str, given: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    hints, column = Hints(known), {"person": "staff_id", "demand": "demand_id"}[kind]
    for value in dict.fromkeys(given):
        if value not in known:
            fields = {"kind": kind, "near": hints.near(value)}
            yield Fault("", None, column, "unknown_id", value, fields)


def _misplaced(absence: Absence, monday: dt.date) -> Iterator[Fault]:
    """Find an absence that says nothing of the week."""
    start, end = absence.span
    value = f"{absence.staff_id} {absence.from_}..{absence.until}"
    week_start = dt.datetime.combine(monday, dt.time())
    if end <= start:
        yield Fault("absences", None, "until", "end_before_start", value, {"kind": "absence"})
    elif end <= week_start or week_start + dt.timedelta(days=7) <= start:
        fields = {"kind": "absence", "monday": str(monday)}
        yield Fault("absences", None, "from", "outside_week", value, fields)


def _as_moment(since: dt.date | dt.datetime) -> dt.datetime:
    if isinstance(since, dt.datetime):
        return since
    return dt.datetime.combine(as_date("since", since), dt.time())


def _check(
    standing: Problem,
    plan: Plan,
    absences: Iterable[Absence],
    leaving: Collection[str],
    dropping: Collection[str],
    since: dt.datetime | None,
) -> None:
    """Raise every fault of the arguments at once."""
    faults = [*find_unknown_ids(standing, plan, gone=(*leaving, *dropping))]
    monday = standing.rules.week_of
    if monday.weekday() != 0:
        fields = {"monday": str(monday - dt.timedelta(days=monday.weekday()))}
        faults.append(Fault("", None, "week_of", "not_monday", monday.isoformat(), fields))
    people = {*standing.person_of, *(row.staff_id for row in plan)}
    demands = {*standing.demand_of, *(row.demand_id for row in plan)}
    faults += _unknown("person", [one.staff_id for one in absences], standing.person_of)
    faults += _unknown("person", leaving, people)
    faults += _unknown("demand", dropping, demands)
    faults += (fault for one in absences for fault in _misplaced(one, monday))
    if since is not None and not monday <= since.date() <= monday + dt.timedelta(days=7):
        faults.append(Fault("", None, "since", "outside_week", since.isoformat()))
    if faults:
        raise ProblemError(faults)
