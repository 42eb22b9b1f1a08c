r"""Better plans from the weeks of good ones: short searches bring weeks, CP-SAT chooses.

A short search begins at the best plan without one person, warm enough to settle elsewhere, or at
the master's mixture of weeks, rounded at random: where that is all but whole, it is nearer the best
plans than any that cooled by itself. What a search ends with is rarely better, but weeks of several
together often are. The program is the master of :mod:`sharepool.engine.columns.duals` in whole
numbers, with rows for what that leaves out:

.. math::

    & \textstyle \sum_w \text{at}_{sw} \lambda_w \le \text{capacity}
      & \text{at each site and moment, and 1 of each cohort} \quad (8) \\
    & \textstyle \sum_w n_{tdw} \lambda_w \le \text{per day}_t \, y_{td}, \quad
      \sum_{d \le d' < d + \text{gap}_t} y_{td'} \le 1
      & \text{days of tasks that several people may take} \quad (9)

Only required pins are left to the roster that takes the choice.

References
----------
Rochat and Taillard, Probabilistic diversification and intensification in local search for vehicle
routing (1995): tours of many solutions, chosen by set partitioning.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sharepool.engine.board import Board, Effort
from sharepool.engine.instance import NO_LIMIT, WEEK, Instance, Option
from sharepool.engine.search.annealing import (
    COLD,
    STEPS_PER_WORK,
    cool,
    hand_over,
    worth_of_session,
)
from sharepool.engine.search.roster import Roster
from sharepool.engine.weeks import Week, options_of, surest, weeks_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

SEARCHES = 8
"""Short searches before each choice."""


class Manner(NamedTuple):
    """How a short search goes on from where it begins.

    Attributes
    ----------
    moves : int
        A session.
    coolest, warmest : float
        Between what the first temperature is drawn, as shares of the mean weight of a missing
        session.
    """

    moves: int
    coolest: float
    warmest: float


NEARBY = Manner(moves=100, coolest=0.035, warmest=0.065)
"""From the best plan: cooler, it comes back to that; warmer, it does not settle in so few moves."""

ROUNDED = Manner(moves=250, coolest=0.008, warmest=0.025)
"""From the mixture, rounded: warmer, what the mixture says is lost; with more moves than that, too
few searches are made (measured on 1,041 sessions)."""

SWAY = 0.3
"""How much the last search in a manner says of what the next one will come to,"""
ODDS = 0.75
"""and how often the manner is taken that is expected to end better."""

SPREAD = 0.3
"""Shares are drawn up to this much larger or smaller before each person's largest is taken."""

SECONDS = 10.0
"""Time, or CP-SAT's deterministic time, that one choice gets at most."""

CHOOSERS = ("max_lp", "quick_restart_no_lp", "core")
"""Of CP-SAT, which take turns on one core, with searches of neighbourhoods between them. Of 2,070
weeks of a county, one search alone had a choice better by 9 after 30 s, and all of them in turns
by 483; of 870 weeks, these three by 737 after 10 s."""

ROUND_WORK = 0.1
"""What a turn counts besides its searches and its choice."""

FEWEST, MOST = 500, 10_000
"""Weeks to choose from: the latest, as many as still lead to the end or to a better plan."""


class Recombination:
    """Short searches around the best plan, and the best plan of all their weeks, in turns.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def __call__(self, instance: Instance, board: Board, effort: Effort) -> None:
        """Improve the best plan until the effort is spent."""
        chance = random.Random(self._seed)  # noqa: S311 (no secret depends on it)
        searches = _Searches(instance, board, chance)
        most, spent = 2.0 * FEWEST, 0.0
        while board.options is not None and instance.people and not effort.is_over(spent):
            for _ in range(SEARCHES):
                spent += searches.make(effort, spent)
            if effort.is_over(spent):
                return
            present = board.options
            weeks = [
                *weeks_of(instance, present),
                *board.elite.weeks[-int(most) :],
                *(week for week, _ in board.mixture),
            ]
            choice = choose(
                instance,
                weeks,
                present,
                seconds=None if effort.deterministic else min(SECONDS, _left(effort)),
                work=SECONDS if effort.deterministic else None,
                seed=chance.randrange(2**31),
            )
            spent += choice.work + ROUND_WORK
            is_of_use = _take(instance, board, choice.weeks) or choice.is_best
            most = min(MOST, 1.3 * most) if is_of_use else max(FEWEST, 0.6 * most)


def _left(effort: Effort) -> float:
    left = effort.seconds_left()
    return SECONDS if left is None else max(0.01, left)


class _Searches:
    """Short searches, in the manner that ends better, and the weeks of where they end.

    The weeks of pricing that are not in the mixture stay out: choices among them too took longer
    and led to no better plan.
    """

    def __init__(self, instance: Instance, board: Board, chance: random.Random) -> None:
        self._instance, self._board, self._chance = instance, board, chance
        self._expected: dict[Manner, float] = {}

    def make(self, effort: Effort, spent: float) -> float:
        """Make a search, and return the work that it took."""
        chance = self._chance
        manner = self._choose_manner()
        roster = Roster(self._instance, chance.randrange(2**31))
        if manner is NEARBY:
            self._begin_nearby(roster)
        else:
            self._begin_rounded(roster)
        scale = worth_of_session(self._instance)
        cool(
            roster,
            (scale * chance.uniform(manner.coolest, manner.warmest), scale * COLD),
            moves=manner.moves * roster.units,
            effort=effort,
            before=spent,
        )
        self._board.elite.add_plan(roster.best())
        hand_over(roster, self._board)
        end = float(roster.best_objective)
        before = self._expected.get(manner, end)
        self._expected[manner] = before + SWAY * (end - before)
        return roster.steps / STEPS_PER_WORK

    def _choose_manner(self) -> Manner:
        """Return the manner that is expected to end better, by chance the other one."""
        if not self._board.mixture:
            return NEARBY
        for manner in (NEARBY, ROUNDED):
            if manner not in self._expected:
                return manner
        better = min(self._expected, key=self._expected.__getitem__)
        other = ROUNDED if better is NEARBY else NEARBY
        return better if self._chance.random() < ODDS else other

    def _begin_nearby(self, roster: Roster) -> None:
        """Put the best plan in without one person, so that the roster's best plan is a new one."""
        left_out = self._chance.randrange(len(self._instance.people))
        roster.add_all(o for o in self._board.options or () if o.person != left_out)

    def _begin_rounded(self, roster: Roster) -> None:
        """Put in each person's week of the largest share, give or take, the surest first."""
        drawn = tuple(
            (week, share * self._chance.uniform(1 - SPREAD, 1 + SPREAD))
            for week, share in self._board.mixture
        )
        roster.add_all(options_of(surest(drawn)))
        roster.fill(range(len(self._instance.tasks)))


def _take(instance: Instance, board: Board, weeks: Iterable[Week]) -> bool:
    """Offer the plan that some weeks are, and return whether it is better than the best so far."""
    roster = Roster(instance)
    roster.add_all(options_of(weeks))
    roster.fill(range(len(instance.tasks)))
    return hand_over(roster, board)


class Choice(NamedTuple):
    """Weeks of different people; whether no others are better; CP-SAT's deterministic time."""

    weeks: list[Week]
    is_best: bool
    work: float


def choose(
    instance: Instance,
    weeks: Iterable[Week],
    present: Sequence[Option],
    *,
    seconds: float | None,
    work: float | None,
    seed: int,
) -> Choice:
    """Choose the weeks, at most one of each person, that make the best plan.

    Parameters
    ----------
    instance : Instance
    weeks : iterable of Week
        Those of the present plan among them.
    present : sequence of Option
        A legal plan: where to begin, and what is to be beaten.
    seconds, work : float or None
        Limits of time and of CP-SAT's deterministic time.
    seed : int

    Returns
    -------
    Choice
        Without weeks if none was found in time.
    """
    from ortools.sat.python import cp_model  # which takes a second or two

    model = cp_model.CpModel()
    columns = sorted(set(weeks))
    chosen = [model.new_bool_var("") for _ in columns]
    own = set(weeks_of(instance, present))
    for week, variable in zip(columns, chosen, strict=True):
        model.add_hint(variable, week in own)
    _Rows(instance, model, columns, chosen).write()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2  # proves in a second what takes minutes without
    solver.parameters.interleave_search = True
    solver.parameters.subsolvers.extend(CHOOSERS)
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    if work is not None:
        solver.parameters.max_deterministic_time = work
    status = solver.solve(model)
    used = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Choice([], is_best=False, work=used)
    best = [week for week, x in zip(columns, chosen, strict=True) if solver.boolean_value(x)]
    return Choice(best, is_best=status == cp_model.OPTIMAL, work=used)


Terms = list[tuple["IntVar", int]]


class _Rows:
    """The program, row by row; the objective but for its constants.

    Parameters
    ----------
    instance : Instance
    model : CpModel
    weeks : sequence of Week
    chosen : sequence of IntVar
        Whether each week is part of the plan.
    """

    def __init__(
        self,
        instance: Instance,
        model: CpModel,
        weeks: Sequence[Week],
        chosen: Sequence[IntVar],
    ) -> None:
        self._instance, self._model = instance, model
        self._columns = list(zip(weeks, chosen, strict=True))
        self._objective: Terms = [(x, week.cost) for week, x in self._columns]
        self._of_task: list[Terms] = [[] for _ in instance.tasks]
        for week, x in self._columns:
            for task, sessions in Counter(task for task, _ in week.sessions).items():
                self._of_task[task].append((x, sessions))

    def write(self) -> None:
        """Write all rows and the objective."""
        self._one_week_each()
        for task in range(len(self._instance.tasks)):
            self._sessions(task)
            self._people(task)
        self._sites()
        self._links()
        self._members()
        self._employers()
        self._moments()
        self._days()
        self._model.minimize(_sum(self._objective))

    def _hold(self, terms: Terms, low: int, high: int) -> None:
        self._model.add_linear_constraint(_sum(terms), low, high)

    def _slack(self, most: int, price: int) -> IntVar:
        slack = self._model.new_int_var(0, most, "")
        self._objective.append((slack, price))
        return slack

    def _one_week_each(self) -> None:
        """One week per person (1)."""
        of_person = defaultdict(list)
        for week, x in self._columns:
            of_person[week.person].append(x)
        for weeks in of_person.values():
            self._model.add_at_most_one(weeks)

    def _sessions(self, number: int) -> None:
        """Sessions of a task, and those that are missing (2)."""
        task = self._instance.tasks[number]
        missing = self._slack(task.sessions - task.min_sessions, task.unmet)
        terms = [*self._of_task[number], (missing, 1)]
        self._hold(terms, task.sessions, task.sessions)

    def _people(self, number: int) -> None:
        """People on a task, and the price of those beyond the first (3)."""
        task, price = self._instance.tasks[number], self._instance.weights.extra_staff
        people = [(x, 1) for x, _ in self._of_task[number]]
        if len(people) > 1:
            more = self._slack(task.max_staff - 1, price)
            self._hold([*people, (more, -1)], 0, 1)

    def _sites(self) -> None:
        """Floors of sites (4)."""
        at_site: dict[int, Terms] = defaultdict(list)
        for task, terms in zip(self._instance.tasks, self._of_task, strict=True):
            at_site[task.site] += terms
        price = self._instance.weights.below_floor
        for site, terms in at_site.items():
            self._reach(terms, self._instance.places[site].floor, price)

    def _reach(self, terms: Terms, needed: int, price: int, *, strict: bool = False) -> None:
        """Let sessions reach a number, or pay for what is short of it."""
        short = self._slack(0 if strict else max(0, needed), price)
        self._hold([*terms, (short, 1)], needed, NO_LIMIT)

    def _links(self) -> None:
        """Pairs: sessions at a site by people of a group (5)."""
        instance = self._instance
        for link in instance.links:
            terms = [
                (x, sum(instance.tasks[task].site == link.site for task, _ in week.sessions))
                for week, x in self._columns
                if instance.people[week.person].group == link.group
            ]
            self._reach(terms, link.needed, instance.weights.pair_short, strict=bool(link.strict))

    def _members(self) -> None:
        """Members of chains (6)."""
        for member in self._instance.members:
            terms = [term for task in member.tasks for term in self._of_task[task]]
            self._reach(terms, member.needed, self._instance.weights.chain_gap)

    def _employers(self) -> None:
        """Budgets of employers (7)."""
        work: dict[int, Terms] = defaultdict(list)
        for week, x in self._columns:
            work[self._instance.people[week.person].employer].append((x, week.work))
        for employer, terms in work.items():
            self._hold(terms, 0, self._instance.employer_work[employer])

    def _moments(self) -> None:
        """Sites at any moment, and cohorts (8). Nobody is in two sessions at once."""
        begins = sorted({(start.day, start.begin) for start in self._instance.starts})
        present: dict[tuple[int, int, int], dict[int, list[IntVar]]] = {}
        for week, x in self._columns:
            for key in self._moments_of(week, begins):
                present.setdefault(key, {}).setdefault(week.person, []).append(x)
        for (site, cohort, _), people in present.items():
            room = self._instance.places[site].capacity if cohort < 0 else 1
            if len(people) > room:
                self._hold([(x, 1) for own in people.values() for x in own], 0, room)

    def _moments_of(
        self, week: Week, begins: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int, int]]:
        """Yield (site, cohort or −1, moment) where a session of a week is under way."""
        for number, row in week.sessions:
            task, start = self._instance.tasks[number], self._instance.starts[row]
            first = bisect_left(begins, (start.day, start.begin))
            for moment in range(first, bisect_left(begins, (start.day, start.end))):
                yield task.site, -1, moment
                if task.cohort >= 0:
                    yield task.site, task.cohort, moment

    def _days(self) -> None:
        """Days of tasks that several people may take (9)."""
        on_day: dict[int, dict[int, Terms]] = defaultdict(lambda: defaultdict(list))
        for week, x in self._columns:
            given = Counter((task, self._instance.starts[row].day) for task, row in week.sessions)
            for (task, day), sessions in given.items():
                if self._instance.tasks[task].max_staff > 1:
                    on_day[task][day].append((x, sessions))
        for number, days in on_day.items():
            most, gap = (
                self._instance.tasks[number].max_per_day,
                self._instance.tasks[number].min_gap,
            )
            used = {day: self._model.new_bool_var("") for day in days}
            for day, terms in days.items():
                self._hold([*terms, (used[day], -most)], -most, 0)
            for first in range(WEEK):
                near = [x for day, x in used.items() if first <= day < first + gap]
                self._model.add_at_most_one(near)


def _sum(terms: Terms) -> LinearExprT:
    from ortools.sat.python.cp_model import LinearExpr

    variables, factors = [x for x, _ in terms], [factor for _, factor in terms]
    return LinearExpr.weighted_sum(variables, factors)
