"""Each term of the objective as the exact model has it, by its change of the optimum."""

import pytest

from builders import make_problem
from sharepool.engine.cpsat import evaluate, solve_exact
from sharepool.engine.instance.preparation import prepare
from sharepool.rules.scoring import score

NOTHING = dict.fromkeys(
    (
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
    ),
    0,
)


def solve(weights, **given):
    rules = {**given.pop("rules", {}), "weights": {**NOTHING, **weights}}
    problem = make_problem(rules=rules, **given)
    instance = prepare(problem)
    outcome = solve_exact(instance)
    plan = instance.decode(outcome.options)
    assert (
        outcome.objective == score(problem, plan).objective == evaluate(instance, outcome.options)
    )
    return outcome.objective, plan


@pytest.mark.parametrize(
    ("weights", "given", "objective"),
    [
        pytest.param(
            {"unmet": 10},
            {"demands": [{"sessions": 3, "slots": "1-1", "priority": "0.25"}]},
            2 * 3,
            id="unmet, its weight rounded half up",
        ),
        pytest.param(
            {"below_floor": 7},
            {"demands": [{"sessions": 5, "slots": "1-1"}]},
            2 * 7,
            id="below_floor of ceil(0.5 × 5)",
        ),
        pytest.param({"travel": 3, "unmet": 1000}, {}, 3 * 20, id="travel"),
        pytest.param(
            {"site_link": 5, "unmet": 1000},
            {"demands": [{"demand_id": "D1"}, {"demand_id": "D2", "site_id": "B"}]},
            2 * 5,
            id="site_link",
        ),
        pytest.param(
            {"site_link": 5, "unmet": 1000},
            {"demands": [{"site_id": "H"}]},
            0,
            id="no link to home",
        ),
        pytest.param(
            {"extra_staff": 6, "unmet": 1000},
            {
                "staff": [{"staff_id": "T1"}, {"staff_id": "T2"}],
                "demands": [{"sessions": 2, "max_staff": 2, "max_per_day": 2, "slots": "1-1"}],
            },
            6,
            id="extra_staff",
        ),
        pytest.param(
            {"change": 4},
            {
                "previous_plan": [
                    {"staff_id": "T1", "demand_id": "D1", "day": 1, "slot": 1},
                    {"staff_id": "T1", "demand_id": "D1", "day": 2, "slot": 1},
                    {"staff_id": "gone", "demand_id": "D1", "day": 2, "slot": 1},
                ]
            },
            2 * 4,
            id="change",
        ),
        pytest.param(
            {"short_minute": 2},
            {"staff": [{"min_hours_week": "0.675"}]},
            2 * 1,
            id="short_minute of 40.5 minutes, half up",
        ),
        pytest.param(
            {"long_road": 2, "unmet": 1000},
            {"rules": {"equity": {"fair_road_min_week": 15}}},
            2 * 5,
            id="long_road",
        ),
        pytest.param(
            {"long_road": 2, "unmet": 1000},
            {"staff": [{"fair_road_min_week": 16}]},
            2 * 4,
            id="long_road of a person",
        ),
        pytest.param(
            {"pair_short": 8},
            {
                "pairs": [{"site_id": "A", "group": "g", "min_sessions": 3}],
                "sites": [{"site_id": "H", "group": "g"}, {"site_id": "A"}],
            },
            2 * 8,
            id="pair_short",
        ),
        pytest.param(
            {"chain_gap": 9},
            {"chains": [{"chain_id": "c", "skill": "pe", "site_id": "A", "min_sessions": 2}]},
            9,
            id="chain_gap",
        ),
        pytest.param(
            {},
            {"pins": [{"kind": "prefer", "day": 3, "weight": 11}]},
            -11,
            id="prefer",
        ),
        pytest.param(
            {"unmet": 1000},
            {
                "demands": [{"slots": "1-1;2-1"}],
                "pins": [
                    {"kind": "avoid", "day": 1, "weight": 11},
                    {"kind": "avoid", "slot": 1, "weight": 2},
                ],
            },
            2,
            id="avoid",
        ),
    ],
)
def test_the_optimum_pays_the_term(weights, given, objective):
    assert solve(weights, **given)[0] == objective


def test_a_session_that_costs_more_than_it_earns_is_left_out():
    assert len(solve({"unmet": 19, "travel": 1})[1]) == 0
    assert len(solve({"unmet": 21, "travel": 1})[1]) == 1


def test_a_detour_that_is_shorter_than_the_direct_road_is_taken_only_with_a_session():
    travel = [
        {"origin": "H", "destination": "A", "minutes": 5},
        {"origin": "A", "destination": "B", "minutes": 5},
        {"origin": "H", "destination": "B", "minutes": 60},
    ]
    at_b = {"demand_id": "D2", "site_id": "B", "slots": "1-2"}
    at_a = {"demand_id": "D1", "site_id": "A", "sessions": 2, "max_per_day": 2, "slots": "1-1;1-3"}
    weights = {"unmet": 1000, "travel": 1}
    assert solve(weights, travel=travel, leg_min=None, demands=[at_b])[0] == 120
    assert solve(weights, travel=travel, leg_min=None, demands=[at_b, at_a])[0] == 20
