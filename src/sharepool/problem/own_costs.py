"""Costs of the caller's own: what single assignments add to the objective, and which may not be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sharepool.problem.rows import Assignment, Pin


@dataclass(frozen=True, slots=True)
class OwnCost:
    """What assignments of one person to one demand cost, or that none of them may be.

    Attributes
    ----------
    staff_id, demand_id : str
    cost : int
        Points that each of them adds to the objective; below 0 it is a gain.
    is_forbidden : bool
        Whether none of them may be part of a plan.
    day, slot : int or None
        Weekday and first slot; None for every one.
    role : str or None
        In a team, as what; None for every role.
    """

    staff_id: str
    demand_id: str
    cost: int = 0
    is_forbidden: bool = False
    day: int | None = None
    slot: int | None = None
    role: str | None = None

    def matches(self, day: int, slot: int, role: str) -> bool:
        """Return whether it speaks of an assignment of its person and demand."""
        cells = ((self.day, day), (self.slot, slot), (self.role, role))
        return all(wanted is None or wanted == own for wanted, own in cells)

    def to_pin(self) -> Pin:
        """Return the pin that says the same.

        Raises
        ------
        ValueError
            It names a role, which no pin can.
        """
        if self.role is not None:
            raise ValueError(
                f"costs: no pin can name the role {self.role!r} of {self.demand_id!r}; "
                "a problem with such costs cannot be written"
            )
        kind = "avoid" if self.cost >= 0 else "prefer"
        return Pin(
            kind="forbid" if self.is_forbidden else kind,
            staff_id=self.staff_id,
            demand_id=self.demand_id,
            day=self.day,
            slot=self.slot,
            weight=None if self.is_forbidden else abs(self.cost),
        )


@dataclass(frozen=True)
class OwnCosts:
    """All costs of the caller's own: where several speak of one assignment, they add up.

    Attributes
    ----------
    rows : tuple of OwnCost
    """

    rows: tuple[OwnCost, ...] = ()

    @cached_property
    def of_pair(self) -> dict[tuple[str, str], tuple[OwnCost, ...]]:
        """Rows by staff id and demand id."""
        found: dict[tuple[str, str], list[OwnCost]] = defaultdict(list)
        for row in self.rows:
            found[row.staff_id, row.demand_id].append(row)
        return {pair: tuple(rows) for pair, rows in found.items()}

    def matching(self, one: Assignment) -> Iterator[OwnCost]:
        """Yield the rows that speak of an assignment."""
        for row in self.of_pair.get((one.staff_id, one.demand_id), ()):
            if row.matches(one.day, one.slot, one.role):
                yield row

    def times(self, factor: int) -> OwnCosts:
        """Return the same with every cost so many times as high."""
        return OwnCosts(tuple(replace(row, cost=factor * row.cost) for row in self.rows))

    def least_of(self, demand_id: str) -> int:
        """Return a number ≤ 0 below which one person's part of a demand's session never costs."""
        gains: dict[str, int] = defaultdict(int)
        for (staff_id, demand), rows in self.of_pair.items():
            if demand == demand_id:
                gains[staff_id] = sum(min(0, row.cost) for row in rows)
        return min(gains.values(), default=0)
