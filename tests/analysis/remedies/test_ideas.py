"""Which changes are thought of, for each way in which a session can be kept out."""

from builders import make_plan, make_problem
from sharepool.analysis.reasons.explanation import explain
from sharepool.analysis.remedies.changes import (
    Certificate,
    FreeDay,
    LooserDemand,
    LooserLimits,
    MoreBudget,
    MoreHours,
    MoreRoom,
    OtherHour,
    OtherMode,
    Recruit,
)
from sharepool.analysis.remedies.ideas import find_ideas
from sharepool.analysis.remedies.prices import find_prices
from sharepool.analysis.remedies.screening import Gaps
from sharepool.problem.rows import Requirement

FAR = [{"origin": "H", "destination": "A", "minutes": 80}]
ONE_TIME = {"slots": "1-1"}


def ideas_for(problem, *rows):
    plan = make_plan(*rows)
    found = find_ideas(Gaps(problem, plan), explain(problem, plan), find_prices(problem))
    return [idea.change for idea in found]


def test_hours_for_who_has_none_left():
    problem = make_problem(staff=[{"max_hours_week": "0.7"}], demands=[{"sessions": 2}])
    found = ideas_for(problem, ("T1", "D1", 1, 1))
    assert {MoreHours("T1", 1), MoreHours("T1", 4)} <= set(found)


def test_a_budget_for_an_employer_that_has_none_left():
    problem = make_problem(
        staff=[{"employer": "E"}],
        demands=[{"sessions": 2}],
        rules={"employers": {"E": {"max_hours_week": "0.7"}}},
    )
    assert MoreBudget("E", 5) in ideas_for(problem, ("T1", "D1", 1, 1))


def test_a_longer_way_in_fives_for_who_lives_too_far():
    problem = make_problem(leg_min=77)
    limits = (("max_leg_min", 80), ("max_travel_min_day", 155))
    assert LooserLimits("T1", limits) in ideas_for(problem)


def test_no_longer_way_than_anybody_would_agree_to():
    problem = make_problem(travel=[{"origin": "H", "destination": "A", "minutes": 130}])
    assert not any(isinstance(one, LooserLimits) for one in ideas_for(problem))


def test_a_car_that_others_have_for_who_is_too_slow():
    travel = [{**FAR[0], "mode": "bus"}, {**FAR[0], "mode": "car", "minutes": 40}]
    problem = make_problem(
        staff=[{"mode": "bus"}, {"staff_id": "T2", "mode": "car", "home_site": "B"}],
        skills=[{"staff_id": "T1", "skill": "pe"}],
        travel=travel,
    )
    assert OtherMode("T1", "car") in ideas_for(problem)
    without = make_problem(staff=[{"mode": "bus"}], travel=travel)
    assert not any(isinstance(one, OtherMode) for one in ideas_for(without))


def test_a_day_for_who_is_not_available():
    problem = make_problem(
        demands=[ONE_TIME],
        availability=[{"staff_id": "T1", "day": 2, "start": "08:00", "end": "12:00"}],
    )
    assert FreeDay("T1", 1) in ideas_for(problem)


def test_a_certificate_for_who_lacks_one_skill_and_has_time():
    problem = make_problem(demands=[{"also_requires": "swim:2"}])
    assert Certificate("T1", "swim", 2) in ideas_for(problem)
    busy = make_problem(staff=[{"max_sessions_week": 0}], demands=[{"also_requires": "swim:2"}])
    assert not any(isinstance(one, Certificate) for one in ideas_for(busy))


def test_somebody_new_who_holds_all_that_is_asked_for_where_it_is_missing():
    problem = make_problem(
        staff=[{"max_hours_week": 9}],
        demands=[
            {"skill": "swim", "min_level": 2, "also_requires": "safe", "sessions": 3},
            {"demand_id": "D2", "site_id": "B", "skill": "swim"},
        ],
    )
    skills = (Requirement("swim", 2), Requirement("safe", 1))
    assert ideas_for(problem)[0].skills == skills
    assert [one.site_id for one in ideas_for(problem) if isinstance(one, Recruit)] == ["A"]


def test_a_new_person_has_an_id_that_nobody_has():
    problem = make_problem(staff=[{"staff_id": "new-1"}], skills=[], demands=[{"sessions": 5}])
    (recruit,) = [one for one in ideas_for(problem) if isinstance(one, Recruit)]
    assert recruit.staff_id == "new-2"


def test_a_second_base_is_looked_at_for_what_is_out_of_reach_of_the_first():
    problem = make_problem(
        leg_min=100,
        skills=[],
        demands=[{"sessions": 5}, {"demand_id": "D2", "site_id": "B", "sessions": 5}],
    )
    assert [one.site_id for one in ideas_for(problem) if isinstance(one, Recruit)] == ["A", "B"]


def test_another_hour_for_who_is_elsewhere():
    problem = make_problem(demands=[ONE_TIME, {"demand_id": "D2", "site_id": "B", "slots": "1-1"}])
    found = ideas_for(problem, ("T1", "D1", 1, 1))
    assert OtherHour(("D2",)) in found
    assert OtherHour(("D2",), "after_school") in found


def test_lesson_time_is_left_to_lessons():
    problem = make_problem(
        demands=[
            {"kind": "club", "slots": "1-7"},
            {"demand_id": "D2", "kind": "club", "slots": "1-7", "site_id": "B"},
        ]
    )
    parts = [one.part for one in ideas_for(problem, ("T1", "D1", 1, 7)) if one.kind == "part"]
    assert parts == []


def test_room_where_it_is_full():
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
        staff=[{}, {"staff_id": "T2"}],
        demands=[ONE_TIME, {"demand_id": "D2", **ONE_TIME}],
    )
    assert MoreRoom("A", 2) in ideas_for(problem, ("T1", "D1", 1, 1))


def test_numbers_of_several_demands_of_a_site_are_one_change():
    # One session a day, and Monday alone.
    demand = {"sessions": 2, "slots": "1-1..4"}
    problem = make_problem(demands=[demand, {"demand_id": "D2", **demand}])
    found = ideas_for(problem, ("T1", "D1", 1, 1), ("T1", "D2", 1, 2))
    assert LooserDemand(("D1", "D2"), "max_per_day") in found


def test_nothing_is_thought_of_where_nothing_is_missing():
    assert ideas_for(make_problem(), ("T1", "D1", 1, 1)) == []
