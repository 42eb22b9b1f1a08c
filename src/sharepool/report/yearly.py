"""What was decided for a year, as the report tells it: a section and sheets for each feature.

The tables are those that the features' commands write, or ``to_frames()`` of their results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.errors import Fault, ProblemError
from sharepool.messages.labels import word
from sharepool.messages.texts import weekday
from sharepool.tables.records import Record, list_records

if TYPE_CHECKING:
    import pandas as pd

Decided = Mapping[str, Mapping[str, "pd.DataFrame"]]
"""Tables by feature and name."""

TOLD: dict[str, dict[str, tuple[str, ...]]] = {
    "exchange": {
        "quota": ("text",),
        "moves": (
            *("staff_name", "subject", "from_name", "to_name", "lessons"),
            *("way_min", "since", "until", "reason"),
        ),
        "schools": (
            *("site_name", "county", "subject", "required"),
            *("uncovered_before", "uncovered_after", "teachers_before", "teachers_after"),
        ),
    },
    "training": {
        "training": ("staff_name", "course_id", "run_id", "lost", "road_min", "reason"),
        "shadow_weeks": ("staff_name", "mentor_name", "monday", "days", "lessons", "covered"),
        "meeting_times": ("meeting_id", "site_name", "weekday", "start", "dates", "able", "absent"),
    },
    "points": {
        "points": ("association", "skill", "site_name", "area", "sessions", "hours", "road_min"),
        "sports": ("site_name", "pupils", "sports_before", "sports_after", "ball_games_lacking"),
        "associations": ("association", "skill", "points", "min_points", "hours", "hours_limit"),
    },
    "assessment": {
        "people": ("staff_name", "total", "rank", "band"),
        "schools": ("site_name", "total", "rank", "band"),
        "associations": ("association", "total", "rank", "band"),
    },
    "targets": {"progress": ("county", "by", "state", "text")},
}
"""What is told of each table of each feature, in this order."""

OF_PEOPLE = {
    ("exchange", "moves"),
    ("training", "training"),
    ("training", "shadow_weeks"),
    ("assessment", "people"),
}
"""Tables that say who somebody is: not without names."""

CALLED = {
    ("exchange", "moves"): {"name": "staff_name"},
    ("training", "training"): {"name": "staff_name"},
    ("training", "shadow_weeks"): {"name": "staff_name"},
    ("training", "meeting_times"): {"day": "weekday"},
    ("assessment", "people"): {"name": "staff_name"},
    ("assessment", "schools"): {"name": "site_name"},
    ("assessment", "associations"): {"name": "association"},
}
"""Columns that a report calls otherwise, for they mean people, schools or associations."""

KNOWN_BY = {
    "exchange": "moves",
    "training": "meeting_times",
    "points": "sports",
    "assessment": "facts",
    "targets": "progress",
}
"""The file by which the folder of a feature is known."""

CODES = {"skill", "subject", "area", "state"}
"""Columns of codes that have words."""


def read_decided(folders: Iterable[Path]) -> dict[str, dict[str, pd.DataFrame]]:
    """Return the tables that commands have written into folders, by feature and name.

    Parameters
    ----------
    folders : iterable of Path
        Each of ``sharepool rotate``, ``train``, ``points``, ``assess`` or ``targets``.

    Raises
    ------
    ProblemError
        Nothing that is told lies in one of them: every such folder at once.
    """
    found: dict[str, dict[str, pd.DataFrame]] = {}
    faults = []
    for folder in folders:
        feature = next(
            (name for name, file in KNOWN_BY.items() if (folder / f"{file}.csv").is_file()), None
        )
        if feature is None:
            fields = {"kind": "yearly"}
            faults.append(Fault("", None, "--yearly", "missing_file", str(folder), fields))
            continue
        files = {name: folder / f"{name}.csv" for name in TOLD[feature]}
        found[feature] = {name: _read(file) for name, file in files.items() if file.is_file()}
    if faults:
        raise ProblemError(faults)
    return found


def _read(file: Path) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(file, encoding="utf-8-sig", dtype={"days": str})


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
    for feature, tables in TOLD.items():
        for name, columns in tables.items():
            frame = decided.get(feature, {}).get(name)
            if frame is None or (anonymous and (feature, name) in OF_PEOPLE):
                continue
            renamed = frame.rename(columns=CALLED.get((feature, name), {}))
            rows = [
                {column: _value(column, row.get(column), lang) for column in columns}
                for row in list_records(renamed)
                if _matters(name, row)
            ]
            if rows:
                told.setdefault(feature, {})[name] = rows
    return told


def sheet_of(feature: str, table: str) -> str:
    """Return what the sheet and the caption of a table are labelled by."""
    return f"{feature}.{table}"


def _matters(table: str, row: Record) -> bool:
    """Return whether a row is told: of schools that an exchange leaves as they were, none is."""
    if table == "schools" and "uncovered_before" in row:
        return bool(row["teachers_before"] != row["teachers_after"])
    return True


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
