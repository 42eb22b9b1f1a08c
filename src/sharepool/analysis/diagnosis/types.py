"""Why a problem has no plan, and what would have to give way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.base.extensions import Shown
from sharepool.problem.result import HardMinimum, Status
from sharepool.problem.violation import Violation

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem


@dataclass(frozen=True)
class Limit:
    """A cell of the tables or rules that keeps plans small: hours, sessions, capacity, times.

    Attributes
    ----------
    table : str
        ``"staff"``, ``"sites"``, ``"demands"``, ``"employers"``, ``"day"`` (of the rules),
        ``"availability"``, ``"absences"`` or ``"pins"``.
    key : str
        Whom or what it limits: the id or name, the row of a forbidding pin counted from 0, empty
        for the day.
    column : str
        Where it stands; empty where a person's rows as a whole are meant.
    value : int or None
        As it is, in whole units (hours as minutes); None where rows are meant.
    """

    table: str
    key: str
    column: str = ""
    value: int | None = None


@dataclass(frozen=True)
class Obstacle:
    """A limit that belongs to a conflict, and how far it would have to move.

    Attributes
    ----------
    limit : Limit
    enough : int or None
        The nearest value with which the requirements can hold, everything else as it is. None if
        this limit alone is not enough, or the value was not found in time.
    """

    limit: Limit
    enough: int | None


@dataclass(frozen=True)
class EasedMinimum:
    """A minimum, and how far it would have to come down.

    Attributes
    ----------
    minimum : HardMinimum
    enough : int or None
        The most sessions it may ask for so that the conflict is gone; in a clash, with everything
        else as it is. None if that was not found in time.
    """

    minimum: HardMinimum
    enough: int | None


@dataclass(frozen=True)
class Clash:
    """Requirements that are proven not to hold together within some limits.

    Attributes
    ----------
    requirements : tuple of EasedMinimum
    obstacles : tuple of Obstacle
        The limits in their way: with all other limits gone, these still rule them out. Empty if
        skills, bells or roads do.
    irreducible : bool
        Whether each requirement and each limit is proven necessary: without it, the others can
        hold.
    broken : tuple of Violation
        Without obstacles: the rules that the nearest thing to what is required would break, in a
        week with nothing else; empty if nothing at all comes near it.
    """

    requirements: tuple[EasedMinimum, ...]
    obstacles: tuple[Obstacle, ...]
    irreducible: bool
    broken: tuple[Violation, ...] = ()


@dataclass(frozen=True)
class Relaxation:
    """The cheapest way found to bring the minimums down so that a plan exists.

    A session less costs what the objective takes for it: the unmet weight times the priority, and
    the weight of a pair.

    Attributes
    ----------
    lowered : tuple of EasedMinimum
        Minimums that come down, and to how many sessions.
    cost : int
    bound : int
        No other way costs less than this (proven).
    """

    lowered: tuple[EasedMinimum, ...]
    cost: int
    bound: int

    @property
    def is_cheapest(self) -> bool:
        """Whether it is proven that there is no cheaper way."""
        return self.cost == self.bound


@dataclass(frozen=True)
class Diagnosis(Shown):
    """Whether everything that must take place can, and if not, why.

    Attributes
    ----------
    status : Status
        ``feasible``: a plan exists; ``infeasible``: none does, proven; ``unknown``: neither was
        proven in time.
    clashes : tuple of Clash
        Apart from each other: no minimum is in two of them.
    relaxation : Relaxation or None
        None if a plan exists.
    problem : Problem
        What was looked into, so that it can be shown in words.
    """

    status: Status
    clashes: tuple[Clash, ...] = ()
    relaxation: Relaxation | None = None
    problem: Problem = field(repr=False, compare=False, kw_only=True)

    def lines(self, lang: str = "en") -> tuple[str, ...]:
        """Return what was found, in words, a line each.

        Parameters
        ----------
        lang : str
            ``"en"`` or ``"zh"``.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.analysis.diagnosis.words import wording

        return wording(self.problem, lang).of_diagnosis(self)

    def text(self, lang: str = "en") -> str:
        """Return the :meth:`lines` in one."""
        return "\n".join(self.lines(lang))
