"""Who works on a problem: sources of plans and bounds, side by side on the cores there are.

A *lane* is a core's work: sources one after the other, each with a share of the time. All write to
one :class:`~sharepool.engine.board.Board`. To add a source, write a
:data:`~sharepool.engine.board.Source` and give it a place in :func:`choose_lanes`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence

from sharepool.data.result import Progress
from sharepool.engine.board import Board, Effort, Lane
from sharepool.engine.instance import Instance, Option
from sharepool.engine.polish import Polish
from sharepool.engine.proof import Proof, is_small
from sharepool.engine.relaxation import bound_by_relaxation
from sharepool.engine.search.annealing import Annealing

_POLL_SECONDS = 0.05


def choose_lanes(
    instance: Instance, *, workers: int, seed: int, start: Sequence[Option]
) -> list[Lane]:
    """Return what each core does, for the size of the problem."""
    search = Annealing(seed, start)
    if is_small(instance):
        if workers == 1:
            return [[(search, 0.1), (Proof(seed), 0.9)]]
        return [
            [(search, 1.0)],
            [(bound_by_relaxation, 0.1), (Proof(seed, workers - 1), 0.9)],
        ]
    if workers == 1:
        return [[(bound_by_relaxation, 0.2), (search, 0.8)]]
    others = [Annealing(seed + number, start) for number in range(1, workers - 1)]
    return [
        [(search, 1.0)],
        [(bound_by_relaxation, 0.5), (Polish(seed), 0.5)],
        *([(other, 1.0)] for other in others),
    ]


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

    Ctrl-C ends the lanes, and the best plan so far stays on the board. An error in a lane ends the
    others and is raised.

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
    errors: list[BaseException] = []

    def drive(lane: Lane) -> None:
        try:
            _drive(lane, instance, board, deadline, work)
        except BaseException as error:  # noqa: BLE001 (raised again below, by the caller's thread)
            errors.append(error)
            board.done.set()

    threads = [threading.Thread(target=drive, args=(lane,), daemon=True) for lane in lanes]
    try:
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads) and not board.done.is_set():
            if board.changed.wait(_POLL_SECONDS):
                board.changed.clear()
                if on_progress is not None:
                    on_progress(board.progress())
            if deadline is not None and time.monotonic() >= deadline:
                break
    except KeyboardInterrupt:
        # What was found so far is the result.
        board.phase = "interrupted"
    finally:
        board.done.set()
        for thread in threads:
            if thread.ident is not None:
                thread.join()
    if errors:
        raise errors[0]


def _drive(
    lane: Lane, instance: Instance, board: Board, deadline: float | None, work: float | None
) -> None:
    """Run the sources of a lane in turn; what one does not use is left to those after it."""
    left = 1.0
    for source, share in lane:
        if board.done.is_set():
            return
        until = deadline
        if deadline is not None and left > share:
            now = time.monotonic()
            until = now + (deadline - now) * share / left
        source(instance, board, Effort(board, until, None if work is None else work * share))
        left -= share
