"""The door: from a problem to the best plan and bound that its limits allow."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from sharepool.base.children import count_cores, count_workers_of
from sharepool.engine.coordination.portfolio import choose_workers, run_workers
from sharepool.engine.counting_bound import bound_by_counting, undeliverable_cost
from sharepool.engine.decomposition.components import Component, find_components
from sharepool.engine.decomposition.coordinator import Start, Workforce, solve_components
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import DEFAULTS, PatienceParams, SolveParams
from sharepool.engine.remote import RemoteWorkers
from sharepool.problem.plan import Plan
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.problem import Problem
from sharepool.problem.result import Conflict, Progress, Stop

_LOGGER = logging.getLogger(__name__)


Judge = Callable[[Problem, Plan], int | None]
"""Returns the objective of a plan as the checker and the scorer see it; None if it is not legal."""


@dataclass(frozen=True)
class EngineOutcome:
    """What the engine found; nobody has checked it yet.

    Attributes
    ----------
    plan : Plan or None
    objective, bound : int or None
        Of `plan`, and proven.
    infeasible : bool
        Whether it is proven that no legal plan exists.
    conflict : Conflict or None
        What cannot hold together, where there is no plan.
    undeliverable : int
        What sessions that nobody can give cost in every plan.
    sessions_wanted : int
    interrupted : bool
        Whether Ctrl-C ended it.
    history : tuple of Progress
    prices : ShadowPrices or None
        At the best bound by columns.
    """

    plan: Plan | None
    objective: int | None
    bound: int | None
    infeasible: bool
    conflict: Conflict | None
    undeliverable: int
    sessions_wanted: int
    interrupted: bool
    history: tuple[Progress, ...]
    prices: ShadowPrices | None = None


def run(
    problem: Problem,
    *,
    stop: Stop,
    workers: int,
    judge: Judge,
    seed: int = 0,
    start: Plan | None = None,
    params: SolveParams = DEFAULTS,
    started: float | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    executor: Executor | None = None,
) -> EngineOutcome:
    """Find a good plan and a bound, with the algorithms that suit the problem.

    Ctrl-C ends it, and the best plan so far is the outcome.

    Parameters
    ----------
    problem : Problem
    stop : Stop
    workers : int
        Cores to use.
    judge : callable
        What a start is worth: the engine does not know the checker.
    seed : int
    start : Plan, optional
        A plan to improve. Rows that are unknown or break a rule are left out first.
    params : SolveParams
    started : float, optional
        When the time began to count, on the clock of :func:`time.monotonic`; now if not given.
    on_progress : callable, optional
        Receives each improvement, in the caller's thread.
    executor : Executor, optional
        Who solves the components, if there are several; if there is one, who prices people and
        searches neighbourhoods for the workers here.
    """
    began = time.monotonic() if started is None else started
    instance = prepare(problem)
    deadline = None
    if stop.seconds is not None:
        deadline = began + stop.seconds - _reserve(instance, stop.seconds, params.patience)
    components = _find_components(instance, stop, workers, params, has_executor=bool(executor))
    remote = None if components else _find_remote(instance, executor, workers, params)
    state = SolveState(instance, gap=stop.gap, started=began, params=params, remote=remote)
    # Before any library is loaded that could do better.
    state.offer_bound(bound_by_counting(instance))
    options = () if start is None else tuple(instance.encode(start))
    known = instance.decode(options)
    if start is not None and len(set(options)) == len(start):
        objective = judge(problem, known)
        if objective is not None:
            state.offer_plan(options, objective)
    _LOGGER.info(
        "%d people, %d tasks, %d options, %d components; %d workers, seed %d",
        len(instance.people),
        len(instance.tasks),
        instance.count_options(),
        max(1, len(components)),
        workers,
        seed,
    )
    if components:
        is_legal = state.options is not None
        starts = [_start_of(component, known, judge, is_legal) for component in components]
        solve_components(
            components,
            starts,
            instance,
            state,
            Workforce(workers, seed, executor),
            stop,
            deadline=deadline,
            on_progress=on_progress,
        )
    else:
        # An executor's workers are somewhere else: there are no more cores here for them.
        chosen = choose_workers(
            instance,
            workers=workers if executor is None else min(workers, max(2, count_cores())),
            seed=seed,
            start=options,
            seconds=stop.seconds,
            params=params,
        )
        run_workers(
            chosen, instance, state, deadline=deadline, work=stop.work, on_progress=on_progress
        )
    return _outcome(instance, state, deadline)


def _find_components(
    instance: Instance, stop: Stop, workers: int, params: SolveParams, *, has_executor: bool
) -> list[Component]:
    """Return the components to solve apart, none if the problem is better solved as it is."""
    own = params.decomposition
    is_short = stop.seconds is not None and stop.seconds < own.least_seconds
    if is_short and not has_executor:
        return []
    most = own.components_per_worker * workers
    return find_components(instance, most=most, least_sessions=own.least_sessions)


def _find_remote(
    instance: Instance, executor: Executor | None, workers: int, params: SolveParams
) -> RemoteWorkers | None:
    """Return the workers of an executor, if there are people enough for them."""
    able = sum(1 for tasks in instance.tasks_of if tasks)
    if executor is None or able < params.distribution.least_people:
        return None
    number = count_workers_of(executor) or workers
    return RemoteWorkers(instance, executor, number, params.distribution)


def _start_of(component: Component, start: Plan, judge: Judge, is_legal: bool) -> Start:
    """Return what concerns a component of a plan given, and its objective if that is legal."""
    own = component.select(start)
    return own, judge(component.problem, own) if is_legal else None


def _reserve(instance: Instance, seconds: float, patience: PatienceParams) -> float:
    """Return the seconds to keep for the check of the plan."""
    sessions = instance.count_sessions()
    needed = patience.check_seconds + patience.check_seconds_per_session * sessions
    return min(patience.check_share * seconds, needed)


def _outcome(instance: Instance, state: SolveState, deadline: float | None) -> EngineOutcome:
    options, conflict = state.options, None
    if options is None and not state.interrupted:
        conflict = state.conflict or _diagnose(instance, state.params, deadline)
    infeasible = state.infeasible or (conflict is not None and conflict.proven)
    return EngineOutcome(
        plan=None if options is None else instance.decode(options),
        objective=state.objective,
        bound=state.bound,
        infeasible=infeasible,
        conflict=conflict,
        undeliverable=undeliverable_cost(instance),
        sessions_wanted=instance.count_sessions(),
        interrupted=state.interrupted,
        history=tuple(state.history),
        prices=state.prices,
    )


def _diagnose(instance: Instance, params: SolveParams, deadline: float | None) -> Conflict | None:
    """Return what cannot hold together, as far as the time left lets it be found."""
    # OR-Tools takes a second or two to import; a plan that is there need not wait for it.
    from sharepool.engine.cpsat.infeasibility import find_conflict

    left = 0.0 if deadline is None else deadline - time.monotonic()
    seconds = max(params.infeasibility.least_seconds, left)
    return find_conflict(instance, seconds=seconds, params=params)
