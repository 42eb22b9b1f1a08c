"""Plans by diving: the restricted master solved, its largest values fixed, the rest solved again.

After each decision weeks are priced again for what is left. That is what rounding lacks: weeks
that make up for those decided before. A dive decides the weeks of a county or of a neighbourhood,
while all others are fixed. Its last people find little left that suits them: a short search settles
that.

References
----------
Joncour, Michel, Sadykov, Sverdlov and Vanderbeck, Column generation based primal heuristics (2010);
Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa, Primal heuristics for branch-and-price: the assets of
diving methods (2019).
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.master import Master, RowLimits
from sharepool.engine.columns.pricing import WEEK_MULTIPLIERS, Pricer
from sharepool.engine.columns.residual import Residual
from sharepool.engine.columns.restricted_master import RestrictedMaster
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import PricingEffort
from sharepool.engine.search.neighbourhoods import Neighbourhoods, NeighbourhoodSearch
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import FractionalSolution, Pool, Week, options_of, weeks_of

Numbers = NDArray[np.float64]


class Diving:
    """Dives in one neighbourhood after the other, each settled by a short search.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        """Improve the incumbent; does nothing before the restricted master is solved once."""
        params = budget.params.diving
        rng = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        neighbourhoods = Neighbourhoods(instance, rng, params.people)
        spent, took = 0.0, 0.0
        while state.fractional and not budget.is_over(spent):
            began = budget.spent(spent)
            if 1.0 - began < params.repeat_share * took:
                return  # What is left would not suffice for another.
            with state.reserve(neighbourhoods.draw) as people:
                spent = dive(instance, state, budget, rng, people, spent)
            took = budget.spent(spent) - began


def dive(
    instance: Instance,
    state: SolveState,
    budget: SolveBudget,
    rng: random.Random,
    people: set[int],
    spent: float = 0.0,
) -> float:
    """Decide the weeks of some people again, settle that, and return the work done by then."""
    one = _Dive(instance, state, budget, rng, people, spent)
    one.run()
    return one.settle()


class _Dive:
    """One dive: decision by decision."""

    def __init__(
        self,
        instance: Instance,
        state: SolveState,
        budget: SolveBudget,
        rng: random.Random,
        people: set[int],
        spent: float,
    ) -> None:
        self._instance, self._budget, self._people = instance, budget, people
        self._params = budget.params.diving
        self._search = NeighbourhoodSearch(instance, state, people)
        self._residual = Residual(instance)
        self._rng, self._state = rng, state
        self._master = Master(instance, state.subsets)
        self._taken = np.zeros(self._master.size)
        self._multipliers = [np.zeros(WEEK_MULTIPLIERS + len(tasks)) for tasks in instance.tasks_of]
        self._weeks: dict[int, list[Week]] = defaultdict(list)
        self._before, self._steps = spent, 0.0

    def _work(self) -> float:
        """Return the work done, what came before included."""
        return self._before + self._steps / self._budget.params.work.pricing_steps

    def run(self) -> None:
        """Decide the weeks of some people again; all others keep those of the incumbent."""
        people = self._people
        own = weeks_of(self._instance, self._search.present)
        for week in own:
            if week.person not in people:
                self._decide(week)
        fractional = [week for week, _ in self._state.fractional]
        for week in (*own, *list(self._state.pool.weeks), *fractional):
            if week.person in people:
                self._weeks[week.person].append(week)
        self._dive(set(people))
        self._share_weeks()

    def _share_weeks(self) -> None:
        """Let other dives, and the bound, know of the weeks found."""
        for weeks in self._weeks.values():
            for week in weeks:
                self._state.pool.add(week)

    def settle(self) -> float:
        """Make a plan of the weeks decided and improve it; return the work done by then."""
        roster = Roster(self._instance, self._rng.randrange(2**31))
        roster.add_all(options_of(self._residual.decided.values()))
        roster.fill(range(len(self._instance.tasks)))
        settling = self._params.settling
        return self._search.run(
            roster, settling.temperature, settling.moves, self._budget, self._work()
        )

    def _dive(self, undecided: set[int]) -> None:
        began = self._budget.spent(self._work())
        end = began + self._params.dive_share * (1.0 - began)
        while undecided and not self._budget.is_over(self._work()):
            began = self._budget.spent(self._work())
            fractional = self._solve(undecided)
            now = self._budget.spent(self._work())
            # Rounds get shorter as people are decided.
            round_share = self._params.round_share
            pace = round_share * (now - began) / (end - now) if now < end else 1.0
            chosen = self._choose(fractional, max(1, math.ceil(pace * len(undecided))))
            if not chosen:
                return
            undecided -= chosen

    def _choose(self, fractional: FractionalSolution, most: int) -> set[int]:
        """Decide the weeks of the largest values that go together, and return whose they are."""
        chosen: set[int] = set()
        for week, value in fractional:
            if value < self._params.sure_share and len(chosen) >= most:
                break
            if self._residual.fits(week):
                self._decide(week)
                chosen.add(week.person)
        return chosen

    def _decide(self, week: Week) -> None:
        self._residual.decide(week)
        for row, value in self._master.column(week):
            self._taken[row] += value

    def _solve(self, undecided: Collection[int]) -> FractionalSolution:
        """Return the fractional solution of some people's weeks, the largest values first."""
        pricing = _ResidualPricing(
            self._instance,
            self._master,
            self._residual,
            self._weeks,
            sorted(undecided),
            self._budget,
        )
        limits = self._master.rows()
        left = {
            row: RowLimits(limits[row].low - self._taken[row], limits[row].high - self._taken[row])
            for row in pricing.rows()
        }
        program = RestrictedMaster(
            self._master,
            pricing.pool,
            undecided,
            left,
            self._budget.params.box_step,
        )
        start = self._master.plain_duals(self._budget.params.dual_ascent.initial_share)
        radius = self._params.radius * max(1.0, float(start.max(initial=0.0)))
        answer = program.solve(start, radius, self._budget.seconds_left())
        pricing.set_multipliers(self._multipliers)
        for _ in range(self._params.passes):
            if answer is None or self._budget.is_over(self._work()):
                break
            if not pricing.price(answer.duals):
                break
            answer = program.solve(start, radius, self._budget.seconds_left())
        pricing.keep_multipliers(self._multipliers)
        self._steps += pricing.steps
        spread = self._params.spread
        drawn = [
            (value * self._rng.uniform(1 - spread, 1 + spread), value, week)
            for week, value in (() if answer is None else answer.fractional)
        ]
        return tuple((week, value) for _, value, week in sorted(drawn, reverse=True))


class _ResidualPricing:
    """Pricing for people who are undecided: weeks that go with those that are decided.

    Attributes
    ----------
    pool : Pool
        Such weeks: those known, and those found.
    """

    def __init__(
        self,
        instance: Instance,
        master: Master,
        residual: Residual,
        weeks: dict[int, list[Week]],
        people: Collection[int],
        budget: SolveBudget,
    ) -> None:
        self._master, self._residual, self._weeks = master, residual, weeks
        self._effort: PricingEffort = budget.params.diving.effort
        self._steps_per_call = budget.params.work.steps_per_call
        self._left_over = residual.instance_for(people)
        self._pricer, self.pool = Pricer(self._left_over), Pool(instance)
        self._own: dict[int, NDArray[np.int64]] = {}
        self._steps, self._hopeful = 0.0, list(people)
        for person in people:
            tasks = np.searchsorted(instance.tasks_of[person], self._left_over.tasks_of[person])
            own = [np.arange(WEEK_MULTIPLIERS), WEEK_MULTIPLIERS + tasks]
            self._own[person] = np.concatenate(own).astype(np.int64)
            for week in weeks[person]:
                if residual.fits(week):
                    self.pool.add(week)

    def set_multipliers(self, multipliers: list[Numbers]) -> None:
        """Begin with everybody's multipliers; those of tasks that are gone stay out."""
        for person, own in self._own.items():
            self._pricer.multipliers[person][:] = multipliers[person][own]

    def keep_multipliers(self, multipliers: list[Numbers]) -> None:
        """Set everybody's multipliers to what they have become."""
        for person, own in self._own.items():
            multipliers[person][own] = self._pricer.multipliers[person]

    def rows(self) -> list[int]:
        """Return the rows that any week of these people could be in."""
        return sorted(
            set(self._master.block("subset"))
            | {
                row
                for person in self._own
                for task in self._left_over.tasks_of[person]
                for row, _ in self._master.column(Week(person, ((task, 0),), 0, 0))
            }
        )

    def price(self, duals: Numbers) -> bool:
        """Add weeks that cost less than those known, and return whether there are any.

        Those for whom none was found are not looked at again: few of them would have one.
        """
        self._master.set_prices(duals, self._pricer.prices)
        cheapest = self._master.cheapest(self.pool, self._pricer.prices)
        self._steps += self._steps_per_call * len(self._hopeful)
        self._hopeful = [
            person
            for person in self._hopeful
            if self._find(person, cheapest.get(person, (0.0, -1))[0])
        ]
        return bool(self._hopeful)

    def _find(self, person: int, upper: float) -> bool:
        """Add weeks of one person that cost less, and return whether there are any."""
        priced = self._pricer.price(person, upper, self._effort)
        news = [week for week in priced.weeks if self._residual.fits(week) and self.pool.add(week)]
        self._weeks[person] += news
        return bool(news)

    @property
    def steps(self) -> float:
        """Steps of all passes so far."""
        return self._steps + self._pricer.steps
