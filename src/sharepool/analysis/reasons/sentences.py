"""What this feature says, in English and Chinese side by side."""

WORDS: dict[str, tuple[str, str]] = {
    "reason.got": (
        "{demand} gets {delivered} of {wanted:session}:",
        "{demand}需要{wanted}次课，已安排{delivered}次：",
    ),
    "reason.impossible": (
        "no legal plan holds more than {most}.",
        "任何可行方案都不能超过{most}次。",
    ),
    "reason.role": (
        "The role with the fewest people for it is {role}.",
        "人手最少的角色是{role}。",
    ),
    "reason.vacant": (
        "Several people are missing at once, for these roles: {roles}.",
        "同时缺少多人，角色为{roles}。",
    ),
    "effect.rise": ("the objective would rise by {change:,}", "目标值将增加{change:,}"),
    "effect.none": ("the objective would stay as it is", "目标值不变"),
    "reason.displaces": (
        "one more needs the place of another. {person} could take it on {day} at {slot} if this session goes: {dropped}; {effect}.",
        "再加一次必须替换另一次课：{person}可在{day}{slot}承担，但须取消{dropped}；{effect}。",
    ),
    "reason.dear": (
        "{person} could take one more on {day} at {slot}, but it earns no more than it costs: {effect}.",
        "{person}可在{day}{slot}再上一次，但得不偿失：{effect}。",
    ),
    "reason.missed.addition": (
        "the search missed one. {person} can take it on {day} at {slot}, and the objective falls by {gain:,}.",
        "搜索遗漏了一次：{person}可在{day}{slot}承担，目标值减少{gain:,}。",
    ),
    "reason.missed.exchange": (
        "the search missed one. {person} can take it on {day} at {slot} if this session goes: {dropped}. The objective falls by {gain:,}.",
        "搜索遗漏了一次：{person}可在{day}{slot}承担，但须取消{dropped}；目标值减少{gain:,}。",
    ),
    "reason.missed.moves": (
        "the search missed one. It gets one more if these go: {goes}; and these come: {comes}. The objective falls by {gain:,}.",
        "搜索遗漏了一次：取消{goes}，改为{comes}，即可再加一次；目标值减少{gain:,}。",
    ),
    "reason.missed.rows": (
        "the search missed one. It gets one more if these come: {comes}. The objective falls by {gain:,}.",
        "搜索遗漏了一次：加上{comes}即可再加一次；目标值减少{gain:,}。",
    ),
    "reason.dear.rows": (
        "it could have one more if these come: {comes}. But that earns no more than it costs: {effect}.",
        "加上{comes}即可再加一次，但得不偿失：{effect}。",
    ),
    "reason.several.moves": (
        "one more takes several moves. With the fewest that go, these go: {goes}; and these come: {comes}; {effect}.",
        "再加一次须同时作多处调整；取消最少的办法是取消{goes}，改为{comes}；{effect}。",
    ),
    "reason.several": (
        "no single addition or exchange was found that gives it one more; whether several moves at once would is not proven.",
        "没有找到只增加或只替换一次课就能满足的办法；同时作多处调整能否做到，尚未证明。",
    ),
    "reason.several.bounded": (
        "no single addition or exchange was found that gives it one more; whether several moves at once would is not proven. All changes of the whole plan together can gain {reserve:,} at most (the bound).",
        "没有找到只增加或只替换一次课就能满足的办法；同时作多处调整能否做到，尚未证明；按下界，整个方案的全部调整最多只能使目标值减少{reserve:,}。",
    ),
    "reason.several.closed": (
        "no single addition or exchange was found that gives it one more; several moves at once cannot pay (the bound).",
        "没有找到只增加或只替换一次课就能满足的办法；按下界，同时作多处调整也不会使目标值减少。",
    ),
    "verdict.impossible": ("no legal plan holds more.", "任何可行方案都不能再增加。"),
    "verdict.displaces": (
        "one more needs the place of another session that weighs as much.",
        "再加一次必须替换另一次同样重要的课。",
    ),
    "verdict.dear": (
        "one more is possible, but costs as much as it earns, or more.",
        "可以再加一次，但得不偿失。",
    ),
    "verdict.missed": (
        "one more is possible and would pay; the search missed it.",
        "可以再加一次且值得，搜索遗漏了。",
    ),
    "verdict.several": (
        "no single change gives it one more; several at once may, and cost as much as they earn.",
        "没有只作一处调整就能再加一次的办法；同时作多处调整也许可以，但得不偿失。",
    ),
    "verdict.untried": ("the reason was not looked for in time.", "时间所限，尚未查找原因。"),
    "reason.untried": (
        "time was up before the reason was looked for; sharepool explain gives it.",
        "时间已到，尚未查找原因；可用sharepool explain查看。",
    ),
    "ease.H01.missing": (
        "It needs somebody in reach who holds {name} at level {limit} or above; the nearest who could come, {person}, does not.",
        "需要一位到得了、具备{name}{limit}级及以上的人员；到得了的人中最近的{person}没有该资质。",
    ),
    "ease.H01.expired": (
        "It needs somebody in reach whose {name} is valid all week; that of the nearest who could come, {person}, is not.",
        "需要一位到得了、{name}资质全周有效的人员；到得了的人中最近的{person}的资质并非全周有效。",
    ),
    "ease.H01.level": (
        "It needs somebody in reach who holds {name} at level {limit} or above; the nearest who could come, {person}, holds level {amount}.",
        "需要一位到得了、具备{name}{limit}级及以上的人员；到得了的人中最近的{person}为{amount}级。",
    ),
    "ease.H03.day_off": (
        "Every day on which it could start is a day off for its site.",
        "该校点在其可以上课的各天都放假。",
    ),
    "ease.H03.start": (
        "Its site has bells at none of its allowed starts.",
        "该校点作息表中没有其允许的开始节次。",
    ),
    "ease.H03.ride": (
        "Its class cannot ride to the venue after the first bell and be back by the end of the day.",
        "班级来不及在第一次铃后乘车去场馆并在当天结束前返回。",
    ),
    "ease.H03.part": (
        "In the parts of the day allowed for it, its site does not have as many adjacent slots as its sessions take.",
        "该校点在其允许的时段内没有足够的连续节次。",
    ),
    "ease.H03.bell": (
        "Its site does not have as many adjacent slots as its sessions take.",
        "该校点没有足够的连续节次。",
    ),
    "ease.H08.long": (
        "Whoever holds the skills is too far away: even of the nearest who could come, {person}, a drive takes {amount:minute}, and {limit} are allowed.",
        "具备资质的人员都太远：即使是其中能来的最近的{person}，单程也需{amount}分钟，上限{limit}分钟。",
    ),
    "ease.H13.gap": (
        "Its days must be at least {limit} apart (min_gap_days); one fewer may allow more.",
        "上课日至少应间隔{limit}天（min_gap_days），减少一天或许可以增加。",
    ),
    "ease.H13.per_day": (
        "A day may hold {limit:session} of it (max_per_day); one more a day may allow more.",
        "每天最多{limit}次（max_per_day），放宽一次或许可以增加。",
    ),
    "ease.H14": (
        "The people on it may be {limit} at most (max_staff); one more may allow more.",
        "最多由{limit}人承担（max_staff），放宽一人或许可以增加。",
    ),
    "ease.other": (
        "A single rule stands in the way, even in an otherwise empty week: {obstacle}",
        "即使全周没有其他课，也只有一条规则不允许：{obstacle}",
    ),
    "ease.also": (
        "Easing this rule alone would do as well: {obstacle}",
        "只放宽这条规则也可以：{obstacle}",
    ),
    "list.rows": ("; ", "；"),
    "cause.given": (
        "Skills, bells and roads alone allow no more, whatever the limits.",
        "不论各项限制如何，仅资质、作息和路程就不允许更多。",
    ),
    "cause.together": (
        "This is what stands in the way of every plan with one more:",
        "所有再加一次的方案都因以下各项而不可行：",
    ),
    "ease.none": (
        "No single rule was found that would allow more if it were eased.",
        "没有找到只放宽一条规则就能增加的办法。",
    ),
    "candidate.way": ("{person}, {minutes:minute} away", "{person}，路程{minutes}分钟"),
    "candidate.no_way": ("{person}, way not known", "{person}，路程不详"),
    "candidate.open": (
        "{head}: legal on {day} at {slot}; the objective would change by {change}.",
        "{head}：{day}{slot}可行；目标值变化{change}。",
    ),
    "candidate.role": ("{role}: {head}", "{role}：{head}"),
    "candidate.team": (
        "{head}: free on {day} at {slot}, with the others of the team.",
        "{head}：{day}{slot}有空，须与团队其他成员一起上课。",
    ),
    "candidate.blocked": (
        "{head}: on {day} at {slot}, {obstacles}",
        "{head}：若在{day}{slot}，{obstacles}",
    ),
    "candidate.no_time": (
        "{head}: the bells have no time for it.",
        "{head}：作息表中没有合适的时间。",
    ),
    "candidate.others": (
        "not looked at: {others} more who hold the skills, further away or never free for it.",
        "另有{others}人具备资质，路程更远或一直没有空，未逐一列出。",
    ),
}
"""Sentences by code, in English and Chinese."""
