"""Column enumeration within the gap: the best plan of a small problem, chosen among all columns.

Once the duals are as good as they get, every week that a better plan could have costs little: no
more than the gap above the cheapest of its person. Where those are few, they are listed, and branch
and cut chooses among them (``aggregated.py``). Few people need weeks from far above, so all are
listed a part of the way at first, then further for those whose best week seems to be among the
others.

References
----------
Baldacci, Christofides and Mingozzi, An exact algorithm for the vehicle routing problem based on the
set partitioning formulation with additional cuts (2008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.aggregated import (
    AggregatedChoice,
    AggregatedMaster,
    ColumnsOfPerson,
)
from sharepool.engine.columns.master import Master
from sharepool.engine.columns.pricing import AggregatedColumn, EnumeratedColumns, Pricer
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.types import Instance
from sharepool.engine.search.annealing import cool, hand_over, worth_of_session
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Week, options_of
from sharepool.problem.cells import MINUTES_PER_DAY

_TOLERANCE = 1e-6
"""By which a column may be nearer than it is listed as."""

_LEAST_REACH = 1.0
"""Points of the objective above the cheapest week that columns are listed at least."""


class EnumerationPoint(NamedTuple):
    """The duals at which columns are enumerated, and what was proven there.

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


class ColumnEnumeration:
    """Raises the bound to the objective, or finds a better plan, if columns in the gap are few.

    Parameters
    ----------
    instance : Instance
    state : SolveState
    budget : SolveBudget
    point : EnumerationPoint
    work : callable
        Returns the work done by the pricer and before.
    """

    def __init__(
        self,
        instance: Instance,
        state: SolveState,
        budget: SolveBudget,
        point: EnumerationPoint,
        work: Callable[[], float],
    ) -> None:
        self._instance, self._state, self._budget = instance, state, budget
        self._params = budget.params.enumeration
        self._point, self._priced = point, work
        self._solved = 0.0
        self._reach: dict[int, float] = {}
        self._asked: dict[int, float] = {}
        self._listed: dict[int, EnumeratedColumns] = {}
        self._most = {
            person: dict(zip(instance.tasks_of[person], map(round, caps), strict=True))
            for person, caps in enumerate(point.pricer.caps)
        }

    def run(self) -> None:
        """List and choose, ever further, until nothing is left open."""
        left = self._budget.seconds_left()
        least = self._params.seconds_per_person * len(self._point.bounds)
        if left is not None and left < least:
            return
        if self._point.pricer.are_routes:
            self._choose_among_known()
        elif self._is_hopeless():
            return
        while not self._is_over() and (objective := self._state.objective) is not None:
            # No week of a better plan is farther above the cheapest of its person.
            gap = objective - self._point.bound
            if gap <= 0 or not self._list(gap):
                return
            choice = self._choose(gap, objective)
            if self._is_narrower(gap):
                self._forget()
            elif choice.pairs is None or not self._go_on(choice, gap):
                return

    def _is_narrower(self, gap: float) -> bool:
        """Return whether so much better a plan has been found that it pays to begin anew."""
        objective = self._state.objective
        if objective is None or not self._point.pricer.are_routes:
            return False
        return objective - self._point.bound < self._params.narrower * gap

    def _forget(self) -> None:
        """Let routes be listed anew, for a narrower gap."""
        for memory in (self._listed, self._reach, self._asked):
            memory.clear()

    def _is_hopeless(self) -> bool:
        """Return whether the gap of so many people holds too many columns to list them."""
        objective, params = self._state.objective, self._params
        if objective is None or len(self._point.bounds) <= params.few_people:
            return False
        return objective - self._point.bound > params.most_gap * abs(objective)

    def _choose_among_known(self) -> None:
        """Choose among the routes of the pool that a better plan could have: no bound, a plan."""
        objective, point, budget = self._state.objective, self._point, self._budget
        if objective is None or objective <= point.bound:
            return
        near = self._near_routes(objective - point.bound)
        self._state.near_routes = tuple(near[: self._params.most_near])
        known = {
            person: ColumnsOfPerson(listed, self._most[person], is_all=True)
            for person, listed in self._few_routes(near, objective - point.bound).items()
        }
        program = self._program(known, objective)
        share, left = self._params.known_share, budget.seconds_left()
        work = None if budget.work is None else max(0.0, budget.work - self._work())
        choice = program.solve(
            seconds=None if left is None else share * left,
            work=None if work is None else share * work,
            params=budget.params,
            tell=lambda _: None,
            cancel=self._state.done.is_set,
        )
        self._solved += choice.work
        if choice.pairs is not None:
            self._realise(choice)

    def _few_routes(self, near: Iterable[Week], gap: float) -> Mapping[int, EnumeratedColumns]:
        """Return some routes: those near or, where teams have to meet, in every order of visits."""
        if not any(task.is_event for task in self._instance.tasks):
            return self._as_columns(near)
        self._list_routes(gap, self._params.most_met)
        listed = dict(self._listed)
        self._forget()
        return listed

    def _near_routes(self, gap: float) -> list[Week]:
        """Return the routes of the pool that are nearest the cheapest of their person."""
        point = self._point
        weeks = list(self._state.pool.weeks)
        costs = point.master.reduced_costs(self._state.pool, point.pricer.prices)[: len(weeks)]
        above = costs - np.array([point.bounds.get(week.person, 0.0) for week in weeks])
        order = np.argsort(above, kind="stable")[: self._params.most_known]
        return [weeks[number] for number in order.tolist() if above[number] < gap]

    def _as_columns(self, routes: Iterable[Week]) -> dict[int, EnumeratedColumns]:
        """Return routes as if they had been listed, each person's tasks classes of their own."""
        tasks_of = self._instance.tasks_of
        listed = {
            person: EnumeratedColumns(np.inf, [], [[task] for task in tasks_of[person]])
            for person in self._point.bounds
        }
        for week in routes:
            own = tasks_of[week.person]
            pieces = tuple((own.index(task), (1,)) for task, _ in week.sessions)
            listed[week.person].columns.append(AggregatedColumn(week.cost, week.work, pieces))
        return listed

    def _work(self) -> float:
        return self._priced() + self._solved

    def _is_over(self) -> bool:
        return self._budget.is_over(self._work())

    def _list(self, gap: float) -> bool:
        """List columns of everybody; return whether they are few enough."""
        if self._point.pricer.are_routes and not self._listed:
            return self._list_routes(gap, self._params.most_routes)
        weeks = 0
        first = max(_LEAST_REACH, self._params.first_reach * abs(self._point.bound))
        for person in self._point.bounds:
            self._reach.setdefault(person, first)
            while self._asked.get(person, -1.0) < min(gap, self._reach[person]):
                self._list_columns(person, gap)
                few = len(self._listed[person].columns) < self._params.few_weeks
                if not few or not self._reach_further(person, gap):
                    break
            weeks += len(self._listed[person].columns)
            if weeks > self._params.most_weeks or self._is_over():
                return False
        few = weeks <= self._params.most_disaggregated
        return few or not _is_mostly_aggregated(self._listed.values())

    def _list_routes(self, gap: float, most: int) -> bool:
        """List routes ever further, for everybody alike, as long as they stay few."""
        reach = self._params.first_routes_share * gap
        while not self._is_over():
            for person in self._point.bounds:
                self._reach[person] = reach
                self._list_columns(person, gap)
            count = sum(len(listed.columns) for listed in self._listed.values())
            if reach >= gap or self._params.further * count > most:
                return count <= self._params.most_weeks
            reach *= self._params.further
        return False

    def _sees(self, person: int) -> float:
        """Return how far above the cheapest all weeks of a person are listed."""
        return self._listed[person].bound - self._point.bounds[person] + _TOLERANCE

    def _list_columns(self, person: int, gap: float) -> None:
        point, least = self._point, self._point.bounds[person]
        self._asked[person] = min(gap, self._reach[person])
        limit = least + self._asked[person]
        effort, most = self._params.effort, self._params.most_numbers
        listed = point.pricer.list_weeks(person, limit, effort, most)
        if person not in self._listed or listed.bound > self._listed[person].bound:
            self._listed[person] = listed._replace(bound=max(listed.bound, least))

    def _program(self, known: Mapping[int, ColumnsOfPerson], objective: int) -> AggregatedMaster:
        point = self._point
        return AggregatedMaster(
            self._instance,
            point.master,
            point.duals,
            known,
            objective,
            are_routes=point.pricer.are_routes,
        )

    def _choose(self, gap: float, objective: int) -> AggregatedChoice:
        """Choose among the columns listed, and offer the bound."""
        budget = self._budget
        known = {
            person: ColumnsOfPerson(
                listed,
                self._most[person],
                is_all=self._sees(person) >= gap,
            )
            for person, listed in self._listed.items()
        }
        program = self._program(known, objective)
        choice = program.solve(
            seconds=budget.seconds_left(),
            work=None if budget.work is None else max(0.0, budget.work - self._work()),
            params=budget.params,
            tell=lambda bound: self._state.offer_bound(min(bound, objective)),
            cancel=lambda: self._state.done.is_set() or self._is_narrower(gap),
        )
        self._solved += choice.work
        if choice.is_best and choice.pairs is None:
            self._state.offer_bound(objective)
        elif choice.bound is not None:
            self._state.offer_bound(min(choice.bound, objective))
        return choice

    def _go_on(self, choice: AggregatedChoice, gap: float) -> bool:
        """Make a plan of a choice, and list further; return whether that brought anything."""
        better = self._realise(choice)
        further = [self._reach_further(person, gap) for person in choice.surrogates]
        return choice.is_best and (better or any(further))

    def _reach_further(self, person: int, gap: float) -> bool:
        """Let columns of a person be listed further, if they are listed as far as was asked for."""
        reach = self._reach[person]
        if reach >= gap or self._sees(person) < reach:
            return False
        self._reach[person] = self._params.further * reach
        return True

    def _realise(self, choice: AggregatedChoice) -> bool:
        """Look for the plan that a choice stands for; return whether that is better."""
        routes = self._point.pricer.are_routes
        chosen = self._instance if routes else self._chosen(choice)
        roster = Roster(chosen, 0)
        if routes:
            roster.add_all(options_of(self._routes(choice, self._pricer_of(choice))))
        roster.fill(range(len(chosen.tasks)))
        search, realising = self._budget.params.search, self._params.realising
        scale = worth_of_session(chosen, search)
        cool(
            roster,
            (realising.temperature * scale, search.last_temperature * scale),
            moves=realising.moves * roster.units,
            budget=self._budget,
            before=self._work(),
        )
        return hand_over(roster, self._state)

    def _chosen(self, choice: AggregatedChoice) -> Instance:
        """Return the instance in which people take what a choice says, surrogates what they can."""
        pairs, surrogates = choice.pairs or set(), set(choice.surrogates)
        return self._instance.with_people(
            [
                tuple(p for p in people if p in surrogates or (p, task) in pairs)
                for task, people in enumerate(self._instance.people_of)
            ]
        )

    def _pricer_of(self, choice: AggregatedChoice) -> Pricer:
        """Return what prices routes that have sessions of teams when the choice does."""
        if not choice.begins:
            return self._point.pricer
        return Pricer(self._instance.with_begins(choice.begins))

    def _routes(self, choice: AggregatedChoice, pricer: Pricer) -> Iterator[Week]:
        """Yield the routes of a choice; surrogates have the best of what is left over."""
        own: dict[int, list[int]] = defaultdict(list)
        for person, task in choice.pairs or ():
            if person not in choice.surrogates:
                own[person].append(task)
        tasks, dear = self._instance.tasks, dearer_than_any_route(self._instance)
        left = np.array([task.unmet + dear * (task.min_sessions > 0) for task in tasks])
        effort = self._params.effort
        for person, wanted in sorted(own.items()):
            worth = np.full(len(tasks), -dear)
            worth[wanted] = dear
            left[wanted] = -dear
            week = pricer.best_route(person, worth, effort)
            if week is not None:
                yield week
        for person in choice.surrogates:
            week = pricer.best_route(person, left, effort)
            if week is not None:
                left[[task for task, _ in week.sessions]] = -dear
                yield week


def dearer_than_any_route(instance: Instance) -> float:
    """Return more than a route costs, and than a session is missed for.

    A session worth that is taken, one worth as much below 0 is not.
    """
    weights = instance.weights
    minute = weights.travel + weights.long_road + weights.short_minute
    extras = sum(int(np.abs(extra.cost).max(initial=0)) for extra in instance.extras.values())
    places = weights.site_link * len(instance.places)
    missed = max((task.unmet for task in instance.tasks), default=0)
    return 1.0 + 2.0 * (MINUTES_PER_DAY * minute + extras + places + missed)


def _is_mostly_aggregated(listed: Iterable[EnumeratedColumns]) -> bool:
    """Return whether of most sessions listed it is open which of like tasks they are of."""
    single, aggregated = 0, 0
    for one in listed:
        for column in one.columns:
            for number, days in column.pieces:
                if len(one.classes[number]) == 1:
                    single += sum(days)
                else:
                    aggregated += sum(days)
    return aggregated > single
