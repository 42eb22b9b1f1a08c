"""Draws: legal, repeatable, even by lot, and by road never worse than any legal one."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patience import ENDLESS
from season_builders import make_season
from sharepool import draw_groups, generate_season
from sharepool.centre.competitions.draw import list_pots
from sharepool.centre.competitions.grouping import GroupingProblem, group_teams


@st.composite
def problems(draw):
    teams = draw(st.integers(4, 6))
    groups = draw(st.integers(2, teams // 2))
    seeded = draw(st.integers(0, groups))
    school_of = draw(st.lists(st.integers(0, 3), min_size=teams, max_size=teams))
    schools = [
        [at for at, own in enumerate(school_of) if own == school] for school in set(school_of)
    ]
    ways = np.array(draw(st.lists(st.integers(0, 60), min_size=teams**2, max_size=teams**2)))
    ways = ways.reshape(teams, teams)
    return GroupingProblem(
        teams,
        groups,
        [list(range(seeded))] if seeded else [],
        [school for school in schools if len(school) > 1],
        ways + ways.T,
    )


def all_legal(problem):
    """Every grouping with even sizes and spread pots; those with the fewest clashes."""
    found = []
    for group_of in product(range(problem.groups), repeat=problem.teams):
        sizes = Counter(group_of)
        even = len(sizes) == problem.groups and max(sizes.values()) - min(sizes.values()) <= 1
        if even and problem.keeps_pots(group_of):
            found.append(group_of)
    fewest = min(map(problem.clashes, found))
    return [group_of for group_of in found if problem.clashes(group_of) == fewest]


@settings(max_examples=30, deadline=None)
@given(problems(), st.booleans())
def test_a_draw_is_among_the_legal_ones_and_by_road_the_best_of_them(problem, by_road):
    legal = all_legal(problem)
    found = group_teams(
        problem, np.random.default_rng(1), by_road=by_road, seconds=ENDLESS, tries=2000
    )
    assert found.group_of in legal
    if by_road:
        assert found.road_min == found.bound == min(map(problem.road_min, legal))


def test_by_lot_every_legal_draw_is_as_likely():
    problem = GroupingProblem(4, 2, [[0, 1]], [[2, 3]], np.zeros((4, 4), dtype=np.int64))
    drawn = Counter(
        group_teams(
            problem, np.random.default_rng(seed), by_road=False, seconds=ENDLESS, tries=2000
        ).group_of
        for seed in range(400)
    )
    assert set(drawn) == set(all_legal(problem))
    assert len(drawn) == 4
    assert min(drawn.values()) > 60


def test_where_legal_draws_are_rare_the_lot_gets_help():
    problem = GroupingProblem(6, 2, [], [[0, 1, 2]], np.zeros((6, 6), dtype=np.int64))
    found = group_teams(problem, np.random.default_rng(1), by_road=False, seconds=ENDLESS, tries=0)
    assert found.group_of in all_legal(problem)


def test_the_announced_seed_repeats_the_draw_and_another_changes_it():
    season = generate_season(1)
    assert draw_groups(season, seed=7) == draw_groups(season, seed=7)
    assert draw_groups(season, seed=7).rows != draw_groups(season, seed=8).rows
    with pytest.raises(ValueError, match="by 'lot'"):
        draw_groups(season, seed=1, by="hand")


def test_seeds_of_a_bracket_stand_apart_and_byes_go_to_the_first():
    season = make_season(6, format="knockout")
    teams = tuple(
        team.model_copy(update={"seed": place if place <= 2 else None})
        for place, team in enumerate(season.teams, start=1)
    )
    rows = draw_groups(season.replace(teams=teams), seed=3).rows
    seat = {row.team_id: row.position for row in rows}
    assert (seat["T1"] <= 4) != (seat["T2"] <= 4)
    taken = set(seat.values())
    # Eight seats, six teams: whoever sits beside an empty seat goes on without a match.
    byes = {team for team, at in seat.items() if (at + 1 if at % 2 else at - 1) not in taken}
    assert byes == {"T1", "T2"}


def test_one_school_meets_itself_late_in_a_bracket():
    season = make_season(4, sites=["S1", "S1", "S2", "S2"], format="knockout")
    for seed in range(5):
        draw = draw_groups(season, seed=seed)
        assert draw.clashes == {"L": 0}


def test_pots_hold_equal_seeds_together():
    season = make_season(5)
    seeds = [1, 1, 1, 2, None]
    teams = [
        team.model_copy(update={"seed": seed})
        for team, seed in zip(season.teams, seeds, strict=True)
    ]
    assert list_pots(teams, 2) == [[0, 1, 2], [3]]
