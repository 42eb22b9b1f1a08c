"""Suggestions: their figures are checker's and scorer's, and none better is missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bruteforce import candidates, plans
from builders import make_plan, make_problem
from sharepool.analysis.reasons.excerpts import Whole
from sharepool.analysis.suggestions.drafts import edit_plan, whole_of
from sharepool.analysis.suggestions.suggesting import find_obstacles, likely_rows, suggest
from sharepool.analysis.suggestions.types import Workload
from sharepool.problem.plan import Plan
from sharepool.rules import check
from sharepool.rules.scoring import score
from strategies import problems

from .test_drafts import tiny


@st.composite
def sessions(draw, *, teams):
    """A tiny problem, a legal plan, and a session of it that is planned or missing."""
    problem = draw(problems(teams=teams, max_candidates=8))
    legal = [plan for plan, _ in plans(problem)]
    if not legal:
        return None
    plan = draw(st.sampled_from(legal))
    missing = [one.demand_id for one in problem.demands if Whole(problem, plan).count_missing(one)]
    names = [*plan, *missing]
    return (problem, plan, draw(st.sampled_from(names))) if names else None


def changed(plan, one):
    rows = list(plan)
    for row in one.drop:
        rows.remove(row)
    return Plan((*rows, *one.add))


@tiny
@given(sessions(teams=True))
def test_every_figure_is_that_of_the_changed_plan(drawn):
    if drawn is None:
        return
    problem, plan, name = drawn
    before = score(problem, plan)
    for one in suggest(problem, plan, name):
        after = changed(plan, one)
        assert one.obstacles == check(problem, after)
        gained = {
            key: value - before.terms[key] for key, value in score(problem, after).terms.items()
        }
        assert one.terms == gained


@tiny
@given(sessions(teams=False))
def test_nothing_legal_and_cheaper_is_missed(drawn):
    if drawn is None:
        return
    problem, plan, name = drawn
    row = None if isinstance(name, str) else name
    demand_id = name if row is None else row.demand_id
    rest = [one for one in plan if one != row]
    others = [
        Plan((*rest, one))
        for one in candidates(problem)
        if one.demand_id == demand_id and one != row
    ]
    before = score(problem, plan).objective
    legal = sorted(
        score(problem, one).objective - before for one in others if not check(problem, one)
    )
    found = [one.change for one in suggest(problem, plan, name, most=30) if not one.obstacles]
    assert found[:3] == legal[:3]


def test_a_suggestion_says_what_its_person_then_has():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}], demands=[{}, {"demand_id": "D2", "site_id": "B"}]
    )
    plan = make_plan(("T1", "D1", 1, 1), ("T2", "D2", 2, 1))
    elsewhere = {"T2": Workload(3, 120, 60)}
    found = suggest(problem, plan, "D1:1", elsewhere=elsewhere)
    first = next(one for one in found if one.add[0].staff_id == "T2" and one.add[0].day == 2)
    assert first.week == {"T2": Workload(sessions=2, session_min=80, road_min=30)}
    assert first.term == {"T2": Workload(sessions=5, session_min=200, road_min=90)}
    assert first.change == -10
    assert first.text(problem).startswith("T2 on Tuesday at slot ")
    assert "travel -10" in first.text(problem)
    assert "路程 -10" in first.text(problem, "zh")


def test_what_is_only_mended_in_part_is_no_obstacle():
    problem = make_problem(demands=[{"sessions": 3, "min_sessions": 3}])
    (row,) = make_plan(("T1", "D1", 1, 1))
    effect = Whole(problem, Plan()).around(row).find_effect((row,), ())
    assert [one.amount for one in effect.new] == [1]
    assert find_obstacles(effect) == ()


def test_a_missing_team_is_put_together():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}, {"staff_id": "T3"}],
        roles=[
            {"demand_id": "D1", "role": "lead"},
            {"demand_id": "D1", "role": "help", "optional": 1},
        ],
    )
    best = suggest(problem, Plan(), "D1:1")[0]
    assert sorted(row.role for row in best.add) == ["help", "lead"]
    assert best.obstacles == ()
    assert (
        best.change == score(problem, Plan(best.add)).objective - score(problem, Plan()).objective
    )


def test_somebody_is_found_for_a_role_that_lacks_one():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}],
        roles=[
            {"demand_id": "D1", "role": "lead"},
            {"demand_id": "D1", "role": "help", "optional": 1},
        ],
    )
    plan = Plan.of([("T1", "D1", 1, 1, "lead")])
    found = suggest(problem, plan, "D1:1")
    assert [
        row.role for one in found for row in one.add if row.staff_id == "T2" and not one.drop
    ] == ["help"]


def test_whoever_can_come_at_the_same_time_is_tried_even_if_others_times_are_nearer():
    problem = make_problem(
        staff=[{}, {"staff_id": "T2"}],
        demands=[{}, {"demand_id": "D2", "site_id": "A", "sessions": 4}],
    )
    own = [("T2", "D2", day, 1) for day in (2, 3, 4, 5)]
    plan = make_plan(("T1", "D1", 1, 1), *own)
    found = suggest(problem, plan, "D1:1", most=60)
    times = [one.add[0].day for one in found if one.add[0].staff_id == "T2"]
    assert 1 not in times[:3]  # where T2 has to drive for it alone
    tried = whole_of(edit_plan(problem, plan))
    assert ("T2", 1, 1) in {
        (one.row.staff_id, one.row.day, one.row.slot)
        for one in likely_rows(tried, problem.demands[0], "", plan.assignments[:1])
    }


def test_few_are_asked_for_and_at_least_one():
    assert len(suggest(make_problem(), Plan(), "D1", most=2)) == 2
    with pytest.raises(ValueError, match="most"):
        suggest(make_problem(), Plan(), "D1", most=0)
