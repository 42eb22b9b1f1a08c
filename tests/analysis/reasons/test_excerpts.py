"""What an excerpt says of a change is what checker and scorer say of the whole plan."""

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, plans
from builders import make_plan, make_problem
from sharepool.analysis.reasons.excerpts import Whole
from sharepool.problem.plan import Plan
from sharepool.problem.rules import Employer
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

tiny = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def legal_plans(draw, max_candidates=8):
    """A tiny problem, one of its legal plans, and a session that might be added or dropped."""
    problem = draw(problems(teams=True, max_candidates=max_candidates))
    legal = [plan for plan, _ in plans(problem)]
    if not legal:
        return problem, None
    return problem, draw(st.sampled_from(legal))


def changed(plan, add=None, drop=None):
    rows = [row for row in plan if row != drop]
    return Plan((*rows, *([] if add is None else [add])))


@tiny
@given(legal_plans())
def test_every_addition_and_exchange_is_judged_as_in_the_whole_plan(drawn):
    problem, plan = drawn
    if plan is None:
        return
    whole, before = Whole(problem, plan), score(problem, plan).objective
    changes = [(add, drop) for add in candidates(problem) for drop in (None, *plan)]
    for add, drop in changes + [(None, drop) for drop in plan]:
        excerpt = whole.around(*(row for row in (add, drop) if row is not None))
        after = changed(plan, add, drop)
        assert excerpt.find_obstacles(add, drop) == check(problem, after)
        assert excerpt.find_change(add, drop) == score(problem, after).objective - before


def test_an_employers_hours_are_those_of_all_its_people():
    problem = make_problem(
        staff=[{"staff_id": name, "employer": "E"} for name in ("T1", "T2", "T3")],
        demands=[{"sessions": 1}, {"demand_id": "D2", "site_id": "B"}, {"demand_id": "D3"}],
        rules={"employers": {"E": {"max_hours_week": "1.9"}}},
    )
    plan = make_plan(("T1", "D1", 1, 1), ("T2", "D2", 2, 1))
    (added,) = make_plan(("T3", "D3", 3, 3))
    (found,) = Whole(problem, plan).around(added).find_obstacles(added)
    assert (found.code, found.kind, found.name) == ("H12", "employer", "E")
    assert (found.amount, found.limit) == (120, 114)
    assert (found,) == check(problem, changed(plan, added))


def test_a_required_session_may_not_go_unless_another_is_as_required():
    problem = make_problem(
        demands=[{"sessions": 3}, {"demand_id": "D2", "site_id": "B"}],
        pins=[{"kind": "prefer", "weight": 5}, {"kind": "require", "day": 1}],
    )
    alone = make_plan(("T1", "D1", 1, 1))
    (row,) = alone
    (found,) = Whole(problem, alone).around(row).find_obstacles(None, row)
    assert (found.code, found.kind, found.row) == ("H16", "require", 1)
    two = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 1, 3))
    assert Whole(problem, two).around(row).find_obstacles(None, row) == ()


def test_budgets_without_a_limit_stay_without():
    rules = {"employers": {"E": Employer().model_dump()}}
    problem = make_problem(staff=[{"employer": "E"}], rules=rules)
    (row,) = make_plan(("T1", "D1", 1, 1))
    assert Whole(problem, Plan()).around(row).find_obstacles(row) == ()


def test_violations_name_the_pins_of_the_whole_problem():
    problem = make_problem(
        demands=[{}, {"demand_id": "D2", "site_id": "B"}],
        pins=[{"kind": "forbid", "site_id": "B"}, {"kind": "forbid", "demand_id": "D1", "day": 2}],
    )
    (row,) = make_plan(("T1", "D1", 2, 1))
    (found,) = Whole(problem, Plan()).around(row).find_obstacles(row)
    assert found == dataclasses.replace(found, code="H16", kind="forbid", row=1)
