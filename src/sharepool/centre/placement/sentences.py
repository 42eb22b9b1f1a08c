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

FAULTS: dict[str, tuple[str, str]] = {
    "bad_value.reserved": (
        "write reserved places as group:number, as in county=Qingshi:2;girls:1",
        "请按“类别:人数”填写定向名额，如 县区=青石:2;女:1",
    ),
    "bad_value.reserved_key": (
        "write a group, or one of county, sex, level, chain with = and its value, as in county=Qingshi:2",
        "请填写类别，或以县区、性别、运动员等级、梯队之一加“=”和取值，如 县区=青石:2",
    ),
    "unknown_skill.places": (
        "places has no row of this sport: write it as the places do",
        "名额表中没有这个项目，请按名额表的写法填写",
    ),
    "no_offer.only": (
        "this athlete asks only where nothing is offered: {offers}",
        "该运动员的志愿都没有相应名额：{offers}",
    ),
    "no_offer.also": (
        "this athlete asks also where nothing is offered: {offers}",
        "该运动员的部分志愿没有相应名额：{offers}",
    ),
    "unclear.sport": (
        "of several sports these choices are taken for the first: {offers}; write school/sport for another",
        "该运动员报有多个项目，以下志愿按第一个项目理解：{offers}；报其他项目请写“学校/项目”",
    ),
    "nobody_of_group": (
        "no athlete is of this group; its places are open to everybody",
        "没有运动员属于这一类别，其名额向所有人开放",
    ),
    "missing_value.camps": (
        "--feed is the coaching of camps: give their table too",
        "--feed写出训练营所需的教练课，请同时给出训练营表",
    ),
    "missing_value.study_score": (
        "{site} asks for a study score; fill in this cell",
        "{site}要求文化成绩，请填写",
    ),
    "out_of_range.reserved": (
        "{reserved} places are reserved of {places}; reserve fewer",
        "定向名额{reserved}个，多于总名额{places}个，请减少",
    ),
    "contradiction.choices": (
        "row {first} of this athlete has others; give one list for all sports, as in school/sport, or leave this cell blank",
        "该运动员第{first}行的志愿与此不同；请各项目合用一份志愿（学校/项目），或将此格留空",
    ),
    "unknown_id.withdraw": ("no athlete has this id", "没有这个编号的运动员"),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
