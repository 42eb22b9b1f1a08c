"""Each hard rule as the exact model has it: what is just allowed is used, what is not is not."""

import pytest

from builders import make_problem
from sharepool.engine.cpsat import solve_exact
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.result import Status
from sharepool.rules import check
from sharepool.rules.scoring import score

TWO_PLACES = [{"demand_id": "D1", "site_id": "A"}, {"demand_id": "D2", "site_id": "B"}]
TWO_PEOPLE = [{"staff_id": "T1"}, {"staff_id": "T2"}]


def best(**given):
    """Return the outcome for a problem and its plan, which the checker and the scorer accept."""
    problem = make_problem(**given)
    instance = prepare(problem)
    outcome = solve_exact(instance)
    if outcome.options is None:
        return outcome, None
    plan = instance.decode(outcome.options)
    assert check(problem, plan) == ()
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == outcome.bound == score(problem, plan).objective
    return outcome, plan


def delivered(**given):
    return len(best(**given)[1])


def on(*starts, **cells):
    """Demand rows D1, D2, … at A, one each with its allowed starts."""
    return [{"demand_id": f"D{n}", "slots": start, **cells} for n, start in enumerate(starts, 1)]


def at(*times):
    """Bells of sessions between the given times, one slot each."""
    return [
        {"slot": slot, "start": start, "end": end} for slot, (start, end) in enumerate(times, 1)
    ]


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        pytest.param(
            {"skills": [{"staff_id": "T1", "skill": "pe", "level": 2}]},
            {"skills": [{"staff_id": "T1", "skill": "pe", "level": 1}]},
            id="H01 level",
        ),
        pytest.param(
            {"availability": [{"staff_id": "T1", "day": 1, "start": "08:00", "end": "08:40"}]},
            {"availability": [{"staff_id": "T1", "day": 1, "start": "08:01", "end": "08:40"}]},
            id="H02 window",
        ),
        pytest.param(
            {"absences": [{"staff_id": "T1", "from": "2026-03-02T08:40", "until": "2026-03-09"}]},
            {"absences": [{"staff_id": "T1", "from": "2026-03-02T08:39", "until": "2026-03-09"}]},
            id="H02 absence",
        ),
        pytest.param(
            {"rules": {"day": {"earliest_departure": "07:50"}}},
            {"rules": {"day": {"earliest_departure": "07:51"}}},
            id="H06 departure",
        ),
        pytest.param(
            {"rules": {"day": {"latest_return": "08:50"}}},
            {"rules": {"day": {"latest_return": "08:49"}}},
            id="H06 return",
        ),
        pytest.param(
            {"rules": {"limits": {"max_leg_min": 10}}},
            {"rules": {"limits": {"max_leg_min": 9}}},
            id="H08 leg from home",
        ),
        pytest.param(
            {"rules": {"limits": {"max_travel_min_day": 20}}},
            {"rules": {"limits": {"max_travel_min_day": 19}}},
            id="H09 road",
        ),
        pytest.param(
            {"staff": [{"max_hours_week": "0.67"}]},
            {"staff": [{"max_hours_week": "0.66"}]},
            id="H12 hours",
        ),
        pytest.param(
            {"staff": [{"max_hours_week": 1}], "rules": {"limits": {"count_travel_as_work": True}}},
            {
                "staff": [{"max_hours_week": "0.99"}],
                "rules": {"limits": {"count_travel_as_work": True}},
            },
            id="H12 hours with the road",
        ),
        pytest.param(
            {"pins": [{"kind": "forbid", "staff_id": "T1", "day": 2}]},
            {"pins": [{"kind": "forbid", "staff_id": "T1", "day": 1}]},
            id="H16 forbid",
        ),
    ],
)
def test_one_session_is_possible_only_inside_the_limit(inside, outside):
    demands = on("1-1", min_level=2 if "skills" in inside else 1)
    assert delivered(demands=demands, **inside) == 1
    assert delivered(demands=demands, **outside) == 0


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        pytest.param(
            {"bells": at(("08:00", "08:40"), ("08:50", "09:30")), "demands": TWO_PLACES},
            {"bells": at(("08:00", "08:40"), ("08:49", "09:30")), "demands": TWO_PLACES},
            id="H05 drivable",
        ),
        pytest.param(
            {"bells": at(("10:00", "11:00"), ("12:00", "12:40")), "demands": TWO_PLACES},
            {"bells": at(("10:00", "11:06"), ("12:00", "12:40")), "demands": TWO_PLACES},
            id="H07 lunch besides the road",
        ),
        pytest.param(
            {"bells": at(("10:00", "11:15"), ("12:00", "12:40"))},
            {"bells": at(("10:00", "11:16"), ("12:00", "12:40"))},
            id="H07 lunch at one place",
        ),
        pytest.param(
            {"demands": TWO_PLACES, "rules": {"limits": {"max_travel_min_day": 30}}},
            {"demands": TWO_PLACES, "rules": {"limits": {"max_travel_min_day": 29}}},
            id="H09 road",
        ),
        pytest.param(
            {"staff": [{"max_sessions_day": 2}]}, {"staff": [{"max_sessions_day": 1}]}, id="H10 day"
        ),
        pytest.param(
            {"staff": [{"max_sessions_week": 2}]},
            {"staff": [{"max_sessions_week": 1}]},
            id="H10 week",
        ),
        pytest.param(
            {"demands": TWO_PLACES, "staff": [{"max_sites_day": 2}]},
            {"demands": TWO_PLACES, "staff": [{"max_sites_day": 1}]},
            id="H11 places of a day",
        ),
        pytest.param(
            {"demands": TWO_PLACES, "staff": [{"max_sites_week": 2}]},
            {"demands": TWO_PLACES, "staff": [{"max_sites_week": 1}]},
            id="H11 places of a week",
        ),
        pytest.param(
            {"demands": on("1-1", "2-1"), "staff": [{"max_days_week": 2}]},
            {"demands": on("1-1", "2-1"), "staff": [{"max_days_week": 1}]},
            id="H11 days",
        ),
        pytest.param(
            {"demands": [{"sessions": 2, "max_per_day": 2}]},
            {"demands": [{"sessions": 2, "max_per_day": 1}]},
            id="H13 sessions a day",
        ),
        pytest.param(
            {"demands": [{"sessions": 2, "min_gap_days": 3, "slots": "1-1;4-1"}]},
            {"demands": [{"sessions": 2, "min_gap_days": 4, "slots": "1-1;4-1"}]},
            id="H13 days apart",
        ),
        pytest.param(
            {
                "demands": [{"sessions": 3, "max_per_day": 2, "min_gap_days": 5}],
                "bells": at(("08:00", "08:40"), ("09:00", "09:40"), ("10:00", "10:40")),
            },
            {"demands": [{"sessions": 3, "max_per_day": 1, "min_gap_days": 5}]},
            id="H13 several sessions on a day in use",
        ),
        pytest.param(
            {
                "staff": TWO_PEOPLE,
                "demands": [{"sessions": 2, "max_staff": 2, "max_per_day": 2, "slots": "1-1"}],
            },
            {
                "staff": TWO_PEOPLE,
                "demands": [{"sessions": 2, "max_staff": 1, "max_per_day": 2, "slots": "1-1"}],
            },
            id="H14 people",
        ),
        pytest.param(
            {
                "staff": TWO_PEOPLE,
                "demands": on("1-1", "1-1"),
                "sites": [{"site_id": "H"}, {"site_id": "A", "capacity": 2}],
            },
            {
                "staff": TWO_PEOPLE,
                "demands": on("1-1", "1-1"),
                "sites": [{"site_id": "H"}, {"site_id": "A", "capacity": 1}],
            },
            id="H15 capacity",
        ),
        pytest.param(
            {
                "staff": TWO_PEOPLE,
                "demands": [{"cohort": "c1"}, {"demand_id": "D2", "cohort": "c2"}],
                "bells": at(("08:00", "08:40")),
            },
            {
                "staff": TWO_PEOPLE,
                "demands": [{"cohort": "c1"}, {"demand_id": "D2", "cohort": "c1"}],
                "bells": [{"slot": 1, "start": "08:00", "end": "08:40", "days": "1"}],
            },
            id="H15 cohort",
        ),
    ],
)
def test_a_second_session_is_possible_only_inside_the_limit(inside, outside):
    # One day only, unless the demands say otherwise.
    one_day = on("1-1..8", "1-1..8")

    def count(given):
        demands = [
            {"slots": "" if row.get("min_gap_days") else "1-1..8", **row}
            for row in given.get("demands", one_day)
        ]
        return delivered(**{**given, "demands": demands})

    assert count(inside) > count(outside) >= 1


def test_a_person_is_never_at_two_sessions_at_once():
    assert delivered(demands=on("1-1", "1-1")) == 1


def test_the_last_session_before_noon_decides_about_lunch():
    bells = at(("08:00", "08:40"), ("10:50", "11:30"), ("12:10", "12:50"))
    demands = on("1-1", "1-2", "1-3")
    assert delivered(bells=bells, demands=demands, rules={"day": {"lunch_min": 40}}) == 3
    assert delivered(bells=bells, demands=demands, rules={"day": {"lunch_min": 41}}) == 2


def test_a_stop_on_the_way_may_cut_a_leg_that_is_too_long():
    far = [
        {"origin": "H", "destination": "A", "minutes": 50},
        {"origin": "A", "destination": "B", "minutes": 50},
        {"origin": "H", "destination": "B", "minutes": 90},
    ]
    demands = [
        {"demand_id": "D1", "site_id": "A", "slots": "1-1", "sessions": 1},
        {"demand_id": "D2", "site_id": "B", "slots": "1-3"},
        {"demand_id": "D3", "site_id": "A", "slots": "1-5"},
    ]
    limits = {"limits": {"max_leg_min": 60, "max_travel_min_day": 200}}
    assert delivered(travel=far, leg_min=None, demands=demands, rules=limits) == 3
    assert delivered(travel=far, leg_min=None, demands=demands[:2], rules=limits) == 1


def test_a_remote_session_is_taken_at_home_and_counts_at_the_site():
    demands = on("1-1", "1-1")
    demands[0]["delivery"] = "remote"
    sites = [{"site_id": "H"}, {"site_id": "A", "capacity": 1}]
    outcome, plan = best(demands=demands, sites=sites, staff=TWO_PEOPLE)
    assert [row.demand_id for row in plan] == ["D1"]
    assert outcome.objective == 1000


def test_an_employer_has_hours_for_all_its_people_together():
    def count(hours):
        return delivered(
            staff=[{"staff_id": "T1", "employer": "e"}, {"staff_id": "T2", "employer": "e"}],
            demands=on("1-1", "1-1"),
            rules={"employers": {"e": {"max_hours_week": hours}}},
        )

    assert count("1.34") == 2
    assert count("1.33") == 1


def test_a_minimum_is_met_though_it_costs_more_than_it_is_worth():
    free = {"weights": {"unmet": 0, "below_floor": 0}}
    assert delivered(rules=free) == 0
    assert delivered(rules=free, demands=[{"min_sessions": 1}]) == 1


def test_a_required_pin_is_met():
    pins = [{"kind": "require", "demand_id": "D1", "day": 4, "slot": 3}]
    _, plan = best(pins=pins)
    assert [(row.day, row.slot) for row in plan] == [(4, 3)]


def test_a_strict_pair_brings_people_of_the_group():
    sites = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "group": "g"}]
    staff = [{"staff_id": "T1"}, {"staff_id": "T2", "home_site": "B"}]
    far = [{"origin": "B", "destination": "A", "minutes": 60}]
    pair = {"site_id": "A", "group": "g", "strict": 1}
    free = {"weights": {"pair_short": 0}}
    _, plan = best(sites=sites, staff=staff, travel=far, rules=free)
    assert [row.staff_id for row in plan] == ["T1"]
    _, plan = best(sites=sites, staff=staff, travel=far, rules=free, pairs=[pair])
    assert [row.staff_id for row in plan] == ["T2"]


def test_nobody_comes_from_a_site_that_is_not_neutral_however_its_signs_are_set():
    sites = [{"site_id": "H（东）"}, {"site_id": "A"}]
    staff = [{"home_site": "H（东）"}]
    assert delivered(sites=sites, staff=staff) == 1
    assert delivered(sites=sites, staff=staff, demands=[{"neutral": "H（东）"}]) == 0


@pytest.mark.parametrize(
    "impossible",
    [
        {"demands": [{"sessions": 2, "min_sessions": 2, "slots": "1-1"}]},
        {"pins": [{"kind": "require", "staff_id": "T1", "day": 7}]},
        {"pairs": [{"site_id": "A", "group": "g", "strict": 1}]},
    ],
    ids=["minimum", "require", "strict pair"],
)
def test_what_cannot_hold_is_infeasible(impossible):
    outcome, _ = best(**impossible)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.objective is None
    assert outcome.bound is None


def test_a_problem_without_demands_has_an_empty_plan():
    outcome, plan = best(demands=[])
    assert outcome.objective == 0
    assert len(plan) == 0
