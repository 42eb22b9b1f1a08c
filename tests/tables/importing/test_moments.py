"""Words of time, as people write them into a cell."""

import pytest

from sharepool.tables.importing.moments import read_times
from sharepool.tables.importing.people import read_skills


def spans(text):
    times = read_times(text)
    return [(one.days, one.part, one.slots, one.start, one.end) for one in times.spans]


WEEK = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周一至周五下午", [(WEEK, "afternoon", (), None, None)]),
        ("星期二、四全天", [((2, 4), "whole", (), None, None)]),
        (
            "周三下午、周五上午",
            [((3,), "afternoon", (), None, None), ((5,), "morning", (), None, None)],
        ),
        ("每周一三五14:00-17:30", [((1, 3, 5), "whole", (), 840, 1050)]),
        (
            "上午第3、4节或下午",
            [(WEEK, "morning", (3, 4), None, None), (WEEK, "afternoon", (), None, None)],
        ),
        ("周四第一至三节", [((4,), "whole", (1, 2, 3), None, None)]),
        ("下午放学后", [(WEEK, "after_school", (), None, None)]),
        ("周末", [((6, 7), "whole", (), None, None)]),
        ("每天", [(WEEK, "whole", (), None, None)]),
    ],
)
def test_times_are_read(text, expected):
    assert spans(text) == expected


def test_sessions_a_day_are_read():
    assert read_times("每天1节").most_a_day == 1


@pytest.mark.parametrize("text", ["听从安排", "除周三外", "路远", "", "17:00-14:00"])
def test_what_is_not_understood_is_not_guessed(text):
    assert read_times(text) is None


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("田径（一级教练员）、教师资格证", [("田径", 3, "", ""), ("教师资格证", 0, "", "")]),
        ("足球（D级证书，2026年6月30日到期）", [("足球", 1, "", "2026-06-30")]),
        ("游泳(2027-05-01到期)；救生员", [("游泳", 0, "", "2027-05-01"), ("救生员", 0, "", "")]),
        ("篮球/体育", [("篮球", 0, "", ""), ("体育", 0, "", "")]),
    ],
)
def test_certificates_are_read(text, skills):
    assert list(read_skills(text)) == skills
