"""The door to the engine: from a problem to a checked result."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from sharepool.engine.coordination.portfolio import choose_lanes, run
from sharepool.engine.counting_bound import least_cost, unavoidable
from sharepool.engine.decomposition.components import Part, find_parts
from sharepool.engine.decomposition.coordinator import Crew, Start, solve_apart
from sharepool.engine.incumbent import Board
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option
from sharepool.errors import InternalError
from sharepool.problem.itinerary import Itinerary
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict, Progress, Result, Status, Stop
from sharepool.problem.score import Score
from sharepool.rules import violations
from sharepool.rules.scoring import score_itinerary
from sharepool.solving.goals import solve_in_order
from sharepool.solving.progress import closing

_CHECK_SECONDS_PER_SESSION = 0.0003
_LEAST_DIAGNOSIS_SECONDS = 2.0
_PARTS_PER_WORKER = 4
_LEAST_SECONDS_FOR_PROCESSES = 5.0
"""In less, processes of our own would hardly be under way."""


def solve(
    problem: Problem,
    *,
    stop: float | Stop = 60.0,
    seed: int = 0,
    workers: int | None = None,
    start: Plan | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    started: float | None = None,
    executor: Executor | None = None,
    order: Sequence[str] = (),
    tolerance: float = 0.0,
) -> Result:
    """Find a good legal plan, and prove how much better any plan could be.

    Ctrl-C ends the search; the best plan so far is the result. A large problem that falls into
    parts, with no person, site or budget in common, is solved in parts, with several workers in
    processes: a script that solves one needs ``if __name__ == "__main__":``.

    Parameters
    ----------
    problem : Problem
    stop : float or Stop
        Seconds from the call, or a :class:`Stop` with seconds, gap and work.
    seed : int
        The same input, seed, ``workers=1`` and ``Stop(seconds=None, work=…)`` give the same plan.
    workers : int, optional
        Cores to use; all that this process may use if not given, or all workers of `executor`.
    start : Plan, optional
        A plan to improve. Rows that are unknown or break a rule are left out first.
    on_progress : callable, optional
        Told of each better plan or bound, in the caller's thread; its method ``close()``, if it
        has one, is called when there is no more to tell (see :func:`sharepool.ProgressBar`).
    started : float, optional
        When the time began to count, on the clock of :func:`time.monotonic`; now if not given.
    executor : concurrent.futures.Executor, optional
        Who solves the parts, if there are several: threads, processes or a pool of your own. It is
        left open.
    order : sequence of str, optional
        Terms of the objective to be minimised one after the other, the most important first, such
        as ``["unmet", "below_floor", "travel"]``; all others come last, together. The result then
        has `steps`, each with its bound, and no bound of the objective.
    tolerance : float
        With an order: what each goal may give up for those after it, as a share of its value.

    Returns
    -------
    Result
        Its plan has passed the checker, and its objective is the scorer's.

    Raises
    ------
    InternalError
        The engine and the checker contradict each other; the plan is withheld.
    ValueError
        A limit, the number of workers, the order or the tolerance makes no sense.
    """
    began = time.monotonic() if started is None else started
    limits = Stop.of(stop)
    cores = count_workers(executor) if workers is None else workers
    _check_arguments(limits, cores)
    if order:

        def solver(weighed: Problem, stop: Stop, start: Plan | None) -> Result:
            return solve(
                weighed,
                stop=stop,
                seed=seed,
                workers=workers,
                start=start,
                on_progress=on_progress,
                executor=executor,
            )

        return solve_in_order(
            problem,
            order,
            tolerance=tolerance,
            stop=_left(limits, began),
            solver=solver,
            start=start,
        )

    instance = prepare(problem)
    board = Board(instance, gap=limits.gap, started=began)
    board.offer_bound(least_cost(instance))  # before any library is loaded that could do better
    known_start = _offer_start(problem, instance, board, start)
    is_legal_start = board.options is not None
    deadline = None
    if limits.seconds is not None:
        deadline = began + limits.seconds - _reserve(instance, limits.seconds)
    parts = _parts(instance, limits, cores, executor)
    if parts:
        starts = [_start_of(part, instance.decode(known_start), is_legal_start) for part in parts]
        crew = Crew(cores, seed, executor)
        with closing(on_progress):
            solve_apart(
                parts,
                starts,
                instance,
                board,
                crew,
                limits,
                deadline=deadline,
                on_progress=on_progress,
            )
    else:
        lanes = choose_lanes(
            instance, workers=cores, seed=seed, start=known_start, seconds=limits.seconds
        )
        with closing(on_progress):
            run(
                lanes,
                instance,
                board,
                deadline=deadline,
                work=limits.work,
                on_progress=on_progress,
            )
    return _result(problem, instance, board, began, deadline, seed)


def _left(limits: Stop, began: float) -> Stop:
    """Return the limits that are left of some that began to count earlier."""
    if limits.seconds is None:
        return limits
    return replace(limits, seconds=max(0.0, limits.seconds - (time.monotonic() - began)))


def count_workers(executor: Executor | None = None) -> int:
    """Return the workers of an executor that says so, else the cores that this process may use."""
    stated = getattr(executor, "_max_workers", None)
    if isinstance(stated, int):
        return stated
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _parts(instance: Instance, limits: Stop, cores: int, executor: Executor | None) -> list[Part]:
    """Return the parts to be solved apart, none if the problem is better solved as it is."""
    is_short = limits.seconds is not None and limits.seconds < _LEAST_SECONDS_FOR_PROCESSES
    if is_short and executor is None:
        return []
    return find_parts(instance, most=_PARTS_PER_WORKER * cores)


def _start_of(part: Part, start: Plan, is_legal: bool) -> Start:
    """Return what concerns a part of a plan given, and its objective if the plan is legal."""
    own = part.select(start)
    return own, score_itinerary(Itinerary(part.problem, own)).objective if is_legal else None


def _check_arguments(limits: Stop, cores: int) -> None:
    if limits.seconds is not None and not limits.seconds >= 0:
        raise ValueError("stop: give 0 seconds or more")
    if limits.work is not None and not limits.work > 0:
        raise ValueError("stop: give more work than 0")
    if not limits.gap >= 0:
        raise ValueError("stop: give a gap of 0 or more")
    if cores < 1:
        raise ValueError("workers: give 1 or more")


def _offer_start(
    problem: Problem, instance: Instance, board: Board, start: Plan | None
) -> tuple[Option, ...]:
    """Offer a given plan if it is legal as it is; return what the engine knows of it."""
    if start is None:
        return ()
    options = tuple(instance.encode(start))
    plan = instance.decode(options)
    itinerary = Itinerary(problem, plan)
    if len(set(options)) == len(start) and not violations(itinerary):
        board.offer_plan(options, score_itinerary(itinerary).objective)
    return options


def _reserve(instance: Instance, seconds: float) -> float:
    """Return the seconds to keep for checking and decoding the plan."""
    sessions = instance.count_sessions()
    return min(0.1 * seconds, 0.02 + _CHECK_SECONDS_PER_SESSION * sessions)


def _result(
    problem: Problem,
    instance: Instance,
    board: Board,
    began: float,
    deadline: float | None,
    seed: int,
) -> Result:
    conflict = None
    if board.options is None:
        conflict = board.conflict or _diagnose(instance, deadline)
    infeasible = board.infeasible or (conflict is not None and conflict.proven)
    result = Result(
        status=Status.INFEASIBLE if infeasible else Status.UNKNOWN,
        plan_or_none=None,
        objective=None,
        bound=None if infeasible else board.bound,
        terms={},
        sessions_wanted=instance.count_sessions(),
        sessions_delivered=0,
        travel_min=0,
        wall_seconds=time.monotonic() - began,
        seed=seed,
        conflict=conflict,
        unavoidable=unavoidable(instance),
        interrupted=board.interrupted,
        history=tuple(board.history),
        problem=problem,
    )
    if board.options is None:
        return result
    plan = instance.decode(board.options)
    judged = result.with_plan(plan, _judge(problem, plan, board))
    return replace(judged, wall_seconds=time.monotonic() - began)


def _diagnose(instance: Instance, deadline: float | None) -> Conflict | None:
    """Return what cannot hold together, as far as the time left tells."""
    # OR-Tools takes a second or two to import; a plan that is there need not wait for it.
    from sharepool.engine.cpsat.infeasibility import find_conflict

    left = 0.0 if deadline is None else deadline - time.monotonic()
    return find_conflict(instance, seconds=max(_LEAST_DIAGNOSIS_SECONDS, left))


def _judge(problem: Problem, plan: Plan, board: Board) -> Score:
    """Return the score of the engine's plan, once the checker has found nothing against it."""
    itinerary = Itinerary(problem, plan)
    broken = violations(itinerary)
    if broken:
        raise InternalError(
            f"the engine's plan breaks {len(broken)} rules, {broken[0].code} first; it is withheld"
        )
    judged = score_itinerary(itinerary)
    if judged.objective != board.objective:
        raise InternalError(
            f"the engine counts {board.objective}, the scorer {judged.objective}; "
            "the plan is withheld"
        )
    if board.bound is not None and board.bound > judged.objective:
        raise InternalError(
            f"the bound {board.bound} is above a legal plan's {judged.objective}; it is withheld"
        )
    return judged
