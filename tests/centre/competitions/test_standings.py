"""Tables of leagues, level teams among them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from season_builders import make_season
from sharepool import list_matches, rank_standings
from sharepool.centre.competitions.rows import Competition
from sharepool.centre.competitions.standings import rank_group


def league(tiebreak, points="3;1;0", advance=0):
    return Competition.model_validate(
        {
            "competition_id": "L", "level": "county", "skill": "f", "format": "league1",
            "from": "2026-04-11", "until": "2026-05-11", "match_min": 50, "tiebreak": tiebreak,
            "points": points, "advance": advance,
        }
    )  # fmt: skip


def order(tiebreak, scores, lots=None, teams="ABCD"):
    rows = rank_group(league(tiebreak), "", list(teams), scores, lots or {}, over=True)
    return "".join(row.team_id for row in rows), [row.decided_by for row in rows]


# A, B and C have six points each: A beat B, B beat C, C beat A, and all beat D.
LEVEL = [
    ("A", "B", 1, 0), ("B", "C", 3, 0), ("C", "A", 2, 0),
    ("A", "D", 9, 0), ("B", "D", 1, 0), ("C", "D", 2, 0),
]  # fmt: skip


def test_mutual_goals_part_three_level_teams():
    # Among the three: B +2 (3-1), C -1 (2-3), A -1 (1-2); then C has scored more in all? C 4, A 10.
    assert order("points;h2h;h2h_diff;goal_diff;lot", LEVEL) == (
        "BACD",
        ["", "h2h_diff", "goal_diff", "points"],
    )


def test_goal_difference_first_is_another_order():
    assert order("points;goal_diff;lot", LEVEL)[0] == "ABCD"


def test_the_lot_comes_last_and_only_if_drawn():
    drawn = [("A", "B", 1, 1)]
    assert order("points;goals;lot", drawn, {"A": 2, "B": 1}, "AB") == ("BA", ["", "lot"])
    rows = rank_group(league("points;goals;lot"), "", ["A", "B"], drawn, {}, over=True)
    assert [row.rank for row in rows] == [1, 1]
    assert rows[1].decided_by == "lot" or rows[1].decided_by == "tied"


def test_nobody_advances_over_an_undrawn_lot():
    competition = league("points;lot", advance=1)
    rows = rank_group(competition, "", ["A", "B"], [("A", "B", 1, 1)], {}, over=True)
    assert [row.advances for row in rows] == [False, False]
    rows = rank_group(competition, "", ["A", "B"], [("A", "B", 1, 1)], {"A": 2, "B": 1}, over=True)
    assert [(row.team_id, row.advances) for row in rows] == [("B", True), ("A", False)]


def level_group(rules=None, results=()):
    """Groups of three of which two go on: T1 and T2 are level in theirs."""
    drawn = [
        {
            "competition_id": "L",
            "team_id": f"T{n}",
            "group": "AB"[n > 3],
            "position": (n - 1) % 3 + 1,
        }
        for n in range(1, 7)
    ]
    scores = {
        "L-A001": (2, 0), "L-A002": (0, 2), "L-A003": (1, 1),
        "L-B001": (1, 0), "L-B002": (0, 2), "L-B003": (3, 0), **dict(results),
    }  # fmt: skip
    rows = [
        {"match_id": match_id, "home_score": home, "away_score": away}
        for match_id, (home, away) in scores.items()
    ]
    tables = {"draws": drawn, "results": rows}
    return make_season(6, tables=tables, rules=rules, format="groups", groups=2, advance=2)


def test_level_teams_that_both_go_on_have_no_seat_before_the_lot():
    season = level_group()
    group = [row for row in rank_standings(season) if row.group == "A"]
    assert [(row.rank, row.advances) for row in group] == [(1, False), (1, False), (3, False)]
    assert {row.team_id for row in rank_standings(season) if row.advances} == {"T4", "T5"}
    sides = {side.source: side.team_id for one in list_matches(season)[6:8] for side in both(one)}
    assert (sides["1A"], sides["2A"]) == ("", "")
    assert {sides["1B"], sides["2B"]} == {"T4", "T5"}


def both(match):
    return match.home, match.away


def test_brackets_follow_the_lots_that_are_asked_for():
    over = {"L-P1-4-1": (1, 0), "L-P1-4-2": (1, 0)}
    asked = rank_standings(level_group(None, over), seed=5)
    assert asked == rank_standings(level_group({"lot_seed": 5}, over))
    assert sum(row.stage == "bracket" for row in asked) == 2


def test_level_teams_of_a_league_that_both_go_up_need_no_lot():
    competition = league("points;lot", advance=2)
    scores = [("A", "B", 1, 1), ("A", "C", 1, 0), ("B", "C", 1, 0)]
    rows = rank_group(competition, "", ["A", "B", "C"], scores, {}, over=True)
    assert [(row.rank, row.advances) for row in rows] == [(1, True), (1, True), (3, False)]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=6, max_size=6),
    st.permutations("ABCD"),
)
def test_the_order_of_teams_and_matches_changes_nothing(scores, teams):
    pairs = [("A", "B"), ("A", "C"), ("A", "D"), ("B", "C"), ("B", "D"), ("C", "D")]
    played = [(*pair, *score) for pair, score in zip(pairs, scores, strict=True)]
    lots = {team: number for number, team in enumerate("BDAC", start=1)}
    tiebreak = "points;h2h;goal_diff;goals;lot"
    first = rank_group(league(tiebreak), "", "ABCD", played, lots, over=True)
    second = rank_group(league(tiebreak), "", teams, played[::-1], lots, over=True)
    assert first == second
    assert [row.rank for row in first] == [1, 2, 3, 4]
    assert sum(row.scored - row.conceded for row in first) == 0
    assert all(one.points >= two.points for one, two in pairwise(first))


def test_results_of_a_season_count_walkovers_and_leave_abandoned_matches_out():
    results = [
        {"match_id": "L-001", "home_score": 3, "away_score": 0, "state": "弃权"},
        {"match_id": "L-002", "home_score": 1, "away_score": 0, "state": "abandoned"},
    ]
    season = make_season(tables={"results": results})
    rows = rank_standings(season, seed=1)
    assert sum(row.played for row in rows) == 2
    assert [row.points for row in rows] == [3, 0, 0]


def bracket(teams, scores, **settings):
    """Places after a knock-out: seats in the order of the teams."""
    drawn = [
        {"competition_id": "L", "team_id": f"T{seat}", "position": seat}
        for seat in range(1, teams + 1)
    ]
    results = [
        {"match_id": f"L-P{match}", "home_score": home, "away_score": away}
        for match, (home, away) in scores.items()
    ]
    tables = {"draws": drawn, "results": results}
    season = make_season(teams=teams, tables=tables, format="knockout", **settings)
    return {row.team_id: (row.rank, row.advances) for row in rank_standings(season)}


def test_losers_of_a_semi_final_share_the_third_place():
    over = {"1-4-1": (1, 0), "1-4-2": (0, 2), "1-2-1": (3, 1)}
    expected = {"T1": (1, True), "T4": (2, True), "T2": (3, False), "T3": (3, False)}
    assert bracket(4, over, advance=3) == expected
    assert bracket(4, over, advance=3, promote=1)["T4"] == (2, False)


def test_with_consolation_each_place_is_decided_and_who_still_plays_has_none():
    over = {"1-4-1": (1, 0), "1-4-2": (0, 2), "1-2-1": (3, 1)}
    assert bracket(4, over, consolation=1) == {"T1": (1, False), "T4": (2, False)}
    over |= {"3-4-1": (1, 2)}
    places = bracket(4, over, consolation=1)
    assert (places["T3"], places["T2"]) == ((3, False), (4, False))


def test_places_after_a_bracket_with_byes_count_teams_not_seats():
    # Five teams: two first matches, and the fifth has a bye.
    over = {"1-8-1": (1, 0), "1-8-2": (1, 0), "1-4-1": (1, 0), "1-2-1": (1, 0)}
    places = bracket(5, over)
    assert {team: rank for team, (rank, _) in places.items()} == {
        "T1": 1, "T5": 2, "T3": 3, "T2": 4, "T4": 4,
    }  # fmt: skip


def test_lots_of_the_season_part_level_teams_in_standings_as_in_brackets():
    season = make_season(teams=2, rules={"lot_seed": 4}, tiebreak="points;lot")
    assert [row.rank for row in rank_standings(season)] == [1, 2]
    assert rank_standings(season) == rank_standings(season, seed=4)
