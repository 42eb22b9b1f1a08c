"""A plan improved: what is as good stays, what is marked stays in any case."""

import signal
from dataclasses import replace

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.replanning.improving import Upset, improve
from sharepool.analysis.replanning.versions import replan
from sharepool.base.errors import ProblemError
from sharepool.problem.result import Status, Stop
from sharepool.problem.rows import Absence
from sharepool.rules.scoring import score
from sharepool.solving.solver import solve

WORK = Stop(seconds=None, work=0.5)

PROBLEM = make_problem(
    staff=[{}, {"staff_id": "T2"}],
    demands=[{"slots": "1-1..2"}, {"demand_id": "D2", "site_id": "B", "slots": "1-1..2"}],
    travel=[{"origin": "H", "destination": "A", "minutes": "30"}],
)
"""Best is a day of one person: home, B, A, home."""

APART = make_plan(("T1", "D1", 1, 1), ("T2", "D2", 1, 2))
TOGETHER, ALONE = 10 + 10 + 10 + 2 * 15, 30 + 10 + 20 + 2 * 15


def improved(plan, stop=WORK, **options):
    return improve(PROBLEM, plan, stop=stop, workers=1, **options)


def test_what_pays_more_than_its_weight_changes_and_is_counted():
    told = []
    found = improved(APART, change=1, on_fresh=told.append)
    assert (found.result.status, found.result.objective) == (Status.OPTIMAL, TOGETHER)
    assert found.result.terms["change"] == 0
    assert (found.upset.sessions, found.upset.people) == (2, 2)
    assert told == [found.fresh]
    assert found.fresh.objective == TOGETHER


def test_what_pays_less_than_its_weight_stays():
    found = improved(APART, change=ALONE - TOGETHER + 1)
    assert found.result.plan == APART
    assert found.upset == Upset(0, 0, ALONE)
    assert found.result.bound == TOGETHER
    assert found.result.status is Status.FEASIBLE


def test_the_weight_is_the_problems_own_if_none_is_given():
    assert improved(APART).change == PROBLEM.rules.weights.change == 40
    with pytest.raises(ValueError, match="change"):
        improved(APART, change=-1)


def test_a_session_that_is_marked_stays_whatever_it_costs():
    plan = replace(APART, kept=frozenset(APART.assignments))
    found = improved(plan, change=0)
    assert found.result.plan == APART
    assert found.result.plan.kept == plan.kept
    assert found.result.bound == ALONE
    result = solve(PROBLEM, start=plan, stop=WORK, workers=1)
    assert (result.plan, result.plan.kept) == (APART, plan.kept)
    assert result.status is Status.OPTIMAL


def test_a_mark_that_cannot_hold_is_a_fault():
    plan = replace(APART, kept=frozenset(make_plan(("T1", "D1", 6, 1))))
    for function in (improved, lambda plan: solve(PROBLEM, start=plan, stop=1)):
        with pytest.raises(ProblemError) as caught:
            function(plan)
        assert [one.code for one in caught.value.faults] == ["kept_lapsed"]


def test_goals_in_order_mind_the_plan_last():
    found = improved(APART, order=["unmet"], change=1000)
    assert found.result.plan == APART
    assert found.result.bound is None
    assert found.result.steps[0].title == "unmet"


def test_a_week_planned_again_keeps_what_is_marked_if_it_can():
    away = Absence.model_validate({"staff_id": "T1", "from": "2026-03-02", "until": "2026-03-02"})
    plan = replace(APART, kept=frozenset(APART.assignments))
    found = replan(PROBLEM, plan, absences=[away], change=0, stop=WORK, workers=1)
    assert APART.assignments[1] in set(found.result.plan)
    assert found.result.plan.kept == {APART.assignments[1]}


def stopped_at(name):
    """Improve a plan that could be better, and press Ctrl-C as soon as a search begins."""
    begun = []

    def hear(search):
        begun.append(search)
        if search == name:
            signal.raise_signal(signal.SIGINT)

    return improved(APART, change=1, on_search=hear), begun


def test_ctrl_c_in_the_search_that_minds_no_change_keeps_what_was_found_before():
    found, begun = stopped_at("free")
    assert begun == ["near", "free"]
    assert found.result.interrupted
    assert found.result.objective == TOGETHER
    assert found.upset.sessions == 2


def test_ctrl_c_in_the_first_search_ends_with_a_legal_plan_and_begins_no_other():
    found, begun = stopped_at("near")
    assert begun == ["near"]
    assert found.result.interrupted
    assert found.result.objective <= ALONE
    assert (found.fresh, found.result.bound, found.result.status) == (None, None, Status.FEASIBLE)


def test_the_result_is_no_worse_than_the_plan():
    problem = PROBLEM.updated(previous_plan=make_plan(("T2", "D1", 1, 2)).assignments)
    before = score(problem, APART).objective
    found = improve(problem, APART, stop=WORK, workers=1)
    assert found.result.objective == score(problem, found.result.plan).objective <= before
