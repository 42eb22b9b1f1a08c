"""What a report says of targets: where each stands."""

from sharepool.centre.report_part import ReportPart, ReportTable

PART = ReportPart(
    "targets", "progress", {"progress": ReportTable(("county", "by", "state", "text"))}
)
