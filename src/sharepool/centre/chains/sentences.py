"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "chain.short": (
        "{chain}: {amount} of {limit:school} at the stage {stage}.",
        "{chain}：{stage}阶段有{amount}所学校，应有{limit}所。",
    ),
    "chain.far": (
        "{chain}: from {site} the next stage is {amount:minute} away; the limit is {limit}.",
        "{chain}：从{site}到下一阶段需{amount}分钟，上限{limit}分钟。",
    ),
    "chain.far.unknown": (
        "{chain}: it is not known how long the way from {site} to the next stage takes.",
        "{chain}：不知道从{site}到下一阶段需要多长时间。",
    ),
    "chain.closed": ("{chain}: {site} is not open this week.", "{chain}：{site}本周并非全周开放。"),
    "chain.no_demand": (
        "{chain}: no demand of {site} asks for {skill}, so no plan can serve it.",
        "{chain}：{site}没有{skill}的需求，任何方案都无法安排。",
    ),
    "chain.unserved": (
        "{chain}: {site} gets {amount:session} of {skill}; it should get {limit}.",
        "{chain}：{site}得到{amount}次{skill}课，应有{limit}次。",
    ),
}
"""Sentences by code, in English and Chinese."""

FAULTS: dict[str, tuple[str, str]] = {
    "unknown_skill": (
        "neither skills nor demands know this sport: write it as they do",
        "专项和需求表中都没有这个项目，请按表中的写法填写",
    ),
}
"""What is said of faults, by code."""

register_faults(FAULTS)
