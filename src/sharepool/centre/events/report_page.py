"""What a report says of events: who is needed when, which school is tested, who is at a base."""

from sharepool.centre.events.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "events",
    "tour_weeks",
    {
        "shifts": ReportTable(
            ("event", "site_name", "date", "start", "end", "event_role", "skill", "count"),
            called={"role": "event_role"},
        ),
        "tour_weeks": ReportTable(
            ("monday", "base_name", "site_name", "pupils", "visits", "visit_min", "road_min"),
        ),
        "trips": ReportTable(
            ("date", "base_name", "group_id", "site_name", "pupils", "bus_min"),
        ),
        "left_out": ReportTable(("what", "site_name", "reason")),
    },
    headings=HEADINGS,
)
