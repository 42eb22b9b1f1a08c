"""Closing what is left of the gap of a small problem: its best plan is chosen among all near weeks.

Once the duals are as good as they get, every week that a better plan could have costs little: no
more than the gap above the cheapest of its person. Where those are few, they are listed, and CP-SAT
chooses among them (``sketched.py``; Baldacci, Christofides and Mingozzi, An exact algorithm for the
vehicle routing problem based on the set partitioning formulation with additional cuts, 2008). Few
people need weeks from far above, so all are listed a part of the way at first, then further for
those whose best week seems to be among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns import pricing
from sharepool.engine.columns.aggregated import Answer, Known, Program
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import Listed, Pricer
from sharepool.engine.incumbent import Board, Effort
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.annealing import COLD, cool, hand_over, worth_of_session
from sharepool.engine.search.roster import Roster

FIRST_REACH, FURTHER = 5e-5, 2.0
"""How far above the cheapest weeks are listed first, as a share of the bound (the gap may be wide
when the search has hardly begun), and how much further when that was not enough."""

FEW_WEEKS = 50
"""Of a person, which are listed further at once."""

TOLERANCE = 1e-6

MOST_WEEKS, MOST_DEALT = 100_000, 5_000
"""Among which branch and cut may choose: fewer if most sessions are still to be dealt to like
tasks, of which its linear program says little. Of all real schools 6% are, of a county 79%, whose
bound rose by 30 of 1,900 in two minutes."""

LISTING_SECONDS = 0.15
"""For each person, below which there is no time to list weeks and to choose among them."""

MOST_NUMBERS = 1_000_000
"""To tell of the weeks of one person."""

EFFORT = pricing.Effort(growth=1e8, steps=10, list_steps=40, listed=50_000)
"""How hard weeks of a person are listed."""

WARM, MOVES = 0.1, 1_000
"""First temperature of the search that makes a plan of a choice, and its moves a session."""


class Vantage(NamedTuple):
    """From where near weeks are seen: duals, and what was proven there.

    Attributes
    ----------
    pricer : Pricer
        With the prices of the duals.
    master : Master
    duals : array
    bounds : dict of int to float
        No week of a person costs less.
    """

    pricer: Pricer
    master: Master
    duals: NDArray[np.float64]
    bounds: Mapping[int, float]

    @property
    def bound(self) -> float:
        """What no plan costs less than."""
        return self.master.constant(self.duals) + sum(self.bounds.values())


class Closing:
    """Raises the bound to the objective, or finds a better plan, if near weeks are few.

    Parameters
    ----------
    instance : Instance
    board : Board
    effort : Effort
    vantage : Vantage
    work : callable
        Returns the work done by the pricer and before.
    """

    def __init__(
        self,
        instance: Instance,
        board: Board,
        effort: Effort,
        vantage: Vantage,
        work: Callable[[], float],
    ) -> None:
        self._instance, self._board, self._effort = instance, board, effort
        self._vantage, self._priced = vantage, work
        self._solved = 0.0
        self._reach: dict[int, float] = {}
        self._asked: dict[int, float] = {}
        self._listed: dict[int, Listed] = {}
        self._most = {
            person: dict(zip(instance.tasks_of[person], map(round, caps), strict=True))
            for person, caps in enumerate(vantage.pricer.caps)
        }

    def run(self) -> None:
        """List and choose, ever further, until nothing is left open."""
        left = self._effort.seconds_left()
        if left is not None and left < LISTING_SECONDS * len(self._vantage.bounds):
            return
        while not self._is_over() and (objective := self._board.objective) is not None:
            # No week of a better plan is farther above the cheapest of its person.
            way = objective - self._vantage.bound
            if way <= 0 or not self._list(way):
                return
            answer = self._choose(way, objective)
            if answer.pairs is None or not self._go_on(answer, way):
                return

    def _work(self) -> float:
        return self._priced() + self._solved

    def _is_over(self) -> bool:
        return self._effort.is_over(self._work())

    def _list(self, way: float) -> bool:
        """List near weeks of everybody; return whether they are few enough."""
        weeks, first = 0, max(1.0, FIRST_REACH * abs(self._vantage.bound))
        for person in self._vantage.bounds:
            self._reach.setdefault(person, first)
            while self._asked.get(person, -1.0) < min(way, self._reach[person]):
                self._list_weeks(person, way)
                few = len(self._listed[person].sketches) < FEW_WEEKS
                if not few or not self._reach_further(person, way):
                    break
            weeks += len(self._listed[person].sketches)
            if weeks > MOST_WEEKS or self._is_over():
                return False
        return weeks <= MOST_DEALT or not _is_mostly_dealt(self._listed.values())

    def _sees(self, person: int) -> float:
        """Return how far above the cheapest all weeks of a person are listed."""
        return self._listed[person].bound - self._vantage.bounds[person] + TOLERANCE

    def _list_weeks(self, person: int, way: float) -> None:
        vantage, least = self._vantage, self._vantage.bounds[person]
        self._asked[person] = min(way, self._reach[person])
        limit = least + self._asked[person]
        listed = vantage.pricer.list_weeks(person, limit, EFFORT, MOST_NUMBERS)
        if person not in self._listed or listed.bound > self._listed[person].bound:
            self._listed[person] = listed._replace(bound=max(listed.bound, least))

    def _choose(self, way: float, objective: int) -> Answer:
        """Choose among the weeks listed, and offer the bound."""
        vantage, effort = self._vantage, self._effort
        known = {
            person: Known(
                listed,
                self._most[person],
                is_all=self._sees(person) >= way,
            )
            for person, listed in self._listed.items()
        }
        program = Program(self._instance, vantage.master, vantage.duals, known, objective)
        answer = program.solve(
            seconds=effort.seconds_left(),
            work=None if effort.work is None else max(0.0, effort.work - self._work()),
            tell=lambda bound: self._board.offer_bound(min(bound, objective)),
            cancel=self._board.done,
        )
        self._solved += answer.work
        if answer.is_best and answer.pairs is None:
            self._board.offer_bound(objective)
        elif answer.bound is not None:
            self._board.offer_bound(min(answer.bound, objective))
        return answer

    def _go_on(self, answer: Answer, way: float) -> bool:
        """Make a plan of a choice, and list further; return whether that brought anything."""
        better = self._attain(answer)
        further = [self._reach_further(person, way) for person in answer.blanks]
        return answer.is_best and (better or any(further))

    def _reach_further(self, person: int, way: float) -> bool:
        """Let weeks of a person be listed further, if they are listed as far as was asked for."""
        reach = self._reach[person]
        if reach >= way or self._sees(person) < reach:
            return False
        self._reach[person] = FURTHER * reach
        return True

    def _attain(self, answer: Answer) -> bool:
        """Look for the plan that a choice stands for; return whether that is better."""
        pairs, blanks = answer.pairs or set(), set(answer.blanks)
        chosen = self._instance.with_people(
            [
                tuple(p for p in people if p in blanks or (p, task) in pairs)
                for task, people in enumerate(self._instance.people_of)
            ]
        )
        roster = Roster(chosen, 0)
        roster.fill(range(len(chosen.tasks)))
        scale = worth_of_session(chosen)
        cool(
            roster,
            (WARM * scale, COLD * scale),
            moves=MOVES * roster.units,
            effort=self._effort,
            before=self._work(),
        )
        return hand_over(roster, self._board)


def _is_mostly_dealt(listed: Iterable[Listed]) -> bool:
    """Return whether of most sessions listed it is open which of like tasks they are of."""
    single, dealt = 0, 0
    for one in listed:
        for sketch in one.sketches:
            for bundle, days in sketch.pieces:
                if len(one.bundles[bundle]) == 1:
                    single += sum(days)
                else:
                    dealt += sum(days)
    return dealt > single
