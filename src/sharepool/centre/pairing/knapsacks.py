"""What each facility would best serve at given prices: one knapsack a facility, all at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


def fill_knapsacks(profits: Whole, loads: Whole, capacities: Whole) -> tuple[Whole, Mask]:
    r"""Return the most that each facility can earn, and the clients with which it does.

    .. math:: K_i = \max \sum_j v_{ij} z_j \quad\text{s.t.}\quad \sum_j d_j z_j \le s_i,
              \; z \in \{0, 1\}^n

    Parameters
    ----------
    profits : array of shape (m, n)
        :math:`v`, of facility i from client j; clients of no profit are left out.
    loads : array of shape (n,)
        :math:`d`.
    capacities : array of shape (m,)
        :math:`s`.

    Returns
    -------
    values : array of shape (m,)
    chosen : array of shape (m, n)
    """
    facilities, clients = profits.shape
    room = int(capacities.max(initial=0))
    value = np.zeros((facilities, room + 1), dtype=np.int64)
    takes = np.zeros((clients, facilities, room + 1), dtype=bool)
    for client, load in enumerate(loads.tolist()):
        if load <= room:
            offered = value[:, : room + 1 - load] + profits[:, client, None]
            takes[client, :, load:] = offered > value[:, load:]
            value[:, load:] = np.maximum(value[:, load:], offered)
    everyone, left = np.arange(facilities), capacities.copy()
    chosen = np.zeros(profits.shape, dtype=bool)
    for client in reversed(range(clients)):
        chosen[:, client] = takes[client, everyone, left]
        left -= loads[client] * chosen[:, client]
    return value[everyone, capacities], chosen


def fill_with_each(profits: Whole, loads: Whole, capacity: int) -> Whole:
    """Return the most that one facility can earn if it must serve a client, for each client.

    Parameters
    ----------
    profits, loads : array of shape (n,)
    capacity : int
        No load is above it.

    Returns
    -------
    array of shape (n,)
    """
    before = _fill_in_turn(profits, loads, capacity)
    after = _fill_in_turn(profits[::-1], loads[::-1], capacity)[::-1]
    best = np.empty_like(profits)
    for client, load in enumerate(loads.tolist()):
        left = capacity - load
        shared = before[client, : left + 1] + after[client + 1, left::-1]
        best[client] = profits[client] + shared.max()
    return best


def _fill_in_turn(profits: Whole, loads: Whole, capacity: int) -> Whole:
    """Return the best value with the first k clients and each capacity, shape (n + 1, s + 1)."""
    values = np.zeros((len(loads) + 1, capacity + 1), dtype=np.int64)
    for client, load in enumerate(loads.tolist()):
        before, now = values[client], values[client + 1]
        now[:] = before
        now[load:] = np.maximum(before[load:], before[: capacity + 1 - load] + profits[client])
    return values
