"""What planners call the tables and their columns, in English and in Chinese.

Each Chinese header stands for one column wherever a table has that column; a header that means
different columns in different tables is listed with its table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sharepool.base.extensions import load
from sharepool.problem.rows import TABLES, Assignment, Row
from sharepool.problem.vocabulary import folded

RULES_COLUMNS = ("key", "value")
"""Columns of the rules sheet of a workbook."""

PLAN_EXTRAS = ("site_id", "start", "end")
"""Derived columns that may follow those of a plan."""

CHINESE_TABLES = {
    "学校": "sites",
    "作息": "bells",
    "作息表": "bells",
    "人员": "staff",
    "专项": "skills",
    "可用时间": "availability",
    "请假": "absences",
    "需求": "demands",
    "路程": "travel",
    "指定": "pins",
    "上期安排": "previous_plan",
    "结对": "pairs",
    "梯队": "chains",
    "规则": "rules",
    "角色": "roles",
    "同步课堂": "listeners",
    "场地占用": "closures",
    "校历": "calendar",
    "安排": "plan",
}

CHINESE_COLUMNS = {
    # sites
    "学校代码": "site_id",
    "县区": "county",
    "学区": "group",
    "学段": "stage",
    "城乡类型": "area",
    "经度": "lon",
    "纬度": "lat",
    "在校生数": "pupils",
    "场地容量": "capacity",
    "作息表": "bell_id",
    "开放期起": "open_from",
    "开放期止": "open_until",
    # bells
    "节次": "slot",
    "节次名称": "label",
    "开始": "start",
    "结束": "end",
    "时段": "part",
    "适用星期": "days",
    # staff
    "工号": "staff_id",
    "所属单位": "employer",
    "人员类别": "role",
    "所在学校": "home_site",
    "交通方式": "mode",
    "周最多课时(小时)": "max_hours_week",
    "周最少课时(小时)": "min_hours_week",
    "日最多节数": "max_sessions_day",
    "周最多节数": "max_sessions_week",
    "日最多学校数": "max_sites_day",
    "周最多学校数": "max_sites_week",
    "周最多天数": "max_days_week",
    "日最多路程(分钟)": "max_travel_min_day",
    "单程最多(分钟)": "max_leg_min",
    "周合理路程(分钟)": "fair_road_min_week",
    # skills
    "专项": "skill",
    "等级": "level",
    "有效期起": "valid_from",
    "有效期止": "valid_until",
    # availability, absences
    "星期": "day",
    "请假起": "from",
    "请假止": "until",
    "原因": "reason",
    # demands
    "需求编号": "demand_id",
    "类型": "kind",
    "最低等级": "min_level",
    "班级": "cohort",
    "其他要求": "also_requires",
    "周次数": "sessions",
    "最少次数": "min_sessions",
    "连堂": "periods",
    "最多人数": "max_staff",
    "日最多次数": "max_per_day",
    "最少间隔天数": "min_gap_days",
    "可用时段": "parts",
    "可用节次": "slots",
    "授课方式": "delivery",
    "场馆": "venue_site",
    "乘车(分钟)": "transfer_min",
    "季节起": "season_from",
    "季节止": "season_until",
    "优先级": "priority",
    "回避": "neutral",
    "周次": "weeks",
    # travel
    "起点": "origin",
    "终点": "destination",
    "分钟": "minutes",
    "公里": "km",
    # pins, pairs, chains
    "权重": "weight",
    "必须": "strict",
    "梯队编号": "chain_id",
    # roles, listeners
    "角色": "role",
    "人数": "count",
    "可缺": "optional",
    # closures, calendar
    "日期": "date",
    "占用": "taken",
    "跟随星期": "follows",
    "备注": "note",
    "送教上门": "private",
    # rules
    "键": "key",
    "值": "value",
}

CHINESE_IN_TABLE = {
    "sites": {"学校名称": "name"},
    "staff": {"姓名": "name"},
    "bells": {"名称": "label", "星期": "days"},
    "absences": {"开始": "from", "结束": "until"},
    "demands": {"时段": "parts", "节次": "slots"},
    "roles": {"角色": "role"},
    "previous_plan": {"角色": "role"},
    "plan": {"角色": "role"},
}

SYNONYMS = {"lng": "lon", "long": "lon", "longitude": "lon", "latitude": "lat"}
"""Other English headers, as they are compared."""

_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
"""What stands in brackets, such as a unit."""


@dataclass(frozen=True)
class TableGroup:
    """Tables that belong together, and what planners call them.

    Attributes
    ----------
    kinds : mapping of str to type
        What a row is, by table, in reading order.
    names : mapping of str to str
        Table by its Chinese name.
    columns : mapping of str to str
        Column by its Chinese header, wherever a table has that column.
    columns_in : mapping of str to mapping
        The same for one table only, by table.
    files : tuple of str
        Files of the feature that may lie beside the tables, such as settings.
    """

    kinds: Mapping[str, type[Row]]
    names: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    columns_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: tuple[str, ...] = ()


_WEEK = TableGroup(
    {**TABLES, "plan": Assignment}, CHINESE_TABLES, CHINESE_COLUMNS, CHINESE_IN_TABLE
)
_GROUPS = [_WEEK]


def register_tables(group: TableGroup) -> None:
    """Make tables of a feature known: they are read by name, and a problem leaves them alone."""
    _GROUPS.append(group)


def list_groups() -> list[TableGroup]:
    """Return all tables that there are: those of the week, then those of each feature."""
    load("tables")
    return _GROUPS


def files_beside() -> set[str]:
    """Return the files of features that may lie beside tables, which have no use for them."""
    return {name for group in list_groups() for name in group.files}


def order_of_tables() -> list[str]:
    """Return the order in which tables are named."""
    return ["", "rules", *(name for group in list_groups() for name in group.kinds)]


@cache
def columns_of(table: str) -> dict[str, bool]:
    """Return the columns of a table, in order, and whether each is required."""
    if table == "rules":
        return dict.fromkeys(RULES_COLUMNS, True)
    fields = row_kind(table).model_fields
    return {field.alias or name: field.is_required() for name, field in fields.items()}


def row_kind(table: str) -> type[Row]:
    """Return what a row of a table is."""
    return _group_of(table).kinds[table]


def _group_of(table: str) -> TableGroup:
    groups = list_groups() if table not in _WEEK.kinds else [_WEEK]
    return next(group for group in groups if table in group.kinds)


def read_header(table: str, header: object) -> str | None:
    """Return the column that a header names, or None if the table has no such column.

    Case, white space and what stands in brackets make no difference.
    """
    known = _headers(table)
    form = normal_form(header)
    return known.get(form) or known.get(_NOTE.sub("", form))


def titles_of(table: str) -> tuple[str, ...]:
    """Return every header that a table may have, in English and in Chinese."""
    columns = columns_of(table)
    return (*columns, *_chinese_of(table))


def read_table_name(name: str) -> str | None:
    """Return the table that a file or sheet name stands for, or None."""
    form = normal_form(name)
    if form == "rules":
        return form
    for group in list_groups():
        for known in group.kinds:
            if form == normal_form(known):
                return known
        for title, known in group.names.items():
            if form == normal_form(title):
                return known
    return None


def normal_form(text: object) -> str:
    """Return a header as it is compared: no white space, no underscores, no case, half-width."""
    return folded(str(text)).replace("_", "")


def _chinese_of(table: str) -> dict[str, str]:
    """Return the columns of a table by their Chinese headers: its own, its group's, the week's.

    What a group calls a column that this table lacks does not hide what the week calls another.
    """
    group = _WEEK if table == "rules" else _group_of(table)
    columns = columns_of(table)
    layers = (CHINESE_COLUMNS, group.columns, group.columns_in.get(table, {}))
    return {
        title: column for layer in layers for title, column in layer.items() if column in columns
    }


@cache
def _headers(table: str) -> dict[str, str]:
    columns = columns_of(table)
    chinese = {normal_form(title): column for title, column in _chinese_of(table).items()}
    others = {title: column for title, column in SYNONYMS.items() if column in columns}
    short = {_NOTE.sub("", title): column for title, column in chinese.items()}
    found = {**others, **short, **chinese, **{normal_form(name): name for name in columns}}
    return {form: column for form, column in found.items() if column in columns}
