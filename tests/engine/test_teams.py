"""Teams in the engine: whole or not at all, and a team of one is as good as nobody's."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_problem
from sharepool.engine.cpsat import solve_exact
from sharepool.engine.instance.preparation import prepare
from sharepool.engine.search.annealing import first_plan
from sharepool.engine.search.roster import Roster
from sharepool.generate import generate_county
from sharepool.problem.rows import Role
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

TEAM = {
    "staff": [{"staff_id": name} for name in ("T1", "T2", "T3")],
    "demands": [{"demand_id": "D1", "sessions": 2, "max_staff": 1}],
    "roles": [
        {"demand_id": "D1", "role": "lead", "count": 2},
        {"demand_id": "D1", "role": "help", "optional": True},
    ],
}


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems(max_candidates=8), st.data())
def test_a_role_that_one_person_fills_costs_what_it_costs_without(problem, data):
    # Two people of one role at one start would be one session: there is none such.
    demands = tuple(one.model_copy(update={"max_per_day": 1}) for one in problem.demands)
    alone = problem.updated(demands=demands, previous_plan=())
    named = data.draw(st.sets(st.sampled_from([one.demand_id for one in demands])))
    teams = alone.updated(roles=tuple(Role(demand_id=one, role="lead") for one in sorted(named)))
    outcomes = [solve_exact(prepare(one)) for one in (alone, teams)]
    assert outcomes[0].objective == outcomes[1].objective


def test_the_tasks_of_a_team_are_its_event_and_its_roles():
    instance = prepare(make_problem(**TEAM))
    event, lead, help_ = instance.tasks
    assert (event.roles, event.sessions, lead.seats, help_.optional) == (2, 2, 2, True)
    assert (lead.max_staff, help_.max_staff) == (2, 1)
    assert instance.people_of == ((), (0, 1, 2), (0, 1, 2))
    assert instance.count_sessions() == 2


def test_the_search_fills_every_seat_and_no_plan_has_half_a_team():
    problem = make_problem(**TEAM)
    instance = prepare(problem)
    roster = first_plan(instance)
    plan = instance.decode(roster.best())
    assert check(problem, plan) == ()
    assert len(plan) == 6
    assert score(problem, plan).objective == roster.best_objective


def test_a_session_that_lacks_somebody_is_left_out_and_an_empty_seat_is_filled_later():
    instance = prepare(make_problem(**TEAM))
    whole = first_plan(instance).best()
    required = [option for option in whole if option.task == 1]
    roster = Roster(instance)
    roster.add_all(required[1:])
    assert len(roster.best()) == 2
    roster = Roster(instance)
    roster.add_all(required)
    assert sorted(roster.best()) == sorted(required)
    roster.fill(range(3))
    assert len(roster.best()) == 6


def test_who_leads_a_team_takes_the_only_seat_of_the_role():
    """The other helper costs less than the lead from afar, but has no seat left."""
    problem = make_problem(
        staff=[
            {"staff_id": "FAR", "home_site": "B"},
            {"staff_id": "ONE", "home_site": "H"},
            {"staff_id": "TWO", "home_site": "H"},
        ],
        skills=[
            {"staff_id": "FAR", "skill": "lead"},
            *(
                {"staff_id": one, "skill": skill}
                for one in ("ONE", "TWO")
                for skill in ("help", "pe")
            ),
        ],
        demands=[
            {"demand_id": "TEAM", "site_id": "H", "skill": "lead", "max_staff": 2},
            {"demand_id": "LATER", "site_id": "H", "skill": "pe", "sessions": 3},
        ],
        roles=[
            {"demand_id": "TEAM", "role": "lead", "skill": "lead"},
            {"demand_id": "TEAM", "role": "help", "skill": "help"},
        ],
        rules={"weights": {"unmet": 10}},  # The road is dearer: there is always something open.
    )
    instance = prepare(problem)
    for seed in range(3):
        roster = Roster(instance, seed)
        roster.fill(range(len(instance.tasks)))
        roster.anneal(5_000, 100.0)
        plan = instance.decode(roster.best())
        assert check(problem, plan) == ()
        assert score(problem, plan).objective == roster.best_objective == 10


def test_with_some_people_held_their_teams_stay_whole():
    problem = generate_county(2, teams=0.3)
    instance = prepare(problem)
    roster = first_plan(instance)
    start, before = roster.best_objective, roster.best()
    held = {option.person for option in before if option.person % 2}
    roster.fix(held)
    roster.anneal(4000, 30.0)
    after = roster.best()
    assert {o for o in before if o.person in held} <= set(after)
    assert {o for o in after if o.person in held} <= set(before)
    assert roster.best_objective < start
    plan = instance.decode(after)
    assert check(problem, plan) == ()
    assert score(problem, plan).objective == roster.best_objective
