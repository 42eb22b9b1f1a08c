"""What could be done with one session, and what that does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sharepool.problem.findings import Findings
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Assignment
from sharepool.problem.violation import Violation


@dataclass(frozen=True)
class Workload:
    """What a person does in some time.

    Attributes
    ----------
    sessions : int
    session_min, road_min : int
        Minutes in sessions, and on the road.
    """

    sessions: int
    session_min: int
    road_min: int

    def __add__(self, other: Workload) -> Workload:
        return Workload(
            self.sessions + other.sessions,
            self.session_min + other.session_min,
            self.road_min + other.road_min,
        )


@dataclass(frozen=True)
class Suggestion:
    """One thing that could be done with a session: somebody else takes it, or at another time.

    Attributes
    ----------
    add, drop : tuple of Assignment
        Rows that come into the plan and rows that leave it.
    terms : mapping of str to int
        What each term of the objective gains by it, weights applied, as the scorer counts.
    obstacles : tuple of Violation
        What the plan would newly break, as the checker finds; empty if it stays as legal as it is.
    week : mapping of str to Workload
        What each of the people who come then has this week, by staff id.
    term : mapping of str to Workload
        The same with what they have in other weeks, as far as that was given.
    """

    add: tuple[Assignment, ...]
    drop: tuple[Assignment, ...]
    terms: Mapping[str, int]
    obstacles: tuple[Violation, ...]
    week: Mapping[str, Workload]
    term: Mapping[str, Workload]

    @property
    def change(self) -> int:
        """What it adds to the objective; below 0 it makes the plan better."""
        return sum(self.terms.values())

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return it in words, on one line.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.suggestions.words import wording

        return wording(problem, lang).of_suggestion(self)


class Suggestions(Findings[Suggestion]):
    """What could be done with one session: what breaks nothing first, the cheapest first."""
