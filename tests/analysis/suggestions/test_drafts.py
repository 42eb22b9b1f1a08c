"""A draft says of its plan what checker and scorer say, however it came about."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import make_plan, make_problem
from sharepool.analysis.suggestions.drafts import edit_plan
from sharepool.base.errors import PlanError, ProblemError
from sharepool.problem.plan import Plan
from sharepool.problem.rows import Assignment
from sharepool.problem.timetable import Timetable
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import oneof, problems

tiny = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def any_rows(draw, problem, most):
    """Rows of known people and demands, legal or not: at odd times, in odd roles, or twice."""
    timetable = Timetable(problem)
    rows = []
    for _ in range(draw(st.integers(0, most))):
        demand = draw(oneof(*problem.demands))
        times = [(one.day, one.slot) for one in timetable.sessions(demand)]
        day, slot = draw(oneof(*[*times, *times, *times, (1, 1), (7, 9)]))
        roles = list(problem.roles_of.get(demand.demand_id, [""]))
        row = Assignment(
            staff_id=draw(oneof(*problem.person_of)),
            demand_id=demand.demand_id,
            day=day,
            slot=slot,
            role=draw(oneof(*roles, *roles, *roles, "nobody")),
        )
        rows += [row] * draw(oneof(1, 1, 1, 2))
    return rows


@st.composite
def histories(draw):
    """A tiny problem, any plan of it, and changes one after the other."""
    problem = draw(problems(teams=True))
    rows = draw(any_rows(problem, 5))
    held, changes = list(rows), []
    for _ in range(draw(st.integers(1, 3))):
        drop = (
            draw(st.lists(st.sampled_from(range(len(held))), max_size=2, unique=True))
            if held
            else []
        )
        add = draw(any_rows(problem, 2))
        gone = [held[place] for place in drop]
        for row in gone:
            held.remove(row)
        held += add
        changes.append((add, gone))
    return problem, Plan(tuple(rows)), changes


@tiny
@given(histories())
def test_every_change_is_judged_as_the_whole_plan_is(drawn):
    problem, plan, changes = drawn
    draft = edit_plan(problem, plan)
    for add, drop in changes:
        before = draft.score
        draft = draft.change(add, drop)
        assert draft.violations == check(problem, draft.plan)
        assert draft.score == score(problem, draft.plan)
        gained = {name: value - before.terms[name] for name, value in draft.score.terms.items()}
        assert not (add or drop) or draft.last == gained


PROBLEM = make_problem(
    staff=[{}, {"staff_id": "T2"}],
    demands=[{"sessions": 2, "max_staff": 2}, {"demand_id": "D2", "site_id": "B"}],
)
PLAN = make_plan(("T1", "D1", 2, 1), ("T1", "D1", 1, 3), ("T2", "D2", 1, 3))


def rows(draft):
    return [(row.staff_id, row.demand_id, row.day, row.slot) for row in draft.plan.sorted()]


def test_sessions_are_numbered_in_the_order_of_the_week():
    draft = edit_plan(PROBLEM, PLAN).move("D1:2", day=4)
    assert rows(draft) == [("T1", "D1", 1, 3), ("T2", "D2", 1, 3), ("T1", "D1", 4, 1)]
    assert edit_plan(PROBLEM, PLAN).drop(("D1", 1)).plan == make_plan(
        *rows(draft)[:0], ("T1", "D1", 2, 1), ("T2", "D2", 1, 3)
    )


def test_two_people_have_each_others_session_and_one_person_other_times():
    draft = edit_plan(PROBLEM, PLAN)
    assert rows(draft.swap("D1:1", "D2:1"))[:2] == [("T1", "D2", 1, 3), ("T2", "D1", 1, 3)]
    swapped = draft.swap("D1:1", PLAN.assignments[0])
    assert sorted(rows(swapped)) == sorted(rows(draft))


def test_a_missing_session_needs_a_person_and_a_time():
    draft = edit_plan(PROBLEM, make_plan(("T1", "D1", 2, 1)))
    with pytest.raises(ValueError, match="staff_id, day and slot"):
        draft.move("D1:2", staff_id="T2")
    added = draft.move("D1", staff_id="T2", day=1, slot=2)
    assert rows(added) == [("T2", "D1", 1, 2), ("T1", "D1", 2, 1)]
    assert added.last["unmet"] == -1000
    assert added.violations == ()


def test_a_team_moves_together_and_one_of_it_alone_is_replaced():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}, {"staff_id": "T3"}],
        roles=[{"demand_id": "D1", "role": "lead"}, {"demand_id": "D1", "role": "help"}],
    )
    plan = Plan.of([("T1", "D1", 1, 1, "lead"), ("T2", "D1", 1, 1, "help")])
    draft = edit_plan(problem, plan)
    moved = draft.move("D1:1", day=3)
    assert {(row.day, row.role) for row in moved.plan} == {(3, "lead"), (3, "help")}
    assert moved.violations == ()
    other = draft.move(plan.assignments[1], staff_id="T3")
    assert {(row.staff_id, row.role) for row in other.plan} == {("T1", "lead"), ("T3", "help")}
    with pytest.raises(ValueError, match="a team's or missing"):
        draft.move("D1:1", staff_id="T3")


def test_marks_stay_with_what_is_kept_even_where_it_moves():
    draft = edit_plan(PROBLEM, PLAN).keep("D1:1", "D2:1").release("D2:1")
    assert draft.plan.kept == {PLAN.assignments[1]}
    moved = draft.move("D1:1", day=5)
    assert [row.day for row in moved.plan.kept] == [5]
    assert edit_plan(PROBLEM, moved.plan).plan.kept == moved.plan.kept


def test_what_nobody_knows_is_a_fault():
    draft = edit_plan(PROBLEM, PLAN)
    for name, value in {"D1:3": "D1:3", "D3": "D3", ("D2", 0): "D2:0"}.items():
        with pytest.raises(ProblemError) as caught:
            draft.drop(name)
        assert [one.value for one in caught.value.faults] == [value]
    with pytest.raises(ProblemError):
        draft.move("D1:1", staff_id="T9")
    with pytest.raises(ProblemError):
        draft.drop(Assignment(staff_id="T1", demand_id="D1", day=5, slot=1))
    with pytest.raises(PlanError):
        edit_plan(PROBLEM, make_plan(("T1", "D9", 1, 1)))
