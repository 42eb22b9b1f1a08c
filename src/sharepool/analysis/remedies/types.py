"""What would mend a plan's gaps: a change of the problem, solved again."""

from __future__ import annotations

from dataclasses import dataclass, field

from sharepool.analysis.remedies.changes import Change
from sharepool.problem.findings import Findings
from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class Remedy:
    """A change of the problem, and what it wins, solved again rather than estimated.

    Attributes
    ----------
    change : Change
    price : int
        What it costs, in points of the objective.
    objective_before, objective_after : int
        Those of the best plan known without the change, and of `plan`.
    missing : int
        Sessions wanted and missing without the change.
    gained : int
        Sessions more that take place with it; below 0 fewer.
    demands : tuple of (str, int)
        The demands that get more or fewer sessions, and how many more.
    proven : int
        The part of the win that is certain: by so much `plan` is below the bound of all plans
        without the change. The rest might also be had by a better search.
    before, plan : Plan
        The best plan known without the change, and the one with it, which is legal for
        ``change.apply(problem)``.
    """

    change: Change
    price: int
    objective_before: int
    objective_after: int
    missing: int
    gained: int
    demands: tuple[tuple[str, int], ...]
    proven: int
    before: Plan = field(repr=False)
    plan: Plan = field(repr=False)

    @property
    def win(self) -> int:
        """By how much it lowers the objective."""
        return self.objective_before - self.objective_after

    @property
    def net(self) -> int:
        """What it wins beyond its price."""
        return self.win - self.price

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return the change and what it wins, in words.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.remedies.words import wording

        return wording(problem, lang).of_remedy(self)


class Remedies(Findings[Remedy]):
    """What would mend a plan's gaps, the most worthwhile first."""

    def headline(self, lang: str = "en") -> str:
        """Return how things are without any of them, or that there are none, in words.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.remedies.words import wording

        return wording(self.problem, lang).of_none(self)
