"""What this feature says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

WORDS: dict[str, tuple[str, str]] = {
    "move.eligible": (
        "At {site} since {since}: {years:year}, of which {limit} make a teacher eligible.",
        "自{since}起在{site}任教，已满{years}年（满{limit}年即符合交流条件）。",
    ),
    "move.wish": ("Choice {choice} of the teacher's own wishes.", "本人第{choice}志愿。"),
    "move.return": ("The time at {site} is over.", "在{site}的交流期已满，返回原校。"),
    "barred.exempt": ("Exempt: {reason}.", "免于交流：{reason}。"),
    "barred.stay": ("The school needs the teacher to stay.", "学校要求留任。"),
    "barred.away": ("On an exchange until {until}.", "正在交流，期满日为{until}。"),
    "barred.unknown": (
        "Since when the teacher is at the school is not known.",
        "在本校任教起始日期未知。",
    ),
    "barred.short": (
        "At the school for {years:year}; {limit} make a teacher eligible.",
        "在本校任教{years}年，未满{limit}年。",
    ),
    "barred.old": ("Older than {limit} years.", "年龄超过{limit}岁。"),
    "barred.no_lessons": (
        "Has no lessons of the subject to give.",
        "没有可承担的本学科课时。",
    ),
    "barred.none": ("Eligible.", "符合交流条件。"),
    "quota.moved": (
        "{subject}: {moved} of {base} eligible teachers move; {due} are due.",
        "{subject}：符合条件{base}人，交流{moved}人，应交流{due}人。",
    ),
    "quota.backbone": (
        "{subject}: of {base} teachers, {due} should be backbone teachers; the exchange has {moved}.",
        "{subject}：骨干教师交流{moved}人，按{base}人计应为{due}人。",
    ),
    "quota.short": (
        "The quota lacks {short}; {able} could count at all.",
        "比例差{short}人；可计入者共{able}人。",
    ),
    "outcome.uncovered": (
        "{before} lessons a week are uncovered before the exchange, {after} after it.",
        "交流前每周缺{before}课时，交流后缺{after}课时。",
    ),
    "outcome.proven": (
        "No exchange that is as good in the quotas leaves fewer than {bound} uncovered (proven).",
        "在同样满足比例的方案中，缺课时数不可能少于{bound}（已证明）。",
    ),
    "outcome.none": ("None proven: teachers' wishes decide.", "由志愿决定，无最优性证明。"),
    "outcome.nobody": ("No teacher is eligible for an exchange.", "没有符合交流条件的教师。"),
    "letter.title": ("Notice of exchange", "教师交流轮岗通知书"),
    "letter.to": ("To {name} ({staff_id})", "{name}（工号{staff_id}）："),
    "letter.body": (
        "From {since} you teach {subject} at {to_site}, {lessons} lessons a week. Until now you have been at {from_site}.",
        "经研究决定，自{since}起，你由{from_site}交流至{to_site}任教{subject}，每周{lessons}课时。",
    ),
    "letter.until": ("You return on the day after {until}.", "交流期至{until}止。"),
    "letter.way": (
        "The way from your school to the new one takes {minutes} minutes.",
        "原学校到新学校路程约{minutes}分钟。",
    ),
    "letter.sign": ("Date, signature, seal", "日期、签字、盖章"),
}
"""Sentences by code, in English and Chinese."""

HEADINGS: dict[str, str] = {
    "name": "姓名",
    "from_site": "原学校代码",
    "from_name": "原学校",
    "to_site": "现学校代码",
    "to_name": "现学校",
    "lessons": "周课时",
    "years": "任教年数",
    "backbone": "骨干教师",
    "why": "类别",
    "reason": "原因",
    "way_min": "路程（分钟）",
    "choice": "志愿",
    "since": "交流起",
    "until": "交流止",
    "supply_before": "交流前可上课时",
    "supply_after": "交流后可上课时",
    "rate_before": "交流前开足率",
    "rate_after": "交流后开足率",
    "kind": "比例类别",
    "base": "基数",
    "due": "应交流人数",
    "moved": "交流人数",
    "short": "缺额",
    "able": "可计入人数",
    "eligible": "符合条件",
    "mean_before": "交流前均值",
    "mean_after": "交流后均值",
    "variation_before": "交流前差异系数",
    "variation_after": "交流后差异系数",
    "moves": "最多交流人数",
    "uncovered": "缺课时",
    "bound": "下界",
}
"""Chinese headings of columns that mean something of their own in this feature's tables."""

FAULTS: dict[str, tuple[str, str]] = {
    "own_school": (
        "this is the teacher's own school; leave it out of the wishes",
        "这是本人所在学校，请从志愿中删除",
    ),
    "unknown_subject": (
        "the curriculum has no lessons of this subject",
        "课程表中没有这个学科的课时",
    ),
    "in_future.exchange": (
        "this is after the date of the exchange, {date}",
        "晚于交流日期{date}",
    ),
    "few_posts": (
        "{count:teacher} of {subject} are there: give the school as many posts at least",
        "该校现有{subject}教师{count}人，岗位数不应少于此",
    ),
    "by_wishes": (
        'by wishes nobody says how many move: leave this out, or decide with mode = "assign"',
        '按志愿交流时人数由志愿决定：请去掉此项，或改用mode = "assign"',
    ),
    "out_of_range.experience": (
        "write {years} (years) or less: whoever may leave is experienced",
        "请填写不大于{years}（年）的数：可以交流的教师都应算作有经验",
    ),
}
"""What is said of faults, by code (and kind)."""

register_faults(FAULTS)
