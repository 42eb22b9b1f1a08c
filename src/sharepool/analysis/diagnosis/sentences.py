"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "diagnosis.feasible": (
        "A plan exists: all that must take place can.",
        "存在可行方案：所有必须安排的课都能安排。",
    ),
    "diagnosis.unknown": (
        "Whether a plan exists was not proven in time.",
        "在限定时间内未能证明是否存在可行方案。",
    ),
    "clash.alone": ("No plan exists: this cannot hold.", "不存在可行方案：以下要求无法满足。"),
    "clash.together": (
        "No plan exists: these cannot all hold together.",
        "不存在可行方案：以下要求和限制不能同时成立。",
    ),
    "clash.thinned": (
        "Not all of them may be needed for that: time was up.",
        "时间已到，其中可能有并非必要的条目。",
    ),
    "clash.broken": (
        "The nearest to it would break this: {broken}",
        "最接近的安排也会违反以下规则：{broken}",
    ),
    "enough.minimum": (
        "With {enough:session} the conflict would be gone.",
        "降为{enough}次课即可消除冲突。",
    ),
    "enough.without": ("Without it the conflict would be gone.", "去掉它即可消除冲突。"),
    "enough.value": ("{enough} would be enough.", "放宽到{enough}即可。"),
    "enough.unknown": ("Easing it alone was not found to be enough.", "未发现单独放宽它就足够。"),
    "limit.day.lunch_min": (
        "Lunch takes at least {value} (lunch_min).",
        "午休至少{value}（lunch_min）。",
    ),
    "limit.day.earliest_departure": (
        "Nobody leaves home before {value} (earliest_departure).",
        "任何人不得早于{value}出发（earliest_departure）。",
    ),
    "limit.day.latest_return": (
        "Everybody is home by {value} (latest_return).",
        "任何人须在{value}前到家（latest_return）。",
    ),
    "limit.sites.capacity": (
        "At {site} there is room for {value:session} at a time (capacity).",
        "{site}同一时刻最多容纳{value}次课（capacity）。",
    ),
    "limit.demands.min_gap_days": (
        "Days of {demand} differ by at least {value} (min_gap_days).",
        "{demand}的上课日至少相隔{value}天（min_gap_days）。",
    ),
    "limit.demands.max_per_day": (
        "{demand} has {value:session} a day at most (max_per_day).",
        "{demand}每天最多{value}次课（max_per_day）。",
    ),
    "limit.demands.max_staff": (
        "{demand} is shared by {value} at most (max_staff).",
        "{demand}最多由{value}人承担（max_staff）。",
    ),
    "limit.demands.sessions": (
        "{demand} wants {value:session} a week (sessions).",
        "{demand}每周需要{value}次课（sessions）。",
    ),
    "limit.employers.max_hours_week": (
        "The people of {name} work {value} a week at most (max_hours_week).",
        "{name}的人员每周合计最多工作{value}（max_hours_week）。",
    ),
    "limit.staff.max_sites_day": (
        "{person} goes to {value:site} a day at most (max_sites_day).",
        "{person}每天最多去{value}个地点（max_sites_day）。",
    ),
    "limit.staff.max_sites_week": (
        "{person} goes to {value:site} a week at most (max_sites_week).",
        "{person}每周最多去{value}个地点（max_sites_week）。",
    ),
    "limit.staff.max_days_week": (
        "{person} works on {value:day} a week at most (max_days_week).",
        "{person}每周最多工作{value}天（max_days_week）。",
    ),
    "limit.staff.max_sessions_day": (
        "{person} takes {value:session} a day at most (max_sessions_day).",
        "{person}每天最多{value}次课（max_sessions_day）。",
    ),
    "limit.staff.max_sessions_week": (
        "{person} takes {value:session} a week at most (max_sessions_week).",
        "{person}每周最多{value}次课（max_sessions_week）。",
    ),
    "limit.staff.max_leg_min": (
        "{person} drives {value} in one go at most (max_leg_min).",
        "{person}单程最多{value}（max_leg_min）。",
    ),
    "limit.staff.max_travel_min_day": (
        "{person} is on the road {value} a day at most (max_travel_min_day).",
        "{person}每天在途最多{value}（max_travel_min_day）。",
    ),
    "limit.staff.max_hours_week": (
        "{person} works {value} a week at most (max_hours_week).",
        "{person}每周最多工作{value}（max_hours_week）。",
    ),
    "limit.pins": ("A pin forbids it: {cells}.", "有一条禁止指定：{cells}。"),
    "limit.availability": (
        "{person} can come at certain times only (availability).",
        "{person}只在规定时段可用（availability）。",
    ),
    "limit.absences": ("{person} is absent (absences).", "{person}请假（absences）。"),
    "relaxation.cheapest": (
        "A plan exists once this comes down, and there is no cheaper way:",
        "作如下让步后即有可行方案，且没有代价更小的办法：",
    ),
    "relaxation.found": (
        "A plan exists once this comes down (a cheaper way is not ruled out):",
        "作如下让步后即有可行方案（不排除代价更小的办法）：",
    ),
    "relaxation.less": (
        "{need} Ask for {left} instead of {needed}.",
        "{need}改为{left}，原为{needed}。",
    ),
    "relaxation.none": ("{need} Give it up.", "{need}放弃此项。"),
}
"""Sentences by code, in English and Chinese."""
