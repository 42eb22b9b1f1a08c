"""The portfolio: which strategies work on a problem, side by side on the cores there are.

A *worker* has one core: strategies one after the other, each with a share of the time. All write to
one :class:`~sharepool.engine.incumbent.SolveState`. To add a strategy, write a
:data:`~sharepool.engine.budget.Strategy` and give it a place in :func:`choose_workers`.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from weakref import WeakSet

from sharepool.base.interrupts import is_asked_to_stop
from sharepool.engine.budget import SolveBudget, Strategy, Worker
from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.params import DEFAULTS, SolveParams, TimeSplit
from sharepool.engine.search.annealing import Annealing
from sharepool.engine.weeks import largest_values, options_of, restrict_to_support, weeks_of
from sharepool.problem.result import Progress

_LOGGER = logging.getLogger(__name__)


_EXIT_SECONDS = 10.0
"""How long the end of a program waits for workers that have been asked to stop."""

_SEEDS_OF_ROUND = 1_000
"""Seeds that workers may differ by before they meet those of another round."""


def choose_workers(
    instance: Instance,
    *,
    workers: int,
    seed: int,
    start: Sequence[Option],
    seconds: float | None = None,
    params: SolveParams = DEFAULTS,
) -> list[Worker]:
    """Return what each core does, for the size of the problem and the seconds there are."""
    chosen = _choose(instance, workers, seed, start, seconds, params)
    return [[(strategy, share) for strategy, share in one if share > 0] for one in chosen]


def _choose(
    instance: Instance,
    workers: int,
    seed: int,
    start: Sequence[Option],
    seconds: float | None,
    params: SolveParams,
) -> list[Worker]:
    sizes, splits = params.portfolio, params.time_split
    search, options = Annealing(seed, start), instance.count_options()
    if workers == 1:
        if options <= sizes.most_options_tiny:
            return [_alone(search, seed, splits.tiny_alone)]
        if options <= sizes.most_options_exact:
            return [_alone(search, seed, splits.small_alone)]
        split = splits.large_alone
        return [[(search, split.search), (raise_bound, split.bound)]]
    if options <= sizes.most_options_in_place and instance.is_settled_in_place():
        split = splits.in_place
        return [
            [(search, split.search)],
            [
                (_diagnose, split.diagnosis),
                (_search_target(seed, workers), split.target),
                (raise_bound, split.bound),
                (_prove(seed, sizes.subsolvers), split.proof),
            ],
        ]
    is_day = seconds is not None and len({start.day for start in instance.starts}) == 1
    if options <= sizes.most_options_exact and not is_day:
        split = splits.small
        return [
            [(search, split.search)],
            [
                (_diagnose, split.diagnosis),
                (_bound_and_enumerate, split.bound),
                (_prove(seed, workers - 1), split.proof),
            ],
        ]
    sessions = instance.count_sessions()
    split = splits.routes if is_day else _choose_split(sessions, seconds, params)
    plans = [_plan_worker(seed + number, start, split, params) for number in range(workers)]
    return [plans[0], _bound_worker(seed + 1, start, split, params), *plans[2:]]


def _choose_split(sessions: int, seconds: float | None, params: SolveParams) -> TimeSplit:
    # No limit is as if there were little time: nobody knows how much there will be.
    sizes, splits = params.portfolio, params.time_split
    if seconds is None or seconds < sizes.seconds_per_session * sessions:
        return splits.short
    if sessions > sizes.most_sessions_partitioned:
        return splits.large
    return splits.long if seconds >= sizes.long_seconds else splits.medium


def _alone(search: Strategy, seed: int, split: TimeSplit) -> Worker:
    """Return the one worker of a problem small enough for proofs."""
    return [
        (search, split.search),
        (_bound_and_enumerate, split.bound),
        (_prove(seed, 1), split.proof),
    ]


def _plan_worker(
    seed: int, start: Sequence[Option], split: TimeSplit, params: SolveParams
) -> Worker:
    """Return a worker that looks for plans."""
    temperature = params.search.first_temperature_of_fractional
    worker: Worker = [
        (Annealing(seed, start), split.search),
        (_help_until_solved if split.solves else _help_with_bound, split.helping),
        (_search_from_fractional(seed, temperature), split.fractional),
    ]
    for number in range(split.rounds):
        worker = [*worker, *_round(seed + number * _SEEDS_OF_ROUND, split, 1.0)]
    return worker


def _bound_worker(
    seed: int, start: Sequence[Option], split: TimeSplit, params: SolveParams
) -> Worker:
    """Return the worker that raises the bound, and looks for plans in what time is left."""
    temperature = params.search.first_temperature_of_fractional
    bounds: Worker = [
        (Annealing(seed, start), split.first_search),
        (_diagnose, split.diagnosis),
        (_bound_and_enumerate, split.bound),
        (_search_from_fractional(seed, temperature), split.fractional_after_bound),
    ]
    left = 1.0 - sum(share for _, share in bounds)
    # The other way about: two that dive get in each other's way, as half of a dive is Python.
    turned = reversed(_round(seed, split, left / split.round if split.round else 0.0))
    return [*bounds, *turned]


def _round(seed: int, split: TimeSplit, factor: float) -> Worker:
    return [
        (_dive(seed), factor * split.dives),
        (_partition(seed), factor * split.set_partitioning),
        (_search_neighbourhoods(seed), factor * split.large_neighbourhood),
    ]


def _bound_and_enumerate(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
    """Raise the bound, then enumerate the columns within the gap, if they are few."""
    raise_bound(instance, state, budget, enumerates=True)


# OR-Tools takes a second or two to import, so each worker does it while the search is under way.


def _diagnose(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
    """Look for what cannot hold together, if the search does not find a legal plan at once."""
    sizes, left = budget.params.portfolio, budget.seconds_left()
    patience = sizes.diagnose_after_seconds
    if left is not None:
        patience = min(patience, sizes.diagnose_after_share * left)
    if budget.deterministic or state.settled.wait(patience):
        return
    from sharepool.engine.cpsat.infeasibility import find_conflict

    seconds = sizes.diagnose_seconds if left is None else budget.seconds_left() or 0.0
    conflict = find_conflict(instance, seconds=seconds, cancel=state.settled, params=budget.params)
    if conflict is not None and conflict.proven:
        state.prove_infeasible(conflict)


def _prove(seed: int, workers: int) -> Strategy:
    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        from sharepool.engine.cpsat.proof import Proof

        Proof(seed, workers)(instance, state, budget)

    return strategy


def _search_target(seed: int, workers: int) -> Strategy:
    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        from sharepool.engine.cpsat.proof import TargetSearch

        TargetSearch(seed, workers)(instance, state, budget)

    return strategy


def _help_with_bound(_: Instance, state: SolveState, budget: SolveBudget) -> None:
    """Help to raise the bound until the restricted master says enough of plans.

    With remote workers there is nothing to help with: the wait leaves them the core.
    """
    state.work_sharing.help(lambda: budget.is_over(0.0) or state.has_small_artificials)


def _help_until_solved(_: Instance, state: SolveState, budget: SolveBudget) -> None:
    """Help to raise the bound until the master program is solved: dives from there end better."""
    state.work_sharing.help(lambda: budget.is_over(0.0))


def _search_from_fractional(seed: int, temperature: float) -> Strategy:
    """Search from the fractional solution, or else from the incumbent.

    People serve no sites but those of the weeks known, of which pricing has thought well.
    """

    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        present = state.options or ()
        options = options_of(largest_values(state.fractional)) or present
        known = [*list(state.pool.weeks), *weeks_of(instance, present)]
        fewer = restrict_to_support(instance, known) if state.fractional else instance
        Annealing(seed, options, temperature)(fewer, state, budget)

    return strategy


def _dive(seed: int) -> Strategy:
    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        from sharepool.engine.columns.diving import Diving, dive
        from sharepool.engine.coordination.areas import RemoteAreas

        if state.remote is None:
            Diving(seed)(instance, state, budget)
        elif state.fractional:
            RemoteAreas(seed, dive, budget.params.diving.people)(instance, state, budget)

    return strategy


def _search_neighbourhoods(seed: int) -> Strategy:
    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        from sharepool.engine.coordination.areas import RemoteAreas
        from sharepool.engine.coordination.large_neighbourhood import (
            LargeNeighbourhoodSearch,
            search_neighbourhood,
        )

        if state.remote is None:
            LargeNeighbourhoodSearch(seed)(instance, state, budget)
            return
        people = budget.params.large_neighbourhood.people
        RemoteAreas(seed, search_neighbourhood, people)(instance, state, budget)

    return strategy


def _partition(seed: int) -> Strategy:
    def strategy(instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        from sharepool.engine.coordination.set_partitioning_heuristic import (
            SetPartitioningHeuristic,
        )

        SetPartitioningHeuristic(seed)(instance, state, budget)

    return strategy


def run_workers(
    workers: Sequence[Worker],
    instance: Instance,
    state: SolveState,
    *,
    deadline: float | None,
    work: float | None,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Run the workers until all have ended or the solve is done.

    Ctrl-C ends the workers, and the incumbent stays. An error in a worker is a warning if there is
    a plan all the same; else it is raised.

    Parameters
    ----------
    workers : sequence of Worker
    instance : Instance
    state : SolveState
    deadline : float or None
        On the clock of :func:`time.monotonic`.
    work : float or None
        Deterministic limit of each worker.
    on_progress : callable, optional
        Receives each improvement, in the caller's thread.
    """
    threads = [_WorkerThread(worker, instance, state, deadline, work) for worker in workers]
    try:
        _watch(threads, state, deadline, on_progress)
    except KeyboardInterrupt:  # of a program that handles Ctrl-C itself
        state.interrupted = True
    finally:
        state.finish()
    latest = time.monotonic() + state.params.patience.grace_seconds
    for one in threads:
        one.join(max(0.0, latest - time.monotonic()))
    _left_behind.update(one for one in threads if one.is_alive())
    for error in [one.error for one in threads if one.error is not None]:
        if state.options is None:
            raise error
        # Plan and bound are as good as if the worker had never been.
        told = f"a part of the solve failed, please report it: {type(error).__name__}: {error}"
        warnings.warn(told, RuntimeWarning, stacklevel=3)


_left_behind: WeakSet[threading.Thread] = WeakSet()
"""Workers that nobody has waited for to the end."""


@atexit.register
def _await_those_left_behind() -> None:
    """Wait at the end of the program: a thread that native code returns to by then aborts it.

    Python ends a thread that wants to run while the interpreter goes down, and C++ takes that for
    a fatal error. One that is deaf for long is unlikely to come back in that moment.
    """
    latest = time.monotonic() + _EXIT_SECONDS
    for one in list(_left_behind):
        one.join(max(0.0, latest - time.monotonic()))


class _WorkerThread(threading.Thread):
    """A worker under way.

    A daemon: a worker that cannot stop at once, in the middle of building a large model, is left
    behind. The state takes nothing from it any more.
    """

    def __init__(
        self,
        worker: Worker,
        instance: Instance,
        state: SolveState,
        deadline: float | None,
        work: float | None,
    ) -> None:
        super().__init__(daemon=True)
        self._task = (worker, instance, state, deadline, work)
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Run the strategies in turn; what one does not use is left to those after it.

        One that fails takes nothing from those after it.
        """
        worker, instance, state, deadline, work = self._task
        left = 1.0
        for strategy, share in worker:
            if state.done.is_set():
                return
            until = deadline
            if deadline is not None and left > share:
                now = time.monotonic()
                until = now + (deadline - now) * share / left
            budget = SolveBudget(state, until, None if work is None else work * share)
            title = getattr(strategy, "__qualname__", type(strategy).__name__)
            name, began = title.partition(".")[0], time.monotonic()
            _LOGGER.debug("%s begins", name)
            try:
                strategy(instance, state, budget)
                _LOGGER.debug(
                    "%s ends after %.2f s", name.partition(".")[0], time.monotonic() - began
                )
            except BaseException as error:  # noqa: BLE001 (raised by the caller's thread)
                self.error = self.error or error
            left -= share


def _watch(
    threads: Sequence[_WorkerThread],
    state: SolveState,
    deadline: float | None,
    on_progress: Callable[[Progress], None] | None,
) -> None:
    """Wait for the workers, and report what changes: the last news too, however soon they end."""
    poll_seconds = state.params.patience.poll_seconds
    while not _has_ended(threads, state, deadline):
        state.changed.wait(poll_seconds)
        # What was found so far is the result.
        state.interrupted = state.interrupted or is_asked_to_stop()
        _report(state, on_progress)
    _report(state, on_progress)


def _has_ended(threads: Sequence[_WorkerThread], state: SolveState, deadline: float | None) -> bool:
    is_late = deadline is not None and time.monotonic() >= deadline and state.begun.is_set()
    nobody_works = not any(one.is_alive() for one in threads)
    return state.done.is_set() or state.interrupted or is_late or nobody_works


def _report(state: SolveState, on_progress: Callable[[Progress], None] | None) -> None:
    if state.changed.is_set():
        state.changed.clear()
        if on_progress is not None:
            on_progress(state.progress())
