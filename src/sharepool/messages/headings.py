"""Headings of tables for people, and names of the objective's terms, in words."""

from __future__ import annotations

from collections.abc import Mapping
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
    "own": "自定费用",
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
    "origin": "来源",
    "classes": "班级数",
    "teachers": "教师数",
    "teachers_due": "应配教师数",
    "lost_lessons": "因出借少上节数",
    "load_lessons": "周课时",
    "duty_lessons": "兼任课时",
    "spare_lessons": "可外派节数",
    "reserved_lessons": "预留出借节数",
    "max_hours_week": "周最多课时(小时)",
    "own": "本校已开",
    "own_staff": "本校任课教师",
    "demands": "需求",
    "club_lessons": "课后服务节数",
    "club_delivered": "方案课后服务节数",
    "club_places": "课后服务名额",
    "sports_per_pupil": "生均项目数",
    "own_min": "本校课周分钟",
    "pool_min": "方案课周分钟",
    "club_min": "社团周分钟",
    "daily_min": "大课间日分钟",
    "minutes_day_before": "共享前日活动分钟",
    "minutes_day_after": "共享后日活动分钟",
    "strong_day_before": "共享前日中高强度分钟",
    "strong_day_after": "共享后日中高强度分钟",
    "share_60_before": "共享前满1小时班级比例",
    "share_60_after": "共享后满1小时班级比例",
    "share_120_before": "共享前满2小时班级比例",
    "share_120_after": "共享后满2小时班级比例",
    "excluded": "不计入",
    "kept_before": "共享前达标",
    "kept_after": "共享后达标",
    "pool_slots": "方案课次节数",
    "teachers_per_100_pupils": "百名学生教师数",
    "counted_with": "并入学校",
    "joined_points": "并入教学点",
    "fits_stage": "同学段",
    "wanted_hours": "需要小时",
    "short_hours": "缺少小时",
    "valid": "有效",
    "code": "情形",
    "skills": "专项",
    "proven": "已证明收益",
    "weeks": "周数",
    "legs_without_km": "无公里数路段",
    "rural_sessions": "乡村课次",
    "allowance_lessons": "课时补助",
    "allowance_km": "公里补助",
    "allowance_rural": "乡村补助",
    "allowance_far": "远途补助",
    "allowance_early": "早出补助",
    "allowance": "补助合计",
    "budget": "预算",
    "left": "余额",
    "exceeded": "超支",
}
"""Chinese headings of columns that reports have no label for."""


def name_term(name: str, lang: str) -> str:
    """Return what a term of the objective is called."""
    return TERMS.get(name, name) if lang == "zh" else name


def heading(column: str, lang: str, own: Mapping[str, str] | None = None) -> str:
    """Return the heading of a column: in English its name, which programs read.

    `own` are Chinese headings of columns that mean something else than elsewhere.
    """
    if lang == "en":
        return column
    if own and column in own:
        return own[column]
    key = f"column.{column}"
    return label(key, lang) if key in LABELS else HEADINGS.get(column, column)


def in_language(
    frame: pd.DataFrame, lang: str, own: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return a table for people with its headings in a language; see :func:`heading`.

    The name in a table of people is a person's, elsewhere a school's.
    """
    if "staff_id" in frame.columns:
        own = {"name": "姓名", **(own or {})}
    return frame.rename(columns={name: heading(str(name), lang, own) for name in frame.columns})
