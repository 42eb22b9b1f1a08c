"""Which facility serves which client: the numbers of a location problem, and of a solution."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sharepool.centre.pairing.pools import Pools
from sharepool.problem.result import Status, relative_gap

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


class LocationProblem:
    r"""Serve every client from one facility, as cheaply as possible.

    .. math::
        \min \; & \sum_i f_i y_i + \sum_i \sum_j c_{ij} x_{ij} && (1) \\
        \text{s.t.} \; & \sum_i x_{ij} = 1 && \forall j \quad (2) \\
        & \sum_j d_j x_{ij} \le s_i y_i && \forall i \quad (3) \\
        & x_{ij} \le y_i && \forall i, j \quad (4) \\
        & \sum_i y_i \le p && (5) \\
        & x_{ij}, y_i \in \{0, 1\} && (6)

    With :math:`f = 0` this is the capacitated p-median problem, without (5) the single-source
    capacitated facility location problem. With `pools` the objective has :math:`q \sum o_{gk}`
    besides, under (7) and (8) of :mod:`sharepool.centre.pairing.pools`.

    Parameters
    ----------
    costs : array of int, shape (m, n)
        :math:`c`, of serving client j from facility i; a negative one: it cannot.
    loads : array of int, shape (n,)
        :math:`d`, what each client takes of its facility's capacity.
    capacities : array of int, shape (m,)
        :math:`s`.
    opening : array of int, shape (m,), optional
        :math:`f`, what each facility costs if it serves anybody; 0 by default.
    n_open : int, optional
        :math:`p`, how many facilities may serve at most; all by default.
    pools : Pools, optional
        What facilities can give; what is short has the price :math:`q`.

    Raises
    ------
    ValueError
        The shapes do not agree, a number is not whole, a load, capacity or opening cost is below
        0, or `n_open` below 1.
    """

    def __init__(
        self,
        costs: ArrayLike,
        loads: ArrayLike,
        capacities: ArrayLike,
        opening: ArrayLike | None = None,
        n_open: int | None = None,
        pools: Pools | None = None,
    ) -> None:
        self.pools = pools
        self.costs = _as_whole(costs)
        self.loads = _as_whole(loads)
        limits = _as_whole(capacities)
        # What is beyond all loads together only weakens (3).
        self.capacities: Whole = np.minimum(limits, self.loads.sum())
        self.opening = np.zeros_like(limits) if opening is None else _as_whole(opening)
        if self.costs.shape != (*self.opening.shape, *self.loads.shape):
            raise ValueError("costs need a row for each facility and a column for each client")
        if self.capacities.shape != self.opening.shape:
            raise ValueError("give each facility one capacity and one opening cost")
        if min(part.min(initial=0) for part in (self.loads, limits, self.opening)) < 0:
            raise ValueError("loads, capacities and opening costs are 0 or more")
        if n_open is not None and n_open < 1:
            raise ValueError("at least one facility must be open")
        self.most_open = len(limits) if n_open is None else min(n_open, len(limits))

    @property
    def allowed(self) -> Mask:
        """Which facility can serve which client, shape (m, n)."""
        fits: Mask = self.loads[None, :] <= self.capacities[:, None]
        return fits & (self.costs >= 0)

    def allows(self, facility_of: Whole) -> bool:
        """Return whether serving each client from the facility named keeps (2) to (5)."""
        if not self.allowed[facility_of, np.arange(len(self.loads))].all():
            return False
        taken = np.bincount(facility_of, weights=self.loads, minlength=len(self.capacities))
        return bool((taken <= self.capacities).all()) and len(set(facility_of)) <= self.most_open

    def cost_of(self, facility_of: Whole) -> int:
        """Return what it costs to serve each client from the facility named."""
        served = self.costs[facility_of, np.arange(len(facility_of))].sum()
        cost = int(served + self.opening[np.unique(facility_of)].sum())
        if self.pools is None:
            return cost
        return cost + self.pools.price * sum(self.pools.short(facility_of.tolist()).values())


def _as_whole(numbers: ArrayLike) -> Whole:
    given = np.asarray(numbers)
    whole: Whole = given.astype(np.int64)
    if (whole != given).any():
        raise ValueError("costs, loads and capacities are whole numbers: scale them")
    return whole


@dataclass(frozen=True)
class Location:
    """A solution of a location problem, and how good it is.

    Attributes
    ----------
    status : Status
    facility_of : tuple of int
        The facility that serves each client; empty without a solution.
    objective : int or None
    bound : int or None
        No solution costs less (proven); None if there is none.
    wall_seconds : float
    """

    status: Status
    facility_of: tuple[int, ...] = field(repr=False)
    objective: int | None
    bound: int | None
    wall_seconds: float

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``."""
        return relative_gap(self.objective, self.bound)
