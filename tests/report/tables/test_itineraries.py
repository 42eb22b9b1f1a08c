from sharepool.problem.plan import Plan
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Demand, Site
from sharepool.report.tables.itineraries import list_itineraries


def steps(problem, plan, staff_id):
    frame = list_itineraries(problem, plan)
    own = frame[frame["staff_id"] == staff_id]
    return list(own[["step", "start", "end", "place"]].itertuples(index=False, name=None))


def test_a_day_runs_from_the_latest_departure_to_the_arrival_at_home(problem, plan):
    assert steps(problem, plan, "Z1") == [
        ("leave_home", "07:30", "08:00", "007"),
        ("session", "08:00", "09:30", "007"),
        ("travel", "09:30", "10:10", "east"),
        ("session", "16:00", "17:00", "east"),
        ("return_home", "17:00", "17:25", "centre"),
    ]


def test_legs_show_minutes_and_km(problem, plan):
    first = list_itineraries(problem, plan).iloc[0]
    assert (first["from_site"], first["minutes"], first["km"]) == ("centre", 30, 18.2)


def test_a_remote_session_is_at_home_and_for_the_other_site(problem, plan):
    frame = list_itineraries(problem, plan)
    session = frame[frame["staff_id"] == "A1"].iloc[0]
    assert list(frame[frame["staff_id"] == "A1"]["step"]) == ["session"]
    assert (session["place"], session["site_id"], session["delivery"]) == ("east", "007", "remote")
    assert (session["date"], session["cohort"]) == ("2026-03-03", "3a")


def test_people_come_in_the_order_of_the_staff_table(problem, plan):
    frame = list_itineraries(problem, plan)
    assert list(dict.fromkeys(frame["staff_name"])) == ["Lin", "Wu"]


def test_two_sessions_at_one_place_have_no_leg_between(problem):
    plan = Plan.of([("Z1", "double", 1, 1), ("Z1", "link", 1, 3)])
    at_home = problem.model_copy(
        update={
            "demands": (
                problem.demands[0],
                problem.demands[2].model_copy(update={"delivery": "onsite"}),
            )
        }
    )
    assert [step for step, *_ in steps(at_home, plan, "Z1")] == [
        "leave_home",
        "session",
        "session",
        "return_home",
    ]


def test_a_drive_of_unknown_length_leaves_its_times_open():
    problem = Problem(
        sites=(Site(site_id="a"), Site(site_id="b")),
        bells=({"slot": 1, "start": "08:00", "end": "08:40"},),
        staff=({"staff_id": "p", "home_site": "a"},),
        demands=(Demand(demand_id="d", site_id="b", skill="s", sessions=1),),
    )
    assert steps(problem, Plan.of([("p", "d", 1, 1)]), "p") == [
        ("leave_home", "", "08:00", "b"),
        ("session", "08:00", "08:40", "b"),
        ("return_home", "08:40", "", "a"),
    ]


def test_a_day_whose_sessions_overlap_shows_them_without_legs(problem):
    plan = Plan.of([("Z1", "double", 1, 1), ("Z1", "double", 1, 1)])
    assert [step for step, *_ in steps(problem, plan, "Z1")] == ["session", "session"]


def test_an_empty_plan_has_no_steps(problem):
    assert len(list_itineraries(problem, Plan())) == 0
