"""Work on several weeks at a time."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sharepool.analysis.replanning.versions import replan
from sharepool.base.clusters import as_executor
from sharepool.base.interrupts import is_asked_to_stop
from sharepool.base.leftovers import own_name
from sharepool.base.processes import REFUSALS, ask_all_to_stop, own_executor, starting
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Stop
from sharepool.solving.solver import count_workers, solve

POLL_SECONDS, GRACE_SECONDS = 0.1, 1.0
"""How often processes look whether they are wanted, and what closing them may take."""

_NOT_BEGUN = object()
"""Instead of what a call returns that was not made."""

CHANGES_WORTH_A_SESSION = 4
"""So many changes in one week are as bad as a missing session."""


@dataclass(frozen=True)
class Job:
    """A call that can be made in another process.

    Attributes
    ----------
    call : callable
        A function of a module; it takes `workers` beside its arguments.
    arguments : mapping
    """

    call: Callable[..., Any]
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def run(self, workers: int | None) -> Any:
        """Make the call here."""
        return self.call(**self.arguments, workers=workers)


@dataclass(frozen=True)
class Effort:
    """How long to look for the plans of a term, and with what.

    Attributes
    ----------
    stop, week_stop : float or Stop
        For a standing plan, and for any other week.
    change : int or None
        The weight of a session that is not kept in a week; see :meth:`replan` if None.
    seed : int
    workers : int or None
    executor : Executor, distributed.Client or None
    """

    stop: float | Stop
    week_stop: float | Stop
    change: int | None
    seed: int
    workers: int | None
    executor: Any

    def solve(self, week: Problem, start: Plan | None, stop: float | Stop) -> Job:
        """Return the work of solving a week."""
        return Job(solve, {"problem": week, "start": start, "stop": stop, "seed": self.seed})

    def replan_standing(self, week: Problem, plan: Plan) -> Job:
        """Return the work of making a standing plan close to another."""
        return Job(replan, {"problem": week, "plan": plan, "stop": self.stop, "seed": self.seed})

    def replan(self, week: Problem, plan: Plan) -> Job:
        """Return the work of making one week anew, with few changes.

        What is planned for one week only must be worth it: each change costs a quarter of a
        missing session, unless a weight is given or the rules' own is higher.
        """
        weights, change = week.rules.weights, self.change
        if change is None:
            change = max(weights.change, weights.unmet // CHANGES_WORTH_A_SESSION)
        arguments = {"problem": week, "plan": plan, "change": change, "stop": self.week_stop}
        return Job(replan, arguments | {"seed": self.seed})

    def run(self, jobs: Sequence[Job], *, is_needed: bool = True) -> list[Any]:
        """Return what several works bring, in their order."""
        return run_jobs(jobs, self.workers, self.executor, is_needed=is_needed)


def run_jobs(
    jobs: Sequence[Job],
    workers: int | None,
    executor: Any,
    *,
    is_needed: bool = True,
) -> list[Any]:
    """Return what several calls return, in their order.

    A single one has all workers. Several share them, one each, in processes. Where somebody asks
    for the end, those at work end with what they have; the others are made here, where they end at
    once, if they are needed.

    Parameters
    ----------
    jobs : sequence of Job
    workers : int or None
        Cores to use; all that there are if not given.
    executor : Executor or None
        Who runs them; processes of our own if not given. It is left open.
    is_needed : bool
        Whether each must return something; otherwise those that had not begun bring None.
    """
    begun = _begun(jobs, workers, as_executor(executor))
    return [
        one if one is not _NOT_BEGUN else job.run(1) if is_needed else None
        for job, one in zip(jobs, begun, strict=True)
    ]


def _begun(jobs: Sequence[Job], workers: int | None, executor: Executor | None) -> list[Any]:
    """Return what calls return, and a mark for those that had not begun when the end came."""
    if is_asked_to_stop():  # starting processes would take longer than what is left to do
        return [_NOT_BEGUN] * len(jobs)
    cores = count_workers(executor) if workers is None else workers
    if executor is not None and len(jobs) > 1:
        try:
            return _shared(executor, jobs, None)
        except REFUSALS as error:
            told = f"the executor failed: {type(error).__name__}: {error}; its work is done here"
            warnings.warn(told, RuntimeWarning, stacklevel=2)
    if cores == 1 or len(jobs) <= 1:
        return [_NOT_BEGUN if is_asked_to_stop() else job.run(workers) for job in jobs]
    with tempfile.TemporaryDirectory(prefix=own_name(""), ignore_cleanup_errors=True) as name:
        own = own_executor(
            min(cores, len(jobs)),
            Path(name),
            poll_seconds=POLL_SECONDS,
            grace_seconds=GRACE_SECONDS,
        )
        with own as processes:
            return _shared(processes, jobs, Path(name))


def _shared(executor: Executor, jobs: Iterable[Job], folder: Path | None) -> list[Any]:
    with starting():
        futures = [executor.submit(job.run, 1) for job in jobs]
    waiting = set(futures)
    while waiting and not is_asked_to_stop():
        waiting = wait(waiting, timeout=POLL_SECONDS).not_done
    if waiting and folder is not None:
        ask_all_to_stop(folder)
    for future in waiting:
        future.cancel()
    return [_NOT_BEGUN if future.cancelled() else future.result() for future in futures]
