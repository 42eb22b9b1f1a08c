"""The tables of a sharing centre, with every fault of theirs and of the problem's at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sharepool.centre.needs.faults import CHECKS, CentreTables, tables_in_doubt
from sharepool.centre.needs.rows import (
    CENTRE_TABLES,
    PROFILES,
    Centre,
    ClassCount,
    CurriculumLine,
    DailyActivity,
    OwnLesson,
    Resident,
    Service,
)
from sharepool.centre.needs.timetable_faults import TIMETABLE_CHECKS
from sharepool.problem.rows import TABLES, Row, Staff
from sharepool.tables.faults import find_faults
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of
from sharepool.tables.parsing import ParsedTables, parse_table
from sharepool.tables.raw import RawTable, read_grid
from sharepool.tables.reading import gather
from sharepool.tables.sources import read_source
from sharepool.tables.writing import write_problem, write_rows

R = TypeVar("R", bound=Row)


def read_centre(path: str | Path, profile: str | None = None) -> Centre:
    """Read what a county knows of its schools, from a folder or a workbook.

    Parameters
    ----------
    path : str or Path
        Holds ``classes`` and ``residents``, ``curriculum`` unless a profile is named, ``services``,
        ``timetable`` and ``daily`` if there are any; and the tables of a problem, of which
        ``staff``, ``skills`` and ``demands`` may be missing.
    profile : str, optional
        A curriculum by name: ``national``, ``five_four_three`` or ``daily``.

    Raises
    ------
    ProblemError
        With every fault of every table at once.

    Returns
    -------
    Centre
        What looked suspicious, though legal, is in its problem's ``warnings``.

    Examples
    --------
    >>> import sharepool as sp
    >>> centre = sp.read_centre("data/samples/county/centre")
    >>> len(centre.classes), len(centre.residents)
    (234, 144)
    """
    findings = TableFindings()
    source = read_source(path, findings, (*TABLES, *CENTRE_TABLES))
    for name in {"staff", "skills", "demands"} - source.grids.keys():
        source.grids[name] = [[name for name, needed in columns_of(name).items() if needed]]
    tables = gather(source, findings)
    raw = {
        name: read_grid(name, source.grids[name], findings, source.names.get(name, ""))
        for name in CENTRE_TABLES
        if name in source.grids
    }
    findings.faults += tables_in_doubt(raw, profile)
    parsed = {name: parse_table(table, findings) for name, table in raw.items()}
    centre = CentreTables(tables, raw, parsed)
    findings.faults += [fault for check in (*CHECKS, *TIMETABLE_CHECKS) for fault in check(centre)]
    findings.faults += find_faults(_with_residents(centre))
    findings.raise_faults()
    found = _centre(centre, profile or "")
    warnings = findings.in_order(findings.warnings)
    return found.model_copy(update={"problem": found.problem.updated(warnings=warnings)})


def write_centre(centre: Centre, path: str | Path) -> None:
    """Write a sharing centre's tables so that :func:`sharepool.read_centre` gives them back.

    Parameters
    ----------
    centre : Centre
    path : str or Path
        A folder; a curriculum that went by a name is written out.

    Examples
    --------
    >>> import sharepool as sp
    >>> centre = sp.read_centre("data/samples/county/centre")
    >>> sp.write_centre(centre, "centre")
    >>> sp.read_centre("centre").residents == centre.residents
    True
    """
    path = Path(path)
    write_problem(centre.problem, path)
    for name in CENTRE_TABLES:
        write_rows(name, getattr(centre, name), path / f"{name}.csv")


def _centre(centre: CentreTables, profile: str) -> Centre:
    """Return the centre of tables without a fault; residents are not of the pool yet."""

    def rows(kind: type[R]) -> tuple[R, ...]:
        return tuple(row for _, row in centre.numbered(kind))

    tables = _with_residents(centre)
    residents = rows(Resident)
    teachers = {one.staff_id for one in residents}
    staff = tuple(one for one in tables.problem.staff if one.staff_id not in teachers)
    return Centre(
        problem=tables.problem.updated(staff=staff),
        classes=rows(ClassCount),
        residents=residents,
        curriculum=PROFILES[profile] if profile else rows(CurriculumLine),
        services=rows(Service),
        timetable=rows(OwnLesson),
        daily=rows(DailyActivity),
        profile=profile,
        numbers={
            name: tuple(number for number, _ in found) for name, found in centre.parsed.items()
        },
    )


def _with_residents(centre: CentreTables) -> ParsedTables:
    """Return the problem's tables with residents among the staff, so that others may name them."""
    sites = centre.problem.ids.get("sites", {})
    people = set(centre.problem.ids.get("staff", {}))
    added: list[tuple[int, Staff]] = []
    for number, one in centre.numbered(Resident):
        if one.site_id in sites and one.staff_id not in people:
            people.add(one.staff_id)
            person = Staff(staff_id=one.staff_id, name=one.name, home_site=one.site_id)
            added.append((number, person))
    staff = centre.problem.raw.get("staff")
    if staff is None:
        return centre.problem
    cells = [{"staff_id": one.staff_id, "home_site": one.home_site} for _, one in added]
    numbers = staff.numbers + [number for number, _ in added]
    longer = RawTable("staff", staff.columns, numbers, staff.rows + cells)
    return replace(
        centre.problem,
        raw={**centre.problem.raw, "staff": longer},
        parsed={**centre.problem.parsed, "staff": [*centre.problem.parsed["staff"], *added]},
    )
