"""What the sources of plans and bounds share: the best of each, and whether to go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.weeks import Mixture, Pool
from sharepool.engine.work_sharing import Crew
from sharepool.problem.result import Conflict, Progress, relative_gap


class Board:
    """The best plan and the best bound so far. Any thread may write; both only ever improve.

    Once it is done, only a first plan is taken any more, so that even no time yields one.

    Parameters
    ----------
    instance : Instance
    gap : float
        The search may end when ``(objective − bound) / max(1, |objective|)`` is no more than this.
    started : float
        When the solve began, on the clock of :func:`time.monotonic`.

    Attributes
    ----------
    options : tuple of Option or None
        The best legal plan.
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
    pool : Pool
        Weeks of single people that pricing found, and those of the best plans.
    elite : Pool
        Weeks of the plans with which searches ended: worth putting together anew.
    mixture : Mixture
        What the master program over weeks says of plans: each week's share. Empty until it is
        solved.
    has_sound_mixture : bool
        Whether plans can do what it says: the first ones leave much to what no plan can do.
    crew : Crew
        Of who raises the bound, and lanes that lend a hand.
    """

    def __init__(self, instance: Instance, *, gap: float, started: float) -> None:
        self._instance, self._gap, self._started = instance, gap, started
        self._lock = threading.Lock()
        self._wanted = instance.count_sessions()
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
        self.pool, self.elite = Pool(instance), Pool(instance)
        self.mixture: Mixture = ()
        self.has_sound_mixture = False
        self.crew = Crew()

    def offer_plan(self, options: Iterable[Option], objective: int) -> None:
        """Take a legal plan if it is better than the best so far."""
        options = tuple(options)
        with self._lock:
            closed = self.done.is_set() and self.objective is not None
            if not closed and (self.objective is None or objective < self.objective):
                self.options, self.objective = options, objective
                self.settled.set()
                self._record("plan")

    def best(self) -> tuple[tuple[Option, ...] | None, int | None]:
        """Return the best plan and its objective, which belong together while others write too."""
        with self._lock:
            return self.options, self.objective

    def offer_bound(self, bound: int) -> None:
        """Take a proven bound if it is better than the best so far."""
        with self._lock:
            if not self.done.is_set() and (self.bound is None or bound > self.bound):
                self.bound = bound
                self._record("bound")

    def offer_mixture(self, mixture: Mixture, *, is_sound: bool) -> None:
        """Take a newer solution of the master program, if it is one."""
        if mixture:
            self.mixture = mixture
            self.has_sound_mixture = self.has_sound_mixture or is_sound

    @contextmanager
    def reserve(self, draw: Callable[[Collection[int]], set[int]]) -> Iterator[set[int]]:
        """Let one source work on some people, whom it draws knowing on whom others work."""
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
        """Tell everybody to stop."""
        self.done.set()
        self.settled.set()

    def progress(self) -> Progress:
        """Return where the solve stands."""
        return Progress(
            seconds=time.monotonic() - self._started,
            objective=self.objective,
            bound=self.bound,
            delivered=len(self.options or ()),
            wanted=self._wanted,
            phase=self._phase,
        )

    def _record(self, phase: str) -> None:
        self._phase = phase
        self.history.append(self.progress())
        self.changed.set()
        gap = relative_gap(self.objective, self.bound)
        if gap is not None and gap <= self._gap:
            self.finish()


class Effort:
    """How much of the time, or of the deterministic work, one source may spend.

    Parameters
    ----------
    board : Board
    deadline : float or None
        On the clock of :func:`time.monotonic`; None: no limit of time.
    work : float or None
        About seconds of one core, counted in steps; None: no limit of work.
    """

    def __init__(self, board: Board, deadline: float | None, work: float | None) -> None:
        self._board, self._deadline, self.work = board, deadline, work
        self._began = time.monotonic()

    @property
    def deterministic(self) -> bool:
        """Whether work, not time, is the measure."""
        return self.work is not None

    def seconds_left(self) -> float | None:
        """Return the seconds left, or None if time does not matter."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def spent(self, work: float) -> float:
        """Return the share that is spent, from 0 to 1, after so much work; 0 without any limit."""
        shares = [0.0]
        if self.work is not None:
            shares.append(work / self.work)
        elif self._deadline is not None:
            span = max(1e-9, self._deadline - self._began)
            shares.append((time.monotonic() - self._began) / span)
        return min(1.0, max(shares))

    def is_over(self, work: float) -> bool:
        """Return whether to stop: told to, out of time, or out of work."""
        return (
            self._board.done.is_set()
            or (self._deadline is not None and time.monotonic() >= self._deadline)
            or (self.work is not None and work >= self.work)
        )


Source = Callable[[Instance, Board, Effort], None]
"""Something that improves a board until its effort is spent: a search, a proof, a bound."""

Lane = Sequence[tuple[Source, float]]
"""Sources that follow each other on one core, each with its share of the lane's effort."""
