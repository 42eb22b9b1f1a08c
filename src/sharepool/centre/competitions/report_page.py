"""What a report says of competitions: fixtures, standings, fairness, no date; and of officials."""

from sharepool.centre.competitions.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "competitions",
    "fixtures",
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

_MATCH = ("competition", "date", "start", "venue", "home_name", "away_name", "official_role")

OFFICIALS = ReportPart(
    "officials",
    "match_officials",
    {
        "match_officials": ReportTable(
            (*_MATCH, "official", "official_state"),
            of_people=True,
            called={"role": "official_role", "name": "official", "state": "official_state"},
        ),
        "missing": ReportTable(
            (*_MATCH, "missing", "reason"),
            of_people=True,  # reasons name them
            called={"role": "official_role"},
        ),
        "fairness": ReportTable(
            (
                *("official", "matches", "match_days", "minutes", "teams_met", "most_met"),
                *("most_met_team", "beyond_limit"),
            ),
            of_people=True,
            called={"name": "official"},
        ),
    },
    headings=HEADINGS,
)
