"""What is said of faults in the tables of a centre, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

FAULTS: dict[str, tuple[str, str]] = {
    "bad_value.service": (
        "lessons follow from classes and curriculum; name another kind",
        "体育课由班级和课程表得出，此处请填写其他类型",
    ),
    "missing_table.needs": (
        "needs are found from this table; add it (its header alone, if it has no rows)",
        "计算需求要用到此表，请补上（没有内容时只写表头即可）",
    ),
    "missing_table.profile": (
        "add this table, or name a profile: {words:list}",
        "请补上此表，或指定课程方案：{words:list}",
    ),
    "duplicate_table.profile": (
        "the folder has a curriculum too; name a profile or keep the table, not both",
        "文件夹中已有课程表，请在课程方案和课程表中只用一个",
    ),
    "duplicate_id.class": (
        "the demand of a class or club gets this id; give this one another",
        "班级或社团的需求将使用此编号，请换一个编号",
    ),
    "counted_twice": (
        "row {first} of the staff has this person: hours would be counted twice; keep one of the two",
        "人员表第{first}行已有此人，课时会重复计算，请只保留一处",
    ),
    "out_of_range.load": ("this is above the lessons due, {most}", "超过了周课时{most}"),
    "out_of_range.loan": (
        "the load less duties leaves {most:lesson}; lend no more",
        "周课时扣除兼任后只有{most}节，出借不能更多",
    ),
    "out_of_range.lend_share": (
        "write a share of each load, from 0 to 1",
        "请填写占周课时的比例，0到1之间",
    ),
    "unknown_week": (
        "the curriculum has no lessons of {subject}, so what this teacher gives at the own school is not known: only the lessons to lend are lent; add the subject to the curriculum, or correct it here",
        "课程表中没有{subject}，无从得知该教师在本校的课，只按出借课时外派；请在课程表中补上该学科，或更正任教学科",
    ),
    "contradiction.art": (
        "row {first} has the same subject; give both the same",
        "第{first}行是同一学科，两行应填写相同内容",
    ),
    "unknown_grade": (
        "the curriculum has no row of this grade; add one (0 lessons are possible)",
        "课程表中没有这个年级，请补充（可以为0节）",
    ),
    "contradiction.merge": (
        "row {first} is taught together with this one; give both the same",
        "第{first}行与此行复式合班，两行应填写相同内容",
    ),
    "unknown_bell.no_lesson": (
        "the bells have no lesson of this school's bell plan",
        "该校的作息中没有上课时段",
    ),
    "unknown_slot.days": (
        "the school's bells have no lesson on one of these days",
        "该校的作息在其中某一天没有上课时段",
    ),
    "unknown_slot.lesson": (
        "the school's bells have no such lesson on {day:day}",
        "该校{day:day}的作息中没有这节课",
    ),
    "unknown_cohort": (
        "the school has no such class; classes are named as 3(1)",
        "该校没有这个班级，班级写成“3(1)”的形式",
    ),
    "contradiction.teacher": (
        "row {first} of the residents has this person at {site}; correct one of the two",
        "教师表第{first}行写明此人在{site}，请更正其中一处",
    ),
    "contradiction.lent": (
        "availability lends this teacher at that time; correct one of the two",
        "可用时间表在此时段出借该教师，请更正其中一处",
    ),
    "two_at_once": (
        "row {first} has another lesson at the same time; correct one of the two",
        "第{first}行在同一时间另有一节课，请更正其中一处",
    ),
    "beyond_load": (
        "the timetable has {given:lesson} of this teacher; the load less duties and lessons lent leaves {most}",
        "课表中该教师有{given}节课，而周课时扣除兼任和出借后只有{most}节",
    ),
    "not_qualified": (
        "this teacher lacks what the lesson asks for, so it counts as not given",
        "该教师不具备上这节课的条件，此课按未开设计算",
    ),
    "ground_too_small": (
        "own lessons exceed the room of the ground {beyond} times a week; look at capacity, bells, closures and timetable",
        "本校课每周有{beyond}节次超出场地容量，请检查场地容量、作息、场地占用和课表",
    ),
    "beyond_week": (
        "the school's bells have only {most:lesson} a week",
        "该校的作息每周只有{most}节课",
    ),
    "nothing_to_spare": (
        "this teacher's own school needs every lesson: no pin of the pool can name them",
        "本校需要该教师的全部课时，不能在指定表中写此人",
    ),
    "own_lessons": (
        "the windows of availability leave {outside:lesson} of the week for the {staying} that this person gives at the own school; make them smaller",
        "可用时间之外每周只剩{outside}节，而此人在本校要上{staying}节，请缩小可用时间",
    ),
}
"""Sentences by code (and kind)."""

register_faults(FAULTS)
