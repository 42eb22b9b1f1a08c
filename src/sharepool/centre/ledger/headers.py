"""What planners call the table of other duties, in Chinese."""

from sharepool.centre.ledger.other_duties import DUTY_TABLES
from sharepool.tables.headers import TableGroup, register_tables

RATES_FILE = "rates.toml"
"""What sharing is paid."""

register_tables(
    TableGroup(
        DUTY_TABLES,
        names={"其他工作量": "duties"},
        columns={"日期": "date", "数量": "amount", "备注": "note"},
        files=(RATES_FILE,),
    )
)
