"""Routes chosen for a team must meet: against every plan of a day."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascents import enumerate_within
from bruteforce import optimum
from builders import make_problem
from patience import ENDLESS
from sharepool import solve
from sharepool.engine.columns.meetings import Meetings
from sharepool.engine.columns.mip_process import MipBuilder
from sharepool.engine.columns.pricing import Moment
from sharepool.engine.instance.preparation import prepare

PLACES = ("H", "A", "B", "C")


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def make_day(demands, travel, roles, people=2, begins=range(480, 720, 20), pins=()):
    """Return a day of slots of twenty minutes, people and roles."""
    bells = [
        {"slot": number, "start": clock(begin), "end": clock(begin + 20)}
        for number, begin in enumerate(begins, 1)
    ]
    return make_problem(
        sites=[{"site_id": place} for place in PLACES],
        staff=[{"staff_id": f"T{number}"} for number in range(1, people + 1)],
        bells=bells,
        demands=demands,
        travel=travel,
        roles=roles,
        pins=pins,
        rules={"weights": {"site_link": 0, "extra_staff": 0}},
    )


def draw_day(seed):
    """Return a day on which who must meet has other sessions too."""
    random = Random(seed)
    minutes = [5, 10, 15, 25, 40]
    travel = [
        {"origin": a, "destination": b, "minutes": random.choice(minutes)}
        for a in PLACES
        for b in PLACES
        if a != b
    ]
    demands, roles = [], []
    people = random.choice([2, 3])
    for number in range(5 - people):
        name, slots = f"D{number}", sorted(random.sample(range(1, 13), 2))
        demands.append(
            {
                "demand_id": name,
                "site_id": random.choice(PLACES[1:]),
                "slots": ";".join(f"1-{slot}" for slot in slots),
                "min_sessions": random.choice([0, 0, 1]),
            }
        )
        if number < 2:
            second = {"demand_id": name, "role": "second", "skill": "pe"}
            second |= {"optional": random.random() < 0.3}
            roles += [{"demand_id": name, "role": "first", "skill": "pe"}, second]
    return make_day(demands, travel, roles, people=people)


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 2**20))
def test_a_choice_of_routes_that_meet_is_proven(seed):
    problem = draw_day(seed)
    best = optimum(problem)
    if best is None:
        return
    state = enumerate_within(prepare(problem), best[0] + 800, work=2.0)
    assert state.objective == state.bound == best[0]
    result = solve(problem, stop=ENDLESS, workers=2)
    assert result.objective == result.bound == best[0]


@pytest.fixture
def crossed():
    """Two people who would each rather make the round the other way, and must meet twice."""
    travel = [{"origin": a, "destination": b, "minutes": 10} for a, b in permutations("HAB", 2)]
    demands = [
        {"demand_id": name, "site_id": name, "min_sessions": 1, "slots": "1-1;1-2;1-3"}
        for name in "AB"
    ]
    roles = [
        {"demand_id": name, "role": role, "skill": "pe"}
        for name in "AB"
        for role in ("first", "second")
    ]
    pins = [
        {"staff_id": who, "demand_id": what, "slot": 1, "kind": "prefer", "weight": 50}
        for who, what in (("T1", "A"), ("T2", "B"))
    ]
    return make_day(demands, travel, roles, begins=(480, 510, 560), pins=pins)


def test_people_who_would_go_opposite_ways_are_not_thought_to_meet(crossed, monkeypatch):
    best = optimum(crossed)[0]
    instance = prepare(crossed)
    assert enumerate_within(instance, best + 40).bound == best
    monkeypatch.setattr(Meetings, "close", lambda _: None)
    assert enumerate_within(instance, best + 40).bound < best


def test_routes_begin_together_as_soon_as_the_last_of_them_can(crossed):
    instance = prepare(crossed)
    event, first, second = 0, 1, 2
    assert instance.tasks[event].is_event
    meetings = Meetings(instance, MipBuilder())
    meetings.add(7, 0, (Moment(first, 480, 560, 30), Moment(4, 510, 700, 20)))
    meetings.add(8, 1, (Moment(second, 500, 600, 25), Moment(5, 525, 700, 20)))
    meetings.close()
    assert meetings.begins({7, 8}) == {0: 500, 3: 530}
