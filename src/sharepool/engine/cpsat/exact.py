"""Solving the model: a whole problem to proven optimality, or one neighbourhood of a plan."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from sharepool.base.errors import InternalError
from sharepool.base.native import run_native
from sharepool.engine.cpsat.cancelling import stopping
from sharepool.engine.cpsat.formulation import evaluate, formulate, formulate_minimums
from sharepool.engine.cpsat.open_model import Extension, as_open
from sharepool.engine.cpsat.scope import Room, Scope
from sharepool.engine.cpsat.variables import NOBODY, MinimumKey, WeekModel
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.rounding import round_number
from sharepool.problem.result import Status

Listener = Callable[[tuple[Option, ...] | None, int | None, int | None], None]
"""Called with the best plan so far, its objective, and the bound, when one improves."""

_BOUND_TOLERANCE = 1e-6
_STATUS = {
    cp_model.OPTIMAL: Status.OPTIMAL,
    cp_model.FEASIBLE: Status.FEASIBLE,
    cp_model.INFEASIBLE: Status.INFEASIBLE,
    cp_model.UNKNOWN: Status.UNKNOWN,
}


@dataclass(frozen=True)
class ExactOutcome:
    """How an exact solve ended.

    Attributes
    ----------
    status : Status
    options : tuple of Option or None
        The sessions of the best plan, kept ones included.
    objective : int or None
        That of the whole plan.
    bound : int or None
        No plan within the scope has a smaller objective (proven).
    """

    status: Status
    options: tuple[Option, ...] | None = None
    objective: int | None = None
    bound: int | None = None


def solve_exact(
    instance: Instance,
    scope: Scope | None = None,
    *,
    hint: Iterable[Option] = (),
    seconds: float | None = None,
    work: float | None = None,
    seed: int = 0,
    workers: int = 1,
    on_solution: Listener | None = None,
    cancel: threading.Event | None = None,
    extension: Extension | None = None,
) -> ExactOutcome:
    """Find the best plan within a scope, with CP-SAT.

    Parameters
    ----------
    instance : Instance
    scope : Scope, optional
        What may change; everything if not given.
    hint : iterable of Option
        Sessions of a plan to start from.
    seconds : float, optional
        Wall time from the call.
    work : float, optional
        CP-SAT's deterministic time. With ``workers=1`` and no other limit that strikes first, the
        same call gives the same outcome on any machine.
    seed, workers : int
    on_solution : callable, optional
        Told of new plans and better bounds; called from the solver's threads.
    cancel : threading.Event, optional
        Once set, the search stops with what it has.
    extension : Extension, optional
        Rules and terms of the caller's own.
    """
    clock = time.monotonic()
    week = formulate(instance, scope)
    own = [] if extension is None else extension.extend(as_open(week))
    hinted = frozenset(hint)
    if hinted:
        _hint(week, hinted)
    cost = week.cost
    terms = cp_model.LinearExpr.weighted_sum(cost.variables, cost.weights)
    objective: cp_model.LinearExprT = cp_model.LinearExpr.affine(terms, 1, cost.constant)
    week.program.minimize(cp_model.LinearExpr.sum([objective, *own]) if own else objective)
    solver = _solver(_left(seconds, clock), work, seed, workers)
    recorder = _Recorder(week, on_solution, extension)
    solver.best_bound_callback = recorder.on_bound
    with stopping(solver, cancel):
        code = run_native(lambda: solver.solve(week.program, recorder), solver.stop_search)
    recorder.raise_error()
    status = _status(code, week)
    if status is Status.INFEASIBLE:
        return ExactOutcome(status)
    if status is not Status.UNKNOWN:
        # A search that ended before it began reports a bound of 0, which is none.
        recorder.on_bound(solver.best_objective_bound)
    best = recorder.objective
    # What the caller's own terms cost in the model may not be what they cost in a plan.
    bound = best if status is Status.OPTIMAL and not own else recorder.bound
    return ExactOutcome(status, recorder.options, best, bound)


def search_target(
    instance: Instance,
    objective: int,
    *,
    seconds: float | None = None,
    work: float | None = None,
    seed: int = 0,
    workers: int = 1,
    cancel: threading.Event | None = None,
) -> ExactOutcome:
    """Look for a plan that costs no more than an objective, with CP-SAT's local search alone.

    That search [1]_ looks for any plan, not for a better one: it ends with the first that it finds.
    So this is for objectives worth stopping at, such as a proven bound.

    Parameters
    ----------
    instance : Instance
    objective : int
    seconds, work, seed, workers, cancel
        As for :func:`solve_exact`.

    Returns
    -------
    ExactOutcome
        Infeasible if no such plan exists; unknown if none was found.

    References
    ----------
    .. [1] B. Luteberget, G. Sartor, *Feasibility Jump: an LP-free Lagrangian MIP heuristic*, 2023.
    """
    clock = time.monotonic()
    week = formulate(instance)
    week.at_most(week.cost, objective)
    solver = _solver(_left(seconds, clock), work, seed, workers)
    solver.parameters.use_ls_only = True
    recorder = _Recorder(week, None)
    with stopping(solver, cancel):
        code = run_native(lambda: solver.solve(week.program, recorder), solver.stop_search)
        status = _status(code, week)
    if status is Status.INFEASIBLE:
        return ExactOutcome(status)
    return ExactOutcome(
        Status.FEASIBLE if recorder.options else Status.UNKNOWN,
        recorder.options,
        recorder.objective,
    )


def is_possible(
    instance: Instance,
    minimums: Collection[MinimumKey],
    scope: Scope | None = None,
    *,
    seconds: float | None = None,
    cancel: threading.Event | None = None,
) -> bool | None:
    """Return whether some plan obeys the rules with only these minimums; None: not known in time.

    Parameters
    ----------
    instance : Instance
    minimums : collection of (str, int)
        Kind and row of the hard minimums that hold.
    scope : Scope, optional
    seconds : float, optional
        Wall time from the call.
    cancel : threading.Event, optional
    """
    clock = time.monotonic()
    week = formulate_minimums(instance, minimums, scope)
    solver = _solver(_left(seconds, clock), None, 0, 1)
    with stopping(solver, cancel):
        code = run_native(lambda: solver.solve(week.program), solver.stop_search)
        status = _status(code, week)
    return {Status.OPTIMAL: True, Status.FEASIBLE: True, Status.INFEASIBLE: False}.get(status)


@dataclass(frozen=True)
class Shortfall:
    """By how much hard minimums are missed.

    Attributes
    ----------
    missing : dict of (str, int) to int
        Sessions that minimums lack, by kind and row; none for those that are met.
    cost : int
        What that costs.
    bound : int
        No plan misses them by less than this costs (proven).
    """

    missing: dict[MinimumKey, int]
    cost: int
    bound: int


def find_shortfall(
    instance: Instance,
    prices: Mapping[MinimumKey, int],
    scope: Scope | None = None,
    *,
    hint: Iterable[Option] = (),
    seconds: float | None = None,
    cancel: threading.Event | None = None,
) -> Shortfall | None:
    r"""Return by how much hard minimums must be missed at least, or None if no plan was found.

    .. math:: \min \sum_m \text{price}_m \max(0, \text{needed}_m - \text{sessions}_m)

    Parameters
    ----------
    instance : Instance
    prices : mapping of (str, int) to int
        Price of each session that a minimum lacks, by the kind and row of those that count.
    scope : Scope, optional
    hint : iterable of Option
        Sessions of a plan to start from.
    seconds : float, optional
        Wall time from the call; the best that was found by then.
    cancel : threading.Event, optional
    """
    clock = time.monotonic()
    week = formulate_minimums(instance, prices, scope, soft=True)
    week.program.minimize(
        cp_model.LinearExpr.weighted_sum(
            list(week.missed.values()), [prices[key] for key in week.missed]
        )
    )
    _hint(week, frozenset(hint))
    solver = _solver(_left(seconds, clock), None, 0, 1)
    with stopping(solver, cancel):
        code = run_native(lambda: solver.solve(week.program), solver.stop_search)
        status = _status(code, week)
    if status not in {Status.OPTIMAL, Status.FEASIBLE}:
        return None
    missing = {key: solver.value(lack) for key, lack in week.missed.items()}
    return Shortfall(
        missing={key: lack for key, lack in missing.items() if lack},
        cost=round(solver.objective_value),
        bound=max(0, round_number(solver.best_objective_bound, _BOUND_TOLERANCE)),
    )


def size(instance: Instance, scope: Scope | None = None) -> int:
    """Return about how many options and legs a model would have, without building it."""
    days = np.array([start.day for start in instance.starts], dtype=np.int64)
    if scope is None:
        return sum(
            _person_size(instance, person, tasks, instance.fits[person])
            for person, tasks in enumerate(instance.tasks_of)
        )
    room = Room(instance, scope)
    free: dict[int, list[int]] = defaultdict(list)
    for person, day in scope.free:
        free[person].append(day)
    return sum(
        _person_size(
            instance,
            person,
            [task for task in instance.tasks_of[person] if room.for_person(person, task)],
            instance.fits[person] & np.isin(days, free[person]),
        )
        for person in free
    )


def _person_size(
    instance: Instance, person: int, tasks: Iterable[int], fits: NDArray[np.bool_]
) -> int:
    """Return the options of a person, and the legs from each end of a session to each place."""
    options, ends = 0, {}
    for task in tasks:
        rows = instance.task_starts(task)
        count = int(fits[rows.start : rows.stop].sum())
        options += count
        ends[instance.place(person, task), rows] = count
    places = len({place for place, _ in ends})
    return options + (sum(ends.values()) * (places + 1) if places > 1 else 0)


# -- running CP-SAT --------------------------------------------------------------------------------


class _Recorder(cp_model.CpSolverSolutionCallback):
    """Keeps the best plan and bound, and reports them."""

    def __init__(
        self, week: WeekModel, listener: Listener | None, extension: Extension | None = None
    ) -> None:
        super().__init__()
        self._week, self._listener, self._extension = week, listener, extension
        self._error: Exception | None = None
        self._kept = tuple(s.option for s in week.sessions if s.literal is None)
        self._open = [(s.option, s.literal) for s in week.sessions if s.literal is not None]
        self._lock = threading.RLock()
        self.options: tuple[Option, ...] | None = None
        self.objective: int | None = None
        self.bound: int | None = None

    def on_solution_callback(self) -> None:
        """Take a plan over if it is better; slack may make it better than CP-SAT thinks."""
        chosen = [option for option, literal in self._open if self.value(literal)]
        options = (*self._kept, *chosen)
        objective = evaluate(self._week.instance, options)
        if self._extension is not None:
            own = self._own_cost(self._extension, options)
            if own is None:
                return
            objective += own
        with self._lock:
            if self.objective is None or objective < self.objective:
                self.options, self.objective = options, objective
                self._tell()

    def _own_cost(self, extension: Extension, options: tuple[Option, ...]) -> int | None:
        """Return what the caller's own terms cost; an error of theirs ends the search."""
        try:
            return extension.cost_of(self._week, options)
        except Exception as error:  # noqa: BLE001 (raised once the solver has ended)
            self._error = self._error or error
            self.stop_search()
            return None

    def raise_error(self) -> None:
        """Raise what went wrong in code of the caller's own."""
        if self._error is not None:
            raise self._error

    def on_bound(self, value: float) -> None:
        """Take a bound over if it is better: the objective is whole, so round up."""
        if not math.isfinite(value):
            return
        bound = round_number(value, _BOUND_TOLERANCE)
        with self._lock:
            if self.bound is None or bound > self.bound:
                self.bound = bound
                self._tell()

    def _tell(self) -> None:
        if self._listener is not None:
            self._listener(self.options, self.objective, self.bound)


def _solver(
    seconds: float | None, work: float | None, seed: int, workers: int
) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.catch_sigint_signal = False
    parameters.num_workers = workers
    parameters.random_seed = seed
    # The model is tight as it stands: probing it costs more than it finds.
    parameters.max_presolve_iterations = 1
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.linearization_level = 2
    if seconds is not None:
        parameters.max_time_in_seconds = seconds
    if work is not None:
        parameters.max_deterministic_time = work
    return solver


def _left(seconds: float | None, clock: float) -> float | None:
    return None if seconds is None else max(0.0, seconds - (time.monotonic() - clock))


def _hint(week: WeekModel, options: frozenset[Option]) -> None:
    teams = {week.instance.held_session(option) for option in options}
    for session in week.sessions:
        if session.literal is not None:
            week.program.add_hint(session.literal, session.option in options)
    for session in week.held:
        if session.literal is not None and session.person == NOBODY:
            week.program.add_hint(session.literal, session.option[1:] in teams)


def _status(code: cp_model.CpSolverStatus, week: WeekModel) -> Status:
    if code not in _STATUS:
        raise InternalError(f"CP-SAT refuses the model: {week.program.validate()}")
    return _STATUS[code]
