"""Who was placed where, and why others were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sharepool.centre.placement.rows import Athlete
from sharepool.messages.outcomes import Lines
from sharepool.problem.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


class Refused(StrEnum):
    """Why a school did not take an athlete, the nearest miss first."""

    LOT = "lot"
    """The last place went to somebody with the same score and a lower lot."""
    FULL = "full"
    """The last place went to a higher score."""
    RESERVED = "reserved"
    """The places that are left went to a group that the athlete is not of."""
    BELOW_STUDY = "below_study"
    """The study score is below what the school asks for."""
    NOT_IN_CHAIN = "not_in_chain"
    """The camp takes athletes of chains alone."""
    BELOW_MIN = "below_min"
    """The score is below what the school asks for."""
    NO_OFFER = "no_offer"
    """The school has no place for the sport."""
    NO_CHOICE = "no_choice"
    """The athlete has chosen no school."""


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last place that a full school gave for a sport.

    Attributes
    ----------
    score : Decimal
    lot : int
        Lot of the athlete who got it.
    """

    score: Decimal
    lot: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A choice that failed.

    Attributes
    ----------
    site_id : str
    why : Refused
    limit : Decimal or None
        The score asked for (below_min), or that of the last place (full, lot).
    lot : int or None
        Lot of who got the last place.
    skill : str
        The sport asked for there.
    """

    site_id: str
    why: Refused
    limit: Decimal | None = None
    lot: int | None = None
    skill: str = ""


@dataclass(frozen=True, slots=True)
class PlacementAnswer:
    """What is published of an athlete.

    Attributes
    ----------
    athlete : Athlete
    lot : int
        Drawn among all athletes; of equal scores the lower lot goes first.
    site_id : str or None
        The school that takes them; None if none does.
    refusals : tuple of Refusal
        The choices before it, best first: all of them if there is none.
    stays : bool or None
        Whether the school is of the chain that their own school is in; None if theirs is in none,
        or no school takes them.
    """

    athlete: Athlete
    lot: int
    site_id: str | None
    refusals: tuple[Refusal, ...]
    stays: bool | None

    @property
    def choice(self) -> int | None:
        """The number of the choice that came true, 1 the best; None if none did."""
        return None if self.site_id is None else len(self.refusals) + 1

    @property
    def why(self) -> Refused | None:
        """The nearest miss of an athlete whom no school takes; None for the others."""
        if self.site_id is not None:
            return None
        reasons = {refusal.why for refusal in self.refusals}
        return next((why for why in Refused if why in reasons), Refused.NO_CHOICE)

    def text(self, problem: Problem | None = None, lang: str = "en") -> str:
        """Return where the athlete goes, or that nobody takes them, as a sentence.

        Parameters
        ----------
        problem : Problem, optional
            Where the titles of schools come from; else they are their ids.
        lang : str
            ``"en"`` or ``"zh"``.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.placement.words import wording

        return wording(problem, lang).of_answer(self)

    def refusal_text(self, problem: Problem | None = None, lang: str = "en") -> str:
        """Return why each choice before the place failed; empty for a first choice.

        Parameters
        ----------
        problem : Problem, optional
            Where the titles of schools come from; else they are their ids.
        lang : str
            ``"en"`` or ``"zh"``.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.placement.words import wording

        return wording(problem, lang).of_refusals(self)


@dataclass(frozen=True)
class Placement:
    """Who was placed where.

    Attributes
    ----------
    answers : tuple of PlacementAnswer
        One for each athlete, in the order given.
    cutoffs : mapping of (str, str) to Cutoff
        The last place given, by site and sport; full ones only.
    places : int
        That there were.
    seed : int
        Seed of the lots.
    problem : Problem or None
        Where the names of schools come from.
    digests : mapping of str to str
        SHA-256 of the tables `athletes` and `places`: it shows that a placement is of these.
    """

    answers: tuple[PlacementAnswer, ...] = field(repr=False)
    cutoffs: Mapping[tuple[str, str], Cutoff] = field(repr=False)
    places: int
    seed: int
    problem: Problem | None = field(default=None, repr=False, compare=False)
    digests: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def placed(self) -> int:
        """How many athletes have a place."""
        return sum(answer.site_id is not None for answer in self.answers)

    @property
    def first_choice(self) -> int:
        """How many have their first choice."""
        return sum(answer.choice == 1 for answer in self.answers)

    @property
    def unplaced(self) -> dict[Refused, int]:
        """How many have no place, by reason."""
        counts = Counter(answer.why for answer in self.answers)
        return {why: counts[why] for why in Refused if counts[why]}

    @property
    def chain_members(self) -> int:
        """How many of those placed come from a school of a chain of their sport."""
        return sum(answer.stays is not None for answer in self.answers)

    @property
    def stayed(self) -> int:
        """How many of these stay in that chain."""
        return sum(answer.stays is True for answer in self.answers)

    def summary(self, lang: str = "en") -> str:
        """Return the outcome in a few lines, for people."""
        say = Lines(lang)
        lines = [
            say("place.athletes", count=len(self.answers), places=self.places, seed=self.seed),
            say("place.placed", placed=self.placed, first=self.first_choice),
            say("place.chains", stayed=self.stayed, members=self.chain_members),
            say("place.unplaced", count=sum(self.unplaced.values())),
        ]
        lines += [
            f"  {say(f'place.{why.value}'):<12} {count:>10,}"
            for why, count in self.unplaced.items()
        ]
        return "\n".join(lines)

    def to_frames(self, lang: str = "en") -> dict[str, pd.DataFrame]:
        """Return a data frame to publish, a row an athlete.

        Parameters
        ----------
        lang : str
            Language of the column `reason`: ``"en"`` or ``"zh"``.

        Returns
        -------
        dict of str to pandas.DataFrame
            ``placement``: a row an athlete, in the order given, with the lot drawn. `site_id` and
            `choice` are empty where there is no place, and `why` then holds the nearest miss;
            `reason` says why each choice before the place failed. `stays_in_chain`
            is 1 or 0 for athletes whose own school is in a chain of their sport.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.placement.report_tables import make_frames

        return make_frames(self, lang)
