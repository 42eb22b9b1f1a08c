"""The coordinator: has the components of a problem solved by workers, and joins what comes back.

Each worker of an executor solves one :class:`~sharepool.engine.decomposition.worker.WorkerTask`:
components one after the other. The sums of what they report go to the state of the whole problem.
"""

from __future__ import annotations

import math
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.base.leftovers import clear, own_name
from sharepool.base.processes import REFUSALS, own_executor, starting
from sharepool.engine.decomposition.components import Component, share_out
from sharepool.engine.decomposition.messages import ComponentReport, MessageFolder
from sharepool.engine.decomposition.worker import (
    ComponentTask,
    WorkerTask,
    solve_components_of,
)
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import SolveParams
from sharepool.problem.plan import Plan
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.result import Progress, Stop

Start = tuple[Plan, int | None]
"""A plan of a component to improve, and its objective if it is legal as it is."""


@dataclass(frozen=True)
class Workforce:
    """Who solves the components.

    Attributes
    ----------
    workers : int
        Cores to use.
    seed : int
    executor : Executor or None
        None: processes of our own, or this one if there is just one worker.
    """

    workers: int
    seed: int
    executor: Executor | None = None


def solve_components(
    components: Sequence[Component],
    starts: Sequence[Start],
    instance: Instance,
    state: SolveState,
    workforce: Workforce,
    limits: Stop,
    *,
    deadline: float | None,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Solve the components of a problem apart and write the sums of their results to its state.

    Ctrl-C ends it, and the best plans so far are joined. A worker that fails is a warning, and what
    it had to do is done in this process.

    Parameters
    ----------
    components : sequence of Component
    starts : sequence of (Plan, int or None)
        Plan and objective to start each component with.
    instance : Instance
        The whole problem.
    state : SolveState
        That of the whole problem.
    workforce : Workforce
    limits : Stop
        Its seconds are left to `deadline`.
    deadline : float or None
        On the clock of :func:`time.monotonic`.
    on_progress : callable, optional
        Receives each improvement, in the caller's thread.
    """
    clear(Path(tempfile.gettempdir()), prefix="")
    with tempfile.TemporaryDirectory(prefix=own_name(""), ignore_cleanup_errors=True) as name:
        folder, params = Path(name), state.params
        tasks = _tasks(components, starts, workforce, limits, deadline, folder, params)
        # Work, unlike time, is counted the same each time: no news from between may end it.
        coordinator = _Coordinator(
            components, tasks, instance, state, deadline, reads_news=limits.work is None
        )
        given = workforce.executor
        polls = params.decomposition
        own = own_executor(
            len(tasks),
            folder,
            poll_seconds=polls.poll_seconds,
            grace_seconds=polls.grace_seconds,
        )
        with nullcontext(given) if given is not None else own as executor:
            try:
                with starting() if given is None else nullcontext():
                    coordinator.send(executor)
                coordinator.watch(on_progress)
            except KeyboardInterrupt:  # of a program that handles Ctrl-C itself
                state.interrupted = True
            finally:
                coordinator.close()


def _tasks(
    components: Sequence[Component],
    starts: Sequence[Start],
    workforce: Workforce,
    limits: Stop,
    deadline: float | None,
    folder: Path,
    params: SolveParams,
) -> list[WorkerTask]:
    """Share the components out to the workers, small ones first within each share."""
    sizes = [one.sessions for one in components]
    shares = _even_shares(sizes, workforce.workers, params.decomposition.most_uneven)
    cores, spare = divmod(workforce.workers, len(shares))
    # With weights of pins an objective may be negative, and small gaps of components add up to a
    # larger one.
    is_signed = any(pin.weight for one in components for pin in one.problem.pins)
    return [
        WorkerTask(
            components=tuple(
                ComponentTask(
                    number, components[number].problem, components[number].sessions, *starts[number]
                )
                for number in reversed(share)
            ),
            folder=folder,
            # Search and bound share a core, as they would share two for twice the size.
            workers=max(min(2, workforce.workers), cores + (place < spare)),
            seed=workforce.seed,
            gap=0.0 if is_signed else limits.gap,
            until=None if deadline is None else time.time() + deadline - time.monotonic(),
            work=limits.work,
            params=params,
        )
        for place, share in enumerate(shares)
    ]


def _even_shares(sizes: list[int], workers: int, most_uneven: float) -> list[list[int]]:
    """Share components out to as many workers as can be given about the same to do."""
    for number in range(min(workers, len(sizes)), 1, -1):
        shares = share_out(range(len(sizes)), sizes, number)
        most = max(sum(sizes[component] for component in share) for share in shares)
        if most <= most_uneven * sum(sizes) / number:
            return shares
    return share_out(range(len(sizes)), sizes, 1)


class _Coordinator:
    """Tasks of workers under way, and the sums of what is known of their components."""

    def __init__(
        self,
        components: Sequence[Component],
        tasks: Sequence[WorkerTask],
        instance: Instance,
        state: SolveState,
        deadline: float | None,
        *,
        reads_news: bool,
    ) -> None:
        self._reads_news = reads_news
        self._components, self._tasks = components, tasks
        self._instance, self._state, self._deadline = instance, state, deadline
        self._params = state.params.decomposition
        self._messages = MessageFolder(tasks[0].folder)
        self._reports: dict[int, ComponentReport] = {}
        self._finished: set[int] = set()
        self._dates = dict.fromkeys(range(len(components)), 0)
        self._under_way: dict[Future[dict[int, ComponentReport]], WorkerTask] = {}
        self._local: ThreadPoolExecutor | None = None

    def send(self, executor: Executor) -> None:
        """Send all tasks to their workers."""
        for task in self._tasks:
            self._send(executor, task)

    def watch(self, on_progress: Callable[[Progress], None] | None) -> None:
        """Add up what comes back, until all is done or time is over."""
        while self._under_way and not self._state.done.is_set() and not self._is_late():
            if is_asked_to_stop():
                self._state.interrupted = True  # What was found so far is the result.
                return
            for failed in self._collect():
                self._solve_locally(failed)
            if self._reads_news:
                self._read_news()
            self._add_up()
            if self._state.changed.is_set():
                self._state.changed.clear()
                if on_progress is not None:
                    on_progress(self._state.progress())

    def close(self) -> None:
        """Call everybody back, and see that every component has its plan."""
        self._messages.stop()
        latest = time.monotonic() + self._params.grace_seconds
        self._under_way = {
            future: task for future, task in self._under_way.items() if not future.cancel()
        }
        while self._under_way and time.monotonic() < latest and not self._state.infeasible:
            self._collect()
        self._read_news()
        self._make_up()
        self._add_up()
        self._state.finish()
        if self._local is not None:
            self._local.shutdown(wait=False, cancel_futures=True)

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline

    def _send(self, executor: Executor, task: WorkerTask) -> None:
        try:
            self._under_way[executor.submit(solve_components_of, task)] = task
        except REFUSALS as error:
            _warn(error)
            self._solve_locally(task)

    def _collect(self) -> list[WorkerTask]:
        """Wait a moment for results; return the tasks that failed."""
        failed = []
        poll_seconds = self._params.poll_seconds
        done, _ = wait(self._under_way, timeout=poll_seconds, return_when=FIRST_COMPLETED)
        for future in done:
            task = self._under_way.pop(future)
            error = future.exception()
            if error is None:
                for component, report in future.result().items():
                    self._take(component, report)
                    self._finished.add(component)
            else:
                if not isinstance(error, KeyboardInterrupt):  # which reaches everybody
                    _warn(error)
                failed.append(task)
        return failed

    def _solve_locally(self, task: WorkerTask) -> None:
        """Let a thread of this process do what a worker could not, from where it was left."""
        if task.is_local:
            return  # It failed here too: a first plan is all that is tried for any more.
        self._read_news()
        components = tuple(
            self._resumed(one) for one in task.components if not self._is_closed(one.number)
        )
        if components:
            self._local = self._local or ThreadPoolExecutor(len(self._tasks))
            self._send(self._local, replace(task, components=components, is_local=True))

    def _resumed(self, component: ComponentTask) -> ComponentTask:
        report = self._reports.get(component.number)
        if report is None or report.plan is None:
            return component
        return replace(component, start=report.plan, start_objective=report.objective)

    def _is_closed(self, component: int) -> bool:
        report = self._reports.get(component)
        return report is not None and report.plan is not None and report.objective == report.bound

    def _make_up(self) -> None:
        """Find a first plan for each component of which nobody handed back any."""
        for component in (one for task in self._tasks for one in task.components):
            report = self._reports.get(component.number, ComponentReport())
            known = report.plan is not None or component.number in self._finished
            if not known and not self._state.infeasible:
                # The folder says stop, so that nothing but a first plan is looked for.
                late = replace(self._tasks[0], components=(component,))
                self._take(component.number, solve_components_of(late)[component.number])

    def _read_news(self) -> None:
        for component, known in self._dates.items():
            date = self._messages.date(component)
            report = self._messages.read(component) if date != known else None
            if report is not None:
                self._dates[component] = date
                self._take(component, report)

    def _take(self, component: int, news: ComponentReport) -> None:
        """Keep the best plan and the best bound that were ever reported of a component."""
        if news.infeasible:
            conflict = news.conflict and self._components[component].translate(news.conflict)
            self._state.prove_infeasible(conflict)
        old = self._reports.get(component, ComponentReport())
        better = min((old, news), key=lambda report: _or_infinite(report.objective))
        bounds = [report.bound for report in (old, news) if report.bound is not None]
        prices = [report.prices for report in (old, news) if report.prices is not None]
        best = ComponentReport(
            better.plan,
            better.objective,
            max(bounds, default=None),
            prices=max(prices, key=lambda one: one.bound, default=None),
        )
        self._reports[component] = best

    def _add_up(self) -> None:
        """Offer the sums of what is known to the state of the whole problem."""
        reports = [self._reports[component] for component in sorted(self._reports)]
        if len(reports) < len(self._components):
            return
        objectives = [report.objective for report in reports if report.objective is not None]
        bounds = [report.bound for report in reports if report.bound is not None]
        known = len(objectives) == len(reports)
        if known and sum(objectives) < _or_infinite(self._state.objective):
            rows = chain.from_iterable(report.plan for report in reports if report.plan)
            self._state.offer_plan(self._instance.encode(Plan(tuple(rows))), sum(objectives))
        if len(bounds) == len(reports):
            self._state.offer_bound(sum(bounds))
        prices = [report.prices for report in reports if report.prices is not None]
        if len(prices) == len(reports):
            self._state.offer_prices(ShadowPrices.union(prices))


def _or_infinite(objective: int | None) -> float:
    return math.inf if objective is None else objective


def _warn(error: BaseException) -> None:
    told = (
        f"a worker failed: {type(error).__name__}: {error}; what it had is solved in this process"
    )
    warnings.warn(told, RuntimeWarning, stacklevel=2)
