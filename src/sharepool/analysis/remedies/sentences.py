"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "remedy.none": ("No change was found that wins anything.", "没有找到能使目标值降低的改变。"),
    "remedy.before": (
        "As it is: objective {objective}, {missing:missing session}.",
        "现状：目标值{objective}，缺{missing}次课。",
    ),
    "remedy.covers": (
        "{change} covers {gained} of the {missing:missing session} and lowers the objective by {win} (price {price}).",
        "{change}，可补上所缺{missing}次课中的{gained}次，目标值减少{win}（代价{price}）。",
    ),
    "remedy.lowers": (
        "{change} covers no more sessions, but lowers the objective by {win} (price {price}).",
        "{change}，补课次数不增加，但目标值减少{win}（代价{price}）。",
    ),
    "remedy.proven": (
        "At least {proven} of that no plan as things are can reach (the bound).",
        "其中至少{proven}是不作改变的任何方案都达不到的（下界）。",
    ),
    "remedy.certain": (
        "No plan as things are can reach that (the bound).",
        "不作改变的任何方案都达不到（下界）。",
    ),
    "remedy.dear": ("It costs more than it wins.", "代价大于所得。"),
    "remedy.more": ("More sessions: {demands}.", "增加：{demands}。"),
    "remedy.fewer": ("Given up elsewhere: {fewer:session}.", "其他需求减少{fewer}次课。"),
    "remedy.count": ("{demand} ({count})", "{demand}（{count}次）"),
    "remedy.others": ("{named} and {others} more", "{named}等另{others}项"),
    "remedy.skill": ("{skill} level {level}", "{skill}{level}级"),
    "remedy.recruit": (
        "One more person based at {site} who holds {skills}",
        "在{site}增加一名具备{skills}的人员",
    ),
    "remedy.team": (
        "A team based at {site} ({people})",
        "在{site}增加一组人员（{people}）",
    ),
    "remedy.team.person": ("one who holds {skills}", "一名具备{skills}"),
    "remedy.team.and": ("; ", "；"),
    "remedy.certificate.granted": (
        "A certificate of {skill} for {person}",
        "让{person}取得{skill}资质",
    ),
    "remedy.certificate.raised": ("Raising {person} to {skill}", "让{person}升到{skill}"),
    "remedy.certificate.renewed": ("Renewing {skill} of {person}", "为{person}续办{skill}资质"),
    "remedy.hours": ("Giving {person} {hours:more hour} a week", "给{person}每周增加{hours}小时"),
    "remedy.budget": (
        "Giving the people of {name} {hours:more hour} a week together",
        "给{name}的人员每周共增加{hours}小时",
    ),
    "remedy.mode": (
        "Sending {person} by {mode} instead of {own}",
        "让{person}改为{mode}出行（原为{own}）",
    ),
    "remedy.limit": ("Allowing {person} {limits}", "允许{person}{limits}"),
    "remedy.limit.max_leg_min": ("drives of {amount:minute}", "单程{amount}分钟"),
    "remedy.limit.max_travel_min_day": (
        "{amount:minute} on the road a day",
        "每天路上{amount}分钟",
    ),
    "remedy.limit.max_sessions_day": ("{amount:session} a day", "每天{amount}次课"),
    "remedy.limit.max_sessions_week": ("{amount:session} a week", "每周{amount}次课"),
    "remedy.limit.max_sites_day": ("{amount:site} a day", "每天{amount}个校点"),
    "remedy.limit.max_sites_week": ("{amount:site} a week", "每周{amount}个校点"),
    "remedy.limit.max_days_week": ("{amount:day} a week", "每周{amount}天上课"),
    "remedy.day": ("Having {person} available all {day}", "让{person}在{day}全天可用"),
    "remedy.part": (
        "Allowing the part of the day {part} to {demands}",
        "允许{demands}安排在{part}时段",
    ),
    "remedy.start": ("Allowing any start to {demands}", "允许{demands}从任何节次开始"),
    "remedy.room": (
        "Room for {capacity:session} at once at {site}",
        "使{site}能同时容纳{capacity}次课",
    ),
    "remedy.max_staff": (
        "Allowing one more person (max_staff) on {demands}",
        "允许{demands}多一人承担（max_staff）",
    ),
    "remedy.max_per_day": (
        "Allowing one more session a day (max_per_day) to {demands}",
        "允许{demands}每天多一次（max_per_day）",
    ),
    "remedy.min_gap_days": (
        "Allowing a day less between sessions (min_gap_days) of {demands}",
        "允许{demands}的间隔少一天（min_gap_days）",
    ),
}
"""Sentences by code, in English and Chinese."""
