"""The matrix of support: what was planned, and who really came."""

from builders import make_plan, make_problem
from sharepool.centre.pairing.report_tables import list_support
from sharepool.problem.plan import Plan

SITES = [
    {"site_id": "H", "group": "east"},
    {"site_id": "W", "group": "west"},
    {"site_id": "N"},
    {"site_id": "A", "name": "Far school", "group": "far"},
    {"site_id": "B", "open_from": "2026-03-04"},
]
STAFF = [
    {"staff_id": "E1", "home_site": "H"},
    {"staff_id": "E2", "home_site": "H"},
    {"staff_id": "W1", "home_site": "W"},
    {"staff_id": "N1", "home_site": "N"},
    {"staff_id": "A1", "home_site": "A"},
]


def rows(pairs, *plan):
    problem = make_problem(sites=SITES, staff=STAFF, demands=[{"sessions": 9}], pairs=pairs)
    frame = list_support(problem, make_plan(*plan))
    assert list(frame.columns)[:3] == ["site_id", "site_name", "group"]
    return [row[:1] + row[2:] for row in frame.itertuples(index=False, name=None)]


def pair(site_id="A", group="east", **cells):
    return {"site_id": site_id, "group": group, **cells}


def test_sessions_of_the_paired_group_count():
    found = rows(
        [pair(min_sessions=4, strict=1)],
        ("E1", "D1", 1, 1), ("E1", "D1", 2, 1), ("E2", "D1", 3, 1),
    )  # fmt: skip
    assert found == [("A", "east", 4, 1, 3, 1, 2)]


def test_others_who_came_have_a_row_without_a_plan():
    found = rows([pair()], ("W1", "D1", 1, 1), ("N1", "D1", 2, 1))
    assert found == [
        ("A", "east", 1, 0, 0, 1, 0),
        ("A", "west", 0, 0, 1, 0, 1),
        ("A", "", 0, 0, 1, 0, 1),
    ]


def test_who_is_based_at_the_school_counts_for_its_pairs_but_does_not_come():
    plan = [("A1", "D1", 1, 1)]
    assert rows([pair()], *plan) == [("A", "east", 1, 0, 0, 1, 0)]
    assert rows([pair(group="far")], *plan) == [("A", "far", 1, 0, 1, 0, 1)]


def test_more_than_planned_is_nothing_missing_and_of_two_rows_the_larger_counts():
    pairs = [pair(min_sessions=1), pair(min_sessions=2), pair(group="west")]
    plan = [("E1", "D1", day, 1) for day in (1, 2, 3)]
    assert rows(pairs, *plan) == [("A", "east", 2, 0, 3, 0, 1), ("A", "west", 1, 0, 0, 1, 0)]


def test_a_school_that_is_not_open_is_planned_nothing():
    assert rows([pair("B")]) == [("B", "east", 0, 0, 0, 0, 0)]
    assert rows([]) == []


def test_a_session_of_two_people_of_the_group_is_one():
    roles = [{"demand_id": "D1", "role": role} for role in ("lead", "assistant")]
    pairs = [pair(min_sessions=2)]
    problem = make_problem(sites=SITES, staff=STAFF, demands=[{}], roles=roles, pairs=pairs)
    team = Plan.of([("E1", "D1", 1, 1, "lead"), ("E2", "D1", 1, 1, "assistant")])
    (row,) = list_support(problem, team).to_dict("records")
    assert (row["received"], row["missing"], row["people"]) == (1, 1, 2)
