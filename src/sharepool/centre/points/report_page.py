"""What a report says of points: which association goes where, and what schools have."""

from sharepool.centre.points.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "points",
    "sports",
    {
        "points": ReportTable(
            ("association", "skill", "site_name", "area", "sessions", "hours", "road_min")
        ),
        "sports": ReportTable(
            ("site_name", "pupils", "sports_before", "sports_after", "ball_games_lacking")
        ),
        "associations": ReportTable(
            ("association", "skill", "placed", "min_points", "hours", "hours_limit")
        ),
    },
    headings=HEADINGS,
)
