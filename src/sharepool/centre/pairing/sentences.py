"""What this feature says, in English and Chinese side by side."""

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
