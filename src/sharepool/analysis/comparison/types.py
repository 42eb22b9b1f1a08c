"""What changes between two plans, in people's terms: fields, no words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.base.extensions import Shown
from sharepool.problem.plan import Clock
from sharepool.problem.rows import Assignment
from sharepool.problem.score import Score

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem


_SIDES = ("before", "after")


class Fate(StrEnum):
    """What becomes of a session from one plan to the other."""

    KEPT = "kept"
    """The same person at the same time."""
    OTHER_CLOCK = "other_clock"
    """The same person on the same day and slot, but the slot is at another clock time."""
    OTHER_TIME = "other_time"
    """The same person on another day or slot."""
    OTHER_PERSON = "other_person"
    """Another person at the same time."""
    OTHER_BOTH = "other_both"
    """Another person at another time."""
    GONE = "gone"
    """The demand has a session less."""
    NEW = "new"
    """The demand has a session more."""


@dataclass(frozen=True)
class SessionChange:
    """One session of a demand, before and after.

    Attributes
    ----------
    demand_id : str
    before, after : Assignment or None
        None where the demand has no such session; never both.
    clock_before, clock_after : (int, int) or None
        Start and end of either, minutes after midnight; None if that is not known.
    """

    demand_id: str
    before: Assignment | None
    after: Assignment | None
    clock_before: Clock | None = None
    clock_after: Clock | None = None

    @property
    def fate(self) -> Fate:
        """What becomes of it."""
        before, after = self.before, self.after
        if before is None or after is None:
            return Fate.NEW if before is None else Fate.GONE
        same_person = before.staff_id == after.staff_id
        if (before.day, before.slot) != (after.day, after.slot):
            return Fate.OTHER_TIME if same_person else Fate.OTHER_BOTH
        if not same_person:
            return Fate.OTHER_PERSON
        clocks = {self.clock_before, self.clock_after} - {None}
        return Fate.KEPT if len(clocks) < len(_SIDES) else Fate.OTHER_CLOCK

    @property
    def rows(self) -> tuple[Assignment, ...]:
        """The rows of the two plans that it stands for, one or two."""
        return tuple(row for row in (self.before, self.after) if row is not None)

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return what becomes of the session, in words.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.comparison.words import wording

        return wording(problem, lang).of_session(self)


@dataclass(frozen=True)
class PersonWeek:
    """What one person does in a plan.

    Attributes
    ----------
    sessions, session_min, travel_min : int
        Sessions, their minutes, and minutes on the road.
    days : tuple of int
        Weekdays with a session.
    sites : tuple of str
        Sites that get one of the sessions, remote ones too, in the problem's order.
    """

    sessions: int = 0
    session_min: int = 0
    travel_min: int = 0
    days: tuple[int, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonChange:
    """What changes for one person.

    Attributes
    ----------
    staff_id : str
    before, after : PersonWeek
    gained, lost, moved : int
        Sessions that come to them, new or from somebody else; that they give up; and that they keep
        at another time or clock time.
    """

    staff_id: str
    before: PersonWeek
    after: PersonWeek
    gained: int
    lost: int
    moved: int


@dataclass(frozen=True)
class Regular:
    """Who gives a site most of its sessions of a skill.

    Attributes
    ----------
    skill : str
    before, after : tuple of str
        The regular person: whoever gives most of these sessions; several if they give equally many,
        nobody if there are none.
    """

    skill: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """Whether one who was the regular person still is, or nobody was."""
        return not self.before or not set(self.before).isdisjoint(self.after)

    @property
    def is_lost(self) -> bool:
        """Whether there was a regular person, and none of them is one any more."""
        return not self.is_kept

    @property
    def is_gained(self) -> bool:
        """Whether there is a regular person who was none before."""
        return bool(self.after) and set(self.before).isdisjoint(self.after)


@dataclass(frozen=True)
class SiteWeek:
    """What one site gets in a plan.

    Attributes
    ----------
    sessions : int
    people : tuple of str
        Who gives one, remotely too, in the problem's order.
    days : tuple of int
        Weekdays with a session.
    """

    sessions: int = 0
    people: tuple[str, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class SiteChange:
    """What changes for one site.

    Attributes
    ----------
    site_id : str
    before, after : SiteWeek
    regulars : tuple of Regular
        One a skill that the site gets in either plan, by skill.
    """

    site_id: str
    before: SiteWeek
    after: SiteWeek
    regulars: tuple[Regular, ...]


@dataclass(frozen=True)
class ComparisonLines:
    """What changes between two plans, in words.

    Attributes
    ----------
    headline : tuple of str
        What concerns the plan as a whole.
    people, sites, sessions : tuple of str
        A line for each person and site affected, and for each session that is not kept.
    """

    headline: tuple[str, ...]
    people: tuple[str, ...]
    sites: tuple[str, ...]
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class Comparison(Shown):
    """What changes from one plan to another.

    Attributes
    ----------
    before, after : Score
        The terms of the objective, sessions delivered, minutes on the road.
    sessions : tuple of SessionChange
        Every session of either plan once, by demand.
    people : tuple of PersonChange
        The people who have a session that is not kept.
    sites : tuple of SiteChange
        The sites that have one.
    problem : Problem
        That of the plan before, so that changes can be shown in words.
    """

    before: Score
    after: Score
    sessions: tuple[SessionChange, ...]
    people: tuple[PersonChange, ...]
    sites: tuple[SiteChange, ...]
    problem: Problem = field(repr=False, compare=False, kw_only=True)

    @property
    def days(self) -> tuple[int, ...]:
        """The weekdays on which something changes."""
        changed = (one for one in self.sessions if one.fate is not Fate.KEPT)
        return tuple(sorted({row.day for one in changed for row in one.rows}))

    def count(self, fate: Fate) -> int:
        """Return how many sessions have a fate."""
        return sum(one.fate is fate for one in self.sessions)

    def lines(self, lang: str = "en") -> ComparisonLines:
        """Return what changes, in words: for the plan, for people, for sites, session by session.

        Parameters
        ----------
        lang : str
            ``"en"`` or ``"zh"``.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.comparison.words import wording

        return wording(self.problem, lang).of_comparison(self)

    def text(self, lang: str = "en") -> str:
        """Return what changes, in words, a line each."""
        told = self.lines(lang)
        return "\n".join((*told.headline, *told.people, *told.sites, *told.sessions))
