"""The tables of points from files, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from sharepool.base.errors import Fault
from sharepool.centre.points.rows import POINT_TABLES, Association, OwnSport, PointWish
from sharepool.centre.points.rules import PointRules
from sharepool.centre.points.types import PointTables
from sharepool.problem.problem import Problem
from sharepool.problem.rows import Row
from sharepool.tables.feature_tables import (
    NumberedRows,
    read_feature_tables,
    rows_of,
    unknown_values,
)
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.settings import find_settings
from sharepool.tables.writing import write_rows

R = TypeVar("R", bound=Row)


def read_points(
    path: str | Path, problem: Problem, *, rules: str | Path | None = None
) -> PointTables:
    """Read associations, wishes, own sports and ``points.toml``; all but the first may be missing.

    Parameters
    ----------
    path : str or Path
        A folder or a workbook.
    problem : Problem
        Whose sites they name.
    rules : str or Path, optional
        The settings, if they are not the folder's ``points.toml``.

    Raises
    ------
    ProblemError
        With every fault at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/county")
    >>> tables = sp.read_points("data/samples/county", problem)
    >>> len(tables.associations), tables.rules.ball_pupils
    (12, 1000)
    """
    findings = TableFindings()
    settings = _read_rules(Path(path), rules, findings)
    tables = read_feature_tables(path, POINT_TABLES, findings)
    findings.faults += _faults(problem, tables)
    findings.raise_faults()
    return PointTables(
        associations=rows_of(Association, tables),
        wishes=rows_of(PointWish, tables),
        own=rows_of(OwnSport, tables),
        rules=settings or PointRules(),
        numbers={name: tuple(number for number, _ in rows) for name, rows in tables.items()},
        warnings=findings.in_order(findings.warnings),
    )


def write_point_tables(tables: PointTables, folder: Path) -> None:
    """Write the tables of points so that :func:`sharepool.read_points` gives them back.

    Parameters
    ----------
    tables : PointTables
        Its rules are written by nobody: they are text with comments.
    folder : Path
    """
    write_rows("associations", tables.associations, folder / "associations.csv")
    write_rows("point_wishes", tables.wishes, folder / "point_wishes.csv")
    write_rows("own_sports", tables.own, folder / "own_sports.csv")


def _read_rules(path: Path, rules: str | Path | None, findings: TableFindings) -> PointRules | None:
    found = find_settings(PointRules, path, rules, findings, "points")
    if found is not None and any(first < second for first, second in pairwise(found.worth)):
        value = ", ".join(map(str, found.worth))
        findings.faults.append(Fault("points", None, "worth", "rising_worth", value))
    return found


def _faults(problem: Problem, tables: dict[str, NumberedRows]) -> Iterator[Fault]:
    sites = problem.site_of
    yield from unknown_values("associations", tables["associations"], "home_site", sites, "sites")
    for name in ("point_wishes", "own_sports"):
        yield from unknown_values(name, tables[name], "site_id", sites, "sites")
    sports = {row.skill for _, row in tables["associations"] if isinstance(row, Association)}
    hints = Hints(sports)
    for number, row in tables["point_wishes"]:
        if isinstance(row, PointWish) and row.skill and row.skill not in sports:
            fields = {"kind": "associations", "near": hints.near(row.skill)}
            yield Fault("point_wishes", number, "skill", "unknown_skill", row.skill, fields)
    if not tables["associations"]:
        fields = {"kind": "associations"}
        yield Fault("associations", None, "", "missing_table", "", fields)
