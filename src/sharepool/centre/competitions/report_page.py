"""What a report says of competitions: fixtures, standings, fairness, and what has no date."""

from sharepool.centre.competitions.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "competitions",
    "fairness",
    {
        "fixtures": ReportTable(
            (
                *("competition", "round", "match_group", "date", "start", "venue"),
                *("home_name", "away_name"),
            ),
            called={"group": "match_group"},
        ),
        "standings": ReportTable(
            (
                *("competition", "match_group", "rank", "team", "played", "won", "drawn"),
                *("defeats", "scored", "conceded", "match_points", "decided_by"),
            ),
            called={"group": "match_group", "lost": "defeats", "points": "match_points"},
        ),
        "fairness": ReportTable(
            (
                *("competition", "team", "matches", "least_rest_days", "road_min", "at_home"),
                *("at_away", "breaks", "idle_min", "late_starts"),
            ),
        ),
        "unplanned": ReportTable(("competition", "round", "home_name", "away_name", "reason")),
    },
    headings=HEADINGS,
)
