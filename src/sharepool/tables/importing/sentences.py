"""What an import asks and says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

QUESTIONS: dict[str, tuple[str, str]] = {
    "week_of": (
        "In which week shall the plan begin? (the date of its Monday, such as 2026-03-02)",
        "方案从哪一周开始？（填写星期一的日期，如2026-03-02）",
    ),
    "column": (
        "Sheet “{sheet}”: is the column “{title}” the one of “{meaning}”? (or write ignore)",
        "工作表“{sheet}”的“{title}”列是否为“{meaning}”？（不用则填ignore）",
    ),
    "area": (
        "Which places are in town (urban), which are a township's seat (township), which are villages (rural)?",
        "各乡镇属于城区（urban）、镇区（township）还是乡村（rural）？",
    ),
    "home": (
        "“{place}” is where people work, but is in no list of schools: which school is it? (or new: a place of its own)",
        "“{place}”是人员所在单位，但不在学校名单中：是哪所学校？（new表示单独的地点）",
    ),
    "distance": (
        "How far is “{place}” from the county town, in km?",
        "“{place}”距县城多少公里？",
    ),
    "school": (
        "“{place}” is in no list of schools: which school is it? (or new: one that the list lacks)",
        "“{place}”不在学校名单中：是哪所学校？（名单漏列的填new）",
    ),
    "which": (
        "Sheet “{sheet}”, cell {cell}: which “{place}” is it? (one of {schools})",
        "工作表“{sheet}”的{cell}：是哪一所“{place}”？（{schools}之一）",
    ),
    "bell": (
        "Which bells does a school of the kind “{stage}” keep? (one of {plans})",
        "“{stage}”按哪套作息？（{plans}之一）",
    ),
    "bells": (
        "The workbook has no bells: when does a school day take place? (lessons; then after school)",
        "工作簿中没有作息时间：每天何时上课？（先写各节课，最后是课后服务）",
    ),
    "ways": (
        "The workbook has no travel times: how are they found? (via_town: through the county town, by the given distances; or minutes between any two schools)",
        "工作簿中没有路程时间，如何计算？（via_town：按距县城公里数经县城；或填写任意两校之间的分钟数）",
    ),
    "ways.some": (
        "Some ways of these places are not given: {places}. How many minutes do they take? (via_town: through the county town, by the given distances)",
        "以下地点的部分路程未填写：{places}。需要多少分钟？（via_town：按距县城公里数经县城）",
    ),
    "times": (
        "{person} is available when? The list says “{text}”. (such as Tue 14:00-16:00, Mon-Fri afternoons, all day, never)",
        "{person}何时可以外派？名册上写的是“{text}”。（如周二下午、周一至周五14:00-16:00、全天、不外派）",
    ),
    "times.blank": (
        "{person} is available when? The list does not say. {remark} (such as Tue 14:00-16:00, Mon-Fri afternoons, all day, never)",
        "{person}何时可以外派？名册未填写。{remark}（如周二下午、周一至周五14:00-16:00、全天、不外派）",
    ),
    "mode": (
        "How does {person} travel? The remark says “{text}”.",
        "{person}使用什么交通方式？备注为“{text}”。",
    ),
    "namesake": (
        "“{person}” is listed at {first} and at {second}: is that one person? (yes or no)",
        "名册中{first}和{second}都有“{person}”：是否为同一人？（yes是、no否）",
    ),
    "most.lessons": (
        "{person}: how many sessions a week at most? The list says “{text}”. (a number, or none: no limit)",
        "{person}每周最多派几节？名册上写的是“{text}”。（填写数字，或不限）",
    ),
    "most.hours": (
        "{person}: how many hours a week at most? The list says “{text}”. (a number, or none: no limit)",
        "{person}每周最多派几小时？名册上写的是“{text}”。（填写数字，或不限）",
    ),
    "certificate": (
        "{person}: does “{text}” still count? (yes or no)",
        "{person}的“{text}”是否仍然有效？（yes是、no否）",
    ),
    "when": (
        "{site}, {what}: when may it take place? The list says “{text}”.",
        "{site}的{what}安排在什么时间？表中写的是“{text}”。",
    ),
    "classes": (
        "{site}, {what}: {sessions} a week do not come out even for {classes} classes; how many a day at most?",
        "{site}的{what}：每周{sessions}节不能平均分给{classes}个班；每天最多几节？",
    ),
    "kind": (
        "{site}, {what}: of which kind is it? The list says “{text}”. (lesson, club, training, guidance, after_school)",
        "{site}的{what}属于哪一类？表中写的是“{text}”。（lesson课、club社团、training训练、guidance指导、after_school课后服务）",
    ),
    "matrix": (
        "Sheet “{sheet}” lists ways between schools: in minutes or in km?",
        "工作表“{sheet}”是各校之间的路程：单位是minutes（分钟）还是km（公里）？",
    ),
    "sessions": (
        "{site}, {what}: how many a week? The list says “{text}”. (a number)",
        "{site}的{what}每周几节？表中写的是“{text}”。（填写数字）",
    ),
    "periods": (
        "{site}, {what}: how many slots in a row does a session take? The list says “{text}”. (a number)",
        "{site}的{what}每次连上几节？表中写的是“{text}”。（填写数字）",
    ),
    "timetable_site": (
        "Of which school is the timetable in {file}? (its id or name in the problem)",
        "{file}是哪所学校的课表？（填写数据中的学校编号或名称）",
    ),
    "timetable_days": (
        "Which weekdays are the days of {file}? (1: Monday … 7: Sunday)",
        "{file}中的各天是星期几？（1为周一……7为周日）",
    ),
    "timetable_periods": (
        "{file} does not say when these periods take place: {periods}. From when to when is each?",
        "{file}没有写明以下各节的时间：{periods}。每节从几点到几点？",
    ),
    "timetable_owners": (
        "Whose timetables are these grids of {file}? (class, teacher, school, or ignore)",
        "{file}中的这些课表属于谁？（class班级、teacher教师、school全校、ignore不用）",
    ),
    "timetable_person": (
        "“{person}” of the timetable: is that {like}? (or another person of the pool, or ignore)",
        "课表中的“{person}”是否为{like}？（可填人才库中的其他人；不是则填ignore）",
    ),
    "sports": (
        "No subject of {file} is known as PE: which of them need the sports ground? ({subjects}; several with semicolons, or ignore)",
        "{file}中没有认出体育类课程：哪些课占用运动场地？（{subjects}；多项用分号分隔，没有则填ignore）",
    ),
    "sport": (
        "Does “{subject}” need the sports ground? (yes or no)",
        "“{subject}”是否占用运动场地？（yes是、no否）",
    ),
    "sport_of": (
        "The timetable of {person} names no subjects: are these lessons PE? (yes or no)",
        "{person}的课表没有写课程名称：这些是否为体育课？（yes是、no否）",
    ),
}
"""Questions by kind, in English and Chinese."""

REFUSED = (
    "The answer “{answer}” is not understood. {question}",
    "未能理解回答“{answer}”。{question}",
)
"""A question again, after an answer that says nothing."""

EARLIER = (
    "The workbook has changed since “{answer}” was answered. {question}",
    "回答“{answer}”之后，工作簿有改动。{question}",
)
"""A question again, of a workbook that says something else."""

MEANINGS: dict[str, tuple[str, str]] = {
    "school": ("school", "学校"),
    "code": ("code of the school", "学校代码"),
    "stage": ("kind of school", "学校类别"),
    "town": ("township", "乡镇"),
    "area": ("town or country", "城乡类型"),
    "km_town": ("km from the county town", "距县城公里"),
    "lon": ("longitude", "经度"),
    "lat": ("latitude", "纬度"),
    "pupils": ("pupils", "学生数"),
    "capacity": ("room for sessions at once", "场地容量"),
    "person": ("name of a person", "姓名"),
    "number": ("id of a person", "工号"),
    "workplace": ("where a person works", "所在单位"),
    "employer": ("employer", "所属单位"),
    "role": ("role", "人员类别"),
    "skill": ("specialties and certificates", "专项及证书"),
    "level": ("level", "等级"),
    "until": ("valid until", "有效期止"),
    "ways.some": (
        "Some ways of these places are not given: {places}. How many minutes do they take? (via_town: through the county town, by the given distances)",
        "以下地点的部分路程未填写：{places}。需要多少分钟？（via_town：按距县城公里数经县城）",
    ),
    "times": ("when a person is available", "可用时间"),
    "lessons": ("lessons a week at most", "每周最多节数"),
    "hours": ("hours a week at most", "每周最多小时"),
    "mode": ("way of travelling", "交通方式"),
    "kind": ("kind of session", "需求类型"),
    "cohort": ("class or team", "班级"),
    "sessions": ("sessions a week", "每周节数"),
    "when": ("when it may take place", "时间要求"),
    "periods": ("slots in a row", "连堂"),
    "slot": ("slot of the day", "节次"),
    "range": ("time from and to", "起止时间"),
    "start": ("start", "开始"),
    "end": ("end", "结束"),
    "part": ("part of the day", "时段"),
    "leave_from": ("away from", "请假起"),
    "leave_until": ("away until", "请假止"),
    "reason": ("reason", "原因"),
    "origin": ("from", "起点"),
    "destination": ("to", "终点"),
    "minutes": ("minutes", "分钟"),
    "km": ("km", "公里"),
    "remark": ("remarks", "备注"),
    "grade": ("classes of a grade", "年级班级数"),
}
"""What a column may mean."""

FAULTS: dict[str, tuple[str, str]] = {
    "nameless": (
        "this row names nobody: write whose it is, or take it out",
        "此行没有姓名：请填写是谁的，或删除此行",
    ),
    "schoolless": (
        "this row names no school: write which, also where it is that of the row above",
        "此行没有学校：请填写学校名称（与上一行相同也要填写）",
    ),
    "namesakes": (
        "several people have this name: write the id, or where the person works, beside it",
        "有多人同名：请同时填写工号或所在单位",
    ),
    "nothing_found.sites": (
        "no list of schools was found in this workbook: a sheet whose header names the school, and its kind or place",
        "工作簿中没有找到学校名单（表头应有学校名称，以及类别或乡镇等）",
    ),
    "nothing_found.staff": (
        "no list of people was found in this workbook: a sheet whose header names the person, and where they work or what they teach",
        "工作簿中没有找到人员名册（表头应有姓名，以及单位或专项等）",
    ),
    "nothing_found.demands": (
        "no list of needs was found in this workbook: a sheet whose header names the school, and sessions a week",
        "工作簿中没有找到需求表（表头应有学校和每周节数）",
    ),
    "open_questions": (
        "{count:question} are open: answer them in {file}, or take the proposals with --accept",
        "有{count}个问题待回答：请在{file}中填写，或用--accept采用建议答案",
    ),
    "bad_answer.site": (
        "this answer is no school of the problem: write its id or name",
        "此回答不是数据中的学校：请填写学校编号或名称",
    ),
    "bad_answer.person": (
        "this answer is nobody of the pool: write an id or name, or ignore",
        "此回答不是人才库中的人员：请填写编号或姓名，或ignore",
    ),
    "bad_answer.days": (
        "the answer to the question about days must give each day a weekday of its own, from 1 to 7",
        "关于星期的回答应为每一天填写不同的星期（1到7）",
    ),
    "bad_answer.periods": (
        "the answer to the question about periods must have {count} times such as 08:20-09:00",
        "关于各节时间的回答应有{count}个时间段，如08:20-09:00",
    ),
    "bad_answer.owners": (
        "a grid is of a class, a teacher or the school: write class, teacher, school or ignore",
        "课表属于班级、教师或全校：请填写class、teacher、school或ignore",
    ),
    "bad_answer.sports": (
        "name subjects of the timetable, as it writes them, with semicolons between; or ignore",
        "请按课表的写法填写课程名称，多项用分号分隔；没有则填ignore",
    ),
    "bad_answer.yes_no": (
        "answer this question with yes or no",
        "请用yes（是）或no（否）回答",
    ),
    "no_timetable.grid": (
        "no weekly grid was found in this workbook: a row that names weekdays (Mon, Tue … or 周一 …) above a row for each period",
        "工作簿中没有找到课表（一行为周一、周二……，其下每节课一行）",
    ),
    "no_timetable.asc": (
        "this is no timetable of aSc Timetables: its XML export has lessons and the cards that place them",
        "这不是aSc Timetables的课表：其XML导出应含lessons和cards",
    ),
    "no_timetable.fet": (
        "this is no timetable of FET: take its timetable as CSV, the .fet file that it writes with it, or the one of all teachers",
        "这不是FET的课表：请使用课表的CSV、排课后写出的.fet文件，或全部教师的XML文件",
    ),
    "no_timetable.fet_activities": (
        "these are FET's activities, which do not say when they take place: take its timetable as CSV",
        "这是FET的activities，没有上课时间：请使用课表的CSV",
    ),
    "no_timetable.fet_data": (
        "FET's activities.xml says when alone, not what: put the .fet file of the same name beside it",
        "FET的activities.xml只有时间，没有课程：请把同名的.fet文件放在旁边",
    ),
    "no_timetable.unplaced": (
        "{count} of its activities have no time: take the .fet file that FET writes when it has found a timetable",
        "有{count}个activity没有时间：请使用FET排课后写出的.fet文件",
    ),
    "bad_xml.damaged": (
        "this XML file is damaged or of another encoding than it says: {reason}",
        "XML文件已损坏，或编码与声明不符：{reason}",
    ),
    "bad_xml.entities": (
        "this XML file declares entities, which no export of a timetable does: it is not read",
        "XML文件声明了实体，课表导出文件不会这样，因此不予读取",
    ),
    "unread_way.form": (
        "this is not read as a way: write minutes (35, 35 min, 1h20, 1:20) or km (12 km, 800 m), one number, or “no way”",
        "无法按路程读取：请填写一个时间（35、35分钟、0.5小时、1小时20分、1:20）或一个里程（12公里、800米），不通填“不通”",
    ),
    "unread_way.unit": (
        "the header names no unit of this number, or several, or none that fits: write the unit here (35 min, 0.5 h, 12 km)",
        "表头没有写明此数字的单位，或写了多个，或单位不符：请在此写明（35分钟、0.5小时、12公里）",
    ),
    "unread_km": (
        "this is not read as a distance: write one number of km, or its unit too (12 km, 800 m)",
        "无法按距离读取：请填写一个公里数，或连同单位填写（12公里、800米）",
    ),
    "unread_time.form": (
        "this is not read as a time: write one such as 08:20, or one from and to such as 08:20-09:00",
        "无法按时间读取：请填写一个时刻（如08:20）或一个起止时间（如08:20-09:00）",
    ),
    "unread_time.colon": (
        "a number is no time: write hours and minutes with a colon, 08:20 and not 8.2",
        "数字不是时间：请用冒号写明时和分，如08:20，不写8.2",
    ),
    "unread_time.early": (
        "is this in the afternoon? write 14:10 or 2:10 pm; before six in the morning write 5:30 am",
        "这是下午吗？请写14:10或下午2:10；确为早上六点以前的，请写早上5:30",
    ),
    "unread_time.order": (
        "the end is not after the start: write such as 08:20-09:00",
        "结束时间不晚于开始时间，请按08:20-09:00填写",
    ),
    "unread_time.alone": (
        "start or end of this slot is missing: write both",
        "此节只有开始或结束时间，请都填写",
    ),
}
"""What is said of faults of an import."""

register_faults(FAULTS)
