"""Targets and measures from files, with every fault at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from pathlib import Path

from sharepool.base.errors import Fault
from sharepool.centre.targets.indicators import INDICATORS, SHARES
from sharepool.centre.targets.rows import TARGET_TABLES, Measure, Target
from sharepool.centre.targets.types import TargetTables
from sharepool.tables.feature_tables import (
    NumberedRows,
    read_feature_tables,
    rows_of,
    unknown_values,
)
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints


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

    Examples
    --------
    >>> import datetime as dt
    >>> import sharepool as sp
    >>> tables = sp.read_targets("data/samples/county", dt.date(2026, 3, 2))
    >>> tables.targets[0].indicator, str(tables.targets[0].by)
    ('lesson_rate', '2028-09-01')
    """
    findings = TableFindings()
    tables = read_feature_tables(path, TARGET_TABLES, findings)
    if counties is not None:
        for table in TARGET_TABLES:
            findings.faults += unknown_values(table, tables[table], "county", counties, "sites")
    findings.faults += _faults(tables, date)
    findings.raise_faults()
    return TargetTables(
        targets=rows_of(Target, tables),
        measures=rows_of(Measure, tables),
        warnings=findings.in_order(findings.warnings),
    )


def _faults(tables: dict[str, NumberedRows], date: dt.date) -> Iterator[Fault]:
    """Find no target at all, indicators of nothing, shares above 1, and measures to come."""
    if not tables["targets"]:
        yield Fault("targets", None, "", "missing_table", "", {"kind": "targets"})
    measured = {row.indicator for _, row in tables["measures"] if isinstance(row, Measure)}
    hints = Hints({*INDICATORS, *measured})
    for table, rows in tables.items():
        for number, row in rows:
            if not isinstance(row, Target | Measure):
                continue
            if isinstance(row, Target) and row.indicator not in {*INDICATORS, *measured}:
                fields = {"words": list(INDICATORS), "near": hints.near(row.indicator)}
                value = row.indicator
                yield Fault(table, number, "indicator", "unknown_indicator", value, fields)
            if row.indicator in SHARES and not 0 <= row.value <= 1:
                share = {"kind": "share"}
                yield Fault(table, number, "value", "out_of_range", str(row.value), share)
            if isinstance(row, Measure) and row.date > date:
                today = {"date": date}
                yield Fault(table, number, "date", "in_future", str(row.date), today)
