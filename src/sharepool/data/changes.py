"""Changes of a problem that could cover missing sessions: typed, and applied to a problem.

A change eases one thing about one subject: a person, a site, an employer, or some demands of a
site. Applied, it gives a new problem; the old one stays as it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from sharepool.data.problem import Problem
from sharepool.data.rows import Requirement, Row, Skill, Staff, Window

RowType = TypeVar("RowType", bound=Row)

_STEPS = {"max_staff": 1, "max_per_day": 1, "min_gap_days": -1}
"""By how much a number of a demand is eased."""


@dataclass(frozen=True)
class Change(ABC):
    """Something about a problem that a planner could arrange differently."""

    KINDS: ClassVar[tuple[str, ...]] = (
        "recruit",
        "certificate",
        "hours",
        "budget",
        "mode",
        "limit",
        "day",
        "part",
        "start",
        "room",
        *_STEPS,
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

    @abstractmethod
    def apply(self, problem: Problem) -> Problem:
        """Return the problem with this change."""


@dataclass(frozen=True)
class Recruit(Change):
    """One more person, based at a site.

    Attributes
    ----------
    staff_id : str
        What stands for the new person in plans.
    site_id : str
    skills : tuple of Requirement
        What they hold, valid without end.
    max_hours_week : Decimal or None
        Their hours; their other limits are everybody's, their employer is blank.
    """

    kind = "recruit"
    staff_id: str
    site_id: str
    skills: tuple[Requirement, ...]
    max_hours_week: Decimal | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        """The site, and what the new person holds."""
        return (self.site_id, *(skill for skill, _ in self.skills))

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the new person in its pool."""
        person = Staff(
            staff_id=self.staff_id, home_site=self.site_id, max_hours_week=self.max_hours_week
        )
        held = (Skill(staff_id=self.staff_id, skill=name, level=at) for name, at in self.skills)
        return _changed(problem, staff=(*problem.staff, person), skills=(*problem.skills, *held))


@dataclass(frozen=True)
class Certificate(Change):
    """A skill granted to somebody, raised to a level, or renewed."""

    kind = "certificate"
    staff_id: str
    skill: str
    level: int

    @property
    def subject(self) -> tuple[str, ...]:
        """The person."""
        return (self.staff_id,)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem in which they hold the skill without end."""
        row = Skill(staff_id=self.staff_id, skill=self.skill, level=self.level)
        return _changed(problem, skills=(*problem.skills, row))


@dataclass(frozen=True)
class MoreHours(Change):
    """More hours a week for a person."""

    kind = "hours"
    staff_id: str
    hours: int

    @property
    def subject(self) -> tuple[str, ...]:
        """The person."""
        return (self.staff_id,)

    @property
    def units(self) -> int:
        """The hours."""
        return self.hours

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the hours; unchanged if the person has no limit."""
        old = problem.person_of[self.staff_id].max_hours_week
        if old is None:
            return problem
        cells = {self.staff_id: {"max_hours_week": old + self.hours}}
        return _changed(problem, staff=_with_cells(problem.staff, "staff_id", cells))


@dataclass(frozen=True)
class MoreBudget(Change):
    """More hours a week for the people of an employer together."""

    kind = "budget"
    employer: str
    hours: int

    @property
    def subject(self) -> tuple[str, ...]:
        """The employer."""
        return (self.employer,)

    @property
    def units(self) -> int:
        """The hours."""
        return self.hours

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the hours; unchanged if the employer has no limit."""
        own = problem.rules.employers.get(self.employer)
        if own is None or own.max_hours_week is None:
            return problem
        eased = own.model_copy(update={"max_hours_week": own.max_hours_week + self.hours})
        employers = {**problem.rules.employers, self.employer: eased}
        return _changed(problem, rules=problem.rules.model_copy(update={"employers": employers}))


@dataclass(frozen=True)
class OtherMode(Change):
    """Another way to travel for a person."""

    kind = "mode"
    staff_id: str
    mode: str

    @property
    def subject(self) -> tuple[str, ...]:
        """The person."""
        return (self.staff_id,)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem in which they travel so."""
        cells = {self.staff_id: {"mode": self.mode}}
        return _changed(problem, staff=_with_cells(problem.staff, "staff_id", cells))


@dataclass(frozen=True)
class LooserLimits(Change):
    """Wider personal limits, such as a longer leg.

    Attributes
    ----------
    staff_id : str
    limits : tuple of (str, int)
        Columns of the staff table, and the least that each shall allow.
    """

    kind = "limit"
    staff_id: str
    limits: tuple[tuple[str, int], ...]

    @property
    def subject(self) -> tuple[str, ...]:
        """The person and the limits."""
        return (self.staff_id, *(name for name, _ in self.limits))

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the limits; none gets narrower."""
        person = problem.person_of[self.staff_id]
        wider = {name: max(problem.limit_of(person, name), most) for name, most in self.limits}
        return _changed(
            problem, staff=_with_cells(problem.staff, "staff_id", {self.staff_id: wider})
        )


@dataclass(frozen=True)
class FreeDay(Change):
    """A weekday on which a person is available all day (absences apart)."""

    kind = "day"
    staff_id: str
    day: int

    @property
    def subject(self) -> tuple[str, ...]:
        """The person and the day."""
        return self.staff_id, str(self.day)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the day; unchanged if the person is always available."""
        if all(window.staff_id != self.staff_id for window in problem.availability):
            return problem
        window = Window.model_validate(
            {"staff_id": self.staff_id, "day": self.day, "start": "00:00", "end": "24:00"}
        )
        return _changed(problem, availability=(*problem.availability, window))


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
        return _changed(problem, sites=_with_cells(problem.sites, "site_id", cells))


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
        return _changed(problem, demands=_with_cells(problem.demands, "demand_id", cells))


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
        return _changed(problem, demands=_with_cells(problem.demands, "demand_id", cells))


def _changed(problem: Problem, **content: Any) -> Problem:
    """Return a problem with other tables or rules, and nothing that the old one has looked up."""
    kept = {name: getattr(problem, name) for name in Problem.model_fields if name != "warnings"}
    return Problem.model_construct(**kept | content)


def _with_cells(
    rows: Collection[RowType], column: str, cells: Mapping[str, Mapping[str, Any]]
) -> tuple[RowType, ...]:
    """Return the rows of a table with other cells in those that are named by their id."""
    return tuple(
        row.model_copy(update=cells[key]) if (key := getattr(row, column)) in cells else row
        for row in rows
    )
