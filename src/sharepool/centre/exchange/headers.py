"""What planners call the tables of an exchange, in Chinese."""

from sharepool.centre.exchange.rows import EXCHANGE_TABLES
from sharepool.centre.exchange.rules import EXCHANGE_FILE
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        EXCHANGE_TABLES,
        names={"岗位": "posts", "交流记录": "exchanges"},
        columns={
            "学科": "subject",
            "岗位数": "posts",
            "强弱": "strength",
            "最多调出": "max_leave",
            "原学校": "from_site",
            "现学校": "to_site",
            "日期": "date",
            "交流期满": "until",
        },
        files=(EXCHANGE_FILE,),
    )
)
