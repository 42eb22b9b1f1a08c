"""What the strategies share: the incumbent, the best bound, and whether to go on."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.params import DEFAULTS, SolveParams
from sharepool.engine.remote import RemoteWorkers
from sharepool.engine.weeks import FractionalSolution, Pool, Subset, Week
from sharepool.engine.work_sharing import WorkSharing
from sharepool.problem.prices import ShadowPrices
from sharepool.problem.result import Conflict, Progress, relative_gap

_LOGGER = logging.getLogger(__name__)


class SolveState:
    """The incumbent and the best bound. Any thread may write; both only ever improve.

    Once it is done, only a first plan is taken any more, so that even no time yields one.

    Parameters
    ----------
    instance : Instance
    gap : float
        The solve may end when ``(objective − bound) / max(1, |objective|)`` is no more than this.
    started : float
        When the solve began, on the clock of :func:`time.monotonic`.
    params : SolveParams
    remote : RemoteWorkers, optional

    Attributes
    ----------
    params : SolveParams
    remote : RemoteWorkers or None
        Workers of an executor, which strategies may send work to.
    options : tuple of Option or None
        The incumbent: the best legal plan.
    objective, bound : int or None
    infeasible : bool
        Whether it is proven that no legal plan exists.
    interrupted : bool
        Whether the user ended the solve.
    done : threading.Event
        Set when nobody need go on: closed, infeasible, out of time or interrupted.
    begun : threading.Event
        Set when a first plan was tried for: a solve out of time still waits for that.
    settled : threading.Event
        Set when there is a legal plan, or there will be none.
    conflict : Conflict or None
        What cannot hold together, if that was looked for.
    history : list of Progress
        One entry each time either improved.
    prices : ShadowPrices or None
        At the best bound by columns.
    pool : Pool
        Weeks that pricing found, and those of the best plans.
    elite : Pool
        Weeks of the plans with which short searches ended.
    fractional : FractionalSolution
        The last solution of the restricted master. Empty until it is solved.
    subsets : tuple of Subset
        Those whose rows it keeps.
    has_small_artificials : bool
        Whether plans can do what it says: the first ones leave much to artificial variables.
    near_routes : tuple of Week
        Routes of the least reduced costs at the best duals. Empty where weeks have several days.
    work_sharing : WorkSharing
        Between who raises the bound and workers that help.
    """

    def __init__(
        self,
        instance: Instance,
        *,
        gap: float,
        started: float,
        params: SolveParams = DEFAULTS,
        remote: RemoteWorkers | None = None,
    ) -> None:
        self._instance, self._gap, self._started = instance, gap, started
        self._lock = threading.Lock()
        self._wanted = instance.count_sessions()
        self.params, self.remote = params, remote
        self.options: tuple[Option, ...] | None = None
        self.objective: int | None = None
        self.bound: int | None = None
        self.infeasible = self.interrupted = False
        self._phase = ""
        self._reserved: list[set[int]] = []
        self.done = threading.Event()
        self.changed = threading.Event()
        self.begun = threading.Event()
        self.settled = threading.Event()
        self.conflict: Conflict | None = None
        self.history: list[Progress] = []
        self.prices: ShadowPrices | None = None
        self.pool, self.elite = Pool(instance), Pool(instance)
        self.fractional: FractionalSolution = ()
        self.subsets: tuple[Subset, ...] = ()
        self.has_small_artificials = False
        self.near_routes: tuple[Week, ...] = ()
        self.work_sharing = WorkSharing(params.patience.poll_seconds)

    def offer_plan(self, options: Iterable[Option], objective: int) -> None:
        """Take a legal plan if it is better than the incumbent."""
        options = tuple(options)
        with self._lock:
            closed = self.done.is_set() and self.objective is not None
            if not closed and (self.objective is None or objective < self.objective):
                self.options, self.objective = options, objective
                self.settled.set()
                self._record("plan")

    def incumbent(self) -> tuple[tuple[Option, ...] | None, int | None]:
        """Return the best plan and its objective, which belong together while others write too."""
        with self._lock:
            return self.options, self.objective

    def offer_bound(self, bound: int) -> None:
        """Take a proven bound if it is better than the best so far."""
        with self._lock:
            if not self.done.is_set() and (self.bound is None or bound > self.bound):
                self.bound = bound
                self._record("bound")

    def offer_prices(self, prices: ShadowPrices) -> None:
        """Take prices if they belong to a better bound by columns."""
        with self._lock:
            if self.prices is None or prices.bound > self.prices.bound:
                self.prices = prices

    def offer_fractional(
        self,
        fractional: FractionalSolution,
        subsets: Iterable[Subset] = (),
        *,
        has_small_artificials: bool,
    ) -> None:
        """Take a newer solution of the restricted master, if it is one."""
        if fractional:
            self.fractional, self.subsets = fractional, tuple(subsets)
            self.has_small_artificials = self.has_small_artificials or has_small_artificials

    @contextmanager
    def reserve(self, draw: Callable[[Collection[int]], set[int]]) -> Iterator[set[int]]:
        """Let one strategy work on some people, whom it draws knowing on whom others work."""
        with self._lock:
            people = draw(frozenset[int]().union(*self._reserved))
            self._reserved.append(people)
        try:
            yield people
        finally:
            with self._lock:
                self._reserved = [other for other in self._reserved if other is not people]

    def prove_infeasible(self, conflict: Conflict | None = None) -> None:
        """Take note that no legal plan exists, and why if that is known."""
        self.infeasible, self.conflict = True, conflict
        self.finish()

    def finish(self) -> None:
        """Let everybody stop."""
        self.done.set()
        self.settled.set()

    def progress(self) -> Progress:
        """Return where the solve stands."""
        return Progress(
            seconds=time.monotonic() - self._started,
            objective=self.objective,
            bound=self.bound,
            delivered=self._instance.count_held(self.options or ()),
            wanted=self._wanted,
            phase=self._phase,
        )

    def _record(self, phase: str) -> None:
        self._phase = phase
        news = self.progress()
        self.history.append(news)
        _LOGGER.debug(
            "%.2f s: better %s, objective %s, bound %s",
            news.seconds,
            phase,
            self.objective,
            self.bound,
        )
        self.changed.set()
        gap = relative_gap(self.objective, self.bound)
        if gap is not None and gap <= self._gap:
            self.finish()
