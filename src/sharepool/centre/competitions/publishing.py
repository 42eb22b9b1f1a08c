"""Published fixtures as fixtures again: what a season's own table says."""

from __future__ import annotations

from sharepool.centre.competitions.season import Season
from sharepool.centre.competitions.settling import list_matches
from sharepool.centre.competitions.types import Fixtures, PlannedMatch, UnplannedMatch
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
        length = season.competition_of[match.competition_id].match_min
        planned.append(
            PlannedMatch(
                match,
                match.home,
                match.away,
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
