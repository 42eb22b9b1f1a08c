"""Plans by diving: a master program solved, its surest week decided, what is left solved again.

After each decision weeks are priced anew for what is left, which is what rounding lacks: weeks that
make up for those decided before. A dive decides the weeks of a county or of a neighbourhood, while
all others keep theirs. Its last people find little left that suits them: a short search
settles that.

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

from sharepool.engine.columns import pricing
from sharepool.engine.columns.dual_ascent import STEPS_PER_CALL
from sharepool.engine.columns.dual_ascent import STEPS_PER_WORK as PRICING_STEPS
from sharepool.engine.columns.master import Master, Row
from sharepool.engine.columns.pricing import TIES, Pricer
from sharepool.engine.columns.residual import Residual
from sharepool.engine.columns.restricted_master import Restricted
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.neighbourhoods import Neighbourhoods, Rework
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Mixture, Pool, Week, options_of, weeks_of

FEW, MANY = 40, 90
"""People of a neighbourhood. In a smaller one the program all but always says what the plan does;
in a larger one, one decision follows after another for too long. A prefecture in 150 s of one core:
from 1,087,529 with 40 to 50 people to 1,076,371, with 60 to 70 to 1,073,481, with 80 to 90 to
1,070,888, with 100 to 120 to 1,081,687."""

PASSES = 3
"""Looks for new weeks before each decision; fewer, and the last people find nothing that suits."""

EFFORT = pricing.Effort(growth=1e4, steps=2, list_steps=10, listed=500)
"""How hard each looks: harder took up to three times as long and ended no better."""

WIDE = 10.0
"""How far duals may go, in the dearest sessions."""

SURE = 0.9
"""Share from which weeks are decided with others; else it is one at a time, if time allows."""

SPREAD = 0.2
"""Shares are drawn up to this much larger or smaller, so that no dive is like the last."""

DIVE_SHARE = 0.75
"""Of the effort that is left: until when a dive is to end."""

WARM, MOVES = 0.015, 1000
"""First temperature of the search that settles a dive, as a share of the mean weight of a missing
session, and its moves for each session of the neighbourhood."""


class Diving:
    """Dives in one neighbourhood after the other, each settled by a short search.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Improve the best plan; does nothing before the master program is solved once."""
        chance = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        parts = Neighbourhoods(instance, chance, FEW, MANY)
        spent, took = 0.0, 0.0
        while board.mixture and not effort.is_over(spent):
            began = effort.spent(spent)
            if 1.0 - began < 0.7 * took:
                return  # What is left would not suffice for another.
            with board.reserve(parts.draw) as people:
                dive = _Dive(instance, board, effort, chance, people, spent)
                dive.run()
                spent = dive.settle()
            took = effort.spent(spent) - began


class _Dive:
    """One dive: decision by decision."""

    def __init__(
        self,
        instance: Instance,
        board: Board,
        effort: Effort,
        chance: random.Random,
        people: set[int],
        spent: float,
    ) -> None:
        self._instance, self._effort, self._people = instance, effort, people
        self._rework = Rework(instance, board, people)
        self._residual = Residual(instance)
        self._chance, self._board = chance, board
        self._master = Master(instance)
        self._taken = np.zeros(self._master.size)
        self._ties = [np.zeros(TIES + len(tasks)) for tasks in instance.tasks_of]
        self._weeks: dict[int, list[Week]] = defaultdict(list)
        self._before, self._steps = spent, 0.0

    def _work(self) -> float:
        """Return the work done, what came before included."""
        return self._before + self._steps / PRICING_STEPS

    def run(self) -> None:
        """Decide the weeks of some people anew; all others keep those of the best plan."""
        people = self._people
        own = weeks_of(self._instance, self._rework.present)
        for week in own:
            if week.person not in people:
                self._decide(week)
        mixture = [week for week, _ in self._board.mixture]
        for week in (*own, *list(self._board.pool.weeks), *mixture):
            if week.person in people:
                self._weeks[week.person].append(week)
        self._dive(set(people))
        self._share_weeks()

    def _share_weeks(self) -> None:
        """Let other dives, and the bound, know of the weeks found."""
        for weeks in self._weeks.values():
            for week in weeks:
                self._board.pool.add(week)

    def settle(self) -> float:
        """Make a plan of the weeks decided and improve it; return the work done by then."""
        roster = Roster(self._instance, self._chance.randrange(2**31))
        roster.add_all(options_of(self._residual.decided.values()))
        roster.fill(range(len(self._instance.tasks)))
        return self._rework.run(roster, WARM, MOVES, self._effort, self._work())

    def _dive(self, undecided: set[int]) -> None:
        began = self._effort.spent(self._work())
        end = began + DIVE_SHARE * (1.0 - began)
        while undecided and not self._effort.is_over(self._work()):
            began = self._effort.spent(self._work())
            surest = self._solve(undecided)
            now = self._effort.spent(self._work())
            # Rounds get shorter as people are decided, in the mean to half of what they are.
            pace = 0.5 * (now - began) / (end - now) if now < end else 1.0
            chosen = self._choose(surest, max(1, math.ceil(pace * len(undecided))))
            if not chosen:
                return
            undecided -= chosen

    def _choose(self, surest: Mixture, most: int) -> set[int]:
        """Decide the surest weeks that go together, and return whose they are."""
        chosen: set[int] = set()
        for week, share in surest:
            if share < SURE and len(chosen) >= most:
                break
            if self._residual.fits(week):
                self._decide(week)
                chosen.add(week.person)
        return chosen

    def _decide(self, week: Week) -> None:
        self._residual.decide(week)
        for row, value in self._master.column(week):
            self._taken[row] += value

    def _solve(self, undecided: Collection[int]) -> Mixture:
        """Return the weeks of some people that the program now shares out, the surest first."""
        look = _Look(self._instance, self._master, self._residual, self._weeks, sorted(undecided))
        limits = self._master.rows()
        left = {
            row: Row(limits[row].low - self._taken[row], limits[row].high - self._taken[row])
            for row in look.rows()
        }
        program = Restricted(self._master, look.pool, undecided, left)
        start = self._master.start()
        radius = WIDE * max(1.0, float(start.max(initial=0.0)))
        answer = program.solve(start, radius, self._effort.seconds_left())
        look.set_ties(self._ties)
        for _ in range(PASSES):
            if answer is None or self._effort.is_over(self._work()):
                break
            if not look.price(answer.duals):
                break
            answer = program.solve(start, radius, self._effort.seconds_left())
        look.keep_ties(self._ties)
        self._steps += look.steps
        drawn = [
            (share * self._chance.uniform(1 - SPREAD, 1 + SPREAD), share, week)
            for week, share in (() if answer is None else answer.mixture)
        ]
        return tuple((week, share) for _, share, week in sorted(drawn, reverse=True))


class _Look:
    """Pricing for people who are undecided: weeks that go with those that are decided.

    Attributes
    ----------
    pool : Pool
        Of such weeks: those known, and those found.
    """

    def __init__(
        self,
        instance: Instance,
        master: Master,
        residual: Residual,
        weeks: dict[int, list[Week]],
        people: Collection[int],
    ) -> None:
        self._master, self._residual, self._weeks = master, residual, weeks
        self._left_over = residual.instance_for(people)
        self._pricer, self.pool = Pricer(self._left_over), Pool(instance)
        self._own: dict[int, NDArray[np.int64]] = {}
        self._steps, self._hopeful = 0.0, list(people)
        for person in people:
            tasks = np.searchsorted(instance.tasks_of[person], self._left_over.tasks_of[person])
            self._own[person] = np.concatenate([np.arange(TIES), TIES + tasks]).astype(np.int64)
            for week in weeks[person]:
                if residual.fits(week):
                    self.pool.add(week)

    def set_ties(self, ties: list[pricing.Numbers]) -> None:
        """Begin with everybody's multipliers; those of tasks that are gone stay out."""
        for person, own in self._own.items():
            self._pricer.ties[person][:] = ties[person][own]

    def keep_ties(self, ties: list[pricing.Numbers]) -> None:
        """Set everybody's multipliers to what they have become."""
        for person, own in self._own.items():
            ties[person][own] = self._pricer.ties[person]

    def rows(self) -> list[int]:
        """Return the rows that any week of these people could be in."""
        return sorted(
            {
                row
                for person in self._own
                for task in self._left_over.tasks_of[person]
                for row, _ in self._master.column(Week(person, ((task, 0),), 0, 0))
            }
        )

    def price(self, duals: pricing.Numbers) -> bool:
        """Add weeks that cost less than those known, and return whether there are any.

        Those for whom none was found are not looked at again: one in ten would have one.
        """
        self._master.set_prices(duals, self._pricer.prices)
        cheapest = self._master.cheapest(self.pool, self._pricer.prices)
        self._steps += STEPS_PER_CALL * len(self._hopeful)
        self._hopeful = [
            person
            for person in self._hopeful
            if self._find(person, cheapest.get(person, (0.0, -1))[0])
        ]
        return bool(self._hopeful)

    def _find(self, person: int, upper: float) -> bool:
        """Add weeks of one person that cost less, and return whether there are any."""
        priced = self._pricer.price(person, upper, EFFORT)
        news = [week for week in priced.weeks if self._residual.fits(week) and self.pool.add(week)]
        self._weeks[person] += news
        return bool(news)

    @property
    def steps(self) -> float:
        """Steps of all looks so far."""
        return self._steps + self._pricer.steps
