"""What a report says of support (对口支援): who should come to each school, and who came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sharepool.messages.labels import label
from sharepool.problem.itinerary import group_by
from sharepool.problem.problem import Problem
from sharepool.tables.records import Record, list_records

if TYPE_CHECKING:
    import pandas as pd


def name_groups(support: pd.DataFrame, lang: str) -> list[Record]:
    """Return the rows of the matrix of support, with a name for those who are of no group."""
    none = label("support.no_group", lang)
    return [row | {"group": row["group"] or none} for row in list_records(support)]


def lay_out_support(
    problem: Problem, support: pd.DataFrame, lang: str, anchor_of: Mapping[str, str]
) -> Record:
    """Return the supported schools, those that miss most first, and a sentence about all.

    A school has its pairs (`asked`), the others who came (`others`) and the link to its timetable
    if somebody comes to it.
    """
    rows_of = group_by(name_groups(support, lang), lambda row: str(row["site_id"]))
    pairs = {(pair.site_id, pair.group) for pair in problem.pairs}
    schools = [
        {
            "site_name": rows[0]["site_name"],
            "anchor": anchor_of.get(site_id),
            "open": problem.is_open(site_id),
            "missing": sum(row["missing"] for row in rows),
            "asked": [row for row in rows if (site_id, row["group"]) in pairs],
            "others": [row for row in rows if (site_id, row["group"]) not in pairs],
        }
        for site_id, rows in rows_of.items()
    ]
    schools.sort(key=lambda school: -school["missing"])
    total = label(
        "support.total",
        lang,
        whole=sum(not school["missing"] for school in schools),
        schools=len(schools),
        missing=int(support["missing"].sum()),
        planned=int(support["planned"].sum()),
    )
    return {"support_total": total, "supported": schools}
