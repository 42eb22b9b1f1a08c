"""The days that the order of matches leaves to each: nobody plays a final on the first day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from sharepool.centre.competitions.rows import Competition
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Match

Spans = dict[str, tuple[int, int]]
"""By match the first and last day, counted from the first of the season."""


def list_spans(season: Season, matches: Sequence[Match], first_date: dt.date) -> Spans:
    """Return the days that are left to each match by those before and after it.

    A round robin of k matches takes a team k dates at least, with their rest between; a bracket
    takes one more for each round. Where a team may play several matches a day nothing is narrowed.
    """
    days_of = {
        one.competition_id: [(date - first_date).days for date in season.dates_of(one)]
        for one in season.competitions
    }
    rounds, played = _rounds_of_groups(matches), _most_played(matches)
    spans: Spans = {}
    for match in matches:
        competition, own = season.competition_of[match.competition_id], match.competition_id
        days = days_of[own]
        first, last = (days[0], days[-1]) if days else (0, -1)
        if competition.max_day == 1 and days:
            if match.stage == "bracket":
                before = played[own] + match.round - rounds[own] - 1
                first = _step(days, competition, before, forward=True)
            last = _step(days, competition, _rounds_after(match, matches), forward=False)
        spans[match.match_id] = (first, last)
    return spans


def _rounds_of_groups(matches: Sequence[Match]) -> dict[str, int]:
    """Return the rounds of the round robins of each competition."""
    rounds: dict[str, int] = defaultdict(int)
    for match in matches:
        if match.stage == "group":
            rounds[match.competition_id] = max(rounds[match.competition_id], match.round)
    return rounds


def _most_played(matches: Sequence[Match]) -> dict[str, int]:
    """Return how many matches a team of each competition plays in its group, at most."""
    played = Counter(
        (match.competition_id, team_id)
        for match in matches
        if match.stage == "group"
        for team_id in match.team_ids
    )
    most: dict[str, int] = defaultdict(int)
    for (competition_id, _), count in played.items():
        most[competition_id] = max(most[competition_id], count)
    return most


def _rounds_after(match: Match, matches: Sequence[Match]) -> int:
    """Return how many rounds of brackets of its competition come after a match."""
    later = [
        other.round
        for other in matches
        if other.competition_id == match.competition_id and other.stage == "bracket"
    ]
    if not later:
        return 0
    begun = match.round if match.stage == "bracket" else min(later) - 1
    return max(later) - begun


def _step(days: Sequence[int], competition: Competition, steps: int, *, forward: bool) -> int:
    """Return the day that so many rested matches after the first, or before the last, can have.

    Beyond the end, a day that does not exist: nothing is left.
    """
    rest = max(1, competition.rest_days)
    at = 0 if forward else len(days) - 1
    for _ in range(steps):
        if forward:
            at = bisect_left(days, days[at] + rest)
        else:
            at = bisect_right(days, days[at] - rest) - 1
        if not 0 <= at < len(days):
            return days[-1] + 1 if forward else days[0] - 1
    return days[at]
