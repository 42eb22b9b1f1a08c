"""The search as a source of plans: simulated annealing over the time or work that it is given."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.search.roster import Roster

STEPS_PER_WORK = 20_000_000
"""Steps of the search that count as one unit of work (about a second of one core)."""

HOT, COLD = 0.6, 0.004
"""First and last temperature, as shares of the mean weight of a missing session."""

ENOUGH_MOVES = 3000
"""Moves a session for which :data:`COLD` is right; a search with fewer of them, which cannot settle
small things, ends warmer (measured on problems of 600 to 5,800 sessions)."""

MINUTES = 10
"""Minutes on the road that the last temperature is worth at most, however dear sessions are."""

WARM = 0.03
"""First temperature where a plan is given that should be improved, not torn down."""

_LINKS_OF_SESSION = 4
"""Links to sites that weigh as much as a session, where links are all that can be gained: with
more, the search stays too warm to settle them (measured on published task scheduling problems)."""

_SLICE_SECONDS, _LONGEST_SLICE_SECONDS = 0.03, 0.25
_SLICE_SHARE = 0.02
_SLICE_MOVES = 300
_STRETCHES, _LONGEST_STRETCH = 25, 20_000
"""Temperatures of a short search, and moves at one: some 0.2 s, so that it stops promptly."""

_CYCLE_SECONDS, _FIRST_CYCLE_WORK = 20.0, 0.25


class Annealing:
    """Ruin and recreate with annealing, from a plan given or made greedily.

    Parameters
    ----------
    seed : int
    start : sequence of Option
        A plan to improve; sessions of it that break a rule are left out.
    warm : float, optional
        First temperature for such a plan, as a share of the mean weight of a missing session.
    """

    def __init__(self, seed: int, start: Sequence[Option] = (), warm: float = WARM) -> None:
        self._seed, self._start = seed, start
        self._first = warm if start else HOT

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Search until the effort is spent."""
        roster = first_plan(instance, self._start, self._seed)
        hand_over(roster, board)
        board.begun.set()
        scale = worth_of_session(instance)
        first = self._first * scale
        coldest = _coldest(instance)
        slice_moves, moves, cycle = _SLICE_MOVES, 0, _Cycle()
        slice_seconds = _slice_seconds(effort)
        while not effort.is_over(roster.steps / STEPS_PER_WORK):
            share = cycle.share(effort, roster.steps / STEPS_PER_WORK)
            if cycle.has_restarted:
                moves = 0
            last = min(first, coldest * _last_temperature(moves, share, roster.units))
            began, steps = time.monotonic(), roster.steps
            roster.anneal(slice_moves, first * (last / first) ** share)
            if effort.deterministic and roster.steps == steps:
                return  # There is no place to look at, so that the work would never be done.
            moves += slice_moves
            if not effort.deterministic:
                slice_moves = _next_slice(slice_moves, time.monotonic() - began, slice_seconds)
            hand_over(roster, board)


def cool(
    roster: Roster,
    temperatures: tuple[float, float],
    *,
    moves: int,
    effort: Effort,
    before: float,
) -> None:
    """Search with so many moves, from the first of two temperatures down to the second.

    Where the effort does not suffice for them, it cools faster.

    Parameters
    ----------
    roster : Roster
    temperatures : tuple of float
    moves : int
    effort : Effort
    before : float
        Work done before the roster's.
    """
    first, last = temperatures
    stretch = max(1, min(_LONGEST_STRETCH, moves // _STRETCHES))
    began = effort.spent(before)
    for done in range(0, moves, stretch):
        work = before + roster.steps / STEPS_PER_WORK
        if effort.is_over(work):
            return
        late = (effort.spent(work) - began) / max(1e-9, 1.0 - began)
        roster.anneal(stretch, first * (last / first) ** max(done / moves, late))


def _coldest(instance: Instance) -> float:
    """Return the temperature that settles small things, minutes on the road among them."""
    coldest = COLD * worth_of_session(instance)
    travel = instance.weights.travel
    return min(coldest, MINUTES * travel) if travel else coldest


def _last_temperature(moves: int, share: float, sessions: int) -> float:
    """Return by how much warmer to end than coldest, after so many moves in a share of the time."""
    expected = moves / max(share, 1e-3) / max(1, sessions)
    return min(5.0, math.pow(max(1.0, ENOUGH_MOVES / max(1.0, expected)), 0.7))


class _Cycle:
    """Where in its cooling the search stands.

    With a limit of time it cools once. Without any, or counting work, it cools again and again,
    each time for twice as long: what the first cycles find does not depend on how many follow, so
    more work never gives a worse plan.
    """

    def __init__(self) -> None:
        self._began_at = time.monotonic()
        self._began: float | None = None
        self._length = _CYCLE_SECONDS
        self.has_restarted = False

    def share(self, effort: Effort, work: float) -> float:
        if not effort.deterministic and effort.seconds_left() is not None:
            return effort.spent(work)
        now = work if effort.deterministic else time.monotonic() - self._began_at
        if self._began is None:
            self._began = now
            self._length = _FIRST_CYCLE_WORK if effort.deterministic else _CYCLE_SECONDS
        self.has_restarted = now - self._began > self._length
        if self.has_restarted:
            self._began, self._length = now, 2 * self._length
        return (now - self._began) / self._length


def first_plan(instance: Instance, start: Sequence[Option] = (), seed: int = 0) -> Roster:
    """Return a legal plan: what can be kept of `start`, filled up greedily.

    Which tasks come first decides much, and no order is best for all problems: all are tried.
    """
    rosters = []
    for order in _orders(instance):
        roster = Roster(instance, seed)
        roster.add_all(start)
        roster.fill(order)
        rosters.append(roster)
    return min(rosters, key=lambda roster: (roster.best_shortfall, roster.best_objective))


def _orders(instance: Instance) -> list[list[int]]:
    """Return orders of the tasks, those that hard minimums ask for always first."""
    wanted_by_pins = {pin.task for pin in instance.required}

    def is_hard(number: int) -> bool:
        return instance.tasks[number].min_sessions > 0 or number in wanted_by_pins

    def scarcity(number: int) -> float:
        return len(instance.people_of[number]) / (1 + instance.tasks[number].unmet)

    def sessions(number: int) -> float:
        return -instance.tasks[number].sessions

    def weight(number: int) -> float:
        return -instance.tasks[number].unmet * instance.tasks[number].sessions

    numbers = range(len(instance.tasks))
    return [
        sorted(numbers, key=lambda number: (not is_hard(number), key(number)))
        for key in (scarcity, sessions, weight)
    ]


def hand_over(roster: Roster, board: Board) -> bool:
    """Offer the best plan of a roster if it is legal and news; return whether it is."""
    is_news = roster.best_shortfall == 0 and (
        board.objective is None or roster.best_objective < board.objective
    )
    if is_news:
        board.offer_plan(roster.best(), roster.best_objective)
    return is_news


def worth_of_session(instance: Instance) -> float:
    """Return what temperatures are shares of: what moves of sessions gain or lose.

    The mean weight of a missing session, and something for its site's floor. Where none may be
    missing, sessions can only go from one person to another: some links to sites.
    """
    weights = instance.weights
    missing = [
        task.unmet + weights.below_floor / 4
        for task in instance.tasks
        if task.min_sessions < task.sessions
    ]
    links = _LINKS_OF_SESSION * weights.site_link
    return max(1.0, sum(missing) / len(missing) if missing else links)


def _slice_seconds(effort: Effort) -> float:
    """Return how long to search at a stretch.

    Short enough to stop promptly; long enough that other threads, which hold the interpreter's lock
    between stretches, do not slow the search down.
    """
    left = effort.seconds_left()
    wanted = _LONGEST_SLICE_SECONDS if left is None else _SLICE_SHARE * left
    return min(_LONGEST_SLICE_SECONDS, max(_SLICE_SECONDS, wanted))


def _next_slice(moves: int, seconds: float, wanted: float) -> int:
    """Return how many moves take about the seconds wanted."""
    return max(1, min(10_000_000, int(moves * min(2.0, wanted / max(seconds, wanted / 4)))))
