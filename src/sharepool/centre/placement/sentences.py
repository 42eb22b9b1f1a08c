"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "answer.placed": (
        "{athlete} ({skill}, {score}) goes to {site}, their choice {choice}.",
        "{athlete}（{skill}，{score}分）进入{site}，为其第{choice}志愿。",
    ),
    "answer.unplaced": (
        "{athlete} ({skill}, {score}) has no place.",
        "{athlete}（{skill}，{score}分）未被录取。",
    ),
    "refusal.lot": (
        "{site}: the last place went to the same score, {limit}, by lot {lot}; theirs is {own_lot}.",
        "{site}：最后一个名额按抽签（{lot}号）给了同为{limit}分者，本人为{own_lot}号。",
    ),
    "refusal.full": (
        "{site}: the last place went to a score of {limit}.",
        "{site}：最后一个名额的成绩为{limit}分。",
    ),
    "refusal.below_min": ("{site} asks for a score of {limit}.", "{site}要求成绩不低于{limit}分。"),
    "refusal.no_offer": ("{site} has no place for {skill}.", "{site}没有{skill}名额。"),
    "refusal.no_choice": ("No school was chosen.", "没有填报志愿。"),
}
"""Sentences by code, in English and Chinese."""

FAULTS: dict[str, tuple[str, str]] = {
    "unknown_skill.places": (
        "places has no row of this sport: write it as the places do",
        "名额表中没有这个项目，请按名额表的写法填写",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
