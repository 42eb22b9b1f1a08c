"""Teams, listening classes and neutral people: rules inside and outside, terms by hand."""

import pytest

from builders import BELLS, make_plan, make_problem
from sharepool import check, score

TEAM = [
    {"demand_id": "D1", "role": "lead"},
    {"demand_id": "D1", "role": "guard", "skill": "swim", "count": 2},
    {"demand_id": "D1", "role": "watch", "optional": 1},
]
PEOPLE = [{"staff_id": f"T{number}"} for number in range(1, 6)]
SKILLS = [
    {"staff_id": "T1", "skill": "pe"},
    *({"staff_id": f"T{number}", "skill": "swim"} for number in (2, 3, 4, 5)),
    {"staff_id": "T5", "skill": "pe"},
]
WHOLE = (("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "guard"), ("T3", "D1", 1, 1, "guard"))


def pool(roles=TEAM, **more):
    return make_problem(staff=PEOPLE, skills=SKILLS, roles=roles, **more)


def codes(problem, *rows):
    return [(one.code, one.kind) for one in check(problem, make_plan(*rows))]


def test_a_whole_team_is_one_session():
    problem = pool(
        demands=[{"sessions": 1}], sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}]
    )
    assert codes(problem, *WHOLE) == []
    found = score(problem, make_plan(*WHOLE))
    assert found.sessions_delivered == 1
    assert found.terms["unmet"] == 0
    assert found.terms["extra_staff"] == 0
    assert found.terms["role_short"] == 200
    assert found.terms["site_link"] == 3 * 15


@pytest.mark.parametrize(
    ("rows", "broken"),
    [
        (WHOLE[:2], ("H17", "few")),
        (WHOLE[1:], ("H17", "few")),
        ((*WHOLE, ("T4", "D1", 1, 1, "guard")), ("H17", "many")),
        ((*WHOLE, ("T1", "D1", 1, 1, "guard")), ("H01", "missing")),
        ((*WHOLE, ("T4", "D1", 1, 1, "watch")), ("H01", "missing")),
        ((*WHOLE, ("T5", "D1", 1, 1, "cook")), ("H00", "role")),
        ((*WHOLE, ("T5", "D1", 1, 1)), ("H00", "role")),
    ],
)
def test_a_team_that_is_not_as_its_roles_say(rows, broken):
    assert broken in codes(pool(), *rows)


def test_nobody_is_in_two_roles_of_a_session():
    roles = [{"demand_id": "D1", "role": "lead"}, {"demand_id": "D1", "role": "help"}]
    problem = pool(roles)
    assert ("H17", "twice") in codes(
        problem, ("T1", "D1", 1, 1, "lead"), ("T1", "D1", 1, 1, "help")
    )
    assert codes(problem, ("T1", "D1", 1, 1, "lead"), ("T5", "D1", 1, 1, "help")) == []


def test_a_row_without_roles_has_none():
    assert codes(make_problem(), ("T1", "D1", 1, 1, "lead")) == [("H00", "role")]


def test_people_on_a_role_are_limited_by_its_count():
    problem = pool(demands=[{"sessions": 2}])
    second = (("T1", "D1", 2, 1, "lead"), ("T2", "D1", 2, 1, "guard"), ("T4", "D1", 2, 1, "guard"))
    assert codes(problem, *WHOLE, *second) == [("H14", "role")]
    looser = pool(demands=[{"sessions": 2, "max_staff": 2}])
    assert codes(looser, *WHOLE, *second) == []
    assert score(looser, make_plan(*WHOLE, *second)).terms["extra_staff"] == 30


def test_a_role_may_leave_earlier():
    roles = [
        {"demand_id": "D1", "role": "lead"},
        {"demand_id": "D1", "role": "help", "periods": 1},
    ]
    demands = [{"periods": 2}, {"demand_id": "D2", "slots": "1-2", "site_id": "A"}]
    problem = pool(roles, demands=demands)
    pair = (("T1", "D1", 1, 1, "lead"), ("T5", "D1", 1, 1, "help"))
    assert codes(problem, *pair, ("T5", "D2", 1, 2)) == []
    assert codes(problem, *pair, ("T1", "D2", 1, 2)) == [("H04", None)]
    crowded = pool(
        roles, demands=demands, sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}]
    )
    assert codes(crowded, *pair, ("T5", "D2", 1, 2)) == [("H15", "capacity")]


def test_chains_count_sessions_and_pairs_one_person_of_the_group():
    problem = make_problem(
        sites=[{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2", "home_site": "B"}],
        roles=[{"demand_id": "D1", "role": "lead"}, {"demand_id": "D1", "role": "help"}],
        pairs=[{"site_id": "A", "group": "g", "min_sessions": 2}],
        chains=[{"chain_id": "c", "skill": "pe", "site_id": "A", "min_sessions": 2}],
    )
    terms = score(problem, make_plan(("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "help"))).terms
    assert terms["pair_short"] == 500
    assert terms["chain_gap"] == 300


LATE = [*BELLS, {"bell_id": "late", "slot": 9, "start": "08:05", "end": "08:45"}]
LISTENERS = [{"demand_id": "D1", "site_id": "B", "cohort": "b"}]


def joint(**more):
    sites = [{"site_id": "H"}, {"site_id": "A"}, {"site_id": "B", "bell_id": "late", "capacity": 1}]
    return make_problem(**{"sites": sites, "bells": LATE, "listeners": LISTENERS, **more})


def test_a_listening_class_needs_a_slot_about_then():
    assert codes(joint(), ("T1", "D1", 1, 1)) == []
    assert codes(joint(), ("T1", "D1", 1, 2)) == [("H03", "listener")]
    exact = joint(rules={"joint": {"tolerance_min": 4}})
    assert codes(exact, ("T1", "D1", 1, 1)) == [("H03", "listener")]


def test_a_listening_class_takes_room_and_has_one_lesson_at_a_time():
    staff = [{"staff_id": "T1"}, {"staff_id": "T2"}]
    other = {"demand_id": "D2", "site_id": "B", "cohort": "b"}
    both = (("T1", "D1", 1, 1), ("T2", "D2", 1, 9))
    assert codes(joint(staff=staff, demands=[{}, other]), *both) == [
        ("H15", "capacity"),
        ("H15", "cohort"),
    ]


def test_a_missing_joint_session_is_missed_by_every_class():
    problem = joint(demands=[{"sessions": 2}])
    terms = score(problem, make_plan()).terms
    assert terms["unmet"] == 2 * 1000 * 2
    assert terms["below_floor"] == 400 * (1 + 1)
    assert score(problem, make_plan(("T1", "D1", 1, 1))).terms["below_floor"] == 0


@pytest.mark.parametrize("neutral", ["H", "g", "B;g"])
def test_who_is_not_neutral_may_not_come(neutral):
    sites = [{"site_id": "H", "group": "g"}, {"site_id": "A"}, {"site_id": "B"}]
    assert codes(make_problem(sites=sites, demands=[{"neutral": neutral}]), ("T1", "D1", 1, 1)) == [
        ("H18", None)
    ]


def test_a_home_with_full_width_signs_is_not_neutral_either():
    sites = [{"site_id": "H（东）"}, {"site_id": "A"}]
    staff = [{"home_site": "H（东）"}]
    problem = make_problem(sites=sites, staff=staff, demands=[{"neutral": "H（东）"}])
    assert codes(problem, ("T1", "D1", 1, 1)) == [("H18", None)]


def test_a_home_without_a_group_is_neutral():
    assert codes(make_problem(demands=[{"neutral": "A;g"}]), ("T1", "D1", 1, 1)) == []


def test_one_role_of_one_person_costs_what_none_costs():
    plain, team = make_problem(), make_problem(roles=[{"demand_id": "D1", "role": "lead"}])
    alone, lead = make_plan(("T1", "D1", 1, 1)), make_plan(("T1", "D1", 1, 1, "lead"))
    assert codes(team, ("T1", "D1", 1, 1, "lead")) == []
    assert score(plain, alone) == score(team, lead)
    assert score(plain, make_plan()) == score(team, make_plan())
