"""Better plans from the weeks of good ones: short searches bring weeks, CP-SAT chooses.

A short search begins at the best plan without one person, warm enough to settle elsewhere, or at
the master's mixture of weeks, rounded at random: where that is all but whole, it is nearer the best
plans than any that cooled by itself. What a search ends with is rarely better, but weeks of several
together often are (``choosing.py``). Large plans are reworked (``reworking.py``).
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import NamedTuple

from sharepool.engine.cpsat.set_partitioning import choose
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.annealing import (
    COLD,
    STEPS_PER_WORK,
    cool,
    hand_over,
    worth_of_session,
)
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Week, options_of, surest

SEARCHES = 8
"""Short searches before each choice."""


class Manner(NamedTuple):
    """How a short search goes on from where it begins.

    Attributes
    ----------
    moves : int
        A session.
    coolest, warmest : float
        Between what the first temperature is drawn, as shares of the mean weight of a missing
        session.
    """

    moves: int
    coolest: float
    warmest: float


NEARBY = Manner(moves=100, coolest=0.035, warmest=0.065)
"""From the best plan: cooler, it comes back to that; warmer, it does not settle in so few moves."""

ROUNDED = Manner(moves=250, coolest=0.008, warmest=0.025)
"""From the mixture, rounded: warmer, what the mixture says is lost; with more moves than that, too
few searches are made (measured on 1,041 sessions)."""

SWAY = 0.3
"""How much the last search in a manner says of what the next one will come to,"""
ODDS = 0.75
"""and how often the manner is taken that is expected to end better."""

SPREAD = 0.3
"""Shares are drawn up to this much larger or smaller before each person's largest is taken."""

ROUND_WORK = 0.1
"""What a turn counts besides its searches and its choice."""

FEWEST, MOST = 500, 10_000
"""Weeks to choose from: the latest, as many as still lead to the end or to a better plan."""


class Recombination:
    """Short searches around the best plan, and the best plan of all their weeks, in turns.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Improve the best plan until the effort is spent."""
        chance = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        searches = _Searches(instance, board, chance)
        most, spent = 2.0 * FEWEST, 0.0
        while board.options is not None and instance.people and not effort.is_over(spent):
            for _ in range(SEARCHES):
                spent += searches.make(effort, spent)
            if effort.is_over(spent):
                return
            weeks = [*board.elite.weeks[-int(most) :], *(week for week, _ in board.mixture)]
            seed = chance.randrange(2**31)
            choice = choose(instance, weeks, board.options, effort, seed=seed)
            spent += choice.work + ROUND_WORK
            is_of_use = _take(instance, board, choice.weeks) or choice.is_best
            most = min(MOST, 1.3 * most) if is_of_use else max(FEWEST, 0.6 * most)


class _Searches:
    """Short searches, in the manner that ends better, and the weeks of where they end.

    The weeks of pricing that are not in the mixture stay out: choices among them too took longer
    and led to no better plan.
    """

    def __init__(self, instance: Instance, board: Board, chance: random.Random) -> None:
        self._instance, self._board, self._chance = instance, board, chance
        self._expected: dict[Manner, float] = {}

    def make(self, effort: Effort, spent: float) -> float:
        """Make a search, and return the work that it took."""
        chance = self._chance
        manner = self._choose_manner()
        roster = Roster(self._instance, chance.randrange(2**31))
        if manner is NEARBY:
            self._begin_nearby(roster)
        else:
            self._begin_rounded(roster)
        scale = worth_of_session(self._instance)
        cool(
            roster,
            (scale * chance.uniform(manner.coolest, manner.warmest), scale * COLD),
            moves=manner.moves * roster.units,
            effort=effort,
            before=spent,
        )
        self._board.elite.add_plan(roster.best())
        hand_over(roster, self._board)
        end = float(roster.best_objective)
        before = self._expected.get(manner, end)
        self._expected[manner] = before + SWAY * (end - before)
        return roster.steps / STEPS_PER_WORK

    def _choose_manner(self) -> Manner:
        """Return the manner that is expected to end better, by chance the other one."""
        if not self._board.mixture:
            return NEARBY
        for manner in (NEARBY, ROUNDED):
            if manner not in self._expected:
                return manner
        better = min(self._expected, key=self._expected.__getitem__)
        other = ROUNDED if better is NEARBY else NEARBY
        return better if self._chance.random() < ODDS else other

    def _begin_nearby(self, roster: Roster) -> None:
        """Put the best plan in without one person, so that the roster's best plan is a new one."""
        left_out = self._chance.randrange(len(self._instance.people))
        roster.add_all(o for o in self._board.options or () if o.person != left_out)

    def _begin_rounded(self, roster: Roster) -> None:
        """Put in each person's week of the largest share, give or take, the surest first."""
        drawn = tuple(
            (week, share * self._chance.uniform(1 - SPREAD, 1 + SPREAD))
            for week, share in self._board.mixture
        )
        roster.add_all(options_of(surest(drawn)))
        roster.fill(range(len(self._instance.tasks)))


def _take(instance: Instance, board: Board, weeks: Iterable[Week]) -> bool:
    """Offer the plan that some weeks are, and return whether it is better than the best so far."""
    roster = Roster(instance)
    roster.add_all(options_of(weeks))
    roster.fill(range(len(instance.tasks)))
    return hand_over(roster, board)
