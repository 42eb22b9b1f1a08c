"""Parts of a plan searched anew: people who live near each other; all others keep their weeks."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Sequence

from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.search.annealing import (
    COLD,
    STEPS_PER_WORK,
    cool,
    hand_over,
    worth_of_session,
)
from sharepool.engine.search.roster import Roster

JOINED_WARM, JOINED_MOVES = 0.015, 100
"""First temperature, as a share of the mean weight of a missing session, and moves a session, for
what two lanes have found apart: both may count on a session that only one can give. Without a
search, four of twelve such plans were better than either; with it, eight."""


class Neighbourhoods:
    """People who have tasks and live near each other: the most first, then some by chance.

    Nobody is the middle of a neighbourhood who was in one since all others were.

    Parameters
    ----------
    instance : Instance
    chance : random.Random
    few, many : int
        People of a neighbourhood.
    """

    def __init__(self, instance: Instance, chance: random.Random, few: int, many: int) -> None:
        self._instance, self._chance = instance, chance
        self._few, self._many = few, many
        self._able = [person for person, tasks in enumerate(instance.tasks_of) if tasks]
        self._waiting: list[int] = []
        self._size = many

    def draw(self, busy: Collection[int] = ()) -> set[int]:
        """Return the next one, without people who are busy if enough others are left."""
        free = [person for person in self._able if person not in busy]
        if len(free) < self._few:
            free = list(self._able)
        self._waiting = self._waiting or self._chance.sample(self._able, len(self._able))
        middle = next((person for person in self._waiting if person in free), free[0])
        first = self._instance.people[middle]
        away = self._instance.shortest[first.mode, first.home]
        # Many live at one place: who of them comes along is chance.
        self._chance.shuffle(free)
        free.sort(key=lambda p: (p != middle, away[self._instance.people[p].home]))
        people = set(free[: self._size])
        self._waiting = [person for person in self._waiting if person not in people]
        self._size = self._chance.randint(self._few, self._many)
        return people


class Rework:
    """What some people do in the best plan, searched anew; all others keep their weeks.

    Parameters
    ----------
    instance : Instance
    board : Board
    people : set of int
        Those whose weeks may change.

    Attributes
    ----------
    present : tuple of Option
        The best plan when the work began.
    """

    def __init__(self, instance: Instance, board: Board, people: set[int]) -> None:
        self._instance, self._board, self._people = instance, board, people
        options, objective = board.best()
        self.present = options or ()
        self._objective = math.inf if objective is None else objective

    def run(self, roster: Roster, warm: float, moves: int, effort: Effort, before: float) -> float:
        """Search, offer what was found, and return the work done by then.

        Parameters
        ----------
        roster : Roster
            New, with the weeks of the others from the present plan.
        warm : float
            First temperature, as a share of the mean weight of a missing session.
        moves : int
            For each session that may change.
        effort : Effort
        before : float
            Work done before.
        """
        return self.offer(roster, effort, self._cool(roster, warm, moves, effort, before))

    def offer(self, roster: Roster, effort: Effort, before: float) -> float:
        """Offer a roster's best plan, and return the work done by then.

        If it is better than the present plan, of which others have changed their part meanwhile,
        these people's part is put into the plan that there is by now.
        """
        now, _ = self._board.best()
        hand_over(roster, self._board)
        if roster.best_shortfall or roster.best_objective >= self._objective:
            return before
        own, others = self._split(roster.best())
        _, others_now = self._split(now or ())
        if set(others_now) == set(others):
            return before
        joined = Roster(self._instance)
        joined.add_all((*own, *others_now))
        joined.fill(range(len(self._instance.tasks)))
        spent = self._cool(joined, JOINED_WARM, JOINED_MOVES, effort, before)
        hand_over(joined, self._board)
        return spent

    def _cool(
        self, roster: Roster, warm: float, moves: int, effort: Effort, before: float
    ) -> float:
        everybody = range(len(self._instance.people))
        # All others are where they would be warmed for nothing.
        roster.hold(person for person in everybody if person not in self._people)
        own, _ = self._split(roster.best())
        scale = worth_of_session(self._instance)
        moves *= max(1, len(own))
        cool(roster, (warm * scale, COLD * scale), moves=moves, effort=effort, before=before)
        own, _ = self._split(roster.best())
        self._board.elite.add_plan(own)
        return before + roster.steps / STEPS_PER_WORK

    def _split(self, options: Sequence[Option]) -> tuple[list[Option], list[Option]]:
        """Return the options of those whose weeks may change, and of all others."""
        own = [option for option in options if option.person in self._people]
        return own, [option for option in options if option.person not in self._people]
