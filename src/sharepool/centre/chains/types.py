"""The feeder pyramids of sports (后备人才梯队): how they stand, and how they could."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.problem.findings import Findings
from sharepool.problem.problem import Problem
from sharepool.problem.result import Status, relative_gap
from sharepool.problem.rows import ChainMember

if TYPE_CHECKING:
    import pandas as pd

PATTERN: Mapping[str, int] = {"primary": 6, "junior": 2, "senior": 1}
"""Schools of each stage, the lowest first, as Jiangsu's "621" has them."""


@dataclass(frozen=True)
class ChainWeights:
    """What a design pays for, in minutes on the road; whole numbers.

    Attributes
    ----------
    missing : int
        A school that a stage lacks.
    stronger : int
        The same, more for each chosen sport that is weaker, so that strong sports come first.
    way : int
        A minute from a member to its school of the next stage.
    no_next : int
        A member without such a school.
    no_club, no_coach : int
        A member that has no club of the sport so far, or where nobody is based who coaches it.
    new_member : int
        A member that is in no chain of the sport so far.
    town : int
        A town none of whose schools is in a chain.
    """

    missing: int = 1000
    stronger: int = 100
    way: int = 1
    no_next: int = 200
    no_club: int = 40
    no_coach: int = 20
    new_member: int = 20
    town: int = 60


class ChainGapKind(StrEnum):
    """Where a chain is broken."""

    SHORT = "short"
    """A stage has fewer schools than it should."""
    FAR = "far"
    """The nearest school of the next stage is too far from a member, or the way is not known."""
    CLOSED = "closed"
    """A member is not open this week."""
    NO_DEMAND = "no_demand"
    """No demand of a member asks for the sport, so that no plan can serve it."""
    UNSERVED = "unserved"
    """The plan gives a member fewer sessions than it should get."""


@dataclass(frozen=True)
class ChainGap:
    """One place where a chain is broken.

    Attributes
    ----------
    kind : ChainGapKind
    chain_id, skill, stage : str
    site_id : str or None
        The member; None for a whole stage.
    amount, limit : int or None
        What there is and what there should be: schools (short), minutes (far; no amount if not
        known), sessions (unserved).
    """

    kind: ChainGapKind
    chain_id: str
    skill: str
    stage: str
    site_id: str | None = None
    amount: int | None = None
    limit: int | None = None

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return where the chain is broken, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.chains.words import wording

        return wording(problem, lang).of_gap(self)


@dataclass(frozen=True)
class ChainMemberState:
    """One school of a chain.

    Attributes
    ----------
    site_id, stage : str
    next_id : str or None
        The nearest school of the next stage; None at the top, or if there is none.
    way_min : int or None
        To that school; None if there is none, or the way is not known.
    due : int
        Sessions of the sport that it should get a week; 0 if it is not open.
    received : int or None
        What the plan gives it; None without a plan.
    """

    site_id: str
    stage: str
    next_id: str | None
    way_min: int | None
    due: int
    received: int | None


@dataclass(frozen=True)
class ChainState:
    """One chain: its schools, and where it is broken.

    Attributes
    ----------
    chain_id, skill : str
    schools : mapping of str to int
        Schools of each stage, those of the pattern first.
    members : tuple of ChainMemberState
        In the problem's order.
    gaps : tuple of ChainGap
    """

    chain_id: str
    skill: str
    schools: Mapping[str, int]
    members: tuple[ChainMemberState, ...]
    gaps: tuple[ChainGap, ...]

    def text(self, problem: Problem, lang: str = "en") -> str:
        """Return where the chain is broken, a sentence a line; empty if it is whole.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        return "\n".join(gap.text(problem, lang) for gap in self.gaps)


class ChainStates(Findings[ChainState]):
    """How all chains of a problem stand: a tuple, a state each."""

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return the chains as data frames.

        Parameters
        ----------
        lang : str
            Language of the columns `broken` and `sentence`: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``members``: a row a member. `next_id` is the nearest school of the next stage,
            `way_min` the minutes to it; both and `received` are empty where there is none.
            ``gaps``: where chains are broken, what a whole stage lacks among it.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.chains.report_tables import gaps_frame, members_frame

        gaps = [gap for state in self for gap in state.gaps]
        return {
            "members": members_frame(self.problem, self, lang),
            "gaps": gaps_frame(self.problem, gaps, lang),
        }


@dataclass(frozen=True)
class ChainFeed:
    """Where the children of a school go on to.

    Attributes
    ----------
    chain_id, site_id, next_id : str
    way_min : int
    """

    chain_id: str
    site_id: str
    next_id: str
    way_min: int


@dataclass(frozen=True)
class ChainDesign:
    """The pyramids as they could be.

    Attributes
    ----------
    status : Status
        Optimal, feasible, or unknown if time was up before any was found.
    members : tuple of ChainMember
        The rows of ``chains.csv``, which steer the plan.
    feeds : tuple of ChainFeed
        From each member to the school of the next stage that it belongs to.
    gaps : tuple of ChainGap
        Stages for which there are too few schools.
    terms : dict of str to int
        Each term of the objective, weights applied.
    objective, bound : int or None
        No design has a smaller objective than the bound (proven).
    wall_seconds : float
    problem : Problem
        Whose chains they are to be.
    """

    status: Status
    members: tuple[ChainMember, ...] = field(repr=False)
    feeds: tuple[ChainFeed, ...] = field(repr=False)
    gaps: tuple[ChainGap, ...]
    terms: dict[str, int]
    objective: int | None
    bound: int | None
    wall_seconds: float
    problem: Problem = field(repr=False, compare=False, kw_only=True)

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``: how much better another could be."""
        return relative_gap(self.objective, self.bound)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return the design as data frames.

        Parameters
        ----------
        lang : str
            Language of the column `sentence`: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``chains``: the rows of ``chains.csv``.
            ``feeds``: where the children of each school go on to.
            ``gaps``: stages for which there are too few schools.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.chains.report_tables import feeds_frame, gaps_frame
        from sharepool.tables.writing import table_frame

        return {
            "chains": table_frame("chains", self.members),
            "feeds": feeds_frame(self.problem, self.feeds),
            "gaps": gaps_frame(self.problem, self.gaps, lang),
        }
