r"""The largest flow from givers to takers, and the cheapest of the largest.

With what each giver has, :math:`s_g`, and each taker has room for, :math:`r_t`:

.. math::
    \max \sum_{g,t} x_{gt}, \text{ then } \min \sum_{g,t} c_{gt} x_{gt}, \qquad
    \sum_t x_{gt} \le s_g, \quad \sum_g x_{gt} \le r_t, \quad 0 \le x_{gt} \le u_{gt}

Both aims are exact, and flows are whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple, TypeVar

from ortools.graph.python import min_cost_flow

G = TypeVar("G", bound=Hashable)
T = TypeVar("T", bound=Hashable)


class Arc(NamedTuple):
    """What may go from a giver to a taker.

    Attributes
    ----------
    most : int
    cost : int
        Of each unit.
    """

    most: int
    cost: int = 0


def find_flow(
    supply: Mapping[G, int], room: Mapping[T, int], arcs: Mapping[tuple[G, T], Arc]
) -> dict[tuple[G, T], int]:
    """Return how much goes from each giver to each taker, where anything goes.

    Parameters
    ----------
    supply : mapping of giver to int
    room : mapping of taker to int
    arcs : mapping of (giver, taker) to Arc

    Examples
    --------
    >>> arcs = {("A", "x"): Arc(4), ("A", "y"): Arc(3), ("B", "x"): Arc(4)}
    >>> find_flow({"A": 3, "B": 4}, {"x": 4, "y": 3}, arcs)
    {('A', 'y'): 3, ('B', 'x'): 4}
    """
    graph = min_cost_flow.SimpleMinCostFlow()
    givers = {giver: node for node, giver in enumerate(supply)}
    takers = {taker: node for node, taker in enumerate(room, start=len(givers))}
    arc_of = {
        link: graph.add_arc_with_capacity_and_unit_cost(
            givers[link[0]], takers[link[1]], arc.most, arc.cost
        )
        for link, arc in arcs.items()
    }
    for giver, node in givers.items():
        graph.set_node_supply(node, supply[giver])
    for taker, node in takers.items():
        graph.set_node_supply(node, -room[taker])
    graph.solve_max_flow_with_min_cost()
    flows = {link: graph.flow(arc) for link, arc in arc_of.items()}
    return {link: flow for link, flow in flows.items() if flow}
