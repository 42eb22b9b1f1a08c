"""Who meets whom in a bracket, down to the places that losers play for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """A match of a bracket.

    Attributes
    ----------
    places : str
        The places that are still open to the two: ``1-8`` in a quarter-final of eight.
    round, number : int
        The round from 1 on, and which of the matches about these places it is.
    sides : tuple
        Each a seat (from 0) or an earlier tie, and whether its loser comes, not its winner.
    """

    places: str
    round: int
    number: int
    sides: tuple[tuple[int | Tie, bool], tuple[int | Tie, bool]]


_Entry = tuple["int | Tie", bool]


def list_ties(size: int, present: Sequence[bool], consolation: bool) -> list[Tie]:
    """Return the ties of a bracket, round by round.

    Parameters
    ----------
    size : int
        Seats, a power of two.
    present : sequence of bool
        Whether somebody sits there; whoever meets an empty seat goes on without a match.
    consolation : bool
        Whether losers play on, until every place is decided.
    """
    entries: list[_Entry | None] = [
        (seat, False) if present[seat] else None for seat in range(size)
    ]
    ties: list[Tie] = []
    _play(entries, 1, 1, consolation, ties)
    return sorted(ties, key=lambda tie: (tie.round, int(tie.places.split("-")[0]), tie.number))


def _play(
    entries: Sequence[_Entry | None], first: int, turn: int, consolation: bool, ties: list[Tie]
) -> None:
    """Add the ties in which these play for the places from `first` on."""
    if sum(entry is not None for entry in entries) <= 1:
        return
    places = f"{first}-{first + len(entries) - 1}"
    winners: list[_Entry | None] = []
    losers: list[_Entry | None] = []
    number = 0
    for one, other in zip(entries[::2], entries[1::2], strict=True):
        if one is None or other is None:
            winners.append(one or other)
            losers.append(None)
            continue
        number += 1
        tie = Tie(places, turn, number, (one, other))
        ties.append(tie)
        winners.append((tie, False))
        losers.append((tie, True))
    _play(winners, first, turn + 1, consolation, ties)
    if consolation:
        _play(losers, first + len(entries) // 2, turn + 1, consolation, ties)
