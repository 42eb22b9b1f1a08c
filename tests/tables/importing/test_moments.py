"""Words of time, as people write them into a cell."""

import pytest

from sharepool.tables.importing.certificates import read_skills
from sharepool.tables.importing.counts import read_count
from sharepool.tables.importing.moments import NEVER, read_times


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
        ("周二下午14:00-16:00", [((2,), "whole", (), 840, 960)]),
        ("周三上午10:20-11:50", [((3,), "whole", (), 620, 710)]),
        (
            "上午8:00-11:30，下午2:30-5:00",
            [(WEEK, "whole", (), 480, 690), (WEEK, "whole", (), 870, 1020)],
        ),
        ("放学后16:00-17:30", [(WEEK, "after_school", (), 960, 1050)]),
        ("Tue & Thu pm", [((2, 4), "afternoon", (), None, None)]),
        ("Tue 14:00-16:00", [((2,), "whole", (), 840, 960)]),
        ("Mon-Fri 12:00-18:00", [(WEEK, "whole", (), 720, 1080)]),
        ("Monday and Thursday afternoons", [((1, 4), "afternoon", (), None, None)]),
    ],
)
def test_times_are_read(text, expected):
    assert spans(text) == expected


def test_sessions_a_day_are_read():
    assert read_times("每天1节").most_a_day == 1


@pytest.mark.parametrize(
    "text",
    [
        "听从安排",
        "除周三外",
        "路远",
        "",
        "17:00-14:00",
        "2:00-5:00",
        "上午14:00-15:00",
        "周三下午吧，看情况",
    ],
)
def test_what_is_not_understood_is_not_guessed(text):
    assert read_times(text) is None


@pytest.mark.parametrize("text", ["不外派", "本学期不外派", "Never", "not available"])
def test_never_is_understood(text):
    assert read_times(text) is NEVER


@pytest.mark.parametrize(
    ("text", "count"),
    [("2", 2), ("２", 2), ("两次", 2), ("每周3节", 3), ("十二", 12), ("2次/周", 2), ("2.0", 2)],
)
def test_a_number_of_sessions_is_read_of_the_whole_cell(text, count):
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    ["2-3", "2~3", "隔周1次", "每月2次", "单周2节", "每周2次，每次2节", "-3", "2.5", "每天2节", ""],
)
def test_what_says_more_than_a_number_is_none(text):
    assert read_count(text) is None


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
    assert [tuple(one[:4]) for one in read_skills(text)] == skills


def test_english_certificates_are_read():
    football, athletics = read_skills("Football (Level 2, expires 31/08/2026); Athletics")
    assert football[:4] == ("Football", 2, "", "2026-08-31")
    assert athletics[:4] == ("Athletics", 0, "", "")


def test_a_date_whose_month_is_not_clear_is_a_doubt():
    (swimming,) = read_skills("Swimming (05/08/2026)")
    assert swimming.doubt == "Swimming (05/08/2026)"


def test_a_date_without_a_day_is_the_end_of_its_month_and_lapsed_ones_are_told():
    dated, lapsed = read_skills("足球（D级证书，2026年2月到期）、体育（教师资格证，已过期）")
    assert dated.last == "2026-02-28"
    assert (dated.doubt, lapsed.doubt) == ("", "体育（教师资格证，已过期）")
