"""The door of the engine: what comes in and what goes out, whatever is behind it."""

import time

from builders import make_plan, make_problem
from patience import ENDLESS, TO_THE_END
from sharepool import engine
from sharepool.generate import generate_county
from sharepool.problem.plan import Plan
from sharepool.problem.result import Stop
from sharepool.rules import check


def judge(problem, plan):
    """Call every plan legal and worth as much as it has sessions."""
    return -len(plan)


def run(problem, **options):
    return engine.run(problem, **{"stop": TO_THE_END, "workers": 1, "judge": judge, **options})


def test_a_plan_and_its_bound_come_out():
    problem = make_problem()
    outcome = run(problem)
    assert len(outcome.plan) == 1
    assert check(problem, outcome.plan) == ()
    assert outcome.objective == outcome.bound
    assert outcome.sessions_wanted == 1
    assert not outcome.infeasible
    assert outcome.conflict is None


def test_a_start_is_worth_what_the_judge_says():
    start = make_plan(("T1", "D1", 1, 2))
    outcome = run(make_problem(), start=start)
    assert outcome.objective == -1
    assert outcome.plan == start


def test_a_start_with_rows_that_nobody_knows_is_not_judged():
    judged = []
    start = make_plan(("T1", "D1", 1, 1), ("nobody", "D1", 1, 1))
    outcome = run(make_problem(), start=start, judge=lambda *given: judged.append(given))
    assert judged == []
    assert len(outcome.plan) == 1


def test_a_start_that_the_judge_refuses_is_mended():
    outcome = run(make_problem(), start=Plan(()), judge=lambda *_: None)
    assert len(outcome.plan) == 1


def test_what_cannot_be_is_said_with_its_reason():
    outcome = run(make_problem(demands=[{"min_sessions": 1, "skill": "swimming"}]))
    assert outcome.plan is None
    assert outcome.infeasible
    assert [one.row for one in outcome.conflict.requirements] == [0]


def test_time_counts_from_when_it_began():
    long_ago = time.monotonic() - ENDLESS
    outcome = run(generate_county(3), stop=Stop(seconds=ENDLESS), started=long_ago)
    assert len(outcome.plan) > 0
