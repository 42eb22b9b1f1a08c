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
            "任教起": "since",
            "学科": "subject",
            "出生日期": "born",
            "交流期满": "until",
            "免除": "exempt",
            "志愿": "wishes",
            "留任": "stay",
            "周节数": "lessons_week",
            "每师班数": "classes_per_teacher",
            "最少学生数": "min_pupils",
            "参与比例": "share",
            "每组人数": "pupils_per_group",
        },
        columns_in={"residents": {"姓名": "name", "专项": "skills"}},
    )
)
