"""What fixtures cost, term by term: computed from the tables alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sharepool.centre.competitions.rows import Competition, MatchWindow
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.types import Fixtures, Match, PlannedMatch


def score_fixtures(
    season: Season, planned: Sequence[PlannedMatch], unplanned: Iterable[Match]
) -> dict[str, int]:
    r"""Return each term of the objective, weights applied.

    ``unplanned`` counts matches without a date. ``road`` is the minutes that each team is on the
    way to its matches. ``idle`` is the minutes between two matches of a team on one day. ``rest``
    is, for each soft window of :math:`w` days and each team,
    :math:`\sum_d \max(0, \text{matches in } [d, d + w) - c)` over the days :math:`d` whose window
    lies within the competition. ``breaks`` counts successive matches of a team that are both at
    home or both away, on home grounds. ``played`` is, for each group and each date on which it may
    play, by how much the most and the fewest matches played so far differ beyond `played_free`.
    ``change`` counts published matches that are elsewhere now, or turned round.

    Parameters
    ----------
    season : Season
    planned : sequence of PlannedMatch
    unplanned : iterable of Match
    """
    rules = season.rules
    missing = list(unplanned)
    by_team: dict[str, list[PlannedMatch]] = defaultdict(list)
    for one in planned:
        for team_id in one.team_ids:
            by_team[team_id].append(one)
    for matches in by_team.values():
        matches.sort(key=_when)
    return {
        "unplanned": rules.unplanned * len(missing),
        "road": rules.road * _road(season, planned),
        "idle": rules.idle * _idle(season, by_team),
        "rest": _rest(season, by_team),
        "breaks": rules.breaks * _breaks(season, by_team),
        "played": rules.played * _played(season, planned, missing),
        "change": rules.change * _changes(season, planned),
    }


def score_repeats(
    season: Season, fixtures: Fixtures, held: Iterable[tuple[str, str]], since: dt.date
) -> int:
    """Return by how many matches officials meet the same teams more often than they should.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    held : iterable of (str, str)
        Match and staff id of each official.
    since : datetime.date
        What was answered to matches before counts too.
    """
    of_match = {one.match.match_id: one for one in fixtures.matches}
    rows = list(held)
    rows += [
        (row.match_id, row.staff_id)
        for row in season.official_answers
        if row.state != "declined"
        and row.match_id in of_match
        and of_match[row.match_id].date < since
    ]
    beyond = 0
    for staff_id in {staff_id for _, staff_id in rows}:
        mine = [match_id for match_id, who in rows if who == staff_id]
        teams = [team_id for match_id in mine for team_id in of_match[match_id].team_ids]
        beyond += sum(
            max(0, teams.count(team_id) - season.rules.max_same_team) for team_id in set(teams)
        )
    return beyond


def _when(one: PlannedMatch) -> tuple[dt.date, int]:
    return one.date, one.start


def _road(season: Season, planned: Iterable[PlannedMatch]) -> int:
    return sum(
        season.way_min(season.team_of[team_id].site_id, season.venue_of[one.venue_id].site_id)
        for one in planned
        for team_id in one.team_ids
    )


def _idle(season: Season, by_team: dict[str, list[PlannedMatch]]) -> int:
    return sum(
        later.start - earlier.end
        for team_id, matches in by_team.items()
        if _competition(season, team_id).max_day > 1
        for earlier, later in pairwise(matches)
        if earlier.date == later.date
    )


def _rest(season: Season, by_team: dict[str, list[PlannedMatch]]) -> int:
    total = 0
    for team_id, matches in by_team.items():
        competition = _competition(season, team_id)
        days = [(one.date - competition.from_).days for one in matches]
        for window in season.windows_of(competition.competition_id):
            total += (window.weight or 0) * beyond_window(window, days, competition)
    return total


def beyond_window(window: MatchWindow, days: Sequence[int], competition: Competition) -> int:
    """Return by how many matches the windows of a team are overfull, all windows together.

    Parameters
    ----------
    window : MatchWindow
    days : sequence of int
        Days of the team's matches, counted from the competition's first.
    competition : Competition
    """
    last = (competition.until - competition.from_).days - window.span_days + 1
    counts: dict[int, int] = defaultdict(int)
    for day in days:
        for begin in range(max(0, day - window.span_days + 1), min(day, last) + 1):
            counts[begin] += 1
    return sum(max(0, count - window.matches) for count in counts.values())


def _breaks(season: Season, by_team: dict[str, list[PlannedMatch]]) -> int:
    return sum(
        (earlier.home.team_id == team_id) == (later.home.team_id == team_id)
        for team_id, matches in by_team.items()
        if _competition(season, team_id).home
        for earlier, later in pairwise(matches)
    )


def _played(season: Season, planned: Sequence[PlannedMatch], missing: Sequence[Match]) -> int:
    teams: dict[tuple[str, str], set[str]] = defaultdict(set)
    dates: dict[tuple[str, str], dict[dt.date, list[str]]] = defaultdict(dict)
    for match in [*(one.match for one in planned), *missing]:
        if match.stage == "group":
            teams[match.competition_id, match.group].update(match.team_ids)
    frozen: dict[str, set[dt.date]] = defaultdict(set)
    for one in planned:
        if one.frozen:
            frozen[one.match.competition_id].add(one.date)
        if one.match.stage == "group":
            own = one.match.competition_id, one.match.group
            dates[own].setdefault(one.date, []).extend(one.team_ids)
    total = 0
    for own, members in teams.items():
        competition = season.competition_of[own[0]]
        played = dict.fromkeys(members, 0)
        for date in sorted({*season.dates_of(competition), *frozen[own[0]]}):
            for team_id in dates[own].get(date, ()):
                played[team_id] += 1
            beyond = max(played.values()) - min(played.values()) - season.rules.played_free
            total += max(0, beyond)
    return total


def _changes(season: Season, planned: Iterable[PlannedMatch]) -> int:
    found = 0
    for one in planned:
        published = season.published.get(one.match.match_id)
        if published is not None and not one.frozen:
            result = season.result_of.get(one.match.match_id)
            if result is None or result.state != "abandoned":
                place = published.date, published.start, published.venue_id
                stays = place == (one.date, one.start, one.venue_id)
                found += not (stays and (one.home, one.away) == (one.match.home, one.match.away))
    return found


def _competition(season: Season, team_id: str) -> Competition:
    return season.competition_of[season.team_of[team_id].competition_id]
