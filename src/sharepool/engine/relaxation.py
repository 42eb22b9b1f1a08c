r"""A first bound: a linear relaxation over the week, and what its duals prove.

Let :math:`x_{ptb}` be the sessions of task t that person p takes in the week in block b of a day:
the *last* block, in which nobody can change places, or the rest. :math:`z_{plb}` are the days on
which p has a session at place l in block b, :math:`v_{pl}` the days at l at all, :math:`w_{pl}`
whether there is one, :math:`y_{pt}` whether p takes t, :math:`a_p` the days away from home and
:math:`r_p` the road of the week. Which day and which start it is are left out, so that every
legal plan is a solution and the optimum is a bound:

==== ======================================================================================
(1)  :math:`\text{min}_t \le \sum x_t \le n_t`                                 unmet, H13
(2)  :math:`\sum_k g_k \le \sum x`, starts k that gain something               change, preference
(3)  :math:`\sum_{D} x_t \le` sessions that fit the days D                     H13
(4)  :math:`\sum_{t \in s} x_t + f_s \ge` floor of site s                      below_floor
(5)  :math:`\sum` minutes :math:`x_p\,(+ r_p) \le` work of p, of the employer  H12
(6)  sessions of p by length :math:`\le` a mix of those that fill the work     H12
(7)  :math:`\sum x_p \le` sessions that fit p's days and week                  H02, H04, H10
(8)  :math:`x_{ptb} \le c\,z_{plb}`, and all at l together                     H04, H13
(9)  :math:`z_{plb} \le v_{pl} \le \text{days}\,w_{pl}`                        site_link
(10) :math:`\sum_l w_{pl} \le` sites a week, :math:`\sum_l v_{pl} \le` sites a day times :math:`a_p`
(11) :math:`\sum_l z_{plb} \le k_b\,a_p`,
     :math:`\sum_l \text{return}_l\,z_{plb} \le k_b\,r_p`                      travel, H05
(12) :math:`r_p \ge \text{return}_l\,v_{pl}`,
     :math:`r_p \ge \tfrac12` (shortest legs in and out)                       travel, H08, H09
(13) :math:`r_p - o_p \le` fair road of a week                                 long_road
(14) :math:`x_{pt} \le c\,y_{pt}`, :math:`\sum_p y_{pt} - e_t \le 1`           extra_staff, H14
(15) :math:`\sum` minutes :math:`x_p + s_p \ge` least work of p                short_minute
(16) sessions of a pair, of a chain's member :math:`+ g \ge` those needed      pair_short, chain_gap
(17) :math:`\sum x \ge 1` over a required pin                                  H16
==== ======================================================================================

The bound does not trust the solver: for any duals y,
:math:`b^\top y + \sum_j \min(0, \bar c_j)\,\text{top}_j` with :math:`\bar c = c - A^\top y`
is a bound, and that is what is computed and offered, from unfinished solves too.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt
from ortools.pdlp import solvers_pb2
from ortools.util.python.solve_interrupter import SolveInterrupter

from sharepool.engine.board import Board, Effort
from sharepool.engine.bounds.program import Matrix
from sharepool.engine.bounds.rows import FAMILIES, Columns
from sharepool.engine.bounds.scope import Scope
from sharepool.engine.bounds.unavoidable import unavoidable
from sharepool.engine.instance import Instance

MOST_SIMPLEX = 150_000
"""Entries of a matrix up to which the simplex method beats a first-order method."""

SIMPLEX_WORK, FIRST_ORDER_WORK = 5e8, 2e8
"""Iterations times entries that count as one unit of work (about a second of one core)."""

FIRST_SLICE, GROWTH, MOST_SLICES = 2000, 1.5, 20
"""Iterations of the first-order method between two offers: at first, how they grow, how often."""

ROUNDING = 1e-3
"""What a bound may lie above a whole number without being rounded up to the next."""

_PRECISION = 1e-6


def bound_by_relaxation(instance: Instance, board: Board, effort: Effort) -> None:
    """Offer lower bounds until the relaxation is solved or the effort is spent."""
    board.offer_bound(unavoidable(instance))
    if not any(instance.people_of) or effort.is_over(0.0):
        return
    matrix = relax(instance)
    solver = _Solver(matrix, board, effort)
    with _stopped_by(board.done) as interrupter:
        if len(matrix.values) > MOST_SIMPLEX:
            solver.first_order(interrupter)
        else:
            solver.first_order(interrupter, slices=1)  # a good bound soon, then the best one
            solver.simplex(interrupter)


def relax(instance: Instance) -> Matrix:
    """Return the relaxation of an instance."""
    scope = Scope(instance)
    columns = Columns(scope)
    for add_rows in FAMILIES:
        add_rows(scope, columns)
    return columns.program.frozen()


class _Solver:
    """MathOpt on one program, and the board that hears of its duals."""

    def __init__(self, matrix: Matrix, board: Board, effort: Effort) -> None:
        self._matrix, self._board, self._effort = matrix, board, effort
        self._done = 0.0
        self._model = mathopt.Model.from_model_proto(matrix.proto())
        self._rows = list(self._model.linear_constraints())

    def simplex(self, interrupter: SolveInterrupter) -> None:
        """Solve once, to the end if the effort allows."""
        if self._effort.is_over(self._done):
            return
        parameters = self._parameters()
        if self._effort.work is not None:
            left = self._effort.work - self._done
            parameters.iteration_limit = int(left * SIMPLEX_WORK / len(self._matrix.values)) + 1
        self._offer(self._solve(mathopt.SolverType.GLOP, parameters, interrupter))

    def first_order(self, interrupter: SolveInterrupter, slices: int = MOST_SLICES) -> None:
        """Solve in growing slices, each from where the last one ended."""
        length, hint = float(FIRST_SLICE), None
        price = len(self._matrix.values) / FIRST_ORDER_WORK
        for _ in range(slices):
            if self._effort.is_over(self._done):
                return
            parameters = self._parameters()
            parameters.pdlp = _first_order_parameters()
            limit = int(length)
            if self._effort.work is not None:
                limit = min(limit, int((self._effort.work - self._done) / price) + 1)
            parameters.iteration_limit = limit
            result = self._solve(mathopt.SolverType.PDLP, parameters, interrupter, hint)
            hint = self._offer(result)
            if hint is None or result.termination.reason == mathopt.TerminationReason.OPTIMAL:
                return
            self._done += limit * price
            length *= GROWTH

    def _parameters(self) -> mathopt.SolveParameters:
        seconds = None if self._effort.deterministic else self._effort.seconds_left()
        limit = None if seconds is None else timedelta(seconds=max(seconds, 1e-3))
        return mathopt.SolveParameters(threads=1, time_limit=limit)

    def _solve(
        self,
        solver: mathopt.SolverType,
        parameters: mathopt.SolveParameters,
        interrupter: SolveInterrupter,
        hint: mathopt.SolutionHint | None = None,
    ) -> mathopt.SolveResult:
        hints = [] if hint is None else [hint]
        return mathopt.solve(
            self._model,
            solver,
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
            interrupter=interrupter,
        )

    def _offer(self, result: mathopt.SolveResult) -> mathopt.SolutionHint | None:
        """Offer what the duals prove, and return where to go on from, if there are any."""
        found = result.solutions[0] if result.solutions else None
        if found is None or found.dual_solution is None:
            return None
        values = found.dual_solution.dual_values
        bound = self._matrix.bound(np.array([values[row] for row in self._rows]))
        if math.isfinite(bound):
            self._board.offer_bound(math.ceil(bound - ROUNDING))
        if found.primal_solution is None:
            return None
        return mathopt.SolutionHint(
            variable_values=found.primal_solution.variable_values, dual_values=values
        )


def _first_order_parameters() -> solvers_pb2.PrimalDualHybridGradientParams:
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    parameters.presolve_options.use_glop = False
    criteria = parameters.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_relative = criteria.eps_optimal_absolute = _PRECISION
    return parameters


@contextmanager
def _stopped_by(done: threading.Event) -> Iterator[SolveInterrupter]:
    """Yield an interrupter that fires as soon as `done` is set."""
    interrupter, left = SolveInterrupter(), threading.Event()

    def watch() -> None:
        while not left.is_set():
            if done.wait(0.1):
                interrupter.interrupt()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield interrupter
    finally:
        left.set()
        watcher.join()
