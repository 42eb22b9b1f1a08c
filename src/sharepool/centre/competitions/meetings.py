"""How often an official meets the same team, counted over a season."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Fixtures, PlannedMatch

Meetings = Counter[tuple[str, str]]
"""Matches that an official has with a team, by staff id and team id."""

DECLINED = "declined"


def meetings_before(season: Season, fixtures: Fixtures, date: dt.date) -> Meetings:
    """Return who met whom before a date, after the season's answers: all but those who declined."""
    earlier = {one.match.match_id: one for one in fixtures.matches if one.date < date}
    met: Meetings = Counter()
    for row in season.official_answers:
        if row.match_id in earlier and row.state != DECLINED:
            add_meetings(met, row.staff_id, earlier[row.match_id])
    return met


def add_meetings(met: Meetings, staff_id: str, match: PlannedMatch) -> None:
    """Count a match of an official."""
    met.update((staff_id, team_id) for team_id in match.team_ids)


def weigh_match(season: Season, met: Meetings, staff_id: str, team_ids: Iterable[str]) -> int:
    """Return what one match more of an official with some teams costs."""
    often = sum(met[staff_id, team_id] >= season.rules.max_same_team for team_id in team_ids)
    return season.rules.same_team * often


def count_repeats(season: Season, met: Meetings) -> int:
    r"""Return :math:`\sum \max(0, \text{met} - \text{max\_same\_team})`."""
    return sum(max(0, times - season.rules.max_same_team) for times in met.values())
