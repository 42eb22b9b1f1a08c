"""What planners call the table of hubs, in Chinese."""

from sharepool.centre.pairing.rows import HUB_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        HUB_TABLES,
        names={"中心校": "hubs"},
        columns={"承担容量": "capacity", "支援学段": "stages"},
    )
)
