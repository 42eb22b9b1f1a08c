"""Headers in English and Chinese."""

import pytest

from sharepool.problem.rows import TABLES
from sharepool.tables.headers import columns_of, list_groups, read_header, read_table_name
from sharepool.tables.titles import column_name

FROM_THE_FORMAT = {
    "sites": "学校代码 site_id 学校名称 name 县区 county 学区 group 学段 stage 城乡类型 area "
    "经度 lon 纬度 lat 在校生数 pupils 场地容量 capacity 作息表 bell_id",
    "bells": "作息表 bell_id 节次 slot 开始 start 结束 end 时段 part",
    "staff": "工号 staff_id 姓名 name 所属单位 employer 人员类别 role 所在学校 home_site "
    "交通方式 mode 周最多课时(小时) max_hours_week "
    "周最少课时(小时) min_hours_week 周最多节数 max_sessions_week",
    "skills": "工号 staff_id 专项 skill 等级 level 有效期起 valid_from 有效期止 valid_until",
    "availability": "工号 staff_id 星期 day 开始 start 结束 end",
    "demands": "需求编号 demand_id 学校代码 site_id 类型 kind 专项 skill 班级 cohort "
    "周次数 sessions 最少次数 min_sessions 连堂 periods 优先级 priority",
    "travel": "起点 origin 终点 destination 交通方式 mode 分钟 minutes 公里 km",
    "pins": "类型 kind 工号 staff_id 需求编号 demand_id 学校代码 site_id 星期 day 节次 slot",
    "plan": "工号 staff_id 需求编号 demand_id 星期 day 节次 slot",
    "pairs": "学校代码 site_id 学区 group 最少次数 min_sessions",
    "chains": "专项 skill 学段 stage 学校代码 site_id 最少次数 min_sessions",
}


@pytest.mark.parametrize("table", FROM_THE_FORMAT)
def test_the_chinese_headers_of_the_format_are_read(table):
    words = FROM_THE_FORMAT[table].split()
    expected = dict(zip(words[::2], words[1::2], strict=True))
    assert {header: read_header(table, header) for header in expected} == expected


@pytest.mark.parametrize("table", [*TABLES, "rules", "plan"])
def test_every_column_has_an_english_and_a_chinese_header(table):
    from sharepool.tables.headers import _headers

    columns = set(columns_of(table))
    chinese = {column for header, column in _headers(table).items() if not header.isascii()}
    assert chinese == columns
    assert {read_header(table, column) for column in columns} == columns


@pytest.mark.parametrize(
    "header",
    ["周最多课时（小时）", " 周最多课时(小时)  ", "MAX_Hours_Week", "\ufeffmax_hours_week"],
)
def test_spaces_case_and_wide_brackets_of_a_header_do_not_matter(header):
    assert read_header("staff", header) == "max_hours_week"


def test_what_a_chinese_fault_calls_a_column_is_read_as_that_column():
    misread = [
        (table, column, column_name(table, column, "zh"))
        for group in list_groups()
        for table in group.kinds
        for column in columns_of(table)
        if read_header(table, column_name(table, column, "zh")) != column
    ]
    assert misread == []


def test_a_header_of_another_table_is_unknown():
    assert read_header("staff", "学校代码") is None


@pytest.mark.parametrize(
    ("name", "table"), [("Sites", "sites"), ("学校", "sites"), (" rules ", "rules"), ("x", None)]
)
def test_tables_are_known_by_the_names_of_their_files(name, table):
    assert read_table_name(name) == table
