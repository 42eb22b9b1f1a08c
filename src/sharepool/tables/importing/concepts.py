"""What the columns of a bureau's lists mean, by the titles that people give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz import fuzz

from sharepool.problem.vocabulary import find_grade, folded, plain

TITLES: Mapping[str, tuple[str, ...]] = {
    "school": ("学校名称", "学校", "校名", "学校全称", "校点", "需求学校", "受援学校", "school", "schoolname", "site"),
    "code": ("学校代码", "学校标识码", "学校编码", "学校编号", "siteid", "schoolcode"),
    "stage": ("学校类别", "学校类型", "办学类型", "学段", "学校性质", "办学层次", "stage", "schooltype", "类别", "性质", "类型", "办学性质", "phase"),
    "town": ("所在乡镇", "乡镇", "所属乡镇", "所在镇", "街道", "乡镇街道", "学区", "片区", "township", "town", "district", "area"),
    "area": ("城乡类型", "城乡分类", "城乡属性", "area"),
    "km_town": ("距县城", "距城区", "距县城距离", "距县城公里", "距中心", "到县城距离", "离县城", "kmtotown"),
    "lon": ("经度", "lon", "lng", "longitude", "long"),
    "lat": ("纬度", "lat", "latitude"),
    "pupils": ("学生数", "在校生数", "学生人数", "在校学生", "在校学生数", "学生总数", "pupils", "enrollment", "在校生", "学生", "人数", "noonroll", "numberonroll", "roll", "nor"),
    "capacity": ("场地容量", "场地数", "运动场数", "capacity", "hallspaces", "courts"),
    "person": ("姓名", "教师姓名", "教练姓名", "教练员姓名", "人员姓名", "名字", "name", "teacher", "教练", "教师", "老师", "人员", "coach", "coachname", "staff", "fullname"),
    "number": ("工号", "教职工号", "职工编号", "人员编号", "staffid", "id", "payrollnumber", "employeeid"),
    "workplace": ("单位", "所在单位", "工作单位", "所在学校", "任教学校", "任职学校", "派出单位", "派出学校", "本校", "workplace", "base", "baseschool", "homeschool", "employedat", "worksat"),
    "employer": ("所属单位", "主管部门", "隶属", "employer"),
    "role": ("职务岗位", "岗位", "职务", "人员类别", "身份", "role", "类别", "人员类型", "人员性质"),
    "skill": ("专项及证书", "专项", "特长", "项目", "运动项目", "擅长项目", "专业", "任教项目", "项目及资质", "资质", "证书", "需求项目", "课程", "学科", "科目", "skill", "sport", "activity", "activities", "sports", "qualifications", "awards", "sportsandawards", "subject", "certificates"),
    "level": ("等级", "级别", "level"),
    "until": ("有效期止", "有效期至", "到期日", "到期日期", "validuntil"),
    "times": ("可外派时间", "可派时间", "可用时间", "空闲时间", "可支援时间", "可走教时间", "可排课时间", "availability", "available", "availabletimes", "whenavailable"),
    "lessons": ("每周可派课时", "可派课时", "每周可派节数", "可支援课时", "可支援节数", "可走教课时", "周课时上限", "每周最多节数", "周最多节数", "可承担节数", "lessons", "maxsessions", "maxlessons", "maxsessionsperweek", "maxlessonsperweek", "sessionlimit"),
    "hours": ("每周可派小时", "周最多小时", "周最多课时小时", "可派小时数", "hours", "maxhours", "hoursperweek", "maxhoursperweek"),
    "mode": ("交通方式", "交通", "出行方式", "交通工具", "mode", "travel", "transport", "travelsby"),
    "kind": ("需求类型", "课程类型", "类型", "活动类型", "服务类型", "kind", "type", "类别", "需求类别", "性质"),
    "cohort": ("班级年级", "班级", "年级", "授课对象", "对象", "班级队伍", "队伍", "cohort", "class", "year", "yeargroup", "classes", "team"),
    "sessions": ("每周节数", "周节数", "节数", "每周次数", "周次数", "次数", "需求节数", "每周课时", "周课时", "缺口节数", "sessions", "lessonsweek", "lessonsaweek", "sessionsaweek", "lessonsperweek", "sessionsperweek", "每周需求", "需要节数", "课时数", "周需求节数", "每班每周节数", "每班周节数", "每班节数", "每班每周课时", "sessionsperclass", "lessonsperclass", "sessionsneeded", "sessionsrequested", "perweek"),
    "when": ("时间要求", "上课时间", "时间安排", "时间", "时段要求", "排课要求", "when", "preferredtime", "preferredtimes", "time", "days"),
    "periods": ("连堂", "连排", "periods"),
    "slot": ("节次", "课节", "课次", "作息", "slot", "period", "lesson"),
    "range": ("起止时间", "时间段", "上下课时间", "time"),
    "start": ("开始", "开始时间", "上课", "上课时刻", "起始", "start"),
    "end": ("结束", "结束时间", "下课", "下课时刻", "end"),
    "part": ("时段", "part"),
    "leave_from": ("请假起", "请假开始", "开始日期", "起始日期", "请假日期", "from", "start", "startdate"),
    "leave_until": ("请假止", "请假结束", "结束日期", "截止日期", "销假日期", "until", "enddate"),
    "reason": ("请假原因", "原因", "事由", "请假事由", "reason", "why"),
    "origin": ("起点", "出发", "出发学校", "出发地", "从", "起始学校", "origin", "from"),
    "destination": ("终点", "到达", "到达学校", "目的地", "到", "目的学校", "destination", "to"),
    "minutes": ("分钟", "用时", "车程", "车程分钟", "路上时间", "minutes"),
    "km": ("公里", "距离", "里程", "公里数", "km", "distance"),
    "remark": ("备注", "说明", "情况说明", "remark", "remarks", "notes"),
    "ignore": ("序号", "编号", "性别", "联系电话", "电话", "手机", "手机号", "身份证号", "职称", "年龄", "出生年月", "联系人", "校长", "no"),
}  # fmt: skip
"""Titles by what they mean, as they are compared: without case, spaces, brackets and slashes."""

ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "travel": (("origin", "destination"), ("minutes", "km")),
    "bells": (("slot",), ("range", "start", "end", "part")),
    "absences": (("person", "leave_from"), ("leave_until", "reason")),
    "demands": (("school", "sessions"), ("kind", "skill", "cohort", "when", "periods")),
    "staff": (
        ("person",),
        ("workplace", "number", "role", "skill", "times", "lessons", "hours", "mode", "employer"),
    ),
    "sites": (
        ("school",),
        ("stage", "town", "km_town", "pupils", "lon", "lat", "area", "code", "grade", "capacity"),
    ),
}
"""What a list must have, and of what more it has something, by what it lists."""

_SPORTS = re.compile(
    "体育|体锻|体活|体能|体训|足球|篮球|排球|乒乓|羽毛球|网球|手球|棒球|垒球|橄榄球|毽球|田径|武术|太极|游泳|跳绳|体操|轮滑|健美操|啦啦操"
    r"|physical education|\bp\.?\s?e\b|\bphys\.? ?ed\b|\bsports?\b|\bgym(?:nastics)?\b|football|soccer|basketball"
    r"|volleyball|handball|badminton|tennis|athletics|swimming|\bjudo\b|wushu"
)
_PERHAPS_SPORTS = re.compile(
    r"大课间|锻炼|训练|活动|社团|运动|exercise|training|\bclubs?\b|\bgames\b|\bactivit"
)

LIKE = 82
"""Per cent of common signs from which a title may be meant for another, so that it is asked."""

_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[/、,;:：\-—_.·]")


class ColumnMeaning(NamedTuple):
    """What a title means, and whether that is certain enough not to be asked."""

    concept: str
    is_certain: bool


def find_meaning(title: str, wanted: tuple[str, ...] = ()) -> ColumnMeaning | None:
    """Return what a title means, None if nothing that is known.

    Parameters
    ----------
    title : str
    wanted : tuple of str
        Where a title may mean several things, those that a list of its kind has.
    """
    form = plain_title(title)
    if not form:
        return None
    if find_grade(title) is not None:
        return ColumnMeaning("grade", is_certain=True)
    order = [*wanted, *(concept for concept in TITLES if concept not in wanted)]
    for concept in order:
        if form in TITLES.get(concept, ()):
            return ColumnMeaning(concept, is_certain=True)
    best, likeness = "", float(LIKE)
    for concept in order:
        for known in TITLES.get(concept, ()):
            score = fuzz.ratio(form, known)
            if len(known) > 2 and known in form:  # noqa: PLR2004
                score = max(score, LIKE + len(known))
            if score > likeness:
                best, likeness = concept, score
    return ColumnMeaning(best, is_certain=False) if best else None


def is_sport(subject: str) -> bool | None:
    """Return whether a subject is PE or a sport; None where its name leaves it open."""
    form = plain(subject).casefold()
    if form == "体" or _SPORTS.search(form):
        return True
    return None if _PERHAPS_SPORTS.search(form) else False


def plain_title(title: str) -> str:
    """Return a title as it is compared."""
    return _SIGNS.sub("", _NOTE.sub("", folded(title)))


def concepts_of(role: str) -> tuple[str, ...]:
    """Return what the columns of a list may mean."""
    needed, more = ROLES.get(role, ((), ()))
    return (*needed, *more)
