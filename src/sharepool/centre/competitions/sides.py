"""Who is at home: as published, as far as the format leaves it free, and about equally often."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Match

TURN = 2
"""By how much a match turned round changes what a team is more often at home than away."""


def sides_are_free(season: Season, match: Match) -> bool:
    """Return whether either team may be at home: in a single round robin on home grounds."""
    competition = season.competition_of[match.competition_id]
    return competition.home and match.stage == "group" and not match.returns


def home_venues(season: Season, team_id: str, skill: str) -> list[str]:
    """Return the grounds at which a team is at home: the one it names, or its school's."""
    team = season.team_of[team_id]
    if team.home_venue:
        return [team.home_venue]
    return [
        one.venue_id for one in season.venues if one.site_id == team.site_id and skill in one.skills
    ]


def turned(match: Match) -> Match:
    """Return a match with its sides the other way round."""
    return replace(match, home=match.away, away=match.home)


def as_published(season: Season, match: Match) -> Match:
    """Return a match with its sides as its published row has them; as drawn without one.

    A row that names neither side says by its ground who is at home.
    """
    row = season.published.get(match.match_id)
    if row is None:
        return match
    if row.home or row.away:
        away_first = row.home and row.home in {match.away.team_id, match.away.source}
        home_last = row.away and row.away in {match.home.team_id, match.home.source}
        return turned(match) if away_first or home_last else match
    competition = season.competition_of[match.competition_id]
    if not competition.home or len(match.team_ids) < len((match.home, match.away)):
        return match
    at_home, away = (
        row.venue_id in home_venues(season, side.team_id, competition.skill)
        for side in (match.home, match.away)
    )
    return turned(match) if away and not at_home else match


def even_sides(season: Season, matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return matches, those of no account yet turned until home and away are even.

    Where only some matches are published, the others as drawn need not go with them. Matches that
    have a published row or a result are not turned, so that what is left may be uneven.
    """
    found = {match.match_id: match for match in matches}
    loose = {
        name
        for name, match in found.items()
        if sides_are_free(season, match)
        and name not in season.published
        and name not in season.result_of
    }
    while loose and (path := _uneven_path(season, list(found.values()), loose)):
        found.update((match.match_id, turned(match)) for match in path)
    return tuple(found.values())


def _uneven_path(season: Season, matches: Sequence[Match], loose: set[str]) -> list[Match]:
    """Return loose matches that lead from a team too often at home to one too seldom."""
    surplus = count_surplus(season, matches)
    if max(map(abs, surplus.values()), default=0) < TURN:
        return []
    hosted: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if match.match_id in loose:
            hosted[match.home.team_id].append(match)
    for first in [team_id for team_id, more in surplus.items() if more > 0]:
        paths: dict[str, list[Match]] = {first: []}
        waiting = deque([first])
        while waiting:
            team_id = waiting.popleft()
            # Two teams that are one match off would only change places.
            if surplus[team_id] < 0 and surplus[first] - surplus[team_id] > TURN:
                return paths[team_id]
            for match in hosted[team_id]:
                if match.away.team_id not in paths:
                    paths[match.away.team_id] = [*paths[team_id], match]
                    waiting.append(match.away.team_id)
    return []


def count_surplus(season: Season, matches: Iterable[Match]) -> Counter[str]:
    """Return how much more often each team is at home than away where sides are free."""
    surplus: Counter[str] = Counter()
    for match in matches:
        if sides_are_free(season, match):
            surplus[match.home.team_id] += 1
            surplus[match.away.team_id] -= 1
    return surplus


def home_ranges(
    season: Season, every: Iterable[Match], planned: Iterable[Match]
) -> Mapping[str, tuple[int, int]]:
    """Return how often at least and at most each team is to be at home among planned matches.

    Parameters
    ----------
    season : Season
    every : iterable of Match
        All of the season, as :func:`list_matches` has them. Where what is published leaves a team
        more than one match off, it may stay as far off.
    planned : iterable of Match
        Those that are planned; the others stay as they are.
    """
    planned = list(planned)
    own: Counter[str] = Counter()
    for match in planned:
        if sides_are_free(season, match):
            own.update(match.team_ids)
    whole, part = count_surplus(season, every), count_surplus(season, planned)
    found = {}
    for team_id, count in own.items():
        most = max(1, abs(whole[team_id]))
        others = whole[team_id] - part[team_id]
        found[team_id] = (count - most - others + 1) // 2, (count + most - others) // 2
    return found
