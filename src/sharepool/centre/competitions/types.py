"""What a season is planned in: sides, matches, and the fixtures that they get."""

from __future__ import annotations

from dataclasses import dataclass, field


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
