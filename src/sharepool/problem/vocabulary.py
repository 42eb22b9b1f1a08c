"""Words whose meaning is fixed, as planners write them in Chinese and English.

Each vocabulary maps the word that sharepool uses to what else it is called. `OPEN` ones may hold a
county's own words too; others are closed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

VOCABULARIES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kind": {
        "lesson": (
            "体育课",
            "课",
            "上课",
            "正课",
            "课堂",
            "课堂教学",
            "lessons",
            "class",
        ),
        "after_school": ("课后", "课后服务", "课后延时", "延时服务", "after school"),
        "club": ("社团", "社团活动", "俱乐部", "兴趣小组", "兴趣班", "clubs"),
        "training": ("训练", "集训", "课余训练", "业余训练", "运动队训练", "专项训练"),
        "guidance": ("指导", "教研", "教研指导", "业务指导", "巡回指导"),
    },
    "part": {
        "lesson": ("课", "体育课", "上课", "正课", "课内", "课堂", "课时", "lessons"),
        "after_school": ("课后", "课后服务", "课后延时", "延时服务", "放学后", "after school"),
    },
    "stage": {
        "primary": ("小学", "完全小学", "完小", "primary school"),
        "junior": ("初中", "初级中学", "junior school", "junior high"),
        "senior": ("高中", "高级中学", "普通高中", "senior school", "senior high"),
        "nine_year": ("九年一贯制", "九年一贯制学校", "九年制", "nine year", "nine-year"),
        "point": ("教学点", "小学教学点", "teaching point"),
        "sports_school": ("体校", "体育学校", "业余体校", "少体校", "县体校", "sports school"),
        "centre": ("中心", "共享中心", "体育中心", "center"),
    },
    "area": {
        "urban": ("城区", "城镇", "城市", "县城", "主城区", "城关", "town", "city"),
        "township": ("镇区", "乡镇", "镇", "集镇"),
        "rural": ("乡村", "农村", "乡", "村", "country"),
    },
    "mode": {
        "car": ("开车", "自驾", "自驾车", "驾车", "汽车", "小汽车", "轿车", "drive", "driving"),
        "bus": ("公交", "公交车", "公共交通", "客车", "班车", "乘公交"),
        "walk": ("步行", "走路", "walking", "on foot"),
        "bike": ("自行车", "骑车", "骑自行车", "bicycle", "cycling"),
        "ebike": ("电动车", "电瓶车", "电动自行车", "e-bike"),
    },
    "delivery": {
        "onsite": ("到校", "现场", "线下", "面授", "现场授课", "on site", "on-site"),
        "remote": ("远程", "线上", "网络", "直播", "在线", "远程授课", "同步课堂", "online"),
    },
    "pin": {
        "forbid": ("禁止", "不可", "不能", "不排", "forbidden"),
        "require": ("必须", "要求", "固定", "required"),
        "prefer": ("优先", "偏好", "希望", "尽量", "preferred"),
        "avoid": ("避免", "尽量避免", "尽量不", "avoided"),
    },
    "dates": {
        "off": ("放假", "休息", "停课", "节假日", "holiday"),
        "makeup": ("调休", "补课", "补班", "make up", "make-up"),
    },
    "flag": {
        "1": ("是", "有", "对", "√", "✓", "✔", "true", "yes", "y", "1.0"),
        "0": ("否", "不", "不是", "没有", "×", "✗", "false", "no", "n", "0.0"),
    },
    "day": {
        "1": ("周一", "星期一", "礼拜一", "一", "mon", "monday"),
        "2": ("周二", "星期二", "礼拜二", "二", "tue", "tues", "tuesday"),
        "3": ("周三", "星期三", "礼拜三", "三", "wed", "weds", "wednesday"),
        "4": ("周四", "星期四", "礼拜四", "四", "thu", "thur", "thurs", "thursday"),
        "5": ("周五", "星期五", "礼拜五", "五", "fri", "friday"),
        "6": ("周六", "星期六", "礼拜六", "六", "sat", "saturday"),
        "7": ("周日", "周天", "星期日", "星期天", "礼拜日", "礼拜天", "日", "天", "sun", "sunday"),
    },
    "minutes": {"none": ("不通", "无路", "无法到达", "无法通行", "no way", "impassable")},
}

OPEN = frozenset({"kind", "part", "stage", "mode"})
"""Vocabularies in which a county may have words of its own."""

PLACEHOLDERS = frozenset(
    {"无", "暂无", "—", "——", "–", "-", "--", "/", "#n/a", "n/a", "#n/a n/a", "(无)", "(空)"}
)
"""What people write where there is nothing to write, as :func:`plain` has it."""

PROGRAM_BLANKS = frozenset({"NA", "<NA>", "NaN", "nan", "NULL", "null", "None", r"\N"})
"""What R, pandas, Python and databases write there, in just this case."""

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")
_NOTE = re.compile(r"\([^)]*\)")
_GRADES = "一二三四五六七八九"
_GRADE = re.compile(rf"(?:[小初高])?([{_GRADES}1-9])年?级(?:班级?数|班数)?")
_UPPER_GRADES = {"初一": 7, "初二": 8, "初三": 9, "高一": 10, "高二": 11, "高三": 12}


def clean(text: str) -> str:
    """Return a text without outer white space and signs that nobody sees; what people read."""
    return _INVISIBLE.sub("", text).strip()


def plain(text: str) -> str:
    """Return a text as it is compared: trimmed, and full-width signs as ordinary ones (NFKC)."""
    return clean(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


def folded(text: str) -> str:
    """Return what stays of a text without case and white space: what twins have in common."""
    return _SPACES.sub("", plain(text)).casefold()


def find_word(vocabulary: str, text: str) -> str | None:
    """Return the word that a text stands for, None if the vocabulary has none."""
    return _words(vocabulary).get(folded(text).replace("_", ""))


def find_grade(text: str) -> int | None:
    """Return the grade, 1 to 12, that a word names (三年级, 初一, 高二), None if it names none."""
    form = _NOTE.sub("", folded(text))
    if form in _UPPER_GRADES:
        return _UPPER_GRADES[form]
    match = _GRADE.fullmatch(form)
    if match is None:
        return None
    return _GRADES.index(match[1]) + 1 if match[1] in _GRADES else int(match[1])


def known_words(vocabulary: str) -> tuple[str, ...]:
    """Return the words of a vocabulary that sharepool itself uses."""
    return tuple(VOCABULARIES[vocabulary])


def all_words(vocabulary: str) -> tuple[str, ...]:
    """Return every spelling of every word of a vocabulary."""
    return tuple(
        word for known, others in VOCABULARIES[vocabulary].items() for word in (known, *others)
    )


def is_placeholder(text: str) -> bool:
    """Return whether a cell says that there is nothing to say."""
    return plain(text).casefold() in PLACEHOLDERS


def is_program_blank(text: str) -> bool:
    """Return whether a cell holds what a program writes for nothing; a name may be the same."""
    return plain(text) in PROGRAM_BLANKS


@cache
def _words(vocabulary: str) -> dict[str, str]:
    return {
        folded(word).replace("_", ""): known
        for known, others in VOCABULARIES[vocabulary].items()
        for word in (known, *others)
    }
