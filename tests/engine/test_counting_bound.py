"""What every plan pays: below every optimum, and seen at once where it can be counted."""

from hypothesis import HealthCheck, given, settings

from bruteforce import optimum, plans
from builders import make_problem
from sharepool.engine.counting_bound import bound_by_counting, undeliverable_cost
from sharepool.engine.instance.preparation import prepare
from sharepool.rules.scoring import score
from strategies import problems

PATIENT = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@PATIENT
@given(problems(teams=True, max_candidates=9))
def test_no_legal_plan_pays_less(problem):
    best = optimum(problem)
    if best is not None:
        assert bound_by_counting(prepare(problem)) <= best[0]


def test_a_demand_for_which_nobody_is_able_counts():
    # Two sessions missing, and the site stays one below its floor.
    problem = make_problem(demands=[{"skill": "swim", "sessions": 2}])
    assert bound_by_counting(prepare(problem)) == 2 * 1000 + 400


def test_a_problem_without_people_has_a_bound():
    problem = make_problem(staff=[{}], skills=[])
    assert bound_by_counting(prepare(problem)) == 1000 + 400


def test_gaps_between_days_leave_sessions_unmet():
    problem = make_problem(demands=[{"sessions": 4, "min_gap_days": 2}])
    assert bound_by_counting(prepare(problem)) == 1000


def test_gaps_longer_than_a_week_leave_one_day():
    problem = make_problem(demands=[{"sessions": 3, "min_gap_days": 30}])
    # Two of the three wanted are the floor.
    assert bound_by_counting(prepare(problem)) == 2 * 1000 + 400


def test_hours_that_nothing_can_fill_count():
    problem = make_problem(staff=[{"min_hours_week": 2}])
    assert bound_by_counting(prepare(problem)) == 120 - 40


def test_pairs_and_chains_that_nobody_can_serve_count():
    problem = make_problem(
        pairs=[{"site_id": "A", "group": "far", "min_sessions": 2}],
        chains=[{"chain_id": "C", "skill": "swim", "site_id": "A", "min_sessions": 3}],
        rules={"weights": {"pair_short": 50, "chain_gap": 7}},
    )
    assert bound_by_counting(prepare(problem)) == 2 * 50 + 3 * 7


@PATIENT
@given(problems(teams=True, max_candidates=9))
def test_every_legal_plan_pays_what_is_unavoidable_in_sessions_and_floors(problem):
    least = undeliverable_cost(prepare(problem))
    for plan, _ in plans(problem):
        terms = score(problem, plan).terms
        assert least <= terms["unmet"] + terms["below_floor"]


def test_only_sessions_and_floors_are_called_unavoidable():
    problem = make_problem(
        staff=[{"min_hours_week": 2}],
        demands=[{"skill": "swim", "sessions": 2}],
        pairs=[{"site_id": "A", "group": "far", "min_sessions": 2}],
    )
    assert undeliverable_cost(prepare(problem)) == 2 * 1000 + 400
    assert bound_by_counting(prepare(problem)) > undeliverable_cost(prepare(problem))


def test_sessions_that_must_be_at_once_need_as_many_people():
    # Three at one time, one of them taken by somebody based there; a fourth could be at two times.
    at_once = [
        {"demand_id": f"D{number}", "min_sessions": 1, "slots": "1-2"} for number in range(3)
    ]
    either = {"demand_id": "D3", "min_sessions": 1, "slots": "1-2..3"}
    staff = [{"staff_id": f"T{number}"} for number in range(4)]
    staff.append({"staff_id": "T9", "home_site": "A"})
    problem = make_problem(staff=staff, demands=[*at_once, either])
    assert bound_by_counting(prepare(problem)) == 2 * 15
