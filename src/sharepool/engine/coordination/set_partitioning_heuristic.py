"""The set-partitioning heuristic: short searches bring weeks, CP-SAT chooses among them.

A short search begins at the incumbent without one person, warm enough to settle elsewhere, or at
the fractional solution of the master, rounded at random: where that is all but whole, it is nearer
the best plans than any that cooled by itself. What a search ends with is rarely better, but weeks
of several together often are. Large plans get the large neighbourhood search instead.

References
----------
Rochat and Taillard, Probabilistic diversification and intensification in local search for vehicle
routing (1995).
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.set_partitioning import solve_set_partitioning
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import VariedSearch
from sharepool.engine.search.annealing import cool, hand_over, worth_of_session
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Week, largest_values, options_of


class SetPartitioningHeuristic:
    """Short searches around the incumbent, and the best plan of all their weeks, in turns.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Improve the incumbent until the budget is spent."""
        params = budget.params.set_partitioning
        rng = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        searches = _Searches(instance, state, budget, rng)
        fewest, most = params.weeks
        latest, spent = float(params.first_weeks), 0.0
        master = Master(instance)
        while state.options is not None and instance.people and not budget.is_over(spent):
            for _ in range(params.searches):
                spent += searches.make(spent)
            if budget.is_over(spent):
                return
            weeks = [*state.elite.weeks[-int(latest) :], *(week for week, _ in state.fractional)]
            weeks += state.near_routes
            seed = rng.randrange(2**31)
            partition = solve_set_partitioning(
                instance, master, weeks, state.options, budget, seed=seed
            )
            spent += partition.work + budget.params.work.set_partitioning_round
            if _take(instance, state, partition.weeks) or partition.is_best:
                latest = min(most, params.more_weeks * latest)
            else:
                latest = max(fewest, params.fewer_weeks * latest)


class _Searches:
    """Short searches, of the kind that ends better, and the weeks of where they end.

    Weeks of pricing that are not in the fractional solution stay out: choices among them too take
    longer and lead to no better plan.
    """

    def __init__(
        self, instance: Instance, state: SolveState, budget: SolveBudget, rng: random.Random
    ) -> None:
        self._instance, self._state, self._budget, self._rng = instance, state, budget, rng
        self._params = budget.params.set_partitioning
        self._expected: dict[VariedSearch, float] = {}

    def make(self, spent: float) -> float:
        """Make a search, and return the work that it took."""
        params, rng = self._budget.params, self._rng
        kind = self._choose_kind()
        roster = Roster(self._instance, rng.randrange(2**31))
        if kind is self._params.near_plan:
            self._begin_near_plan(roster)
        else:
            self._begin_rounded(roster)
        scale = worth_of_session(self._instance, params.search)
        cool(
            roster,
            (scale * rng.uniform(*kind.temperature), scale * params.search.last_temperature),
            moves=kind.moves * roster.units,
            budget=self._budget,
            before=spent,
        )
        self._state.elite.add_plan(roster.best())
        hand_over(roster, self._state)
        end = float(roster.best_objective)
        before = self._expected.get(kind, end)
        self._expected[kind] = before + self._params.smoothing * (end - before)
        return roster.steps / params.work.search_steps

    def _choose_kind(self) -> VariedSearch:
        """Return the kind that is expected to end better, by chance the other one."""
        near_plan, rounded = self._params.near_plan, self._params.rounded
        if not self._state.fractional:
            return near_plan
        for kind in (near_plan, rounded):
            if kind not in self._expected:
                return kind
        better = min(self._expected, key=self._expected.__getitem__)
        other = rounded if better is near_plan else near_plan
        return better if self._rng.random() < self._params.better_odds else other

    def _begin_near_plan(self, roster: Roster) -> None:
        """Put the incumbent in without one person, so that the roster's best plan is a new one."""
        left_out = self._rng.randrange(len(self._instance.people))
        roster.add_all(o for o in self._state.options or () if o.person != left_out)

    def _begin_rounded(self, roster: Roster) -> None:
        """Put in each person's week of the largest value, give or take, the largest first."""
        spread = self._params.spread
        drawn = tuple(
            (week, value * self._rng.uniform(1 - spread, 1 + spread))
            for week, value in self._state.fractional
        )
        roster.add_all(options_of(largest_values(drawn)))
        roster.fill(range(len(self._instance.tasks)))


def _take(instance: Instance, state: SolveState, weeks: Iterable[Week]) -> bool:
    """Offer the plan that some weeks are, and return whether it is better than the incumbent."""
    roster = Roster(instance)
    roster.add_all(options_of(weeks))
    roster.fill(range(len(instance.tasks)))
    return hand_over(roster, state)
