"""Who works on a problem: sources of plans and bounds, side by side on the cores there are.

A *lane* is a core's work: sources one after the other, each with a share of the time. All write to
one :class:`~sharepool.engine.incumbent.Board`. To add a source, write a
:data:`~sharepool.engine.incumbent.Source` and give it a place in :func:`choose_lanes`.
"""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sharepool.engine.columns.dual_ascent import raise_bound
from sharepool.engine.incumbent import Board, Effort, Lane, Source
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.search.annealing import Annealing
from sharepool.engine.weeks import narrowed, options_of, surest, weeks_of
from sharepool.problem.result import Progress

MOST_OPTIONS = 15_000
"""Possible assignments of a problem that is worth giving whole to CP-SAT."""

MOST_IN_PLACE = 100_000
"""The same where all sessions must take place and nobody drives for any: the search, which lives on
what it may leave out, is at its weakest, and the road leaves nothing to the model."""

SUBSOLVERS = 8
"""Of CP-SAT: with so many, searches of neighbourhoods are among them. They share the cores, as the
other lane ends early. On a published instance of 204 tasks, eight had the optimum after 10 to 22 s,
one after 32 s."""

FEW_OPTIONS = 1_000
"""Possible assignments of a problem so small that one worker soon leaves the search for proofs."""

SECONDS_A_SESSION = 0.04
"""Time for each session wanted below which a solve is too short for plans from the master program:
one that is still warm gains more from the search. A prefecture in 120 s came to 1,147,163 by the
search alone, else to 1,175,617."""

LONG_SECONDS = 150.0
"""When there is time for many dives."""

MOST_RECOMBINED = 1_100
"""Sessions of a plan whose weeks are not too many to be put together anew. Two counties of 1,200 in
60 s came to 359,299 by recombination and to 358,515 without, in 45 s to 369,323 and 357,945."""

MOST_SEEDS = 1_000
"""Seeds that lanes may differ by before they meet those of another round."""

MIXTURE_WARM = 0.12
"""First temperature of a search from the mixture, as a share of the mean weight of a missing
session. On a prefecture, 200 s from 0.03 end at 1,091,387, from 0.06 at 1,089,920, from 0.12 at
1,088,336."""

DIAGNOSE_AFTER_SECONDS, DIAGNOSE_SECONDS = 2.0, 60.0
"""When a search without a legal plan makes the minimums suspect, and how long to look into them."""

_POLL_SECONDS = 0.05
_PATIENCE_SECONDS = 0.3


class Shares(NamedTuple):
    """What each source gets of a lane that looks for plans, and the bound of its own lane.

    Attributes
    ----------
    search : float
    lending : float
        At most, of a hand for the bound, until there is a mixture to begin with.
    mixture : float
    rounds : int
        How often dives, recombination and reworking follow each other.
    dives, recombination, reworking : float
        In each round.
    bound : float
        What is left of that lane is shared as a round is, which goes backwards there.
    """

    search: float = 0.0
    lending: float = 0.0
    mixture: float = 0.0
    rounds: int = 0
    dives: float = 0.0
    recombination: float = 0.0
    reworking: float = 0.0
    bound: float = 0.0


SHORT = Shares(search=1.0, bound=0.9)
# Half of the time is not always enough for the bound: of real schools, whose program is at
# 183,588, it came to 182,665 and to 178,034 in a minute; with 70 %, to 182,189 to 182,798.
MEDIUM = Shares(search=0.15, lending=0.2, rounds=1, dives=0.5, recombination=0.15, bound=0.7)
LONG = Shares(search=0.1, lending=0.1, rounds=4, dives=0.14, recombination=0.06, bound=0.8)
LARGE = Shares(
    search=0.08, lending=0.4, mixture=0.12, rounds=1, dives=0.28, reworking=0.12, bound=0.6
)


def choose_lanes(
    instance: Instance,
    *,
    workers: int,
    seed: int,
    start: Sequence[Option],
    seconds: float | None = None,
) -> list[Lane]:
    """Return what each core does, for the size of the problem and the seconds there are."""
    search, options = Annealing(seed, start), instance.count_options()
    if workers == 1:
        if options <= FEW_OPTIONS:
            return [[(search, 0.01), (_close_gap, 0.29), (_prove(seed, 1), 0.7)]]
        if options <= MOST_OPTIONS:
            return [[(search, 0.3), (_close_gap, 0.4), (_prove(seed, 1), 0.3)]]
        return [[(search, 0.7), (raise_bound, 0.3)]]
    if options <= MOST_IN_PLACE and instance.is_settled_in_place():
        return [
            [(search, 0.1)],
            [
                (_diagnose, 0.05),
                (_attain(seed, workers), 0.6),
                (raise_bound, 0.1),
                (_prove(seed, SUBSOLVERS), 0.25),
            ],
        ]
    if options <= MOST_OPTIONS:
        return [
            [(search, 1.0)],
            [(_diagnose, 0.1), (_close_gap, 0.5), (_prove(seed, workers - 1), 0.4)],
        ]
    shares = _choose_shares(instance.count_sessions(), seconds)
    plans = [_plans(seed + number, start, shares) for number in range(workers)]
    return [plans[0], _bounds(seed + 1, shares), *plans[2:]]


def _choose_shares(sessions: int, seconds: float | None) -> Shares:
    # No limit is as if there were little time: nobody knows how much there will be.
    if seconds is None or seconds < SECONDS_A_SESSION * sessions:
        return SHORT
    if sessions > MOST_RECOMBINED:
        return LARGE
    return LONG if seconds >= LONG_SECONDS else MEDIUM


def _plans(seed: int, start: Sequence[Option], shares: Shares) -> Lane:
    lane: Lane = [
        (Annealing(seed, start), shares.search),
        (_lend_a_hand, shares.lending),
        (_settle_mixture(seed), shares.mixture),
    ]
    for number in range(shares.rounds):
        lane = [*lane, *_round(seed + number * MOST_SEEDS, shares, 1.0)]
    return _with_effort(lane)


def _bounds(seed: int, shares: Shares) -> Lane:
    bounds: Lane = [(_diagnose, 0.1), (_close_gap, shares.bound)]
    once = shares.dives + shares.recombination + shares.reworking
    left = 0.9 - shares.bound
    # The other way about: two that dive get in each other's way, as half of a dive is Python.
    turned = reversed(_round(seed, shares, left / once if once else 0.0))
    return _with_effort([*bounds, *turned])


def _round(seed: int, shares: Shares, factor: float) -> Lane:
    return [
        (_dive(seed), factor * shares.dives),
        (_recombine(seed), factor * shares.recombination),
        (_rework(seed), factor * shares.reworking),
    ]


def _with_effort(lane: Lane) -> Lane:
    return [(source, share) for source, share in lane if share > 0]


def _close_gap(instance: Instance, board: Board, effort: Effort) -> None:
    """Raise the bound, then look whether all weeks of a better plan can be listed."""
    raise_bound(instance, board, effort, closes=True)


# OR-Tools takes a second or two to import, so each lane does it while the search is under way.


def _diagnose(instance: Instance, board: Board, effort: Effort) -> None:
    """Look for what cannot hold together, if the search does not find a legal plan at once."""
    left = effort.seconds_left()
    patience = DIAGNOSE_AFTER_SECONDS if left is None else min(DIAGNOSE_AFTER_SECONDS, left / 4)
    if effort.deterministic or board.settled.wait(patience):
        return
    from sharepool.engine.cpsat.infeasibility import find_conflict

    seconds = DIAGNOSE_SECONDS if left is None else effort.seconds_left() or 0.0
    conflict = find_conflict(instance, seconds=seconds, cancel=board.settled)
    if conflict is not None and conflict.proven:
        board.prove_infeasible(conflict)


def _prove(seed: int, workers: int) -> Source:
    def source(instance: Instance, board: Board, effort: Effort) -> None:
        from sharepool.engine.cpsat.proof import Proof

        Proof(seed, workers)(instance, board, effort)

    return source


def _attain(seed: int, workers: int) -> Source:
    def source(instance: Instance, board: Board, effort: Effort) -> None:
        from sharepool.engine.cpsat.proof import Attainment

        Attainment(seed, workers)(instance, board, effort)

    return source


def _lend_a_hand(_: Instance, board: Board, effort: Effort) -> None:
    """Help to raise the bound until the master program says enough of plans."""
    board.crew.lend(lambda: effort.is_over(0.0) or board.has_sound_mixture)


def _settle_mixture(seed: int) -> Source:
    """Search from the weeks that the master program shares out, or else from the best plan.

    People serve no sites but those of the weeks known, of which pricing has thought well.
    """

    def source(instance: Instance, board: Board, effort: Effort) -> None:
        present = board.options or ()
        options = options_of(surest(board.mixture)) or present
        known = [*list(board.pool.weeks), *weeks_of(instance, present)]
        fewer = narrowed(instance, known) if board.mixture else instance
        Annealing(seed, options, MIXTURE_WARM)(fewer, board, effort)

    return source


def _dive(seed: int) -> Source:
    def source(instance: Instance, board: Board, effort: Effort) -> None:
        from sharepool.engine.columns.diving import Diving

        Diving(seed)(instance, board, effort)

    return source


def _rework(seed: int) -> Source:
    def source(instance: Instance, board: Board, effort: Effort) -> None:
        from sharepool.engine.coordination.large_neighbourhood import Reworking

        Reworking(seed)(instance, board, effort)

    return source


def _recombine(seed: int) -> Source:
    def source(instance: Instance, board: Board, effort: Effort) -> None:
        from sharepool.engine.coordination.recombination import Recombination

        Recombination(seed)(instance, board, effort)

    return source


def run(
    lanes: Sequence[Lane],
    instance: Instance,
    board: Board,
    *,
    deadline: float | None,
    work: float | None,
    on_progress: Callable[[Progress], None] | None = None,
) -> None:
    """Run the lanes until all have ended or the board is done.

    Ctrl-C ends the lanes, and the best plan so far stays on the board. An error in a lane is a
    warning if there is a plan all the same; else it is raised.

    Parameters
    ----------
    lanes : sequence of Lane
    instance : Instance
    board : Board
    deadline : float or None
        On the clock of :func:`time.monotonic`.
    work : float or None
        Deterministic limit of each lane.
    on_progress : callable, optional
        Told of each improvement, in the caller's thread.
    """
    works = [_Work(lane, instance, board, deadline, work) for lane in lanes]
    try:
        _watch(works, board, deadline, on_progress)
    except KeyboardInterrupt:
        board.interrupted = True  # What was found so far is the result.
    finally:
        board.finish()
    patience = time.monotonic() + _PATIENCE_SECONDS
    for one in works:
        one.join(max(0.0, patience - time.monotonic()))
    for error in [one.error for one in works if one.error is not None]:
        if board.options is None:
            raise error
        # Plan and bound on the board are as good as if the lane had never been.
        told = f"a part of the solve failed, please report it: {type(error).__name__}: {error}"
        warnings.warn(told, RuntimeWarning, stacklevel=3)


class _Work(threading.Thread):
    """A lane under way.

    A daemon: a lane that cannot stop at once, in the middle of building a large model, is left
    behind. The board does not listen to it any more.
    """

    def __init__(
        self,
        lane: Lane,
        instance: Instance,
        board: Board,
        deadline: float | None,
        work: float | None,
    ) -> None:
        super().__init__(daemon=True)
        self._task = (lane, instance, board, deadline, work)
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Run the sources of the lane in turn; what one does not use is left to those after it.

        One that fails takes nothing from those after it.
        """
        lane, instance, board, deadline, work = self._task
        left = 1.0
        for source, share in lane:
            if board.done.is_set():
                return
            until = deadline
            if deadline is not None and left > share:
                now = time.monotonic()
                until = now + (deadline - now) * share / left
            effort = Effort(board, until, None if work is None else work * share)
            try:
                source(instance, board, effort)
            except BaseException as error:  # noqa: BLE001 (raised by the caller's thread)
                self.error = self.error or error
            left -= share


def _watch(
    works: Sequence[_Work],
    board: Board,
    deadline: float | None,
    on_progress: Callable[[Progress], None] | None,
) -> None:
    """Wait for the lanes, and tell of what changes on the board."""
    while not board.done.is_set() and any(one.is_alive() for one in works):
        if deadline is not None and time.monotonic() >= deadline and board.begun.is_set():
            return
        if board.changed.wait(_POLL_SECONDS):
            board.changed.clear()
            if on_progress is not None:
                on_progress(board.progress())
