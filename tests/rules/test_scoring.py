"""Every term of the objective, worked out by hand."""

import pytest

from builders import make_plan, make_problem
from sharepool.rules.scoring import TERMS, score

NOTHING = dict.fromkeys(
    [
        "unmet",
        "below_floor",
        "travel",
        "site_link",
        "extra_staff",
        "change",
        "short_minute",
        "long_road",
        "pair_short",
        "chain_gap",
        "role_short",
        "preference",
    ],
    0,
)
TWO_PEOPLE = [{"staff_id": "T1"}, {"staff_id": "T2"}]
CLOSED = {"open_until": "2026-03-07"}


def term(name, problem, *rows):
    return score(problem, make_plan(*rows)).terms[name]


def test_terms_stand_in_the_order_of_the_format():
    assert list(TERMS) == list(NOTHING)
    assert list(score(make_problem(), make_plan()).terms) == list(NOTHING)


def test_a_whole_score_by_hand():
    # T1: 08:00 at A, then 13:00 at B; legs H-A, A-B, B-H of 10 minutes. D1 lacks one of 2
    # sessions, D2 lacks none of 1; site A's floor is ceil(0.5 × 2) = 1, met.
    problem = make_problem(
        demands=[{"sessions": 2}, {"demand_id": "D2", "site_id": "B"}],
        staff=[{"min_hours_week": 2}],
        rules={"equity": {"fair_road_min_week": 25}},
    )
    result = score(problem, make_plan(("T1", "D1", 1, 1), ("T1", "D2", 1, 5)))
    assert result.terms == NOTHING | {
        "unmet": 1000,
        "travel": 30,
        "site_link": 30,
        "short_minute": 40,
        "long_road": 5,
    }
    assert result.objective == 1105
    assert (result.sessions_wanted, result.sessions_delivered, result.travel_min) == (3, 2, 30)


def test_weights_apply_to_every_term():
    problem = make_problem(
        sites=[{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}],
        staff=[{"staff_id": "T1", "min_hours_week": 1}, {"staff_id": "T2"}],
        demands=[{"sessions": 4, "max_staff": 2}],
        pairs=[{"site_id": "B", "group": "g"}],
        chains=[{"chain_id": "c", "skill": "pe", "site_id": "B", "min_sessions": 2}],
        previous_plan=[{"staff_id": "T1", "demand_id": "D1", "day": 5, "slot": 1}],
        pins=[{"kind": "avoid", "day": 1, "weight": 5}],
        rules={
            "equity": {"floor": "0.75", "fair_road_min_week": 19},
            "weights": {
                "unmet": 2,
                "below_floor": 3,
                "travel": 5,
                "site_link": 7,
                "extra_staff": 11,
                "change": 13,
                "short_minute": 17,
                "long_road": 19,
                "pair_short": 23,
                "chain_gap": 29,
                "role_short": 31,
            },
        },
    )
    assert score(problem, make_plan(("T1", "D1", 1, 1), ("T2", "D1", 2, 1))).terms == {
        "unmet": 2 * 2,
        "below_floor": 3 * 1,
        "travel": 5 * 40,
        "site_link": 7 * 2,
        "extra_staff": 11 * 1,
        "change": 13 * 1,
        "short_minute": 17 * 20,
        "long_road": 19 * 2,
        "pair_short": 23 * 1,
        "chain_gap": 29 * 2,
        "role_short": 0,
        "preference": 5,
    }


@pytest.mark.parametrize(
    ("priority", "weight", "cost"),
    [
        ("1", 1000, 1000),
        ("0", 1000, 0),
        ("0.5", 5, 3),
        ("0.1", 5, 1),
        ("0.0999", 5, 0),
        ("1.5", 1, 2),
        ("2.5", 1, 3),
        ("0.4999999999999999999999999999999", 1, 0),
        ("0.0005", 1000, 1),
        ("2.25", 0, 0),
    ],
)
def test_unmet_rounds_weight_times_priority_half_up(priority, weight, cost):
    problem = make_problem(
        demands=[{"sessions": 3, "priority": priority}], rules={"weights": {"unmet": weight}}
    )
    assert term("unmet", problem, ("T1", "D1", 1, 1)) == 2 * cost


def test_dormant_demands_want_nothing():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", **CLOSED}],
        demands=[
            {"sessions": 3, "season_from": "2026-03-03"},
            {"demand_id": "D2", "site_id": "B", "sessions": 3},
            {"demand_id": "D3", "sessions": 1},
        ],
    )
    result = score(problem, make_plan())
    assert (result.terms["unmet"], result.terms["below_floor"]) == (1000, 400)
    assert (result.sessions_wanted, result.sessions_delivered) == (1, 0)


@pytest.mark.parametrize(
    ("floor", "wanted", "needed"),
    [("0.55", 20, 11), ("0.5", 5, 3), ("0", 20, 0), ("1", 20, 20), ("0.0000000001", 20, 1)],
)
def test_floor_is_an_exact_ceiling(floor, wanted, needed):
    problem = make_problem(demands=[{"sessions": wanted}], rules={"equity": {"floor": floor}})
    assert term("below_floor", problem) == 400 * needed


def test_floor_sums_the_demands_of_a_site_remote_ones_too():
    demands = [
        {"demand_id": "D1", "sessions": 3},
        {"demand_id": "D2", "sessions": 2, "delivery": "remote"},
        {"demand_id": "D3", "sessions": 9, "site_id": "B"},
    ]
    problem = make_problem(demands=demands)
    # A: ceil(2.5) = 3, B: ceil(4.5) = 5.
    assert term("below_floor", problem) == 400 * 8
    rows = [("T1", "D2", 1, 1), ("T1", "D2", 2, 1)]
    assert term("below_floor", problem, *rows) == 400 * 6
    rows += [("T1", "D1", 1, 2), ("T1", "D1", 2, 2)]
    assert term("below_floor", problem, *rows) == 400 * 5


def test_travel_is_directed_and_passes_home_for_remote_sessions():
    problem = make_problem(
        demands=[{"sessions": 2}, {"demand_id": "D2", "site_id": "B", "delivery": "remote"}],
        travel=[{"origin": "H", "destination": "A", "minutes": 7}],
    )
    rows = [("T1", "D1", 1, 1), ("T1", "D2", 1, 2), ("T1", "D1", 1, 3)]
    assert term("travel", problem, *rows) == 7 + 10 + 7 + 10


def test_site_links_leave_home_out_and_count_a_place_once_a_week():
    demands = [
        {"demand_id": "D1", "sessions": 5},
        {"demand_id": "D2", "site_id": "H"},
        {"demand_id": "D3", "site_id": "B", "delivery": "remote"},
    ]
    problem = make_problem(staff=TWO_PEOPLE, demands=demands)
    rows = [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T1", "D2", 3, 1), ("T1", "D3", 4, 1)]
    assert term("site_link", problem, *rows) == 15
    assert term("site_link", problem, *rows, ("T2", "D1", 3, 1)) == 30


def test_extra_staff_counts_people_beyond_the_first_of_each_demand():
    demands = [{"sessions": 5, "max_staff": 3}, {"demand_id": "D2", "sessions": 5, "max_staff": 3}]
    problem = make_problem(staff=[*TWO_PEOPLE, {"staff_id": "T3"}], demands=demands)
    rows = [("T1", "D1", 1, 1), ("T2", "D1", 2, 1), ("T3", "D1", 3, 1), ("T1", "D2", 1, 2)]
    assert term("extra_staff", problem, *rows) == 60


def test_change_counts_rows_of_the_previous_plan_that_are_gone():
    previous = [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("gone", "D1", 1, 1), ("T1", "old", 1, 1)]
    previous.append(("T1", "D1", 1, 1))
    problem = make_problem(
        demands=[{"sessions": 5}],
        previous_plan=[
            {"staff_id": staff_id, "demand_id": demand_id, "day": day, "slot": slot}
            for staff_id, demand_id, day, slot in previous
        ],
    )
    assert term("change", problem) == 5 * 40
    assert term("change", problem, ("T1", "D1", 1, 1)) == 3 * 40
    assert term("change", problem, ("T1", "D1", 1, 2)) == 5 * 40
    assert term("change", problem, ("T1", "D1", 1, 1), ("T1", "D1", 2, 1)) == 2 * 40


@pytest.mark.parametrize(
    ("hours", "missing"),
    [("2", 80), ("0", 0), ("0.5", 0), ("0.675", 1), ("0.6749", 0), ("0.6916", 1), ("0.6917", 2)],
)
def test_short_minutes_round_the_hours_half_up(hours, missing):
    problem = make_problem(staff=[{"min_hours_week": hours}])
    assert term("short_minute", problem, ("T1", "D1", 1, 1)) == missing


def test_short_minutes_never_count_travel_and_hold_for_idle_people():
    problem = make_problem(
        staff=[{"staff_id": "T1", "min_hours_week": 1}, {"staff_id": "T2", "min_hours_week": 1}],
        rules={"limits": {"count_travel_as_work": True}},
    )
    assert term("short_minute", problem, ("T1", "D1", 1, 1)) == 20 + 60


def test_long_road_is_each_persons_week():
    problem = make_problem(
        staff=TWO_PEOPLE,
        demands=[{"sessions": 5, "max_staff": 2}],
        rules={"equity": {"fair_road_min_week": 35}},
    )
    rows = [("T1", "D1", 1, 1), ("T2", "D1", 2, 1)]
    assert term("long_road", problem, *rows) == 0
    assert term("long_road", problem, *rows, ("T1", "D1", 3, 1)) == 5


def test_a_road_that_is_fair_of_one_person_is_their_own():
    staff = [{"fair_road_min_week": 0}, {"staff_id": "T2"}]
    problem = make_problem(staff=staff, demands=[{"sessions": 5, "max_staff": 2}])
    assert term("long_road", problem, ("T1", "D1", 1, 1), ("T2", "D1", 2, 1)) == 20


def test_pairs_miss_sessions_of_their_group():
    problem = make_problem(
        sites=[{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B", **CLOSED}],
        demands=[{"sessions": 5, "delivery": "remote"}],
        pairs=[
            {"site_id": "A", "group": "g", "min_sessions": 3},
            {"site_id": "A", "group": "other", "min_sessions": 2, "strict": 1},
            {"site_id": "B", "group": "g", "min_sessions": 9, "strict": 1},
        ],
    )
    assert term("pair_short", problem) == 500 * 5
    assert term("pair_short", problem, ("T1", "D1", 1, 1)) == 500 * 4


def test_chain_members_miss_sessions_of_the_skill():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", **CLOSED}],
        demands=[
            {"demand_id": "D1", "sessions": 5},
            {"demand_id": "D2", "sessions": 5, "delivery": "remote"},
            {"demand_id": "D3", "sessions": 5, "skill": "swim", "also_requires": "pe"},
        ],
        skills=[{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T1", "skill": "swim"}],
        chains=[
            {"chain_id": "c", "skill": "pe", "site_id": "A", "min_sessions": 3},
            {"chain_id": "c", "skill": "pe", "site_id": "B", "min_sessions": 9},
        ],
    )
    rows = [("T1", "D1", 1, 1), ("T1", "D2", 2, 1), ("T1", "D3", 3, 1)]
    assert term("chain_gap", problem) == 900
    assert term("chain_gap", problem, *rows) == 300


def test_preferences_add_up_over_pins_and_sessions():
    problem = make_problem(
        demands=[{"sessions": 5}],
        pins=[
            {"kind": "prefer", "staff_id": "T1", "weight": 7},
            {"kind": "avoid", "day": 1, "weight": 3},
            {"kind": "avoid", "day": 1, "slot": 1, "weight": 10},
            {"kind": "forbid", "day": 5, "weight": 100},
            {"kind": "require", "day": 1, "weight": 100},
        ],
    )
    assert term("preference", problem, ("T1", "D1", 1, 1), ("T1", "D1", 2, 1)) == 13 - 14


@pytest.mark.parametrize(
    "row", [("T9", "D1", 1, 1), ("T1", "D9", 1, 1), ("T1", "D1", 9, 1), ("T1", "D1", 1, -5)]
)
def test_rows_without_a_person_a_demand_or_a_time_are_passed_over(row):
    problem = make_problem(demands=[{"sessions": 2}])
    assert score(problem, make_plan(row)) == score(problem, make_plan())


def test_more_sessions_than_wanted_earn_nothing():
    problem = make_problem()
    rows = [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)]
    assert term("unmet", problem, *rows) == 0


def test_an_overlapping_day_has_no_road():
    problem = make_problem(demands=[{"sessions": 2}])
    assert term("travel", problem, ("T1", "D1", 1, 1), ("T1", "D1", 1, 1)) == 0
