"""What planners call the tables of points, in Chinese."""

from sharepool.centre.points.rows import POINT_TABLES
from sharepool.centre.points.rules import POINTS_FILE
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        POINT_TABLES,
        names={
            "社团": "associations",
            "体育社团": "associations",
            "设点意愿": "point_wishes",
            "校内项目": "own_sports",
        },
        columns={
            "社团编号": "association_id",
            "社团名称": "name",
            "周课时(小时)": "hours_week",
            "人数": "people",
            "最少设点数": "min_points",
            "费用": "fee",
        },
        files=(POINTS_FILE,),
    )
)
