"""The large neighbourhood search: plans made better one neighbourhood after the other.

In each, all other people are fixed, short searches bring weeks, and CP-SAT chooses among those and
the fractional solution's (``columns/set_partitioning.py``). In the time in which a large plan cools
once, its neighbourhoods, one after the other, cool no faster, and none of them loses what another
has found.

References
----------
Shaw, Using constraint programming and local search methods to solve vehicle routing problems
(1998).
"""

from __future__ import annotations

import random

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.set_partitioning import solve_set_partitioning
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.neighbourhoods import Neighbourhoods, NeighbourhoodSearch
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import options_of


class LargeNeighbourhoodSearch:
    """Short searches and a choice among their weeks in one neighbourhood after the other.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Improve the incumbent until the budget is spent."""
        params = budget.params.large_neighbourhood
        rng = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        neighbourhoods = Neighbourhoods(instance, rng, params.people)
        spent = 0.0
        while state.options and not budget.is_over(spent):
            with state.reserve(neighbourhoods.draw) as people:
                spent = search_neighbourhood(instance, state, budget, rng, people, spent)


def search_neighbourhood(
    instance: Instance,
    state: SolveState,
    budget: SolveBudget,
    rng: random.Random,
    people: set[int],
    spent: float = 0.0,
) -> float:
    """Search for better weeks of some people, choose, and return the work done by then."""
    turn = _Turn(instance, Master(instance), state, budget, rng, people)
    for _ in range(budget.params.large_neighbourhood.searches):
        spent = turn.search(spent)
    return turn.choose(spent) + budget.params.work.large_neighbourhood


class _Turn:
    """What is done in one neighbourhood."""

    def __init__(
        self,
        instance: Instance,
        master: Master,
        state: SolveState,
        budget: SolveBudget,
        rng: random.Random,
        people: set[int],
    ) -> None:
        self._instance, self._master = instance, master
        self._state, self._budget, self._rng, self._people = state, budget, rng, people
        self._params = budget.params.large_neighbourhood

    def search(self, spent: float) -> float:
        """Search from the incumbent without one person, and return the work done by then."""
        if self._budget.is_over(spent):
            return spent
        search = NeighbourhoodSearch(self._instance, self._state, self._people)
        roster = Roster(self._instance, self._rng.randrange(2**31))
        # So that the roster's best plan is a new one.
        left_out = self._rng.choice(sorted(self._people))
        roster.add_all(option for option in search.present if option.person != left_out)
        temperature = self._rng.uniform(*self._params.search.temperature)
        return search.run(roster, temperature, self._params.search.moves, self._budget, spent)

    def choose(self, spent: float) -> float:
        """Make the best plan of the weeks known, and return the work done by then."""
        if self._budget.is_over(spent):
            return spent
        search = NeighbourhoodSearch(self._instance, self._state, self._people)
        elite = [week for week in list(self._state.elite.weeks) if week.person in self._people]
        partition = solve_set_partitioning(
            self._instance,
            self._master,
            [*elite[-self._params.weeks :], *(week for week, _ in self._state.fractional)],
            search.present,
            self._budget,
            seed=self._rng.randrange(2**31),
            people=self._people,
        )
        roster = Roster(self._instance)
        roster.add_all(options_of(partition.weeks))
        roster.fill(range(len(self._instance.tasks)))
        return search.offer(roster, self._budget, spent + partition.work)
