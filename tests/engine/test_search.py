"""The compiled search: legal plans only, and an objective that is the scorer's."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import optimum
from builders import BELLS, make_plan, make_problem
from sharepool.engine.budget import SolveBudget
from sharepool.engine.incumbent import SolveState
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.instance.types import Option
from sharepool.engine.search.annealing import Annealing, first_plan
from sharepool.engine.search.roster import Roster
from sharepool.generate import generate_county
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import plans_of, problems

tiny = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
HARD_CODES = {"H13", "H16"}


def assert_plan_is_as_counted(problem, roster):
    plan = prepare(problem).decode(roster.best())
    broken = check(problem, plan)
    if roster.best_shortfall == 0:
        assert broken == ()
    else:
        assert {violation.code for violation in broken} <= HARD_CODES
    assert score(problem, plan).objective == roster.best_objective


@tiny
@given(problems(teams=True), st.integers(0, 5))
def test_plans_of_the_search_are_legal_and_cost_what_the_scorer_says(problem, seed):
    roster = first_plan(prepare(problem), seed=seed)
    assert_plan_is_as_counted(problem, roster)
    for temperature in (1000.0, 100.0, 0.1):
        roster.anneal(300, temperature)
        assert_plan_is_as_counted(problem, roster)


@tiny
@given(problems(teams=True))
def test_no_plan_of_the_search_beats_the_optimum(problem):
    best = optimum(problem)
    roster = first_plan(prepare(problem))
    for temperature in (5000.0, 1000.0, 300.0, 1.0) * 3:
        roster.anneal(2000, temperature)
    if best is None:
        assert roster.best_shortfall > 0
    elif roster.best_shortfall == 0:
        assert roster.best_objective >= best[0]


@tiny
@given(st.data())
def test_what_is_kept_of_any_plan_is_legal(data):
    problem = data.draw(problems(teams=True))
    plan = data.draw(plans_of(problem))
    instance = prepare(problem)
    roster = Roster(instance)
    roster.add_all(instance.encode(plan))
    assert_plan_is_as_counted(problem, roster)


def test_the_same_seed_gives_the_same_plan():
    problem = make_problem()
    instance = prepare(problem)
    found = []
    for _ in range(2):
        roster = first_plan(instance, seed=7)
        roster.anneal(500, 100.0)
        found.append((roster.best(), roster.steps))
    assert found[0] == found[1]


def test_two_people_exchange_whole_schools():
    """One school a person, crossed: nothing less than the exchange of both is allowed."""
    problem = make_problem(
        sites=[{"site_id": "A"}, {"site_id": "B"}],
        staff=[
            {"staff_id": "T1", "home_site": "A", "max_sites_week": 1},
            {"staff_id": "T2", "home_site": "B", "max_sites_week": 1},
        ],
        demands=[
            {"demand_id": f"{site}{number}", "site_id": site}
            for site in "AB"
            for number in range(10)
        ],
    )
    crossed = make_plan(
        *(
            (person, f"{site}{number}", number % 5 + 1, number // 5 + 2)
            for person, site in (("T1", "B"), ("T2", "A"))
            for number in range(10)
        )
    )
    instance = prepare(problem)
    roster = Roster(instance)
    roster.add_all(instance.encode(crossed))
    assert roster.best_objective == score(problem, crossed).objective > 0
    roster.anneal(3000, 0.1)
    assert roster.best_objective == 0
    assert_plan_is_as_counted(problem, roster)


def test_bells_of_one_minute_slots_are_searched():
    bells = [
        {
            "slot": number + 1,
            "start": f"{8 + number // 60:02d}:{number % 60:02d}",
            "end": f"{8 + (number + 1) // 60:02d}:{(number + 1) % 60:02d}",
            "part": "lesson",
        }
        for number in range(600)
    ]
    problem = make_problem(
        bells=bells,
        demands=[{"demand_id": "D1", "sessions": 5, "periods": 45, "max_per_day": 2}],
    )
    roster = first_plan(prepare(problem))
    roster.anneal(2000, 10.0)
    assert len(roster.best()) == 5
    assert_plan_is_as_counted(problem, roster)


def test_a_search_by_work_ends_where_there_is_no_place_to_look_at():
    # Work is counted in places looked at; a lesson is longer than the hours of the only person.
    instance = prepare(make_problem(staff=[{"max_hours_week": "0.1"}]))
    state = SolveState(instance, gap=0.0, started=0.0)
    Annealing(0)(instance, state, SolveBudget(state, None, work=1.0))
    assert state.objective == 1400


def test_the_weeks_of_people_held_stay_as_they_are():
    instance = prepare(generate_county(2))
    roster = first_plan(instance)
    before = {o for o in roster.best() if o.person % 2}
    start = roster.best_objective
    roster.fix(range(1, len(instance.people), 2))
    roster.anneal(20_000, 30.0)
    after = roster.best()
    assert {o for o in after if o.person % 2} == before
    assert roster.best_objective < start
    plan = instance.decode(after)
    assert check(instance.problem, plan) == ()
    assert score(instance.problem, plan).objective == roster.best_objective


def test_a_site_is_full_with_people_who_are_held_too():
    # There is one slot a week, and room for one lesson: the other at the site has nowhere to go.
    problem = make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
        bells=[{**BELLS[0], "days": "1"}],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        demands=[
            {"demand_id": "D1", "priority": 2},
            {"demand_id": "D2", "priority": 2},
            {"demand_id": "D3", "site_id": "B"},
        ],
    )
    instance = prepare(problem)
    roster = first_plan(instance)
    before = roster.best()
    roster.fix({option.person for option in before if option.task < 2})
    roster.anneal(2000, 1e4)
    assert roster.best() == before


def test_nothing_moves_where_everybody_is_held():
    instance = prepare(generate_county(2))
    roster = first_plan(instance)
    before = roster.best()
    roster.fix(range(len(instance.people)))
    roster.anneal(1000, 1e6)
    assert roster.best() == before


@pytest.mark.parametrize("slot", [1, 8])
def test_a_session_moves_on_the_clock_to_make_way(slot):
    """What is there already, at the only time of another session, moves later or earlier."""
    wide = ";".join(f"1-{number}" for number in range(1, 9))
    parts = "lesson;after_school"
    demands = [
        {"demand_id": "D1", "slots": wide, "parts": parts},
        {"demand_id": "D2", "slots": f"1-{slot}", "parts": parts, "site_id": "B"},
    ]
    instance = prepare(make_problem(demands=demands))
    roster = Roster(instance)
    task = instance.task_of["D1"]
    assert roster.add(Option(0, task, instance.start_of[instance.tasks[task].start_set, 0, slot]))
    roster.fill([instance.task_of["D2"]])
    assert len(roster.best()) == 2


def test_a_session_with_its_own_price_of_time_stays():
    """What is preferred at the first lesson is not moved for another."""
    demands = [
        {"demand_id": "D1", "slots": "1-1;1-2"},
        {"demand_id": "D2", "slots": "1-1", "site_id": "B"},
    ]
    pins = [{"kind": "prefer", "demand_id": "D1", "slot": 1, "weight": 5}]
    instance = prepare(make_problem(demands=demands, pins=pins))
    roster = Roster(instance)
    task = instance.task_of["D1"]
    assert roster.add(Option(0, task, instance.start_of[instance.tasks[task].start_set, 0, 1]))
    roster.fill([instance.task_of["D2"]])
    assert [option.task for option in roster.best()] == [task]
