"""Fixtures against every set of fixtures, the kernel against the scorer, rules from both sides."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from math import prod
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from patience import AMPLE, work
from season_builders import (
    SATURDAY,
    all_legal,
    as_fixtures,
    legal_choices,
    make_season,
    publish_all,
    starts_of,
)
from sharepool import (
    ProblemError,
    Status,
    Stop,
    check_fixtures,
    generate_season,
    list_matches,
    plan_fixtures,
)
from sharepool.centre.competitions import planning
from sharepool.centre.competitions.arrays import SeasonArrays
from sharepool.centre.competitions.draw import draw_groups
from sharepool.centre.competitions.options import Candidates
from sharepool.centre.competitions.rows import Fixture, MatchResult
from sharepool.centre.competitions.scoring import score_fixtures
from sharepool.centre.competitions.search import FixtureSearch

FEW = {"venue_times": [{"venue_id": "V1", "start": "09:00", "end": "11:10"}]}
"""Two starts a day on the only ground."""


@st.composite
def tiny_seasons(draw):
    """A league of three whose every set of fixtures can be listed."""
    weights = st.sampled_from([0, 1, 7, 30])
    home = draw(st.booleans())
    venues = [
        {"venue_id": f"V{number}", "site_id": f"S{number}", "skills": "football"}
        for number in range(1, 4 if home else draw(st.integers(2, 3)))
    ]
    times = [
        {
            "venue_id": venue["venue_id"],
            "start": "09:00",
            "end": draw(st.sampled_from(["10:30", "11:10"])),
            "days": draw(st.sampled_from(["6", "67"])),
        }
        for venue in venues
    ]
    blackouts = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "team_id": st.sampled_from(["T1", "T2", "T3"]),
                    "from": st.sampled_from(["2026-04-11", "2026-04-12", "2026-04-18"]),
                }
            ),
            max_size=2,
        )
    )
    windows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "span_days": st.integers(2, 8),
                    "matches": st.just(1),
                    "weight": st.sampled_from([None, 3, 11]),
                }
            ),
            max_size=1,
        )
    )
    return make_season(
        3,
        minutes=draw(st.sampled_from([5, 40])),
        venues=venues,
        until=SATURDAY + dt.timedelta(days=draw(st.sampled_from([1, 7, 8]))),
        home=home,
        max_day=draw(st.sampled_from([1, 2])),
        rest_days=draw(st.integers(1, 3)),
        rest_min=draw(st.sampled_from([0, 30])),
        tables={
            "venue_times": times,
            "blackouts": [row | {"until": row["from"]} for row in blackouts],
            "windows": windows,
        },
        rules={
            "unplanned": draw(st.sampled_from([50, 1000])),
            "idle": draw(weights),
            "breaks": draw(weights),
            "played": draw(weights),
            "played_free": 1,
        },
    )


def plan_with_proof(season, **options):
    """Plan fixtures with a short search, and all the time that a proof may take."""
    with mock.patch.object(planning, "PROOF_SHARE", 0.998):
        return plan_fixtures(season, stop=Stop(seconds=AMPLE), **options)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(tiny_seasons())
def test_no_fixtures_are_better_than_those_found(season):
    choices = legal_choices(season)
    assume(prod(map(len, choices)) <= 1500)
    best = min(all_legal(season, choices))
    found = plan_with_proof(season)
    assert found.objective == best
    assert found.bound is None or found.bound <= best
    assert not check_fixtures(season, found)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(tiny_seasons(), st.sampled_from(["T1", "T2", "T3"]))
def test_no_fixtures_are_better_than_those_found_again(season, team_id):
    """After some are published a team is away on the first day."""
    season = publish_all(season, plan_fixtures(season, stop=work(0.1)))
    season = season.model_validate(
        {
            **{name: getattr(season, name) for name in type(season).model_fields},
            "blackouts": [{"team_id": team_id, "from": SATURDAY, "until": SATURDAY}],
        }
    )
    choices = legal_choices(season)
    assume(prod(map(len, choices)) <= 1500)
    found = plan_with_proof(season)
    assert found.objective == min(all_legal(season, choices))
    assert not check_fixtures(season, found)


@settings(max_examples=8, deadline=None)
@given(tiny_seasons(), st.integers(0, 5))
def test_the_kernel_counts_what_the_scorer_counts(season, seed):
    candidates = Candidates(season)
    arrays = SeasonArrays(candidates)
    search = FixtureSearch(arrays, seed)
    try:
        search.build()
        # The planning itself compares the two; here after few and after more moves.
        for moves in (1, 50, 2000):
            plan_fixtures(season, stop=Stop(seconds=None, work=moves / 150_000), seed=seed)
        slots, flipped = search.best()[1:]
        assert search.load(slots, flipped) == search.best()[0] == search.cost
    finally:
        search.close()


def test_the_same_seed_and_work_give_the_same_fixtures():
    season = generate_season(3)
    season = season.replace(draws=draw_groups(season, seed=5).rows)
    stop = Stop(seconds=None, work=0.05)
    first, second = (plan_fixtures(season, stop=stop, seed=4) for _ in range(2))
    assert first.matches == second.matches
    assert first.terms == second.terms


@pytest.mark.parametrize("teams", [4, 6, 8])
def test_a_round_robin_of_even_size_has_its_fewest_breaks(teams):
    # De Werra (1981): n - 2 where everybody plays on each of the n - 1 dates.
    season = make_season(
        teams,
        minutes=0,
        venues=[
            {"venue_id": f"V{n}", "site_id": f"S{n}", "skills": "football"}
            for n in range(1, teams + 1)
        ],
        until=SATURDAY + dt.timedelta(days=7 * (teams - 2)),
        days="6",
        home=True,
        rules={"road": 0, "breaks": 1, "played": 0},
        tables={
            "venue_times": [
                {"venue_id": f"V{n}", "start": "09:00", "end": "10:00"} for n in range(1, teams + 1)
            ]
        },
    )
    found = plan_fixtures(season, stop=Stop(seconds=None, work=4.0), seed=1)
    assert not found.unplanned
    assert found.terms["breaks"] == teams - 2


def flaws_of(season, *changes):
    """Codes of what is wrong with matches at given starts (match number, date, clock, ground)."""
    matches = list_matches(season)
    planned = []
    for number, date, start, venue in changes:
        match = matches[number - 1]
        one = next(iter(starts_of(season, match)))
        length = one.end - one.start
        planned.append(replace(one, date=date, start=start, end=start + length, venue_id=venue))
    there = {one.match.match_id for one in planned}
    missing = [match for match in matches if match.match_id not in there]
    return {flaw.code for flaw in check_fixtures(season, as_fixtures(planned, missing))}


SUNDAY, NEXT = SATURDAY + dt.timedelta(days=1), SATURDAY + dt.timedelta(days=7)
NINE = 9 * 60


def test_rules_hold_just_inside_and_break_just_outside():
    season = make_season(4, sites=["S1", "S2", "S3", "S4"])
    # Matches of a league of four: 1 T1-T4, 2 T2-T3, 3 T4-T3, 4 T1-T2, …
    assert flaws_of(season, (1, SATURDAY, NINE, "V1")) == set()
    assert flaws_of(season, (1, SATURDAY, NINE - 1, "V1")) == {"F02"}
    assert flaws_of(season, (1, SATURDAY - dt.timedelta(days=1), NINE, "V1")) == {"F02"}
    assert flaws_of(season, (1, SATURDAY, NINE, "V9")) == {"F00"}
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, SATURDAY, NINE + 70, "V1")) == set()
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, SATURDAY, NINE + 69, "V1")) == {"F05"}
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (4, NEXT, NINE, "V1")) == set()
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (4, SUNDAY, NINE, "V1")) == {"F06"}


def test_rest_pauses_and_days_of_return():
    season = make_season(2, format="league2", max_day=2, min_return_days=0, rest_min=40)
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, SATURDAY, NINE + 100, "V1")) == set()
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, SATURDAY, NINE + 99, "V1")) == {"F06"}
    season = make_season(2, format="league2", min_return_days=7)
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, NEXT, NINE, "V1")) == set()
    season = make_season(2, format="league2", min_return_days=8)
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (2, NEXT, NINE, "V1")) == {"F10"}


def test_a_coach_is_in_one_place():
    def season(minutes):
        made = make_season(
            4,
            minutes=minutes,
            venues=[
                {"venue_id": "V1", "site_id": "S1", "skills": "football"},
                {"venue_id": "V2", "site_id": "S2", "skills": "football"},
            ],
        )
        coached = tuple(
            team.model_copy(update={"coach_id": "C1" if team.team_id in {"T1", "T2"} else ""})
            for team in made.teams
        )
        return made.replace(teams=coached)

    near, far = season(10), season(11)
    both = (1, SATURDAY, NINE, "V1"), (2, SATURDAY, NINE + 70, "V2")
    assert flaws_of(near, *both) == set()
    assert flaws_of(far, *both) == {"F08"}


def test_blackouts_fixed_matches_and_windows():
    def season(**tables):
        return make_season(4, tables=tables)

    day = {"from": "2026-04-11", "until": "2026-04-11"}
    assert flaws_of(season(blackouts=[{"team_id": "T1", **day}]), (1, SATURDAY, NINE, "V1")) == {
        "F04"
    }
    assert (
        flaws_of(season(blackouts=[{"team_id": "T2", **day}]), (1, SATURDAY, NINE, "V1")) == set()
    )
    assert flaws_of(season(blackouts=[{"site_id": "S1", **day}]), (2, SATURDAY, NINE, "V1")) == {
        "F04"
    }
    until = {"from": "2026-04-11T08:00", "until": "2026-04-11T09:00"}
    assert (
        flaws_of(season(blackouts=[{"team_id": "T1", **until}]), (1, SATURDAY, NINE, "V1")) == set()
    )
    fixed = {"team_id": "T4", "opponent_id": "T1", "date": "2026-04-18"}
    assert flaws_of(season(fixed=[fixed]), (1, SATURDAY, NINE, "V1")) == {"F12"}
    assert flaws_of(season(fixed=[fixed | {"kind": "禁止"}]), (1, NEXT, NINE, "V1")) == {"F12"}
    assert flaws_of(season(fixed=[fixed]), (1, NEXT, NINE, "V1")) == set()
    two = (1, SATURDAY, NINE, "V1"), (4, NEXT, NINE, "V1")
    assert flaws_of(season(windows=[{"span_days": 7, "matches": 1}]), *two) == set()
    assert flaws_of(season(windows=[{"span_days": 8, "matches": 1}]), *two) == {"F07"}


def test_brackets_wait_for_their_groups_and_results_fill_them():
    season = make_season(4, format="knockout", consolation=True)
    season = season.replace(draws=draw_groups(season, seed=1).rows)
    assert [match.places for match in list_matches(season)] == ["1-4", "1-4", "1-2", "3-4"]
    matches = list_matches(season)
    assert flaws_of(season, (1, SATURDAY, NINE, "V1"), (3, NEXT, NINE, "V1")) == set()
    assert "F11" in flaws_of(season, (1, NEXT, NINE, "V1"), (3, SATURDAY, NINE, "V1"))
    found = plan_fixtures(season, stop=work(2.0))
    assert not found.unplanned
    results = [
        {"match_id": matches[0].match_id, "home_score": 2, "away_score": 1},
        {"match_id": matches[1].match_id, "home_score": 0, "away_score": 1},
    ]
    played = season.replace(results=tuple(map(MatchResult.model_validate, results)))
    final, third = list_matches(played)[2:]
    assert final.team_ids == (matches[0].home.team_id, matches[1].away.team_id)
    assert third.team_ids == (matches[0].away.team_id, matches[1].home.team_id)


def test_after_rain_what_was_played_stays_and_little_else_moves():
    season = generate_season(1)
    season = season.replace(draws=draw_groups(season, seed=5).rows)
    before = plan_fixtures(season, stop=Stop(seconds=None, work=0.5))
    published = [
        {
            "match_id": one.match.match_id,
            "date": one.date,
            "start": f"{one.start // 60:02d}:{one.start % 60:02d}",
            "venue_id": one.venue_id,
        }
        for one in before.matches
    ]
    rained = sorted(Counter(one.date for one in before.matches))[1]
    results = [
        {"match_id": one.match.match_id, "state": "abandoned"}
        for one in before.matches
        if one.date == rained
    ]
    season = season.replace(
        fixtures=tuple(map(Fixture.model_validate, published)),
        results=tuple(map(MatchResult.model_validate, results)),
    )
    since = rained + dt.timedelta(days=1)
    after = plan_fixtures(season, stop=Stop(seconds=None, work=1.0), since=since)
    assert not check_fixtures(season, after)
    assert not after.unplanned
    place = {one.match.match_id: (one.date, one.start, one.venue_id) for one in before.matches}
    kept = [
        one
        for one in after.matches
        if place[one.match.match_id] == (one.date, one.start, one.venue_id)
    ]
    assert {one.match.match_id for one in kept} >= {
        one.match.match_id for one in before.matches if one.date < rained
    }
    rained_ids = {row["match_id"] for row in results}
    assert all(one.date >= since for one in after.matches if one.match.match_id in rained_ids)
    moved = len(after.matches) - len(kept) - len(rained_ids)
    assert after.terms["change"] == 40 * moved
    assert moved <= 3


def test_unplanned_matches_say_why():
    away = {"team_id": "T1", "from": "2026-04-01", "until": "2026-05-30"}
    found = plan_fixtures(make_season(3, tables={"blackouts": [away]}), stop=work(1.0))
    assert {(one.verdict, one.impossible) for one in found.unplanned} == {("blackout", True)}
    assert found.status is Status.OPTIMAL
    season = make_season(
        4,
        until=SATURDAY,
        max_day=3,
        tables={"venue_times": [{"venue_id": "V1", "start": "09:00", "end": "11:10"}]},
    )
    found = plan_fixtures(season, stop=work(1.0))
    assert len(found.matches) == 2
    assert all(one.verdict in {"ground", "rest"} and not one.impossible for one in found.unplanned)
    text = found.unplanned[0].text(season, "zh")
    assert "可选时间" in text
    assert "None" not in text


def test_groups_must_be_drawn_first():
    season = make_season(4, format="groups", groups=2)
    with pytest.raises(ProblemError) as caught:
        plan_fixtures(season)
    assert [fault.code for fault in caught.value.faults] == ["no_draw"]


def test_a_festival_of_one_day_keeps_pauses_short():
    season = make_season(
        4,
        format="festival",
        minutes=0,
        until=SATURDAY,
        match_min=20,
        changeover_min=5,
        rest_min=5,
        max_day=3,
        venues=[{"venue_id": "V1", "site_id": "S1", "skills": "football", "pitches": 2}],
        tables={"venue_times": [{"venue_id": "V1", "start": "09:00", "end": "12:00"}]},
    )
    found = plan_with_proof(season)
    assert not found.unplanned
    # Three rounds on two pitches, five minutes between: four teams wait twice five minutes.
    assert found.terms["idle"] == 40
    assert found.status is Status.OPTIMAL
    assert {one.pitch for one in found.matches} == {1, 2}
    assert sum(score_fixtures(season, found.matches, []).values()) == found.objective
