"""Headings of tables for people, and names of the objective's terms, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sharepool.messages.labels import LABELS, label

if TYPE_CHECKING:
    import pandas as pd

TERMS: dict[str, str] = {
    "unmet": "缺课",
    "below_floor": "低于底线",
    "travel": "路程",
    "site_link": "校点数",
    "extra_staff": "多人承担",
    "change": "变动",
    "short_minute": "课时不足",
    "long_road": "路程过长",
    "pair_short": "支援不足",
    "chain_gap": "梯队缺口",
    "role_short": "缺角色",
    "preference": "偏好",
    "objective": "目标值",
    "unplanned": "未排场次",
    "road": "路程",
    "idle": "空等",
    "rest": "休息不足",
    "breaks": "连续主客场",
    "played": "已赛变动",
}
"""Chinese name of each term; in English a term is called as in the rules."""

HEADINGS: dict[str, str] = {
    "slot": "节次",
    "site": "学校",
    "place": "地点代码",
    "from_site": "出发地代码",
    "from_name": "出发地",
    "role": "角色",
    "group": "学区",
    "from_slot": "原节次",
    "to_slot": "新节次",
    "fate": "去向",
    "person": "姓名",
    "before": "原为",
    "after": "现为",
    "expires": "将到期",
    "valid_until": "有效期止",
    "level": "等级",
    "why": "原因",
    "win": "收益",
    "price": "代价",
    "net": "净收益",
    "gained": "多得课次",
    "kept": "达标",
    "month": "月份",
    "week_of": "周起始日",
    "amount": "数额",
    "money": "金额",
    "points": "积分",
    "lessons": "课时",
    "team": "队伍",
    "rank": "名次",
    "match_id": "比赛编号",
    "athlete_id": "运动员编号",
    "score": "成绩",
    "choice": "志愿",
    "lot": "签号",
    "home_site": "所在学校",
    "table": "表",
    "row": "行",
    "column": "列",
    "value": "内容",
    "how": "方式",
    "sheet": "工作表",
    "cell": "单元格",
    "text": "原文",
}
"""Chinese headings of columns that reports have no label for."""


def name_term(name: str, lang: str) -> str:
    """Return what a term of the objective is called."""
    return TERMS.get(name, name) if lang == "zh" else name


def heading(column: str, lang: str) -> str:
    """Return the heading of a column: in English its name, which programs read."""
    if lang == "en":
        return column
    key = f"column.{column}"
    return label(key, lang) if key in LABELS else HEADINGS.get(column, column)


def in_language(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table for people with its headings in a language."""
    return frame.rename(columns={name: heading(str(name), lang) for name in frame.columns})
