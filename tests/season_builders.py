"""Small seasons by hand, and every set of fixtures that one could have."""

import datetime as dt
from dataclasses import replace
from itertools import product

from sharepool import Fixtures, Match, PlannedMatch, Problem, Season, Status, UnplannedMatch
from sharepool.centre.competitions.check import check_fixtures
from sharepool.centre.competitions.rows import Fixture, MatchResult
from sharepool.centre.competitions.scoring import score_fixtures
from sharepool.centre.competitions.settling import list_matches

SATURDAY = dt.date(2026, 4, 11)


def make_season(teams=3, sites=None, minutes=20, venues=None, tables=None, rules=None, **settings):
    """A league of teams T1 … at schools S1 …, on one ground at S1 unless said otherwise."""
    sites = sites or [f"S{number}" for number in range(1, teams + 1)]
    names = sorted(set(sites))
    problem = Problem.model_validate(
        {
            "sites": [{"site_id": name} for name in names],
            "bells": [],
            "staff": [{"staff_id": "C1", "home_site": names[0]}],
            "travel": [
                {"origin": a, "destination": b, "minutes": minutes * (i + 1)}
                for i, (a, b) in enumerate((a, b) for a in names for b in names if a < b)
            ],
        }
    )
    competition = {
        "competition_id": "L",
        "level": "county",
        "skill": "football",
        "format": "league1",
        "from": SATURDAY,
        "until": SATURDAY + dt.timedelta(days=14),
        "match_min": 60,
        **settings,
    }
    return Season.model_validate(
        {
            "problem": problem,
            "competitions": [competition],
            "teams": [
                {"team_id": f"T{number}", "competition_id": "L", "site_id": site}
                for number, site in enumerate(sites, start=1)
            ],
            "venues": venues or [{"venue_id": "V1", "site_id": names[0], "skills": "football"}],
            "rules": rules or {},
            **(tables or {}),
        }
    )


def starts_of(season, match):
    """Every start on the grid that the tables have for a match, its sides both ways round."""
    competition = season.competition_of[match.competition_id]
    step = competition.match_min + competition.changeover_min
    for date in season.dates_of(competition):
        for venue in season.venues:
            for start, end, _ in season.openings(venue, date):
                for at in range(start, end - competition.match_min + 1, step):
                    for home, away in ((match.home, match.away), (match.away, match.home)):
                        yield PlannedMatch(
                            match, home, away, date, at, at + competition.match_min, venue.venue_id
                        )


def as_fixtures(planned, unplanned):
    """Fixtures to be judged; all that is not judged is made up."""
    missing = tuple(UnplannedMatch(match, "ground", impossible=False) for match in unplanned)
    return Fixtures(Status.FEASIBLE, tuple(planned), missing, 0, None, {}, 0, 0, 0.0)


def legal_choices(season):
    """For each match: unplanned either way round, and every start that is legal by itself."""
    return [
        [
            match,
            replace(match, home=match.away, away=match.home),
            *(
                one
                for one in starts_of(season, match)
                if not {flaw.code for flaw in check_fixtures(season, as_fixtures([one], []))}
                - {"F09"}
            ),
        ]
        for match in list_matches(season)
    ]


def all_legal(season, choices):
    """Every legal set of fixtures, with its objective."""
    for chosen in product(*choices):
        planned = [one for one in chosen if isinstance(one, PlannedMatch)]
        missing = [one for one in chosen if isinstance(one, Match)]
        if not check_fixtures(season, as_fixtures(planned, missing)):
            yield sum(score_fixtures(season, planned, missing).values())


def publish_all(season, fixtures, results=()):
    """The season after its own fixtures are published whole."""
    rows = [
        {
            "match_id": one.match.match_id,
            "date": one.date,
            "start": f"{one.start // 60:02d}:{one.start % 60:02d}",
            "venue_id": one.venue_id,
            "home": one.home.label,
            "away": one.away.label,
        }
        for one in fixtures.matches
    ]
    scores = [
        {"match_id": match_id, "home_score": home, "away_score": away}
        for match_id, home, away in results
    ]
    return season.replace(
        fixtures=tuple(map(Fixture.model_validate, rows)),
        results=tuple(map(MatchResult.model_validate, scores)),
    )
