"""H10 to H12: a person's load and an employer's, just inside and just outside."""

import pytest

from builders import make_plan, make_problem
from sharepool.rules import check

MANY = {"sessions": 20, "max_per_day": 9, "max_staff": 9}
AT_ALL_SITES = [
    {"demand_id": "D1", "site_id": "A", **MANY},
    {"demand_id": "D2", "site_id": "B", **MANY},
    {"demand_id": "D3", "site_id": "H", **MANY},
    {"demand_id": "D4", "site_id": "B", "delivery": "remote", **MANY},
]


def broken(problem, *rows):
    return [
        (found.code, found.kind, found.amount, found.limit)
        for found in check(problem, make_plan(*rows))
    ]


@pytest.mark.parametrize(("limit", "ok"), [(3, True), (2, False)])
def test_h10_sessions_a_day(limit, ok):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sessions_day": limit}])
    rows = [("T1", "D1", 1, slot) for slot in (1, 2, 3)] + [("T1", "D1", 2, 1)]
    assert broken(problem, *rows) == ([] if ok else [("H10", "day", 3, 2)])


@pytest.mark.parametrize(("limit", "ok"), [(3, True), (2, False)])
def test_h10_sessions_a_week(limit, ok):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sessions_week": limit}])
    rows = [("T1", "D1", day, 1) for day in (1, 2, 3)]
    assert broken(problem, *rows) == ([] if ok else [("H10", "week", 3, 2)])


def test_h10_the_rules_hold_where_there_is_no_own_limit():
    problem = make_problem(demands=AT_ALL_SITES, rules={"limits": {"max_sessions_day": 1}})
    rows = [("T1", "D1", 1, 1), ("T1", "D1", 1, 2)]
    assert broken(problem, *rows) == [("H10", "day", 2, 1)]


def test_h10_an_own_limit_of_zero_is_a_limit():
    problem = make_problem(staff=[{"max_sessions_week": 0}])
    assert broken(problem, ("T1", "D1", 1, 1)) == [("H10", "week", 1, 0)]


@pytest.mark.parametrize(("limit", "ok"), [(3, True), (2, False)])
def test_h11_places_a_day_include_home(limit, ok):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sites_day": limit}])
    rows = [("T1", "D1", 1, 1), ("T1", "D2", 1, 2), ("T1", "D3", 1, 3), ("T1", "D1", 1, 4)]
    assert broken(problem, *rows) == ([] if ok else [("H11", "sites_day", 3, 2)])


def test_h11_home_without_a_session_is_no_place():
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sites_day": 1, "max_sites_week": 1}])
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D1", 2, 1)) == []


def test_h11_a_remote_session_is_at_home():
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sites_day": 1}])
    assert broken(problem, ("T1", "D3", 1, 1), ("T1", "D4", 1, 2)) == []
    assert broken(problem, ("T1", "D2", 1, 1), ("T1", "D4", 1, 2)) == [("H11", "sites_day", 2, 1)]


@pytest.mark.parametrize(("limit", "ok"), [(3, True), (2, False)])
def test_h11_places_a_week(limit, ok):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_sites_week": limit}])
    rows = [("T1", "D1", 1, 1), ("T1", "D2", 2, 1), ("T1", "D3", 3, 1), ("T1", "D1", 4, 1)]
    assert broken(problem, *rows) == ([] if ok else [("H11", "sites_week", 3, 2)])


@pytest.mark.parametrize(("limit", "ok"), [(2, True), (1, False)])
def test_h11_days_with_a_session(limit, ok):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_days_week": limit}])
    rows = [("T1", "D1", 1, 1), ("T1", "D1", 1, 2), ("T1", "D3", 5, 1)]
    assert broken(problem, *rows) == ([] if ok else [("H11", "days_week", 2, 1)])


@pytest.mark.parametrize(
    ("hours", "limit_min"),
    # Two sessions of 40 minutes; 80 / 60 = 1.333…
    [("1.34", None), ("1.3333333333333333333333333334", None), ("1.33333", 79), ("1.3", 78)],
)
def test_h12_hours_are_compared_exactly(hours, limit_min):
    problem = make_problem(demands=AT_ALL_SITES, staff=[{"max_hours_week": hours}])
    rows = [("T1", "D1", 1, 1), ("T1", "D1", 2, 1)]
    expected = [] if limit_min is None else [("H12", "person", 80, limit_min)]
    assert broken(problem, *rows) == expected


def test_h12_breaks_within_a_session_are_work():
    problem = make_problem(
        demands=[{"periods": 2}],
        staff=[{"max_hours_week": "1.6"}],
    )
    assert broken(problem, ("T1", "D1", 1, 1)) == [("H12", "person", 100, 96)]


@pytest.mark.parametrize(("counts", "expected"), [(False, []), (True, [("H12", "person", 60, 59)])])
def test_h12_travel_counts_where_the_rules_say_so(counts, expected):
    problem = make_problem(
        staff=[{"max_hours_week": "0.99"}],
        rules={"limits": {"count_travel_as_work": counts}},
    )
    assert broken(problem, ("T1", "D1", 1, 1)) == expected


@pytest.mark.parametrize(
    ("counts", "hours", "expected"),
    [
        (False, "1.5", []),
        (False, "1.3", [("H12", "employer", 80, 78)]),
        (True, "2", []),
        (True, "1.9", [("H12", "employer", 120, 114)]),
    ],
)
def test_h12_an_employers_people_share_its_budget(counts, hours, expected):
    problem = make_problem(
        staff=[
            {"staff_id": "T1", "employer": "Sports"},
            {"staff_id": "T2", "employer": "Sports"},
            {"staff_id": "T3", "employer": "Schools"},
        ],
        demands=AT_ALL_SITES,
        rules={
            "limits": {"count_travel_as_work": counts},
            "employers": {"Sports": {"max_hours_week": hours}, "Schools": {}},
        },
    )
    rows = [("T1", "D1", 1, 1), ("T2", "D2", 1, 1), ("T3", "D2", 1, 2)]
    assert broken(problem, *rows) == expected
