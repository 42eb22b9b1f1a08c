"""A new plan: substitutes are named, what works stays, what was taught is not touched."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bruteforce import candidates, optimum
from builders import BELLS, make_plan, make_problem
from patience import TO_THE_END, work
from sharepool import Plan, check, replan, score
from sharepool.analysis.comparison.types import Fate
from sharepool.analysis.replanning.settling import settle
from sharepool.base.errors import ProblemError
from sharepool.problem.result import Status
from sharepool.problem.rows import Absence
from strategies import problems

MONDAY = dt.date(2026, 3, 2)
TWO = [{}, {"staff_id": "T2"}]


def away(staff_id, first=MONDAY, last=dt.date(2026, 3, 8)):
    return Absence.model_validate({"staff_id": staff_id, "from": first, "until": last})


def made_anew(problem, plan, **changes):
    return replan(problem, plan, stop=work(0.5), workers=1, **changes)


def two_demands(**cells):
    demands = [{"slots": "1-1"}, {"demand_id": "D2", "slots": "3-1"}]
    return make_problem(staff=TWO, demands=demands, **cells)


PLAN = make_plan(("T1", "D1", 1, 1), ("T2", "D2", 3, 1))


def test_a_substitute_is_named_and_nobody_else_moves():
    found = made_anew(two_demands(), PLAN, absences=[away("T1")])
    assert found.result.status is Status.OPTIMAL
    assert set(found.result.plan) == set(make_plan(("T2", "D1", 1, 1), ("T2", "D2", 3, 1)))
    (lapsed,) = found.lapsed
    assert lapsed.fate is Fate.OTHER_PERSON
    assert (lapsed.before.staff_id, lapsed.after.staff_id) == ("T1", "T2")
    assert found.comparison.count(Fate.KEPT) == 1


def test_a_session_without_a_substitute_is_gone():
    found = made_anew(make_problem(), make_plan(("T1", "D1", 1, 1)), absences=[away("T1")])
    (lapsed,) = found.lapsed
    assert lapsed.fate is Fate.GONE


def test_whoever_is_away_for_a_day_takes_the_session_on_another():
    problem = make_problem()
    found = made_anew(problem, make_plan(("T1", "D1", 1, 1)), absences=[away("T1", MONDAY, MONDAY)])
    (lapsed,) = found.lapsed
    assert lapsed.fate is Fate.OTHER_TIME
    assert lapsed.after.day > 1


def test_whoever_leaves_is_in_no_table_any_more():
    pins = [{"kind": "prefer", "weight": 3, "staff_id": "T1"}]
    problem = two_demands(
        pins=pins,
        absences=[{"staff_id": "T1", "from": "2026-04-01", "until": "2026-04-02"}],
        availability=[{"staff_id": "T1", "day": 1, "start": "07:00", "end": "19:00"}],
    )
    found = made_anew(problem, PLAN, leaving=["T1"])
    assert [person.staff_id for person in found.problem.staff] == ["T2"]
    assert "T1" not in found.problem.model_dump_json()
    assert {row.staff_id for row in found.result.plan} == {"T2"}
    (lapsed,) = found.lapsed
    assert lapsed.before.staff_id == "T1"


def test_sessions_of_nobody_are_left_out_if_said_so():
    plan = make_plan(("T1", "D1", 1, 1), ("T9", "D1", 2, 1), ("T1", "D9", 2, 1))
    with pytest.raises(ProblemError) as caught:
        made_anew(two_demands(), plan)
    assert [one.code for one in caught.value.faults] == ["unknown_id"] * 2
    found = made_anew(two_demands(), plan, leaving=["T9"], dropping=["D9"])
    assert [(row.staff_id, row.demand_id) for row in found.unknown] == [("T9", "D1"), ("T1", "D9")]
    assert len(found.problem.previous_plan) == 1


def test_a_demand_that_is_dropped_has_no_session_and_no_pin():
    pins = [{"kind": "require", "demand_id": "D2"}]
    found = made_anew(two_demands(pins=pins), PLAN, dropping=["D2"])
    assert [row.demand_id for row in found.result.plan] == ["D1"]
    assert found.problem.pins == ()
    (lapsed,) = found.lapsed
    assert (lapsed.before.demand_id, lapsed.fate) == ("D2", Fate.GONE)


def test_a_day_off_is_among_what_changes():
    found = made_anew(two_demands(calendar=[{"date": MONDAY, "kind": "off"}]), PLAN)
    (lapsed,) = found.lapsed
    assert (lapsed.before.demand_id, lapsed.fate) == ("D1", Fate.GONE)


@pytest.mark.parametrize("cells", [{}, {"taken": 1}])
def test_closed_grounds_are_among_what_changes(cells):
    sites = [{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}]
    found = made_anew(
        two_demands(closures=[{"site_id": "A", "day": 1, **cells}], sites=sites), PLAN
    )
    (lapsed,) = found.lapsed
    assert (lapsed.before.demand_id, lapsed.fate) == ("D1", Fate.GONE)


def test_a_slot_that_is_no_more_is_among_what_changes():
    problem = make_problem(bells=[row for row in BELLS if row["slot"] != 1])
    (lapsed,) = made_anew(problem, make_plan(("T1", "D1", 1, 1))).lapsed
    assert lapsed.fate is Fate.OTHER_TIME


def test_what_works_does_not_move_though_it_could():
    problem = make_problem(demands=[{"sessions": 2}])
    plan = make_plan(("T1", "D1", 2, 3), ("T1", "D1", 4, 6))
    found = made_anew(problem, plan)
    assert set(found.result.plan) == set(plan)
    assert not found.lapsed


def test_a_new_school_is_served_beside_the_others():
    problem = make_problem(demands=[{}, {"demand_id": "D2", "site_id": "B"}])
    found = made_anew(problem, make_plan(("T1", "D1", 2, 3)))
    assert found.comparison.count(Fate.KEPT) == found.comparison.count(Fate.NEW) == 1


def test_a_dear_change_is_not_made_and_a_free_one_is():
    # Both demands in one day save a way of 20 minutes.
    demands = [{}, {"demand_id": "D2"}]
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 2, 1))
    problem = make_problem(demands=demands)
    assert made_anew(problem, plan, change=21).comparison.count(Fate.KEPT) == 2
    assert made_anew(problem, plan, change=0).comparison.count(Fate.KEPT) == 1


def test_another_week_has_its_own_absences_and_seasons():
    problem = two_demands(
        absences=[{"staff_id": "T1", "from": "2026-03-09", "until": "2026-03-15"}]
    )
    assert not made_anew(problem, PLAN).lapsed
    found = made_anew(problem, PLAN, week_of=dt.date(2026, 3, 9))
    assert found.problem.week[0] == dt.date(2026, 3, 9)
    assert [one.before.staff_id for one in found.lapsed] == ["T1"]


def test_what_has_been_taught_stays_and_nothing_is_added_to_it():
    demands = [{"sessions": 3, "slots": "1-1;2-1;3-1"}, {"demand_id": "D2", "slots": "1-2;4-1"}]
    problem = make_problem(staff=TWO, demands=demands, rules={"limits": {"max_sessions_day": 9}})
    plan = make_plan(("T1", "D1", 2, 1))
    ill = away("T1", dt.date(2026, 3, 4))
    found = made_anew(problem, plan, absences=[ill], since=dt.date(2026, 3, 4))
    assert set(make_plan(("T1", "D1", 2, 1))) <= set(found.result.plan)
    assert sum(row.day < 3 for row in found.result.plan) == 1
    assert len(found.result.plan) > 1
    assert not check(found.problem, found.result.plan)


def test_whoever_leaves_in_the_week_keeps_what_was_taught():
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 3, 1))
    found = made_anew(two_demands(), plan, leaving=["T1"], since=dt.date(2026, 3, 3))
    assert set(found.result.plan) == set(make_plan(("T1", "D1", 1, 1), ("T2", "D2", 3, 1)))
    (lapsed,) = found.lapsed
    assert (lapsed.before.demand_id, lapsed.fate) == ("D2", Fate.OTHER_PERSON)


def test_what_begins_before_the_moment_stays():
    demands = [{"slots": "1-1..2"}, {"demand_id": "D2", "slots": "1-2..3"}]
    problem = make_problem(staff=TWO, demands=demands)
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 1, 2))
    ill = away("T1", dt.datetime.fromisoformat("2026-03-02T08:45"))
    moment = dt.datetime.fromisoformat("2026-03-02T08:30")
    found = made_anew(problem, plan, absences=[ill], since=moment)
    assert set(found.result.plan) >= set(make_plan(("T1", "D1", 1, 1)))
    (lapsed,) = found.lapsed
    assert lapsed.after.staff_id == "T2"


def test_a_week_that_cannot_be_is_said_so():
    problem = make_problem(demands=[{"min_sessions": 1}])
    found = made_anew(problem, make_plan(("T1", "D1", 1, 1)), absences=[away("T1")])
    assert found.result.status is Status.INFEASIBLE
    assert found.comparison is None
    assert found.lapsed == ()


def test_every_fault_is_told_at_once():
    with pytest.raises(ProblemError) as caught:
        replan(
            make_problem(),
            Plan(),
            week_of=dt.date(2026, 3, 3),
            absences=[away("T8")],
            leaving=["T9"],
            since=dt.date(2026, 5, 1),
        )
    assert [fault.value for fault in caught.value.faults] == [
        "2026-03-03",
        "T8",
        "T9",
        "2026-05-01T00:00:00",
    ]


def test_a_change_that_earns_is_refused():
    with pytest.raises(ValueError, match="change"):
        replan(make_problem(), Plan(), change=-1)


def test_a_pointless_change_is_put_back():
    problem = make_problem(previous_plan=[dict(make_plan(("T1", "D1", 1, 1)).assignments[0])])
    assert settle(problem, make_plan(("T1", "D1", 3, 1)), lambda: False) == make_plan(
        ("T1", "D1", 1, 1)
    )


def test_a_pointless_change_of_several_sessions_is_put_back():
    # Neither session alone can be put back: each is in the other's place.
    demands = [{"slots": "1-1;2-1"}, {"demand_id": "D2", "slots": "1-1;2-1"}]
    before = make_plan(("T1", "D1", 1, 1), ("T1", "D2", 2, 1))
    problem = make_problem(demands=demands, previous_plan=[dict(row) for row in before])
    swapped = make_plan(("T1", "D1", 2, 1), ("T1", "D2", 1, 1))
    assert set(settle(problem, swapped, lambda: False)) == set(before)
    assert settle(problem, swapped, lambda: True) == swapped
    # Every part of the work asks for the time.
    for asked in range(5):
        late = iter([False] * asked)
        assert settle(problem, swapped, lambda late=late: next(late, True)) == swapped


tiny = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@tiny
@given(problems(teams=True, max_candidates=8), st.data())
def test_a_week_made_anew_is_the_best_and_moves_nothing_without_gain(problem, data):
    best = optimum(problem)
    if best is None:
        return
    problem = problem.replace(previous_plan=())
    _, plan = best
    staff_id = data.draw(st.sampled_from([person.staff_id for person in problem.staff]))
    day = data.draw(st.sampled_from(problem.week))
    since = data.draw(st.sampled_from([None, problem.week[2]]))
    found = replan(problem, plan, absences=[away(staff_id, day)], since=since, stop=TO_THE_END)
    expected = optimum(found.held)
    assert (not found.result.has_plan) == (expected is None)
    if expected is None:
        return
    assert (
        found.result.objective == expected[0] == score(found.problem, found.result.plan).objective
    )
    assert found.result.bound == expected[0]
    assert not check(found.problem, found.result.plan)
    legal = candidates(found.problem)
    for one in found.comparison.sessions:
        if one.fate is Fate.KEPT or one.before not in legal or one.after is None:
            continue
        rows = list(found.result.plan)
        rows.remove(one.after)
        back = Plan((*rows, one.before))
        assert check(found.held, back) or (
            score(found.problem, back).objective > found.result.objective
        )
