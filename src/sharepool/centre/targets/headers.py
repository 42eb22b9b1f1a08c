"""What planners call the tables of targets, in Chinese."""

from sharepool.centre.targets.rows import TARGET_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        TARGET_TABLES,
        names={"目标": "targets", "指标数据": "measures"},
        columns={
            "指标": "indicator",
            "期限": "by",
            "数值": "value",
            "方向": "direction",
            "日期": "date",
            "来源": "source",
        },
    )
)
