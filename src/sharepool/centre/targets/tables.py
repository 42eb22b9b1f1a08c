"""Targets and measures from files, with every fault at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

from sharepool.centre.targets.indicators import INDICATORS, SHARES
from sharepool.centre.targets.rows import TARGET_TABLES, Measure, Target
from sharepool.centre.targets.types import TargetTables
from sharepool.errors import Fault, ProblemError
from sharepool.tables.feature_tables import NumberedRows, read_feature_tables, unknown_values
from sharepool.tables.hints import Hints
from sharepool.tables.raw import TableFindings
from sharepool.tables.reading import in_order


def read_targets(
    path: str | Path, date: dt.date, *, counties: Collection[str] | None = None
) -> TargetTables:
    """Read ``targets``, and ``measures`` if there are any.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook.
    date : datetime.date
        Today: nothing was measured later.
    counties : collection of str, optional
        Those that there are.

    Raises
    ------
    ProblemError
        With every fault at once.
    """
    findings = TableFindings()
    tables = read_feature_tables(path, TARGET_TABLES, findings)
    if counties is not None:
        for table in TARGET_TABLES:
            findings.faults += unknown_values(table, tables[table], "county", counties, "sites")
    findings.faults += _faults(tables, date)
    if findings.faults:
        raise ProblemError(in_order(findings.faults))
    return TargetTables(
        targets=tuple(row for _, row in tables["targets"] if isinstance(row, Target)),
        measures=tuple(row for _, row in tables["measures"] if isinstance(row, Measure)),
    )


def _faults(tables: dict[str, NumberedRows], date: dt.date) -> Iterator[Fault]:
    """Find no target at all, indicators of nothing, shares above 1, and measures to come."""
    if not tables["targets"]:
        advice = "add this table with a row for each target"
        yield Fault("targets", None, "", "missing_table", "", advice)
    measured = {row.indicator for _, row in tables["measures"] if isinstance(row, Measure)}
    hints = Hints({*INDICATORS, *measured})
    for table, rows in tables.items():
        for number, row in rows:
            if not isinstance(row, Target | Measure):
                continue
            if isinstance(row, Target) and row.indicator not in {*INDICATORS, *measured}:
                advice = (
                    f"use one of {', '.join(INDICATORS)}, or give its values in measures"
                    f"{hints.of(row.indicator)}"
                )
                value = row.indicator
                yield Fault(table, number, "indicator", "unknown_indicator", value, advice)
            if row.indicator in SHARES and not 0 <= row.value <= 1:
                advice = "this indicator is a share: write 0.9 for 90 %"
                yield Fault(table, number, "value", "out_of_range", str(row.value), advice)
            if isinstance(row, Measure) and row.date > date:
                advice = f"this is after today, {date}"
                yield Fault(table, number, "date", "in_future", str(row.date), advice)
