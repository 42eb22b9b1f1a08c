"""Times of bells and of grids: read whole, in the half of the day that is meant, or refused."""

import datetime as dt

import openpyxl
import pytest

import sharepool as sp
from books import numbered, save
from sharepool.problem.cells import format_clock
from sharepool.tables.importing.concepts import is_sport
from sharepool.tables.importing.hours import find_times, read_clock, read_range
from sharepool.tables.importing.listings import cell_text

SLOTS = ["节次", "起止时间"]
ENDS = ["节次", "开始", "结束"]


def with_bells(path, *rows):
    """Write a workbook with a sheet of bells."""
    path = numbered(path / "bells.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("作息")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def bells_of(path, mapping=None):
    frame = sp.read_workbook(path, mapping).frames["bells"]
    return [tuple(row) for row in frame[["start", "end"]].itertuples(index=False)]


def refused(read):
    with pytest.raises(sp.ProblemError) as caught:
        read()
    for fault in caught.value.faults:
        assert fault.code == "unread_time"
        assert fault.text("zh") != fault.text("en")
    return [
        (one.sheet, f"{one.column}{one.row}", one.fields.get("kind")) for one in caught.value.faults
    ]


def shown(*times):
    return tuple(None if time is None else format_clock(time) for time in times)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:20", "08:20"),
        ("8：20", "08:20"),
        ("08:20:00", "08:20"),
        ("8点20分", "08:20"),
        ("8点半", "08:30"),
        ("8时", "08:00"),
        ("8.20", "08:20"),
        ("下午2:10", "14:10"),
        ("下午 2点10分", "14:10"),
        ("下午14:10", "14:10"),
        ("2:10pm", "14:10"),
        ("2:10 P.M.", "14:10"),
        ("8:20 am", "08:20"),
        ("中午12:30", "12:30"),
        ("中午1:20", "13:20"),
        ("中午11:50", "11:50"),
        ("傍晚6:30", "18:30"),
        ("晚上7:00", "19:00"),
        ("早上5:30", "05:30"),
        ("0.347222220833333", "08:20"),
        ("0.59375", "14:15"),
        ("24:00", "24:00"),
        ("0:00", "00:00"),
    ],
)
def test_clock_times_are_read_whole(text, clock):
    assert shown(read_clock(text)) == (clock,)


@pytest.mark.parametrize(
    "text",
    [
        "8.2",
        "9",
        "2:10",
        "0:34",
        "0.1",
        "8:70",
        "25:00",
        "8:20左右",
        "夏季8:20",
        "8 20",
        "上午14:00",
        "",
    ],
)
def test_other_clock_times_are_not_understood(text):
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("8:20-9:00", ("08:20", "09:00")),
        ("８：２０—９：００", ("08:20", "09:00")),
        ("8点20至9点", ("08:20", "09:00")),
        ("8:20 9:00", ("08:20", "09:00")),
        ("8:20~9:00（40分钟）", ("08:20", "09:00")),
        ("下午4:00-4:40", ("16:00", "16:40")),
        ("下午5:00-8:30", ("17:00", "20:30")),
        ("下午4点半-5点半", ("16:30", "17:30")),
        ("上午11:10-12:00", ("11:10", "12:00")),
        ("上午11:30-下午1:00", ("11:30", "13:00")),
        ("中午12:10-1:40", ("12:10", "13:40")),
        ("2:10-2:50pm", ("14:10", "14:50")),
        ("11:30-1:00pm", ("11:30", "13:00")),
        ("0:00-24:00", ("00:00", "24:00")),
        ("8:20~9:00（45分钟）", None),
        ("2:10-2:50", None),
        ("11:30-1:10", None),
        ("14:10-14:00", None),
        ("8.2-9.1", None),
        ("夏14:30-15:10 冬14:00-14:40", None),
        ("8:20-9:00-10:00", None),
        ("9:00", None),
    ],
)
def test_ranges_are_read_whole(text, span):
    found = read_range(text)
    assert (found and shown(*found)) == span


@pytest.mark.parametrize(
    ("label", "times"),
    [
        ("1 8:20-9:00", ("08:20", "09:00")),
        ("第1节（8:20-9:00）", ("08:20", "09:00")),
        ("1.8:20-9:00", ("08:20", "09:00")),
        ("3 下午2:10-2:50", ("14:10", "14:50")),
        ("下午 第1节 2:10-2:50", ("14:10", "14:50")),
        ("下午 第1节 14:10-14:50", ("14:10", "14:50")),
        ("下午 第1节 8:20-9:00", None),
        ("Hour 5 14:00", ("14:00", None)),
        ("3 2:10-2:50", None),
        ("夏14:30-15:10 冬14:00-14:40", None),
        ("第1-2节", None),
        ("第1时段", None),
    ],
)
def test_times_in_labels(label, times):
    found = find_times(label)
    assert (found and shown(*found)) == times


def test_bells_in_the_afternoon_are_in_the_afternoon(tmp_path):
    path = with_bells(tmp_path, SLOTS, ["1", "上午11:10-11:50"], ["课后服务", "下午4:00-4:40"])
    assert bells_of(path) == [("11:10", "11:50"), ("16:00", "16:40")]
    path = with_bells(tmp_path, ENDS, ["1", "8:20", "9:00"], ["2", "下午2:10", "2:50"])
    assert bells_of(path) == [("08:20", "09:00"), ("14:10", "14:50")]


def test_a_label_says_in_which_half_of_the_day_its_slot_is(tmp_path):
    path = with_bells(tmp_path, SLOTS, ["上午第1节", "8:20-9:00"], ["下午第1节", "2:10-2:50"])
    assert bells_of(path) == [("08:20", "09:00"), ("14:10", "14:50")]
    path = with_bells(tmp_path, ["时段", *ENDS], ["下午", "5", "2:10", "2:50"])
    assert bells_of(path) == [("14:10", "14:50")]


def test_what_follows_lessons_is_in_the_afternoon(tmp_path):
    path = with_bells(tmp_path, SLOTS, ["1", "8:20-9:00"], ["课后服务", "4:00-5:30"])
    bells = sp.read_workbook(path).to_problem().bells
    assert [(one.start, one.end) for one in bells] == [(500, 540), (960, 1050)]


def test_times_of_excel_are_times_however_they_are_formatted(tmp_path):
    rows = (["1", 0.3472222208333333, 0.375], ["2", dt.time(14, 10), dt.time(14, 50)])
    assert bells_of(with_bells(tmp_path, ENDS, *rows)) == [("08:20", "09:00"), ("14:10", "14:50")]


def test_a_time_of_excel_is_of_the_nearest_second(tmp_path):
    early = dt.time(8, 19, 59, 990000)
    assert cell_text(early) == "08:20"
    rows = (["1", dt.time(8, 20, 15), dt.time(9)],)
    path = with_bells(tmp_path, ENDS, *rows)
    assert refused(lambda: sp.read_workbook(path)) == [("作息", "B2", "form")]


def test_numbers_are_no_times(tmp_path):
    path = with_bells(tmp_path, ENDS, ["1", 8.2, 9], ["2", 9.1, "9:50"], ["3", "10:20", "11:00"])
    assert refused(lambda: sp.read_workbook(path)) == [
        ("作息", "B2", "colon"),
        ("作息", "C2", "colon"),
        ("作息", "B3", "colon"),
    ]


@pytest.mark.parametrize(
    ("times", "kind"),
    [
        ("2:10-2:50", "early"),
        ("14:50-14:10", "order"),
        ("夏14:30-15:10 冬14:00-14:40", "form"),
        ("8.2-9", "colon"),
        ("9:00", "form"),
        ("另行通知", "form"),
    ],
)
def test_a_bell_that_is_not_understood_is_refused_by_its_cell(tmp_path, times, kind):
    path = with_bells(tmp_path, SLOTS, ["1", "8:20-9:00"], ["2", "9:10-9:50"], ["3", times])
    assert refused(lambda: sp.read_workbook(path)) == [("作息", "B4", kind)]


def test_a_bell_of_a_start_alone_or_the_wrong_way_round_is_refused(tmp_path):
    path = with_bells(tmp_path, ENDS, ["1", "8:20"], ["2", "9:50", "9:10"])
    assert refused(lambda: sp.read_workbook(path)) == [
        ("作息", "B2", "alone"),
        ("作息", "C3", "order"),
    ]


def test_breaks_and_moments_are_no_slots(tmp_path):
    rows = (["到校", "7:40"], ["1", "8:20-9:00"], ["大课间", "30分钟"], ["2", "9:30-10:10"])
    assert bells_of(with_bells(tmp_path, SLOTS, *rows, ["放学", "16:30"])) == [
        ("08:20", "09:00"),
        ("09:30", "10:10"),
    ]


def test_an_answer_about_bells_is_understood_whole_or_asked_again(tmp_path):
    path = numbered(tmp_path / "bells.xlsx")
    told = {"bells": ["8:20-9:00", "下午2:10-2:50"]}
    assert bells_of(path, told) == [("08:20", "09:00"), ("14:10", "14:50")]
    question = sp.read_workbook(path, {"bells": ["8:20-9:00", "2:10-2:50"]}).questions["bells"]
    assert (question.answer, question.refused) == (None, "8:20-9:00、2:10-2:50")


def test_an_answer_about_the_bells_of_a_school_names_a_plan(tmp_path):
    path = with_bells(
        tmp_path,
        ["节次", "夏季", "冬季"],
        ["1", "8:20-9:00", "8:30-9:10"],
        ["2", "9:10-9:50", "9:20-10:00"],
    )
    assert sp.read_workbook(path, {"bell:小学": "冬季"}).questions["bell:小学"].answer == "冬季"
    assert sp.read_workbook(path, {"bell:小学": "春季"}).questions["bell:小学"].refused == "春季"


def grid(path, *lines, title="三(1)班课表"):
    rows = [[title], ["节次", "周一", "周二", "周三"], *lines]
    return save(path / "grid.xlsx", **{title: (rows,)})


def closures(path):
    frame = sp.read_timetable(path, mapping={"site:grid.xlsx": "S"}).frames["closures"]
    return [tuple(row) for row in frame[["day", "start", "end"]].itertuples(index=False)]


def test_periods_of_a_grid_in_the_afternoon_are_in_the_afternoon(tmp_path):
    path = grid(
        tmp_path,
        ["1 8:20-9:00", "语文", "语文", "体育"],
        ["3 下午2:10-2:50", "体育", "数学", "心理"],
    )
    assert closures(path) == [("1", "14:10", "14:50"), ("3", "08:20", "09:00")]


def test_windows_of_a_teacher_end_in_the_afternoon(tmp_path):
    lines = (
        ["1 8:20-9:00", "三1体育", "", "三1体育"],
        ["2 9:10-9:50", "", "", ""],
        ["3 下午2:10-2:50", "三1体育", "", "教研"],
    )
    found = sp.read_timetable(
        grid(tmp_path, *lines, title="王芳课表"), mapping={"site:grid.xlsx": "S"}
    )
    frame = found.frames["availability"]
    windows = [tuple(row) for row in frame[["day", "start", "end"]].itertuples(index=False)]
    assert ("2", "08:20", "14:50") in windows
    assert all(start < end for _, start, end in windows)


@pytest.mark.parametrize(
    ("label", "kind"), [("3 2:10-2:50", "early"), ("3 夏14:30-15:10 冬14:00-14:40", "form")]
)
def test_a_period_of_a_grid_that_is_not_understood_is_refused_by_its_cell(tmp_path, label, kind):
    path = grid(tmp_path, ["1 8:20-9:00", "语文", "语文", "体育"], [label, "体育", "数学", "心理"])
    assert refused(lambda: sp.read_timetable(path)) == [("三(1)班课表", "A4", kind)]


def test_two_times_of_one_period_are_refused(tmp_path):
    rows = [["夏季", "冬季", "周一", "周二"], ["8:20-9:00", "8:30-9:10", "体育", "语文"]]
    path = save(tmp_path / "grid.xlsx", 三1班=(rows,))
    assert refused(lambda: sp.read_timetable(path)) == [("三1班", "A2", "form")]


def test_a_grid_abbreviates_pe_to_one_sign(tmp_path):
    path = grid(
        tmp_path,
        ["1 8:20-9:00", "体", "语文", "体(王)"],
        ["2 9:10-9:50", "数学", "体", "语"],
    )
    assert [day for day, *_ in closures(path)] == ["1", "2", "3"]
    assert is_sport("体") is True
    assert is_sport("整体") is False
