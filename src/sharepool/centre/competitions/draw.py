"""The draw: groups by lot or by the shortest roads, seats of a bracket, numbers of a league."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from sharepool.centre.competitions.formats import seed_order
from sharepool.centre.competitions.grouping import GroupingProblem, group_teams
from sharepool.centre.competitions.rows import Competition, DrawnTeam, Team
from sharepool.centre.competitions.season import Season
from sharepool.problem.result import Stop

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRIES = 5000
"""Draws that are thrown away, because a rule forbids them, before the lot needs help."""


@dataclass(frozen=True)
class Draw:
    """What was drawn.

    Attributes
    ----------
    rows : tuple of DrawnTeam
        A row a team: the table `draws` of a season.
    by : str
        ``lot`` or ``road``.
    seed : int
        Seed of the lots.
    clashes : dict of str to int
        Pairs of teams of one school in one group (in a bracket: in its first round), by
        competition; no legal draw has fewer.
    road_min, bound : dict of str to int
        Minutes on the road between the teams of each group, both counted once, and what no draw can
        go below (proven); competitions with groups, drawn by road.
    """

    rows: tuple[DrawnTeam, ...] = field(repr=False)
    by: str
    seed: int
    clashes: dict[str, int]
    road_min: dict[str, int]
    bound: dict[str, int]


def draw_groups(season: Season, *, seed: int, by: str = "lot", stop: float | Stop = 20.0) -> Draw:
    r"""Draw the groups, seats and numbers of every competition of a season.

    A team :math:`t` comes into one group :math:`g`, with

    .. math:: \sum_g x_{tg} = 1, \qquad
              \lfloor n/G \rfloor \le \sum_t x_{tg} \le \lceil n/G \rceil, \qquad
              \sum_{t \in \text{pot}} x_{tg} \le \lceil |\text{pot}|/G \rceil,

    and as few pairs of teams of one school in a group as can be. By lot, each legal draw is as
    likely as any other. By road, the minutes between all teams of a group are as few as can be.

    Parameters
    ----------
    season : Season
    seed : int
        Announced before the draw: the same one gives the same draw.
    by : str
        ``"lot"`` or ``"road"``; brackets and leagues are always drawn by lot.
    stop : float or Stop
        Seconds that the search for the shortest roads may take for each competition.

    Raises
    ------
    ValueError
        If `by` is neither, or `stop` is no number of seconds.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.generate_season(seed=1)
    >>> draw = sp.draw_groups(season, seed=2026)
    >>> draw == sp.draw_groups(season, seed=2026)
    True
    """
    if by not in {"lot", "road"}:
        raise ValueError(f"draw by 'lot' or by 'road', not by {by!r}")
    seconds = Stop.of(stop).time_alone()
    rows: list[DrawnTeam] = []
    clashes: dict[str, int] = {}
    road_min: dict[str, int] = {}
    bound: dict[str, int] = {}
    for number, competition in enumerate(season.competitions):
        rng = np.random.default_rng([seed, number])
        teams = season.teams_in[competition.competition_id]
        own = competition.competition_id
        if competition.format == "groups":
            problem = _grouping(season, competition, teams)
            found = group_teams(problem, rng, by_road=by == "road", seconds=seconds, tries=TRIES)
            clashes[own] = found.clashes
            if by == "road":
                road_min[own], bound[own] = found.road_min, found.bound
            rows += _group_rows(competition, teams, found.group_of)
        elif competition.format == "knockout":
            seats, clashes[own] = _draw_seats(teams, rng)
            rows += [_row(competition, team, "", seat + 1) for team, seat in seats]
        else:
            order = rng.permutation(len(teams))
            rows += [_row(competition, teams[at], "", n) for n, at in enumerate(order, start=1)]
    return Draw(tuple(rows), by, seed, clashes, road_min, bound)


def list_pots(teams: Sequence[Team], groups: int) -> list[list[int]]:
    """Return the pots of seeded teams: by seed, each as many as there are groups or a few more.

    Teams without a seed are in no pot.
    """
    seeded = sorted(
        (at for at, team in enumerate(teams) if team.seed), key=lambda at: (teams[at].seed or 0, at)
    )
    pots: list[list[int]] = []
    for at in seeded:
        full = not pots or len(pots[-1]) >= groups
        if full and (not pots or teams[pots[-1][-1]].seed != teams[at].seed):
            pots.append([])
        pots[-1].append(at)
    return pots


def _grouping(season: Season, competition: Competition, teams: Sequence[Team]) -> GroupingProblem:
    ways = np.array(
        [[season.way_min(one.site_id, other.site_id) for other in teams] for one in teams],
        dtype=np.int64,
    ).reshape(len(teams), len(teams))
    schools: dict[str, list[int]] = {}
    for at, team in enumerate(teams):
        schools.setdefault(team.site_id, []).append(at)
    return GroupingProblem(
        len(teams),
        competition.groups,
        list_pots(teams, competition.groups),
        [members for members in schools.values() if len(members) > 1],
        ways,
    )


def _group_rows(
    competition: Competition, teams: Sequence[Team], group_of: Sequence[int]
) -> list[DrawnTeam]:
    places: Counter[int] = Counter()
    rows = []
    for team, group in zip(teams, group_of, strict=True):
        places[group] += 1
        rows.append(_row(competition, team, name_group(group), places[group]))
    return rows


def name_group(number: int) -> str:
    """Return the letter of a group, or after Z its number."""
    return LETTERS[number] if number < len(LETTERS) else str(number + 1)


def _row(competition: Competition, team: Team, group: str, position: int) -> DrawnTeam:
    return DrawnTeam(
        competition_id=competition.competition_id,
        team_id=team.team_id,
        group=group,
        position=position,
    )


def _draw_seats(
    teams: Sequence[Team], rng: np.random.Generator
) -> tuple[list[tuple[Team, int]], int]:
    """Return a seat (from 0) for each team, and first-round pairs of one school.

    Seeded teams have the seats that their order gives them, and the byes go to the first of the
    order; the others draw. Among many draws, the first with the fewest pairs counts.
    """
    size = 1
    while size < len(teams):
        size *= 2
    seat_of_rank = [0] * size
    for seat, rank in enumerate(seed_order(size)):
        seat_of_rank[rank] = seat
    seeded = sorted(
        (at for at, team in enumerate(teams) if team.seed), key=lambda at: (teams[at].seed or 0, at)
    )
    others = [at for at in range(len(teams)) if at not in set(seeded)]
    best: tuple[int, list[tuple[Team, int]]] | None = None
    for _ in range(TRIES):
        order = [*seeded, *(others[at] for at in rng.permutation(len(others)))]
        seats = [(teams[at], seat_of_rank[rank]) for rank, at in enumerate(order)]
        clashes = sum(
            one.site_id == other.site_id and seat // 2 == other_seat // 2
            for (one, seat), (other, other_seat) in combinations(seats, 2)
        )
        if best is None or clashes < best[0]:
            best = clashes, seats
        if clashes == 0:
            break
    if best is None:
        return [], 0
    return best[1], best[0]
