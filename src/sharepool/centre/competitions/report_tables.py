"""Fixtures, draws, standings and fairness as tables to publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sharepool.centre.competitions.draw import Draw
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.standings import Standing
from sharepool.centre.competitions.types import Fixtures, PlannedMatch
from sharepool.centre.competitions.words import SeasonWording, wording
from sharepool.problem.cells import format_clock

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.centre.competitions.officiating import Officials

FIXTURE_COLUMNS = (
    "match_id",
    "competition",
    "round",
    "group",
    "date",
    "weekday",
    "start",
    "end",
    "venue_id",
    "venue",
    "pitch",
    "home",
    "home_name",
    "away",
    "away_name",
)
UNPLANNED_COLUMNS = (
    "match_id", "competition", "round", "home_name", "away_name", "verdict", "impossible", "reason",
)  # fmt: skip
STANDING_COLUMNS = (
    "competition", "group", "rank", "team_id", "team", "played", "won", "drawn", "lost", "scored",
    "conceded", "points", "decided_by", "advances", "feeds",
)  # fmt: skip
OFFICIAL_COLUMNS = (
    "match_id", "competition", "date", "start", "end", "venue", "home_name", "away_name", "role",
    "staff_id", "name", "state",
)  # fmt: skip
OFFICIAL_FAIRNESS_COLUMNS = (
    "staff_id", "name", "matches", "match_days", "minutes", "teams_met", "most_met",
    "most_met_team", "beyond_limit",
)  # fmt: skip
MISSING_COLUMNS = (
    "match_id", "competition", "date", "start", "venue", "home_name", "away_name", "role",
    "missing", "optional", "reason",
)  # fmt: skip
DRAW_COLUMNS = ("competition", "group", "position", "team_id", "team", "school")
FAIRNESS_COLUMNS = (
    "competition", "team_id", "team", "matches", "least_rest_days", "road_min", "at_home",
    "at_away", "breaks", "idle_min", "late_starts",
)  # fmt: skip
COMPETITION_COLUMNS = (
    "competition_id", "competition", "format", "teams", "matches", "planned", "from", "until",
)  # fmt: skip


def fixtures_table(season: Season, fixtures: Fixtures, lang: str = "en") -> pd.DataFrame:
    """Return the fixtures, a row a match, by date and time.

    Parameters
    ----------
    season : Season
    fixtures : Fixtures
    lang : str
        ``"en"`` or ``"zh"``, of rounds, places and weekdays; columns keep their names.
    """
    say = wording(season, lang)
    return _frame(FIXTURE_COLUMNS, [_fixture(season, say, one) for one in fixtures.matches])


def _fixture(season: Season, say: SeasonWording, one: PlannedMatch) -> dict[str, Any]:
    venue = season.venue_of[one.venue_id]
    return {
        "match_id": one.match.match_id,
        "competition": season.competition_of[one.match.competition_id].title,
        "round": say.round(one.match),
        "group": one.match.group,
        "date": one.date.isoformat(),
        "weekday": say.weekday(one.date.isoweekday()),
        "start": format_clock(one.start),
        "end": format_clock(one.end),
        "venue_id": one.venue_id,
        "venue": venue.title,
        "pitch": one.pitch,
        "home": one.home.label,
        "home_name": say.side(one.home),
        "away": one.away.label,
        "away_name": say.side(one.away),
    }


def unplanned_table(season: Season, fixtures: Fixtures, lang: str = "en") -> pd.DataFrame:
    """Return the matches without a date, and why."""
    say = wording(season, lang)
    rows = [
        {
            "match_id": one.match.match_id,
            "competition": season.competition_of[one.match.competition_id].title,
            "round": say.round(one.match),
            "home_name": say.side(one.match.home),
            "away_name": say.side(one.match.away),
            "verdict": one.verdict,
            "impossible": int(one.impossible),
            "reason": one.text(season, lang),
        }
        for one in fixtures.unplanned
    ]
    return _frame(UNPLANNED_COLUMNS, rows)


def standings_table(
    season: Season, standings: Sequence[Standing], lang: str = "en"
) -> pd.DataFrame:
    """Return the standings, a row a team, and where those who advance go up to."""
    say = wording(season, lang)
    rows = []
    for one in standings:
        competition = season.competition_of[one.competition_id]
        goes_up = one.stage == "bracket" or not competition.has_bracket
        rows.append(
            {
                **{name: getattr(one, name) for name in STANDING_COLUMNS if hasattr(one, name)},
                "competition": competition.title,
                "group": say.word("group.final") if one.stage == "bracket" else one.group,
                "team": say.team(one.team_id),
                "points": "" if one.stage == "bracket" else one.points,
                "decided_by": say.word(f"criterion.{one.decided_by}") if one.decided_by else "",
                "advances": int(one.advances),
                "feeds": competition.feeds if one.advances and goes_up else "",
            }
        )
    return _frame(STANDING_COLUMNS, rows)


def officials_table(
    season: Season, fixtures: Fixtures, officials: Officials, lang: str = "en"
) -> pd.DataFrame:
    """Return who officiates at which match, a row an official."""
    say = wording(season, lang)
    matches = {one.match.match_id: one for one in fixtures.matches}
    rows = [
        {
            **_fixture(season, say, matches[one.match_id]),
            "role": one.role,
            "staff_id": one.staff_id,
            "name": season.problem.person_of[one.staff_id].name,
            "state": say.word(f"state.{one.state}"),
        }
        for one in officials.officials
    ]
    return _frame(
        OFFICIAL_COLUMNS, [{name: row[name] for name in OFFICIAL_COLUMNS} for row in rows]
    )


def officials_fairness_table(
    season: Season, fixtures: Fixtures, officials: Officials
) -> pd.DataFrame:
    """Return what each official bears, and how often they meet the same team of the season."""
    matches = {one.match.match_id: one for one in fixtures.matches}
    skills = {need.skill for need in season.officials}
    holders = {row.staff_id for row in season.problem.skills if row.skill in skills}
    held: dict[str, list[PlannedMatch]] = defaultdict(list)
    for one in officials.officials:
        held[one.staff_id].append(matches[one.match_id])
    rows = []
    for person in season.problem.staff:
        met = {team: n for (who, team), n in officials.met.items() if who == person.staff_id}
        if person.staff_id not in holders and not met:
            continue
        own = held[person.staff_id]
        most = max(met, key=lambda team: (met[team], team), default=None)
        rows.append(
            {
                "staff_id": person.staff_id,
                "name": person.name,
                "matches": len(own),
                "match_days": len({one.date for one in own}),
                "minutes": sum(one.end - one.start for one in own),
                "teams_met": len(met),
                "most_met": 0 if most is None else met[most],
                "most_met_team": "" if most is None else season.team_of[most].title,
                "beyond_limit": sum(max(0, n - season.rules.max_same_team) for n in met.values()),
            }
        )
    return _frame(OFFICIAL_FAIRNESS_COLUMNS, rows)


def missing_officials_table(
    season: Season, fixtures: Fixtures, officials: Officials, lang: str = "en"
) -> pd.DataFrame:
    """Return the roles for which people are missing."""
    say = wording(season, lang)
    matches = {one.match.match_id: one for one in fixtures.matches}
    why = {
        reason.demand_id: reason.text(week.reasons.problem, lang)
        for week in officials.weeks
        for reason in week.reasons
    }
    rows = [
        {
            **_fixture(season, say, matches[one.match_id]),
            "role": one.role,
            "missing": one.count,
            "optional": int(one.optional),
            "reason": "" if one.optional else why.get(one.match_id, ""),
        }
        for one in officials.missing
    ]
    return _frame(MISSING_COLUMNS, rows)


def draw_table(season: Season, draw: Draw) -> pd.DataFrame:
    """Return the draw, a row a team."""
    rows = [
        {
            "competition": season.competition_of[row.competition_id].title,
            "group": row.group,
            "position": row.position,
            "team_id": row.team_id,
            "team": season.team_of[row.team_id].title,
            "school": season.problem.site_of[season.team_of[row.team_id].site_id].title,
        }
        for row in sorted(draw.rows, key=lambda row: (row.competition_id, row.group, row.position))
    ]
    return _frame(DRAW_COLUMNS, rows)


def competitions_table(season: Season, fixtures: Fixtures, lang: str = "en") -> pd.DataFrame:
    """Return the competitions, and how many of their matches have a date."""
    say = wording(season, lang)
    planned: dict[str, int] = defaultdict(int)
    missing: dict[str, int] = defaultdict(int)
    for one in fixtures.matches:
        planned[one.match.competition_id] += 1
    for other in fixtures.unplanned:
        missing[other.match.competition_id] += 1
    rows = [
        {
            "competition_id": one.competition_id,
            "competition": one.title,
            "format": say.word(f"format.{one.format}"),
            "teams": len(season.teams_in[one.competition_id]),
            "matches": planned[one.competition_id] + missing[one.competition_id],
            "planned": planned[one.competition_id],
            "from": one.from_.isoformat(),
            "until": one.until.isoformat(),
        }
        for one in season.competitions
    ]
    return _frame(COMPETITION_COLUMNS, rows)


def fairness_table(season: Season, fixtures: Fixtures) -> pd.DataFrame:
    """Return what each team bears: rest, road, home and away, waiting, late starts."""
    of_team: dict[str, list[PlannedMatch]] = defaultdict(list)
    for one in fixtures.matches:
        for team_id in one.team_ids:
            of_team[team_id].append(one)
    rows = []
    for team in season.teams:
        matches = sorted(of_team[team.team_id], key=lambda one: (one.date, one.start))
        home = [one.home.team_id == team.team_id for one in matches]
        gaps = [(later.date - one.date).days for one, later in pairwise(matches)]
        sites = [season.venue_of[one.venue_id].site_id for one in matches]
        plays_home = season.competition_of[team.competition_id].home
        rows.append(
            {
                "competition": season.competition_of[team.competition_id].title,
                "team_id": team.team_id,
                "team": team.title,
                "matches": len(matches),
                "least_rest_days": min(gaps, default=""),
                "road_min": sum(season.way_min(team.site_id, site) for site in sites),
                "at_home": sum(home) if plays_home else "",
                "at_away": len(home) - sum(home) if plays_home else "",
                "breaks": sum(a == b for a, b in pairwise(home)) if plays_home else "",
                "idle_min": sum(
                    later.start - one.end
                    for one, later in pairwise(matches)
                    if one.date == later.date
                ),
                "late_starts": sum(one.start >= season.rules.late_from for one in matches),
            }
        )
    return _frame(FAIRNESS_COLUMNS, rows)


def _frame(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns), dtype=object)
