"""Published fixtures as fixtures again: what a season's own table says."""

from __future__ import annotations

from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.types import Fixtures, Match, PlannedMatch, Side, UnplannedMatch
from sharepool.problem.result import Status


def list_published(season: Season) -> Fixtures:
    """Return the fixtures that a season has published in its table `fixtures`.

    Parameters
    ----------
    season : Season

    Returns
    -------
    Fixtures
        Matches without a row there are unplanned. Nothing is said of costs and bounds.

    Examples
    --------
    >>> import sharepool as sp
    >>> season = sp.read_season("data/samples/season")
    >>> len(sp.list_published(season).matches)
    0
    """
    planned, missing = [], []
    for match in list_matches(season):
        row = season.published.get(match.match_id)
        if row is None:
            missing.append(UnplannedMatch(match, "order", impossible=False))
            continue
        home, away = _sides(match, row.home)
        length = season.competition_of[match.competition_id].match_min
        planned.append(
            PlannedMatch(
                match,
                home,
                away,
                row.date,
                row.start,
                row.start + length if row.end is None else row.end,
                row.venue_id,
                pitch=int(row.pitch) if row.pitch.isdecimal() else 1,
                frozen=True,
            )
        )
    planned.sort(key=lambda one: (one.date, one.start, one.venue_id, one.match.match_id))
    return Fixtures(Status.FEASIBLE, tuple(planned), tuple(missing), 0, None, {}, 0, 0, 0.0)


def _sides(match: Match, home: str) -> tuple[Side, Side]:
    """Return who is at home, as the published row says; as drawn if it does not."""
    if home and home in {match.away.team_id, match.away.source}:
        return match.away, match.home
    return match.home, match.away
