"""Why sessions of a demand are missing: one verdict, and what stands in each person's way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sharepool.analysis.diagnosis.types import Clash
from sharepool.problem.findings import Findings
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.violation import Violation


class Verdict(StrEnum):
    """What stands between a demand and one session more."""

    IMPOSSIBLE = "impossible"
    """Proven: no legal plan holds more sessions of it than this one."""
    DISPLACES = "displaces"
    """It can have one if another session goes, which costs as much as it earns, or more."""
    DEAR = "dear"
    """One more is legal as things are, but costs as much as it earns, or more."""
    MISSED = "missed"
    """One more makes the plan better, whatever goes for it: the search missed it."""
    SEVERAL = "several"
    """It can have one if several others move, which costs as much as it earns, or more; or nobody
    knows (`comes` is empty): no single addition or exchange was found, and no proof against it."""
    UNTRIED = "untried"
    """Time was up before the reason was looked for."""

    def meaning(self, lang: str = "en") -> str:
        """Return what it means, as a sentence about no demand in particular.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.reasons.words import meaning

        return meaning(self, lang)


@dataclass(frozen=True)
class Candidate:
    """A person who holds the skills of a demand, and what stands in their way.

    Attributes
    ----------
    staff_id : str
    way_min : int or None
        Minutes from home to the place of the session; None if not known.
    day, slot : int or None
        The time looked at: where the fewest rules would be broken; None if the demand has no time.
    obstacles : tuple of Violation
        What the plan would newly break with a session of theirs then; empty if it would be legal.
    change : int or None
        What that session adds to the objective, if it would be legal; None if others are missing
        in its team.
    role : str
        Which they would take; empty where one person gives a session.
    """

    staff_id: str
    way_min: int | None
    day: int | None = None
    slot: int | None = None
    obstacles: tuple[Violation, ...] = ()
    change: int | None = None
    role: str = ""


@dataclass(frozen=True)
class Reason:
    """Why sessions of a demand are missing.

    A field that does not concern the verdict is None.

    Attributes
    ----------
    demand_id : str
    missing : int
        Sessions that are wanted and not in the plan.
    verdict : Verdict
    add, drop : Assignment or None
        The session that could come (dear, missed, displaces) and the one that goes for it (missed,
        displaces).
    comes, goes : tuple of Assignment
        All rows that would come and go, where that is more than one of each (several, dear,
        missed): as few as any legal plan with one session more takes, first the fewest that go.
    change : int or None
        What this adds to the objective, scored again; below 0 it is better.
    most : int or None
        Sessions of the demand that a legal plan can hold at most (impossible).
    ease : Violation or None
        The one rule that, eased, would let another session in (impossible); None if none was found.
    also_ease : tuple of Violation
        Others of which each would do as well, the cheapest first (impossible).
    clash : Clash or None
        Where no single rule was found: what rules the session out together, proven, and how far
        each would have to give way (impossible).
    reserve : int or None
        Objective less bound (several, if a bound was given): all that any plan could gain.
    candidates : tuple of Candidate
        Everybody in reach who holds the skills, and the nearest of the others, by distance.
    others : int
        How many more hold the skills.
    role : str
        Of a team, the role that allows no more (impossible); empty if none does alone.
    vacant : tuple of str
        Of a team, the roles that nobody is there for even when everybody else comes, each as often
        as people are missing (impossible); empty where one person more might do.
    """

    demand_id: str
    missing: int
    verdict: Verdict
    add: Assignment | None = None
    drop: Assignment | None = None
    change: int | None = None
    most: int | None = None
    ease: Violation | None = None
    also_ease: tuple[Violation, ...] = ()
    reserve: int | None = None
    candidates: tuple[Candidate, ...] = ()
    others: int = 0
    role: str = ""
    vacant: tuple[str, ...] = ()
    comes: tuple[Assignment, ...] = ()
    goes: tuple[Assignment, ...] = ()
    clash: Clash | None = None

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return what the demand gets and the verdict on it, in words.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.reasons.words import wording

        return wording(problem, lang).of_reason(self)

    def verdict_text(self, problem: Problem, lang: str = "en") -> str:
        """Return the verdict in words that identify nobody.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.reasons.words import wording

        return wording(problem, lang).of_verdict(self)

    def candidate_lines(self, problem: Problem, lang: str = "en") -> tuple[str, ...]:
        """Return what stands in each candidate's way, a line each, and how many more there are.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.reasons.words import wording

        return wording(problem, lang).of_candidates(self)


class Reasons(Findings[Reason]):
    """Why sessions are missing, one reason a demand."""
