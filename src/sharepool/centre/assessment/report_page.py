"""What a report says of an assessment: points, places and bands."""

from sharepool.centre.assessment.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "assessment",
    "facts",
    {
        "people": ReportTable(
            ("staff_name", "total", "rank", "band"), of_people=True, called={"name": "staff_name"}
        ),
        "schools": ReportTable(
            ("site_name", "total", "rank", "band"), called={"name": "site_name"}
        ),
        "associations": ReportTable(
            ("association", "total", "rank", "band"), called={"name": "association"}
        ),
    },
    headings=HEADINGS,
)
