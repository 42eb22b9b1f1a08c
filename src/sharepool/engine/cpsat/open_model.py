"""The exact model, open to whoever adds rules and terms of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ortools.sat.python import cp_model

from sharepool.engine.cpsat.variables import WeekModel
from sharepool.engine.instance.types import Option
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment

_CELLS = ("staff_id", "demand_id", "site_id", "day", "slot", "role")


class OpenOption(NamedTuple):
    """A possible assignment in the exact model.

    Attributes
    ----------
    assignment : Assignment
    variable : cp_model.IntVar or int
        1 if it is part of the plan, 0 if not; the number 1 where it stays as it is.
    """

    assignment: Assignment
    variable: cp_model.IntVar | int


class OpenModel:
    """The exact model of a week, for rules and terms of your own, which are handed one.

    Attributes
    ----------
    problem : Problem
    program : cp_model.CpModel
        OR-Tools' own model: whatever it can state can be added.
    options : tuple of OpenOption
        Every assignment that a legal plan may have. No other is possible.
    """

    def __init__(
        self, problem: Problem, program: cp_model.CpModel, options: Iterable[OpenOption]
    ) -> None:
        self.problem, self.program, self.options = problem, program, tuple(options)

    def select(self, **cells: object) -> Iterator[OpenOption]:
        """Yield the options whose assignments have some cells, as ``staff_id="LI", day=1``.

        Parameters
        ----------
        **cells
            Of the assignment; ``site_id`` is its demand's.

        Raises
        ------
        TypeError
            No assignment has such a cell.
        """
        unknown = cells.keys() - set(_CELLS)
        if unknown:
            raise TypeError(f"{min(unknown)!r} is no cell: give some of {', '.join(_CELLS)}")
        if not cells:
            yield from self.options
            return
        rows = [self._rows_of.get(cell, []) for cell in cells.items()]
        others = [set(own) for own in rows]
        for row in min(rows, key=len):
            if all(row in own for own in others):
                yield self.options[row]

    @cached_property
    def _rows_of(self) -> dict[tuple[str, object], list[int]]:
        """Where in `options` each cell is found."""
        found: dict[tuple[str, object], list[int]] = defaultdict(list)
        for row, (one, _) in enumerate(self.options):
            site_id = self.problem.demand_of[one.demand_id].site_id
            values = (one.staff_id, one.demand_id, site_id, one.day, one.slot, one.role)
            for cell in zip(_CELLS, values, strict=True):
                found[cell].append(row)
        return found

    def count(self, **cells: object) -> cp_model.LinearExpr:
        """Return how many people's rows of the plan have some cells (see :meth:`select`)."""
        return cp_model.LinearExpr.sum([option.variable for option in self.select(**cells)])

    def any_of(self, options: Sequence[OpenOption]) -> cp_model.IntVar:
        """Return a new variable: 1 if any of some options is part of the plan, else 0."""
        mark = self.program.new_bool_var("")
        variables = [option.variable for option in options]
        for variable in variables:
            self.program.add(mark >= variable)
        self.program.add(mark <= cp_model.LinearExpr.sum(variables))
        return mark


def as_open(week: WeekModel) -> OpenModel:
    """Return a model of a week as it is open to others."""
    rows = week.instance.decode_rows(session.option for session in week.sessions)
    options = (
        OpenOption(row, 1 if session.literal is None else session.literal)
        for row, session in zip(rows, week.sessions, strict=True)
    )
    return OpenModel(week.instance.problem, week.program, options)


@dataclass(frozen=True)
class Extension:
    """What is added to the exact model.

    Attributes
    ----------
    extend : callable
        Adds constraints to a model, and returns what is to be added to its objective.
    cost : callable
        Returns what a plan really costs besides; None if it breaks what was added.
    """

    extend: Callable[[OpenModel], list[cp_model.LinearExprT]]
    cost: Callable[[Plan], int | None]

    def cost_of(self, week: WeekModel, options: Sequence[Option]) -> int | None:
        """Return what a plan of a model costs besides."""
        return self.cost(week.instance.decode(options))
