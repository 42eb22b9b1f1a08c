"""Ways between schools: in which units they are read, and what is refused or asked."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

import sharepool as sp
from books import grouped, numbered
from sharepool.tables.importing.quantities import read_km, read_minutes, units_in


def with_cells(path, sheet, **cells):
    book = openpyxl.load_workbook(path)
    for ref, value in cells.items():
        book[sheet][ref] = value
    book.save(path)
    return path


def with_sheet(path, title, rows):
    book = openpyxl.load_workbook(path)
    if "车程（分钟）" in book.sheetnames:
        del book["车程（分钟）"]
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def listed(path, title, *ways):
    """Write a list of ways between two schools, there and back."""
    ends = (("白云一中", "太和小学"), ("太和小学", "白云一中"))
    rows = [(*end, way) for end, way in zip(ends, ways, strict=False)]
    return with_sheet(numbered(path / "ways.xlsx"), "路程", [["起点", "终点", title], *rows])


def matrix(path, *titles, ways=(25, 25), sheet="路程表"):
    rows = [[one] for one in titles]
    rows += [["", "白云一中", "太和小学"], ["白云一中", 0, ways[0]], ["太和小学", ways[1], 0]]
    return with_sheet(numbered(path / "ways.xlsx"), sheet, rows)


def ways_of(path, mapping=None):
    frame = sp.read_workbook(path, mapping).frames["travel"].fillna("")
    return list(frame["minutes"])


def km_of(path):
    return list(sp.read_workbook(path).frames["travel"].fillna("")["km"])


def refused(read):
    with pytest.raises(sp.ProblemError) as caught:
        read()
    for fault in caught.value.faults:
        assert fault.text("zh") != fault.text("en")
    return [
        (one.sheet, f"{one.column}{one.row}", one.code, one.fields.get("kind"))
        for one in caught.value.faults
    ]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("35", 35),
        ("３５", 35),
        ("35分钟", 35),
        ("35 分", 35),
        ("25 min", 25),
        ("40'", 40),
        ("约80分", 80),
        ("40分钟左右", 40),
        ("0.5小时", 30),
        ("半小时", 30),
        ("1个半小时", 90),
        ("1小时半", 90),
        ("2个小时", 120),
        ("1小时20分", 80),
        ("1小时20分钟", 80),
        ("1h20", 80),
        ("1h20m", 80),
        ("1.5 h", 90),
        ("1:10", 70),
        ("1：10", 70),
        ("00:50", 50),
        ("30-40", None),
        ("30 40", None),
        ("1:70", None),
        ("-5", None),
        ("0.0347", None),
        ("20分钟（雨天40）", None),
        ("步行不通", None),
        ("12公里", None),
        ("15000", None),
        ("", None),
    ],
)
def test_minutes_are_read_whole(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "unit", "km"),
    [
        ("12", "km", 12),
        ("12公里", "km", 12),
        ("12.5千米", "m", Decimal("12.5")),
        ("12km", "km", 12),
        ("800米", "km", Decimal("0.8")),
        ("800m", "km", Decimal("0.8")),
        ("1,200米", "km", Decimal("1.2")),
        ("22510", "m", Decimal("22.51")),
        ("15000", "km", None),
        ("12里", "km", None),
        ("32公里/50分钟", "km", None),
        ("12", "", None),
        ("1:10", "km", None),
    ],
)
def test_kilometres_are_read_whole(text, unit, km):
    assert read_km(text, unit) == km


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("车程（小时）", ["h"]),
        ("车程(公里)", ["km"]),
        ("Travel time (h)", ["h"]),
        ("travel_min", ["min"]),
        ("用时", ["min"]),
        ("距县城（米）", ["m"]),
        ("距县城(m)", ["m"]),
        ("距离/千米", ["km"]),
        ("学校间距离表（公里） 填表时间：2026年2月", ["km"]),
        ("各校里程 km，更新日期2026.2，时间：2026年", ["km"]),
        ("行车时间（公里）", ["km", "min"]),
        ("公里/分钟", ["min", "km"]),
        ("米泉小学", []),
        ("车程", []),
    ],
)
def test_titles_name_units(title, units):
    assert units_in(title) == units


def test_the_header_of_a_list_says_in_what_its_ways_are(tmp_path):
    assert ways_of(listed(tmp_path, "车程（小时）", 0.5, "1小时20分")) == ["30", "80"]
    assert ways_of(listed(tmp_path, "车程（小时）", dt.time(0, 50))) == ["50"]
    assert ways_of(listed(tmp_path, "车程", "0.5小时", "1:10")) == ["30", "70"]
    assert km_of(listed(tmp_path, "车程（公里）", 12, "800米")) == ["12", "0.8"]


@pytest.mark.parametrize(
    ("above", "title", "minutes"),
    [
        ("单位：小时", "车程", ["30", "120"]),
        ("单位：公里", "车程", ["11", "13"]),
        ("行车时间（小时）和里程（公里）", "车程", ["30", "120"]),
        ("各校行车时间", "距离", ["11", "13"]),
    ],
)
def test_what_stands_above_a_list_names_units_too(tmp_path, above, title, minutes):
    rows = [[above], ["起点", "终点", title], ["白云一中", "太和小学", 0.5]]
    path = with_sheet(
        numbered(tmp_path / "ways.xlsx"), "路程", [*rows, ["太和小学", "白云一中", 2]]
    )
    assert ways_of(path) == minutes


def test_a_list_of_km_alone_gives_minutes_as_a_matrix_does(tmp_path):
    expected = ways_of(matrix(tmp_path, "里程（公里）", ways=(12, 20)))
    assert ways_of(listed(tmp_path, "距离（公里）", 12, 20)) == expected
    assert expected == ["28", "40"]


@pytest.mark.parametrize("text", ["30-40", "20多分钟", "绕行"])
def test_a_way_that_is_not_understood_is_refused_by_its_cell(tmp_path, text):
    ways = listed(tmp_path, "车程（分钟）", 20, text)
    assert refused(lambda: sp.read_workbook(ways)) == [("路程", "C3", "unread_way", "form")]
    table = matrix(tmp_path, "用时", ways=(text, 20))
    assert refused(lambda: sp.read_workbook(table)) == [("路程表", "C3", "unread_way", "form")]


def test_a_number_without_a_unit_that_fits_is_refused(tmp_path):
    ways = listed(tmp_path, "车程（公里/分钟）", 20, "20分钟")
    assert refused(lambda: sp.read_workbook(ways)) == [("路程", "C2", "unread_way", "unit")]
    ways = listed(tmp_path, "车程", 0.5)
    assert refused(lambda: sp.read_workbook(ways)) == [("路程", "C2", "unread_way", "unit")]


def test_words_for_no_way_stay_and_a_dash_says_nothing(tmp_path):
    assert ways_of(matrix(tmp_path, "用时", ways=("不通", "无"))) == ["none", "none"]
    assert ways_of(matrix(tmp_path, "用时", ways=("—", 20))) == ["20"]


def test_a_date_above_a_matrix_is_no_time_on_the_road(tmp_path):
    stamped = matrix(tmp_path, "学校间距离表（公里） 填表时间：2026年2月", ways=(12, 20))
    assert km_of(stamped) == ["12", "20"]
    assert "matrix:路程表" not in sp.read_workbook(stamped).questions


@pytest.mark.parametrize(
    ("title", "proposed"),
    [("时间、里程表（分钟、公里）", "minutes"), ("学校间距离表", "km"), ("各校之间", "minutes")],
)
def test_a_matrix_of_several_units_or_of_none_is_asked(tmp_path, title, proposed):
    table = matrix(tmp_path, title, ways=(12, 20))
    question = sp.read_workbook(table).questions["matrix:路程表"]
    assert (question.proposed, question.answer) == (proposed, None)
    assert ways_of(table, {"matrix:路程表": "公里"}) == ["28", "40"]
    assert ways_of(table, {"matrix:路程表": "minutes"}) == ["12", "20"]
    unread = sp.read_workbook(table, {"matrix:路程表": "不清楚"}).questions["matrix:路程表"]
    assert (unread.answer, unread.refused) == (None, "不清楚")


def test_distances_to_town_follow_their_title(tmp_path):
    path = grouped(tmp_path / "bureau.xlsx")
    metres = with_cells(path, "基本情况", D3="距县城（米）", D6=1500, D7="18公里")
    frame = sp.read_workbook(metres).frames["travel"]
    assert sorted(set(frame["km"])) == sorted({"1.5", "18", "1", "19.5"})


def test_a_distance_that_is_not_understood_is_refused_by_its_cell(tmp_path):
    path = grouped(tmp_path / "bureau.xlsx")
    path = with_cells(path, "基本情况", D6="32公里/50分钟", D7=18000)
    assert refused(lambda: sp.read_workbook(path)) == [
        ("基本情况", "D6", "unread_km", None),
        ("基本情况", "D7", "unread_km", None),
    ]


@pytest.mark.parametrize("answer", ["30-40", "快", "via_town"])
def test_an_answer_about_ways_is_understood_whole_or_asked_again(tmp_path, answer):
    path = with_sheet(numbered(tmp_path / "ways.xlsx"), "空", [["—"]])
    found = sp.read_workbook(path, {"ways": answer})
    assert found.questions["ways"].refused == answer
    assert ways_of(path, {"ways": "1小时"}) == ["60", "60"]


def test_an_answer_about_a_distance_is_understood_whole_or_asked_again(tmp_path):
    path = grouped(tmp_path / "bureau.xlsx")
    found = sp.read_workbook(path, {"distance:县体校": "很近"})
    assert found.questions["distance:县体校"].refused == "很近"
    assert sp.read_workbook(path, {"distance:县体校": "8500米"}).frames["travel"]["km"][2] == "8.5"


@pytest.mark.parametrize("number", [6.22202123456789e18, 6222029876543210, "6222029876543210"])
def test_a_sheet_of_long_numbers_is_left(tmp_path, number):
    path = with_sheet(
        numbered(tmp_path / "ways.xlsx"), "经费", [["开户行", "账号"], ["工行", number]]
    )
    assert "经费" in sp.read_workbook(path).left
