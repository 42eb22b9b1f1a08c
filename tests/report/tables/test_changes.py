from builders import make_plan, make_problem
from sharepool.report.tables.changes import list_changes


def test_sessions_are_kept_moved_new_or_gone():
    before = [("T1", "D1", 1, 1), ("T1", "D1", 2, 1), ("T1", "D2", 3, 1), ("T9", "D1", 4, 1)]
    columns = ("staff_id", "demand_id", "day", "slot")
    problem = make_problem(
        staff=[{"name": "Lin"}, {"staff_id": "T2"}, {"staff_id": "T3"}],
        demands=[{"sessions": 5}, {"demand_id": "D2"}],
        previous_plan=[dict(zip(columns, row, strict=True)) for row in before],
    )
    plan = make_plan(("T1", "D1", 1, 1), ("T1", "D1", 5, 1), ("T2", "D1", 4, 1))
    assert list(list_changes(problem, plan).itertuples(index=False, name=None)) == [
        ("T1", "Lin", 1, 1, 0, 1),
        ("T2", "T2", 0, 0, 1, 0),
        ("T9", "T9", 0, 0, 0, 1),
    ]
