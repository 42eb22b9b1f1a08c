"""What a report says of training: who goes to which course, who is with a mentor, who meets."""

from sharepool.centre.report_part import ReportPart, ReportTable
from sharepool.centre.training.sentences import HEADINGS

PART = ReportPart(
    "training",
    "meeting_times",
    {
        "training": ReportTable(
            ("staff_name", "course_id", "run_id", "lost", "road_min", "reason"),
            of_people=True,
            called={"name": "staff_name"},
        ),
        "shadow_weeks": ReportTable(
            ("staff_name", "mentor_name", "monday", "days", "lessons", "covered"),
            of_people=True,
            called={"name": "staff_name"},
        ),
        "meeting_times": ReportTable(
            ("meeting_id", "site_name", "weekday", "start", "dates", "able", "absent"),
            called={"day": "weekday"},
        ),
    },
    headings=HEADINGS,
)
