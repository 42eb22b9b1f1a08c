"""Why a problem has no plan: what is named is the case, proven, and no more than needed."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings

from bruteforce import optimum, plans
from builders import make_problem
from patience import ENDLESS
from sharepool.engine.cpsat import is_possible
from sharepool.engine.cpsat.infeasibility import find_conflict, hard_minimums, relax
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.params import DEFAULTS
from sharepool.problem.result import Conflict, HardMinimum
from strategies import problems
from tuning import tuned

LARGE = tuned(infeasibility={"most_size": 0})
"""Every problem counts as too large for the whole model."""


def conflict_of(params=DEFAULTS, **given):
    return find_conflict(prepare(make_problem(**given)), seconds=ENDLESS, params=params)


def minimum(row, needed=1):
    return HardMinimum("min_sessions", row, needed)


def together(*starts):
    """Demands with one session each that must be delivered, at their only start."""
    return [
        {"demand_id": f"D{n}", "slots": start, "min_sessions": 1}
        for n, start in enumerate(starts, 1)
    ]


def test_without_minimums_there_is_no_conflict():
    assert conflict_of() is None


def test_minimums_that_can_hold_are_no_conflict():
    assert conflict_of(demands=together("1-1", "1-2")) is None


def test_each_minimum_that_nobody_may_take_is_named():
    demands = [
        {"demand_id": "D1", "skill": "swim", "min_sessions": 1},
        {"demand_id": "D2", "min_sessions": 1},
        {"demand_id": "D3", "skill": "ski", "min_sessions": 1},
    ]
    assert conflict_of(demands=demands) == Conflict((minimum(0), minimum(2)), proven=True)


@pytest.mark.parametrize(
    "days",
    [
        {"slots": "1-1;2-1", "sessions": 3, "min_sessions": 3},
        {"slots": "1-1;2-1;3-1", "sessions": 3, "min_sessions": 3, "min_gap_days": 2},
        {"sessions": 3, "min_sessions": 3, "min_gap_days": 9},
    ],
)
def test_a_minimum_that_its_days_cannot_hold_is_named(days):
    assert conflict_of(demands=[days]) == Conflict((minimum(0, 3),), proven=True)


def test_a_minimum_is_capped_by_what_is_wanted():
    assert conflict_of(demands=[{"sessions": 0, "min_sessions": 1}]) is None


def test_a_dormant_minimum_is_not_asked_for():
    assert conflict_of(demands=[{"min_sessions": 1, "season_until": "2026-01-01"}]) is None


def test_a_required_pin_that_nothing_matches_is_named():
    pins = [{"kind": "prefer", "weight": 1}, {"kind": "require", "day": 7}]
    assert conflict_of(pins=pins) == Conflict((HardMinimum("require", 1, 1),), proven=True)


def test_a_strict_pair_without_people_of_the_group_is_named():
    pairs = [{"site_id": "A", "group": "g", "min_sessions": 1, "strict": 1}]
    assert conflict_of(pairs=pairs) == Conflict((HardMinimum("strict_pair", 0, 1),), proven=True)


def test_two_minimums_at_one_moment_are_named_and_the_rest_is_not():
    demands = together("3-1", "1-1", "2-1", "1-1", "4-1")
    assert conflict_of(demands=demands) == Conflict((minimum(1), minimum(3)), proven=True)


def test_a_minimum_and_a_pin_can_contradict_each_other():
    pins = [{"kind": "require", "demand_id": "D2", "day": 1, "slot": 1}]
    demands = [*together("1-1"), {"demand_id": "D2"}]
    expected = Conflict((minimum(0), HardMinimum("require", 0, 1)), proven=True)
    assert conflict_of(demands=demands, pins=pins) == expected


def test_a_minimum_that_the_road_forbids_is_named():
    demands = together("1-1")
    rules = {"limits": {"max_travel_min_day": 150, "max_leg_min": 9}}
    assert conflict_of(demands=demands, rules=rules) == Conflict((minimum(0),), proven=True)


def test_a_large_problem_is_diagnosed_without_its_other_tasks():
    demands = [*together("1-1", "2-1", "1-1"), {"demand_id": "D4", "sessions": 3}]
    assert conflict_of(LARGE, demands=demands) == Conflict((minimum(0), minimum(2)), proven=True)


def test_in_a_large_problem_the_road_between_minimums_counts():
    demands = together("1-1", "1-2")
    demands[1]["site_id"] = "B"

    def conflict(minutes):
        # The gap is 20 minutes; by way of home it takes 30.
        between = [
            {"origin": origin, "destination": destination, "minutes": minutes}
            for origin, destination in (("A", "B"), ("B", "A"))
        ]
        return conflict_of(LARGE, demands=demands, travel=between, leg_min=15)

    assert conflict(20) is None
    assert conflict(21) == Conflict((minimum(0), minimum(1)), proven=True)


def test_what_is_not_proven_in_time_is_said_so():
    instance = prepare(make_problem(demands=together("1-1", "1-1")))
    conflict = find_conflict(instance, seconds=0)
    assert not conflict.proven
    assert conflict.requirements in {(minimum(0),), (minimum(1),)}


def test_a_cancelled_diagnosis_ends():
    cancel = threading.Event()
    cancel.set()
    instance = prepare(make_problem(demands=together("1-1", "1-1")))
    assert not find_conflict(instance, seconds=ENDLESS, cancel=cancel).proven


tiny = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(problems(teams=True, max_candidates=8))
def test_there_is_a_conflict_just_when_there_is_no_plan(problem):
    conflict = find_conflict(prepare(problem), seconds=ENDLESS)
    assert (conflict is None) == (optimum(problem) is not None)


@tiny
@given(problems(teams=True, max_candidates=8))
def test_whatever_has_a_plan_is_possible_when_relaxed(problem):
    instance = prepare(problem)
    keys = {(one.kind, one.row) for one in hard_minimums(instance)}
    if next(iter(plans(problem)), None) is not None:
        assert is_possible(relax(instance), keys) is True
