"""What planners call the tables of events, in Chinese."""

from sharepool.centre.events.rows import EVENT_TABLES
from sharepool.tables.headers import TableGroup, register_tables

register_tables(
    TableGroup(
        EVENT_TABLES,
        names={
            "活动": "events",
            "活动人员": "event_staff",
            "体质测试": "tours",
            "体测": "tours",
            "基地": "bases",
            "劳动基地": "bases",
            "研学": "visits",
            "基地活动": "visits",
        },
        columns={
            "活动编号": "event_id",
            "参加学校": "sites",
            "带队人员": "people",
            "占用": "taken",
            "停课": "away",
            "可抽调": "call",
            "测试编号": "tour_id",
            "测试人数": "testers",
            "测试站": "stations",
            "每生分钟": "minutes_pupil",
            "出发点": "bases",
            "队日分钟": "team_min",
            "基地编号": "base_id",
            "可选基地": "bases",
            "日接待人数": "places",
            "小组编号": "group_id",
            "人数": "pupils",
        },
        columns_in={
            "events": {"名称": "name", "活动名称": "name"},
            "event_staff": {"角色": "role", "人数": "count", "上岗": "start", "下岗": "end"},
            "tours": {"星期": "days", "起": "from", "止": "until"},
            "bases": {
                "名称": "name",
                "星期": "days",
                "人数": "count",
                "起": "from",
                "止": "until",
            },
            "visits": {"起": "from", "止": "until"},
        },
    )
)
