"""Large plans made better one neighbourhood after the other: all others keep their weeks.

In each, short searches bring weeks, and CP-SAT chooses among those and the master's
(``choosing.py``). In the time in which a large plan cools once, its neighbourhoods, one after the
other, cool no faster, and none of them loses what another has found.
"""

from __future__ import annotations

import random

from sharepool.engine.cpsat.set_partitioning import choose
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.neighbourhoods import Neighbourhoods, Rework
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import options_of

FEW, MANY = 40, 80
"""People of a neighbourhood. A prefecture in 150 s of one core: from 1,077,031 to 1,064,427 and
1,066,879 in two runs; with 20 to 45 people to 1,071,385, with 80 to 140 to 1,072,160."""

SEARCHES, MOVES = 6, 300
"""Short searches before each choice, and moves for each session in one of them. With 3 and 800 the
prefecture came to 1,069,365, with 10 and 150 to 1,068,487; without choices to 1,069,684."""

COOLEST, WARMEST = 0.008, 0.025
"""Between what first temperatures are drawn, as shares of the mean weight of a missing session.
Half as warm, the prefecture came to 1,067,789, twice as warm to 1,068,429."""

LATEST = 1000
"""Weeks to choose from: the latest of the neighbourhood's people, and the master's."""

WORK = 0.02
"""What each turn takes beside searches and choice, however little there is to search."""


class Reworking:
    """Short searches and a choice among their weeks in one neighbourhood after the other.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Improve the best plan until the effort is spent."""
        chance = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        parts, spent = Neighbourhoods(instance, chance, FEW, MANY), 0.0
        while board.options and not effort.is_over(spent):
            with board.reserve(parts.draw) as people:
                turn = _Turn(instance, board, effort, chance, people)
                for _ in range(SEARCHES):
                    spent = turn.search(spent)
                spent = turn.choose(spent) + WORK


class _Turn:
    """What is done in one neighbourhood."""

    def __init__(
        self,
        instance: Instance,
        board: Board,
        effort: Effort,
        chance: random.Random,
        people: set[int],
    ) -> None:
        self._instance, self._board, self._effort = instance, board, effort
        self._chance, self._people = chance, people

    def search(self, spent: float) -> float:
        """Search from the best plan without one person, and return the work done by then."""
        if self._effort.is_over(spent):
            return spent
        rework = Rework(self._instance, self._board, self._people)
        roster = Roster(self._instance, self._chance.randrange(2**31))
        # So that the roster's best plan is a new one.
        left_out = self._chance.choice(sorted(self._people))
        roster.add_all(option for option in rework.present if option.person != left_out)
        warm = self._chance.uniform(COOLEST, WARMEST)
        return rework.run(roster, warm, MOVES, self._effort, spent)

    def choose(self, spent: float) -> float:
        """Put the best plan of the weeks known together, and return the work done by then."""
        if self._effort.is_over(spent):
            return spent
        rework = Rework(self._instance, self._board, self._people)
        elite = [week for week in list(self._board.elite.weeks) if week.person in self._people]
        choice = choose(
            self._instance,
            [*elite[-LATEST:], *(week for week, _ in self._board.mixture)],
            rework.present,
            self._effort,
            seed=self._chance.randrange(2**31),
            people=self._people,
        )
        roster = Roster(self._instance)
        roster.add_all(options_of(choice.weeks))
        roster.fill(range(len(self._instance.tasks)))
        return rework.offer(roster, self._effort, spent + choice.work)
