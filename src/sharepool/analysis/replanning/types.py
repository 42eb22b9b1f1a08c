"""A new plan for one week, beside the plan that it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from sharepool.analysis.comparison.types import Comparison, SessionChange
from sharepool.base.extensions import Shown
from sharepool.problem.problem import Problem
from sharepool.problem.result import Result
from sharepool.problem.rows import Assignment


@dataclass(frozen=True)
class Replan(Shown):
    """A week planned again, and what that changes.

    Attributes
    ----------
    problem : Problem
        The problem of that week: its absences, its people, and the plan in force as previous plan.
    held : Problem
        The same, with what has been taught held as it is: what `result` is about.
    result : Result
    comparison : Comparison or None
        From the plan in force, as it was meant, to the new one; None if there is no new plan.
    lapsed : tuple of SessionChange
        Sessions of the plan in force that cannot take place that week as they are, and what becomes
        of them: who takes each, and when.
    unknown : tuple of Assignment
        Rows of the plan in force whose person has left or whose demand is dropped, and of whom the
        tables know nothing any more.
    """

    problem: Problem
    held: Problem
    result: Result
    comparison: Comparison | None
    lapsed: tuple[SessionChange, ...]
    unknown: tuple[Assignment, ...]
