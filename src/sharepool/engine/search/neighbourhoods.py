"""Neighbourhoods of a plan: people who live near each other; all others keep their weeks."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Sequence

from sharepool.engine.budget import SolveBudget
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance, Option
from sharepool.engine.search.annealing import cool, hand_over, worth_of_session
from sharepool.engine.search.roster import Roster


class Neighbourhoods:
    """People who have tasks and live near each other: the most first, then a random number.

    Nobody is the middle of a neighbourhood who was in one since all others were.

    Parameters
    ----------
    instance : Instance
    rng : random.Random
    sizes : (int, int)
        Fewest and most people of a neighbourhood.
    """

    def __init__(self, instance: Instance, rng: random.Random, sizes: tuple[int, int]) -> None:
        self._instance, self._rng = instance, rng
        self._fewest, self._most = sizes
        self._able = [person for person, tasks in enumerate(instance.tasks_of) if tasks]
        self._waiting: list[int] = []
        self._size = self._most

    def draw(self, busy: Collection[int] = ()) -> set[int]:
        """Return the next one, without people who are busy if enough others are left."""
        free = [person for person in self._able if person not in busy]
        if len(free) < self._fewest:
            free = list(self._able)
        self._waiting = self._waiting or self._rng.sample(self._able, len(self._able))
        middle = next((person for person in self._waiting if person in free), free[0])
        first = self._instance.people[middle]
        away = self._instance.shortest[first.mode, first.home]
        # Many live at one place: who of them comes along is random.
        self._rng.shuffle(free)
        free.sort(key=lambda p: (p != middle, away[self._instance.people[p].home]))
        people = set(free[: self._size])
        self._waiting = [person for person in self._waiting if person not in people]
        self._size = self._rng.randint(self._fewest, self._most)
        return people


class NeighbourhoodSearch:
    """A search for better weeks of some people; all others are fixed.

    Parameters
    ----------
    instance : Instance
    state : SolveState
    people : set of int
        Those whose weeks may change.

    Attributes
    ----------
    present : tuple of Option
        The incumbent when the search began.
    """

    def __init__(self, instance: Instance, state: SolveState, people: set[int]) -> None:
        self._instance, self._state, self._people = instance, state, people
        options, objective = state.incumbent()
        self.present = options or ()
        self._objective = math.inf if objective is None else objective

    def run(
        self, roster: Roster, temperature: float, moves: int, budget: SolveBudget, before: float
    ) -> float:
        """Search, offer what was found, and return the work done by then.

        Parameters
        ----------
        roster : Roster
            New, with the weeks of the others from the present plan.
        temperature : float
            The first one.
        moves : int
            For each session that may change.
        budget : SolveBudget
        before : float
            Work done before.
        """
        return self.offer(roster, budget, self._cool(roster, temperature, moves, budget, before))

    def offer(self, roster: Roster, budget: SolveBudget, before: float) -> float:
        """Offer a roster's best plan, and return the work done by then.

        If it is better than the present plan, of which others have changed their part meanwhile,
        these people's part is put into the plan that there is by now.
        """
        now, _ = self._state.incumbent()
        hand_over(roster, self._state)
        if roster.best_shortfall or roster.best_objective >= self._objective:
            return before
        own, others = self._split(roster.best())
        _, others_now = self._split(now or ())
        if set(others_now) == set(others):
            return before
        joined = Roster(self._instance)
        joined.add_all((*own, *others_now))
        joined.fill(range(len(self._instance.tasks)))
        joining = budget.params.search.joining
        spent = self._cool(joined, joining.temperature, joining.moves, budget, before)
        hand_over(joined, self._state)
        return spent

    def _cool(
        self, roster: Roster, temperature: float, moves: int, budget: SolveBudget, before: float
    ) -> float:
        params = budget.params
        everybody = range(len(self._instance.people))
        roster.fix(person for person in everybody if person not in self._people)
        own, _ = self._split(roster.best())
        scale = worth_of_session(self._instance, params.search)
        last = params.search.last_temperature
        moves *= max(1, len(own))
        cool(roster, (temperature * scale, last * scale), moves=moves, budget=budget, before=before)
        own, _ = self._split(roster.best())
        self._state.elite.add_plan(own)
        return before + roster.steps / params.work.search_steps

    def _split(self, options: Sequence[Option]) -> tuple[list[Option], list[Option]]:
        """Return the options of those whose weeks may change, and of all others."""
        own = [option for option in options if option.person in self._people]
        return own, [option for option in options if option.person not in self._people]
