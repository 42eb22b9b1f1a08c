"""Plans out of order, empty, twisted: the checker keeps its head."""

import pytest

from builders import make_plan, make_problem
from sharepool.problem.violation import Violation
from sharepool.rules import RULES, check
from sharepool.rules.scoring import score

ROWS = [
    ("T1", "D1", 1, 1),
    ("T1", "D2", 1, 1),
    ("T9", "D1", 1, 1),
    ("T2", "D1", 1, 1),
    ("T2", "D2", 9, 1),
    ("T2", "D2", 2, 8),
    ("T1", "D1", 1, 1),
]


def problem_of_all():
    return make_problem(
        sites=[{"site_id": "H"}, {"site_id": "A", "capacity": 1}, {"site_id": "B"}],
        staff=[{"staff_id": "T1"}, {"staff_id": "T2", "max_leg_min": 5}],
        demands=[{"cohort": "c"}, {"demand_id": "D2", "site_id": "B", "min_sessions": 1}],
        pins=[{"kind": "forbid", "day": 1}],
    )


def test_every_rule_is_listed_once_in_the_order_of_its_code():
    codes = [rule.__name__.split("_")[0] for rule in RULES]
    assert codes == [f"h{number:02d}" for number in range(19)]


@pytest.mark.parametrize("shift", range(1, 2 * len(ROWS), 2))
def test_the_order_of_rows_changes_nothing(shift):
    shuffled = [ROWS[(3 * place + shift) % len(ROWS)] for place in range(len(ROWS))]
    problem = problem_of_all()
    assert check(problem, make_plan(*shuffled)) == check(problem, make_plan(*ROWS))
    assert score(problem, make_plan(*shuffled)) == score(problem, make_plan(*ROWS))


def test_violations_come_sorted_and_once():
    found = check(problem_of_all(), make_plan(*ROWS))
    assert len(set(found)) == len(found)
    assert list(found) == sorted(found)
    assert [one.code for one in found] == sorted(one.code for one in found)


def test_violations_sort_with_and_without_a_field():
    week, day = Violation("H10", "day"), Violation("H10", "day", day=1)
    assert sorted([Violation("H10", "day", day=2), day, week]) == [
        week,
        day,
        Violation("H10", "day", day=2),
    ]


def test_an_empty_plan_of_a_problem_without_minimums_is_legal():
    assert check(make_problem(), make_plan()) == ()


def test_a_problem_without_people_has_only_the_empty_plan():
    problem = make_problem(staff=[])
    assert check(problem, make_plan()) == ()
    assert [one.code for one in check(problem, make_plan(("T1", "D1", 1, 1)))] == ["H00"]


@pytest.mark.parametrize("day", [-1, 0, 8, 999_999_999])
@pytest.mark.parametrize("slot", [-1, 0, 9, 999_999_999])
def test_any_whole_number_may_stand_as_day_and_slot(day, slot):
    (found,) = check(make_problem(), make_plan(("T1", "D1", day, slot)))
    assert (found.code, found.day, found.slot) == ("H03", day, slot)
