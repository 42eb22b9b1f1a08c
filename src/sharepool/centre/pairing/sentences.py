"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "pairing.far": (
        "No hub is within {limit:minute} of {site}.",
        "没有任何中心校距{site}在{limit}分钟以内。",
    ),
    "pairing.unknown": (
        "It is not known how long the way from any hub to {site} takes: give it coordinates.",
        "不知道从任何中心校到{site}需要多长时间：请填写其经纬度。",
    ),
    "pairing.large": (
        "{site} wants more than any hub in reach can take on.",
        "{site}所需超过任何可到达的中心校所能承担的。",
    ),
    "pairing.sites": (
        "{amount:school} in all want support; the hubs that may be used can take on {limit}.",
        "共有{amount}所学校需要支援，可用的中心校合计只能承担{limit}所。",
    ),
    "pairing.hours": (
        "All schools together want {amount:hour} a week; the hubs that may be used can take on {limit}.",
        "各校每周合计需要{amount}小时，可用的中心校合计只能承担{limit}小时。",
    ),
    "pairing.together": (
        "Each school fits a hub, but they do not fit all together (proven).",
        "每所学校单独都有中心校可以承担，但不能同时全部满足（已证明）。",
    ),
}
"""Sentences by code, in English and Chinese."""

FAULTS: dict[str, tuple[str, str]] = {
    "no_hub": (
        "no school in town has a group: name the hubs, or give groups to the sites",
        "城区没有任何学校填写了学区：请指定中心校，或填写学区",
    ),
    "no_supported": (
        "no school outside town is left to be supported: fill in the areas of sites, and name as hubs only who supports others",
        "没有需要支援的学校：请填写各校的城乡类型，并且只把支援别校的学校列为中心校",
    ),
    "two_ways": (
        "name the hubs here or in the file, not both",
        "中心校请只在此处或只在文件中填写，不要两处都写",
    ),
    "duplicate_id.named": ("name it once", "请只写一次"),
    "missing_value.hub": (
        "a hub needs a group, by which its support is known: fill in this cell",
        "中心校需要填写学区，支援关系以学区为准",
    ),
    "out_of_range.capacity": (
        "give this hub a capacity of 0 or more",
        "请给出这所中心校的容量（不小于0）",
    ),
}
"""What is said of faults, by code."""

register_faults(FAULTS)
