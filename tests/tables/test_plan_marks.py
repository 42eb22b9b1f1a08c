"""The column of a plan that says which sessions stay as they are."""

import pytest

from builders import make_plan
from sharepool.base.errors import PlanError
from sharepool.problem.plan import Plan
from sharepool.tables import read_plan, write_plan

PLAN = make_plan(("T1", "D1", 1, 2), ("T1", "D1", 2, 2), ("T2", "D1", 3, 2))


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_marks_are_written_and_read_again(tmp_path, name):
    kept = frozenset(PLAN.assignments[1:])
    write_plan(Plan(PLAN.assignments, kept=kept), tmp_path / name)
    assert read_plan(tmp_path / name).kept == kept
    assert read_plan(tmp_path / name) == PLAN


def test_a_plan_without_marks_has_no_column_for_them(tmp_path):
    write_plan(PLAN, tmp_path / "plan.csv")
    assert "keep" not in (tmp_path / "plan.csv").read_text(encoding="utf-8")


def test_marks_are_words_in_either_language(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "工号,需求编号,星期,节次,保留\nT1,D1,1,2,是\nT1,D1,2,2,\nT1,D1,3,2,√\n", "utf-8"
    )
    assert sorted(row.day for row in read_plan(path).kept) == [1, 3]


def test_a_mark_that_cannot_be_read_is_a_fault(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("staff_id,demand_id,day,slot,keep\nT1,D1,1,2,maybe\n", "utf-8")
    with pytest.raises(PlanError) as caught:
        read_plan(path)
    assert [(one.row, one.column, one.code) for one in caught.value.faults] == [
        (2, "keep", "bad_value")
    ]


def test_marks_go_through_data_frames():
    plan = Plan(PLAN.assignments, kept=frozenset(PLAN.assignments[:1]))
    assert Plan.from_frame(plan.to_frame()).kept == plan.kept
