"""What a worker does for a problem that falls into parts: some of them, one after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sharepool.engine.coordination.portfolio import choose_lanes, run
from sharepool.engine.counting_bound import least_cost
from sharepool.engine.decomposition.mailbox import Mailbox, Report
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.search.annealing import Annealing
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem

_POLL_SECONDS = 0.2
_LEAST_DIAGNOSIS_SECONDS = 2.0


@dataclass(frozen=True)
class Job:
    """One part to be solved.

    Attributes
    ----------
    number : int
        Which part it is.
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
class Errand:
    """Parts that one worker solves one after the other; it can be sent to another process.

    Attributes
    ----------
    jobs : tuple of Job
    folder : Path
        Of the :class:`~sharepool.engine.decomposition.mailbox.Mailbox`.
    workers : int
        Cores to use.
    seed : int
    gap : float
        At which a part is good enough.
    until : float or None
        Deadline on the clock of :func:`time.time`, which processes share.
    work : float or None
        Deterministic limit of all jobs together.
    is_home : bool
        Whether the caller's own process does it, since a worker could not.
    """

    jobs: tuple[Job, ...]
    folder: Path
    workers: int
    seed: int
    gap: float
    until: float | None
    work: float | None
    is_home: bool = False

    @property
    def sessions(self) -> int:
        """Sessions wanted of all its parts."""
        return sum(job.sessions for job in self.jobs)


def run_errand(errand: Errand) -> dict[int, Report]:
    """Solve the parts of an errand and return how far each was solved, by its number.

    What one part does not use of its time is left to those after it.
    """
    mailbox = Mailbox(errand.folder)
    desks = [_Desk(job, errand, mailbox) for job in errand.jobs]
    left, whole = errand.sessions, max(1, errand.sessions)
    for desk in desks:
        now = time.time()
        share = desk.job.sessions / max(1, left)
        seconds = None if errand.until is None else max(0.0, errand.until - now) * share
        desk.solve(seconds, errand.work and errand.work * desk.job.sessions / whole)
        left -= desk.job.sessions
    return {desk.job.number: desk.report() for desk in desks}


class _Desk:
    """Where one part is solved, and what is known of it so far."""

    def __init__(self, job: Job, errand: Errand, mailbox: Mailbox) -> None:
        self.job, self._errand, self._mailbox = job, errand, mailbox
        self._instance: Instance = prepare(job.problem)
        self._start: tuple[Option, ...] = tuple(self._instance.encode(job.start))
        self._board = Board(self._instance, gap=errand.gap, started=time.monotonic())
        self._board.offer_bound(least_cost(self._instance))
        if job.start_objective is not None:
            self._board.offer_plan(self._start, job.start_objective)
        # Whenever it ends, each part has a plan: the later ones may wait long for their turn.
        at_once = Effort(self._board, time.monotonic(), None)
        Annealing(errand.seed, self._start)(self._instance, self._board, at_once)
        mailbox.post(job.number, self.report())

    def report(self) -> Report:
        """Return how far the part is solved."""
        board = self._board
        options, objective = board.best()
        return Report(
            plan=None if options is None else self._instance.decode(options),
            objective=objective,
            bound=board.bound,
            infeasible=board.infeasible,
            conflict=board.conflict,
        )

    def solve(self, seconds: float | None, work: float | None) -> None:
        """Solve the part within its share."""
        board, errand = self._board, self._errand
        deadline = None if seconds is None else time.monotonic() + seconds
        if seconds != 0 and not self._mailbox.is_stopped():
            lanes = choose_lanes(
                self._instance,
                workers=errand.workers,
                seed=errand.seed,
                start=self._start,
                seconds=seconds,
            )
            with self._in_touch():
                run(lanes, self._instance, board, deadline=deadline, work=work)
        if board.infeasible and board.conflict is None:
            self._diagnose(deadline)
        self._mailbox.post(self.job.number, self.report())

    def _diagnose(self, deadline: float | None) -> None:
        from sharepool.engine.cpsat.infeasibility import find_conflict

        left = 0.0 if deadline is None else deadline - time.monotonic()
        seconds = max(_LEAST_DIAGNOSIS_SECONDS, left)
        self._board.conflict = find_conflict(self._instance, seconds=seconds)

    @contextmanager
    def _in_touch(self) -> Iterator[None]:
        """Tell of progress, and hear of a stop, while the part is being solved."""
        over = threading.Event()
        messenger = threading.Thread(target=self._correspond, args=(over,), daemon=True)
        messenger.start()
        try:
            yield
        finally:
            over.set()
            messenger.join()

    def _correspond(self, over: threading.Event) -> None:
        told = (self._board.objective, self._board.bound)
        while not over.wait(_POLL_SECONDS):
            if self._mailbox.is_stopped():
                self._board.finish()
            news = (self._board.objective, self._board.bound)
            if news != told:
                told = news
                self._mailbox.post(self.job.number, self.report())
