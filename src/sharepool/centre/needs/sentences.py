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
    "duplicate_id.same": ("row {first} has the same; keep one", "第{first}行相同，请只保留一行"),
    "duplicate_id.class": (
        "the demand of a class or club gets this id; give this one another",
        "班级或社团的需求将使用此编号，请换一个编号",
    ),
    "counted_twice": (
        "row {first} of the staff has this person: hours would be counted twice; keep one of the two",
        "人员表第{first}行已有此人，课时会重复计算，请只保留一处",
    ),
    "out_of_range.load": ("this is above the lessons due, {most}", "超过了周课时{most}"),
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
