"""H04 to H09: a person's day, just inside and just outside."""

import pytest

from builders import BELLS, SITES, make_plan, make_problem
from sharepool.rules import check
from sharepool.solving.solver import solve

AT_A_AND_B = [
    {"demand_id": "D1", "site_id": "A", "sessions": 5, "max_per_day": 5},
    {"demand_id": "D2", "site_id": "B", "sessions": 5, "max_per_day": 5},
]


def broken(problem, *rows):
    return [(found.code, found.kind) for found in check(problem, make_plan(*rows))]


def leg(origin, destination, minutes, **more):
    return {"origin": origin, "destination": destination, "minutes": minutes, **more}


def bells_of_two_schools(first, second):
    """Bells of A and B with one slot each, given as (start, end)."""
    return [
        {"bell_id": bell_id, "slot": 1, "start": start, "end": end}
        for bell_id, (start, end) in {"a": first, "b": second}.items()
    ]


def two_sessions(first, second, **more):
    """A problem in which T1 may take one session at A and then one at B."""
    return make_problem(
        sites=[SITES[0], {"site_id": "A", "bell_id": "a"}, {"site_id": "B", "bell_id": "b"}],
        bells=bells_of_two_schools(first, second),
        demands=AT_A_AND_B,
        **more,
    )


BOTH = (("T1", "D1", 1, 1), ("T1", "D2", 1, 1))


def test_h04_touching_sessions_do_not_overlap():
    problem = two_sessions(("08:00", "08:40"), ("08:40", "09:20"), leg_min=0)
    assert broken(problem, *BOTH) == []


def test_h04_a_shared_minute_is_an_overlap():
    problem = two_sessions(("08:00", "08:41"), ("08:40", "09:20"), leg_min=0)
    (found,) = check(problem, make_plan(*BOTH))
    assert (found.code, found.staff_id, found.day) == ("H04", "T1", 1)
    assert (found.demand_id, found.other_id) == ("D2", "D1")
    assert (found.start_min, found.limit) == (8 * 60 + 40, 8 * 60 + 41)


def test_h04_two_equal_rows_are_two_sessions():
    problem = make_problem(demands=[{"sessions": 2, "max_per_day": 2}])
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D1", 1, 1)) == [("H04", None)]


def test_h04_counts_each_session_that_starts_too_early():
    bells = [
        {"slot": 1, "start": "08:00", "end": "11:00"},
        {"slot": 2, "start": "08:30", "end": "09:00"},
        {"slot": 3, "start": "10:00", "end": "10:30"},
    ]
    problem = make_problem(bells=bells, demands=[{"sessions": 3, "max_per_day": 3}])
    rows = [("T1", "D1", 1, slot) for slot in (3, 1, 2)]
    assert broken(problem, *rows) == [("H04", None), ("H04", None)]


def test_h04_different_people_may_overlap():
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[{"sessions": 2, "max_per_day": 2, "max_staff": 2}],
    )
    assert broken(problem, ("T1", "D1", 1, 1), ("T2", "D1", 1, 1)) == []


def test_overlapping_days_break_none_of_h05_to_h09():
    problem = two_sessions(
        ("06:00", "12:30"),
        ("12:10", "22:00"),
        leg_min=500,
    )
    assert broken(problem, *BOTH) == [("H04", None)]


def test_an_overlap_on_one_day_leaves_the_others_judged():
    problem = two_sessions(("08:00", "08:41"), ("08:40", "09:20"), leg_min=80)
    assert broken(problem, *BOTH, ("T1", "D1", 2, 1)) == [
        ("H04", None),
        ("H08", "long"),
        ("H08", "long"),
        ("H09", None),
    ]


@pytest.mark.parametrize(("minutes", "drivable"), [(20, True), (21, False)])
def test_h05_the_gap_holds_the_way(minutes, drivable):
    problem = make_problem(demands=AT_A_AND_B, travel=[leg("A", "B", minutes)])
    expected = [] if drivable else [("H05", None)]
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D2", 1, 2)) == expected


def test_h05_is_directed():
    problem = make_problem(demands=AT_A_AND_B, travel=[leg("A", "B", 20), leg("B", "A", 21)])
    (found,) = check(problem, make_plan(("T1", "D2", 1, 1), ("T1", "D1", 1, 2)))
    assert (found.code, found.site_id, found.other_id) == ("H05", "B", "A")
    assert (found.amount, found.limit) == (20, 21)


def test_h05_depends_on_how_the_person_travels():
    problem = make_problem(
        staff=[{"staff_id": "T1", "mode": "bus"}],
        demands=AT_A_AND_B,
        travel=[leg("A", "B", 20), leg("A", "B", 21, mode="bus")],
    )
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D2", 1, 2)) == [("H05", None)]


def test_h05_staying_takes_no_time():
    bells = [
        {"slot": 1, "start": "08:00", "end": "08:40"},
        {"slot": 2, "start": "08:40", "end": "09:20"},
    ]
    problem = make_problem(bells=bells, demands=AT_A_AND_B[:1], travel=[leg("A", "A", 30)])
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D1", 1, 2)) == []


def test_h05_a_remote_session_takes_place_at_home():
    demands = [AT_A_AND_B[0], {**AT_A_AND_B[1], "delivery": "remote"}]
    rows = ("T1", "D1", 1, 1), ("T1", "D2", 1, 2)
    near = make_problem(demands=demands, travel=[leg("A", "B", 70)])
    far = make_problem(demands=demands, travel=[leg("A", "H", 21)])
    assert broken(near, *rows) == []
    assert broken(far, *rows) == [("H05", None)]


@pytest.mark.parametrize(
    ("travel", "kind"),
    [
        ([leg("H", "A", 60)], None),
        ([leg("H", "A", 61)], "departure"),
        ([leg("H", "A", 60), leg("A", "H", 61)], None),
    ],
)
def test_h06_the_first_session_is_reached_from_home(travel, kind):
    problem = make_problem(travel=travel, rules={"day": {"earliest_departure": "07:00"}})
    expected = [] if kind is None else [("H06", kind)]
    assert broken(problem, ("T1", "D1", 1, 1)) == expected


@pytest.mark.parametrize(
    ("travel", "kind"),
    [
        ([leg("A", "H", 20)], None),
        ([leg("A", "H", 21)], "return"),
        ([leg("A", "H", 20), leg("H", "A", 21)], None),
    ],
)
def test_h06_home_is_reached_from_the_last_session(travel, kind):
    problem = make_problem(travel=travel, rules={"day": {"latest_return": "15:00"}})
    expected = [] if kind is None else [("H06", kind)]
    assert broken(problem, ("T1", "D1", 1, 6)) == expected


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        ({"earliest_departure": "08:00", "latest_return": "08:40"}, []),
        ({"earliest_departure": "08:01", "latest_return": "08:40"}, ["departure"]),
        ({"earliest_departure": "08:00", "latest_return": "08:39"}, ["return"]),
        ({"earliest_departure": "08:01", "latest_return": "08:39"}, ["departure", "return"]),
    ],
)
def test_h06_frames_sessions_at_home_too(day, kinds):
    problem = make_problem(demands=[{"site_id": "H"}], rules={"day": day})
    assert broken(problem, ("T1", "D1", 1, 1)) == [("H06", kind) for kind in kinds]


@pytest.mark.parametrize(
    ("lunch_min", "way_min", "left"),
    [(80, 0, None), (81, 0, 80), (70, 10, None), (71, 10, 70), (0, 80, None), (1, 80, 0)],
)
def test_h07_lunch_excludes_the_way(lunch_min, way_min, left):
    problem = make_problem(
        demands=AT_A_AND_B,
        travel=[leg("A", "B", way_min)],
        rules={"day": {"lunch_min": lunch_min}, "limits": {"max_leg_min": 90}},
    )
    found = check(problem, make_plan(("T1", "D1", 1, 4), ("T1", "D2", 1, 5)))
    assert [(one.code, one.amount) for one in found] == ([] if left is None else [("H07", left)])


# From 08:40 to 13:00 there are 260 minutes.
@pytest.mark.parametrize(
    ("slots", "lunch_min", "expected"),
    [
        ((1, 2), 600, []),
        ((5, 6), 600, []),
        ((1, 5), 260, []),
        ((1, 5), 261, [("H07", None)]),
        ((1, 2, 4, 5, 6), 80, []),
    ],
)
def test_h07_needs_sessions_on_both_sides_of_noon(slots, lunch_min, expected):
    problem = make_problem(demands=AT_A_AND_B[:1], rules={"day": {"lunch_min": lunch_min}})
    assert broken(problem, *(("T1", "D1", 1, slot) for slot in slots)) == expected


def test_h07_counts_by_the_start_of_sessions():
    sides = ("11:30", "12:20"), ("12:30", "13:10")
    problem = two_sessions(*sides, leg_min=0, rules={"day": {"lunch_min": 11}})
    assert broken(problem, *BOTH) == [("H07", None)]
    problem = two_sessions(*sides, leg_min=0, rules={"day": {"lunch_min": 10}})
    assert broken(problem, *BOTH) == []


def test_h07_a_session_that_starts_at_noon_is_afternoon():
    problem = two_sessions(("11:00", "11:40"), ("12:00", "12:40"), leg_min=0)
    assert broken(problem, *BOTH) == [("H07", None)]
    noon = {"day": {"noon": "12:01"}}
    problem = two_sessions(("11:00", "11:40"), ("12:00", "12:40"), leg_min=0, rules=noon)
    assert broken(problem, *BOTH) == []


@pytest.mark.parametrize(("own", "expected"), [(10, []), (9, [("H08", "long")] * 2)])
def test_h08_every_leg_keeps_to_the_persons_limit(own, expected):
    problem = make_problem(staff=[{"max_leg_min": own}])
    assert broken(problem, ("T1", "D1", 1, 2)) == expected


def test_h08_the_limit_of_the_rules_holds_where_there_is_no_own():
    problem = make_problem(travel=[leg("H", "A", 74), leg("A", "H", 76)])
    (found,) = check(problem, make_plan(("T1", "D1", 1, 3)))
    assert (found.code, found.site_id, found.other_id) == ("H08", "A", "H")
    assert (found.amount, found.limit) == (76, 75)


def test_h08_a_stopover_makes_a_long_way_possible():
    problem = make_problem(
        demands=AT_A_AND_B, travel=[leg("H", "B", 90), leg("B", "H", 90), leg("A", "B", 20)]
    )
    rows = [("T1", "D1", 1, 1), ("T1", "D2", 1, 2), ("T1", "D1", 1, 3)]
    assert broken(problem, *rows) == []
    assert broken(problem, *rows[1:]) == [("H08", "long")]


def test_h08_a_way_that_is_not_known_cannot_be_driven():
    problem = make_problem(leg_min=None, travel=[leg("H", "A", 10)], demands=AT_A_AND_B)
    found = check(problem, make_plan(("T1", "D1", 1, 1), ("T1", "D2", 1, 2)))
    assert [(one.code, one.kind, one.site_id, one.other_id) for one in found] == [
        ("H08", "unknown", "A", "B"),
        ("H08", "unknown", "B", "H"),
    ]


@pytest.mark.parametrize("limit", [75, 999_999_999])
def test_h08_a_way_that_is_none_cannot_be_driven_whatever_the_limit(limit):
    problem = make_problem(
        travel=[leg("H", "A", "none"), leg("A", "H", "不通")],
        staff=[{"max_leg_min": limit, "max_travel_min_day": limit}],
        rules={"limits": {"max_leg_min": limit}},
    )
    found = check(problem, make_plan(("T1", "D1", 1, 1)))
    assert [(one.code, one.kind) for one in found] == [("H08", "none"), ("H08", "none")]
    assert solve(problem, stop=2).sessions_delivered == 0


def test_h08_a_way_that_is_none_may_be_gone_round():
    problem = make_problem(
        demands=AT_A_AND_B, travel=[leg("H", "B", "none"), leg("B", "H", "none")]
    )
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D2", 1, 2), ("T1", "D1", 1, 3)) == []


@pytest.mark.parametrize(("limit", "expected"), [(30, []), (29, [("H09", None)])])
def test_h09_sums_the_legs_of_the_day(limit, expected):
    problem = make_problem(demands=AT_A_AND_B, staff=[{"max_travel_min_day": limit}])
    rows = ("T1", "D1", 1, 1), ("T1", "D1", 1, 2), ("T1", "D2", 1, 3)
    assert broken(problem, *rows) == expected


def test_h09_each_day_counts_by_itself():
    problem = make_problem(demands=AT_A_AND_B, staff=[{"max_travel_min_day": 20}])
    assert broken(problem, ("T1", "D1", 1, 1), ("T1", "D2", 2, 1)) == []


def test_h09_passing_home_is_two_legs():
    demands = [AT_A_AND_B[0], {**AT_A_AND_B[1], "delivery": "remote"}]
    rows = ("T1", "D1", 1, 1), ("T1", "D2", 1, 2), ("T1", "D1", 1, 3)
    problem = make_problem(demands=demands, staff=[{"max_travel_min_day": 39}])
    (found,) = check(problem, make_plan(*rows))
    assert (found.code, found.amount, found.limit) == ("H09", 40, 39)


def test_rows_without_a_time_are_no_part_of_the_day():
    problem = make_problem(demands=AT_A_AND_B, leg_min=60, bells=BELLS[:4])
    rows = ("T1", "D1", 1, 2), ("T1", "D2", 1, 9)
    assert broken(problem, *rows) == [("H03", "bell")]


def test_h07_says_nothing_of_a_way_that_is_not_known():
    problem = make_problem(
        leg_min=None,
        travel=[leg("H", "A", 10), leg("B", "H", 10)],
        demands=AT_A_AND_B,
        rules={"day": {"lunch_min": 200}},
    )
    rows = ("T1", "D1", 1, 4), ("T1", "D2", 1, 5)
    assert broken(problem, *rows) == [("H08", "unknown")]
