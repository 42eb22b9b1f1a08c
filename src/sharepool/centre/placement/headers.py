"""What planners call the tables of athletes and places, in Chinese."""

from sharepool.centre.placement.rows import ATHLETE_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        ATHLETE_TABLES,
        names={"运动员": "athletes", "招生计划": "places", "训练营": "camps"},
        columns={
            "运动员编号": "athlete_id",
            "成绩": "score",
            "志愿": "choices",
            "招生人数": "places",
            "最低成绩": "min_score",
            "性别": "sex",
            "运动员等级": "level",
            "文化成绩": "study_score",
            "第二成绩": "tie2",
            "类别": "groups",
            "最低文化成绩": "min_study",
            "定向": "reserved",
            "录取顺序": "order",
            "仅限梯队": "chains_only",
            "训练营编号": "camp_id",
            "营员人数": "capacity",
            "每名教练带": "coaches_per",
        },
        columns_in={"camps": {"起": "from", "止": "until", "开始": "from", "结束": "until"}},
    )
)
