"""What planners call the tables of a term, in Chinese."""

from sharepool.centre.term.rows import TERM_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        TERM_TABLES,
        names={"实到": "attendance", "结转": "carry", "确认": "acknowledgements"},
        columns={
            "日期": "date",
            "状态": "state",
            "代课人": "by",
            "报告人": "reported_by",
            "备注": "note",
            "路程分钟": "road_min",
            "课次": "sessions",
            "乡村课次": "rural_sessions",
            "积分": "points",
            "欠课": "owed",
            "确认方": "party",
            "答复": "answer",
        },
    )
)
