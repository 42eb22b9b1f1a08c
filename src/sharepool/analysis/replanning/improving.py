"""A plan improved: what is as good as it can be stays as it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sharepool.analysis.comparison.differences import match_sessions
from sharepool.analysis.comparison.types import Fate
from sharepool.analysis.replanning.settling import settle
from sharepool.analysis.replanning.weeks import keep_legal
from sharepool.base.interrupts import is_asked_to_stop, noted
from sharepool.engine import SolveParams
from sharepool.problem.given import mind_plan, mind_problem
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Status, Stop
from sharepool.rules.scoring import score
from sharepool.solving.arguments import as_change
from sharepool.solving.holding import hold_kept
from sharepool.solving.solver import solve

_SHARE_OF_FIRST = 0.1
"""Of the time: for the search from the plan in force before any other, so that a stop finds
something.
"""
_SHARE_OF_LOOK = 0.25
"""Of the time left by then: for a plan that minds no change, and its bound."""
_SHARE_OF_SETTLING, _MOST_SETTLING_SECONDS = 0.1, 5.0


@dataclass(frozen=True)
class Upset:
    """How much a new plan disturbs.

    Attributes
    ----------
    people : int
        Whose week changes.
    sessions : int
        That are gone, new, or at another time or with somebody else.
    objective : int
        Of the new plan.
    """

    people: int
    sessions: int
    objective: int


@dataclass(frozen=True)
class Improvement:
    """A plan improved, beside the one that it was made from.

    Attributes
    ----------
    problem : Problem
        In which what the plan marks as kept is required: what `result` is about.
    result : Result
        Its objective, terms and bound are those of the problem, without any weight on changes.
    change : int
        The weight of a session that is not kept, while it was looked for.
    fresh : Upset or None
        What the best plan found without that weight would disturb; None if there is none.
    upset : Upset or None
        What the plan of `result` disturbs.
    """

    problem: Problem
    result: Result
    change: int
    fresh: Upset | None
    upset: Upset | None


@noted()
def improve(
    problem: Problem,
    plan: Plan,
    *,
    change: int | None = None,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_fresh: Callable[[Upset | None], None] | None = None,
    on_search: Callable[[str], None] | None = None,
    started: float | None = None,
    order: Sequence[str] = (),
    tolerance: float = 0.0,
    params: SolveParams | None = None,
    executor: Any = None,
) -> Improvement:
    """Make a plan better and leave alone what need not change.

    Each session that is not as in the plan costs the weight `change`; what changes nonetheless
    lowers the objective by more than that. Sessions marked as kept stay. A short search for such a
    plan comes first. Then a plan is looked for that minds no change: it says how many people that
    would disturb, and gives the bound. The time left goes to the first search again. Ctrl-C at any
    moment keeps the best plan so far.

    Parameters
    ----------
    problem : Problem
    plan : Plan
        The plan in force, with its marks; what of it breaks a rule is left out.
    change : int, optional
        The weight of a session that is not kept; the problem's own if not given.
    stop, seed, workers, on_progress, started, order, tolerance, params, executor
        As :func:`sharepool.solve` takes them.
    on_fresh : callable, optional
        Receives what a plan that minds no change would disturb, before the plan is made.
    on_search : callable, optional
        Receives ``"near"`` when a search begins that minds changes, ``"free"`` for one that does
        not.

    Returns
    -------
    Improvement

    Raises
    ------
    ProblemError
        A session that is marked as kept breaks a rule by itself.
    ValueError
        The weight `change` is below 0.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> found = sp.improve(problem, plan, stop=10)
    >>> found.result.objective, set(plan) <= set(found.result.plan)
    (2855, True)
    """
    mind_problem(problem)
    mind_plan(plan)
    change = as_change(change)
    limits, began = Stop.of(stop), time.monotonic() if started is None else started
    held = hold_kept(problem, plan)
    rows = tuple(row for row in plan if _is_known(held, row.staff_id, row.demand_id))
    weight = held.rules.weights.change if change is None else change
    staying = _staying(held, rows, weight)

    def run(name: str, limits: Stop, start: Plan) -> Result:
        if on_search is not None:
            on_search(name)
        what = staying if name == "near" else held
        return solve(
            what,
            stop=limits,
            seed=seed,
            workers=workers,
            start=keep_legal(what, start),
            on_progress=on_progress,
            order=order,
            tolerance=tolerance,
            params=params,
            executor=executor,
        )

    look, fresh = None, None
    result = None if order else run("near", _part(limits, began, _SHARE_OF_FIRST), Plan(rows))
    if result is None or not is_asked_to_stop():
        look = run("free", _part(limits, began, _SHARE_OF_LOOK), Plan(rows))
        fresh = _upset(held, plan, look)
        if on_fresh is not None:
            on_fresh(fresh)
    if result is None or not (is_asked_to_stop() or result.status is Status.OPTIMAL):
        share, work = 1 - _SHARE_OF_SETTLING, 1 - _SHARE_OF_FIRST - _SHARE_OF_LOOK
        best = _best(staying, result, look)
        begun = Plan(rows) if best is None or order else best
        result = run("near", _part(limits, began, share, work=work), begun)
    best = _best(staying, result, look)
    if not (order or best is None or best is result.plan_or_none):
        result = result.with_plan(best, score(staying, best))
    if result.has_plan:
        result = _in_terms_of(held, _settled(staying, result, limits, began), look)
        marked = replace(result.plan, kept=plan.kept)
        result = replace(result, plan_or_none=marked)
    result = replace(
        result,
        problem=held,
        wall_seconds=time.monotonic() - began,
        interrupted=result.interrupted or is_asked_to_stop(),
    )
    return Improvement(held, result, weight, fresh, _upset(held, plan, result))


def _is_known(problem: Problem, staff_id: str, demand_id: str) -> bool:
    return staff_id in problem.person_of and demand_id in problem.demand_of


def _part(limits: Stop, began: float, share: float, *, work: float | None = None) -> Stop:
    """Return a share of the time that is left, and of all work."""
    seconds = limits.seconds
    if seconds is not None:
        seconds = share * max(0.0, began + seconds - time.monotonic())
    part = share if work is None else work
    return replace(
        limits, seconds=seconds, work=None if limits.work is None else part * limits.work
    )


def _staying(held: Problem, rows: tuple[object, ...], weight: int) -> Problem:
    """Return the problem in which it costs something to leave the plan."""
    weights = held.rules.weights.model_copy(update={"change": weight})
    rules = held.rules.model_copy(update={"weights": weights})
    return held.updated(rules=rules, previous_plan=rows)


def _best(staying: Problem, *results: Result | None) -> Plan | None:
    """Return the best of the plans that were found, changes and all."""
    plans = [result.plan for result in results if result is not None and result.has_plan]
    if len(plans) == 1:
        return plans[0]
    return min(plans, key=lambda plan: score(staying, plan).objective, default=None)


def _settled(staying: Problem, result: Result, limits: Stop, began: float) -> Result:
    """Return the result with everything put back that need not have moved."""
    if is_asked_to_stop():
        return result
    latest = time.monotonic() + _MOST_SETTLING_SECONDS
    if limits.seconds is not None:
        latest = min(latest, began + limits.seconds)
    plan = settle(staying, result.plan, lambda: is_asked_to_stop() or time.monotonic() >= latest)
    return result.with_plan(plan, score(staying, plan))


def _in_terms_of(held: Problem, result: Result, look: Result | None) -> Result:
    """Return the result as one of the problem without the weight, whose bound is the look's."""
    plain = replace(result, bound=None, history=())
    if look is not None:
        bound = None if result.steps else look.bound
        plain = replace(plain, bound=bound, unavoidable=look.unavoidable, history=look.history)
    return plain.with_plan(result.plan, score(held, result.plan))


def _upset(held: Problem, plan: Plan, result: Result) -> Upset | None:
    if not result.has_plan:
        return None
    before, after = Itinerary(held, plan), Itinerary(held, result.plan)
    changed = [one for one in match_sessions(before, after) if one.fate is not Fate.KEPT]
    people = {row.staff_id for one in changed for row in one.rows}
    return Upset(len(people), len(changed), score(held, result.plan).objective)
