"""Who is at home: as published, for results, plans and judgement, and about equally often."""

import datetime as dt
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patience import AMPLE, work
from season_builders import SATURDAY, as_fixtures, make_season, publish_all
from sharepool import Stop, check_fixtures, list_matches, list_published, plan_fixtures
from sharepool import rank_standings as rank
from sharepool.centre.competitions import planning
from sharepool.centre.competitions.formats import draft_matches
from sharepool.centre.competitions.rows import Fixture, MatchResult
from sharepool.centre.competitions.scoring import score_fixtures
from sharepool.centre.competitions.sides import count_surplus


def home_league(teams, sites=None, tables=None, **settings):
    """A single round robin at home and away, each school with a ground of its own."""
    grounds = sorted(set(sites or [f"S{number}" for number in range(1, teams + 1)]))
    return make_season(
        teams,
        sites=sites,
        home=True,
        venues=[
            {"venue_id": f"V{site}", "site_id": site, "skills": "football"} for site in grounds
        ],
        tables=tables,
        **{"until": SATURDAY + dt.timedelta(days=30), **settings},
    )


def turn(match):
    return replace(match, home=match.away, away=match.home)


def publish(season, *rows, results=()):
    """The season with published matches (match, date, named) and results (id, home, away)."""
    fixtures = [
        {
            "match_id": match.match_id,
            "date": date,
            "start": "09:00",
            "venue_id": "V" + season.team_of[match.home.team_id].site_id,
            **({"home": match.home.team_id, "away": match.away.team_id} if named else {}),
        }
        for match, date, named in rows
    ]
    scores = [
        {"match_id": match_id, "home_score": home, "away_score": away}
        for match_id, home, away in results
    ]
    return season.replace(
        fixtures=tuple(map(Fixture.model_validate, fixtures)),
        results=tuple(map(MatchResult.model_validate, scores)),
    )


def pairs(fixtures):
    return {one.match.match_id: (one.home.team_id, one.away.team_id) for one in fixtures.matches}


def places(fixtures):
    return {one.match.match_id: (one.date, one.start, one.venue_id) for one in fixtures.matches}


@pytest.mark.parametrize("named", [True, False])
def test_results_count_for_the_sides_that_are_published(named):
    season = home_league(4)
    first = turn(draft_matches(season)[0])
    season = publish(
        season, (first, SATURDAY, named), results=[(first.match_id, 5, 0), ("L-002", 2, 1)]
    )
    rows = {row.team_id: (row.won, row.scored, row.conceded) for row in rank(season)}
    assert rows[first.home.team_id] == (1, 5, 0)
    assert rows[first.away.team_id] == (0, 0, 5)
    # As drawn where nothing is published: 2 T2-T3.
    assert (rows["T2"], rows["T3"]) == ((1, 2, 1), (0, 1, 2))
    assert pairs(list_published(season)) == {first.match_id: first.team_ids}


def test_one_named_side_is_enough():
    season = home_league(4)
    first = draft_matches(season)[0]
    season = publish(season, (first, SATURDAY, False))
    for named in ({"home": first.away.team_id}, {"away": first.home.team_id}):
        (row,) = (row.model_copy(update=named) for row in season.fixtures)
        (one,) = list_published(season.replace(fixtures=(row,))).matches
        assert (one.home, one.away) == (first.away, first.home)


def test_the_winner_of_a_bracket_follows_the_published_sides():
    drawn = [
        {"competition_id": "L", "team_id": f"T{seat}", "position": seat} for seat in range(1, 5)
    ]
    season = make_season(4, tables={"draws": drawn}, format="knockout")
    season = publish(season, results=[("L-P1-4-1", 2, 0), ("L-P1-4-2", 1, 0), ("L-P1-2-1", 3, 1)])
    row = {"date": SATURDAY, "start": "09:00", "venue_id": "V1"}
    rows = [
        {**row, "match_id": "L-P1-4-1", "home": "T2", "away": "T1"},
        {**row, "match_id": "L-P1-2-1", "home": "T3", "away": "T2"},
    ]
    season = season.replace(fixtures=tuple(map(Fixture.model_validate, rows)))
    assert [match.team_ids for match in list_matches(season)][-1] == ("T3", "T2")
    assert {row.team_id: row.rank for row in rank(season)} == {"T3": 1, "T2": 2, "T1": 3, "T4": 3}


@pytest.mark.parametrize("teams", [3, 4, 5])
def test_what_is_published_and_played_stays_and_keeping_all_is_free(teams):
    first = draft_matches(home_league(teams))[0]
    # The first match is where the team drawn away is at home.
    there = {"match_id": first.match_id, "venue_id": f"VS{first.away.team_id[1:]}"}
    season = home_league(teams, tables={"fixed": [there]})
    before = plan_fixtures(season, stop=work(2.0))
    assert not before.unplanned
    assert pairs(before)[first.match_id] == turn(first).team_ids
    results = [(one.match.match_id, 1, 0) for one in before.matches[:2]]
    since = before.matches[2].date
    after = plan_fixtures(publish_all(season, before, results), stop=work(0.5), since=since)
    assert (pairs(after), places(after)) == (pairs(before), places(before))
    assert after.terms["change"] == 0
    assert after.objective == before.objective


def test_turning_a_published_match_is_a_change_even_on_the_same_ground():
    season = home_league(3, sites=["S1", "S1", "S2"])
    before = plan_fixtures(season, stop=work(1.0))
    season = publish_all(season, before)
    (both,) = (one for one in before.matches if set(one.team_ids) == {"T1", "T2"})
    kept = list_published(season).matches
    loose = [replace(one, frozen=False) for one in kept]
    turned = [
        replace(one, home=one.away, away=one.home) if one.match.match_id == both.match.match_id
        else one
        for one in loose
    ]  # fmt: skip
    assert score_fixtures(season, loose, [])["change"] == 0
    assert score_fixtures(season, turned, [])["change"] == season.rules.change


def test_a_settled_match_that_is_turned_is_a_flaw():
    season = home_league(3, sites=["S1", "S1", "S2"])
    season = publish_all(season, plan_fixtures(season, stop=work(1.0)))
    (one, *rest) = list_published(season).matches
    assert not check_fixtures(season, as_fixtures([one, *rest], []))
    turned = replace(one, home=one.away, away=one.home)
    codes = {flaw.code for flaw in check_fixtures(season, as_fixtures([turned, *rest], []))}
    assert "F13" in codes


def balances(season, fixtures):
    sides = [replace(one.match, home=one.home, away=one.away) for one in fixtures.matches]
    sides += [one.match for one in fixtures.unplanned]
    return count_surplus(season, sides)


@given(st.integers(3, 6), st.data())
def test_what_is_not_published_evens_out_what_is(teams, data):
    """Some of a balanced round robin is published: the rest makes it balanced again."""
    season = home_league(teams)
    matches = list(draft_matches(season))
    # Any balanced way round: the teams of the draw under other names.
    names = data.draw(st.permutations([team.team_id for team in season.teams]))
    by_pair = {
        frozenset(names[int(side.team_id[1:]) - 1] for side in (match.home, match.away)): names[
            int(match.home.team_id[1:]) - 1
        ]
        for match in matches
    }
    wanted = [
        match
        if by_pair[frozenset(match.team_ids)] == match.home.team_id
        else turn(match)
        for match in matches
    ]  # fmt: skip
    some = data.draw(st.sets(st.sampled_from(range(len(matches)))))
    season = publish(season, *((wanted[at], SATURDAY, True) for at in sorted(some)))
    listed = list_matches(season)
    assert [listed[at] for at in sorted(some)] == [wanted[at] for at in sorted(some)]
    assert max(map(abs, count_surplus(season, listed).values())) <= 1


def test_an_exchange_of_home_that_is_published_holds_and_the_rest_goes_with_it():
    season = home_league(4, until=SATURDAY + dt.timedelta(days=44))
    # Of four teams nobody is at home three times; T1 is so now.
    mine = [match for match in draft_matches(season) if "T1" in match.team_ids]
    mine = [match if match.home.team_id == "T1" else turn(match) for match in mine]
    dates = [SATURDAY + dt.timedelta(days=7 * week) for week in range(3)]
    season = publish(
        season, *((match, date, True) for match, date in zip(mine, dates, strict=True))
    )
    with mock.patch.object(planning, "PROOF_SHARE", 0.998):
        for limit in (work(1.0), Stop(seconds=AMPLE)):
            found = plan_fixtures(season, stop=limit, since=dates[-1] + dt.timedelta(days=1))
            assert not found.unplanned
            assert not check_fixtures(season, found)
            surplus = balances(season, found)
            assert surplus.pop("T1") == 3
            assert set(surplus.values()) == {-1}


def test_matches_played_without_being_published_count_for_home_and_away():
    season = home_league(5)
    # Two that T1 has away are over: it is at home in both of the others.
    away = [match for match in draft_matches(season) if match.away.team_id == "T1"]
    season = publish(season, results=[(match.match_id, 1, 0) for match in away])
    found = plan_fixtures(season, stop=work(1.0))
    assert not found.unplanned
    assert balances(season, found)["T1"] == 2


@pytest.mark.parametrize("days", [(0, 1, 2), (0, 0, 4)])
def test_what_is_settled_may_break_rules_and_the_proof_holds(days):
    """Three days of rest, two matches of one team on one day: played all the same."""
    season = home_league(4, rest_days=3, until=SATURDAY + dt.timedelta(days=40))
    mine = [match for match in draft_matches(season) if "T1" in match.team_ids]
    season = publish(
        season,
        *(
            (match, SATURDAY + dt.timedelta(days=day), True)
            for match, day in zip(mine, days, strict=True)
        ),
        results=[(match.match_id, 1, 0) for match in mine],
    )
    first, second, third = season.fixtures
    season = season.replace(
        fixtures=(first, second.model_copy(update={"start": 14 * 60 + 10}), third)
    )
    since = SATURDAY + dt.timedelta(days=5)
    found = plan_fixtures(season, stop=work(1.0), since=since)
    with (
        mock.patch.object(planning, "PROOF_SHARE", 0.998),
        mock.patch.object(planning, "alone_bound", return_value=0),
    ):
        proven = plan_fixtures(season, stop=Stop(seconds=AMPLE), since=since)
    assert proven.bound is not None
    assert proven.bound <= proven.objective <= found.objective
    settled = {match.match_id for match in mine}
    assert settled == {one.match.match_id for one in proven.matches if one.frozen}
