"""The state of a talent pool (人才库): who may teach what, where it is thin, who is not used."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.analysis.remedies.types import Remedy
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Ability:
    """What a person holds.

    Attributes
    ----------
    staff_id, skill : str
    level : int
    valid_until : date or None
        The last day on which any row of it holds; None if it does not end, or has not begun.
    is_valid : bool
        Whether a row is valid all week, so that it counts.
    expires : bool
        Whether it counts now and ends before the term does.
    """

    staff_id: str
    skill: str
    level: int
    valid_until: dt.date | None
    is_valid: bool
    expires: bool


@dataclass(frozen=True)
class Supply:
    """What is wanted and what there is of one skill in one county.

    Attributes
    ----------
    skill, county : str
    wanted, delivered : int
        Sessions a week of demands for the skill.
    holders : int
        People based in the county whose skill counts this week.
    qualified : int
        People, based anywhere, who hold all that at least one of these demands asks for.
    expiring : int
        Holders whose skill ends before the term does.
    """

    skill: str
    county: str
    wanted: int
    delivered: int
    holders: int
    qualified: int
    expiring: int

    @property
    def missing(self) -> int:
        """Sessions wanted and not delivered."""
        return max(0, self.wanted - self.delivered)


@dataclass(frozen=True)
class Idle:
    """A person without a session, and why.

    Attributes
    ----------
    staff_id : str
    code : str
        ``expired``, ``not_qualified``, ``not_free``, ``too_far``, ``not_wanted`` or ``not_chosen``.
    demands : int
        Demands that the code speaks of: those the person would qualify for (``expired``), is
        qualified for (``not_free``, ``too_far``, ``not_wanted``), or could serve though sessions
        are missing (``not_chosen``).
    """

    staff_id: str
    code: str
    demands: int

    def text(self, lang: str = "en") -> str:
        """Return why the person has no session, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.pool.words import idle_sentence

        return idle_sentence(self.code, self.demands, lang)


@dataclass(frozen=True)
class PoolReport:
    """The state of a pool in a week.

    Attributes
    ----------
    until : date
        End of the term, for what expires.
    abilities : tuple of Ability
    supplies : tuple of Supply
        The thinnest first: by sessions missing, then by wanted sessions a qualified person.
    idle : tuple of Idle
    recruits : tuple of Remedy
        What one more person of a kind would bring, solved again.
    problem : Problem
        Whose pool it is, for the names of people and sites.
    """

    until: dt.date
    abilities: tuple[Ability, ...]
    supplies: tuple[Supply, ...]
    idle: tuple[Idle, ...]
    recruits: tuple[Remedy, ...]
    problem: Problem = field(repr=False, compare=False, kw_only=True)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return the state of the pool as data frames, named as the files of ``sharepool pool``.

        Parameters
        ----------
        lang : str
            Language of the column `reason`: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``abilities``: a row a person and skill; `expires` is 1 within the term.
            ``supplies``: a row a skill and county, where the pool is thinnest first.
            ``idle``: who has no session, and why.
            ``recruits``: what one more person of a kind would bring: sessions gained, points won,
            and the part that is proven.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.pool.report_tables import make_frames

        return make_frames(self, lang)
