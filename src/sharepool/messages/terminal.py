"""What commands say besides reports: titles, outcomes, the live line; in both languages."""

TERMINAL: dict[str, tuple[str, str]] = {
    # faults and warnings
    "faults.title": (
        "{count:fault} in the input; nothing was written",
        "输入有{count}处错误，没有写入任何文件",
    ),
    "faults.late": ("{count:fault}; only a part was written", "{count}处错误，只写入了一部分"),
    "faults.warnings": ("{count:warning} about the input", "输入有{count}处可疑"),
    "faults.table": ("table", "表"),
    "faults.row": ("row", "行"),
    "faults.column": ("column", "列"),
    "faults.value": ("value", "内容"),
    "faults.advice": ("what to do", "说明"),
    "faults.more": (
        "... and {count} more (all of them with --json)",
        "……另有{count}处（用--json可列出全部）",
    ),
    "warnings.see": (
        "{count:warning} about the input: see sharepool validate",
        "输入有{count}处可疑：请运行sharepool validate查看",
    ),
    "failed": ("sharepool failed: {error}", "sharepool出错：{error}"),
    "failed.report": (
        "This is a bug. Please report it, with the problem if you can.",
        "这是程序错误，请反馈，并尽量附上数据。",
    ),
    "stopped": ("stopped", "已停止"),
    "option.workers": (
        "{given} workers are more than this machine can use; {most} work",
        "{given}个线程超出本机所能，改用{most}个",
    ),
    "unheard": ("the answer could not be written: {reason}", "无法输出结果：{reason}"),
    "locked": (
        "open in another program, or protected: {files}; new files will be written beside",
        "文件被其他程序打开或受保护：{files}；新文件将另存在旁边",
    ),
    "beside": (
        "{wanted} is open in another program, or protected: written as {written} instead",
        "{wanted} 被其他程序打开或受保护，已另存为 {written}",
    ),
    "written": ("written: {files}", "已写入：{files}"),
    "comma": (", ", "、"),
    # roads
    "waiting.roads": ("asking for roads", "正在查询路程"),
    "waiting.roads.count": (
        "roads: {done:,} of {total:,} answers",
        "路程：{total:,}次回答已得{done:,}次",
    ),
    "waiting.roads.file": ("reading the roads", "正在读取道路"),
    "waiting.roads.sites": (
        "roads: {done:,} of {total:,} sites",
        "路程：{total:,}个校点已算{done:,}个",
    ),
    "roads.found": (
        "{rows:,} ways, {unreachable:,} of them closed",
        "共{rows:,}条路程，其中{unreachable:,}条不通",
    ),
    "roads.done": (
        "{rows:,} ways, {unreachable:,} of them closed; {asked:,} requests sent",
        "共{rows:,}条路程，其中{unreachable:,}条不通；发出{asked:,}次请求",
    ),
    "roads.far": (
        "{site} is {metres:,} m from the road that it was taken to: look at its coordinates",
        "{site}距所用道路{metres:,}米，请核对经纬度",
    ),
    "roads.roadless": (
        "No road is known near {sites}: look at the coordinates; all ways there are none",
        "{sites}附近没有已知道路，往返路程均为none，请核对经纬度",
    ),
    "roads.left_out": (
        "Not asked for (no coordinates, or a home): {sites}",
        "未查询（没有经纬度，或为家庭）：{sites}",
    ),
    "waiting.report": ("writing the report", "正在编写报告"),
    "waiting.report.reasons": (
        "why sessions are missing: {done:,} of {total:,} demands",
        "缺课原因：{total:,}项需求已查{done:,}项",
    ),
    "waiting.report.tables": ("the tables of the report", "正在整理报告各表"),
    "waiting.report.calendars": ("the calendars", "正在编写日历"),
    "waiting.report.page": ("the page", "正在编写网页"),
    "waiting.report.workbook": (
        "the workbook: {done:,} of {total:,} sheets",
        "工作簿：{total:,}张工作表已写{done:,}张",
    ),
    "waiting.report.maps": ("the maps", "正在编写地图"),
    "waiting.report.files": ("writing {total:,} files", "正在写入{total:,}个文件"),
    # import
    "import.title": ("What was read", "读取情况"),
    "import.sheet": ("sheet", "工作表"),
    "import.role": ("taken for", "识别为"),
    "import.header": ("header in row", "表头所在行"),
    "import.rows": ("rows", "行数"),
    "import.used": ("columns used", "已用列"),
    "import.left": ("columns not used", "未用列"),
    "import.skipped": ("rows skipped", "跳过的行"),
    "import.role.sites": ("schools", "学校"),
    "import.role.staff": ("people", "人员"),
    "import.role.demands": ("needs", "需求"),
    "import.role.bells": ("bells", "作息"),
    "import.role.absences": ("absences", "请假"),
    "import.role.travel": ("ways", "路程"),
    "import.role.class_grid": ("timetable of a class", "班级课表"),
    "import.role.teacher_grid": ("timetable of a teacher", "教师课表"),
    "import.role.school_grid": ("timetable of the school", "全校课表"),
    "import.role.asc": ("timetable of aSc", "aSc课表"),
    "import.role.fet": ("timetable of FET", "FET课表"),
    "import.timetable": (
        "moments at which PE takes the ground: {closures}; times at which teachers are free: {windows}",
        "场地占用{closures}条，教师空闲时段{windows}条",
    ),
    "import.visits": (
        "PE lessons of people who come from elsewhere, which take no ground here: {count}",
        "由外校人员上的体育课{count}节，不计入场地占用",
    ),
    "import.replaced": (
        "rows of this school and these people that were there before and have made way: {count}",
        "替换了该校和这些人员原有的{count}行",
    ),
    "import.sheets_hidden": (
        "hidden sheets, not used: {sheets}",
        "隐藏的工作表（未使用）：{sheets}",
    ),
    "import.sheets_left": ("sheets not used: {sheets}", "未使用的工作表：{sheets}"),
    "import.remark": (
        "remark, not read as a rule: {sheet} {cell}: {text}",
        "备注（未作为规则使用）：{sheet} {cell}：{text}",
    ),
    "import.done": (
        "{sites:site}, {people} people, {demands:demand}",
        "{sites}个校点，{people}人，{demands}项需求",
    ),
    "import.written": (
        "written to {out}; answers are kept in {mapping}",
        "已写入{out}；回答保存在{mapping}",
    ),
    # outcomes
    "status.optimal": ("optimal", "最优"),
    "status.feasible": ("feasible", "可行"),
    "status.infeasible": ("infeasible", "无可行方案"),
    "status.unknown": ("unknown", "未知"),
    "none": ("none", "无"),
    "outcome.line": ("{status}: {told}", "{status}：{told}"),
    "outcome.objective": ("objective {value:,}", "目标值 {value:,}"),
    "outcome.bound": ("bound {value:,}", "下界 {value:,}"),
    "outcome.gap": (", gap {gap:.2%}", "，差距 {gap:.2%}"),
    "result.status": (
        "status     {status} after {seconds:,.1f} s, seed {seed}",
        "状态      {status}，用时{seconds:,.1f}秒，随机种子{seed}",
    ),
    "result.sessions": (
        "sessions   {delivered:,} of {wanted:,} delivered",
        "课次      需要{wanted:,}次，已安排{delivered:,}次",
    ),
    "result.travel": ("travel     {minutes:,} min", "路程      {minutes:,}分钟"),
    "result.objective": (
        "objective  {objective}, bound {bound}{gap}",
        "目标值    {objective}，下界 {bound}{gap}",
    ),
    "result.bound_without": (
        "The bound does not know {names}: no plan is better, but the best may not come near it.",
        "下界未考虑{names}：没有方案能更好，但最优方案未必接近它。",
    ),
    "price.sessions": (
        (
            "if somebody from outside gives one session of it, the objective falls by no more than this, "
            "counted from the bound of the prices"
        ),
        "若由外部人员承担其中一次课，目标值至多比价格所依据的下界再低这么多",
    ),
    "price.people": (
        (
            "if the person stays away all week, the objective is at least this much above the bound of "
            "the prices"
        ),
        "若此人整周不来，目标值至少比价格所依据的下界高这么多",
    ),
    "price.budgets": (
        (
            "with one hour more a week, the objective falls by no more than this, counted from the bound "
            "of the prices, if nobody alone works more than all hours of today"
        ),
        "每周多一小时（且无人独自超过现有总时数），目标值至多比价格所依据的下界再低这么多",
    ),
    "result.unavoidable": (
        "           {value:,} unavoidable, gap of the rest {gap:.2%}",
        "          其中{value:,}不可避免，其余部分差距 {gap:.2%}",
    ),
    "result.step": (
        "  {number}. {title:<24} {value:>12,}, bound {bound:,}",
        "  {number}. {title:<24} {value:>12,}，下界 {bound:,}",
    ),
    # the live line
    "live.seconds": ("{seconds:5.0f} s", "{seconds:5.0f}秒"),
    "live.sessions": ("{delivered:,} of {wanted:,} sessions", "课次 {delivered:,}/{wanted:,}"),
    "live.gap": ("gap {gap:.2%}", "差距 {gap:.2%}"),
    "live.search": ("search", "搜索"),
    "live.bound": ("bound", "求界"),
    "live.proof": ("proof", "证明"),
    "waiting.clashes": ("looking for what clashes", "正在查找冲突"),
    # check, score, compare
    "check.broken": (
        "not legal: {count:violation} in {sessions:session}",
        "不合规则：{sessions}次课中有{count}处违反",
    ),
    "check.other_clock": (
        "{row}: the file says {stated}, its slot begins at {start}. The slot counts: to move a session, change its slot.",
        "{row}：文件中写的是{stated}，而该节次从{start}开始。以节次为准；要调整时间，请修改节次。",
    ),
    "check.legal": (
        "legal: {sessions:session}, no rule broken",
        "合规：{sessions}次课，未违反任何规则",
    ),
    "score.sessions": (
        "{delivered:,} of {wanted:,} sessions",
        "需要{wanted:,}次课，已安排{delivered:,}次",
    ),
    "score.travel": ("{minutes:,} min on the road", "路上{minutes:,}分钟"),
    "broken.score": (
        "This plan breaks hard rules ({count} times; see sharepool check): its score means little.",
        "此方案违反硬性规则（{count}处，请运行sharepool check查看），其得分意义不大。",
    ),
    "broken.reasons": (
        "This plan breaks hard rules ({count} times; see sharepool check): reasons would mean little.",
        "此方案违反硬性规则（{count}处，请运行sharepool check查看），分析原因意义不大。",
    ),
    "broken.advice": (
        "This plan breaks hard rules ({count} times; see sharepool check): advice would mean little.",
        "此方案违反硬性规则（{count}处，请运行sharepool check查看），给出建议意义不大。",
    ),
    "broken.report": (
        "This plan breaks hard rules ({count} times; see sharepool check): nothing was written.",
        "此方案违反硬性规则（{count}处，请运行sharepool check查看），没有写入任何文件。",
    ),
    "broken.first": (
        "the first plan breaks hard rules ({count} times)",
        "第一个方案违反硬性规则（{count}处）",
    ),
    "broken.second": (
        "the second plan breaks hard rules ({count} times)",
        "第二个方案违反硬性规则（{count}处）",
    ),
    "broken.and": (" and ", "，"),
    "broken.compare": (
        "{told}; see sharepool check. A comparison would mean little.",
        "{told}；请运行sharepool check查看。比较意义不大。",
    ),
    "compare.term": ("term", "项目"),
    "compare.before": ("before", "原为"),
    "compare.after": ("after", "现为"),
    "compare.difference": ("difference", "变化"),
    "explain.nothing": ("no session is missing", "没有缺课"),
    "solve.fresh": (
        "a plan that minds no change would disturb {people} people and change {sessions:session}; the objective would fall by {gain:,}",
        "若不顾现行方案，将影响{people}人、改变{sessions}次课，目标值减少{gain:,}",
    ),
    "solve.changed": (
        "changed: {sessions:session} of {people} people",
        "改变：{people}人，{sessions}次课",
    ),
    "reasons.untried": (
        "{count} of {short:demand} with missing sessions were not explained in time; see sharepool explain",
        "时间所限，{short}项缺课需求中有{count}项尚未查找原因；可运行sharepool explain查看",
    ),
    "suggest.title": ("{session}: what else could be done", "{session}：可作的调整"),
    "suggest.none": ("nobody holds the skills for it", "没有人具备所需资质"),
    "suggest.who": ("who and when", "人员与时间"),
    "suggest.change": ("objective", "目标值变化"),
    "suggest.terms": ("by term", "各项变化"),
    "suggest.week": ("this week then", "此后本周"),
    "suggest.term": ("this term then", "此后本学期"),
    "suggest.load": (
        "{sessions:session}, {minutes} min of road",
        "{sessions}次课，路程{minutes}分钟",
    ),
    "suggest.obstacles": ("would break", "会违反"),
    "move.change": (
        "objective {objective:,} ({change:+,})",
        "目标值{objective:,}（{change:+,}）",
    ),
    "move.breaks": ("it breaks {count:rule} more:", "因此违反规则{count}处："),
    "move.broken": (
        "the plan breaks hard rules ({count} times; see sharepool check)",
        "方案违反硬性规则（{count}处，请运行sharepool check查看）",
    ),
    "move.unwritten": (
        "nothing was written; --anyway writes it",
        "没有写入；如仍要写入，请用--anyway",
    ),
    "desk.open": (
        "the desk is open: {url} (Ctrl-C ends it)",
        "排课台已打开（按Ctrl-C结束）：{url}",
    ),
    "desk.saved": ("saved last: {file}", "最后保存：{file}"),
    "desk.lost": ("changes that were not saved are gone", "未保存的更改已放弃"),
    "desk.unchanged": ("nothing was changed", "没有更改"),
    "report.written": (
        "written: {count} files in {out}, report.html to begin with",
        "已在{out}写入{count}个文件，请先打开report.html",
    ),
    "replan.unknown": (
        "{count} sessions of the plan are of people or demands that the tables do not have: they are left out",
        "方案中有{count}次课的人员或需求不在表中，已略去",
    ),
    # the centre and yearly decisions
    "yearly.written": ("\nwritten to {out}", "\n已写入{out}"),
    "join.written": (
        "week of {week}: {told}\nwritten to {out}",
        "{week}起一周：{told}\n已写入{out}",
    ),
    "rotate.moves": ("Moves", "交流名单"),
    "rotate.frontier": ("Uncovered lessons by moves", "交流人数与缺课时"),
    "rotate.counts": (
        "write numbers of moves as in 4,7,10",
        "请填写交流人数，如 4,7,10",
    ),
    "pair.none": ("{status}: no pairing was found", "{status}：没有找到结对方案"),
    "pair.support": ("Support", "支援关系"),
    "pair.school": ("school", "学校"),
    "pair.hub": ("hub", "中心校"),
    "pair.group": ("group", "学区"),
    "pair.minutes": ("minutes", "分钟"),
    "pair.tie": ("tie", "关系"),
    "pair.new": ("new", "新增"),
    "pair.kept": ("kept", "保留"),
    "pair.changed": ("changed", "变更"),
    "pair.hubs": ("Hubs", "中心校"),
    "pair.schools": ("schools", "学校数"),
    "pair.hours": ("hours a week", "每周小时"),
    "pair.capacity": ("capacity", "容量"),
    "pair.stage": ("stage", "学段"),
    "pair.other_stage": ("another", "不同学段"),
    "pair.supplies": ("What groups can give", "各学区可承担课时"),
    "pair.short": ("short of", "缺少"),
    "balance.title": ("Balance", "校际均衡"),
    "balance.points": ("Teaching points, the smallest first", "各教学点，规模小者在前"),
    "chains.none": ("there are no chains (table chains)", "没有梯队（梯队表为空）"),
    "chains.title": ("Chains", "梯队"),
    "chains.chain": ("chain", "梯队"),
    "chains.sport": ("sport", "专项"),
    "chains.stage": ("stage", "学段"),
    "chains.school": ("school", "学校"),
    "chains.next": ("goes on to", "升入学校"),
    "chains.minutes": ("minutes", "分钟"),
    "chains.gaps": ("gaps", "缺口"),
    "chains.whole": ("no chain is broken", "没有断档的梯队"),
    "chains.late": ("no design was found in time", "限定时间内没有找到方案"),
    "calendar.written": (
        "written to {out}: {off:day} off, {made_up} made up",
        "已写入{out}：放假{off}天，调休上班{made_up}天",
    ),
    "calendar.open": (
        "made-up days {days}: say which weekday they follow (column follows)",
        "调休上班日{days}：请在“跟随星期”一列填写按星期几上课",
    ),
    "term.written": ("{count:version} written to {out}", "已把{count}个版本写入{out}"),
    "term.stopped": (
        "stopped: weeks keep what was found so far, or what holds of their standing plan",
        "已中止：各周保留已找到的方案，或其常规方案中仍然可行的部分",
    ),
    "ledger.written": (
        "written to {out}: {weeks} weeks, {people} claims",
        "已写入{out}：{weeks}周，{people}份确认单",
    ),
    "ledger.employers": ("Employers", "各单位"),
    "ledger.loans": ("Who lends to whom", "借用关系"),
    "ledger.budgets": ("Budgets", "预算"),
    "ledger.no_km": (
        "{count} legs have no kilometres (travel.csv gives none): not paid",
        "{count}段路程没有公里数（travel.csv未填写），未计费",
    ),
    "ledger.unpriced_duties": (
        "other duties of {kinds} count no lessons: [converted_lessons] of the rates has no such kind",
        "其他工作量中的{kinds}不折算课时：标准的[converted_lessons]中没有这些类型",
    ),
    "ledger.duties_outside": (
        "{count} other duties are in none of these weeks: not counted",
        "{count}项其他工作量不在这些周内，未计入",
    ),
    "assess.ratings_before": (
        "{count} ratings are older than these weeks: not counted",
        "{count}条评价早于这些周，未计入",
    ),
    "needs.title": ("Lessons a week", "每周课时"),
    "needs.activity": ("Minutes of activity a class and day", "每班每天活动分钟"),
    "needs.staffing": (
        "with staffing 1 each teacher has {due:.1f} lessons a week to give; the mean load is {load:.1f}",
        "配备率为1时，每位教师每周要上{due:.1f}节课；平均周课时为{load:.1f}节",
    ),
    "needs.written": (
        "written to {out}: {demands:,} demands, {people:,} people, {lent:,} of them lent by their schools",
        "已写入{out}：{demands:,}项需求，{people:,}人，其中{lent:,}人由学校外派",
    ),
    "place.athletes": (
        "athletes   {count:,}, {places:,} places, lots of seed {seed}",
        "运动员    {count:,}人，名额{places:,}个，抽签种子{seed}",
    ),
    "place.placed": (
        "placed     {placed:,}, {first:,} of them by their first choice",
        "已录取    {placed:,}人，其中第一志愿{first:,}人",
    ),
    "place.chains": (
        "chains     {stayed:,} of {members:,} stay in their sport's chain",
        "梯队      {members:,}人中{stayed:,}人留在本项目梯队",
    ),
    "place.unplaced": ("unplaced   {count:,}", "未录取    {count:,}人"),
    "place.lot": ("lot", "抽签未中"),
    "place.full": ("full", "名额已满"),
    "place.reserved": ("reserved", "定向名额"),
    "place.below_study": ("study score", "文化不足"),
    "place.not_in_chain": ("not in chain", "不在梯队"),
    "place.below_min": ("below minimum", "成绩不足"),
    "place.no_offer": ("no offer", "无此项目"),
    "place.no_choice": ("no choice", "未填志愿"),
    "pool.supplies": ("Where the pool is thin", "人才薄弱的专项"),
    "pool.expiring": ("Expiring by {until}", "{until}前到期"),
    "pool.idle": ("Without a session", "没有课的人员"),
    "pool.recruits": ("One more person", "增加一人"),
    "count.sites": ("sites", "校点"),
    "count.staff": ("staff", "人员"),
    "count.demands": ("demands", "需求"),
    "count.athletes": ("athletes", "运动员"),
    "option.number": ("write a number of 0 or more", "请填写不小于0的数"),
    "option.above": ("write a number above 0", "请填写大于0的数"),
    "option.share": ("write a number from 0 to 1 (0.02 is 2 %)", "请填写0至1之间的数（0.02即2%）"),
    "option.pattern": (
        "write stages and numbers as in primary=6,junior=2,senior=1",
        "请按 primary=6,junior=2,senior=1 的格式填写",
    ),
    "option.path": ("give the name of a file or folder", "请给出文件或文件夹名称"),
    "option.once": ("name each term once", "每一项只写一次"),
    "generate.written": ("{name} written to {out}: {told}", "{name}已写入{out}：{told}"),
    # validate
    "validate.sound": (
        "no faults, {warnings:warning}: {sites:site}, {people} people, {demands:demand}, week of {week_of}",
        "没有错误，{warnings}处可疑：{sites}个校点，{people}人，{demands}项需求，{week_of}起一周",
    ),
}
"""Text by key: English, Chinese."""
