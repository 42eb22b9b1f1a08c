"""A problem with other weights for the terms of its objective, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral

from sharepool.problem.cells import round_half_up
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand
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
    mind_terms(factors, problem)
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
    own = None if problem.own is None else problem.own.times(factors.get("own", 0))
    return problem.updated(rules=rules, demands=demands, pins=pins, own=own)


def with_weights(problem: Problem, weights: Mapping[str, int]) -> Problem:
    """Return the problem with other weights for some terms of its objective.

    Raises
    ------
    TypeError
        They are no mapping.
    ValueError
        A name is not that of a weight, or a weight is no whole number of 0 or more.
    """
    if not isinstance(weights, Mapping):
        raise TypeError(f"weights: give a mapping, such as {{'travel': 2}}, not {weights!r:.80}")
    unknown = [name for name in weights if name not in Weights.model_fields]
    if unknown:
        known = ", ".join(Weights.model_fields)
        named = ", ".join(map(str, unknown))
        raise ValueError(f"weights: unknown terms {named}: give some of {known}")
    if any(isinstance(one, bool) or not isinstance(one, Integral) for one in weights.values()) or (
        min(weights.values(), default=0) < 0
    ):
        raise ValueError("weights: give whole numbers of 0 or more")
    return problem.replace(
        rules={f"weights.{name}": int(weight) for name, weight in weights.items()}
    )


def mind_terms(names: Iterable[str], problem: Problem | None = None) -> None:
    """Raise if a name is not that of a term.

    Raises
    ------
    ValueError
    """
    own = () if problem is None or problem.own is None else ("own",)
    terms = (*Weights.model_fields, "preference", *own)
    unknown = [name for name in names if name not in terms]
    if unknown:
        named = ", ".join(map(str, unknown))
        raise ValueError(f"unknown terms {named}: give some of {', '.join(terms)}")


def least(problem: Problem, name: str) -> int:
    """Return a number below which a term of this problem never is."""
    rows = sum(demand.sessions * _most_people(problem, demand) for demand in problem.demands)
    if name == "preference":
        signs = {"prefer": 1, "avoid": -1}
        gains = (signs.get(pin.kind, 0) * (pin.weight or 0) for pin in problem.pins)
        return -rows * sum(max(0, gain) for gain in gains)
    if name == "own" and problem.own is not None:
        return sum(
            demand.sessions * _most_people(problem, demand) * problem.own.least_of(demand.demand_id)
            for demand in problem.demands
        )
    return 0


def _most_people(problem: Problem, demand: Demand) -> int:
    """Return the most people of one session."""
    roles = problem.roles_of.get(demand.demand_id, {})
    return max(1, sum(role.count for role in roles.values()))
