r"""The best plan that weeks known make: the master program in whole numbers, for CP-SAT.

The program is that of :mod:`sharepool.engine.columns.master`, with rows for what that leaves out:

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

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sharepool.engine.incumbent import Effort
from sharepool.engine.instance.types import NO_LIMIT, WEEK, Instance, Option
from sharepool.engine.weeks import Week, weeks_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

SECONDS = 10.0
"""Time, or CP-SAT's deterministic time, that one choice gets at most."""

CHOOSERS = ("max_lp", "quick_restart_no_lp", "core")
"""Of CP-SAT, which take turns on one core, with searches of neighbourhoods between them. Of 2,070
weeks of a county, one search alone had a choice better by 9 after 30 s, and all of them in turns
by 483; of 870 weeks, these three by 737 after 10 s."""


class Choice(NamedTuple):
    """Weeks of different people; whether no others are better; CP-SAT's deterministic time."""

    weeks: list[Week]
    is_best: bool
    work: float


def choose(
    instance: Instance,
    weeks: Iterable[Week],
    present: Sequence[Option],
    effort: Effort,
    *,
    seed: int,
    people: Collection[int] | None = None,
) -> Choice:
    """Choose the weeks, at most one of each person, that make the best plan.

    Parameters
    ----------
    instance : Instance
    weeks : iterable of Week
    present : sequence of Option
        A legal plan: where to begin, and what is to be beaten. Its weeks can be chosen, too.
    effort : Effort
        By which time or work is measured; a choice gets no more than :data:`SECONDS` of it.
    seed : int
    people : collection of int, optional
        Those whose weeks may be others than in the present plan; everybody if not given.

    Returns
    -------
    Choice
        Without weeks if none was found in time.
    """
    from ortools.sat.python import cp_model  # which takes a second or two

    model = cp_model.CpModel()
    own = set(weeks_of(instance, present))
    if people is not None:
        weeks = (week for week in weeks if week.person in people)
    columns = sorted(own.union(weeks))
    free = [people is None or week.person in people for week in columns]
    chosen = [model.new_int_var(0 if is_free else 1, 1, "") for is_free in free]
    for week, variable in zip(columns, chosen, strict=True):
        model.add_hint(variable, week in own)
    _Rows(instance, model, columns, chosen).write()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2  # proves in a second what takes minutes without
    solver.parameters.interleave_search = True
    solver.parameters.subsolvers.extend(CHOOSERS)
    if effort.deterministic:
        solver.parameters.max_deterministic_time = SECONDS
    else:
        left = effort.seconds_left()
        solver.parameters.max_time_in_seconds = min(SECONDS, math.inf if left is None else left)
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
        moments = {(start.day, start.begin) for start in self._instance.starts}
        moments |= {(taken.day, taken.begin) for taken in self._instance.taken}
        begins = sorted(moments)
        present: dict[tuple[int, int, int], dict[int, list[IntVar]]] = {}
        for week, x in self._columns:
            for key in self._moments_of(week, begins):
                present.setdefault(key, {}).setdefault(week.person, []).append(x)
        for (site, cohort, moment), people in present.items():
            room = self._room(site, begins[moment]) if cohort < 0 else 1
            if len(people) > room:
                self._hold([(x, 1) for own in people.values() for x in own], 0, room)

    def _room(self, site: int, moment: tuple[int, int]) -> int:
        """Return how many sessions a site can host at a moment, closures taken off."""
        day, minute = moment
        closed = sum(
            row.sessions
            for row in self._instance.taken
            if (row.site, row.day) == (site, day) and row.begin <= minute < row.end
        )
        return self._instance.places[site].capacity - closed

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
