r"""The master program in whole numbers over *all* weeks that cost little, as aggregated columns.

The weeks of each person whose reduced cost is below some :math:`b_p` are known. They are
*aggregated*: it is open which task of a symmetry class their sessions are of. A *surrogate column*
stands for any other week: it costs :math:`b_p` at least, at the duals y, and takes what suits the
others best:

.. math::

    \min \quad & c_0 + \sum_w c_w \lambda_w + \sum_p \Bigl( b_p \beta_p
                 + \sum_r y_r a_{rp} \Bigr) + \text{slacks} \\
    & \textstyle \sum_{w \in p} \lambda_w + \beta_p \le 1, \qquad
      0 \le x_{tp} \le \text{most}_{tp} z_{tp}, \quad z_{tp} \le \beta_p, \quad
      \sum_t x_{tp} \le S_p \beta_p

and rows (M2) to (M7) of :mod:`sharepool.engine.columns.master`, in which a surrogate with sessions
x of tasks z counts as :math:`a_{rp}`. So its value bounds every plan, however few weeks are listed;
and where no surrogate is chosen, no plan that the rows allow costs less.

The sessions of a symmetry class on days :math:`d` of the columns chosen, the fullest first, are
disaggregated to its tasks as a flow, which leaves out only gaps between days:

.. math:: \textstyle \sum_t x_{tdp} = \sum_w n_{bdw} \lambda_w, \qquad
          x_{tdp} \le \text{per day}_t \, z_{tp}, \qquad \sum_d x_{tdp} \le \text{most}_{tp} z_{tp}

The master leaves out the days of shared tasks. This much of them is left: people who can come on no
days except those of a set D give no more sessions than fit into these,

.. math:: \textstyle \sum_{p:\, D_{tp} \subseteq D} x_{tp} \le \text{fit}_t(D).

The best plan known is a column too: it meets all rows alone, so branch and cut begins with it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sharepool.engine.columns.master import Master
from sharepool.engine.columns.meetings import Meetings
from sharepool.engine.columns.mip_process import MipBuilder, MipLimits, MipOutcome, solve_mip
from sharepool.engine.columns.pricing import AggregatedColumn, EnumeratedColumns
from sharepool.engine.counting_bound import days_apart, days_mask
from sharepool.engine.instance.types import Instance
from sharepool.engine.params import SolveParams
from sharepool.engine.rounding import round_sum

_TOLERANCE = 0.01
"""What a bound of branch and cut may be above the truth: the tolerances of its programs."""


class ColumnsOfPerson(NamedTuple):
    """What is known of a person's weeks.

    Attributes
    ----------
    listed : EnumeratedColumns
    most : dict of int to int
        Most sessions of each task in a week.
    is_all : bool
        Whether no other week can be part of a better plan.
    """

    listed: EnumeratedColumns
    most: Mapping[int, int]
    is_all: bool


class AggregatedChoice(NamedTuple):
    """What the program says.

    Attributes
    ----------
    bound : int or None
        No plan costs less; None if that was not found out in time.
    is_best : bool
        Whether the choice is proven to be the best; without one, that there is none.
    pairs : set of (int, int) or None
        Person and task of the choice, surrogates left out; None if there is no choice.
    surrogates : list of int
        People whose week is none of those listed.
    begins: dict of int to int
        When the sessions of teams can begin, by event, in minutes of the day.
    work : float
        Counted in steps.
    """

    bound: int | None
    is_best: bool
    pairs: set[tuple[int, int]] | None
    surrogates: list[int]
    begins: dict[int, int]
    work: float


class AggregatedMaster:
    """The program over what is known of everybody's weeks.

    Parameters
    ----------
    instance : Instance
    master : Master
    duals : array
        At which the weeks were listed.
    known : mapping of int to ColumnsOfPerson
        By person.
    below : int
        Only plans that cost less are of interest.
    are_routes : bool
        Whether the weeks are routes: many columns, of which presolve makes little.
    """

    def __init__(
        self,
        instance: Instance,
        master: Master,
        duals: NDArray[np.float64],
        known: Mapping[int, ColumnsOfPerson],
        below: int,
        *,
        are_routes: bool = False,
    ) -> None:
        self._instance, self._master, self._duals = instance, master, duals
        self._base = master.base
        self._program = MipBuilder()
        self._terms: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self._given: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(dict)
        self._surrogate: dict[int, int] = {}
        self._present = self._program.column(below - self._base)
        self._meetings = Meetings(instance, self._program)
        for person, weeks in known.items():
            self._person(person, weeks)
        self._rows()
        self._days()
        self._meetings.close()
        self.mip = self._program.finish(self._present, presolve=not are_routes)

    def solve(
        self,
        *,
        seconds: float | None,
        work: float | None,
        params: SolveParams,
        tell: Callable[[int], None],
        cancel: Callable[[], bool],
    ) -> AggregatedChoice:
        """Look for the best choice.

        Parameters
        ----------
        seconds, work : float or None
            Limits of time and of work.
        params : SolveParams
        tell : callable
            Told of better bounds as they are found.
        cancel : callable
            Asked now and then whether to return what is known so far.
        """
        nodes = None if work is None else math.ceil(params.work.nodes * work)
        outcome = solve_mip(
            self.mip,
            MipLimits(seconds, nodes),
            params,
            tell=lambda value: tell(self._bound(value)),
            cancel=cancel,
        )
        return self._read(outcome, outcome.iterations / params.work.simplex_steps)

    def _read(self, outcome: MipOutcome, work: float) -> AggregatedChoice:
        chosen, found = outcome.chosen, None
        if (chosen or outcome.is_best) and self._present not in chosen:
            found = {
                (person, task)
                for task, given in self._given.items()
                for person, terms in given.items()
                if any(column in chosen for column, _ in terms)
            }
        return AggregatedChoice(
            self._bound(outcome.bound) if math.isfinite(outcome.bound) else None,
            is_best=outcome.is_best,
            pairs=found,
            surrogates=[person for person, column in self._surrogate.items() if column in chosen],
            begins=self._meetings.begins(chosen),
            work=work,
        )

    def _bound(self, value: float) -> int:
        return round_sum(self._base + value, self._instance, _TOLERANCE)

    def _person(self, person: int, weeks: ColumnsOfPerson) -> None:
        """At most one week, which may be a surrogate (M1)."""
        pieces: dict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        chosen = [self._present]
        for column in _cheapest(weeks.listed.columns, self._master.row_of_work(person)):
            choice = self._program.column(column.cost)
            chosen.append(choice)
            self._meetings.add(choice, person, column.moments)
            self._count_work(person, choice, column.work)
            self._count_subsets(choice, (weeks.listed.classes[n][0] for n, _ in column.pieces))
            for number, days in column.pieces:
                pieces[number].append((choice, days))
        if not weeks.is_all:
            chosen.append(self._surrogate_column(person, weeks))
        self._program.row([(column, 1) for column in chosen], -math.inf, 1)
        for number, choices in pieces.items():
            tasks = weeks.listed.classes[number]
            if len(tasks) == 1:
                self._one_task(person, tasks[0], choices)
            else:
                self._like_tasks(person, tasks, weeks.most, choices)

    def _count(self, person: int, task: int, sessions: int, factor: int = 1) -> None:
        for row in self._master.rows_of_session(person, task):
            self._terms[row].append((sessions, factor))
        self._given[task].setdefault(person, []).append((sessions, factor))

    def _count_work(self, person: int, choice: int, minutes: int) -> None:
        row = self._master.row_of_work(person)
        if row is not None:
            self._terms[row].append((choice, -minutes))

    def _count_subsets(self, choice: int, tasks: Iterable[int]) -> None:
        """Count a route in the rows of subsets: its classes are single tasks."""
        for row, entry in self._master.subset_entries(tasks).items():
            self._terms[row].append((choice, entry))

    def _one_task(
        self, person: int, task: int, choices: Iterable[tuple[int, tuple[int, ...]]]
    ) -> None:
        for choice, days in choices:
            self._count(person, task, choice, sum(days))
            self._terms[self._master.row_of_staff(task)].append((choice, -1))

    def _like_tasks(
        self,
        person: int,
        tasks: Sequence[int],
        most: Mapping[int, int],
        choices: Sequence[tuple[int, tuple[int, ...]]],
    ) -> None:
        """Disaggregate the sessions of a symmetry class, day by day, to its tasks."""
        program = self._program
        length = max(len(days) for _, days in choices)
        on_day: list[list[int]] = [[] for _ in range(length)]
        for task in tasks:
            per_day = min(self._instance.tasks[task].max_per_day, most[task])
            given = [program.column(top=per_day) for _ in range(length)]
            serves = program.column()
            self._terms[self._master.row_of_staff(task)].append((serves, -1))
            program.row([*((x, 1) for x in given), (serves, -most[task])], -math.inf, 0)
            for sessions, others in zip(given, on_day, strict=True):
                program.row([(sessions, 1), (serves, -per_day)], -math.inf, 0)
                others.append(sessions)
                self._count(person, task, sessions)
        for number, given_on_day in enumerate(on_day):
            wanted = [(x, -days[number]) for x, days in choices if len(days) > number]
            program.row([*((x, 1) for x in given_on_day), *wanted], 0, 0)

    def _surrogate_column(self, person: int, weeks: ColumnsOfPerson) -> int:
        """Return whether the week is one that is not listed, and write what that may take."""
        program, master = self._program, self._master
        surrogate = self._surrogate[person] = program.column(weeks.listed.bound)
        who, taken = self._instance.people[person], []
        for task in self._instance.tasks_of[person]:
            most = weeks.most[task]
            sessions, serves = program.column(top=most), program.column()
            program.row([(sessions, 1), (serves, -most)], -math.inf, 0)
            program.row([(serves, 1), (surrogate, -1)], -math.inf, 0)
            self._pay(sessions, master.rows_of_session(person, task), 1)
            # It counts in a subset once for every two of its tasks, half for each at most.
            subsets = self._duals[master.rows_of_subsets(task)].sum()
            program.charge(sessions, -0.5 * float(subsets))
            self._pay(serves, [master.row_of_staff(task)], -1)
            self._given[task].setdefault(person, []).append((sessions, 1))
            taken.append((sessions, 1.0))
        program.row([*taken, (surrogate, -who.max_sessions_week)], -math.inf, 0)
        row = master.row_of_work(person)
        if row is not None:
            minutes = program.column(top=who.max_work)
            program.row([(minutes, 1), (surrogate, -who.max_work)], -math.inf, 0)
            self._pay(minutes, [row], -1)
        return surrogate

    def _pay(self, column: int, rows: Iterable[int], factor: int) -> None:
        """Count what a surrogate takes, at the duals, in some rows."""
        for row in rows:
            self._terms[row].append((column, factor))
            self._program.charge(column, factor * float(self._duals[row]))

    def _rows(self) -> None:
        """Rows (M2) to (M7), each with its slack."""
        for slack in self._master.slacks():
            column = self._program.column(slack.price, slack.top)
            for number, factor in slack.entries:
                self._terms[number].append((column, factor))
        for number, row in enumerate(self._master.rows()):
            met = row.low if math.isfinite(row.low) else min(0.0, row.high)
            terms = self._terms[number]
            if terms:
                self._program.row([*terms, (self._present, met)], row.low, row.high)

    def _days(self) -> None:
        """Days of tasks that several people may take: what fits into those of some of them."""
        for task, given in self._given.items():
            days = {person: self._days_of(person, task) for person in given}
            for some in set(days.values()) if len(given) > 1 else ():
                fits = self._fit(task, some)
                terms = [t for p, own in given.items() if days[p] <= some for t in own]
                if fits < self._instance.tasks[task].sessions * self._instance.tasks[task].seats:
                    self._program.row(terms, -math.inf, fits)

    def _days_of(self, person: int, task: int) -> frozenset[int]:
        """Return the days on which a person could give sessions of a task."""
        instance = self._instance
        return frozenset(
            instance.starts[row].day
            for row in instance.task_starts(task)
            if instance.fits[person][row]
        )

    def _fit(self, number: int, days: Iterable[int]) -> int:
        """Return how many sessions of a task some days can have at most."""
        task = self._instance.tasks[number]
        return task.seats * task.max_per_day * days_apart(days_mask(days), task.min_gap)


def _cheapest(
    columns: Iterable[AggregatedColumn], row_of_work: int | None
) -> list[AggregatedColumn]:
    """Return the cheapest of columns that differ in nothing that a row counts."""
    best: dict[object, AggregatedColumn] = {}
    for column in columns:
        key = (column.pieces, column.moments, None if row_of_work is None else column.work)
        if key not in best or column.cost < best[key].cost:
            best[key] = column
    return list(best.values())
