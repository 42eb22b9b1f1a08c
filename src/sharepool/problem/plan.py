"""A plan: the sessions that take place, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sharepool.base.extensions import FROM_FRAME, TO_FRAME, Shown
from sharepool.problem.rows import Assignment

if TYPE_CHECKING:
    import pandas as pd

_FINGERPRINT_SIGNS = 16

Clock = tuple[int, int]
"""Start and end of a session, minutes after midnight."""


@dataclass(frozen=True)
class Plan(Shown):
    """The sessions of a week, one assignment each, in the order given.

    A plan may break every rule: :func:`sharepool.check` says which.

    Attributes
    ----------
    assignments : tuple of Assignment
    clocks : mapping of Assignment to (int, int)
        When sessions started and ended by the bells that the plan was made for, as far as its file
        says so. Plans that differ in nothing else are equal.
    kept : frozenset of Assignment
        Sessions marked to stay as they are (column ``keep``): whoever plans from here on holds
        them. They make no difference to what is equal either.
    """

    assignments: tuple[Assignment, ...] = ()
    clocks: Mapping[Assignment, Clock] = field(default_factory=dict, compare=False, repr=False)
    kept: frozenset[Assignment] = field(default=frozenset(), compare=False, repr=False)

    def __post_init__(self) -> None:
        # A list would be equal to no other plan, and have no hash.
        object.__setattr__(self, "assignments", tuple(self.assignments))
        if not all(isinstance(row, Assignment) for row in self.assignments):
            told = "assignments: give Assignment rows"
            raise TypeError(f"{told}; Plan.of takes tuples, Plan.from_frame a DataFrame")

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int, int] | tuple[str, str, int, int, str]]) -> Plan:
        """Return the plan of ``(staff_id, demand_id, day, slot)`` rows; a role may follow."""
        columns = ("staff_id", "demand_id", "day", "slot", "role")
        return cls(tuple(Assignment(**dict(zip(columns, row, strict=False))) for row in rows))

    @classmethod
    def from_frame(cls, frame: Any) -> Plan:
        """Return the plan that a DataFrame with the columns of ``plan.csv`` holds."""
        plan: Plan = FROM_FRAME.find(cls)(frame)
        return plan

    def to_frame(self) -> pd.DataFrame:
        """Return the plan as a DataFrame with the columns of ``plan.csv``."""
        frame: pd.DataFrame = TO_FRAME.find(Plan)(self)
        return frame

    @property
    def fingerprint(self) -> str:
        """A hash of the plan: the same sessions in any order have the same one."""
        rows = sorted((row.staff_id, row.demand_id, row.day, row.slot, row.role) for row in self)
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:_FINGERPRINT_SIGNS]

    def sorted(self) -> Plan:
        """Return the plan in the order of day, slot, person and demand."""
        return Plan(
            tuple(
                sorted(
                    self.assignments,
                    key=lambda row: (row.day, row.slot, row.staff_id, row.demand_id, row.role),
                )
            ),
            self.clocks,
            self.kept,
        )

    def __iter__(self) -> Iterator[Assignment]:
        return iter(self.assignments)

    def __len__(self) -> int:
        return len(self.assignments)
