"""The same model as a mixed-integer program, solved by HiGHS through OR-Tools' MathOpt.

A circuit becomes the balance of its nodes: as every leg leads forward in time, what flows from home
to home can hold no other loop. HiGHS as it is in OR-Tools takes no number of threads, so that it
has the machine's cores to itself and uses one for most of its work. It reports no progress.
"""

from __future__ import annotations

import datetime as dt
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.sat import cp_model_pb2

from benchmarks.contract import Outcome
from benchmarks.methods.cpsat_circuit import build
from sharepool import Problem
from sharepool.engine.cpsat.variables import WeekModel
from sharepool.engine.instance.preparation import prepare

DISTRIBUTIONS = ("ortools",)

_INFINITE = 2**40
_TOLERANCE = 1e-6
"""Tolerance of a bound that is no whole number, relative to its size."""


def solve(problem: Problem, seconds: float, seed: int, workers: int) -> Outcome:
    """Return the best plan that HiGHS finds in its time; building the model comes on top."""
    began = time.monotonic()
    instance = prepare(problem)
    week = build(instance)
    model = mathopt.Model.from_model_proto(translate(_export(week)))
    built = time.monotonic() - began
    parameters = mathopt.SolveParameters(time_limit=dt.timedelta(seconds=seconds), random_seed=seed)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    plan = None
    if result.has_primal_feasible_solution():
        values = result.variable_values()
        chosen = {variable.id for variable, value in values.items() if round(value) == 1}
        taken = (s.option for s in week.sessions if s.literal is None or s.literal.index in chosen)
        plan = instance.decode(taken)
    return Outcome(
        plan,
        bound=_whole_bound(result.dual_bound()),
        notes=f"{result.termination.reason.name}; model built in {built:.1f} s",
    )


def _export(week: WeekModel) -> cp_model_pb2.CpModelProto:
    """Return the model as a message; OR-Tools gives it to files only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.pb")
        week.program.export_to_file(str(path))
        proto = cp_model_pb2.CpModelProto()
        proto.ParseFromString(path.read_bytes())
        return proto


def _whole_bound(value: float) -> int | None:
    """Return the whole bound that a fractional one with some error stands for."""
    if not math.isfinite(value):
        return None
    return math.ceil(value - _TOLERANCE * max(1.0, abs(value)))


def translate(source: cp_model_pb2.CpModelProto) -> model_pb2.ModelProto:
    """Return a CP-SAT model of linear constraints, clauses and circuits as a MathOpt model."""
    rows = _Rows()
    for constraint in source.constraints:
        kind = constraint.WhichOneof("constraint")
        if kind == "linear":
            low, high = constraint.linear.domain
            rows.add(zip(constraint.linear.vars, constraint.linear.coeffs, strict=True), low, high)
        elif kind == "at_most_one":
            rows.add_literals(constraint.at_most_one.literals, None, 1)
        elif kind == "bool_or":
            rows.add_literals(constraint.bool_or.literals, 1, None)
        elif kind == "circuit":
            rows.add_circuit(constraint.circuit)
        else:
            raise ValueError(f"no translation of {kind}")
    return rows.model(source)


class _Rows:
    """Linear rows in the making."""

    def __init__(self) -> None:
        self._rows: list[dict[int, int]] = []
        self._limits: list[tuple[float, float]] = []

    def add(self, terms: Iterable[tuple[int, int]], low: float, high: float) -> None:
        row: dict[int, int] = defaultdict(int)
        for variable, weight in terms:
            row[variable] += weight
        self._rows.append(row)
        self._limits.append(
            (low if low > -_INFINITE else -math.inf, high if high < _INFINITE else math.inf)
        )

    def add_literals(self, literals: Iterable[int], low: float | None, high: float | None) -> None:
        """Add limits on how many literals are true; −i − 1 stands for "not i"."""
        literals = list(literals)
        negated = sum(literal < 0 for literal in literals)
        self.add(
            ((literal, 1) if literal >= 0 else (-literal - 1, -1) for literal in literals),
            -math.inf if low is None else low - negated,
            math.inf if high is None else high - negated,
        )

    def add_circuit(self, circuit: cp_model_pb2.CircuitConstraintProto) -> None:
        """Let one arc (or its own loop) enter and leave each node."""
        leaving: dict[int, list[int]] = defaultdict(list)
        entering: dict[int, list[int]] = defaultdict(list)
        for tail, head, literal in zip(circuit.tails, circuit.heads, circuit.literals, strict=True):
            leaving[tail].append(literal)
            entering[head].append(literal)
        for literals in (*leaving.values(), *entering.values()):
            self.add_literals(literals, 1, 1)

    def model(self, source: cp_model_pb2.CpModelProto) -> model_pb2.ModelProto:
        """Return the rows with the variables and the objective of their source."""
        model = model_pb2.ModelProto()
        count = len(source.variables)
        model.variables.ids.extend(range(count))
        model.variables.lower_bounds.extend(variable.domain[0] for variable in source.variables)
        model.variables.upper_bounds.extend(variable.domain[-1] for variable in source.variables)
        model.variables.integers.extend([True] * count)
        objective = dict(zip(source.objective.vars, source.objective.coeffs, strict=True))
        model.objective.offset = source.objective.offset
        model.objective.linear_coefficients.ids.extend(sorted(objective))
        model.objective.linear_coefficients.values.extend(objective[i] for i in sorted(objective))
        constraints, matrix = model.linear_constraints, model.linear_constraint_matrix
        constraints.ids.extend(range(len(self._rows)))
        constraints.lower_bounds.extend(low for low, _ in self._limits)
        constraints.upper_bounds.extend(high for _, high in self._limits)
        for number, row in enumerate(self._rows):
            columns = sorted(column for column, weight in row.items() if weight)
            matrix.row_ids.extend([number] * len(columns))
            matrix.column_ids.extend(columns)
            matrix.coefficients.extend(row[column] for column in columns)
        return model
