"""The search as a strategy: simulated annealing over the time or work that it is given."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

from sharepool.engine.budget import SolveBudget
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.params import AnnealingParams
from sharepool.engine.search.roster import Roster

_MOST_MOVES = 10_000_000
"""Moves that one call of the kernel makes at most."""


class Annealing:
    """Ruin and recreate with annealing, from a plan given or made greedily.

    Parameters
    ----------
    seed : int
    start : sequence of Option
        A plan to improve; sessions of it that break a rule are left out.
    temperature : float, optional
        First temperature for such a plan; `first_temperature_of_plan` if not given.
    """

    def __init__(
        self, seed: int, start: Sequence[Option] = (), temperature: float | None = None
    ) -> None:
        self._seed, self._start, self._temperature = seed, start, temperature

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Search until the budget is spent."""
        params, work = budget.params.search, budget.params.work
        roster = first_plan(instance, self._start, self._seed)
        hand_over(roster, state)
        state.begun.set()
        scale = worth_of_session(instance, params)
        first = self._first_temperature(params) * scale
        coldest = min(params.last_temperature * scale, _worth_of_road(instance, params))
        stretch, moves, cycle = params.stretch_moves, 0, _Cycle(params)
        stretch_seconds = _stretch_seconds(budget)
        while not budget.is_over(roster.steps / work.search_steps):
            share = cycle.share(budget, roster.steps / work.search_steps)
            if cycle.has_restarted:
                moves = 0
            warmer = _warmer_end(moves, share, roster.units, params)
            last = min(first, coldest * warmer)
            began, steps = time.monotonic(), roster.steps
            roster.anneal(stretch, first * (last / first) ** share)
            if budget.deterministic and roster.steps == steps:
                return  # There is no place to look at, so that the work would never be done.
            moves += stretch
            if not budget.deterministic:
                stretch = _next_stretch(stretch, time.monotonic() - began, stretch_seconds)
            hand_over(roster, state)

    def _first_temperature(self, params: AnnealingParams) -> float:
        if not self._start:
            return params.first_temperature
        if self._temperature is None:
            return params.first_temperature_of_plan
        return self._temperature


def cool(
    roster: Roster,
    temperatures: tuple[float, float],
    *,
    moves: int,
    budget: SolveBudget,
    before: float,
) -> None:
    """Search with so many moves, from the first of two temperatures down to the second.

    Where the budget does not suffice for them, it cools faster.

    Parameters
    ----------
    roster : Roster
    temperatures : tuple of float
    moves : int
    budget : SolveBudget
    before : float
        Work done before the roster's.
    """
    params = budget.params
    first, last = temperatures
    stretch = min(params.search.most_short_stretch, moves // params.search.short_stretches)
    stretch = max(1, stretch)
    began = budget.spent(before)
    for done in range(0, moves, stretch):
        work = before + roster.steps / params.work.search_steps
        if budget.is_over(work):
            return
        late = (budget.spent(work) - began) / max(1e-9, 1.0 - began)
        roster.anneal(stretch, first * (last / first) ** max(done / moves, late))


def _worth_of_road(instance: Instance, params: AnnealingParams) -> float:
    """Return the temperature that settles minutes on the road, without end if they cost nothing."""
    travel = instance.weights.travel
    return params.last_road_minutes * travel if travel else math.inf


def _warmer_end(moves: int, share: float, sessions: int, params: AnnealingParams) -> float:
    """Return by how much warmer to end than coldest, after so many moves in a share of the time."""
    expected = moves / max(share, 1e-3) / max(1, sessions)
    lack = max(1.0, params.enough_moves / max(1.0, expected))
    return min(params.most_warmer, math.pow(lack, params.warmer_exponent))


class _Cycle:
    """Where in its cooling the search stands.

    With a limit of time it cools once. Without any, or counting work, it cools again and again,
    each time for longer: what the first cycles find does not depend on how many follow, so more
    work never gives a worse plan.
    """

    def __init__(self, params: AnnealingParams) -> None:
        self._params = params
        self._began_at = time.monotonic()
        self._began: float | None = None
        self._length = params.cycle_seconds
        self.has_restarted = False

    def share(self, budget: SolveBudget, work: float) -> float:
        if not budget.deterministic and budget.seconds_left() is not None:
            return budget.spent(work)
        now = work if budget.deterministic else time.monotonic() - self._began_at
        if self._began is None:
            self._began = now
            if budget.deterministic:
                self._length = self._params.cycle_work
        self.has_restarted = now - self._began > self._length
        if self.has_restarted:
            self._began, self._length = now, self._params.cycle_growth * self._length
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
        people = min(len(instance.people_of[part]) for part in instance.parts_of(number))
        return people / (1 + instance.tasks[number].unmet)

    def sessions(number: int) -> float:
        return -instance.tasks[number].sessions

    def weight(number: int) -> float:
        return -instance.tasks[number].unmet * instance.tasks[number].sessions

    numbers = range(len(instance.tasks))
    return [
        sorted(numbers, key=lambda number: (not is_hard(number), key(number)))
        for key in (scarcity, sessions, weight)
    ]


def hand_over(roster: Roster, state: SolveState) -> bool:
    """Offer the best plan of a roster if it is legal and news; return whether it is."""
    is_news = roster.best_shortfall == 0 and (
        state.objective is None or roster.best_objective < state.objective
    )
    if is_news:
        state.offer_plan(roster.best(), roster.best_objective)
    return is_news


def worth_of_session(instance: Instance, params: AnnealingParams) -> float:
    """Return what temperatures are shares of: what moves of sessions gain or lose.

    The mean weight of a missing session, and something for its site's floor. Where none may be
    missing, sessions can only go from one person to another: some links to sites.
    """
    weights = instance.weights
    missing = [
        task.unmet + params.floor_share * weights.below_floor
        for task in instance.tasks
        if not task.is_role and task.min_sessions < task.sessions
    ]
    links = params.links_per_session * weights.site_link
    return max(1.0, sum(missing) / len(missing) if missing else links)


def _stretch_seconds(budget: SolveBudget) -> float:
    """Return how long to search at one temperature."""
    params = budget.params.search
    least, most = params.stretch_seconds
    left = budget.seconds_left()
    wanted = most if left is None else params.stretch_share * left
    return min(most, max(least, wanted))


def _next_stretch(moves: int, seconds: float, wanted: float) -> int:
    """Return how many moves take about the seconds wanted, at most twice as many as before."""
    factor = min(2.0, wanted / max(seconds, wanted / 4))
    return max(1, min(_MOST_MOVES, int(moves * factor)))
