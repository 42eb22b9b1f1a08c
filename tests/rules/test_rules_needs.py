"""H13 to H16: what demands, sites and pins ask, just inside and just outside."""

import pytest

from builders import SITES, make_plan, make_problem
from sharepool.rules import check

TWO_PEOPLE = [{"staff_id": "T1"}, {"staff_id": "T2"}]
THREE_PEOPLE = [*TWO_PEOPLE, {"staff_id": "T3"}]


def broken(problem, *rows):
    return [(found.code, found.kind) for found in check(problem, make_plan(*rows))]


@pytest.mark.parametrize(("sessions", "kinds"), [(2, []), (1, ["sessions"]), (0, ["sessions"])])
def test_h13_no_more_sessions_than_wanted(sessions, kinds):
    problem = make_problem(demands=[{"sessions": sessions}])
    rows = ("T1", "D1", 1, 1), ("T1", "D1", 2, 1)
    assert broken(problem, *rows) == [("H13", kind) for kind in kinds]


@pytest.mark.parametrize(("limit", "kinds"), [(2, []), (1, ["per_day"])])
def test_h13_sessions_on_one_day(limit, kinds):
    problem = make_problem(demands=[{"sessions": 3, "max_per_day": limit}])
    rows = ("T1", "D1", 1, 1), ("T1", "D1", 1, 2), ("T1", "D1", 2, 1)
    assert broken(problem, *rows) == [("H13", kind) for kind in kinds]


@pytest.mark.parametrize(
    ("gap", "days", "late"),
    [
        (2, (1, 3, 5), []),
        (2, (1, 2, 5), [2]),
        (3, (1, 3, 5), [3, 5]),
        (0, (1, 2), []),
        (1, (1, 2), []),
        (2, (5, 1), []),
    ],
)
def test_h13_days_in_use_are_apart(gap, days, late):
    problem = make_problem(demands=[{"sessions": 5, "min_gap_days": gap}])
    found = check(problem, make_plan(*(("T1", "D1", day, 1) for day in days)))
    assert [(one.kind, one.day) for one in found] == [("gap", day) for day in late]


def test_h13_one_day_twice_is_no_gap():
    problem = make_problem(demands=[{"sessions": 2, "max_per_day": 2, "min_gap_days": 3}])
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D1", 1, 2)) == []


@pytest.mark.parametrize(("minimum", "kinds"), [(1, []), (2, ["minimum"])])
def test_h13_sessions_that_must_take_place(minimum, kinds):
    problem = make_problem(demands=[{"sessions": 3, "min_sessions": minimum}])
    assert broken(problem, ("T1", "D1", 1, 1)) == [("H13", kind) for kind in kinds]


def test_h13_an_empty_plan_misses_every_minimum():
    problem = make_problem(demands=[{"min_sessions": 1}, {"demand_id": "D2"}])
    (found,) = check(problem, make_plan())
    assert (found.code, found.kind, found.demand_id) == ("H13", "minimum", "D1")
    assert (found.amount, found.limit) == (0, 1)


@pytest.mark.parametrize(
    "dormant",
    [{"demands": [{"min_sessions": 1, "season_from": "2026-03-03"}]}, {"closed": True}],
)
def test_h13_a_dormant_demand_has_no_minimum(dormant):
    if dormant.pop("closed", False):
        dormant["sites"] = [{**site, "open_until": "2026-03-07"} for site in SITES]
        dormant["demands"] = [{"min_sessions": 1}]
    assert broken(make_problem(**dormant)) == []


def test_a_dormant_demands_row_still_counts():
    demand = {"season_from": "2026-03-03", "sessions": 1}
    problem = make_problem(demands=[demand], staff=[{"max_sessions_week": 1}])
    rows = ("T1", "D1", 1, 1), ("T1", "D1", 2, 1)
    assert broken(problem, *rows) == [
        ("H03", "season"),
        ("H03", "season"),
        ("H10", "week"),
        ("H13", "sessions"),
    ]


def test_a_row_without_a_time_does_not_count():
    problem = make_problem(
        staff=TWO_PEOPLE,
        demands=[{"sessions": 1, "min_sessions": 1, "slots": "1-1"}],
        pins=[{"kind": "forbid", "day": 2}],
    )
    rows = ("T1", "D1", 1, 1), ("T2", "D1", 2, 1)
    assert broken(problem, *rows) == [("H03", "start")]
    assert broken(problem, rows[1]) == [("H03", "start"), ("H13", "minimum")]


@pytest.mark.parametrize(("limit", "expected"), [(2, []), (1, [("H14", None)])])
def test_h14_different_people_on_a_demand(limit, expected):
    problem = make_problem(staff=TWO_PEOPLE, demands=[{"sessions": 5, "max_staff": limit}])
    rows = ("T1", "D1", 1, 1), ("T2", "D1", 2, 1), ("T1", "D1", 3, 1)
    assert broken(problem, *rows) == expected


def crowd(capacity, cohorts=("", "", ""), **more):
    """Three demands at A, one for each of three people."""
    return make_problem(
        sites=[SITES[0], {"site_id": "A", "capacity": capacity}, SITES[2]],
        staff=THREE_PEOPLE,
        demands=[
            {"demand_id": f"D{number}", "sessions": 2, "cohort": cohort, **more}
            for number, cohort in enumerate(cohorts, start=1)
        ],
    )


def together(slots, people=("T1", "T2", "T3")):
    return [
        (person, f"D{number}", 1, slot)
        for number, (person, slot) in enumerate(zip(people, slots, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("capacity", "slots", "full"),
    [
        (3, (1, 1, 1), []),
        (None, (1, 1, 1), []),
        (2, (1, 1, 1), [(480, 520, 3)]),
        (2, (1, 1, 2), []),
        (1, (1, 2, 3), []),
        (1, (1, 2, 2), [(540, 580, 2)]),
        (0, (1, 2, 2), [(480, 520, 1), (540, 580, 2)]),
    ],
)
def test_h15_capacity_at_any_moment(capacity, slots, full):
    found = check(crowd(capacity), make_plan(*together(slots)))
    assert [(one.start_min, one.end_min, one.amount) for one in found] == full
    assert {(one.code, one.kind, one.site_id, one.day) for one in found} <= {
        ("H15", "capacity", "A", 1)
    }


def test_h15_remote_sessions_fill_the_demands_site():
    problem = crowd(2, delivery="remote")
    assert broken(problem, *together((1, 1, 1))) == [("H15", "capacity")]


def test_h15_one_stretch_for_a_chain_of_overlaps():
    bells = [
        {"slot": 1, "start": "08:00", "end": "09:00"},
        {"slot": 2, "start": "09:00", "end": "10:00"},
    ]
    problem = make_problem(
        bells=bells,
        sites=[SITES[0], {"site_id": "A", "capacity": 1}],
        staff=THREE_PEOPLE,
        demands=[
            {"demand_id": "D1", "periods": 2},
            {"demand_id": "D2"},
            {"demand_id": "D3"},
        ],
    )
    rows = [("T1", "D1", 1, 1), ("T2", "D2", 1, 1), ("T3", "D3", 1, 2)]
    (found,) = check(problem, make_plan(*rows))
    assert (found.start_min, found.end_min, found.amount) == (480, 600, 2)


@pytest.mark.parametrize(
    ("cohorts", "slots", "names"),
    [
        (("c", "c", ""), (1, 2, 1), []),
        (("c", "c", ""), (1, 1, 1), ["c"]),
        (("c", "d", "e"), (1, 1, 1), []),
        (("", "", ""), (1, 1, 1), []),
    ],
)
def test_h15_a_cohort_has_one_session_at_a_time(cohorts, slots, names):
    found = check(crowd(None, cohorts), make_plan(*together(slots)))
    assert [(one.code, one.kind, one.name) for one in found] == [
        ("H15", "cohort", name) for name in names
    ]


def test_h15_a_cohort_meets_itself_within_one_demand():
    problem = make_problem(
        staff=TWO_PEOPLE,
        demands=[{"sessions": 2, "max_per_day": 2, "max_staff": 2, "cohort": "c"}],
    )
    rows = ("T1", "D1", 1, 1), ("T2", "D1", 1, 1)
    assert broken(problem, *rows) == [("H15", "cohort")]


def test_h15_cohorts_of_different_sites_are_different():
    problem = make_problem(
        staff=TWO_PEOPLE,
        demands=[{"cohort": "c"}, {"demand_id": "D2", "site_id": "B", "cohort": "c"}],
    )
    assert broken(problem, ("T1", "D1", 1, 1), ("T2", "D2", 1, 1)) == []


def test_h15_remote_sessions_occupy_the_cohort():
    problem = crowd(None, ("c", "c", ""), delivery="remote")
    assert broken(problem, *together((1, 1, 1))) == [("H15", "cohort")]


CELLS = {"staff_id": "T1", "demand_id": "D1", "site_id": "A", "day": 1, "slot": 2}
OTHERS = {"staff_id": "T2", "demand_id": "D2", "site_id": "B", "day": 2, "slot": 3}


@pytest.mark.parametrize(
    "cells",
    [{}, *({name: value} for name, value in CELLS.items()), {"staff_id": "T1", "day": 1}, CELLS],
)
def test_h16_a_pin_matches_by_its_given_cells(cells):
    row = ("T1", "D1", 1, 2)
    demands = [{}, {"demand_id": "D2", "site_id": "B"}]
    required = make_problem(staff=TWO_PEOPLE, demands=demands, pins=[{"kind": "require", **cells}])
    forbidden = make_problem(staff=TWO_PEOPLE, demands=demands, pins=[{"kind": "forbid", **cells}])
    assert broken(required, row) == []
    assert broken(forbidden, row) == [("H16", "forbid")]


@pytest.mark.parametrize("other", OTHERS)
def test_h16_one_differing_cell_is_no_match(other):
    row = ("T1", "D1", 1, 2)
    cells = {**CELLS, other: OTHERS[other]}
    demands = [{}, {"demand_id": "D2", "site_id": "B"}]
    required = make_problem(staff=TWO_PEOPLE, demands=demands, pins=[{"kind": "require", **cells}])
    forbidden = make_problem(staff=TWO_PEOPLE, demands=demands, pins=[{"kind": "forbid", **cells}])
    assert broken(required, row) == [("H16", "require")]
    assert broken(forbidden, row) == []


def test_h16_a_pin_names_its_row():
    pins = [{"kind": "prefer", "weight": 5}, {"kind": "forbid", "day": 1}]
    (found,) = check(make_problem(pins=pins), make_plan(("T1", "D1", 1, 1)))
    assert found.row == 1


def test_h16_a_required_site_counts_remote_sessions():
    problem = make_problem(
        demands=[{"delivery": "remote"}], pins=[{"kind": "require", "site_id": "A"}]
    )
    assert broken(problem, ("T1", "D1", 1, 1)) == []


GROUPS = [{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B", "group": "h"}]


@pytest.mark.parametrize(
    ("pair", "amount"),
    [
        ({"min_sessions": 1}, None),
        ({"min_sessions": 2}, 1),
        ({"min_sessions": 2, "strict": 0}, None),
        ({"min_sessions": 1, "group": "h"}, None),
        ({"min_sessions": 1, "group": "x"}, 0),
        ({"min_sessions": 1, "site_id": "B"}, 0),
    ],
)
def test_h16_a_strict_pair_gets_sessions_from_its_group(pair, amount):
    problem = make_problem(
        sites=GROUPS,
        staff=[{"staff_id": "T1"}, {"staff_id": "T2", "home_site": "B"}],
        demands=[{"sessions": 2, "max_staff": 2}],
        pairs=[{"site_id": "A", "group": "g", "strict": 1, **pair}],
    )
    found = check(problem, make_plan(("T1", "D1", 1, 1), ("T2", "D1", 2, 1)))
    expected = [] if amount is None else [("H16", "strict_pair", amount)]
    assert [(one.code, one.kind, one.amount) for one in found] == expected


def test_h16_a_strict_pair_counts_remote_sessions_at_the_demands_site():
    problem = make_problem(
        sites=GROUPS,
        demands=[{"delivery": "remote"}],
        pairs=[{"site_id": "A", "group": "g", "strict": 1}],
    )
    assert broken(problem, ("T1", "D1", 1, 1)) == []


def test_h16_a_strict_pair_of_a_closed_site_asks_nothing():
    sites = [GROUPS[0], {"site_id": "A", "open_from": "2026-03-03"}, GROUPS[2]]
    problem = make_problem(sites=sites, pairs=[{"site_id": "A", "group": "g", "strict": 1}])
    assert broken(problem) == []
