"""What planners call the tables of classes and teachers, in Chinese."""

from sharepool.centre.needs.rows import CENTRE_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        CENTRE_TABLES,
        names={
            "班级": "classes",
            "教师": "residents",
            "课程": "curriculum",
            "课后服务": "services",
            "课表": "timetable",
            "大课间": "daily",
        },
        columns={
            "年级": "grade",
            "班级数": "classes",
            "学生数": "pupils",
            "复式": "merge",
            "连排": "doubles",
            "走教日": "visit_days",
            "周课时": "load_lessons",
            "兼任课时": "duty_lessons",
            "骨干": "backbone",
            "出借课时": "lend_lessons",
            "任教起": "since",
            "任教学科": "subject",
            "学科": "subject",
            "出生日期": "born",
            "交流期满": "until",
            "免除": "exempt",
            "志愿": "wishes",
            "留任": "stay",
            "周节数": "lessons_week",
            "艺术课": "art",
            "中高强度": "strong",
            "每师班数": "classes_per_teacher",
            "最少学生数": "min_pupils",
            "参与比例": "share",
            "每组人数": "pupils_per_group",
        },
        columns_in={
            "residents": {"姓名": "name", "专项": "skills"},
            "daily": {"每天分钟数": "minutes"},
        },
    )
)
