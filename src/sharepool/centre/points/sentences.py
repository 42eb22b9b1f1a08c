"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "points.total": (
        "{points:point} at {schools:school}, {rural} of them outside town; {minutes} minutes a week on the road.",
        "共设{points}个点，覆盖{schools}所学校，其中城区以外{rural}个；每周路程{minutes}分钟。",
    ),
    "points.proven": (
        "No other choice is worth more (proven).",
        "没有价值更高的设点方案（已证明）。",
    ),
    "points.gap": (
        "This choice is worth {objective}; none is worth more than {bound}.",
        "本方案价值为{objective}，任何方案都不会超过{bound}。",
    ),
    "points.short": (
        "{association} has {points:point}, fewer than the {least} that it must have.",
        "{association}设点{points}个，少于应设的{least}个。",
    ),
    "points.balls": (
        "Of {large:large school}, {whole} have all ball games.",
        "{large}所规模较大的学校中，{whole}所开齐各类球。",
    ),
    "points.more": (
        "{schools:school} more in sports.csv.",
        "另有{schools}所，见sports.csv。",
    ),
    "points.lacking": ("{site} lacks {games}.", "{site}尚缺{games}。"),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "association_id": "社团编号",
    "sessions": "每周次数",
    "hours": "每周小时数",
    "own_sports": "自有项目",
    "point_sports": "设点项目",
    "short": "缺额",
    "fee": "费用",
    "hours_wanted": "应上小时数",
    "hours_given": "实上小时数",
    "given_share": "兑现率",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "rising_worth": (
        "a further sport is worth no more than the one before: write the numbers falling",
        "后一个项目的价值不应高于前一个，请从大到小填写",
    ),
    "unknown_skill.associations": (
        "no association has this sport",
        "没有社团开设这个项目",
    ),
    "missing_table.associations": (
        "points need this table; add it with a row for each association",
        "设点需要此表，请补上，每个社团一行",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
