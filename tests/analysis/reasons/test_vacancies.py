"""The roles of a team that stay empty, held against every way to fill them."""

from itertools import product

from hypothesis import HealthCheck, given, settings

from bruteforce import plans
from builders import make_problem
from sharepool.analysis.reasons.explanation import explain
from sharepool.analysis.reasons.vacancies import find_vacancies
from sharepool.engine.instance.preparation import prepare
from sharepool.problem.plan import Plan
from strategies import problems

NOBODY = None


def fewest_empty(instance, task):
    """Count the seats that stay empty, by trying everybody or nobody in each at each start."""
    seats = [
        part
        for part in instance.parts_of(task)
        if not instance.tasks[part].optional
        for _ in range(instance.tasks[part].seats)
    ]
    able = [
        {
            (person, instance.held_session(option)[1])
            for person in instance.people_of[part]
            for option in instance.options(person, part)
        }
        for part in seats
    ]
    starts = {start for options in able for _, start in options}
    counts = [len(seats)]
    for start in starts:
        choices = [[NOBODY, *(one for one, at in options if at == start)] for options in able]
        for picked in product(*choices):
            seated = [one for one in picked if one is not NOBODY]
            if len(set(seated)) == len(seated):
                counts.append(len(seats) - len(seated))
    return min(counts)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(problems(teams=True, max_candidates=8))
def test_as_few_roles_are_vacant_as_any_choice_of_people_leaves(problem):
    instance = prepare(problem)
    most = dict.fromkeys(problem.roles_of, 0)
    for plan, _ in plans(problem):
        for row in plan:
            if row.demand_id in most:
                most[row.demand_id] = 1
    for demand_id, held in most.items():
        task = instance.task_of.get(demand_id)
        if task is None:
            continue
        vacant = find_vacancies(instance, task)
        assert len(vacant) == fewest_empty(instance, task)
        assert not (vacant and held)


def make_team(*skills):
    return make_problem(
        staff=[{}, {"staff_id": "T2"}],
        demands=[{"skill": "swim"}],
        skills=[{"staff_id": one, "skill": name} for one, name in skills],
        roles=[
            {"demand_id": "D1", "role": "coach"},
            {"demand_id": "D1", "role": "lifeguard", "skill": "rescue"},
            {"demand_id": "D1", "role": "helper", "skill": "rescue"},
        ],
    )


def test_several_empty_roles_are_named_and_no_single_rule_is():
    (reason,) = explain(make_team(("T1", "swim")), Plan())
    assert (reason.verdict, reason.most, reason.ease) == ("impossible", 0, None)
    assert reason.vacant == ("lifeguard", "helper")
    assert reason.role == ""
    problem = make_team(("T1", "swim"))
    assert "for these roles: lifeguard, helper." in reason.text(problem)
    assert "同时缺少多人，角色为lifeguard，helper。" in reason.text(problem, "zh")


def test_who_would_have_to_be_two_people_leaves_one_role_empty():
    (reason,) = explain(make_team(("T1", "swim"), ("T1", "rescue"), ("T2", "rescue")), Plan())
    assert (reason.verdict, reason.most, reason.vacant) == ("impossible", 0, ())
    assert reason.role in {"lifeguard", "helper", "coach"}


def test_nobodys_hours_are_the_single_rule_where_a_team_lacks_another_person():
    windows = [{"staff_id": "T1", "day": day, "start": "08:00", "end": "09:05"} for day in (1, 2)]
    problem = make_problem(
        staff=[{"staff_id": "T1"}, {"staff_id": "T2"}],
        skills=[{"staff_id": "T1", "skill": "pe"}, {"staff_id": "T2", "skill": "swim"}],
        roles=[
            {"demand_id": "D1", "role": "lead", "skill": "pe"},
            {"demand_id": "D1", "role": "help", "skill": "pe"},
        ],
        availability=windows,
    )
    (reason,) = explain(problem, Plan())
    assert reason.verdict == "impossible"
    assert reason.ease is None or reason.ease.code == "H01"
    assert "not available" not in reason.text(problem)
