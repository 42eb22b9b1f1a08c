from sharepool.problem.plan import Plan
from sharepool.report.tables.timetables import list_timetables


def test_sites_come_in_the_order_of_their_table_and_sessions_in_time_order(problem, plan):
    frame = list_timetables(problem, plan)
    rows = frame[["site_id", "day", "start", "end", "staff_name"]]
    assert list(rows.itertuples(index=False, name=None)) == [
        ("007", 1, "08:00", "09:30", "Lin"),
        ("007", 2, "13:00", "13:40", "Wu"),
        ("east", 1, "16:00", "17:00", "Lin"),
    ]


def test_a_session_of_several_slots_bears_its_first_and_last_label(problem, plan):
    labels = list_timetables(problem, plan)["label"]
    assert list(labels) == ["one–two", "three", "four"]


def test_a_remote_session_stands_at_the_site_of_its_pupils(problem, plan):
    frame = list_timetables(problem, plan)
    assert list(frame[frame["delivery"] == "remote"]["site_name"]) == ["West school"]


def test_a_row_without_a_time_is_left_out(problem):
    assert (
        len(list_timetables(problem, Plan.of([("Z1", "double", 1, 2), ("?", "link", 1, 1)]))) == 0
    )
