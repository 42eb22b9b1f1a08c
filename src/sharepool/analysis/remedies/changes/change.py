"""What a change is: typed, and applied to a problem it gives another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row

RowType = TypeVar("RowType", bound=Row)


@dataclass(frozen=True)
class Change(ABC):
    """Something about a problem that a planner could arrange differently."""

    KINDS: ClassVar[tuple[str, ...]] = (
        "recruit",
        "team",
        "certificate",
        "hours",
        "budget",
        "mode",
        "limit",
        "day",
        "part",
        "start",
        "room",
        "max_staff",
        "max_per_day",
        "min_gap_days",
    )
    """Every kind of change."""

    @property
    @abstractmethod
    def kind(self) -> str:
        """What prices and sentences know it by."""

    @property
    @abstractmethod
    def subject(self) -> tuple[str, ...]:
        """The ids and names of what is changed, but not by how much."""

    @property
    def units(self) -> int:
        """How many times the price of its kind it costs."""
        return 1

    @property
    def fewer(self) -> tuple[Change, ...]:
        """What it would be with one part less, each way; it must win more than each."""
        return ()

    @abstractmethod
    def apply(self, problem: Problem) -> Problem:
        """Return the problem with this change."""


def changed(problem: Problem, **content: Any) -> Problem:
    """Return a problem with other tables or rules, and nothing that the old one has looked up."""
    kept = {name: getattr(problem, name) for name in Problem.model_fields if name != "warnings"}
    return Problem.model_construct(**kept | content)


def with_cells(
    rows: Collection[RowType], column: str, cells: Mapping[str, Mapping[str, Any]]
) -> tuple[RowType, ...]:
    """Return the rows of a table with other cells in those that are named by their id."""
    return tuple(
        row.model_copy(update=cells[key]) if (key := getattr(row, column)) in cells else row
        for row in rows
    )
