"""What a report says of targets: where each stands."""

from sharepool.centre.report_part import ReportPart, ReportTable
from sharepool.centre.targets.sentences import HEADINGS

PART = ReportPart(
    "targets",
    "progress",
    {"progress": ReportTable(("county", "by", "state", "in_words"))},
    headings=HEADINGS,
)
