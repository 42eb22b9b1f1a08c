"""The exact model as a file that other solvers read: MPS, LP, or CP-SAT's own."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from sharepool.engine.cpsat.formulation import formulate
from sharepool.engine.cpsat.open_model import Extension, as_open
from sharepool.engine.cpsat.variables import WeekModel
from sharepool.engine.instance.types import Instance

KINDS = (".mps", ".lp", ".pb")

_LONGEST_NAME = 100
"""Characters of a variable's name; formats allow 255."""

_UNBOUNDED = 2**60
"""What CP-SAT writes for no limit is beyond this."""


class NotLinearError(ValueError):
    """A constraint of the caller's own has no place in a linear model."""


def export_model(instance: Instance, kind: str, extension: Extension | None = None) -> bytes:
    """Return the exact model of a problem as a file holds it.

    Parameters
    ----------
    instance : Instance
    kind : str
        One of :data:`KINDS`.
    extension : Extension, optional
        Rules and terms of the caller's own.

    Raises
    ------
    NotLinearError
        A constraint of the caller's own is not linear, and the file would be.
    """
    week = formulate(instance)
    own = [] if extension is None else extension.extend(as_open(week))
    cost = week.cost
    terms = cp_model.LinearExpr.weighted_sum(cost.variables, cost.weights)
    week.program.minimize(cp_model.LinearExpr.sum([terms, cost.constant, *own]))
    for number, variable in enumerate(week.program.proto.variables):
        variable.name = f"v{number}"
    for index, name in _names(week):
        week.program.proto.variables[index].name = name
    if kind == ".pb":
        return _binary(week.program)
    linear = _linear(week.program)
    text = linear.export_to_mps_string() if kind == ".mps" else linear.export_to_lp_string()
    return text.encode("ascii")


def _names(week: WeekModel) -> Iterator[tuple[int, str]]:
    """Yield the number of each assignment's variable, and a name that any solver reads."""
    rows = week.instance.decode_rows(session.option for session in week.sessions)
    for row, session in zip(rows, week.sessions, strict=True):
        if session.literal is not None:
            index = session.literal.index
            said = (
                f"x{index}",
                row.staff_id,
                row.demand_id,
                f"d{row.day}",
                f"s{row.slot}",
                row.role,
            )
            yield index, re.sub("[^A-Za-z0-9]+", "_", "_".join(filter(None, said)))[:_LONGEST_NAME]


def _binary(program: cp_model.CpModel) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.pb"
        program.export_to_file(str(path))
        return path.read_bytes()


class _Row(NamedTuple):
    """A linear constraint: low ≤ Σ coefficient · variable ≤ high."""

    variables: Sequence[int]
    coefficients: Sequence[int]
    low: float
    high: float


_NO_ROW = _Row([], [], 0, 0)


def _linear(program: cp_model.CpModel) -> model_builder.Model:
    proto = program.proto
    model = model_builder.Model()  # type: ignore[no-untyped-call]
    variables = []
    for one in proto.variables:
        low, *others = one.domain  # OR-Tools' lists do not count from the end.
        if len(others) != 1:
            raise NotLinearError("a variable has a domain with holes")
        variables.append(model.new_int_var(low, others[0], one.name))
    rows = [_row(constraint) for constraint in proto.constraints]
    # A file without variables or rows is no model to some readers, whatever its constant.
    zero = (
        [model.new_int_var(0, 0, "zero")]
        if not all(row.variables for row in rows or [_NO_ROW])
        else []
    )
    for number, row in enumerate(rows or [_NO_ROW]):
        sum_ = model_builder.LinearExpr.weighted_sum(
            [variables[index] for index in row.variables] or zero,
            [float(one) for one in row.coefficients] or [1.0],
        )
        model.add_linear_constraint(sum_, row.low, row.high, f"c{number}")
    objective = proto.objective
    costs = model_builder.LinearExpr.weighted_sum(
        [variables[index] for index in objective.vars], list(objective.coeffs)
    )
    model.minimize(costs + objective.offset)
    return model


def _row(constraint: Any) -> _Row:
    """Return a constraint of CP-SAT as a linear one.

    Raises
    ------
    NotLinearError
    """
    if len(constraint.enforcement_literal):
        raise NotLinearError("a constraint holds only if a variable is true")
    if constraint.has_linear():
        linear = constraint.linear
        low, *others = map(_limit, linear.domain)
        if len(others) != 1:
            raise NotLinearError("a sum has a domain with holes")
        return _Row(list(linear.vars), list(linear.coeffs), low, others[0])
    if constraint.has_at_most_one():
        return _of_literals(constraint.at_most_one.literals, -math.inf, 1)
    if constraint.has_exactly_one():
        return _of_literals(constraint.exactly_one.literals, 1, 1)
    if constraint.has_bool_or():
        return _of_literals(constraint.bool_or.literals, 1, math.inf)
    raise NotLinearError("a constraint is no sum")


def _of_literals(literals: Sequence[int], low: float, high: float) -> _Row:
    """Return the row of a sum of literals; a negated one, −1 − v, counts 1 − v."""
    negated = sum(one < 0 for one in literals)
    return _Row(
        [one if one >= 0 else -1 - one for one in literals],
        [1 if one >= 0 else -1 for one in literals],
        low - negated,
        high - negated,
    )


def _limit(value: int) -> float:
    return math.copysign(math.inf, value) if abs(value) >= _UNBOUNDED else float(value)
