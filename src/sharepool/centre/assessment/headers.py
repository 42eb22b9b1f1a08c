"""What planners call the tables of an assessment, in Chinese."""

from sharepool.centre.assessment.rows import ASSESSMENT_TABLES
from sharepool.centre.assessment.rules import ASSESSMENT_FILE
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        ASSESSMENT_TABLES,
        names={"评价": "ratings", "更正": "corrections"},
        columns={
            "评分": "rating",
            "日期": "date",
            "备注": "note",
            "对象": "subject",
            "项目": "component",
            "分数": "points",
            "原因": "reason",
            "批准人": "allowed_by",
        },
        files=(ASSESSMENT_FILE,),
    )
)
