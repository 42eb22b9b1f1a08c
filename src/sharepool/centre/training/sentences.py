"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "without.away": ("away at every run that is left", "其余各期均请假"),
    "without.busy": ("in another course at every run that is left", "其余各期均与其他培训冲突"),
    "without.full": ("every run is full", "各期名额已满"),
    "training.places": (
        "{placed} of {people} people have a place; {lost:session} fall out.",
        "{people}人中{placed}人已安排班次，共影响{lost}次课。",
    ),
    "training.proven": (
        "No other choice of runs costs less (proven).",
        "班次安排的代价已证明为最小。",
    ),
    "training.gap": (
        "No choice of runs costs less than {bound}; this one costs {value}.",
        "班次安排的代价为{value}，任何安排都不会低于{bound}。",
    ),
    "training.shadows": (
        "{weeks:week} of shadowing are granted, {wanted} were wished; {lessons:lesson} fall out, {covered} of which the mentors' groups can cover.",
        "安排跟班学习{weeks}周（申请{wanted}周），影响{lessons}课时，其中{covered}课时可由导师所在学区顶岗。",
    ),
    "training.meeting": (
        "{meeting}: {day} at {time}, {site}; {able} of {people} can come.",
        "{meeting}：{day}{time}，{site}；{people}人中{able}人可参加。",
    ),
    "training.online": ("online", "线上"),
    "training.week": (
        "Week of {date}: of the plan {lapsed:session} cannot stay; planned anew, {delivered} of {wanted} take place, {cover} of {covers} for people who are away.",
        "{date}起一周：原方案有{lapsed}次课无法照常进行；重新安排后{wanted}次课中可上{delivered}次，代课{covers}次中可上{cover}次。",
    ),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "name": "姓名",
    "why": "类别",
    "reason": "原因",
    "lost": "影响课次",
    "sessions": "受影响的课",
    "mentor_id": "导师工号",
    "days": "星期",
    "lessons": "影响课时",
    "covered": "可顶岗课时",
    "able": "可参加人数",
    "absent": "不能参加人数",
    "absent_staff": "不能参加人员",
    "monday": "周起始",
    "status": "求解状态",
    "lapsed": "无法照常的课次",
    "wanted": "应上课次",
    "delivered": "已排课次",
    "cover_wanted": "需代课次",
    "cover_delivered": "已排代课次",
    "objective": "目标值",
    "bound": "下界",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "bad_value.people": (
        "choose people by conditions such as key=value, with a key out of {words:list}, or by their ids",
        "请用“条件=值”选择人员（条件为{words:list}之一），或直接写工号",
    ),
    "nobody_fits": (
        "nobody of the staff fits this condition; write it as the tables do",
        "没有任何人员符合此条件，请按各表的写法填写",
    ),
    "bad_value.meeting": (
        "write {most} minutes or less: a meeting is over within a day",
        "请填写不大于{most}的分钟数：活动应在一天内结束",
    ),
    "missing_value.recheck": (
        "a recheck is of a skill: name it",
        "复核针对某个专项或证书，请填写",
    ),
    "contradiction.mentor": (
        "row {row} of shadowing sends this person to a mentor; keep one of the two",
        "跟班表第{row}行中此人也要跟班学习，请只保留一处",
    ),
    "no_mentor": (
        "no mentor holds this skill; name one who does",
        "没有导师具备这一专项，请补充",
    ),
    "no_mentor.days": (
        "mentors of this skill have {most:day} a week at most",
        "具备该专项的导师每周最多带教{most}天",
    ),
    "few_places": (
        "{people} people need this course, and its runs have {room:place}",
        "需参加此培训的有{people}人，各班次名额共{room}个",
    ),
    "late_runs": (
        "the certificate ends on {end}, before every run of {course}",
        "证书有效期止于{end}，早于{course}的所有班次",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
