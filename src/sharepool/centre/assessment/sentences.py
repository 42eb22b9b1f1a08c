"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "column.value": ("{component} value", "{component}（数值）"),
    "kind.people": ("People", "人员"),
    "kind.schools": ("Schools", "学校"),
    "kind.associations": ("Associations", "社团"),
    "sheet.title": ("Assessment of {name}", "{name}考核表"),
    "sheet.total": (
        "{total} points, place {rank} of {count}, band: {band}",
        "共{total}分，第{rank}名（共{count}），等次：{band}",
    ),
    "sheet.none": ("none", "无"),
    "sheet.component": ("Component", "项目"),
    "sheet.value": ("Value", "数值"),
    "sheet.points": ("Points", "得分"),
    "sheet.corrected": ("Corrected", "更正"),
    "sheet.rows": ("Follows from", "依据"),
    "sheet.more": ("and {count} more", "等共{count}条"),
    "sheet.sign": ("Read and agreed, or objection: date, signature", "本人确认或异议：日期、签字"),
    "assessment.bands": (
        "{kind}: {counts} (of {total}).",
        "{kind}：{counts}（共{total}）。",
    ),
    "assessment.band": ("{band} {count}", "{band}{count}"),
    "assessment.change": (
        "{name}: from {before} to {after} if the weight of {component} changes by {percent} %.",
        "{name}：若“{component}”权重变动{percent}%，等次由{before}变为{after}。",
    ),
    "assessment.stable": (
        "Nobody's band changes if one weight changes by {percent} %.",
        "任一权重变动{percent}%，无人等次改变。",
    ),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "kind": "对象类别",
    "subject": "编号",
    "name": "名称",
    "component": "考核项目",
    "source": "来源",
    "amount": "数值",
    "base": "基数",
    "origin": "依据",
    "percent": "权重变动（%）",
    "before": "原等次",
    "after": "新等次",
    "corrected": "更正",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "missing_file.weights": (
        "there is no such file; sharepool has no weights of its own",
        "没有这个文件；程序没有默认的考核权重",
    ),
    "missing_value.assessed": (
        "say who is assessed: a section out of {words:list}",
        "请说明考核对象：{words:list}中的一节",
    ),
    "missing_value.chosen": (
        "nobody of the staff is chosen by this; write roles, groups and the like as the tables do",
        "没有任何人员符合此条件，请按各表的写法填写人员类别、学区等",
    ),
    "unknown_word.source": (
        "nothing of this name can be counted; use one of {words:list}",
        "没有可按此名称统计的内容，请从{words:list}中选择",
    ),
    "duplicate_id.name": ("give each a name of its own", "名称不能重复"),
    "unknown_id.assessed": ("nobody who is assessed has this id", "没有此编号的考核对象"),
    "unknown_id.component": ("no component has this name", "没有此名称的考核项目"),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
