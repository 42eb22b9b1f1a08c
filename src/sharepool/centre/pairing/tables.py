"""Hubs from a file, with every fault at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sharepool.base.errors import Fault
from sharepool.centre.pairing.rows import Hub
from sharepool.problem.rows import Row
from sharepool.problem.vocabulary import all_words, known_words
from sharepool.tables.findings import TableFindings
from sharepool.tables.hints import Hints
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import read_grid
from sharepool.tables.sources import read_list


def read_hubs(path: str | Path) -> tuple[Hub, ...]:
    """Read which schools support others, how much each can take on, and which stages it is for.

    Parameters
    ----------
    path : str or Path
        A CSV file or a workbook, with English or Chinese headers.

    Raises
    ------
    ProblemError
        With every fault of the table at once.

    Examples
    --------
    >>> import sharepool as sp
    >>> hubs = [sp.Hub(site_id="A-UP01", capacity=6, stages="primary"), sp.Hub(site_id="A-UJ01")]
    >>> sp.write_rows("hubs", hubs, "hubs.csv")
    >>> [(one.site_id, one.capacity, one.stages) for one in sp.read_hubs("hubs.csv")]
    [('A-UP01', 6, ('primary',)), ('A-UJ01', None, ())]
    """
    hubs, _ = read_hub_table(path)
    return hubs


def read_hub_table(path: str | Path) -> tuple[tuple[Hub, ...], tuple[Fault, ...]]:
    """Read hubs, and what looks suspicious in their table, though legal.

    Parameters
    ----------
    path : str or Path
    """
    path, findings = Path(path), TableFindings()
    if not path.is_file():
        fault = Fault("hubs", None, "", "missing_file", str(path), {"kind": "table"})
        findings.faults.append(fault)
    grid = read_list(path, findings, "hubs") if path.is_file() else []
    findings.raise_faults()
    rows = parse_table(read_grid("hubs", grid, findings, path.name), findings)
    findings.raise_faults()
    findings.warnings += _unusual_stages(rows)
    hubs = tuple(row for _, row in rows if isinstance(row, Hub))
    return hubs, findings.in_order(findings.warnings)


def _unusual_stages(rows: Iterable[tuple[int, Row]]) -> Iterator[Fault]:
    """Find stages that are not usual: a hub for these fits only schools with the same word."""
    hints = Hints(all_words("stage"))
    for number, row in rows:
        for stage in row.stages if isinstance(row, Hub) else ():
            if stage not in known_words("stage"):
                fields = {"near": hints.near(stage)}
                yield Fault("hubs", number, "stages", "unusual_word", stage, fields)
