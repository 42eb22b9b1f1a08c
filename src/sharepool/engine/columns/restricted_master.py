"""The restricted master: the program over the weeks known, for duals in a box around the best ones.

Few columns leave the duals of a linear program free to swing from one extreme to the other. So each
row has two artificial variables, priced at the sides of the box: the duals cannot leave it.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from sharepool.engine.columns.master import Master, RowLimits
from sharepool.engine.params import DEFAULTS, BoxStepParams
from sharepool.engine.weeks import FractionalSolution, Pool, Week

Numbers = NDArray[np.float64]

_OUT_OF_DATE = -1
"""Clearings of a pool that the program does not follow: it is to be built from nothing."""

_LEAST_VALUE = 1e-6
"""Least value of a week in the fractional solution."""

_WANTED = mathopt.ModelSolveParameters(
    variable_values_filter=mathopt.VariableFilter(skip_zero_values=True),
    dual_values_filter=mathopt.LinearConstraintFilter(skip_zero_values=True),
    reduced_costs_filter=mathopt.VariableFilter(filtered_items=()),
)
"""Reading an answer can take as long as finding it: only what is needed is asked for."""

_WARM = mathopt.SolveParameters(
    threads=1,
    lp_algorithm=mathopt.LPAlgorithm.PRIMAL_SIMPLEX,
    presolve=mathopt.Emphasis.OFF,
    scaling=mathopt.Emphasis.OFF,
)
"""From the last answer, which new weeks and other boxes leave feasible: GLOP begins from nothing if
it presolves or scales."""

_FRESH = replace(_WARM, lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX)
"""The same of a program without an answer yet: sooner from nothing, and what follows goes on."""

_COLD = mathopt.SolveParameters(threads=1)
"""What is safer where that does not get to an end."""


class RestrictedSolution(NamedTuple):
    """What the program says.

    Attributes
    ----------
    duals : array
    value : float
    fractional : FractionalSolution
        The weeks with a value above 0.
    artificials : float
        How much of the rows is left to artificial variables, which no plan can do.
    """

    duals: Numbers
    value: float
    fractional: FractionalSolution
    artificials: float


class RestrictedMaster:
    """A linear program over the weeks of a pool, which it follows as that grows.

    Parameters
    ----------
    master : Master
    pool : Pool
    people : collection of int
        Whose weeks the pool has.
    rows : mapping of int to RowLimits, optional
        The rows that the pool's weeks can be in, and what they allow; all of the master's if not
        given.
    params : BoxStepParams
    """

    def __init__(
        self,
        master: Master,
        pool: Pool,
        people: Collection[int],
        rows: Mapping[int, RowLimits] | None = None,
        params: BoxStepParams = DEFAULTS.box_step,
    ) -> None:
        self._most_steps = params.most_steps_per_row
        self._master, self._pool, self._people = master, pool, people
        self._limits = dict(enumerate(master.rows())) if rows is None else rows
        self._begin()

    def _begin(self) -> None:
        """Build the program without weeks."""
        master = self._master
        self._model = model = mathopt.Model()
        self._person = {person: model.add_linear_constraint(ub=1.0) for person in self._people}
        self._rows = {
            number: model.add_linear_constraint(lb=float(row.low), ub=float(row.high))
            for number, row in self._limits.items()
        }
        for slack in master.slacks():
            if not any(number in self._rows for number, _ in slack.entries):
                continue
            variable = model.add_variable(lb=0.0, ub=slack.top)
            for number, factor in slack.entries:
                if number in self._rows:
                    self._rows[number].set_coefficient(variable, factor)
            model.objective.set_linear_coefficient(variable, slack.price)
        self._artificials = []
        for row in self._rows.values():
            up, down = model.add_variable(lb=0.0), model.add_variable(lb=0.0)
            row.set_coefficient(up, 1.0)
            row.set_coefficient(down, -1.0)
            self._artificials.append((up, down))
        self._weeks: list[tuple[Week, mathopt.Variable]] = []
        self._clearings = self._pool.clearings
        self._solver = mathopt.IncrementalSolver(model, mathopt.SolverType.GLOP)
        self._is_fresh = True

    def _learn(self) -> None:
        """Take in the weeks that are new in the pool, and the cheaper ones of those known."""
        if self._clearings != self._pool.clearings:
            self._begin()
        weeks = self._pool.weeks
        for number, (week, variable) in enumerate(self._weeks):
            if weeks[number] is not week:
                self._weeks[number] = (weeks[number], variable)
                self._price(*self._weeks[number])
        for week in weeks[len(self._weeks) :]:
            variable = self._model.add_variable(lb=0.0)
            self._weeks.append((week, variable))
            self._price(week, variable)
            self._person[week.person].set_coefficient(variable, 1.0)
            for row, value in self._master.column(week):
                self._rows[row].set_coefficient(variable, value)

    def _price(self, week: Week, variable: mathopt.Variable) -> None:
        self._model.objective.set_linear_coefficient(variable, float(week.cost))

    def solve(
        self, center: Numbers, radius: float, seconds: float | None
    ) -> RestrictedSolution | None:
        """Return the best duals no farther from a center than a radius.

        None if that fails, or if the seconds, where there is a limit, do not suffice.
        """
        self._learn()
        middles = center[list(self._rows)].tolist()
        for (up, down), middle in zip(self._artificials, middles, strict=True):
            self._model.objective.set_linear_coefficient(up, middle + radius)
            self._model.objective.set_linear_coefficient(down, radius - middle)
        result = self._ask(seconds)
        if result is None:
            self._clearings = _OUT_OF_DATE
            return None
        values, primal = result.dual_values(), result.variable_values()
        duals = np.zeros(self._master.size)
        duals[list(self._rows)] = [values.get(row, 0.0) for row in self._rows.values()]
        fractional = tuple(
            (week, part)
            for week, variable in self._weeks
            if (part := primal.get(variable, 0.0)) > _LEAST_VALUE
        )
        value = result.objective_value() + self._master.base
        artificials = sum(primal.get(side, 0.0) for sides in self._artificials for side in sides)
        return RestrictedSolution(self._master.clip(duals), value, fractional, artificials)

    def _ask(self, seconds: float | None) -> mathopt.SolveResult | None:
        until = None if seconds is None else time.monotonic() + seconds
        steps = self._most_steps * (len(self._rows) + len(self._person))
        first, self._is_fresh = _FRESH if self._is_fresh else _WARM, False
        for parameters in (replace(first, iteration_limit=steps), _COLD):
            left = None if until is None else max(until - time.monotonic(), 1e-3)
            limit = None if left is None else timedelta(seconds=left)
            try:
                result = self._solver.solve(
                    params=replace(parameters, time_limit=limit), model_params=_WANTED
                )
            except (RuntimeError, AttributeError):
                continue  # GLOP gave up, at which MathOpt 9.15 fails to make its own error.
            if result.termination.reason == mathopt.TerminationReason.OPTIMAL:
                return result
        return None
