"""What is said of faults in rates and terms, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

FAULTS: dict[str, tuple[str, str]] = {
    "duplicate_week": (
        "two plans are of this week; give the one in force",
        "这一周有两个方案，请给出现行的一个",
    ),
    "missing_value.rate": (
        "say how many lessons a slot of this kind counts as (0 is possible)",
        "请填写此类型每节折算多少课时（可以为0）",
    ),
    "missing_value.borrower": (
        "no entry of [[borrowers]] answers for this site; add one",
        "没有任何借入单位（[[borrowers]]）负责这所学校，请补充",
    ),
    "not_possible": (
        "week of {monday}: this cannot have taken place; see sharepool check",
        "{monday}起一周：此课次不可能发生，请运行sharepool check查看",
    ),
    "overlap": (
        "week of {monday}, {day:day}: two sessions at once; see sharepool check",
        "{monday}起一周，{day:day}：同时有两次课，请运行sharepool check查看",
    ),
}
"""Sentences by code (and kind)."""

register_faults(FAULTS)
