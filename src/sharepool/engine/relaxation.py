"""A first bound: a linear relaxation over days, and what its duals prove.

Let :math:`x_{ptd}` be the sessions of task t that person p takes on day d, at some time of that day,
:math:`v_{pld}` whether p is at place l that day, :math:`r_{pd}` the road of the day and
:math:`y_{pt}` whether p takes t at all. Times within a day are left out, so that every legal plan
is a solution and the optimum is a bound:

==== ======================================================================================
(1)  :math:`\\sum x_t + u_t = n_t`, :math:`\\sum_p x_{td} \\le` most a day          unmet, H13
(2)  :math:`\\sum_{t \\in s} x_t + f_s \\ge` floor of site s                        below_floor
(3)  :math:`\\sum` minutes :math:`x_p\\,(+ r_p) \\le` work of p, of the employer     H12
(4)  :math:`\\sum x_{pd} \\le` most sessions that fit p's day, :math:`\\sum x_p`     H04, H10
(5)  :math:`x_{ptd} \\le c\\,v_{pld}`, :math:`v_{pld} \\le w_{pl}`                   site_link, H11
(6)  :math:`r_{pd} \\ge` return trip to l times :math:`v_{pld}`                     travel, H09
(7)  :math:`r_{pd} \\ge \\tfrac12 \\sum_l (in_l + out_l)\\, v_{pld}`, shortest legs    travel
(8)  :math:`\\sum_d r_{pd} - o_p \\le` fair road of a week                          long_road
(9)  :math:`x_{ptd} \\le c\\,y_{pt}`, :math:`\\sum_p y_{pt} - e_t \\le 1`             extra_staff, H14
(10) :math:`\\sum` minutes :math:`x_p + s_p \\ge` least work of p                    short_minute
(11) sessions of a pair, of a chain member, plus what is missing, as many as needed
==== ======================================================================================

The bound does not trust the solver: for any duals y of the right sign,
:math:`b^\\top y + \\sum_j \\min(\\bar c_j l_j, \\bar c_j u_j)` with :math:`\\bar c = c - A^\\top y`
is a bound, and that is what is computed and offered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from sharepool.engine.board import Board, Effort
from sharepool.engine.instance import NO_LIMIT, WEEK, Instance, Option

Numbers = NDArray[np.float64]


@dataclass
class Program:
    """A linear program in growing lists: ``min c x``, ``low <= A x <= high``, ``0 <= x <= top``."""

    cost: list[float] = field(default_factory=list)
    top: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    constant: float = 0.0

    def column(self, cost: float, top: float) -> int:
        """Add a variable from 0 to `top` and return its number."""
        self.cost.append(float(cost))
        self.top.append(float(top))
        return len(self.cost) - 1

    def row(
        self,
        columns: list[int],
        values: list[float],
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add a row ``low <= values · x[columns] <= high``."""
        self.rows += [len(self.low)] * len(columns)
        self.columns += columns
        self.values += values
        self.low.append(float(low))
        self.high.append(float(high))
