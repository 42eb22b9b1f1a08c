"""What an import asks and says, in English and Chinese side by side."""

from sharepool.messages.faults import register_faults

QUESTIONS: dict[str, tuple[str, str]] = {
    "week_of": (
        "In which week shall the plan begin? (a Monday)",
        "方案从哪一周开始？（填写星期一的日期）",
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
        "“{place}” is in no list of schools: which school is it?",
        "“{place}”不在学校名单中：是哪所学校？",
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
        "{person} is available when? The list says “{text}”.",
        "{person}何时可以外派？名册上写的是“{text}”。",
    ),
    "times.blank": (
        "{person} is available when? The list does not say. {remark}",
        "{person}何时可以外派？名册未填写。{remark}",
    ),
    "mode": (
        "How does {person} travel? The remark says “{text}”.",
        "{person}使用什么交通方式？备注为“{text}”。",
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
        "{site}, {what}: how many a week? The list says “{text}”.",
        "{site}的{what}每周几节？表中写的是“{text}”。",
    ),
}
"""Questions by kind, in English and Chinese."""

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
    "bad_answer": (
        "this answer cannot be used: {reason}",
        "此回答无法使用：{reason}",
    ),
}
"""What is said of faults of an import."""

register_faults(FAULTS)
