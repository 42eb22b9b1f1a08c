"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
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
