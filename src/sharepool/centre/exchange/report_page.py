"""What a report says of an exchange: its quotas, who moves, and which schools it changes."""

from sharepool.centre.exchange.sentences import HEADINGS
from sharepool.centre.report_part import ReportPart, ReportTable
from sharepool.tables.records import Record


def _is_changed(school: Record) -> bool:
    return bool(school["teachers_before"] != school["teachers_after"])


PART = ReportPart(
    "exchange",
    "moves",
    {
        "quota": ReportTable(("in_words",)),
        "moves": ReportTable(
            (
                *("staff_name", "subject", "from_name", "to_name", "lessons"),
                *("way_min", "since", "until", "reason"),
            ),
            of_people=True,
            called={"name": "staff_name"},
        ),
        "schools": ReportTable(
            (
                *("site_name", "county", "subject", "required"),
                *("uncovered_before", "uncovered_after", "teachers_before", "teachers_after"),
            ),
            is_told=_is_changed,
        ),
    },
    headings=HEADINGS,
)
