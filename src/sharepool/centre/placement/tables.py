"""Athletes and places from files, with every fault of both at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sharepool.centre.placement.rows import Athlete, Place
from sharepool.errors import Fault
from sharepool.problem.rows import Row
from sharepool.tables.display import shown
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import read_grid
from sharepool.tables.sources import read_list

Numbered = list[tuple[int, Row]]


def read_athletes(
    athletes: str | Path, places: str | Path
) -> tuple[tuple[Athlete, ...], tuple[Place, ...]]:
    """Read who wants to move up and the places that there are.

    Parameters
    ----------
    athletes, places : str or Path
        Each a CSV file or a workbook, with English or Chinese headers.

    Raises
    ------
    ProblemError
        With every fault of both tables at once.
    """
    findings = TableFindings()
    asking = _read("athletes", Path(athletes), findings)
    before = len(findings.faults)
    offered = _read("places", Path(places), findings)
    # A site whose row could not be read is not unknown.
    if len(findings.faults) == before:
        findings.faults += _unknown_choices(asking, offered)
        findings.faults += _unknown_sports(asking, offered)
    findings.faults += _repeated("athletes", asking)
    findings.faults += _repeated("places", offered)
    findings.raise_faults()
    return (
        tuple(row for _, row in asking if isinstance(row, Athlete)),
        tuple(row for _, row in offered if isinstance(row, Place)),
    )


def _read(table: str, path: Path, findings: TableFindings) -> Numbered:
    if not path.is_file():
        fault = Fault(table, None, "", "missing_file", str(path), {"kind": "table"})
        findings.faults.append(fault)
        return []
    before = len(findings.faults)
    grid = read_list(path, findings, table)
    if len(findings.faults) > before:
        return []
    return parse_table(read_grid(table, grid, findings, path.name), findings)


def _unknown_choices(asking: Numbered, offered: Numbered) -> Iterator[Fault]:
    """Find chosen sites that no row of places has: most likely slips of the pen."""
    known = {row.site_id for _, row in offered if isinstance(row, Place)}
    hints = Hints(known)
    for number, row in asking:
        for site_id in row.choices if isinstance(row, Athlete) else ():
            if site_id not in known:
                fields = {"target": "places", "near": hints.near(site_id)}
                yield Fault("athletes", number, "choices", "unknown_id", shown(site_id), fields)


def _unknown_sports(asking: Numbered, offered: Numbered) -> Iterator[Fault]:
    """Find sports that no row of places has: written in another way, or in another language."""
    known = {row.skill for _, row in offered if isinstance(row, Place)}
    hints = Hints(known)
    for number, row in asking:
        if isinstance(row, Athlete) and row.choices and row.skill not in known:
            fields = {"kind": "places", "near": hints.near(row.skill)}
            yield Fault("athletes", number, "skill", "unknown_skill", row.skill, fields)


def _repeated(table: str, rows: Iterable[tuple[int, Row]]) -> Iterator[Fault]:
    """Find rows whose key another row has."""
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        key = tuple(getattr(row, column) for column in row.key)
        if first.setdefault(key, number) != number:
            value, fields = shown(", ".join(key)), {"first": first[key]}
            yield Fault(table, number, row.key[0], "duplicate_id", value, fields)
