"""Each kind of change: what it gives, that it is a legal problem, and what it leaves alone."""

from decimal import Decimal

import pytest

from builders import make_plan, make_problem
from sharepool.analysis.remedies.changes import (
    Certificate,
    Change,
    FreeDay,
    LooserDemand,
    LooserLimits,
    MoreBudget,
    MoreHours,
    MoreRoom,
    OtherHour,
    OtherMode,
    Recruit,
    TeamRecruit,
)
from sharepool.analysis.remedies.prices import DEFAULT_PRICES
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Requirement
from sharepool.rules import check
from sharepool.tables import read_problem, write_problem

CHANGES = [
    Recruit("new-1", "A", (Requirement("swim", 2), Requirement("pe", 1)), Decimal("7.5")),
    Certificate("T2", "swim", 2),
    MoreHours("T1", 2),
    MoreBudget("Sports", 5),
    OtherMode("T2", "car"),
    LooserLimits("T1", (("max_leg_min", 90), ("max_travel_min_day", 180))),
    FreeDay("T1", 3),
    MoreRoom("A", 2),
    OtherHour(("D1",), "after_school"),
    OtherHour(("D1", "D2")),
    LooserDemand(("D1", "D2"), "max_staff"),
    LooserDemand(("D1",), "max_per_day"),
    LooserDemand(("D1",), "min_gap_days"),
    TeamRecruit(
        (
            Recruit("new-1", "A", (Requirement("swim", 1),)),
            Recruit("new-2", "A", (Requirement("pe", 2),), Decimal(4)),
        )
    ),
]


@pytest.fixture
def problem():
    return make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
        staff=[
            {"employer": "Sports", "max_hours_week": "2"},
            {"staff_id": "T2", "mode": "bus"},
        ],
        skills=[
            {"staff_id": "T1", "skill": "pe"},
            {"staff_id": "T2", "skill": "pe"},
            {"staff_id": "T2", "skill": "swim"},
        ],
        availability=[{"staff_id": "T1", "day": 1, "start": "08:00", "end": "12:00"}],
        demands=[
            {"sessions": 2, "slots": "1-1;1-2;3-1"},
            {"demand_id": "D2", "slots": "2-1"},
        ],
        rules={"employers": {"Sports": {"max_hours_week": 3}}},
    )


def by_kind(change):
    return f"{change.kind}-{len(change.subject)}"


def test_every_kind_is_among_the_examples_and_has_a_price():
    assert {change.kind for change in CHANGES} == set(Change.KINDS) == set(DEFAULT_PRICES)


@pytest.mark.parametrize("change", CHANGES, ids=by_kind)
def test_the_new_problem_is_one_that_the_reader_finds_no_fault_with(problem, change, tmp_path):
    changed = change.apply(problem)
    assert changed != problem
    write_problem(changed, tmp_path / "changed")
    assert read_problem(tmp_path / "changed") == changed


@pytest.mark.parametrize("change", CHANGES, ids=by_kind)
def test_the_old_problem_stays_as_it_is_and_its_plans_stay_legal(problem, change):
    copy = Problem(**{name: getattr(problem, name) for name in Problem.model_fields})
    plan = make_plan(("T1", "D1", 1, 1))
    assert check(problem, plan) == ()
    assert check(change.apply(problem), plan) == ()
    assert problem == copy


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (CHANGES[0], [("new-1", "D1", 1, 1)]),
        (CHANGES[6], [("T1", "D1", 3, 1)]),
        (CHANGES[8], [("T2", "D1", 1, 7)]),
        (CHANGES[9], [("T2", "D1", 4, 1)]),
        (CHANGES[10], [("T1", "D1", 1, 1), ("T2", "D1", 3, 1)]),
        (CHANGES[11], [("T1", "D1", 1, 1), ("T1", "D1", 1, 2)]),
    ],
    ids=lambda value: by_kind(value) if isinstance(value, Change) else "",
)
def test_what_was_not_legal_is(problem, change, rows):
    eased = OtherHour(("D1",)).apply(problem) if change.kind == "part" else problem
    plan = make_plan(*rows)
    assert check(eased, plan)
    assert check(change.apply(eased), plan) == ()


def test_numbers_are_eased_by_what_is_said(problem):
    hours = MoreHours("T1", 2).apply(problem).person_of["T1"].max_hours_week
    assert hours == Decimal(4)
    budget = MoreBudget("Sports", 5).apply(problem).rules.employers["Sports"].max_hours_week
    assert budget == Decimal(8)
    assert MoreRoom("A", 2).apply(problem).site_of["A"].capacity == 2
    assert OtherMode("T2", "car").apply(problem).person_of["T2"].mode == "car"
    person = LooserLimits("T1", (("max_leg_min", 90),)).apply(problem).person_of["T1"]
    assert (person.max_leg_min, person.max_travel_min_day) == (90, None)
    assert LooserDemand(("D1",), "min_gap_days").apply(problem).demand_of["D1"].min_gap_days == 0


@pytest.mark.parametrize(
    "change",
    [MoreHours("T2", 1), MoreBudget("None", 1), FreeDay("T2", 1), MoreRoom("B", 1)],
    ids=by_kind,
)
def test_what_has_no_limit_is_not_given_one(problem, change):
    assert change.apply(problem) == problem


def test_a_limit_that_is_wider_already_stays():
    problem = make_problem(staff=[{"max_leg_min": 100}])
    person = LooserLimits("T1", (("max_leg_min", 90),)).apply(problem).person_of["T1"]
    assert person.max_leg_min == 100


def test_hours_and_demands_are_paid_for_one_by_one():
    assert MoreHours("T1", 4).units == MoreBudget("Sports", 4).units == 4
    assert OtherHour(("D1", "D2")).units == LooserDemand(("D1", "D2"), "max_staff").units == 2
    assert CHANGES[0].units == 1
