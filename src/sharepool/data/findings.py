"""What was found about a plan: tuples that know their problem, so that they can show themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self, TypeVar

from sharepool.data.reason import Reason
from sharepool.data.violation import Violation

if TYPE_CHECKING:
    from sharepool.data.problem import Problem

Item = TypeVar("Item")


class Findings(tuple[Item, ...]):
    """A tuple, equal to any other of the same items, that Jupyter shows in words.

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

    def _repr_html_(self) -> str:
        """Return what Jupyter shows (see :func:`sharepool.show`)."""
        from sharepool.displays import show

        return show(self).html


class Violations(Findings[Violation]):
    """Everything in which a plan breaks a hard rule."""


class Reasons(Findings[Reason]):
    """Why sessions are missing, one reason a demand."""
