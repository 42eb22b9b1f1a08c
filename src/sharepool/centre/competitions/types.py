"""What a season is planned in: sides, matches, and the fixtures that they get."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sharepool.problem.result import Status, relative_gap

if TYPE_CHECKING:
    from sharepool.centre.competitions.season import Season


@dataclass(frozen=True, slots=True)
class Side:
    """Who plays on one side of a match.

    Attributes
    ----------
    team_id : str
        Empty while it is not known.
    source : str
        Where the team comes from: ``1A`` is the first of group A, ``W:ID`` the winner of a match,
        ``L:ID`` its loser; empty for a team that was known from the start.
    """

    team_id: str = ""
    source: str = ""

    @property
    def label(self) -> str:
        """The team, or where it comes from."""
        return self.team_id or self.source


@dataclass(frozen=True, slots=True)
class Match:
    """A match that a format asks for.

    Attributes
    ----------
    match_id, competition_id : str
    stage : str
        ``group`` or ``bracket``.
    group : str
        Empty where there are no groups.
    round : int
        From 1 on, over the whole competition.
    home, away : Side
        Where nobody plays at home, in the order drawn.
    after : tuple of str
        Matches that must be over before.
    returns : str
        The other match of the same two teams in a double round robin.
    places : str
        What a bracket's match is about: ``1-8``, ``3-4``.
    """

    match_id: str
    competition_id: str
    stage: str
    group: str
    round: int
    home: Side
    away: Side
    after: tuple[str, ...] = field(default=(), repr=False)
    returns: str = ""
    places: str = ""

    @property
    def team_ids(self) -> tuple[str, ...]:
        """The teams that are known."""
        return tuple(side.team_id for side in (self.home, self.away) if side.team_id)


@dataclass(frozen=True, slots=True)
class PlannedMatch:
    """A match with a date, a time and a ground.

    Attributes
    ----------
    match : Match
    home, away : Side
        Who is at home; where the draw leaves that free, the plan decides.
    date : datetime.date
    start, end : int
        Minutes after midnight.
    venue_id : str
    pitch : int
        From 1 on, on grounds with several.
    frozen : bool
        Whether it was settled before, so that it stays.
    """

    match: Match
    home: Side
    away: Side
    date: dt.date
    start: int
    end: int
    venue_id: str
    pitch: int = 1
    frozen: bool = False

    @property
    def team_ids(self) -> tuple[str, ...]:
        """The teams that are known."""
        return self.match.team_ids


@dataclass(frozen=True, slots=True)
class UnplannedMatch:
    """A match without a date, and why.

    Attributes
    ----------
    match : Match
        Its sides as the plan has them, for the balance of home and away.
    verdict : str
        ``no_ground`` (no ground is open for it on any date), ``blackout`` (one of its teams, a
        coach or a school cannot on any of the dates), ``fixed`` (fixed rows leave nothing),
        ``order`` (what must come before or after leaves nothing); otherwise what stands in the way
        most often: ``ground``, ``rest``, ``coach``, ``return``, ``order``.
    impossible : bool
        Whether it has no start at all, whatever the others do (proven).
    causes : mapping of str to int
        Starts by what forbids them now.
    """

    match: Match
    verdict: str
    impossible: bool
    causes: Mapping[str, int] = field(default_factory=dict)

    def text(self, season: Season, lang: str = "en") -> str:
        """Return why it has no date, as a sentence.

        Raises
        ------
        ValueError
            If the language is not known.
        """
        from sharepool.centre.competitions.words import wording

        return wording(season, lang).of_unplanned(self)


@dataclass(frozen=True)
class Fixtures:
    """The fixtures of a season.

    Attributes
    ----------
    status : Status
        ``optimal`` if no fixtures are better (proven).
    matches : tuple of PlannedMatch
        By date, time and ground.
    unplanned : tuple of UnplannedMatch
    objective : int
        The sum of `terms`.
    bound : int or None
        No legal fixtures have a smaller objective (proven); None: none is proven.
    terms : dict of str to int
        Each term of the objective, weights applied.
    seed : int
    moves : int
        That the search tried.
    wall_seconds : float
    """

    status: Status
    matches: tuple[PlannedMatch, ...] = field(repr=False)
    unplanned: tuple[UnplannedMatch, ...] = field(repr=False)
    objective: int
    bound: int | None
    terms: dict[str, int]
    seed: int
    moves: int
    wall_seconds: float

    @property
    def gap(self) -> float | None:
        """``(objective − bound) / max(1, |objective|)``, None where no bound is proven."""
        return relative_gap(self.objective, self.bound)
