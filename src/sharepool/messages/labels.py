"""Labels and short sentences of reports, in every language side by side."""

from __future__ import annotations

from sharepool.messages.wording import Number

LANGUAGE_ORDER = ("en", "zh")

LABELS: dict[str, tuple[str, str]] = {
    # the page
    "page.lang": ("en", "zh-CN"),
    "page.title": ("{name}: week of {date}", "{name}：{date}起一周"),
    "page.week": ("Week from {first} to {last}", "{first}至{last}一周"),
    "page.anonymous": ("without names", "不含姓名"),
    "page.contents": ("Contents", "目录"),
    "page.written": (
        "Written on {date} by sharepool {version}.",
        "由sharepool {version}于{date}生成。",
    ),
    "page.print": ("Print this sheet", "打印本页"),
    "page.comma": (", ", "、"),
    "page.band": ("{least}–{below}", "{least}–{below}"),
    "section.summary": ("Summary", "概要"),
    "section.map": ("Map", "地图"),
    "section.coverage": ("What sites get, and why not more", "各校点覆盖情况及缺口原因"),
    "section.support": ("Support between schools", "对口支援"),
    "section.chains": ("Chains of sports", "后备人才体系"),
    "section.fairness": ("Fairness", "公平性"),
    "section.centre": ("The sharing centre", "共享中心"),
    "section.term": ("The term", "本学期"),
    "section.changes": ("Changes since the previous plan", "与上一方案相比的变化"),
    "section.timetables": ("Timetable of each site", "各校点课表"),
    "section.itineraries": ("Itinerary of each person", "各人员行程"),
    # summary
    "figure.sessions": ("Sessions", "课次"),
    "figure.of": ("{part} of {whole}", "{part}/{whole}"),
    "figure.floor": ("Sites with at least {floor}", "达到{floor}的校点"),
    "figure.of_sites": ("of {sites} sites", "共{sites}个校点"),
    "figure.road": ("On the road", "路上时间"),
    "figure.hours": ("{hours} h", "{hours}小时"),
    "figure.per_person": (
        "a week; {minutes} min for each who works",
        "每周；参与者人均{minutes}分钟",
    ),
    "figure.gap": ("From the best possible", "与最优的差距"),
    "figure.gap_proven": ("at most, proven", "至多，已证明"),
    "figure.gap_unknown": ("not known", "未知"),
    "summary.sessions": (
        "{delivered} of the {wanted:session} that sites want this week take place ({share}).",
        "各校点本周需要{wanted}次课，已安排{delivered}次（{share}）。",
    ),
    "summary.floor": (
        "{at_floor} of {sites:site} get at least {floor} of what they want; {whole} get all of it.",
        "{sites}个校点中，{at_floor}个至少得到所需的{floor}，{whole}个全部得到。",
    ),
    "summary.areas": (
        "Sites in town get {urban} of what they want, sites in the country {country}.",
        "城区校点得到所需的{urban}，乡镇和农村校点得到{country}。",
    ),
    "summary.people": (
        "{working} of the {pool} people work this week, at {places:site}, and drive {hours} hours.",
        "人才库{pool}人中，本周有{working}人到{places}个校点上课，路上共{hours}小时。",
    ),
    "summary.impossible": (
        "{sessions:session} cannot be given by any legal plan: it takes more than better planning.",
        "有{sessions}次课是任何可行方案都无法安排的，仅靠优化排课无法解决。",
    ),
    "summary.gap": (
        (
            "No legal plan can have an objective below {bound}. This one has {objective}: it is at "
            "most {gap} from the best possible."
        ),
        "任何可行方案的目标值都不会低于{bound}；本方案为{objective}，与最优的差距至多{gap}。",
    ),
    "summary.optimal": (
        "No legal plan is better than this one (objective {objective}): this is proven.",
        "没有比本方案更好的可行方案（目标值{objective}），这一点已得到证明。",
    ),
    "summary.gap_unknown": (
        (
            "How far this plan (objective {objective}) is from the best possible is not known: "
            "there is no summary.json of this plan beside it."
        ),
        "本方案（目标值{objective}）与最优的差距未知：方案旁没有与之对应的summary.json。",
    ),
    # map
    "map.title": ("Sites and itineraries", "校点与行程"),
    "map.none": (
        "There is no map: no site has coordinates.",
        "没有地图：所有校点都没有经纬度。",
    ),
    "map.person": ("Person", "人员"),
    "map.day": ("Day", "星期"),
    "map.everybody": ("everybody", "全部人员"),
    "map.all_days": ("all days", "全部"),
    "map.note": (
        "Itineraries are drawn as straight lines; roads are longer.",
        "行程以直线表示，实际道路更长。",
    ),
    "map.unplaced": (
        "Without coordinates, and not shown: {sites}.",
        "无经纬度、未显示：{sites}个。",
    ),
    "map.trip": ("{name}, {day}: {way} ({minutes} min)", "{name}，{day}：{way}（{minutes}分钟）"),
    "map.site": (
        "{name}: {delivered} of {wanted:session}",
        "{name}：需要{wanted}次课，已安排{delivered}次",
    ),
    "map.idle": ("{name}: no session wanted", "{name}：无需求"),
    "legend.whole": ("gets all it wants", "全部满足"),
    "legend.partial": ("reaches the floor", "达到底线"),
    "legend.below": ("below the floor", "低于底线"),
    "legend.idle": ("wants nothing", "无需求"),
    "legend.route": ("somebody's day", "某人某天的行程"),
    # coverage
    "coverage.why": ("Why sessions are missing", "缺课原因"),
    "coverage.verdicts": ("Missing sessions by verdict", "按结论分类的缺课次数"),
    "coverage.by_site": ("Site by site", "逐校情况"),
    "coverage.sites": (
        "Sessions wanted and delivered, the least served first",
        "需要与已安排的课次，满足率低者在前",
    ),
    "coverage.reasons": ("What is missing, with the reason", "缺口及其原因"),
    "coverage.nothing_missing": ("No session is missing.", "没有缺课。"),
    # support
    "support.total": (
        (
            "{whole} of {schools:school} get all the support that is planned; of {planned:session} "
            "planned, {missing} are missing."
        ),
        "{schools}所受援学校中，{whole}所得到了计划的全部支援；计划{planned}次课，缺{missing}次。",
    ),
    "support.table": (
        "Sessions planned and received, the schools that miss most first",
        "计划与得到的支援课次，缺口大者在前",
    ),
    "support.note": (
        (
            "Support is sessions by people based in the supporting group. Those based at the "
            "school itself do not count among others."
        ),
        "支援指由支援学区人员上的课。本校人员不计入“其他到校人员”。",
    ),
    "support.strict": ("must", "必须"),
    "support.closed": ("not open this week", "本周未全周开放"),
    "support.others": ("Others who came: sessions (people)", "其他到校人员：课次（人数）"),
    "support.other": ("{group}: {sessions} ({people})", "{group}：{sessions}（{people}）"),
    "support.no_group": ("of no group", "不属学区"),
    "short.by": ("short by {missing}", "缺{missing}次"),
    # chains
    "chains.total": (
        (
            "{whole} of {chains:chain} have no gap; {served} of {members:member} get the sessions "
            "that they should."
        ),
        "{chains}个梯队中，{whole}个没有缺口；{members}个成员中，{served}个得到了应有的课次。",
    ),
    "chains.table": ("Schools by stage, and gaps", "各学段学校数与缺口"),
    "chains.served": ("Served", "已满足"),
    "chains.mark.served": ("gets what it should", "已满足"),
    "chains.mark.unserved": ("gets less", "未满足"),
    "chains.mark.idle": ("nothing due this week", "本周无应有课次"),
    "chains.gaps": ("Gaps", "缺口"),
    "chains.next": ("way to the next stage", "通往下一学段"),
    "chains.far": ("too far, or not known how far", "过远或距离未知"),
    "chains.note": (
        "{skill}: {served} of {members:member} get the sessions that they should.",
        "{skill}：{members}个成员中，{served}个得到了应有的课次。",
    ),
    "chains.map": ("Map of {name}", "{name}地图"),
    "chains.no_map": (
        "There is no map: none of the schools has coordinates.",
        "没有地图：成员学校都没有经纬度。",
    ),
    "chains.members": ("Schools of {name}", "{name}成员学校"),
    "chains.way": (
        "{site_name} → {next_name}: {way_min} min",
        "{site_name} → {next_name}：{way_min}分钟",
    ),
    "chains.way_unknown": ("{site_name} → {next_name}", "{site_name} → {next_name}"),
    "chains.member": (
        "{site_name}: {received} of {due:session}",
        "{site_name}：应有{due}次课，已得到{received}次",
    ),
    # fairness
    "fairness.places": ("Between town and country", "城乡之间"),
    "fairness.by_area": ("By area", "按城乡类型"),
    "fairness.by_county": ("By county", "按县区"),
    "fairness.people": ("Between people", "人员之间"),
    "fairness.note": (
        (
            "Minutes on the road beyond the {minutes} a week that are held to be fair: {people} "
            "people. A start is early if it means leaving home before {early}; a day is far if one "
            "of its drives takes {far} minutes or more."
        ),
        (
            "有{people}人每周路上时间超过公平线{minutes}分钟。{early}前从家出发为早出；"
            "当天某一程达到{far}分钟为远途日。"
        ),
    ),
    "fairness.resting": (
        "Without a session this week ({people}):",
        "本周没有课的人员（{people}人）：",
    ),
    "fairness.table": (
        "Each person's week, the longest roads first",
        "每个人的一周，路上时间长者在前",
    ),
    "spread.hours": ("Hours of sessions: people", "课时（小时）：人数"),
    "spread.travel_min": ("Minutes on the road: people", "路上分钟数：人数"),
    "spread.km": ("Kilometres: people", "公里数：人数"),
    "spread.early_starts": ("Early starts: people", "早出天数：人数"),
    "spread.far_days": ("Far days: people", "远途日数：人数"),
    # changes
    "changes.total": (
        (
            "Sessions of the previous plan: {kept} stay as they were, {moved} stay with the same "
            "person at another time, and {gone} are gone; {new} are new."
        ),
        (
            "上一方案的课次中，{kept}次不变，{moved}次由同一人在其他时间上，{gone}次取消；"
            "新增{new}次。"
        ),
    ),
    "changes.table": ("Sessions by person", "各人员的课次"),
    "changes.sites": ("Sites that this affects", "受影响的校点"),
    "changes.sessions": ("Sessions that are not as they were", "与原方案不同的课次"),
    # timetables and itineraries
    "timetables.note": (
        "Each site that somebody comes to, ready to print on a page of its own.",
        "每个有课的校点，可单独打印成一页。",
    ),
    "timetables.caption": ("Sessions at {site}", "{site}课表"),
    "itineraries.note": (
        (
            "Each person who works this week, with departure times, ready to print on a page of "
            "its own."
        ),
        "每位本周有课的人员及其出发时间，可单独打印成一页。",
    ),
    "itineraries.anonymous": (
        "Each person who works this week. Ways from and to home are left out.",
        "每位本周有课的人员。与住处有关的路程从略。",
    ),
    "itineraries.caption": ("Week of {person}", "{person}的一周"),
    "person.note": (
        "{sessions:session}, {hours} h; {minutes} min on the road",
        "{sessions}次课，{hours}小时；路上{minutes}分钟",
    ),
    "person.public": ("{sessions:session}", "{sessions}次课"),
    "site.note": (
        "{place} · {delivered} of {wanted:session}",
        "{place} · 需要{wanted}次课，已安排{delivered}次",
    ),
    "session.what": ("{skill} {kind}", "{skill}{kind}"),
    "way.leave_home": (
        "Leave home for {place_name}, {length}",
        "从家出发，前往{place_name}，{length}",
    ),
    "way.travel": ("Drive on to {place_name}, {length}", "前往{place_name}，{length}"),
    "way.return_home": ("Drive home, {length}", "返回，{length}"),
    "way.minutes": ("{minutes} min", "{minutes}分钟"),
    "way.km": ("{minutes} min, {km} km", "{minutes}分钟，{km}公里"),
    "way.clock": ("{start}–{end}: {way}", "{start}–{end}：{way}"),
    # columns
    # yearly decisions
    "section.exchange": ("Exchange of teachers", "教师交流轮岗"),
    "section.training": ("Training, shadowing, meetings", "培训、跟班与教研"),
    "section.points": ("Points of sports associations", "体育社团设点"),
    "section.assessment": ("Assessment", "考核"),
    "section.targets": ("Progress against targets", "目标进展"),
    "sheet.exchange.quota": ("Quotas of the exchange", "交流比例"),
    "sheet.exchange.moves": ("Moves", "交流名单"),
    "sheet.exchange.schools": ("Schools that the exchange changes", "交流涉及学校"),
    "sheet.training.training": ("Who goes to which course", "培训安排"),
    "sheet.training.shadow_weeks": ("Weeks with a mentor", "跟班学习"),
    "sheet.training.meeting_times": ("Meetings", "教研时间"),
    "sheet.points.points": ("Points of associations", "社团设点"),
    "sheet.points.sports": ("Sports of each school", "各校项目"),
    "sheet.points.associations": ("What associations promise", "社团承诺"),
    "sheet.assessment.people": ("Assessment of people", "人员考核"),
    "sheet.assessment.schools": ("Assessment of schools", "学校考核"),
    "sheet.assessment.associations": ("Assessment of associations", "社团考核"),
    "sheet.targets.progress": ("Targets", "目标进展情况"),
    "column.in_words": ("In words", "说明"),
    "column.subject": ("Subject", "学科"),
    "column.from_name": ("From", "原学校"),
    "column.to_name": ("To", "现学校"),
    "column.lessons": ("Lessons", "课时"),
    "column.since": ("Since", "起"),
    "column.until": ("Until", "止"),
    "column.uncovered_before": ("Uncovered before", "交流前缺课时"),
    "column.uncovered_after": ("Uncovered after", "交流后缺课时"),
    "column.teachers_before": ("Teachers before", "交流前教师数"),
    "column.teachers_after": ("Teachers after", "交流后教师数"),
    "column.course_id": ("Course", "培训"),
    "column.run_id": ("Run", "班次"),
    "column.lost": ("Sessions lost", "影响课次"),
    "column.road_min": ("Road minutes", "路程（分钟）"),
    "column.mentor_name": ("Mentor", "导师"),
    "column.monday": ("Week of", "周起始"),
    "column.meeting_id": ("Meeting", "教研"),
    "column.dates": ("Dates", "日期列表"),
    "column.able": ("Can come", "可参加"),
    "column.absent": ("Cannot come", "不能参加"),
    "column.association": ("Association", "社团"),
    "column.sports_before": ("Sports before", "设点前项目数"),
    "column.sports_after": ("Sports after", "设点后项目数"),
    "column.ball_games_lacking": ("Ball games lacking", "尚缺球类"),
    "column.placed": ("Points", "设点数"),
    "column.min_points": ("Must have", "最少设点数"),
    "column.hours_limit": ("Hours it has", "可用课时（小时）"),
    "column.total": ("Total", "总分"),
    "column.rank": ("Place", "名次"),
    "column.band": ("Band", "等次"),
    "column.weekday": ("Day", "星期"),
    "column.by": ("By", "期限"),
    "column.state": ("State", "状态"),
    "state.reached": ("reached", "已达成"),
    "state.on_track": ("on track", "按趋势可达成"),
    "state.behind": ("behind", "落后"),
    "state.overdue": ("overdue", "逾期未达成"),
    "state.unknown": ("not measured", "无数据"),
    "centre.rates": ("Lessons given of lessons due, and posts filled", "开足率与配备率"),
    "centre.balance": ("Balance between schools", "校际均衡"),
    "centre.points": ("Teaching points, the smallest first", "各教学点，规模小者在前"),
    "centre.pool": ("Specialties, the thinnest first", "各专项人才，薄弱者在前"),
    "centre.loans": ("Who lends to whom in this week", "本周借用关系"),
    "centre.note": (
        "Before and after the plan. A variation of 0 means that all schools get the same.",
        "方案前后对照。差异系数为0表示各校相同。",
    ),
    "centre.staffing": (
        "Staffing counts classes a teacher, not lessons: it can be full while lessons are missing.",
        "配备率按每师班数计算，不按课时：配备率达到100%，课仍可能开不足。",
    ),
    "measure.teachers_per_100_pupils": ("Teachers per 100 pupils", "每百名学生教师数"),
    "measure.lessons_per_class": ("Lessons per class", "班均体育课节数"),
    "measure.slots_per_100_pupils": ("Slots per 100 pupils", "每百名学生课次"),
    "column.staff_id": ("Staff id", "工号"),
    "column.staff_name": ("Person", "姓名"),
    "column.employer": ("Employer", "所属单位"),
    "column.role": ("Role", "人员类别"),
    "column.sessions": ("Sessions", "课次"),
    "column.team_role": ("Role", "角色"),
    "column.with_others": ("With", "同行"),
    "column.roles_missing": ("Roles missing", "缺少的角色"),
    "column.hours": ("Hours", "课时（小时）"),
    "column.days": ("Days", "天数"),
    "column.sites": ("Sites", "校点数"),
    "column.travel_min": ("Road minutes", "路上分钟"),
    "column.km": ("km", "公里"),
    "column.early_starts": ("Early starts", "早出天数"),
    "column.far_days": ("Far days", "远途日数"),
    "column.site_id": ("Site id", "学校代码"),
    "column.site_name": ("Site", "学校名称"),
    "column.county": ("County", "县区"),
    "column.area": ("Area", "城乡类型"),
    "column.stage": ("Stage", "学段"),
    "column.wanted": ("Wanted", "需要"),
    "column.delivered": ("Delivered", "已安排"),
    "column.missing": ("Missing", "缺"),
    "column.floor": ("Floor", "底线"),
    "column.below_floor": ("Below floor by", "低于底线"),
    "column.at_floor": ("At floor", "达到底线"),
    "column.whole": ("All wanted", "全部满足"),
    "column.people": ("People", "人数"),
    "column.share": ("Share", "满足率"),
    "column.demand_id": ("Demand id", "需求编号"),
    "column.kind": ("Kind", "类型"),
    "column.skill": ("Specialty", "专项"),
    "column.cohort": ("Class", "班级"),
    "column.dormant": ("Dormant", "休眠"),
    "column.verdict": ("Verdict", "结论"),
    "column.meaning": ("Meaning", "含义"),
    "column.reason": ("Reason", "原因"),
    "column.date": ("Date", "日期"),
    "column.day": ("Day", "星期"),
    "column.time": ("Time", "时间"),
    "column.label": ("Period", "节次名称"),
    "column.start": ("Start", "开始"),
    "column.end": ("End", "结束"),
    "column.session": ("Session", "课程"),
    "column.delivery": ("Delivery", "授课方式"),
    "column.step": ("Step", "行程"),
    "column.minutes": ("Minutes", "分钟"),
    "column.place_name": ("Place", "地点"),
    "column.kept": ("Kept", "不变"),
    "column.moved": ("Moved", "改时间"),
    "column.new": ("New", "新增"),
    "column.gone": ("Gone", "取消"),
    "column.measure": ("Measure", "指标"),
    "column.least": ("From", "起"),
    "column.below": ("Below", "止（不含）"),
    "column.group": ("Supporting group", "支援学区"),
    "column.planned": ("Planned", "计划"),
    "column.strict": ("Must", "必须"),
    "column.received": ("Received", "已得到"),
    "column.chain_id": ("Chain", "梯队"),
    "column.next_name": ("Goes on to", "升入学校"),
    "column.way_min": ("Minutes", "分钟"),
    "column.due": ("Should get", "应有"),
    "column.broken": ("Gap", "缺口"),
    "column.name": ("School", "学校"),
    "column.pupils": ("Pupils", "学生数"),
    "column.own_lessons": ("Own lessons", "本校节数"),
    "column.pool_lessons": ("Lessons of the plan", "方案节数"),
    "column.required": ("Lessons due", "应开节数"),
    "column.covered": ("By own teachers", "本校已开"),
    "column.gap": ("Gap", "缺口节数"),
    "column.spare": ("Spare", "富余节数"),
    "column.rate_before": ("Given before", "共享前开足率"),
    "column.rate_after": ("Given after", "共享后开足率"),
    "column.lessons_per_teacher_due": ("Lessons a teacher due", "每应配教师课时"),
    "column.standard": ("Official standard", "应达到"),
    "column.reaching": ("Schools at standard", "达标学校数"),
    "column.staffing_before": ("Staffed before", "共享前配备率"),
    "column.staffing_after": ("Staffed after", "共享后配备率"),
    "column.schools": ("Schools", "学校数"),
    "column.mean_before": ("Mean before", "共享前均值"),
    "column.mean_after": ("Mean after", "共享后均值"),
    "column.variation_before": ("Variation before", "共享前差异系数"),
    "column.variation_after": ("Variation after", "共享后差异系数"),
    "column.limit": ("Limit", "标准"),
    "column.holders": ("Hold it here", "本县具备人数"),
    "column.qualified": ("Could come", "可用人数"),
    "column.expiring": ("Expiring", "将到期"),
    "column.lender": ("Lender", "借出单位"),
    "column.borrower": ("Borrower", "借入单位"),
    "column.converted_lessons": ("Converted lessons", "折算课时"),
    "column.returned_lessons": ("Returned", "返还课时"),
    "column.balance_lessons": ("Balance", "差额课时"),
    "column.settlement": ("Settlement", "结算金额"),
    "column.figure": ("Figure", "指标"),
    "column.value": ("Value", "数值"),
    # the workbook's sheets and figures
    "sheet.summary": ("Summary", "概要"),
    "sheet.sites": ("Sites", "校点"),
    "sheet.demands": ("Demands", "需求"),
    "sheet.areas": ("Areas", "城乡"),
    "sheet.counties": ("Counties", "县区"),
    "sheet.support": ("Support", "对口支援"),
    "sheet.chains": ("Chains", "后备人才体系"),
    "sheet.burdens": ("People", "人员"),
    "sheet.spreads": ("Distribution", "分布"),
    "sheet.rates": ("Curriculum", "开齐开足"),
    "sheet.balance": ("Balance", "优质均衡"),
    "sheet.points": ("Points", "教学点"),
    "sheet.pool": ("Pool", "人才库"),
    "sheet.loans": ("Loans", "借用"),
    "sheet.changes": ("Changes", "变化"),
    "sheet.timetable": ("Timetable", "总课表"),
    "sheet.journeys": ("Itineraries", "总行程"),
    "total.name": ("Problem", "名称"),
    "total.week_of": ("Week of", "周起始日"),
    "total.sessions_wanted": ("Sessions wanted", "需要课次"),
    "total.sessions_delivered": ("Sessions delivered", "已安排课次"),
    "total.share": ("Share delivered", "满足率"),
    "total.travel_min": ("Minutes on the road", "路上分钟"),
    "total.objective": ("Objective", "目标值"),
    "total.bound": ("Bound (proven)", "下界（已证明）"),
    "total.gap": ("Gap", "差距"),
    "total.unknown": ("not known", "未知"),
    # codes of the format
    "area.urban": ("urban", "城区"),
    "area.township": ("township", "乡镇"),
    "area.rural": ("rural", "农村"),
    "stage.primary": ("primary", "小学"),
    "stage.junior": ("junior", "初中"),
    "stage.senior": ("senior", "高中"),
    "stage.nine_year": ("nine-year", "九年一贯制"),
    "stage.point": ("teaching point", "教学点"),
    "stage.sports_school": ("sports school", "体校"),
    "stage.centre": ("centre", "中心"),
    "kind.lesson": ("lesson", "课"),
    "kind.club": ("club", "社团"),
    "kind.training": ("training", "训练"),
    "kind.guidance": ("guidance", "指导"),
    "skill.pe": ("PE", "体育"),
    "delivery.onsite": ("on site", "到校"),
    "delivery.remote": ("by live link", "远程"),
    "delivery.joint": ("listening by live link", "同步课堂"),
    "step.leave_home": ("leave home", "出发"),
    "step.travel": ("drive", "转场"),
    "step.session": ("session", "上课"),
    "step.return_home": ("return home", "返回"),
    "verdict.impossible": ("impossible", "不可能"),
    "verdict.displaces": ("displaces", "须替换"),
    "verdict.dear": ("dear", "不划算"),
    "verdict.missed": ("missed", "遗漏"),
    "verdict.several": ("no single change", "单处调整不够"),
    "verdict.untried": ("untried", "未查"),
}
"""Every label by its key, in the order of :data:`LANGUAGE_ORDER`."""


def label(key: str, lang: str = "en", **fields: object) -> str:
    """Return a label, with its fields filled in; whole numbers may carry a noun."""
    text = LABELS[key][LANGUAGE_ORDER.index(lang)]
    numbers = {name: Number(value) for name, value in fields.items() if isinstance(value, int)}
    return text.format_map(fields | numbers)


def word(column: str, code: str, lang: str = "en") -> str:
    """Return a code of a column in words; what planners named themselves stays as it is."""
    key = f"{column}.{code}"
    return label(key, lang) if key in LABELS else code
