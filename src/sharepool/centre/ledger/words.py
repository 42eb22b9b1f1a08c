"""The words of a claim that a person signs, in English and Chinese."""

from __future__ import annotations

ENGLISH = {
    "title": "Claim for shared teaching",
    "summary": "Summary",
    "term": "Weeks from {first} to {last}",
    "source": "Rates: {source}",
    "staff_id": "Id",
    "name": "Name",
    "employer": "Employer",
    "date": "Date",
    "start": "Start",
    "end": "End",
    "site": "Site",
    "kind": "Kind",
    "cohort": "Class",
    "converted_lessons": "Converted lessons",
    "leaves": "Leaves home",
    "travel_min": "Minutes on the road",
    "km": "Km",
    "item": "Item",
    "units": "Units",
    "amount": "Amount ({currency})",
    "rural_sessions": "Rural sessions",
    "far_days": "Far days",
    "early_starts": "Early starts",
    "total": "Total",
    "points": "Points",
    "signed_by_person": "Signed by the claimant",
    "signed_by_centre": "Checked by the sharing centre",
    "signed_on": "Date",
}

CHINESE = {
    "title": "体育师资共享补助申领单",
    "summary": "汇总",
    "term": "周次：{first} 至 {last}",
    "source": "标准依据：{source}",
    "staff_id": "工号",
    "name": "姓名",
    "employer": "所属单位",
    "date": "日期",
    "start": "开始",
    "end": "结束",
    "site": "学校",
    "kind": "类型",
    "cohort": "班级",
    "converted_lessons": "折算课时",
    "leaves": "离家时间",
    "travel_min": "路程分钟",
    "km": "公里",
    "item": "项目",
    "units": "数量",
    "amount": "金额（{currency}）",
    "rural_sessions": "乡村课次",
    "far_days": "远途天数",
    "early_starts": "早出次数",
    "total": "合计",
    "points": "积分",
    "signed_by_person": "申领人签字",
    "signed_by_centre": "共享中心审核",
    "signed_on": "日期",
}

WORDS = {"en": ENGLISH, "zh": CHINESE}


def claim_words(lang: str = "en") -> dict[str, str]:
    """Return the words of claims by their codes; some hold fields in braces.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    if lang not in WORDS:
        raise ValueError(f"unknown language {lang!r}: write one of {', '.join(WORDS)}")
    return WORDS[lang]
