"""Rules and terms of the caller's own: what a plan breaks and costs, and how CP-SAT is told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.rules.scoring import OWN, TERMS

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from sharepool.engine.cpsat.open_model import OpenModel


class OwnRule(ABC):
    """A hard rule of your own, stated twice: for the checker and for CP-SAT.

    Attributes
    ----------
    name : str
        What results call it.

    Examples
    --------
    >>> import sharepool as sp
    >>> class NotOnMonday(sp.OwnRule):
    ...     name = "nobody on Monday"
    ...     def broken(self, problem, plan):
    ...         return [f"{row.staff_id} comes on Monday" for row in plan if row.day == 1]
    ...     def constrain(self, model):
    ...         model.program.add(model.count(day=1) == 0)
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> result = sp.solve(problem, rules=[NotOnMonday()], stop=10)
    >>> result.status.value, {row.day for row in result.plan} & {1}
    ('optimal', set())
    """

    name: str

    @abstractmethod
    def broken(self, problem: Problem, plan: Plan) -> Iterable[str]:
        """Return how a plan breaks it, a sentence each; nothing if the plan obeys it."""

    @abstractmethod
    def constrain(self, model: OpenModel) -> None:
        """Add it to the exact model."""


class OwnTerm(ABC):
    """A term of the objective of your own, stated twice: for the scorer and for CP-SAT.

    Attributes
    ----------
    name : str
        What results call it.
    least : int or None
        No plan has less of it: so much may be added to a bound that does not know the term. None if
        that is not known; then there is no such bound.

    Examples
    --------
    >>> import sharepool as sp
    >>> class Mondays(sp.OwnTerm):
    ...     name = "mondays"
    ...     def cost(self, problem, plan):
    ...         return 100 * sum(row.day == 1 for row in plan)
    ...     def price(self, model):
    ...         return 100 * model.count(day=1)
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> sp.solve(problem, terms=[Mondays()], stop=10).terms["mondays"]
    0
    """

    name: str
    least: int | None = 0

    @abstractmethod
    def cost(self, problem: Problem, plan: Plan) -> int:
        """Return what it costs in a plan, a whole number."""

    @abstractmethod
    def price(self, model: OpenModel) -> cp_model.LinearExpr | int:
        """Return what it costs in the exact model: no less than :meth:`cost` of any plan."""


_Own = TypeVar("_Own", OwnRule, OwnTerm)


@dataclass(frozen=True)
class OwnStatements:
    """Rules and terms that are solved with."""

    rules: tuple[OwnRule, ...]
    terms: tuple[OwnTerm, ...]

    @classmethod
    def of(cls, rules: Sequence[OwnRule], terms: Sequence[OwnTerm]) -> OwnStatements:
        """Return them, once it is clear what they are and what they are called.

        Raises
        ------
        TypeError
            One is no rule or no term.
        ValueError
            One has no name, two have one name, or one has that of a term of the objective.
        """
        rules, terms = _each(rules, OwnRule, "rules"), _each(terms, OwnTerm, "terms")
        names = Counter([*(rule.name for rule in rules), *(term.name for term in terms)])
        taken = [name for name, count in names.items() if count > 1 or name in {*TERMS, OWN}]
        if taken:
            raise ValueError(f"rules, terms: {taken[0]!r} is there already; give each its own name")
        return cls(rules, terms)

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called."""
        return (*(rule.name for rule in self.rules), *(term.name for term in self.terms))

    @property
    def least(self) -> int | None:
        """What all terms cost at least; None if that is not known."""
        known = [term.least for term in self.terms if term.least is not None]
        return sum(known) if len(known) == len(self.terms) else None

    def count_broken(self, problem: Problem, plan: Plan) -> int:
        """Return in how many ways a plan breaks the rules."""
        return sum(len(sentences(rule, problem, plan)) for rule in self.rules)

    def costs(self, problem: Problem, plan: Plan) -> dict[str, int]:
        """Return what each term costs in a plan."""
        return {term.name: _cost(term, problem, plan) for term in self.terms}

    def extend(self, model: OpenModel) -> list[cp_model.LinearExprT]:
        """Add all of them to the exact model, and return what the terms cost there.

        Raises
        ------
        ValueError
            A term has no price.
        """
        for rule in self.rules:
            rule.constrain(model)
        prices = {term.name: term.price(model) for term in self.terms}
        for name, price in prices.items():
            if price is None:
                raise ValueError(f"{name}: price() returns nothing; return what it costs")
        return list(prices.values())

    def judge(self, problem: Problem, plan: Plan) -> int | None:
        """Return what a plan costs besides; None if it breaks a rule."""
        if self.count_broken(problem, plan):
            return None
        return sum(self.costs(problem, plan).values())


def sentences(rule: OwnRule, problem: Problem, plan: Plan) -> list[str]:
    """Return how a plan breaks a rule.

    Raises
    ------
    ValueError
        The rule gives no sentences.
    """
    told = rule.broken(problem, plan)
    # A sentence by itself would count as one for each of its letters.
    if isinstance(told, str) or not isinstance(told, Iterable):
        raise ValueError(f"{rule.name}: broken() returns {told!r}; return a list of sentences")
    return list(told)


def _cost(term: OwnTerm, problem: Problem, plan: Plan) -> int:
    """Return what a term costs in a plan.

    Raises
    ------
    ValueError
        It is no whole number, or below what no plan is said to undercut: the bound would be false.
    """
    cost = term.cost(problem, plan)
    try:
        whole = int(cost)
    except (TypeError, ValueError, OverflowError):
        whole = None
    if whole is None or whole != cost:
        raise ValueError(f"{term.name}: cost() returns {cost!r}; return a whole number")
    if term.least is not None and whole < term.least:
        told = f"{term.name}: cost() of a plan is {whole}, below least = {term.least}"
        raise ValueError(f"{told}; lower that, or say None")
    return whole


def _each(given: Iterable[_Own], kind: Any, argument: str) -> tuple[_Own, ...]:
    """Return rules or terms, once each is one and has a name."""
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    if not isinstance(given, Iterable) or not all(isinstance(one, kind) for one in found):
        raise TypeError(f"{argument}: give a list of {kind.__name__} objects, not {given!r}")
    for one in found:
        if not isinstance(getattr(one, "name", None), str):
            raise ValueError(f"{argument}: give {type(one).__name__} a name")
    return found
