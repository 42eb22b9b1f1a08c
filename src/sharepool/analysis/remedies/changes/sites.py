"""Changes that concern sites and what they ask for: room, hours, numbers of demands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sharepool.analysis.remedies.changes.change import Change, changed, with_cells
from sharepool.problem.problem import Problem

_STEPS = {"max_staff": 1, "max_per_day": 1, "min_gap_days": -1}
"""By how much a number of a demand is eased."""


@dataclass(frozen=True)
class MoreRoom(Change):
    """Room for more sessions at once at a site."""

    kind = "room"
    site_id: str
    capacity: int

    @property
    def subject(self) -> tuple[str, ...]:
        """The site."""
        return (self.site_id,)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the room; unchanged if the site has no limit."""
        old = problem.site_of[self.site_id].capacity
        if old is None:
            return problem
        cells = {self.site_id: {"capacity": max(old, self.capacity)}}
        return changed(problem, sites=with_cells(problem.sites, "site_id", cells))


@dataclass(frozen=True)
class OtherHour(Change):
    """Another hour for some demands of a site.

    Attributes
    ----------
    demand_ids : tuple of str
    part : str or None
        A part of the day that is allowed besides; None: any start in the parts allowed is.
    """

    demand_ids: tuple[str, ...]
    part: str | None = None

    @property
    def kind(self) -> str:
        """A part of the day, or a start."""
        return "start" if self.part is None else "part"

    @property
    def subject(self) -> tuple[str, ...]:
        """The demands, and the part."""
        return (*self.demand_ids, self.part or "")

    @property
    def units(self) -> int:
        """The number of demands."""
        return len(self.demand_ids)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem in which these demands have more times."""
        cells: dict[str, dict[str, Any]] = {}
        for demand_id in self.demand_ids:
            parts = problem.demand_of[demand_id].allowed_parts
            more = {"slots": ()} if self.part is None else {"parts": (*parts, self.part)}
            cells[demand_id] = more
        return changed(problem, demands=with_cells(problem.demands, "demand_id", cells))


@dataclass(frozen=True)
class LooserDemand(Change):
    """A number of some demands of a site eased by one.

    Attributes
    ----------
    demand_ids : tuple of str
    column : str
        ``"max_staff"``, ``"max_per_day"`` or ``"min_gap_days"``.
    """

    demand_ids: tuple[str, ...]
    column: str

    @property
    def kind(self) -> str:
        """The column."""
        return self.column

    @property
    def subject(self) -> tuple[str, ...]:
        """The demands."""
        return self.demand_ids

    @property
    def units(self) -> int:
        """The number of demands."""
        return len(self.demand_ids)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the numbers eased."""
        cells = {
            demand_id: {
                self.column: max(
                    0, getattr(problem.demand_of[demand_id], self.column) + _STEPS[self.column]
                )
            }
            for demand_id in self.demand_ids
        }
        return changed(problem, demands=with_cells(problem.demands, "demand_id", cells))
