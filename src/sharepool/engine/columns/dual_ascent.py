"""Dual ascent: proven bounds by pricing, first from coarse steps, then from whole weeks.

The *coarse* bound prices each person's week from bounds of its days: a pass is quick, and hundreds
of them bring the duals near their best. Then *whole weeks* are priced, with every limit of the week
exact: each pass gives a far better bound and weeks for the pool. At the end, the people whose
cheapest week is not certain yet are looked at once more, ever harder.

A bound is only ever offered from a pass over everybody, with the prices of that pass.
"""

from __future__ import annotations

import logging
import math
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.dual_steps import DualPoint, DualSteps, StepRule, Subgradient
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.columns.pricing_passes import PricingAnswer, PricingCall, PricingPasses
from sharepool.engine.columns.row_usage import RowUsage
from sharepool.engine.columns.shadow_prices import price_all
from sharepool.engine.columns.subset_rows import renew
from sharepool.engine.columns.week_multipliers import WeekMultipliers
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import DualAscentParams, PricingEffort
from sharepool.engine.rounding import round_sum
from sharepool.engine.weeks import Week, weeks_of

Numbers = NDArray[np.float64]

_LOGGER = logging.getLogger(__name__)


_ROUNDING = 1e-3
"""What a bound may lie above a whole number without being rounded up to the next."""

_LEAST_GAP = 1.0
"""Points of the objective below which nobody's week is worth more effort."""


class _PricedWeek(NamedTuple):
    """What pricing found of a person: a bound of any week, and what the week behind it uses.

    The usage is as multipliers see it, or the cheapest week known if no other is cheaper; None if
    that is the empty one.
    """

    bound: float
    used: Numbers | Week | None


class _Climb:
    """Coarse steps from one beginning.

    Parameters
    ----------
    duals, multipliers : array
        Where to begin.
    params : DualAscentParams

    Attributes
    ----------
    duals, multipliers : array
        Where the next pass looks.
    bound : float
        The best so far.
    best : (array, array)
        The duals and multipliers there.
    recent : deque of (float, float)
        Work done and best bound after each of the last passes.
    """

    def __init__(self, duals: Numbers, multipliers: Numbers, params: DualAscentParams) -> None:
        self.duals, self.multipliers = duals, multipliers
        self.rule, self.bound, self._way = StepRule(params.coarse), -math.inf, 0.0
        self.best = (duals, multipliers)
        self.recent: deque[tuple[float, float]] = deque(maxlen=params.stall_passes)

    def note(self, bound: float, work: float, way: float) -> None:
        """Take note of what a pass has found; of the first one, how far it is to the plan."""
        self._way = self._way or way
        is_better = bound > self.bound
        if is_better:
            self.bound, self.best = bound, (self.duals.copy(), self.multipliers.copy())
        self.rule.note(is_better)
        self.recent.append((work, self.bound))

    def length_of_step(self, bound: float, direction: Numbers) -> float:
        """Return how far to go in a direction."""
        aim = self.bound + self.rule.ambition * self._way
        return (aim - bound) / max(1e-9, float(np.square(direction).sum()))


def raise_bound(
    instance: Instance, state: SolveState, budget: SolveBudget, *, enumerates: bool = False
) -> None:
    """Offer bounds until the budget is spent; weeks that pricing finds go to the state's pool.

    Passes over everybody are shared with the workers that help.

    Parameters
    ----------
    instance : Instance
    state : SolveState
    budget : SolveBudget
    enumerates : bool
        Whether columns are to be enumerated within what is left of the gap.
    """
    try:
        if any(instance.people_of):
            ascent = _DualAscent(instance, state, budget)
            try:
                bounds = ascent.whole_weeks() if ascent.begin() else None
            finally:
                ascent.offer_prices()
            if enumerates and bounds is not None:
                ascent.enumerate_columns(bounds)
    finally:
        state.work_sharing.close()


class _DualAscent:
    """One ascent: its duals, its pricers and its best bound."""

    def __init__(self, instance: Instance, state: SolveState, budget: SolveBudget) -> None:
        self._instance, self._state, self._budget = instance, state, budget
        self._params, self._pricing = budget.params.dual_ascent, budget.params.pricing
        self._pool = state.pool
        self._pricer, self._master = Pricer(instance), Master(instance)
        self._passes = PricingPasses(self._pricer, state, budget.params)
        self._people = [p for p, tasks in enumerate(instance.tasks_of) if tasks]
        self._usage = RowUsage(instance, self._pricer.caps)
        self._best = self._before_rows = -math.inf
        self._priced: tuple[Numbers, dict[int, float]] | None = None
        self._duals = self._master.plain_duals(self._params.initial_share)
        self._level = [0] * len(instance.people)
        self._are_routes = self._pricer.are_routes
        self._solves_master = self._master.size <= self._params.most_rows
        if not self._solves_master:
            # Helpers wait for a fractional solution, and there will be none.
            state.work_sharing.close()

    def offer_prices(self) -> None:
        """Offer the prices at the best bound, if there is one."""
        if self._priced is not None:
            duals, bounds = self._priced
            args = (self._instance, self._master, duals, bounds, self._best)
            self._state.offer_prices(price_all(*args))

    def _is_over(self) -> bool:
        return self._budget.is_over(self._work())

    def _work(self) -> float:
        return self._passes.work

    def _call(
        self, person: int, cheapest: Mapping[int, tuple[float, int]], effort: PricingEffort
    ) -> PricingCall:
        """Return what asks for a week of a person that is cheaper than those known."""
        upper, _ = cheapest.get(person, (0.0, -1))
        return PricingCall(person, self._pricer.multipliers[person], upper, effort)

    def _offer(self, bound: float, bounds: Mapping[int, float]) -> bool:
        """Offer a bound with what each person adds; return whether it is this ascent's best."""
        if bound <= self._best:
            return False
        self._best = bound
        self._priced = (self._duals.copy(), dict(bounds))
        self._state.offer_bound(round_sum(bound, self._instance, _ROUNDING))
        return True

    def begin(self) -> bool:
        """Find duals to begin with; return whether there is budget left.

        Routes are priced as fast as bounds of days: they begin at what a plan says.
        """
        if not self._are_routes:
            return self.coarse()
        if self._state.options:
            from sharepool.engine.columns.initial_duals import share_costs

            weeks = weeks_of(self._instance, self._state.options)
            self._duals = share_costs(self._instance, self._master, weeks)
        return not self._is_over()

    # Coarse: bounds of days.

    def coarse(self) -> bool:
        """Take coarse steps until they stall; return whether there is budget left."""
        multipliers = WeekMultipliers(self._instance, self._pricer)
        climbs = [_Climb(*start, self._params) for start in self._beginnings(multipliers)]
        farthest = self._race(climbs, multipliers) if len(climbs) > 1 else climbs[0]
        self._climb(farthest, multipliers)
        self._duals, multipliers.values[:] = farthest.best
        _LOGGER.debug("coarse steps end at bound %.1f", self._best)
        return not self._is_over()

    def _race(self, climbs: Sequence[_Climb], multipliers: WeekMultipliers) -> _Climb:
        """Return the climb that is near the plan at once, or leads after some passes."""
        objective = self._objective()
        for climb in climbs:
            self._climb(climb, multipliers, 1)
            if objective - climb.bound <= self._params.near_share * abs(objective):
                return climb
        for climb in climbs:
            self._climb(climb, multipliers, self._params.race_passes)
        return max(climbs, key=lambda climb: climb.bound)

    def _climb(
        self, climb: _Climb, multipliers: WeekMultipliers, passes: int = sys.maxsize
    ) -> None:
        """Take so many coarse steps at most, until they stall or time is over."""
        for _ in range(passes):
            if self._budget.spent(self._work()) >= self._params.coarse_until:
                return
            self._duals, multipliers.values[:] = climb.duals, climb.multipliers
            found = self._coarse_pass(multipliers)
            if found is None:
                return
            bound, bounds = found
            self._offer(bound, bounds)
            climb.note(bound, self._work(), self._way_to_plan(bound))
            if climb.rule.is_short or self._has_stalled(climb):
                return
            gradient = self._master.gradient(self._duals, self._usage)
            direction = climb.rule.deflect(np.concatenate([gradient, multipliers.gradient()]))
            length = climb.length_of_step(bound, direction)
            climb.duals = self._master.step(self._duals, direction[: self._master.size], length)
            multipliers.step(direction[self._master.size :], length)
            climb.multipliers = multipliers.values.copy()

    def _beginnings(self, multipliers: WeekMultipliers) -> list[tuple[Numbers, Numbers]]:
        """Return duals and multipliers to begin at.

        Where time on the road is scarce, a share of what sessions are worth; where it is not, the
        duals of a relaxed program that knows no roads.
        """
        from sharepool.engine.columns.initial_duals import find_initial_duals

        found = [(self._duals, multipliers.values.copy())]
        if sum(map(len, self._pricer.caps)) > self._params.most_relaxed_pairs:
            return found
        left = self._budget.seconds_left()
        seconds = None if left is None else self._params.relaxed_seconds_share * left
        initial = find_initial_duals(self._instance, self._master, self._pricer.caps, seconds)
        if initial is not None:
            multipliers.set_sessions(initial.session)
            found.append((initial.duals, multipliers.values.copy()))
        return found

    def _way_to_plan(self, bound: float) -> float:
        """Return how far a bound is from the incumbent, or from twice itself if there is none."""
        objective = self._state.objective
        return max(1.0, abs(bound) if objective is None else objective - bound)

    def _has_stalled(self, climb: _Climb) -> bool:
        """Return whether coarse passes bring too little for their work."""
        if len(climb.recent) < self._params.stall_passes:
            return False
        (before, low), (now, high) = climb.recent[0], climb.recent[-1]
        passes = (now - before) / self._work_of_pass
        return high - low < self._params.stall_share * passes * self._way_to_plan(high)

    @cached_property
    def _work_of_pass(self) -> float:
        """Estimate the work of pricing whole weeks of everybody in full."""
        before = self._work()
        some = self._people[:: math.ceil(len(self._people) / self._params.sample)]
        for person in some:
            call = self._call(person, {}, self._pricing.levels[self._pricing.full_level])
            self._take(call.put_to(self._pricer), {})
        return (self._work() - before) * len(self._people) / len(some)

    def _coarse_pass(self, multipliers: WeekMultipliers) -> tuple[float, dict[int, float]] | None:
        """Return the coarse bound at the present duals and what each person adds to it.

        None if there is no time for it.
        """
        self._master.set_prices(self._duals, self._pricer.prices)
        calls = [PricingCall(p, self._pricer.multipliers[p]) for p in self._people]
        answers = self._passes.price_all(calls, self._is_over)
        if len(answers) < len(calls):
            return None
        self._usage.clear()
        bound, bounds = self._master.constant(self._duals), {}
        for one in answers:
            bounds[one.person] = min(0.0, one.bound)
            bound += bounds[one.person]
            multipliers.usage_of[one.person][:] = one.usage
            self._usage.add(one.person, one.usage)
        return bound, bounds

    # Whole weeks.

    def whole_weeks(self) -> dict[int, float] | None:
        """Price whole weeks at ever better duals, then look harder where a week is uncertain.

        Return the bounds of everybody's weeks at the best duals; None out of time, or where no plan
        is known and bounds rise without end.
        """
        steps, is_sharp = self._steps(), False
        while self._budget.spent(self._work()) < self._params.refine_from:
            if steps.is_done:
                if not self._add_subset_rows(steps):
                    break
                steps = self._steps()
            bounds = self._week_pass(is_sharp=is_sharp)
            if bounds is None:
                return None
            point = self._point(bounds)
            self._offer(point.bound, bounds)
            self._duals = steps.next(point)
            if steps.is_endless and self._state.options is None:
                _LOGGER.debug("the bound has no end: there is likely no plan")
                return None
            self._state.offer_fractional(
                steps.fractional,
                self._master.subsets,
                has_small_artificials=steps.has_small_artificials,
            )
            highest = min(steps.ceiling, self._objective())
            uncertain = point.lagrangian_value - point.bound
            is_sharp = uncertain > self._pricing.sharp_share * (highest - point.bound)
        self._duals = steps.center
        _LOGGER.debug("whole weeks end at bound %.1f, %d weeks", self._best, len(self._pool))
        return self._refine()

    def _add_subset_rows(self, steps: DualSteps) -> bool:
        """Add rows that the solution of a program of routes breaks; return whether that pays."""
        params, rows = self._budget.params.subset_rows, self._master.block("subset")
        # By what the program promises: of the bound, some is uncertain until the end.
        value = steps.ceiling if math.isfinite(steps.ceiling) else self._best
        gain, self._before_rows = value - self._before_rows, value
        if not self._are_routes or gain < params.least_gain_share * abs(self._best):
            return False
        known = dict(zip(self._master.subsets, steps.center[list(rows)].tolist(), strict=True))
        subsets = renew(known, steps.fractional, self._master.single_tasks, params)
        if subsets is None:
            return False
        self._master = Master(self._instance, tuple(subsets))
        self._duals = np.concatenate([steps.center[: rows.start], list(subsets.values())])
        _LOGGER.debug("%d subset rows at bound %.1f", len(subsets), self._best)
        return True

    def _steps(self) -> DualSteps:
        if not self._solves_master:
            return Subgradient(self._master, self._duals, self._params.whole_weeks)
        from sharepool.engine.columns.box_step import BoxStep

        people = len(self._instance.people)
        return BoxStep(self._master, self._pool, people, self._budget, self._duals)

    def _objective(self) -> float:
        return math.inf if self._state.objective is None else self._state.objective

    def _point(self, bounds: dict[int, float]) -> DualPoint:
        """Return what a pass found."""
        constant = self._master.constant(self._duals)
        return DualPoint(
            duals=self._duals,
            bound=constant + sum(bounds.values()),
            lagrangian_value=constant + sum(cost for cost, _ in self._cheapest().values()),
            gradient=self._master.gradient(self._duals, self._usage),
        )

    def _week_pass(self, *, is_sharp: bool) -> dict[int, float] | None:
        """Return a bound of each person's week at the present duals, or None out of time.

        A sharp pass looks harder at the people whose week was uncertain in the last one.
        """
        self._master.set_prices(self._duals, self._pricer.prices)
        self._pool.add_plan(self._state.options or ())
        cheapest, levels = self._cheapest(), self._pricing.levels
        calls = [self._call(p, cheapest, levels[self._level[p]]) for p in self._people]
        answers = self._passes.price_all(calls, self._is_over)
        found = {one.person: self._take(one, cheapest) for one in answers}
        if len(answers) < len(calls):
            return None
        self._usage.clear()
        for person, one in found.items():
            self._count(person, one)
            level = self._level[person]
            gap = cheapest.get(person, (0.0, -1))[0] - one.bound
            if is_sharp and gap > self._pricing.uncertain_share * abs(self._best):
                self._level[person] = min(level + 1, self._pricing.hardest_in_pass)
            else:
                self._level[person] = max(level - 1, 0)
        return {person: one.bound for person, one in found.items()}

    def _take(
        self, answer: PricingAnswer, cheapest: Mapping[int, tuple[float, int]]
    ) -> _PricedWeek:
        """Take note of the weeks that pricing has found of a person."""
        upper, number = cheapest.get(answer.person, (0.0, -1))
        for week in answer.weeks:
            self._pool.add(week)
        bound = min(0.0, answer.bound)
        if answer.bound < upper - 1e-3:
            return _PricedWeek(bound, answer.usage)
        return _PricedWeek(bound, self._pool.weeks[number] if number >= 0 else None)

    def _count(self, person: int, found: _PricedWeek) -> None:
        """Count in what the week behind a bound uses."""
        if isinstance(found.used, Week):
            tasks, counts = np.unique([task for task, _ in found.used.sessions], return_counts=True)
            self._usage.add_week(person, tasks, counts.astype(np.float64), found.used.work)
        elif found.used is not None:
            self._usage.add(person, found.used)

    def _cheapest(self) -> dict[int, tuple[float, int]]:
        """Return each person's cheapest week in the pool: its cost, below 0, and number."""
        self._forget_dear_weeks()
        return self._master.cheapest(self._pool, self._pricer.prices)

    def _forget_dear_weeks(self) -> None:
        """Keep the pool small: drop weeks that cost far more than the cheapest of their person."""
        most = self._params.most_weeks
        if len(self._pool) <= most:
            return
        costs = self._master.reduced_costs(self._pool, self._pricer.prices)
        # Dives may have added weeks meanwhile.
        person = np.array([week.person for week in self._pool.weeks[: len(costs)]])
        least = np.full(len(self._instance.people), np.inf)
        np.minimum.at(least, person, costs)
        order = np.argsort(costs - least[person], kind="stable")
        self._pool.keep(np.sort(order[: most // 2]).tolist())

    def _refine(self) -> dict[int, float] | None:
        """Look ever harder for the cheapest weeks at the best duals, person by person.

        Return the bounds of their weeks, or None out of time.
        """
        bounds = self._week_pass(is_sharp=True)
        self._state.work_sharing.close()
        if bounds is None:
            return None
        for effort in self._pricing.levels[1:]:
            total = self._master.constant(self._duals) + sum(bounds.values())
            cheapest = self._cheapest()
            gaps = {p: cheapest.get(p, (0.0, -1))[0] - bounds[p] for p in self._people}
            uncertain = [p for p in self._people if gaps[p] >= _LEAST_GAP]
            uncertain.sort(key=lambda p: -gaps[p])
            calls = [self._call(person, cheapest, effort) for person in uncertain]
            for answer in self._passes.price_each(calls, self._is_over):
                person, bound = answer.person, self._take(answer, cheapest).bound
                total += max(0.0, bound - bounds[person])
                bounds[person] = max(bounds[person], bound)
                self._offer(total, bounds)
        return bounds

    def enumerate_columns(self, bounds: dict[int, float]) -> None:
        """Choose among all columns within what is left of the gap, if they are few."""
        from sharepool.engine.columns.enumeration import ColumnEnumeration, EnumerationPoint

        point = EnumerationPoint(self._pricer, self._master, self._duals, bounds)
        ColumnEnumeration(self._instance, self._state, self._budget, point, self._work).run()
