"""Linear programs in growing arrays, and the bound that any duals prove."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from ortools.math_opt import model_pb2

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

SAFETY = 1e-9
"""Share of the sum of absolute values that is taken off a bound, against rounding in 64 bits."""


class Program:
    """``min constant + c x`` subject to ``low <= A x <= high`` and ``0 <= x <= top``.

    Columns and rows are added in blocks: arrays of equal length, or one number for all.
    """

    def __init__(self, constant: float) -> None:
        self.constant = float(constant)
        self._columns = self._rows = 0
        self._column_blocks: list[tuple[Numbers, Numbers]] = []
        self._row_blocks: list[tuple[Numbers, Numbers]] = []
        self._entries: list[tuple[Indices, Indices, Numbers]] = []

    def add_columns(self, count: int, *, cost: ArrayLike = 0.0, top: ArrayLike) -> Indices:
        """Add variables from 0 to `top` and return their numbers."""
        self._column_blocks.append((_spread(cost, count), _spread(top, count)))
        self._columns += count
        return np.arange(self._columns - count, self._columns)

    def add_rows(
        self,
        count: int,
        *parts: tuple[Indices, Indices, ArrayLike],
        low: ArrayLike = -math.inf,
        high: ArrayLike = math.inf,
    ) -> None:
        """Add rows ``low <= sum of parts <= high``.

        Parameters
        ----------
        count : int
        parts : tuple of (rows, columns, values)
            Entries of the matrix; rows count from 0 within this block.
        low, high : array_like, shape (count,), or number
        """
        for rows, columns, values in parts:
            self._entries.append((rows + self._rows, columns, _spread(values, len(columns))))
        self._row_blocks.append((_spread(low, count), _spread(high, count)))
        self._rows += count

    def frozen(self) -> Matrix:
        """Return the program with its entries sorted by row."""
        cost, top = _joined(self._column_blocks, 2)
        low, high = _joined(self._row_blocks, 2)
        rows, columns, values = _joined(self._entries, 3)
        order = np.lexsort((columns, rows))
        return Matrix(
            self.constant, cost, top, low, high,
            rows[order].astype(np.int64), columns[order].astype(np.int64), values[order],
        )  # fmt: skip


class Matrix:
    """A finished program: arrays that solvers and certificates read."""

    def __init__(
        self,
        constant: float,
        cost: Numbers,
        top: Numbers,
        low: Numbers,
        high: Numbers,
        rows: Indices,
        columns: Indices,
        values: Numbers,
    ) -> None:
        self.constant, self.cost, self.top, self.low, self.high = constant, cost, top, low, high
        self.rows, self.columns, self.values = rows, columns, values

    def bound(self, duals: Numbers) -> float:
        r"""Return what some duals prove, whoever found them.

        .. math:: b^\top y + \sum_j \min(0, \bar c_j) \, \text{top}_j, \quad
                  \bar c = c - A^\top y

        with b the low side of a row where its dual is positive and the high side where it is
        negative; a dual that would need a side that the row does not have counts as 0.
        """
        sides = np.where(duals > 0, self.low, self.high)
        duals = np.where(np.isfinite(sides) & np.isfinite(duals), duals, 0.0)
        sides = np.where(duals == 0, 0.0, sides)
        reduced = self.cost - np.bincount(
            self.columns, weights=self.values * duals[self.rows], minlength=len(self.cost)
        )
        gains, losses = sides * duals, np.minimum(reduced, 0.0) * self.top
        size = np.abs(gains).sum() + np.abs(losses).sum() + abs(self.constant)
        return float(self.constant + gains.sum() + losses.sum() - SAFETY * size)

    def proto(self) -> model_pb2.ModelProto:
        """Return the program as MathOpt's model."""
        model = model_pb2.ModelProto()
        names = (model.variables, model.linear_constraints)
        for part, lows, highs in zip(
            names, (np.zeros_like(self.top), self.low), (self.top, self.high), strict=True
        ):
            part.ids.extend(range(len(lows)))
            part.lower_bounds.extend(lows.tolist())
            part.upper_bounds.extend(highs.tolist())
        model.variables.integers.extend([False] * len(self.top))
        used = np.flatnonzero(self.cost)
        model.objective.linear_coefficients.ids.extend(used.tolist())
        model.objective.linear_coefficients.values.extend(self.cost[used].tolist())
        matrix = model.linear_constraint_matrix
        matrix.row_ids.extend(self.rows.tolist())
        matrix.column_ids.extend(self.columns.tolist())
        matrix.coefficients.extend(self.values.tolist())
        return model


def _spread(values: ArrayLike, count: int) -> Numbers:
    return np.broadcast_to(np.asarray(values, dtype=np.float64), (count,))


def _joined(blocks: Sequence[tuple[NDArray[Any], ...]], width: int) -> tuple[NDArray[Any], ...]:
    return tuple(
        np.concatenate([np.zeros(0), *(block[i] for block in blocks)]) for i in range(width)
    )
