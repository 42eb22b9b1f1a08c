"""Who the sides of a bracket are, as far as results have settled it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sharepool.centre.competitions.formats import draft_matches, groups_of
from sharepool.centre.competitions.lots import draw_numbers
from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.sides import as_published, even_sides
from sharepool.centre.competitions.standings import counts, list_scores, rank_group
from sharepool.centre.competitions.types import Match, Side


def list_matches(season: Season) -> tuple[Match, ...]:
    """Return every match of a season, who is at home as published, else as drawn.

    Sides of a bracket that results have settled are known.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> matches = sp.list_matches(season)
    >>> matches[0].home.label, matches[0].away.label
    ('11-06', '11-10')
    """
    drawn = draft_matches(season)
    matches = even_sides(season, (as_published(season, match) for match in drawn))
    known = _settled_by_groups(season, matches)
    settled: list[Match] = []
    for one in matches:
        match = _with_known(season, one, known)
        settled.append(match)
        result = season.result_of.get(match.match_id)
        if match.stage == "bracket" and counts(result) and result is not None:
            ahead = (result.home_score or 0) > (result.away_score or 0)
            sides = (match.home, match.away) if ahead else (match.away, match.home)
            for mark, side in zip("WL", sides, strict=True):
                known[f"{match.competition_id}/{mark}:{match.match_id}"] = side.team_id
    return tuple(settled)


def _settled_by_groups(season: Season, matches: tuple[Match, ...]) -> dict[str, str]:
    """Return the team of each place of a group that is over, such as ``U10/1A``."""
    own: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in matches:
        if match.stage == "group":
            own[match.competition_id, match.group].append(match)
    seed = season.rules.lot_seed
    lots = {} if seed is None else draw_numbers(season.team_of, seed)
    known: dict[str, str] = {}
    for (competition_id, group), played in own.items():
        competition = season.competition_of[competition_id]
        scores = list(list_scores(played, season.result_of))
        if competition.format != "groups" or len(scores) < len(played):
            continue
        teams = groups_of(season, competition)[group]
        for row in rank_group(competition, group, teams, scores, lots, over=True):
            if row.advances:
                known[f"{competition_id}/{row.rank}{group}"] = row.team_id
    return known


def _with_known(season: Season, match: Match, known: Mapping[str, str]) -> Match:
    """Return a match with the teams that are known by now; only then a published row names them."""
    home, away = (_settle(side, match.competition_id, known) for side in (match.home, match.away))
    return as_published(season, replace(match, home=home, away=away))


def _settle(side: Side, competition_id: str, known: Mapping[str, str]) -> Side:
    if side.team_id or not side.source:
        return side
    return replace(side, team_id=known.get(f"{competition_id}/{side.source}", ""))
