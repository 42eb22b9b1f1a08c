"""From a problem to a checked result: arguments, priorities, the engine, the checker."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import Any

from sharepool.base.children import count_cores, count_workers_of, most_workers
from sharepool.base.clusters import as_executor
from sharepool.base.errors import InternalError
from sharepool.base.interrupts import is_asked_to_stop, noted
from sharepool.engine import EngineOutcome, SolveParams, run
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Progress, Result, Status, Stop
from sharepool.problem.score import Score
from sharepool.rules import violations
from sharepool.rules.scoring import score_itinerary
from sharepool.solving.arguments import as_order, as_whole, mind_kinds, mind_limits
from sharepool.solving.goals import solve_in_order
from sharepool.solving.holding import hold_kept
from sharepool.solving.open_solve import solve_open
from sharepool.solving.own_costs import price_assignments
from sharepool.solving.own_model import OwnRule, OwnStatements, OwnTerm
from sharepool.solving.progress import closing
from sharepool.solving.weighing import with_weights

_LOGGER = logging.getLogger(__name__)


@noted()
def solve(
    problem: Problem,
    *,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
    start: Plan | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    started: float | None = None,
    executor: Any = None,
    order: Sequence[str] = (),
    tolerance: float = 0.0,
    params: SolveParams | None = None,
    weights: Mapping[str, int] | None = None,
    costs: Any = None,
    forbid: Any = None,
    rules: Sequence[OwnRule] = (),
    terms: Sequence[OwnTerm] = (),
    exact: bool | None = None,
) -> Result:
    """Find a good legal plan, and prove how much better any plan could be.

    Ctrl-C ends the search; the best plan so far is the result. The components of a large problem,
    which have no person, site or budget in common, are solved apart, with several workers in
    processes: a script that solves one needs ``if __name__ == "__main__":``.

    Parameters
    ----------
    problem : Problem
    stop : float or Stop
        Seconds from the call, or a :class:`Stop` with seconds, gap and work.
    seed : int
        The same input, seed, ``workers=1`` and ``Stop(seconds=None, work=…)`` give the same plan.
    workers : int, optional
        Cores to use; all that this process may use if not given. With an `executor`, how many of
        its workers solve components; all of them if not given.
    start : Plan, optional
        A plan to improve. Rows that are unknown or break a rule are left out first; those that it
        marks as kept are required (see :func:`sharepool.improve` for a plan that changes little).
    on_progress : callable, optional
        Receives each better plan or bound, in the caller's thread; its method ``close()``, if it
        has one, is called at the end (see :func:`sharepool.ProgressBar`).
    started : float, optional
        When the time began to count, on the clock of :func:`time.monotonic`; now if not given.
    executor : concurrent.futures.Executor or distributed.Client, optional
        Who solves the components, if there are several, and else helps with a large problem: prices
        people for the bound, searches areas for the plan. Threads, processes, a pool of your own,
        or the client of a Dask cluster; it is left open.
    order : sequence of str, optional
        Terms of the objective to be minimised one after the other, the most important first, such
        as ``["unmet", "below_floor", "travel"]``; all others come last, together. The result then
        has `steps`, each with its bound, and no bound of the objective.
    tolerance : float
        With an order: what each goal may give up for those after it, as a share of its value.
    params : SolveParams, optional
        Every number that tunes the search, bounds and time shares; the defaults if not given.
    weights : mapping of str to int, optional
        Other weights for some terms of the objective, such as ``{"travel": 2}``.
    costs, forbid : DataFrame, sequence of dict or callable, optional
        Costs of your own for single assignments, and assignments that may not be: see
        :func:`sharepool.price_assignments`. The result's `problem` has them, and so do the weights.
    rules : sequence of OwnRule
    terms : sequence of OwnTerm
        Rules and terms of your own. Only CP-SAT and you know them: small problems are one exact
        model, the plan of larger ones is repaired. Where the bound does not know them, the result
        says so in `bound_without`.
    exact : bool, optional
        With rules or terms: whether the exact model decides all at once, however large it is.

    Returns
    -------
    Result
        Its plan has passed the checker, and its objective is the scorer's.

    Raises
    ------
    InternalError
        The engine and the checker contradict each other; the plan is withheld.
    ProblemError
        With every fault of the tables of costs at once.
        A session of `start` that is marked as kept breaks a rule by itself.
    TypeError
        An argument is of another kind, such as a path in place of a problem.
    ValueError
        A limit, the number of workers, the executor, the order, the tolerance or a weight makes no
        sense, or a rule or term says one thing of a plan and another to CP-SAT.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> result = sp.solve(problem, stop=10)
    >>> result.status.value, result.objective, result.bound
    ('optimal', 2855, 2855)
    >>> len(result.plan)
    5
    """
    began = time.monotonic() if started is None else started
    mind_kinds(problem, start, params, on_progress, tolerance)
    limits, executor = Stop.of(stop), as_executor(executor)
    cores = count_workers(executor) if workers is None else as_whole("workers", workers)
    seed, order = as_whole("seed", seed), as_order(order)
    mind_limits(limits, cores)
    tuning = SolveParams() if params is None else params
    problem = _as_asked(problem, weights, costs, forbid)
    if executor is None:
        cores = _capped(cores)
    own = OwnStatements.of(rules, terms)
    if start is not None and start.kept:
        problem = hold_kept(problem, start)
    if order or own.names:

        def solver(weighed: Problem, stop: Stop, start: Plan | None) -> Result:
            return solve(
                weighed,
                stop=stop,
                seed=seed,
                workers=workers,
                start=start,
                on_progress=None if own.names else on_progress,
                executor=executor,
                params=tuning,
            )

        if order and own.names:
            raise ValueError("order: give no rules and terms of your own with goals in order")
        if order:
            result = solve_in_order(
                problem,
                order,
                tolerance=tolerance,
                stop=_left(limits, began),
                solver=solver,
                start=start,
                params=tuning.lexicographic,
            )
            return _marked(result, start)
        with closing(on_progress):
            result = solve_open(
                problem,
                own,
                stop=_left(limits, began),
                solver=solver,
                start=start,
                exact=exact,
                seed=seed,
                workers=cores,
                params=tuning.open_model,
                on_progress=on_progress,
            )
            return _marked(result, start)

    with closing(on_progress):
        outcome = run(
            problem,
            stop=limits,
            workers=cores,
            judge=_judge,
            seed=seed,
            start=start,
            params=tuning,
            started=began,
            on_progress=on_progress,
            executor=executor,
        )
    result = _result(problem, _trusted(outcome), seed)
    result = replace(
        _marked(result, start),
        wall_seconds=time.monotonic() - began,
        interrupted=result.interrupted or is_asked_to_stop(),
    )
    _LOGGER.info(
        "solved in %.1f s: %s, objective %s, bound %s",
        result.wall_seconds,
        result.status.value,
        result.objective,
        result.bound,
    )
    return result


def _as_asked(
    problem: Problem, weights: Mapping[str, int] | None, costs: Any, forbid: Any
) -> Problem:
    if weights is not None:
        problem = with_weights(problem, weights)
    if costs is not None or forbid is not None:
        problem = price_assignments(problem, costs=costs, forbid=forbid)
    return problem


def _marked(result: Result, start: Plan | None) -> Result:
    """Return the result whose plan has the marks of the one that it was made from."""
    if start is None or not start.kept or result.plan_or_none is None:
        return result
    return replace(result, plan_or_none=replace(result.plan_or_none, kept=start.kept))


def _left(limits: Stop, began: float) -> Stop:
    """Return the limits that are left of some that began to count earlier."""
    if limits.seconds is None:
        return limits
    return replace(limits, seconds=max(0.0, limits.seconds - (time.monotonic() - began)))


def count_workers(executor: Executor | None = None) -> int:
    """Return the workers of an executor that says so, else the cores that this process may use."""
    stated = None if executor is None else count_workers_of(executor)
    return count_cores() if stated is None else stated


def _capped(cores: int) -> int:
    most = most_workers()
    if cores > most:
        told = f"workers: {cores} are more than this machine can use; {most} work"
        warnings.warn(told, RuntimeWarning, stacklevel=3)
    return min(cores, most)


def _judge(problem: Problem, plan: Plan) -> int | None:
    """Return the objective of a plan, None if it is not legal."""
    itinerary = Itinerary(problem, plan)
    return None if violations(itinerary) else score_itinerary(itinerary).objective


def _result(problem: Problem, outcome: EngineOutcome, seed: int) -> Result:
    result = Result(
        status=Status.INFEASIBLE if outcome.infeasible else Status.UNKNOWN,
        plan_or_none=None,
        objective=None,
        bound=None if outcome.infeasible else outcome.bound,
        terms={},
        sessions_wanted=outcome.sessions_wanted,
        sessions_delivered=0,
        travel_min=0,
        wall_seconds=0.0,
        seed=seed,
        conflict=outcome.conflict,
        unavoidable=outcome.undeliverable,
        interrupted=outcome.interrupted,
        history=outcome.history,
        problem=problem,
        prices=outcome.prices,
    )
    if outcome.plan is None:
        return result
    return result.with_plan(outcome.plan, _check(problem, outcome.plan, outcome))


def _check(problem: Problem, plan: Plan, outcome: EngineOutcome) -> Score:
    """Return the score of the engine's plan, once the checker has found nothing against it."""
    itinerary = Itinerary(problem, plan)
    broken = violations(itinerary)
    if broken:
        raise InternalError(
            f"the engine's plan breaks {len(broken)} rules, {broken[0].code} first; it is withheld"
        )
    judged = score_itinerary(itinerary)
    if judged.objective != outcome.objective:
        raise InternalError(
            f"the engine counts {outcome.objective}, the scorer {judged.objective}; "
            "the plan is withheld"
        )
    return judged


def _trusted(outcome: EngineOutcome) -> EngineOutcome:
    """Return the outcome without its bound if the plan, which is checked, contradicts it."""
    if outcome.bound is None or outcome.objective is None or outcome.bound <= outcome.objective:
        return outcome
    warnings.warn(
        f"the bound {outcome.bound} is above a plan's {outcome.objective} and is dropped: "
        "please report it, with the problem if you can",
        RuntimeWarning,
        stacklevel=3,
    )
    return replace(outcome, bound=None)
