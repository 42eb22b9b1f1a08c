"""What planners call the tables of training, in Chinese."""

from sharepool.centre.training.rows import TRAINING_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        TRAINING_TABLES,
        names={
            "培训": "courses",
            "培训班": "courses",
            "培训班次": "runs",
            "跟班": "shadowing",
            "跟班学习": "shadowing",
            "导师": "mentors",
            "教研": "meetings",
        },
        columns={
            "课程编号": "course_id",
            "有效月数": "months",
            "对象": "for",
            "截止日期": "due",
            "班次编号": "run_id",
            "名额": "places",
            "线上": "online",
            "每周天数": "days_week",
            "周数": "weeks",
            "每日课时": "lessons_day",
            "代课专项": "cover_skill",
            "最多人数": "max_trainees",
            "教研编号": "meeting_id",
            "参加人员": "people",
            "分钟": "minutes",
            "学期次数": "times_term",
        },
        columns_in={"mentors": {"星期": "days"}},
    )
)
