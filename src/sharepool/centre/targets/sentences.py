"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "indicator.lesson_rate": ("Lessons given of those due", "开足率"),
    "indicator.staffing": ("Teachers of those due", "配备率"),
    "indicator.pair_coverage": ("Pairs that get their support", "结对帮扶覆盖率"),
    "indicator.after_school": ("After-school sessions given", "课后服务落实率"),
    "indicator.sessions_given": ("Sessions given of those wanted", "需求满足率"),
    "indicator.at_floor": ("Sites that reach the floor", "达到底线的校点比例"),
    "indicator.minutes_day": ("Minutes of exercise a day", "每日体育活动分钟数"),
    "change.points": ("{points} points", "{points}个百分点"),
    "county.all": ("all together", "全部"),
    "state.reached": ("reached", "已达成"),
    "state.on_track": ("on track", "按趋势可达成"),
    "state.behind": ("behind", "落后"),
    "state.overdue": ("overdue", "逾期未达成"),
    "state.unknown": ("not measured", "无数据"),
    "target.reached": (
        "{indicator}, {county}: {value}, as it should be by {by} ({target}).",
        "{indicator}（{county}）：{value}，已达到{by}目标（{target}）。",
    ),
    "target.on_track": (
        "{indicator}, {county}: {value}; the trend leads to {expected} by {by}, due are {target}.",
        "{indicator}（{county}）：{value}，按趋势到{by}可达{expected}，目标{target}。",
    ),
    "target.behind": (
        "{indicator}, {county}: {value} of {target} by {by}; each term must bring {needed}.",
        "{indicator}（{county}）：{value}，{by}目标{target}，每学期需变动{needed}。",
    ),
    "target.overdue": (
        "{indicator}, {county}: {value}; {target} were due by {by}.",
        "{indicator}（{county}）：{value}，{by}目标{target}未达成。",
    ),
    "target.unknown": (
        "{indicator}, {county}: not measured; {target} are due by {by}.",
        "{indicator}（{county}）：无数据，{by}目标{target}。",
    ),
    "page.title": ("Progress against targets, {date}", "目标进展（{date}）"),
    "page.indicator": ("Indicator", "指标"),
    "page.county": ("County", "县区"),
    "page.value": ("Now", "现值"),
    "page.target": ("Target", "目标"),
    "page.by": ("By", "期限"),
    "page.state": ("State", "状态"),
    "page.trend": ("Trend", "趋势"),
    "page.needed": ("Each term", "每学期需"),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "indicator": "指标",
    "target": "目标值",
    "direction": "方向",
    "value": "当前值",
    "measured": "数据日期",
    "change": "每学期变化",
    "expected": "到期预计",
    "needed_term": "每学期需变化",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "missing_table.targets": (
        "add this table with a row for each target",
        "请补上此表，每个目标一行",
    ),
    "unknown_indicator": (
        "use one of {words:list}, or give its values in the table of measures",
        "请从{words:list}中选择，或在指标数据表中填写其数值",
    ),
    "out_of_range.share": (
        "this indicator is a share: write 0.9 for 90 %",
        "此指标为比例：90%请写0.9",
    ),
    "in_future": ("this is after today, {date}", "晚于当前日期{date}"),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
