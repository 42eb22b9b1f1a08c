"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "left.no_time": ("no day is open to it", "没有可用的日期"),
    "left.full": ("all days that are open to it are full", "可用的日期均已排满"),
    "events.shifts": (
        "{events:event} need {people} people in {shifts:shift}.",
        "活动{events}场，共{shifts}个班次，需{people}人次。",
    ),
    "events.tour": (
        "{tour}: {placed} of {schools} schools have a week; {used:minute} of team time; {days:day} of a team at least, {room} there are.",
        "{tour}：{schools}所学校中{placed}所已排定周次；各队共用{used}分钟，至少需{days}个队日（现有{room}个）。",
    ),
    "events.trips": (
        "{placed} of {groups} groups have a day at a base, with {bus:minute} on the bus.",
        "{groups}个小组中{placed}个已排定基地日期，乘车共{bus}分钟。",
    ),
    "events.proven": ("{goal}: {value}, proven least.", "{goal}：{value}，已证明为最小。"),
    "events.gap": ("{goal}: {value}, at least {bound}.", "{goal}：{value}，不会低于{bound}。"),
    "events.none": ("{goal}: {value}, no bound is proven.", "{goal}：{value}，尚无下界。"),
    "events.goal": ("{task}, {name}", "{task}，{name}"),
    "goal.missing": ("without a date", "未排定"),
    "goal.cost": ("minutes of road and overload", "路程与超出均衡的分钟"),
    "events.visits": ("Visits", "基地活动"),
    "events.left": ("{what}: {why}.", "{what}：{why}。"),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "event": "活动名称",
    "event_id": "活动编号",
    "role": "角色",
    "count": "人数",
    "optional": "可缺",
    "min_level": "最低等级",
    "tour_id": "测试编号",
    "base": "出发点代码",
    "base_name": "出发点",
    "base_id": "基地编号",
    "monday": "周起始",
    "visits": "半天数",
    "visit_min": "每次分钟",
    "load_min": "队时分钟",
    "group_id": "小组编号",
    "bus_min": "乘车分钟",
    "what": "编号",
    "pupils": "人数",
    "why": "类别",
    "reason": "原因",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "outside_event": (
        "the event lasts from {start} to {end}; the shift must lie within",
        "活动时间为{start}至{end}，班次应在其中",
    ),
    "few_people": (
        "{wanted} are asked for at once, and {there} hold this skill",
        "同时需要{wanted}人，而具备该专项的只有{there}人",
    ),
    "missing_value.pupils": (
        "the number of this school's pupils is not known; give it in the table of sites",
        "不知该校学生数，请在学校表中填写",
    ),
    "no_base": (
        "no base that this group may go to has more than {most:place}; split the group",
        "该组可去的基地最多接待{most}人，请分组",
    ),
    "on_day_off": (
        "the site has this day off; the event takes place all the same",
        "该日学校放假，活动仍照常安排",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
