"""Sessions at a venue: people and room are the venue's, all else is the school's."""

import pytest

from builders import make_plan, make_problem
from sharepool.report.tables.timetables import list_timetables
from sharepool.rules import check, find_lapsed
from sharepool.rules.scoring import score
from sharepool.solving.solver import solve

TWO_PEOPLE = [{"staff_id": "T1"}, {"staff_id": "T2"}]
AT_B = {"venue_site": "B"}
ROADS = [
    {"origin": "H", "destination": "B", "minutes": 25},
    {"origin": "H", "destination": "A", "minutes": 7},
]


def broken(problem, *rows):
    return [(one.code, one.kind) for one in check(problem, make_plan(*rows))]


def skating(*demands, **tables):
    """Demands at A with a venue B, unless they say otherwise; two people."""
    return make_problem(staff=TWO_PEOPLE, demands=[{**AT_B, **row} for row in demands], **tables)


def test_people_go_to_the_venue():
    problem = skating({}, travel=ROADS)
    scored = score(problem, make_plan(("T1", "D1", 1, 2)))
    assert scored.travel_min == 25 + 10
    assert scored.terms["site_link"] == problem.rules.weights.site_link
    near = problem.with_rules("limits.max_leg_min", 24)
    assert broken(near, ("T1", "D1", 1, 2)) == [("H08", "long")]


def test_floors_chains_pairs_and_pins_are_the_schools():
    problem = make_problem(
        sites=[{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}],
        demands=[AT_B],
        pairs=[{"site_id": "A", "group": "g"}, {"site_id": "B", "group": "g"}],
        chains=[{"chain_id": "c", "skill": "pe", "site_id": name} for name in "AB"],
        pins=[{"kind": "prefer", "site_id": name, "weight": 5} for name in "AB"],
        rules={"equity": {"floor": 1}},
    )
    terms = score(problem, make_plan(("T1", "D1", 1, 2))).terms
    weights = problem.rules.weights
    assert (terms["unmet"], terms["below_floor"], terms["preference"]) == (0, 0, -5)
    assert terms["pair_short"] == weights.pair_short  # to B, which gets nothing
    assert terms["chain_gap"] == weights.chain_gap


@pytest.mark.parametrize(
    ("transfer_min", "slot", "is_open"),
    [(None, 1, False), (0, 1, True), (None, 2, True), (60, 2, True), (61, 2, False)],
)
def test_h03_the_bus_leaves_after_the_first_bell(transfer_min, slot, is_open):
    problem = skating({"transfer_min": transfer_min})
    expected = [] if is_open else [("H03", "ride")]
    assert broken(problem, ("T1", "D1", 1, slot)) == expected


@pytest.mark.parametrize(("transfer_min", "is_open"), [(20, True), (21, False)])
def test_h03_the_bus_is_back_by_the_end_of_the_day(transfer_min, is_open):
    demand = {"transfer_min": transfer_min, "kind": "club", "site_id": "A"}
    problem = skating(demand, rules={"day": {"latest_return": "17:00"}})
    assert broken(problem, ("T1", "D1", 1, 8)) == ([] if is_open else [("H03", "ride")])


def test_without_a_minute_given_the_ride_is_the_road_by_bus():
    by_bus = [{"origin": "A", "destination": "B", "minutes": 70, "mode": "bus"}]
    assert broken(skating({}, travel=by_bus), ("T1", "D1", 1, 2)) == [("H03", "ride")]
    no_way = [{"origin": "A", "destination": "B", "minutes": "none", "mode": "bus"}]
    assert broken(skating({}, travel=no_way), ("T1", "D1", 1, 6)) == [("H03", "ride")]


@pytest.mark.parametrize(("transfer_min", "slot"), [(20, 2), (20, 4), (21, 2), (21, 4)])
def test_h15_a_class_is_busy_on_its_way(transfer_min, slot):
    away = {"cohort": "c", "transfer_min": transfer_min}
    at_school = {"demand_id": "D2", "cohort": "c", "venue_site": None}
    rows = ("T1", "D1", 1, 3), ("T2", "D2", 1, slot)
    expected = [] if transfer_min == 20 else [("H15", "ride")]
    assert broken(skating(away, at_school), *rows) == expected


@pytest.mark.parametrize(("transfer_min", "is_legal"), [(10, True), (11, False)])
def test_h15_a_class_rides_back_between_two_sessions_away(transfer_min, is_legal):
    away = [
        {"demand_id": f"D{number}", "cohort": "c", "transfer_min": transfer_min}
        for number in (1, 2)
    ]
    rows = ("T1", "D1", 1, 2), ("T2", "D2", 1, 3)
    assert broken(skating(*away), *rows) == ([] if is_legal else [("H15", "ride")])


def test_h15_the_room_is_the_venues():
    sites = [{"site_id": "H"}, {"site_id": "A", "capacity": 0}, {"site_id": "B", "capacity": 1}]
    there = {"demand_id": "D2", "site_id": "B", "venue_site": None}
    problem = skating({}, there, sites=sites)
    assert broken(problem, ("T1", "D1", 1, 2)) == []
    (found,) = check(problem, make_plan(("T1", "D1", 1, 2), ("T2", "D2", 1, 2)))
    assert (found.code, found.kind, found.site_id, found.amount) == ("H15", "capacity", "B", 2)


@pytest.mark.parametrize(("site_id", "expected"), [("A", []), ("B", [("H15", "closure")])])
def test_h15_closures_are_the_venues(site_id, expected):
    problem = skating({}, closures=[{"site_id": site_id, "day": 1}])
    plan = make_plan(("T1", "D1", 1, 2))
    assert broken(problem, *[("T1", "D1", 1, 2)]) == expected
    assert len(find_lapsed(problem, plan)) == len(expected)


def test_a_closed_venue_makes_a_demand_dormant():
    sites = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "open_from": "2026-03-03"}]
    problem = skating({}, sites=sites)
    assert problem.wanted_of["D1"] == 0
    (found, *_) = check(problem, make_plan(("T1", "D1", 1, 2)))
    assert (found.code, found.kind, found.site_id) == ("H03", "closed", "B")


def test_a_venue_that_is_the_site_is_none():
    problem = skating({"venue_site": "A", "transfer_min": 90, "cohort": "c"}, travel=ROADS)
    assert broken(problem, ("T1", "D1", 1, 1)) == []
    assert score(problem, make_plan(("T1", "D1", 1, 1))).travel_min == 7 + 10


def test_a_team_keeps_its_class_until_the_longest_role_ends():
    demand = {"cohort": "c", "periods": 2, "transfer_min": 20}
    roles = [{"demand_id": "D1", "role": "lead", "periods": 1}]
    after = {"demand_id": "D2", "cohort": "c", "venue_site": None}
    problem = skating(demand, after, roles=roles)
    # The lead leaves at 9:40, so the class is back at ten.
    assert broken(problem, ("T1", "D1", 1, 2, "lead"), ("T2", "D2", 1, 3)) == []


def test_a_class_with_lessons_at_every_slot_but_those_of_its_ride():
    """Of the slots of one morning, the ride leaves the class its first and no other."""
    away = {"cohort": "c", "transfer_min": 20, "slots": "1-3"}
    at_school = {
        "demand_id": "D2",
        "cohort": "c",
        "venue_site": None,
        "sessions": 4,
        "max_per_day": 4,
        "slots": "1-1..4",
    }
    for transfer_min, delivered in ((20, 4), (21, 2)):
        problem = skating({**away, "transfer_min": transfer_min, "priority": 9}, at_school)
        result = solve(problem, stop=60, workers=1)
        assert result.objective == result.bound
        assert len(result.plan) == delivered


def test_timetables_say_when_the_bus_leaves_and_whose_class_comes():
    problem = skating({"transfer_min": 15, "cohort": "c"})
    frame = list_timetables(problem, make_plan(("T1", "D1", 1, 2)))
    cells = ["site_id", "cohort", "delivery", "school_name", "venue_name", "bus_leaves", "bus_back"]
    assert frame[cells].to_numpy().tolist() == [
        ["A", "c", "onsite", "", "B", "08:45", "09:55"],
        ["B", "c", "guest", "A", "", "", ""],
    ]
