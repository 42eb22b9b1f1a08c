r"""Set partitioning: the best plan that known weeks make, the master program in whole numbers.

Rows (M1) to (M7) are those of :mod:`sharepool.engine.columns.master`; more hold what that
leaves out:

.. math::

    & \textstyle \sum_w \text{at}_{sw} \lambda_w \le \text{capacity}
      & \text{at each site and moment, and 1 of each cohort} \quad (M8) \\
    & \textstyle \sum_w n_{tdw} \lambda_w \le \text{per day}_t \, y_{td}, \quad
      \sum_{d \le d' < d + \text{gap}_t} y_{td'} \le 1
      & \text{days of tasks that several people may take} \quad (M9) \\
    & \textstyle \sum_w n_{rsw} \lambda_w = \text{seats}_r \, z_{es}, \quad
      \sum_s z_{es} + u_e = n_e & \text{sessions of teams, at each start} \quad (17)

with :math:`\le` for optional roles; in (M8) and (M9) a team's session is :math:`z_{es}`.

Only required pins are left to the roster that takes the choice.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sharepool.engine.budget import SolveBudget
from sharepool.engine.columns.event_columns import Slack
from sharepool.engine.columns.master import Master
from sharepool.engine.counting_bound import most_sessions
from sharepool.engine.instance.types import NO_LIMIT, WEEK, Instance, Option
from sharepool.engine.weeks import Week, weeks_of

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExprT

_SUBSOLVERS = ("max_lp", "quick_restart_no_lp", "core")
"""CP-SAT's, which take turns on one core, with searches of neighbourhoods between them."""


class SetPartition(NamedTuple):
    """Weeks of different people; whether no others are better; CP-SAT's deterministic time."""

    weeks: list[Week]
    is_best: bool
    work: float


def solve_set_partitioning(
    instance: Instance,
    master: Master,
    weeks: Iterable[Week],
    present: Sequence[Option],
    budget: SolveBudget,
    *,
    seed: int,
    people: Collection[int] | None = None,
) -> SetPartition:
    """Choose the weeks, at most one of each person, that make the best plan.

    Parameters
    ----------
    instance : Instance
    master : Master
        That of the instance.
    weeks : iterable of Week
    present : sequence of Option
        A legal plan: where to begin, and what is to be beaten. Its weeks can be chosen, too.
    budget : SolveBudget
        Time or work; a choice gets no more than `choice_seconds` of it.
    seed : int
    people : collection of int, optional
        Those whose weeks may be others than in the present plan; everybody if not given.

    Returns
    -------
    SetPartition
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
    _Rows(instance, master, model, columns, chosen).write()
    solver = _solver(budget, seed)
    status = solver.solve(model)
    used = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return SetPartition([], is_best=False, work=used)
    best = [week for week, x in zip(columns, chosen, strict=True) if solver.boolean_value(x)]
    return SetPartition(best, is_best=status == cp_model.OPTIMAL, work=used)


def _solver(budget: SolveBudget, seed: int) -> CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = seed
    parameters.linearization_level = 2  # The linear relaxation is what proves a choice.
    parameters.interleave_search = True
    parameters.subsolvers.extend(_SUBSOLVERS)
    seconds = budget.params.set_partitioning.choice_seconds
    if budget.deterministic:
        parameters.max_deterministic_time = seconds
    else:
        left = budget.seconds_left()
        parameters.max_time_in_seconds = min(seconds, math.inf if left is None else left)
    return solver


Terms = list[tuple["IntVar", int]]


class _Rows:
    """The program, row by row; the objective without its constants.

    Parameters
    ----------
    instance : Instance
    master : Master
    model : CpModel
    weeks : sequence of Week
    chosen : sequence of IntVar
        Whether each week is part of the plan.
    """

    def __init__(
        self,
        instance: Instance,
        master: Master,
        model: CpModel,
        weeks: Sequence[Week],
        chosen: Sequence[IntVar],
    ) -> None:
        self._instance, self._master, self._model = instance, master, model
        self._columns = list(zip(weeks, chosen, strict=True))
        self._teams: dict[tuple[int, int], IntVar] = {}
        self._missing: dict[int, IntVar] = {}

    def write(self) -> None:
        """Write all rows and the objective."""
        self._one_week_each()
        self._rows_of_master()
        self._hold_teams()
        self._moments()
        self._days()

    def _hold(self, terms: Terms, low: int, high: int) -> None:
        self._model.add_linear_constraint(_sum(terms), low, high)

    def _one_week_each(self) -> None:
        """One week per person (M1)."""
        of_person = defaultdict(list)
        for week, x in self._columns:
            of_person[week.person].append(x)
        for weeks in of_person.values():
            self._model.add_at_most_one(weeks)

    def _rows_of_master(self) -> None:
        """Rows (M2) to (M7) that some week is in, each with its slack, and what all that costs."""
        terms: dict[int, Terms] = defaultdict(list)
        objective = [(x, week.cost) for week, x in self._columns]
        for week, x in self._columns:
            for number, value in self._master.column(week):
                terms[number].append((x, int(value)))
        limits = self._master.rows()
        for slack in self._needed_slacks(terms):
            variable = self._model.new_int_var(0, int(slack.useful), "")
            for number, factor in slack.entries:
                terms[number].append((variable, int(factor)))
            objective.append((variable, int(slack.price)))
            if slack.event >= 0:
                self._missing[slack.event] = variable
        for number, row in sorted(terms.items()):
            low, high = (max(-NO_LIMIT, min(NO_LIMIT, side)) for side in limits[number])
            self._hold(row, int(low), int(high))
        self._model.minimize(_sum(objective))

    def _needed_slacks(self, terms: dict[int, Terms]) -> Iterator[Slack]:
        """Yield the slacks of rows with terms; where a team's session counts there are some too."""
        slacks = list(self._master.slacks())
        for slack in slacks:
            if slack.event >= 0 and any(number in terms for number, _ in slack.entries):
                for number, _ in slack.entries:
                    terms.setdefault(number, [])
        for slack in slacks:
            if any(number in terms for number, _ in slack.entries):
                yield slack

    def _hold_teams(self) -> None:
        """Sessions of teams, each with everybody whom it needs (17)."""
        instance, tasks = self._instance, self._instance.tasks
        parts: dict[tuple[int, int], dict[int, list[IntVar]]] = {}
        for week, x in self._columns:
            for task, start in week.sessions:
                if tasks[task].is_role:
                    session = instance.held_session(Option(week.person, task, start))
                    parts.setdefault(session, {}).setdefault(task, []).append(x)
        held: dict[int, list[IntVar]] = {event: [] for event in self._missing}
        for (event, start), people in parts.items():
            z = self._teams[event, start] = self._model.new_bool_var("")
            held[event].append(z)
            for role in instance.roles_of(event):
                terms = [(x, 1) for x in people.get(role, ())]
                low = -NO_LIMIT if tasks[role].optional else 0
                self._hold([*terms, (z, -tasks[role].seats)], low, 0)
            everybody = [(x, 1) for own in people.values() for x in own]
            self._hold([*everybody, (z, -1)], 0, NO_LIMIT)
        most = most_sessions(instance)
        for event, literals in held.items():
            terms = [(z, 1) for z in literals]
            self._hold([*terms, (self._missing[event], 1)], most[event], most[event])

    def _moments(self) -> None:
        """Sites at any moment, and cohorts (M8). Nobody is in two sessions at once."""
        moments = {(start.day, start.begin) for start in self._instance.starts}
        moments |= {(taken.day, taken.begin) for taken in self._instance.taken}
        moments |= set(self._departures())
        begins = sorted(moments)
        present: dict[tuple[int, int, int], dict[Hashable, list[IntVar]]] = {}
        for week, x in self._columns:
            for task, start in week.sessions:
                for number, key in self._moments_of(task, start, begins):
                    present.setdefault(key, {}).setdefault((week.person, number), []).append(x)
        for session, z in self._teams.items():
            for number, key in self._moments_of(*session, begins):
                present.setdefault(key, {}).setdefault((session, number), []).append(z)
        for (site, cohort, moment), people in present.items():
            room = self._room(site, begins[moment]) if cohort < 0 else 1
            if len(people) > room:
                self._hold([(x, 1) for own in people.values() for x in own], 0, room)

    def _departures(self) -> Iterator[tuple[int, int]]:
        """Yield the moments at which classes may leave for a ground that is not their school's."""
        starts = self._instance.starts
        for task, hosts in enumerate(self._instance.hosts):
            for host in hosts:
                for row in self._instance.task_starts(task) if host.ride else ():
                    yield starts[row].day, starts[row].begin - host.ride

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
        self, task: int, row: int, begins: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, tuple[int, int, int]]]:
        """Yield a class's number, and its place, cohort or −1, and moment of a session under way.

        A class that rides to a ground is busy on the way too.
        """
        start = self._instance.starts[row]
        for number, host in enumerate(self._instance.hosts[task]):
            first = bisect_left(begins, (start.day, start.begin - host.ride))
            for moment in range(first, bisect_left(begins, (start.day, start.end + host.ride))):
                if (start.day, start.begin) <= begins[moment] < (start.day, start.end):
                    yield number, (host.ground, -1, moment)
                if host.cohort >= 0:
                    yield number, (host.site, host.cohort, moment)

    def _days(self) -> None:
        """Days of tasks that several people may take (M9)."""
        on_day: dict[int, dict[int, Terms]] = defaultdict(lambda: defaultdict(list))
        for week, x in self._columns:
            given = Counter((task, self._instance.starts[row].day) for task, row in week.sessions)
            for (task, day), sessions in given.items():
                one = self._instance.tasks[task]
                if one.max_staff > 1 and not one.is_role:
                    on_day[task][day].append((x, sessions))
        for (event, start), z in self._teams.items():
            on_day[event][self._instance.starts[start].day].append((z, 1))
        for number, days in on_day.items():
            per_day = self._instance.tasks[number].max_per_day
            gap = self._instance.tasks[number].min_gap
            used = {day: self._model.new_bool_var("") for day in days}
            for day, terms in days.items():
                self._hold([*terms, (used[day], -per_day)], -per_day, 0)
            for first in range(WEEK):
                near = [x for day, x in used.items() if first <= day < first + gap]
                self._model.add_at_most_one(near)


def _sum(terms: Terms) -> LinearExprT:
    from ortools.sat.python.cp_model import LinearExpr

    variables, factors = [x for x, _ in terms], [factor for _, factor in terms]
    return LinearExpr.weighted_sum(variables, factors)
