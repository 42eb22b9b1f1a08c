"""What a worker does for a problem with several components: some of them, one after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sharepool.engine.budget import SolveBudget
from sharepool.engine.coordination.portfolio import choose_workers, run_workers
from sharepool.engine.counting_bound import bound_by_counting
from sharepool.engine.decomposition.messages import ComponentReport, MessageFolder
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.params import DEFAULTS, SolveParams
from sharepool.engine.search.annealing import Annealing
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class ComponentTask:
    """One component to be solved.

    Attributes
    ----------
    number : int
        Which component it is.
    problem : Problem
    sessions : int
        Sessions wanted: the measure of its share of the time.
    start : Plan
        A plan to improve; may be empty.
    start_objective : int or None
        Of `start`, if it is legal as it is.
    """

    number: int
    problem: Problem
    sessions: int
    start: Plan
    start_objective: int | None


@dataclass(frozen=True)
class WorkerTask:
    """Components that one worker solves one after the other; it can be sent to another process.

    Attributes
    ----------
    components : tuple of ComponentTask
    folder : Path
        That of the :class:`~sharepool.engine.decomposition.messages.MessageFolder`.
    workers : int
        Cores to use.
    seed : int
    gap : float
        At which a component is good enough.
    until : float or None
        Deadline on the clock of :func:`time.time`, which processes share.
    work : float or None
        Deterministic limit of all components together.
    params : SolveParams
    is_local : bool
        Whether the caller's own process does it, since a worker could not.
    """

    components: tuple[ComponentTask, ...]
    folder: Path
    workers: int
    seed: int
    gap: float
    until: float | None
    work: float | None
    params: SolveParams = DEFAULTS
    is_local: bool = False

    @property
    def sessions(self) -> int:
        """Sessions wanted of all its components."""
        return sum(one.sessions for one in self.components)


def solve_components_of(task: WorkerTask) -> dict[int, ComponentReport]:
    """Solve the components of a worker and return how far each was solved, by its number.

    What one component does not use of its time is left to those after it.
    """
    messages = MessageFolder(task.folder)
    solves = [ComponentSolve(component, task, messages) for component in task.components]
    left, whole = task.sessions, max(1, task.sessions)
    for solve in solves:
        now, sessions = time.time(), solve.component.sessions
        seconds = None
        if task.until is not None:
            seconds = max(0.0, task.until - now) * (sessions / max(1, left))
        solve.run(seconds, task.work and task.work * sessions / whole)
        left -= sessions
    return {solve.component.number: solve.report() for solve in solves}


class ComponentSolve:
    """One component under way, with a first plan from the beginning.

    Parameters
    ----------
    component : ComponentTask
    task : WorkerTask
    messages : MessageFolder
    """

    def __init__(self, component: ComponentTask, task: WorkerTask, messages: MessageFolder) -> None:
        self.component, self._task, self._messages = component, task, messages
        self._instance: Instance = prepare(component.problem)
        self._start: tuple[Option, ...] = tuple(self._instance.encode(component.start))
        self._state = SolveState(
            self._instance, gap=task.gap, started=time.monotonic(), params=task.params
        )
        self._state.offer_bound(bound_by_counting(self._instance))
        if component.start_objective is not None:
            self._state.offer_plan(self._start, component.start_objective)
        # Whenever it ends, each component has a plan: the later ones may wait long for their turn.
        at_once = SolveBudget(self._state, time.monotonic(), None)
        Annealing(task.seed, self._start)(self._instance, self._state, at_once)
        messages.post(component.number, self.report())

    def report(self) -> ComponentReport:
        """Return how far the component is solved."""
        state = self._state
        options, objective = state.incumbent()
        return ComponentReport(
            plan=None if options is None else self._instance.decode(options),
            objective=objective,
            bound=state.bound,
            infeasible=state.infeasible,
            conflict=state.conflict,
            prices=state.prices,
        )

    def run(self, seconds: float | None, work: float | None) -> None:
        """Solve the component within its share."""
        state, task = self._state, self._task
        deadline = None if seconds is None else time.monotonic() + seconds
        if seconds != 0 and not self._messages.is_stopped():
            workers = choose_workers(
                self._instance,
                workers=task.workers,
                seed=task.seed,
                start=self._start,
                seconds=seconds,
                params=task.params,
            )
            with self._in_touch():
                run_workers(workers, self._instance, state, deadline=deadline, work=work)
        if state.infeasible and state.conflict is None:
            self._diagnose(deadline)
        self._messages.post(self.component.number, self.report())

    def _diagnose(self, deadline: float | None) -> None:
        from sharepool.engine.cpsat.infeasibility import find_conflict

        params = self._task.params
        left = 0.0 if deadline is None else deadline - time.monotonic()
        seconds = max(params.infeasibility.least_seconds, left)
        self._state.conflict = find_conflict(self._instance, seconds=seconds, params=params)

    @contextmanager
    def _in_touch(self) -> Iterator[None]:
        """Post news, and look for a stop, while the component is being solved."""
        over = threading.Event()
        messenger = threading.Thread(target=self._correspond, args=(over,), daemon=True)
        messenger.start()
        try:
            yield
        finally:
            over.set()
            messenger.join()

    def _correspond(self, over: threading.Event) -> None:
        posted = (self._state.objective, self._state.bound)
        while not over.wait(self._task.params.decomposition.report_seconds):
            if self._messages.is_stopped():
                self._state.finish()
            news = (self._state.objective, self._state.bound)
            if news != posted:
                posted = news
                self._messages.post(self.component.number, self.report())
