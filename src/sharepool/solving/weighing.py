"""A problem with other weights for the terms of its objective, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem
from sharepool.problem.rules import Weights

_APART = {"unmet", "preference"}
"""Terms that are not one weight times something whole: a demand's priority rounds its own, and pins
bring theirs."""


def reweigh(problem: Problem, factors: Mapping[str, int]) -> Problem:
    r"""Return the problem whose objective is a sum of multiples of the terms.

    .. math:: \sum_t \text{factor}_t \cdot \text{term}_t

    Parameters
    ----------
    problem : Problem
    factors : mapping of str to int
        A whole number ≥ 0 for each term, 0 for those that it does not name.

    Raises
    ------
    ValueError
        A factor is negative or a term is not known.
    """
    mind_terms(factors)
    if min(factors.values(), default=0) < 0:
        raise ValueError("factors: give whole numbers of 0 or more")
    weights = problem.rules.weights
    scaled = {
        name: getattr(weights, name) * factors.get(name, 0)
        for name in Weights.model_fields
        if name not in _APART
    }
    # The unmet weight of each demand is rounded first and multiplied then.
    demands = tuple(
        demand.model_copy(
            update={
                "priority": Decimal(
                    factors.get("unmet", 0)
                    * round_half_up(weights.unmet * Fraction(demand.priority))
                )
            }
        )
        for demand in problem.demands
    )
    pins = tuple(
        pin.model_copy(update={"weight": (pin.weight or 0) * factors.get("preference", 0)})
        if pin.kind in {"prefer", "avoid"}
        else pin
        for pin in problem.pins
    )
    rules = problem.rules.model_copy(
        update={"weights": weights.model_copy(update=scaled | {"unmet": 1})}
    )
    return problem.updated(rules=rules, demands=demands, pins=pins)


def mind_terms(names: Iterable[str]) -> None:
    """Raise if a name is not that of a term.

    Raises
    ------
    ValueError
    """
    terms = (*Weights.model_fields, "preference")
    unknown = [name for name in names if name not in terms]
    if unknown:
        raise ValueError(f"unknown terms {', '.join(unknown)}: give some of {', '.join(terms)}")


def least(problem: Problem, name: str) -> int:
    """Return a number below which a term of this problem never is."""
    if name != "preference":
        return 0
    sessions = sum(demand.sessions for demand in problem.demands)
    return -sessions * sum(pin.weight or 0 for pin in problem.pins if pin.kind == "prefer")
