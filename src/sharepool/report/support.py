"""The support of schools (对口支援) as it is told: who should come to each, and who came."""

from __future__ import annotations

from collections.abc import Mapping

from sharepool.messages.labels import label
from sharepool.problem.itinerary import group_by
from sharepool.report.report import Report
from sharepool.tables.records import Record, list_records


def name_groups(report: Report) -> list[Record]:
    """Return the rows of the matrix of support, with a name for those who are of no group."""
    none = label("support.no_group", report.lang)
    return [row | {"group": row["group"] or none} for row in list_records(report.support)]


def lay_out_support(report: Report, anchor_of: Mapping[str, str]) -> Record:
    """Return the supported schools, those that miss most first, and a sentence about all.

    A school has its pairs (`asked`), the others who came (`others`) and the link to its timetable
    if somebody comes to it.
    """
    pairs = {(pair.site_id, pair.group) for pair in report.problem.pairs}
    schools = [
        {
            "site_name": rows[0]["site_name"],
            "anchor": anchor_of.get(site_id),
            "open": report.problem.is_open(site_id),
            "missing": sum(row["missing"] for row in rows),
            "asked": [row for row in rows if (site_id, row["group"]) in pairs],
            "others": [row for row in rows if (site_id, row["group"]) not in pairs],
        }
        for site_id, rows in group_by(name_groups(report), lambda row: str(row["site_id"])).items()
    ]
    schools.sort(key=lambda school: -school["missing"])
    total = label(
        "support.total",
        report.lang,
        whole=sum(not school["missing"] for school in schools),
        schools=len(schools),
        missing=int(report.support["missing"].sum()),
        planned=int(report.support["planned"].sum()),
    )
    return {"support_total": total, "supported": schools}
