"""What planners call the tables of athletes and places, in Chinese."""

from sharepool.centre.placement.rows import ATHLETE_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        ATHLETE_TABLES,
        names={"运动员": "athletes", "招生计划": "places"},
        columns={
            "运动员编号": "athlete_id",
            "成绩": "score",
            "志愿": "choices",
            "招生人数": "places",
            "最低成绩": "min_score",
        },
    )
)
