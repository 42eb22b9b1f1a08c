"""Proven bounds by pricing: subgradient steps over the duals, first coarse, then over whole weeks.

The *coarse* bound prices each person's week from bounds of its days (``multipliers.c`` of
``csrc/pricing``): a pass over a county takes hundredths of a second, and hundreds of them bring the
duals near their best.
Then *whole weeks* are priced, with every limit of the week exact: each pass gives a far better
bound and weeks for the pool. At the end, the people whose cheapest week is not certain yet are
looked at once more, ever harder.

A bound is only ever offered from a pass over everybody, with the prices of that pass.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns import pricing
from sharepool.engine.columns.dual_steps import Look, Path, Steps, Subgradient
from sharepool.engine.columns.master import Master, Use
from sharepool.engine.columns.pricing import Pricer
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance
from sharepool.engine.weeks import Week

Numbers = NDArray[np.float64]
Result = TypeVar("Result")

STEPS_PER_WORK = 5e6
"""Steps of pricing that count as one unit of work (about a second of one core)."""

STEPS_PER_CALL = 2000
"""What a call counts besides its steps."""

SHORTEST = 0.01
"""Pace at which steps are too short to bring anything."""

ROUNDING = 1e-3
"""What a bound may lie above a whole number without being rounded up to the next."""

AMBITION = 0.25
"""How far above the best bound a coarse step first aims: a share of the way to the plan's objective
from where the ascent begins."""

LARGEST_PROGRAM = 20_000
"""Rows up to which the restricted master is solved for new duals; beyond, subgradients lead on."""

MOST_WEEKS = 20_000
"""Weeks in the pool from which the dearer half is dropped: the program's answers get slow."""

NEAR = 0.2
"""Share of the plan's objective by which a bound may lie below it for the duals of the relaxed
program to be a better beginning than a rule of thumb: else what is scarce is time on the road, of
which that program knows nothing, and the ascent ends lower (on a county, on real schools)."""

BEGINNING_SHARE = 0.1
"""Of the time left, what that program may take."""

STALL_PASSES, STALL_SHARE, SAMPLE = 40, 0.02, 10
"""The coarse bound has stalled when so many passes, in the work of one over whole weeks, brought
less than this share of the gap. What that work would be is asked of so many people. With 6% a
prefecture was at 920,708 after 200 s of one core, with 2% at 966,025 after 150 s."""

COARSE_SHARE, REFINE_SHARE = 0.6, 0.85
"""Shares of the effort: until when coarse passes may go on, from when on refinement begins."""

SESSION = 2
"""Where the multiplier of sessions is among a person's."""

EFFORTS = (
    pricing.Effort(growth=3e4, steps=4, list_steps=25),
    pricing.Effort(growth=3e5, steps=4, list_steps=25),
    pricing.Effort(growth=3e6, steps=10, list_steps=40),
    pricing.Effort(growth=3e7, steps=30, list_steps=60),
)
"""How hard the cheapest week of a person is looked for: harder while it is not certain."""

HARDEST_IN_PASS = 2
"""Which of them may be spent on a person in a pass over everybody."""

UNCERTAIN = 2e-5
"""Share of the bound that is worth looking harder at one person."""

SHARP_SHARE = 0.2
"""People are looked at harder once what is uncertain is such a share of what the bound may gain."""


class _Found(NamedTuple):
    """What pricing found of a person: a bound of any week, and what the week behind it uses.

    That is told as multipliers see it, or is the cheapest week known, if no other is cheaper; None
    if that is the empty one.
    """

    bound: float
    used: Numbers | Week | None


def raise_bound(instance: Instance, board: Board, effort: Effort, *, closes: bool = False) -> None:
    """Offer bounds until the effort is spent; weeks that pricing finds go to the board's pool.

    Passes over everybody are shared with the lanes that lend a hand.

    Parameters
    ----------
    instance : Instance
    board : Board
    effort : Effort
    closes : bool
        Whether what is left of the gap is worth closing by a choice among all near weeks.
    """
    try:
        if any(instance.people_of):
            climb = _Climb(instance, board, effort)
            bounds = climb.whole_weeks() if climb.coarse() else None
            if closes and bounds is not None:
                climb.close(bounds)
    finally:
        board.crew.close()


class _Climb:
    """The state of one ascent."""

    def __init__(self, instance: Instance, board: Board, effort: Effort) -> None:
        self._instance, self._board, self._effort = instance, board, effort
        self._pool = board.pool
        self._pricer, self._master = Pricer(instance), Master(instance)
        self._pricers = {0: self._pricer}
        self._people = [p for p, tasks in enumerate(instance.tasks_of) if tasks]
        self._use = Use(instance, self._pricer.caps)
        self._best = -math.inf
        self._duals = self._master.start()
        self._level = [0] * len(instance.people)
        if self._master.size > LARGEST_PROGRAM:
            board.crew.close()  # Who lends a hand waits for a mixture, and there will be none.

    def _is_over(self) -> bool:
        return self._effort.is_over(self._work())

    def _work(self) -> float:
        hands = list(self._pricers.values())
        return sum(hand.steps + STEPS_PER_CALL * hand.calls for hand in hands) / STEPS_PER_WORK

    def _for_everybody(self, do: Callable[[Pricer, int], Result]) -> dict[int, Result] | None:
        """Return what was done for each person, by several hands if there are; None out of time."""

        def unless_over(hand: int, person: int) -> Result | None:
            if self._is_over():
                return None
            if hand not in self._pricers:
                self._pricers[hand] = self._pricer.twin()
            return do(self._pricers[hand], person)

        found = self._board.crew.map(unless_over, self._people)
        done = {p: one for p, one in zip(self._people, found, strict=True) if one is not None}
        return done if len(done) == len(found) else None

    def _offer(self, bound: float) -> bool:
        """Offer a bound, and return whether it is this ascent's best."""
        if bound <= self._best:
            return False
        self._best = bound
        self._board.offer_bound(math.ceil(bound - ROUNDING))
        return True

    # Coarse: bounds of days.

    def coarse(self) -> bool:
        """Take coarse steps until they stall; return whether there is effort left."""
        path, distance = Path(0.95, patience=10), 0.0
        ties = _Ties(self._instance, self._pricer)
        self._begin(ties)
        recent: deque[tuple[float, float]] = deque(maxlen=STALL_PASSES)
        best_duals, best_ties = self._duals.copy(), ties.values.copy()
        while self._effort.spent(self._work()) < COARSE_SHARE:
            bound = self._coarse_pass(ties)
            if bound is None:
                return False
            better = self._offer(bound)
            if better:
                best_duals, best_ties = self._duals.copy(), ties.values.copy()
            distance = distance or AMBITION * self._way_to_plan(bound)
            path.note(better)
            recent.append((self._work(), self._best))
            if path.pace < SHORTEST or self._has_stalled(recent):
                break
            gradient = self._master.gradient(self._duals, self._use)
            direction = path.deflect(np.concatenate([gradient, ties.gradient()]))
            aim = self._best + path.pace * distance
            length = (aim - bound) / max(1e-9, float(np.square(direction).sum()))
            self._duals = self._master.step(self._duals, direction[: self._master.size], length)
            ties.step(direction[self._master.size :], length)
        self._duals = best_duals
        ties.values[:] = best_ties
        return not self._is_over()

    def _begin(self, ties: _Ties) -> None:
        """Begin at the duals of the relaxed program, if these bring the bound near the plan."""
        from sharepool.engine.columns.initial_duals import begin

        objective, plain = self._board.objective, self._duals
        if objective is None:
            return
        left = self._effort.seconds_left()
        seconds = None if left is None else BEGINNING_SHARE * left
        beginning = begin(self._instance, self._master, self._pricer.caps, seconds)
        if beginning is None:
            return
        self._duals = beginning.duals
        ties.set_sessions(beginning.session)
        bound = self._coarse_pass(ties)
        if bound is None or objective - bound > NEAR * abs(objective):
            self._duals = plain
            ties.values[:] = 0.0

    def _way_to_plan(self, bound: float) -> float:
        """Return how far a bound is from the best plan, or from twice itself if there is none."""
        objective = self._board.objective
        return max(1.0, abs(bound) if objective is None else objective - bound)

    def _has_stalled(self, recent: Sequence[tuple[float, float]]) -> bool:
        if len(recent) < STALL_PASSES:
            return False
        (before, low), (now, high) = recent[0], recent[-1]
        passes = (now - before) / self._work_of_pass
        return high - low < STALL_SHARE * passes * self._way_to_plan(high)

    @cached_property
    def _work_of_pass(self) -> float:
        """Estimate the work of pricing whole weeks of everybody."""
        before = self._work()
        some = self._people[:: math.ceil(len(self._people) / SAMPLE)]
        for person in some:
            self._price(self._pricer, person, {}, EFFORTS[0])
        return (self._work() - before) * len(self._people) / len(some)

    def _coarse_pass(self, ties: _Ties) -> float | None:
        """Return the coarse bound at the present duals, or None if there is no time for it."""
        self._master.set_prices(self._duals, self._pricer.prices)
        bound = self._master.constant(self._duals)
        bounds = self._for_everybody(lambda hand, p: hand.relax(p, ties.usage_of[p]))
        if bounds is None:
            return None
        self._use.clear()
        for person, least in bounds.items():
            bound += min(0.0, least)
            self._use.add(person, ties.usage_of[person])
        return bound

    # Whole weeks.

    def whole_weeks(self) -> dict[int, float] | None:
        """Price whole weeks at ever better duals, then look harder where a week is uncertain.

        Return the bounds of everybody's weeks at the best duals, or None out of time.
        """
        steps: Steps = Subgradient(self._master, self._duals)
        if self._master.size <= LARGEST_PROGRAM:
            from sharepool.engine.columns.box_step import Boxes

            people = len(self._instance.people)
            steps = Boxes(self._master, self._pool, people, self._effort, self._duals)
        is_sharp = False
        while not steps.is_done and self._effort.spent(self._work()) < REFINE_SHARE:
            bounds = self._week_pass(is_sharp=is_sharp)
            if bounds is None:
                return None
            look = self._look(bounds)
            self._offer(look.bound)
            self._duals = steps.next(look)
            self._board.offer_mixture(steps.mixture, is_sound=steps.is_sound)
            promise = min(steps.promise, self._objective())
            is_sharp = look.attained - look.bound > SHARP_SHARE * (promise - look.bound)
        self._duals = steps.center
        return self._refine()

    def _objective(self) -> float:
        return math.inf if self._board.objective is None else self._board.objective

    def _look(self, bounds: dict[int, float]) -> Look:
        """Return what a pass found."""
        constant = self._master.constant(self._duals)
        return Look(
            duals=self._duals,
            bound=constant + sum(bounds.values()),
            attained=constant + sum(cost for cost, _ in self._cheapest().values()),
            gradient=self._master.gradient(self._duals, self._use),
        )

    def _week_pass(self, *, is_sharp: bool) -> dict[int, float] | None:
        """Return a bound of each person's week at the present duals, or None out of time.

        A sharp pass looks harder at the people whose week was uncertain in the last one.
        """
        self._master.set_prices(self._duals, self._pricer.prices)
        self._pool.add_plan(self._board.options or ())
        cheapest = self._cheapest()
        found = self._for_everybody(
            lambda hand, p: self._price(hand, p, cheapest, EFFORTS[self._level[p]])
        )
        if found is None:
            return None
        self._use.clear()
        for person, one in found.items():
            self._count(person, one)
            level = self._level[person]
            gap = cheapest.get(person, (0.0, -1))[0] - one.bound
            harder = is_sharp and gap > UNCERTAIN * abs(self._best)
            self._level[person] = min(level + 1, HARDEST_IN_PASS) if harder else max(level - 1, 0)
        return {person: one.bound for person, one in found.items()}

    def _price(
        self,
        pricer: Pricer,
        person: int,
        cheapest: dict[int, tuple[float, int]],
        effort: pricing.Effort,
    ) -> _Found:
        """Look for cheap weeks of a person, and take note of them."""
        upper, number = cheapest.get(person, (0.0, -1))
        priced = pricer.price(person, upper, effort)
        for week in priced.weeks:
            self._pool.add(week)
        bound = min(0.0, priced.bound)
        if priced.bound < upper - 1e-3:
            return _Found(bound, pricer.usage(person))
        return _Found(bound, self._pool.weeks[number] if number >= 0 else None)

    def _count(self, person: int, found: _Found) -> None:
        """Count in what the week behind a bound uses."""
        if isinstance(found.used, Week):
            tasks, counts = np.unique([task for task, _ in found.used.sessions], return_counts=True)
            self._use.add_week(person, tasks, counts.astype(np.float64), found.used.work)
        elif found.used is not None:
            self._use.add(person, found.used)

    def _cheapest(self) -> dict[int, tuple[float, int]]:
        """Return each person's cheapest week in the pool: its cost, below 0, and number."""
        self._forget_dear_weeks()
        return self._master.cheapest(self._pool, self._pricer.prices)

    def _forget_dear_weeks(self) -> None:
        """Keep the pool small: drop weeks that cost far more than the cheapest of their person."""
        if len(self._pool) <= MOST_WEEKS:
            return
        costs = self._master.reduced_costs(self._pool, self._pricer.prices)
        # Dives may have added weeks meanwhile.
        person = np.array([week.person for week in self._pool.weeks[: len(costs)]])
        least = np.full(len(self._instance.people), np.inf)
        np.minimum.at(least, person, costs)
        order = np.argsort(costs - least[person], kind="stable")
        self._pool.keep(np.sort(order[: MOST_WEEKS // 2]).tolist())

    def _refine(self) -> dict[int, float] | None:
        """Look ever harder for the cheapest weeks at the best duals, person by person.

        Return the bounds of their weeks, or None out of time.
        """
        bounds = self._week_pass(is_sharp=True)
        if bounds is None:
            return None
        for effort in EFFORTS[1:]:
            total = self._master.constant(self._duals) + sum(bounds.values())
            cheapest = self._cheapest()
            gaps = {p: cheapest.get(p, (0.0, -1))[0] - bounds[p] for p in self._people}
            for person in sorted(self._people, key=lambda p: -gaps[p]):
                if self._is_over() or gaps[person] < 1:
                    break
                bound = self._price(self._pricer, person, cheapest, effort).bound
                total += max(0.0, bound - bounds[person])
                bounds[person] = max(bounds[person], bound)
                self._offer(total)
        return bounds

    def close(self, bounds: dict[int, float]) -> None:
        """Close what is left of the gap, if near weeks are few."""
        from sharepool.engine.columns.enumeration import Closing, Vantage

        vantage = Vantage(self._pricer, self._master, self._duals, bounds)
        Closing(self._instance, self._board, self._effort, vantage, self._work).run()


class _Ties:
    """The multipliers of everybody's week as one array, which the pricer's are views of."""

    def __init__(self, instance: Instance, pricer: Pricer) -> None:
        sizes = [len(ties) for ties in pricer.ties]
        first = np.concatenate([[0], np.cumsum(sizes)])
        self._first = first
        self.values = np.concatenate([*pricer.ties, np.zeros(0)])
        self._usage = np.zeros_like(self.values)
        self.usage_of = [self._usage[a:b] for a, b in pairwise(first)]
        pricer.ties[:] = [self.values[a:b] for a, b in pairwise(first)]
        limits, highest, scales = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
        for who, most in zip(instance.people, pricer.caps, strict=True):
            limits.append(
                np.array(
                    [
                        who.max_work,
                        instance.fair_road,
                        who.max_sessions_week,
                        who.max_days_week,
                        *most,
                    ]
                )
            )
            top = np.full(len(most) + pricing.TIES, np.inf)
            top[0] = np.inf if instance.count_travel else 0.0
            top[1] = instance.weights.long_road
            highest.append(top)
            scales.append(np.array([60.0, 60.0, *np.ones(len(most) + 2)]))
        self._limits, self._highest = np.concatenate(limits), np.concatenate(highest)
        self._scales = np.concatenate(scales)

    def set_sessions(self, values: Numbers) -> None:
        """Set what a session of each person's week costs."""
        self.values[self._first[:-1] + SESSION] = values

    def gradient(self) -> Numbers:
        """Return the subgradient where the last pass used so much; minutes in hours."""
        excess = (self._usage - self._limits) / self._scales
        stuck = ((self.values <= 0) & (excess < 0)) | (
            (self.values >= self._highest) & (excess > 0)
        )
        return np.where(stuck, 0.0, excess)

    def step(self, direction: Numbers, length: float) -> None:
        """Go on, within what makes sense."""
        self.values[:] = np.clip(
            self.values + length * direction / self._scales, 0.0, self._highest
        )
