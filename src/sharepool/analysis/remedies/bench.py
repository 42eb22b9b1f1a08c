"""Problems solved side by side, each on one core with the same effort."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.engine import SolveParams
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result, Stop
from sharepool.solving.solver import solve

_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class SolveJob:
    """A problem to solve, from a plan; rows that do not fit the problem are left out first."""

    problem: Problem
    start: Plan


class Bench:
    """Solves problems in threads of this process, until time is up or Ctrl-C is pressed.

    Parameters
    ----------
    workers : int
        Cores to use.
    seed : int
    deadline : float or None
        When to begin no more, on the clock of :func:`time.monotonic`.
    params : SolveParams, optional
    """

    def __init__(
        self,
        workers: int,
        seed: int,
        deadline: float | None,
        params: SolveParams | None = None,
    ) -> None:
        self._workers, self._seed, self._deadline = workers, seed, deadline
        self._params = params
        self.is_interrupted = False

    def solve(
        self,
        jobs: Sequence[SolveJob],
        stop: Stop,
        *,
        workers: int = 1,
        on_done: Callable[[], None] = lambda: None,
    ) -> list[Result | None]:
        """Solve some problems; None for each that was not begun in time or was interrupted.

        Parameters
        ----------
        jobs : sequence of SolveJob
        stop : Stop
            Limit of each.
        workers : int
            Cores for each.
        on_done : callable
            Called after each, in the caller's thread.
        """

        def run(job: SolveJob) -> Result | None:
            if self._is_late():
                return None
            return solve(
                job.problem,
                stop=stop,
                seed=self._seed,
                workers=workers,
                start=job.start,
                params=self._params,
            )

        # Native code does the work, which other threads need not wait for.
        executor = ThreadPoolExecutor(max(1, self._workers // workers))
        futures: list[Future[Result | None]] = []
        try:
            if not self.is_interrupted:
                futures = [executor.submit(run, job) for job in jobs]
            waiting = set(futures)
            while waiting:
                done, waiting = wait(waiting, _POLL_SECONDS, return_when=FIRST_COMPLETED)
                for _ in done:
                    on_done()
                if is_asked_to_stop():
                    self.is_interrupted = True  # What is done so far is the result.
                    break
        except KeyboardInterrupt:  # of a program that handles Ctrl-C itself
            self.is_interrupted = True
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        found = [one.result() if one.done() and not one.cancelled() else None for one in futures]
        return found + [None] * (len(jobs) - len(found))

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() >= self._deadline
