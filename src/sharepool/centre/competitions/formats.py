"""What a format makes of teams: the matches, who meets whom, and what must be played before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations

from sharepool.centre.competitions.brackets import Tie, list_ties
from sharepool.centre.competitions.rows import Competition
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Match, Side

FEW_GROUPS = 6
"""Groups of which every order is tried; each has fewer than a thousand."""


def draft_matches(season: Season) -> tuple[Match, ...]:
    """Return every match that the formats and the draw ask for, no result read yet.

    Parameters
    ----------
    season : Season
        Brackets and groups need its `draws`; a league's teams stand in the draw's order, or else in
        that of their table.
    """
    made = {one.competition_id: tuple(_matches_of(season, one)) for one in season.competitions}
    return tuple(_with_feeders(season, made))


def groups_of(season: Season, competition: Competition) -> dict[str, tuple[str, ...]]:
    """Return the teams of each group in the order drawn; of one named "" where there are none."""
    drawn = sorted(
        (row for row in season.draws if row.competition_id == competition.competition_id),
        key=lambda row: (row.group, row.position),
    )
    if not drawn:
        teams = season.teams_in[competition.competition_id]
        return {"": tuple(team.team_id for team in teams)}
    found: dict[str, tuple[str, ...]] = {}
    for row in drawn:
        found[row.group] = (*found.get(row.group, ()), row.team_id)
    return found


def list_rounds(count: int) -> list[list[tuple[int, int]]]:
    """Return the rounds of a single round robin by the circle method, home first.

    Everybody meets everybody once; in an odd field each rests once. Nobody is at home more than
    once more often than away, nor the other way round.

    Examples
    --------
    >>> list_rounds(4)
    [[(0, 3), (1, 2)], [(3, 1), (2, 0)], [(2, 3), (0, 1)]]
    """
    seats = count + count % 2
    rounds = []
    for number in range(seats - 1):
        ring = [(number + shift) % (seats - 1) for shift in range(seats - 1)]
        pairs = [(ring[0], seats - 1) if number % 2 == 0 else (seats - 1, ring[0])]
        for step in range(1, seats // 2):
            pair = ring[step], ring[-step]
            pairs.append(pair if step % 2 == 1 else pair[::-1])
        rounds.append([pair for pair in pairs if max(pair) < count])
    return rounds


def _matches_of(season: Season, competition: Competition) -> Iterator[Match]:
    groups = groups_of(season, competition)
    if competition.format == "knockout":
        (entrants,) = groups.values() or ((),)
        positions = {
            row.team_id: row.position
            for row in season.draws
            if row.competition_id == competition.competition_id
        }
        yield from _bracket(competition, _seat(entrants, positions), 0, ())
        return
    legs = 2 if competition.format == "league2" else 1
    played = []
    for group, teams in groups.items():
        played += list(_round_robin(competition, group, teams, legs))
    yield from played
    if competition.format == "groups" and competition.advance:
        last = max((match.round for match in played), default=0)
        before = tuple(match.match_id for match in played)
        seats = [Side(source=place) for place in cross_groups(sorted(groups), competition)]
        yield from _bracket(competition, seats, last, before)


def _round_robin(
    competition: Competition, group: str, teams: Sequence[str], legs: int
) -> Iterator[Match]:
    rounds = list_rounds(len(teams))
    stem = f"{competition.competition_id}-{group}"
    number, per_leg = 0, sum(map(len, rounds))
    for leg in range(legs):
        for place, pairs in enumerate(rounds, start=1):
            for pair in pairs:
                number += 1
                home, away = (teams[at] for at in (pair if leg == 0 else pair[::-1]))
                other = number + per_leg if leg == 0 else number - per_leg
                yield Match(
                    f"{stem}{number:03d}",
                    competition.competition_id,
                    "group",
                    group,
                    leg * len(rounds) + place,
                    Side(home),
                    Side(away),
                    returns=f"{stem}{other:03d}" if legs > 1 else "",
                )


def cross_groups(groups: Sequence[str], competition: Competition) -> list[str]:
    """Return who advances by the seats of a bracket: teams of one group meet as late as can be.

    Examples
    --------
    With two groups of which two advance each, the semi-finals are 1A against 2B and 1B against 2A.
    """
    total = len(groups) * competition.advance
    seats = seed_order(_size(total))
    seat_of = {seed: seat for seat, seed in enumerate(seats)}
    taken: dict[str, list[int]] = {group: [] for group in groups}
    found = [""] * len(seats)
    for rank in range(1, competition.advance + 1):
        seeds = [seat_of[(rank - 1) * len(groups) + at] for at in range(len(groups))]
        order = groups if rank == 1 else max(_orders(groups), key=partial(_lateness, taken, seeds))
        for group, seat in zip(order, seeds, strict=True):
            taken[group].append(seat)
            found[seat] = f"{rank}{group}"
    return found


def _orders(groups: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield orders of the groups: all of them, or of many groups the ones that turn them round."""
    if len(groups) <= FEW_GROUPS:
        yield from permutations(groups)
        return
    for line in (tuple(groups), tuple(groups)[::-1]):
        yield from (line[shift:] + line[:shift] for shift in range(len(line)))


def _lateness(
    taken: Mapping[str, Sequence[int]], seats: Sequence[int], order: Sequence[str]
) -> tuple[int, int]:
    """Return in which round teams of one group meet first, and the sum of all such rounds."""
    rounds = [
        (seat ^ other).bit_length()
        for group, seat in zip(order, seats, strict=True)
        for other in taken[group]
    ]
    return min(rounds), sum(rounds)


def _size(count: int) -> int:
    """Return the seats of a bracket: the power of two that holds everybody."""
    return 1 << max(0, count - 1).bit_length()


def _seat(entrants: Sequence[str], positions: dict[str, int]) -> list[Side]:
    """Return the sides of a bracket by the positions drawn; those left free are byes."""
    size = _size(max([len(entrants), *positions.values()], default=1))
    seats = [Side()] * size
    for at, team_id in enumerate(entrants, start=1):
        seats[positions.get(team_id, at) - 1] = Side(team_id)
    return seats


def seed_order(size: int) -> list[int]:
    """Return the seed (from 0) of each seat of a bracket, the best ones farthest apart.

    Examples
    --------
    >>> seed_order(8)
    [0, 7, 3, 4, 1, 6, 2, 5]
    """
    order = [0]
    while len(order) < size:
        width = 2 * len(order)
        order = [seed for top in order for seed in (top, width - 1 - top)]
    return order


def _bracket(
    competition: Competition, entrants: Sequence[Side], last_round: int, before: tuple[str, ...]
) -> Iterator[Match]:
    stem = competition.competition_id
    ties = list_ties(
        len(entrants), [bool(side.label) for side in entrants], competition.consolation
    )
    id_of = {tie: f"{stem}-P{tie.places}-{tie.number}" for tie in ties}

    def side(source: int | Tie, lost: bool) -> Side:
        if isinstance(source, int):
            return entrants[source]
        return Side(source=f"{'L' if lost else 'W'}:{id_of[source]}")

    for tie in ties:
        feeders = tuple(id_of[one] for one, _ in tie.sides if isinstance(one, Tie))
        home, away = (side(*one) for one in tie.sides)
        yield Match(
            id_of[tie],
            competition.competition_id,
            "bracket",
            "",
            last_round + tie.round,
            home,
            away,
            after=feeders + (() if len(feeders) == len(tie.sides) else before),
            places=tie.places,
        )


def _with_feeders(season: Season, made: dict[str, tuple[Match, ...]]) -> Iterator[Match]:
    """Yield all matches; those of a competition come after those of whatever feeds it."""
    for competition in season.competitions:
        lower = tuple(
            match.match_id
            for one in season.competitions
            if one.feeds == competition.competition_id
            for match in made[one.competition_id]
        )
        for match in made[competition.competition_id]:
            first = not any(one.startswith(f"{match.competition_id}-") for one in match.after)
            yield replace(match, after=match.after + lower) if lower and first else match
