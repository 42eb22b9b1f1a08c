"""Tables in text files, whatever encoding and delimiter a spreadsheet gave them."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.encodings import MIXED, EncodingError, decode
from sharepool.tables.files import read_file
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import read_header
from sharepool.tables.raw import Grid

DELIMITERS = (",", "\t", ";", "|", "，")
TEXTS = frozenset({".csv", ".tsv", ".txt"})
"""Files that may hold one table as text."""
MOST_ROWS = 2**20
"""Rows that a spreadsheet has; a table with more is no planner's."""
MOST_CELLS = 12_000_000
MOST_PARTS = 50
"""Dots in a key of a TOML file."""
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
_HEADER_LINES = 20

_TOML_LINE = re.compile(r"\(at line (\d+),")
_BARE_CLOCK = re.compile(r"=\s*(\d{1,2}:\d{2})\s*(?:#|$)")
_BARE_NAME = re.compile(r"^\s*(?:\[[^\"'\]]*?\.?)?([^\s\x00-\x7f][^\s\"'.=\]]*)")

RuleItems = list[tuple[str, Any]]
"""Rules as keys (dotted, if need be) and values."""


def read_csv(path: Path, findings: TableFindings, table: str) -> Grid | None:
    """Return the rows of a table's text file; if they cannot be read, a fault is noted."""
    text = read_text(path, findings, table)
    if text is None:
        return None
    grid: Grid = []
    cells = 0
    start, delimiter = _delimiter(table, text)
    lines = io.StringIO(text, newline="")
    lines.seek(start)
    skipped = 1 if start else 0
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            grid.append(row)
            cells += len(row)
            if cells > MOST_CELLS:
                fields = {"kind": "cells", "limit": MOST_CELLS}
                findings.faults.append(Fault(table, None, "", "too_large", path.name, fields))
                return None
    except csv.Error as error:
        fields = {"kind": "quotes", "reason": str(error)}
        number = len(grid) + skipped + 1
        findings.faults.append(Fault(table, number, "", "bad_file", "", fields, path.name))
        return None
    return [[]] * skipped + grid


def read_toml(path: Path, findings: TableFindings, table: str = "rules") -> RuleItems:
    """Return the top-level items of a TOML file, decimals exactly as written."""
    text = read_text(path, findings, table)
    fields: dict[str, Any] = {"kind": "deep"}
    try:
        if not _is_deep(text or ""):
            return list(tomllib.loads(text or "", parse_float=Decimal).items())
    except tomllib.TOMLDecodeError as error:
        fields = _toml_fields(text or "", str(error))
    except RecursionError:
        pass
    except (ValueError, ArithmeticError) as error:
        # A date that does not exist, or an exponent beyond all numbers.
        fields = {"kind": "toml", "reason": str(error)}
    findings.faults.append(Fault(table, None, "", "bad_file", path.name, fields))
    return []


def _toml_fields(text: str, reason: str) -> dict[str, Any]:
    """Return what to say of a TOML error; of what planners write bare, that it takes quotes."""
    found = _TOML_LINE.search(reason)
    lines = text.splitlines()
    line = lines[int(found[1]) - 1] if found and int(found[1]) <= len(lines) else ""
    fields: dict[str, Any] = {"kind": "toml", "reason": reason}
    if bare := _BARE_CLOCK.search(line) or _BARE_NAME.search(line):
        fields |= {"kind": "toml_quotes", "text": bare[1], "line": line.strip()}
    return fields


def _is_deep(text: str) -> bool:
    """Return whether a key has more parts than any rule has, which takes time to read."""
    return any(line.partition("=")[0].count(".") > MOST_PARTS for line in text.splitlines())


def read_text(path: Path, findings: TableFindings, table: str) -> str | None:
    """Return the text of a file; one that is none, or far too long, is a fault, and None."""
    try:
        data = read_file(path, table)
    except ProblemError as error:
        findings.faults += error.faults
        return None
    if data.count(b"\n") > MOST_ROWS:
        fields = {"kind": "rows", "limit": MOST_ROWS}
        findings.faults.append(Fault(table, None, "", "too_large", path.name, fields))
        return None
    try:
        return decode(data)
    except EncodingError as error:
        kind = "guess" if error.likely else "encoding"
        fields = {"kind": "mixed" if error.likely == MIXED else kind, "encoding": error.likely}
        findings.faults.append(Fault(table, None, "", "bad_file", path.name, fields))
        return None


def _delimiter(table: str, text: str) -> tuple[int, str]:
    """Return where the table begins, after a ``sep=`` line, and the delimiter of its cells.

    It is the one that makes the most known headers of one of the first lines.
    """
    first, end, _ = text.partition("\n")
    if match := _SEPARATOR.fullmatch(first):
        return len(first) + len(end), match[1]
    lines = text[: 100 * 1000].splitlines()[:_HEADER_LINES]

    def is_header(cell: str) -> bool:
        return read_header(table, cell) is not None

    def known(delimiter: str) -> int:
        headers = ([cell.strip().strip('"') for cell in line.split(delimiter)] for line in lines)
        return max((sum(map(is_header, cells)) for cells in headers), default=0)

    return 0, max(DELIMITERS, key=known)
