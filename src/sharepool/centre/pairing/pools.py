r"""What facilities give out of pools that several of them share.

A client wants amounts of several kinds; its facility's pool has stocks, each good for some kinds.
With the stock :math:`h_s` of pool :math:`g(s)` for the kinds :math:`K_s`, and the amount
:math:`w_{jk}` that client j wants of kind k,

.. math::
    \sum_{k \in K_s} y_{sk} \le h_s \quad \forall s \quad (7) \qquad
    \sum_{i \in g} \sum_j w_{jk} x_{ij} \le o_{gk} + \sum_{s \in g: k \in K_s} y_{sk}
    \quad \forall g, k \quad (8)

where :math:`o_{gk} \ge 0` is what pool g is short of. Once it is known who serves whom, this is a
flow from stocks to kinds: the shortage is what the largest one leaves, and it is whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow

_SOURCE, _SINK = 0, 1


class Stock(NamedTuple):
    """An amount in a pool, and the kinds that it is good for."""

    pool: int
    kinds: frozenset[int]
    amount: int


@dataclass(frozen=True)
class Pools:
    """Who draws on which pool, and what there is in it.

    Attributes
    ----------
    pool_of : tuple of int
        The pool of each facility.
    stocks : tuple of Stock
    wants : array of int, shape (clients, kinds)
        :math:`w`.
    price : int
        What each unit that is short adds to the objective.
    """

    pool_of: tuple[int, ...]
    stocks: tuple[Stock, ...]
    wants: NDArray[np.int64] = field(repr=False)
    price: int = 1

    def wanted(self, facility_of: Sequence[int]) -> dict[int, int]:
        """Return what is wanted of each pool that anybody draws on."""
        found = Counter[int]()
        for client, facility in enumerate(facility_of):
            found[self.pool_of[facility]] += int(self.wants[client].sum())
        return dict(found)

    def short(self, facility_of: Sequence[int]) -> dict[int, int]:
        """Return the least that each pool is short of, if it gives what it can."""
        return {
            pool: wanted - self._given(pool, facility_of)
            for pool, wanted in self.wanted(facility_of).items()
        }

    def _given(self, pool: int, facility_of: Sequence[int]) -> int:
        """Return the largest flow from the stocks of a pool to what is wanted of it."""
        clients = [
            client for client, facility in enumerate(facility_of) if self.pool_of[facility] == pool
        ]
        wants = self.wants[clients].sum(axis=0)
        flow = max_flow.SimpleMaxFlow()
        first_stock = 2 + len(wants)
        for kind, amount in enumerate(wants.tolist()):
            flow.add_arc_with_capacity(2 + kind, _SINK, amount)
        own = [stock for stock in self.stocks if stock.pool == pool]
        for node, stock in enumerate(own, start=first_stock):
            flow.add_arc_with_capacity(_SOURCE, node, stock.amount)
            for kind in stock.kinds:
                flow.add_arc_with_capacity(node, 2 + kind, stock.amount)
        if not own or not len(wants):
            return 0
        flow.solve(_SOURCE, _SINK)
        return int(flow.optimal_flow())
