r"""The master program in whole numbers over *all* weeks that cost little, for CP-SAT.

Of each person the weeks are known whose reduced cost is below some :math:`b_p` (*sketches*, as it
is left open which of like tasks their sessions are of). Any other week is a *blank*: it costs
:math:`b_p` at least, at the duals y, and takes what suits the others best:

.. math::

    \min \quad & c_0 + \sum_w c_w \lambda_w + \sum_p \Bigl( b_p \beta_p
                 + \sum_r y_r a_{rp} \Bigr) + \text{slacks} \\
    & \textstyle \sum_{w \in p} \lambda_w + \beta_p \le 1, \qquad
      0 \le x_{tp} \le \text{most}_{tp} z_{tp}, \quad z_{tp} \le \beta_p, \quad
      \sum_t x_{tp} \le S_p \beta_p

and rows (2) to (7) of :mod:`sharepool.engine.columns.duals`, in which a blank with sessions x of
tasks z counts as :math:`a_{rp}`. So its value bounds every plan, however few weeks are listed; and
where no blank is chosen, no plan that the rows allow costs less.

The sessions of a bundle of like tasks on days :math:`d` of the sketches chosen, the fullest first,
go to its tasks as a flow, which leaves out only gaps between days:

.. math:: \textstyle \sum_t x_{tdp} = \sum_w n_{bdw} \lambda_w, \qquad
          x_{tdp} \le \text{per day}_t \, z_{tp}, \qquad \sum_d x_{tdp} \le \text{most}_{tp} z_{tp}
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from sharepool.engine.cancelling import stopping
from sharepool.engine.columns.duals import Master
from sharepool.engine.columns.pricing import Listed, Sketch
from sharepool.engine.instance import Instance

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExprT

SCALE = 10
"""Costs of blanks, which come from duals, are rounded down to such parts of a whole one."""

TOLERANCE = 1e-6


class Known(NamedTuple):
    """What is known of a person's weeks.

    Attributes
    ----------
    listed : Listed
    most : dict of int to int
        Most sessions of each task in a week.
    is_all : bool
        Whether no other week can be part of a better plan.
    """

    listed: Listed
    most: Mapping[int, int]
    is_all: bool


class Answer(NamedTuple):
    """What the program says.

    Attributes
    ----------
    bound : int or None
        No plan costs less; None if that was not found out in time.
    is_best : bool
        Whether the choice is proven to be the best; without one, that there is none.
    pairs : set of (int, int) or None
        Person and task of the choice, blanks left out; None if there is no choice.
    blanks : list of int
        People whose week is none of those listed.
    work : float
        CP-SAT's deterministic time.
    """

    bound: int | None
    is_best: bool
    pairs: set[tuple[int, int]] | None
    blanks: list[int]
    work: float


class Program:
    """The program over what is known of everybody's weeks.

    Parameters
    ----------
    instance : Instance
    master : Master
    duals : array
        At which the weeks were listed.
    known : mapping of int to Known
        By person.
    below : int
        Only plans that cost less are of interest.
    """

    def __init__(
        self,
        instance: Instance,
        master: Master,
        duals: NDArray[np.float64],
        known: Mapping[int, Known],
        below: int,
    ) -> None:
        self._instance, self._master, self._duals = instance, master, duals
        self._model = cp_model.CpModel()
        self._terms: dict[int, list[tuple[IntVar, int]]] = defaultdict(list)
        self._objective: list[tuple[IntVar, int]] = []
        self._given: list[tuple[int, int, IntVar]] = []
        self._blank: dict[int, IntVar] = {}
        self._base = round(master.base)
        for person, weeks in known.items():
            self._person(person, weeks)
        self._rows()
        cost = _sum(self._objective)
        self._model.add(cost <= SCALE * (below - 1 - self._base))
        self._model.minimize(cost)

    def solve(
        self,
        *,
        seconds: float | None,
        work: float | None,
        tell: Callable[[int], None],
        cancel: threading.Event,
    ) -> Answer:
        """Look for the best choice.

        Parameters
        ----------
        seconds, work : float or None
            Limits of time and of CP-SAT's deterministic time.
        tell : callable
            Told of better bounds as they are found.
        cancel : threading.Event
            When set, the best so far is returned.
        """
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        # The program is tight as it stands: what probing costs, it does not find.
        solver.parameters.max_presolve_iterations = 1
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        solver.parameters.linearization_level = 2
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        if work is not None:
            solver.parameters.max_deterministic_time = work
        solver.best_bound_callback = lambda value: tell(self._bound(value))
        with stopping(solver, cancel):
            status = solver.solve(self._model)
        used = solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return Answer(None, is_best=True, pairs=None, blanks=[], work=used)
        bound = self._bound(solver.best_objective_bound)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(bound, is_best=False, pairs=None, blanks=[], work=used)
        return Answer(
            bound,
            is_best=status == cp_model.OPTIMAL,
            pairs={(person, task) for person, task, x in self._given if solver.value(x)},
            blanks=[person for person, x in self._blank.items() if solver.value(x)],
            work=used,
        )

    def _bound(self, value: float) -> int:
        return self._base + math.ceil(value / SCALE - TOLERANCE)

    def _person(self, person: int, weeks: Known) -> None:
        """At most one week, which may be a blank (1)."""
        pieces: dict[int, list[tuple[IntVar, tuple[int, ...]]]] = defaultdict(list)
        chosen = []
        for sketch in _cheapest(weeks.listed.sketches, self._master.row_of_work(person)):
            choice = self._model.new_bool_var("")
            chosen.append(choice)
            self._objective.append((choice, SCALE * sketch.cost))
            self._count_work(person, choice, sketch.work)
            for bundle, days in sketch.pieces:
                pieces[bundle].append((choice, days))
        if not weeks.is_all:
            chosen.append(self._blank_week(person, weeks))
        self._model.add_at_most_one(chosen)
        for bundle, choices in pieces.items():
            tasks = weeks.listed.bundles[bundle]
            if len(tasks) == 1:
                self._one_task(person, tasks[0], choices)
            else:
                self._like_tasks(person, tasks, weeks.most, choices)

    def _count(self, person: int, task: int, sessions: IntVar, factor: int = 1) -> None:
        for row in self._master.rows_of_session(person, task):
            self._terms[row].append((sessions, factor))
        self._given.append((person, task, sessions))

    def _count_work(self, person: int, choice: IntVar, minutes: int) -> None:
        row = self._master.row_of_work(person)
        if row is not None:
            self._terms[row].append((choice, -minutes))

    def _one_task(
        self, person: int, task: int, choices: Iterable[tuple[IntVar, tuple[int, ...]]]
    ) -> None:
        for choice, days in choices:
            self._count(person, task, choice, sum(days))
            self._terms[self._master.row_of_staff(task)].append((choice, -1))

    def _like_tasks(
        self,
        person: int,
        tasks: Sequence[int],
        most: Mapping[int, int],
        choices: Sequence[tuple[IntVar, tuple[int, ...]]],
    ) -> None:
        """Deal the sessions of a bundle, day by day, to its tasks."""
        model = self._model
        length = max(len(days) for _, days in choices)
        on_day: list[list[IntVar]] = [[] for _ in range(length)]
        for task in tasks:
            per_day = min(self._instance.tasks[task].max_per_day, most[task])
            given = [model.new_int_var(0, per_day, "") for _ in range(length)]
            serves = model.new_bool_var("")
            self._terms[self._master.row_of_staff(task)].append((serves, -1))
            model.add(_sum((x, 1) for x in given) <= most[task] * serves)
            for sessions, others in zip(given, on_day, strict=True):
                model.add(sessions <= per_day * serves)
                others.append(sessions)
                self._count(person, task, sessions)
        for number, dealt in enumerate(on_day):
            wanted = [(x, days[number]) for x, days in choices if len(days) > number]
            model.add(_sum((x, 1) for x in dealt) == _sum(wanted))

    def _blank_week(self, person: int, weeks: Known) -> IntVar:
        """Return whether the week is one that is not listed, and write what that may take."""
        model, master = self._model, self._master
        blank = self._blank[person] = model.new_bool_var("")
        self._objective.append((blank, self._rounded(weeks.listed.bound)))
        who, taken = self._instance.people[person], []
        for task in self._instance.tasks_of[person]:
            sessions = model.new_int_var(0, weeks.most[task], "")
            serves = model.new_bool_var("")
            model.add(sessions <= weeks.most[task] * serves)
            model.add_implication(serves, blank)
            self._pay(sessions, master.rows_of_session(person, task), 1)
            self._pay(serves, [master.row_of_staff(task)], -1)
            taken.append((sessions, 1))
        model.add(_sum(taken) <= who.max_sessions_week * blank)
        row = master.row_of_work(person)
        if row is not None:
            minutes = model.new_int_var(0, who.max_work, "")
            model.add(minutes <= who.max_work * blank)
            self._pay(minutes, [row], -1)
        return blank

    def _pay(self, variable: IntVar, rows: Iterable[int], factor: int) -> None:
        """Count what a blank takes, at the duals, in some rows."""
        price = 0.0
        for row in rows:
            self._terms[row].append((variable, factor))
            price += factor * float(self._duals[row])
        self._objective.append((variable, self._rounded(price)))

    @staticmethod
    def _rounded(cost: float) -> int:
        return math.floor(SCALE * cost)

    def _rows(self) -> None:
        """Rows (2) to (7), each with its slack."""
        for number, slack in self._master.slacks():
            top = _MOST if math.isinf(slack.top) else round(slack.top)
            variable = self._model.new_int_var(0, top, "")
            self._terms[number].append((variable, 1))
            self._objective.append((variable, SCALE * round(slack.price)))
        for number, row in enumerate(self._master.rows()):
            low = -_MOST if math.isinf(row.low) else round(row.low)
            high = _MOST if math.isinf(row.high) else round(row.high)
            self._model.add_linear_constraint(_sum(self._terms[number]), low, high)


_MOST = 10**9


def _cheapest(sketches: Iterable[Sketch], row_of_work: int | None) -> list[Sketch]:
    """Return the cheapest of sketches that differ in nothing that a row counts."""
    best: dict[object, Sketch] = {}
    for sketch in sketches:
        key = (sketch.pieces, None if row_of_work is None else sketch.work)
        if key not in best or sketch.cost < best[key].cost:
            best[key] = sketch
    return list(best.values())


def _sum(terms: Iterable[tuple[IntVar, int]]) -> LinearExprT:
    pairs = list(terms)
    return cp_model.LinearExpr.weighted_sum([x for x, _ in pairs], [k for _, k in pairs])
