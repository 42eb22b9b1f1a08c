"""What this feature says, in English and Chinese side by side."""

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
    "refusal.reserved": (
        "{site}: the places left went to a group that they are not of.",
        "{site}：剩余名额为定向名额，本人不在其列。",
    ),
    "refusal.below_study": (
        "{site} asks for a study score of {limit}.",
        "{site}要求文化成绩不低于{limit}分。",
    ),
    "refusal.not_in_chain": (
        "{site} takes athletes of chains alone.",
        "{site}只接收梯队运动员。",
    ),
    "refusal.no_offer": ("{site} has no place for {skill}.", "{site}没有{skill}名额。"),
    "refusal.no_choice": ("No school was chosen.", "没有填报志愿。"),
}
"""Sentences by code, in English and Chinese."""
