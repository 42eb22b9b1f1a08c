"""What was found about a plan: tuples that know their problem, so that they can show themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from sharepool.base.extensions import Shown
from sharepool.problem.violation import Violation

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem


class Said(Protocol):
    """Something that can be said in words about a problem."""

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return it in words."""
        ...


Item = TypeVar("Item", bound=Said)


class Findings(tuple[Item, ...], Shown):
    """A tuple, equal to any other of the same items, that says and shows itself in words.

    Attributes
    ----------
    problem : Problem
        Where the titles of people and sites come from.
    """

    problem: Problem

    def __new__(cls, items: Iterable[Item], problem: Problem) -> Self:
        """Return the findings about a problem."""
        found = super().__new__(cls, items)
        found.problem = problem
        return found

    def __getnewargs__(self) -> tuple[tuple[Item, ...], Problem]:
        return tuple(self), self.problem

    def text(self, lang: str = "en") -> str:
        """Return everything found in words, a line each.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        return "\n".join(one.text(self.problem, lang) for one in self)


class Violations(Findings[Violation]):
    """Everything in which a plan breaks a hard rule."""
