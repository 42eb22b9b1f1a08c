"""Solves the parts of a problem apart, on any executor, and joins what comes back.

Each worker of the executor runs one :class:`~sharepool.engine.decomposition.worker.Errand`: parts
one after the other. The sums of what they tell go to the board of the whole problem.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing import get_context, parent_process
from pathlib import Path

from sharepool.engine.decomposition.components import Part, share_out
from sharepool.engine.decomposition.mailbox import Mailbox, Report
from sharepool.engine.decomposition.worker import Errand, Job, run_errand
from sharepool.engine.incumbent import Board
from sharepool.engine.instance.types import Instance
from sharepool.problem.plan import Plan
from sharepool.problem.result import Progress, Stop

_POLL_SECONDS = 0.1
_GRACE_SECONDS = 1.0
"""How long a worker may take to hand back what it has, once it was told or its time is over."""

_MOST_UNEVEN = 1.5
"""Times the mean that one worker may have to do; else fewer workers get more cores each."""

Start = tuple[Plan, int | None]
"""A plan of a part to improve, and its objective if it is legal as it is."""


@dataclass(frozen=True)
class Crew:
    """Who solves the parts.

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


def solve_apart(
    parts: Sequence[Part],
    starts: Sequence[Start],
    instance: Instance,
    board: Board,
    crew: Crew,
    limits: Stop,
    *,
    deadline: float | None,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Solve the parts of a problem apart and write the sums of their results to its board.

    Ctrl-C ends it, and the best plans so far are joined. A worker that fails is a warning, and what
    it had to do is done in this process.

    Parameters
    ----------
    parts : sequence of Part
    starts : sequence of (Plan, int or None)
        Of each part.
    instance : Instance
        The whole problem.
    board : Board
        Of the whole problem.
    crew : Crew
    limits : Stop
        Its seconds are left to `deadline`.
    deadline : float or None
        On the clock of :func:`time.monotonic`.
    on_progress : callable, optional
        Told of each improvement, in the caller's thread.
    """
    with tempfile.TemporaryDirectory(prefix="sharepool-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        errands = _errands(parts, starts, crew, limits, deadline, folder)
        # Work, unlike time, is counted the same each time: no news from between may end it.
        reads_mail = limits.work is None
        dispatch = _Dispatch(parts, errands, instance, board, deadline, reads_mail=reads_mail)
        with _hired(crew, len(errands), folder) as executor:
            try:
                with nullcontext() if crew.executor else _interrupts_ignored():
                    dispatch.send(executor)
                dispatch.watch(on_progress)
            except KeyboardInterrupt:
                board.interrupted = True  # What was found so far is the result.
            finally:
                dispatch.close()


@contextmanager
def _hired(crew: Crew, errands: int, folder: Path) -> Iterator[Executor]:
    """Yield who does the errands: the caller's executor, or one of our own that is closed again."""
    if crew.executor is not None:
        yield crew.executor
        return
    own = _own_executor(errands, folder)
    try:
        yield own
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # with which processes of our own leave
        closing = threading.Thread(target=own.shutdown, daemon=True)
        closing.start()
        closing.join(_GRACE_SECONDS)


def _errands(
    parts: Sequence[Part],
    starts: Sequence[Start],
    crew: Crew,
    limits: Stop,
    deadline: float | None,
    folder: Path,
) -> list[Errand]:
    """Share the parts out to the workers, small ones first within each share."""
    shares = _even_shares([part.sessions for part in parts], crew.workers)
    cores, spare = divmod(crew.workers, len(shares))
    # With weights of pins an objective may be negative, and small gaps of parts add up to a larger.
    is_signed = any(pin.weight for part in parts for pin in part.problem.pins)
    return [
        Errand(
            jobs=tuple(
                Job(number, parts[number].problem, parts[number].sessions, *starts[number])
                for number in reversed(share)
            ),
            folder=folder,
            # Search and bound of a part share a core, as they would share two for twice the size.
            workers=max(min(2, crew.workers), cores + (place < spare)),
            seed=crew.seed,
            gap=0.0 if is_signed else limits.gap,
            until=None if deadline is None else time.time() + deadline - time.monotonic(),
            work=limits.work,
        )
        for place, share in enumerate(shares)
    ]


def _even_shares(sizes: list[int], workers: int) -> list[list[int]]:
    """Share parts out to as many workers as can be given about the same to do."""
    for number in range(min(workers, len(sizes)), 1, -1):
        shares = share_out(range(len(sizes)), sizes, number)
        most = max(sum(sizes[part] for part in share) for share in shares)
        if most <= _MOST_UNEVEN * sum(sizes) / number:
            return shares
    return share_out(range(len(sizes)), sizes, 1)


def _own_executor(errands: int, folder: Path) -> Executor:
    """Return processes for several errands; for a single one this process does."""
    if errands > 1:
        try:
            return ProcessPoolExecutor(
                errands,
                mp_context=get_context("spawn"),
                initializer=_serve,
                initargs=(folder,),
            )
        except (ImportError, NotImplementedError, OSError):
            pass  # Not every system has what processes need to talk to each other.
    return ThreadPoolExecutor(errands)


def _serve(folder: Path) -> None:
    """Prepare a process of our own: deaf to Ctrl-C, and gone as soon as nobody waits for it.

    Ctrl-C reaches every process of a terminal, and is left to the one that can tell all. A process
    that ends by itself would wait for native code at work.
    """
    _ignore_interrupts()
    threading.Thread(target=_leave_with_the_caller, args=(folder,), daemon=True).start()


def _leave_with_the_caller(folder: Path) -> None:
    caller = parent_process()
    while folder.is_dir() and caller is not None and caller.is_alive():
        time.sleep(_POLL_SECONDS)
    os._exit(0)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Let processes that are started now not even be interrupted while they import."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    _ignore_interrupts()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


class _Dispatch:
    """Errands under way, and the sums of what is known of their parts."""

    def __init__(
        self,
        parts: Sequence[Part],
        errands: Sequence[Errand],
        instance: Instance,
        board: Board,
        deadline: float | None,
        *,
        reads_mail: bool,
    ) -> None:
        self._reads_mail = reads_mail
        self._parts, self._errands = parts, errands
        self._instance, self._board, self._deadline = instance, board, deadline
        self._mailbox = Mailbox(errands[0].folder)
        self._reports: dict[int, Report] = {}
        self._finished: set[int] = set()
        self._dates = dict.fromkeys(range(len(parts)), 0)
        self._under_way: dict[Future[dict[int, Report]], Errand] = {}
        self._at_home: ThreadPoolExecutor | None = None

    def send(self, executor: Executor) -> None:
        """Send all errands to their workers."""
        for errand in self._errands:
            self._send(executor, errand)

    def watch(self, on_progress: Callable[[Progress], None] | None) -> None:
        """Add up what comes back, until all is done or time is over."""
        while self._under_way and not self._board.done.is_set() and not self._is_late():
            for failed in self._collect():
                self._take_home(failed)
            if self._reads_mail:
                self._read_mail()
            self._add_up()
            if self._board.changed.is_set():
                self._board.changed.clear()
                if on_progress is not None:
                    on_progress(self._board.progress())

    def close(self) -> None:
        """Call everybody back, and see that every part has its plan."""
        self._mailbox.stop()
        patience = time.monotonic() + _GRACE_SECONDS
        self._under_way = {
            future: errand for future, errand in self._under_way.items() if not future.cancel()
        }
        while self._under_way and time.monotonic() < patience and not self._board.infeasible:
            self._collect()
        self._read_mail()
        self._make_up()
        self._add_up()
        self._board.finish()
        if self._at_home is not None:
            self._at_home.shutdown(wait=False, cancel_futures=True)

    def _is_late(self) -> bool:
        return self._deadline is not None and time.monotonic() > self._deadline

    def _send(self, executor: Executor, errand: Errand) -> None:
        try:
            self._under_way[executor.submit(run_errand, errand)] = errand
        except (BrokenExecutor, OSError) as error:
            _warn(error)
            self._take_home(errand)

    def _collect(self) -> list[Errand]:
        """Wait a moment for results; return the errands that came to nothing."""
        failed = []
        done, _ = wait(self._under_way, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            errand = self._under_way.pop(future)
            error = future.exception()
            if error is None:
                for part, report in future.result().items():
                    self._take(part, report)
                    self._finished.add(part)
            else:
                if not isinstance(error, KeyboardInterrupt):  # meant for all, told to all
                    _warn(error)
                failed.append(errand)
        return failed

    def _take_home(self, errand: Errand) -> None:
        """Let a thread of this process do what a worker could not, from where it was left."""
        if errand.is_home:
            return  # It failed here too: a first plan is all that is tried for any more.
        self._read_mail()
        jobs = tuple(self._resumed(job) for job in errand.jobs if not self._is_closed(job.number))
        if jobs:
            self._at_home = self._at_home or ThreadPoolExecutor(len(self._errands))
            self._send(self._at_home, replace(errand, jobs=jobs, is_home=True))

    def _resumed(self, job: Job) -> Job:
        report = self._reports.get(job.number)
        if report is None or report.plan is None:
            return job
        return replace(job, start=report.plan, start_objective=report.objective)

    def _is_closed(self, part: int) -> bool:
        report = self._reports.get(part)
        return report is not None and report.plan is not None and report.objective == report.bound

    def _make_up(self) -> None:
        """Find a first plan for each part of which nobody handed back any."""
        for job in (job for errand in self._errands for job in errand.jobs):
            report = self._reports.get(job.number, Report())
            known = report.plan is not None or job.number in self._finished
            if not known and not self._board.infeasible:
                # The mailbox is stopped, so that nothing but a first plan is looked for.
                late = replace(self._errands[0], jobs=(job,))
                self._take(job.number, run_errand(late)[job.number])

    def _read_mail(self) -> None:
        for part, known in self._dates.items():
            date = self._mailbox.date(part)
            report = self._mailbox.read(part) if date != known else None
            if report is not None:
                self._dates[part] = date
                self._take(part, report)

    def _take(self, part: int, news: Report) -> None:
        """Keep the best plan and the best bound that were ever told of a part."""
        if news.infeasible:
            conflict = news.conflict and self._parts[part].translate(news.conflict)
            self._board.prove_infeasible(conflict)
        old = self._reports.get(part, Report())
        better = min((old, news), key=lambda report: _or_infinite(report.objective))
        bounds = [report.bound for report in (old, news) if report.bound is not None]
        self._reports[part] = Report(better.plan, better.objective, max(bounds, default=None))

    def _add_up(self) -> None:
        """Offer the sums of what is known to the board of the whole problem."""
        reports = [self._reports[part] for part in sorted(self._reports)]
        if len(reports) < len(self._parts):
            return
        objectives = [report.objective for report in reports if report.objective is not None]
        bounds = [report.bound for report in reports if report.bound is not None]
        if len(objectives) == len(reports) and sum(objectives) < _or_infinite(
            self._board.objective
        ):
            rows = chain.from_iterable(report.plan for report in reports if report.plan)
            self._board.offer_plan(self._instance.encode(Plan(tuple(rows))), sum(objectives))
        if len(bounds) == len(reports):
            self._board.offer_bound(sum(bounds))


def _or_infinite(objective: int | None) -> float:
    return math.inf if objective is None else objective


def _warn(error: BaseException) -> None:
    told = (
        f"a worker failed: {type(error).__name__}: {error}; what it had is solved in this process"
    )
    warnings.warn(told, RuntimeWarning, stacklevel=2)
