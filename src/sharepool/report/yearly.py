"""What was decided for a year, as the report tells it: a section and sheets for each feature.

The tables are those that the features' commands write, or ``to_frames()`` of their results.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.assessment import report_page as assessment
from sharepool.centre.competitions import report_page as competitions
from sharepool.centre.events import report_page as events
from sharepool.centre.exchange import report_page as exchange
from sharepool.centre.points import report_page as points
from sharepool.centre.report_part import ReportPart, ReportTable
from sharepool.centre.targets import report_page as targets
from sharepool.centre.training import report_page as training
from sharepool.messages.headings import heading
from sharepool.messages.labels import word
from sharepool.messages.texts import weekday
from sharepool.tables.records import Record, list_records

if TYPE_CHECKING:
    import pandas as pd

Decided = Mapping[str, Mapping[str, "pd.DataFrame"]]
"""Tables by feature and name."""

PARTS = {
    part.feature: part
    for part in (
        exchange.PART,
        training.PART,
        points.PART,
        assessment.PART,
        targets.PART,
        competitions.PART,
        competitions.OFFICIALS,
        events.PART,
    )
}
"""What each feature says of itself, in the order of the report."""

CODES = {"skill", "subject", "area", "state"}
"""Columns of codes that have words."""

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d+)?")


def read_decided(folders: Iterable[Path]) -> dict[str, dict[str, pd.DataFrame]]:
    """Return the tables that commands have written into folders, by feature and name.

    Parameters
    ----------
    folders : iterable of Path
        Each of ``sharepool rotate``, ``train``, ``points``, ``assess``, ``targets``,
        ``fixtures``, ``officials`` or ``events``.

    Raises
    ------
    ProblemError
        Nothing that is told lies in one of them: every such folder at once.
    """
    found: dict[str, dict[str, pd.DataFrame]] = {}
    faults = []
    for folder in folders:
        part = next(
            (one for one in PARTS.values() if (folder / f"{one.known_by}.csv").is_file()), None
        )
        if part is None:
            fields = {"kind": "yearly"}
            faults.append(Fault("", None, "--yearly", "missing_file", str(folder), fields))
            continue
        files = {name: folder / f"{name}.csv" for name in part.tables}
        found[part.feature] = {
            name: _read(file, part, name) for name, file in files.items() if file.is_file()
        }
    if faults:
        raise ProblemError(faults)
    return found


def _read(file: Path, part: ReportPart, name: str) -> pd.DataFrame:
    """Return a table by its English columns, in whichever language it was written."""
    import pandas as pd

    columns = [column for column, _ in part.tables[name].written()]
    english = {heading(column, "zh", part.headings): column for column in columns}
    frame = pd.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return frame.rename(columns=english).map(_cell).astype(object)


def _cell(text: str) -> Any:
    """Return a number where a cell holds one as it is written, else its text."""
    return float(text) if _NUMBER.fullmatch(text) else text


def lay_out_decided(
    decided: Decided, lang: str, *, anonymous: bool
) -> dict[str, dict[str, list[Record]]]:
    """Return the rows that are told of each table, by feature; tables without a row are left out.

    Parameters
    ----------
    decided : mapping
    lang : str
    anonymous : bool
        Whether tables of people are left out.
    """
    told: dict[str, dict[str, list[Record]]] = {}
    for feature, part in PARTS.items():
        for name, table in part.tables.items():
            frame = decided.get(feature, {}).get(name)
            if frame is None or (anonymous and table.of_people):
                continue
            if rows := _lay_out(table, frame, lang):
                told.setdefault(feature, {})[name] = rows
    return told


def _lay_out(table: ReportTable, frame: pd.DataFrame, lang: str) -> list[Record]:
    return [
        {column: _value(column, row.get(column), lang) for column in table.columns}
        for row in list_records(frame.rename(columns=dict(table.called)))
        if table.is_told(row)
    ]


def sheet_of(feature: str, table: str) -> str:
    """Return what the sheet and the caption of a table are labelled by."""
    return f"{feature}.{table}"


def _value(column: str, value: Any, lang: str) -> Any:
    if value is None or value == "":
        return None
    if column in CODES:
        return word("skill" if column == "subject" else column, str(value), lang)
    if column == "weekday":
        return weekday(int(value), lang)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | str) else str(value)
