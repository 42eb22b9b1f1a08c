"""Changes that concern people: who there is, what they hold, how long, how far and when they go."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from sharepool.analysis.remedies.changes.change import Change, changed, with_cells
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Requirement, Skill, Staff, Window


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

    @property
    def person(self) -> Staff:
        """The new person as a row of the staff table."""
        return Staff(
            staff_id=self.staff_id, home_site=self.site_id, max_hours_week=self.max_hours_week
        )

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the new person in its pool."""
        held = (Skill(staff_id=self.staff_id, skill=name, level=at) for name, at in self.skills)
        return changed(
            problem, staff=(*problem.staff, self.person), skills=(*problem.skills, *held)
        )


@dataclass(frozen=True)
class TeamRecruit(Change):
    """Several more people at once, for roles of a team that are empty together.

    Attributes
    ----------
    people : tuple of Recruit
        At least two.
    """

    kind = "team"
    people: tuple[Recruit, ...]

    @property
    def subject(self) -> tuple[str, ...]:
        """The sites, and what the new people hold."""
        return tuple(name for person in self.people for name in person.subject)

    @property
    def units(self) -> int:
        """The number of people."""
        return len(self.people)

    @property
    def fewer(self) -> tuple[Change, ...]:
        """All but one of the people."""
        found = dict.fromkeys(combinations(self.people, len(self.people) - 1))
        return tuple(TeamRecruit(some) if len(some) > 1 else some[0] for some in found)

    def apply(self, problem: Problem) -> Problem:
        """Return the problem with the new people in its pool."""
        for person in self.people:
            problem = person.apply(problem)
        return problem


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
        return changed(problem, skills=(*problem.skills, row))


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
        return changed(problem, staff=with_cells(problem.staff, "staff_id", cells))


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
        return changed(problem, rules=problem.rules.model_copy(update={"employers": employers}))


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
        return changed(problem, staff=with_cells(problem.staff, "staff_id", cells))


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
        return changed(problem, staff=with_cells(problem.staff, "staff_id", {self.staff_id: wider}))


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
        return changed(problem, availability=(*problem.availability, window))
