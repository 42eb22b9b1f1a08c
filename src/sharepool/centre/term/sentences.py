"""What this feature says, and its faults, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

FAULTS: dict[str, tuple[str, str]] = {
    # what is planned
    "missing_value.term": (
        "a term needs its first Monday and its number of weeks; write both under [term]",
        "学期需要第一周的星期一和周数，请都写在[term]之下",
    ),
    "no_plan": (
        "no legal plan of this week was found; see sharepool diagnose",
        "这一周没有找到可行方案，请运行sharepool diagnose查看",
    ),
    "missing_file.term_tables": (
        "there are no tables of a term; plan it with sharepool term first",
        "此处没有学期数据，请先运行sharepool term",
    ),
    "unknown_key.settings": (
        "term.toml has {keys:list}; mend or drop this key",
        "term.toml只有{keys:list}，请修改或删除此项",
    ),
    # what was held
    "no_version": ("the term has no plan of this week", "本学期没有这一周的方案"),
    "no_version.of": (
        "the term has no plan of this week; it has {weeks:list}",
        "本学期没有这一周的方案；已有：{weeks:list}",
    ),
    "duplicate_report": (
        "row {first} reports the same; keep one of the two",
        "第{first}行报告了同一次课，请只保留一行",
    ),
    "two_states": (
        "row {first} says {state} of this session; keep one of the two",
        "第{first}行对同一次课填写了{state}，请只保留一个",
    ),
    "two_states.reported": (
        "it is reported as {state} already; --replace lets this one count",
        "此前已报告为{state}；加--replace以这次为准",
    ),
    "not_planned": (
        "no version of the week holds this session",
        "该周的任何版本都没有这次课",
    ),
    "not_planned.person": (
        "no version of the week holds this session; {people:list} was to give it",
        "该周的任何版本都没有这次课；应由{people:list}上",
    ),
    "not_planned.slot": (
        "no version of the week holds this session; that day it was in slot {slots:list}",
        "该周的任何版本都没有这次课；当天在第{slots:list}节",
    ),
    "not_planned.weeks": (
        "no plan in force of these weeks holds this session",
        "这些周的现行方案中没有这次课",
    ),
    "not_substituted": (
        "this is the person who was to give it; the state is then given",
        "代课人就是原任课人，状态应填已上",
    ),
    "not_qualified": (
        "on {date} this person does not hold {requirement}",
        "{date}此人没有“{requirement}”资质",
    ),
    "busy": (
        "this person has another session at that time ({demand}); report what became of it",
        "此人当时另有课（{demand}），请同时填报那次课的情况",
    ),
    "class_busy": (
        "the class is reported to have had {demand} of {people:list} then; keep one of the two",
        "据报告，该班当时上的是{people:list}的{demand}，请只保留一个",
    ),
    "absent": (
        "on {date} this person is away, as absences say; mend one of the two",
        "据请假表，{date}此人不在，请更正其中之一",
    ),
    "two_answers": (
        "row {first} answers {answer} for week {week}; keep one of the two",
        "第{first}行对第{week}周的答复是{answer}，请只保留一个",
    ),
    "missing_column.sheets": (
        "no sheet has the columns {columns:list}",
        "没有工作表包含这些列：{columns:list}",
    ),
    "bad_value.substitute": (
        "name who took it where the state is substituted, and only there",
        "状态为代课时请填写代课人，其他状态不要填写",
    ),
    "bad_value.person_or_demand": (
        "name a person or a demand, one of the two",
        "请填写工号或需求编号之一",
    ),
    "bad_value.weeks_of_answer": (
        "say which weeks it is about, e.g. 1-8;10",
        "请填写是哪些周，如1-8;10",
    ),
    # the calendar
    "end_before_start.dates": ("it ends before it begins; swap the two", "结束早于开始，请对调"),
    "unknown_year": (
        "the days off of {year} are not known; write the calendar by hand",
        "尚不知道{year}年的放假安排，请自行填写校历",
    ),
    "no_makeup": (
        "this day is not made up; the made-up days are {days:list}",
        "这一天不是调休上班日；调休上班日有：{days:list}",
    ),
    "not_empty.file": (
        "there is such a file; give --out a new one: nothing is overwritten",
        "此文件已存在，请给出新的文件名：不会覆盖任何内容",
    ),
    "bad_cell.follows": (
        "write DATE=DAY, such as 2026-05-09=2, or in-lieu",
        "请写成 日期=星期，如 2026-05-09=2，或in-lieu",
    ),
}
"""Faults by code (and kind)."""

register_faults(FAULTS)

WORDS: dict[str, tuple[str, str]] = {
    # tables
    "title.term": ("Weeks", "各周"),
    "title.lost": ("Lost sessions", "缺课明细"),
    "title.rates": ("Share given", "开足率"),
    "title.held": ("Not held as planned", "未按计划上课"),
    "title.owed": ("Owed", "欠课"),
    "title.roads": ("On the road", "路程"),
    "column.week": ("week", "周次"),
    "column.week_of": ("week of", "周一日期"),
    "column.letter": ("plan", "方案"),
    "column.version": ("version", "版本"),
    "column.source": ("made", "来源"),
    "column.is_forecast": ("forecast", "预测"),
    "column.wanted": ("wanted", "应上"),
    "column.given": ("given", "实上"),
    "column.made_up": ("made up", "补课"),
    "column.lost": ("lost", "缺课"),
    "column.owed": ("owed", "欠课"),
    "column.changed": ("changed", "变动"),
    "column.objective": ("objective", "目标值"),
    "column.bound": ("bound", "下界"),
    "column.date": ("date", "日期"),
    "column.site_id": ("school id", "学校代码"),
    "column.site_name": ("school", "学校"),
    "column.demand_id": ("demand_id", "需求编号"),
    "column.kind": ("kind", "类型"),
    "column.skill": ("skill", "专项"),
    "column.cohort": ("class", "班级"),
    "column.slot": ("slot", "节次"),
    "column.staff_id": ("staff_id", "工号"),
    "column.staff_name": ("name", "姓名"),
    "column.reason": ("reason", "原因"),
    "column.made_up_on": ("made up on", "补课日期"),
    "column.state": ("state", "状态"),
    "column.by": ("held by", "代课人工号"),
    "column.by_name": ("name of the substitute", "代课人"),
    "column.rate": ("share given", "开足率"),
    "column.rate_school_days": ("share on school days", "在校日开足率"),
    "column.cumulative_rate": ("cumulative share", "累计开足率"),
    "column.reasons": ("reasons", "原因"),
    "column.weeks": ("weeks", "周次"),
    "column.sessions": ("sessions", "课次"),
    "column.rural_sessions": ("rural sessions", "乡村课次"),
    "column.road_min": ("minutes on the road", "路程分钟"),
    "column.fair_min": ("fair minutes", "合理分钟"),
    "column.beyond_min": ("beyond the fair", "超出分钟"),
    # acknowledgements
    "ack.person": ("{name}: please confirm your sessions", "{name}：请确认您的课"),
    "ack.school": ("{name}: please confirm these sessions", "{name}：请确认以下课次"),
    "ack.note": (
        "Write yes or no in the column answer. A session that is declined is planned again.",
        "请在“答复”一栏填写是或否；拒绝的课次将重新安排。",
    ),
    "ack.day_name": ("weekday", "星期几"),
    "ack.start": ("from", "开始时间"),
    "ack.end": ("to", "结束时间"),
    "ack.what": ("session", "课程"),
    "ack.answer": ("answer", "答复"),
    "ack.party": ("party", "确认方"),
    "ack.day": ("day", "星期"),
    "ack.weeks": ("weeks", "周次"),
    "ack.reason": ("reason", "原因"),
    # why sessions are lost
    "reason.day_off": ("day off", "放假"),
    "reason.season": ("out of season", "不在季节内"),
    "reason.site_closed": ("school closed", "学校未开放"),
    "reason.closure": ("grounds taken", "场地占用"),
    "reason.absence": ("absence", "请假"),
    "reason.certificate": ("lapsed certificate", "资质失效"),
    "reason.left": ("left the pool", "已离开"),
    "reason.bells": ("new bells", "作息变更"),
    "reason.not_free": ("not free", "无空闲"),
    "reason.declined": ("declined", "被拒绝"),
    "reason.given_up": ("given up for others", "为其他课让位"),
    "reason.not_planned": ("nobody for it", "未能安排"),
    "reason.no_plan": ("no plan of the week", "该周无方案"),
    "reason.school_cancelled": ("cancelled by the school", "学校取消"),
    "reason.person_cancelled": ("cancelled by the teacher", "教师取消"),
    "reason.weather": ("weather", "天气"),
    "reason.not_reported": ("not reported", "未上报"),
    "reason.carried": ("owed from last term", "上学期结转"),
    # what was reported
    "state.given": ("given", "已上"),
    "state.school_cancelled": ("cancelled by the school", "学校取消"),
    "state.person_cancelled": ("cancelled by the teacher", "教师取消"),
    "state.weather": ("weather", "天气"),
    "state.substituted": ("taken by somebody else", "代课"),
    # where the plan of a week comes from
    "source.standing": ("standing plan", "常规方案"),
    "source.replanned": ("made from it", "由其调整"),
    "source.kept": ("out already", "已发布"),
    "source.missing": ("no plan", "无方案"),
    # the page
    "page.share": (
        "Of {wanted:session} in {weeks:week}, {given} are given or planned ({rate}); {lost} are lost, {owed} of them owed.",
        "{weeks}周共应上{wanted}次课，已上或已安排{given}次（{rate}）；缺课{lost}次，其中欠课{owed}次。",
    ),
    "page.made_up": ("{made_up:session} make up for earlier ones.", "补课{made_up}次。"),
    "page.gap": (
        "No plans of these weeks cost less than {bound} in all; these cost {objective}, a gap of {gap} at most.",
        "这些周的任何方案合计不低于{bound}；本方案为{objective}，差距至多{gap}。",
    ),
    "page.gap_unknown": (
        "How far these plans (objective {objective}) are from the best possible is not known: no bound is proven.",
        "这些方案（目标值{objective}）与最优的差距未知：没有已证明的下界。",
    ),
    "page.answers": (
        "{people} of {all_people:person} and {schools} of {all_schools:school} have confirmed all their sessions; {declined:session} declined.",
        "{all_people}人中{people}人、{all_schools}所学校中{schools}所已确认全部课次；拒绝{declined}次。",
    ),
}
"""Sentences and words by code, in English and Chinese."""
