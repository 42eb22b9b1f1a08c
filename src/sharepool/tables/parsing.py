"""From cells to typed rows: every row that can be read, and a fault for every cell that cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import GenericAlias
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from sharepool.problem.cells import parse_text
from sharepool.problem.problem import Problem
from sharepool.problem.rows import DAYS, TABLES, Demand, Leg, Row, Site, Staff
from sharepool.problem.rules import Rules
from sharepool.problem.timetable import Timetable
from sharepool.problem.travel import TravelTimes
from sharepool.tables.cell_faults import cell_fault
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import row_kind
from sharepool.tables.raw import RawTable

R = TypeVar("R", bound=Row)

NAME_OF: dict[type[Row], str] = {row: name for name, row in TABLES.items()}
"""Table of each kind of row."""


@dataclass(frozen=True)
class ParsedTables:
    """All that was read of a problem, be it whole or not.

    Attributes
    ----------
    raw : mapping of str to RawTable
        Cells of each table that is there.
    parsed : mapping of str to list of (int, Row)
        Rows that could be read, with their numbers.
    rules : Rules
        With the default wherever a rule could not be read.
    broken : frozenset of str
        Tables (and ``"rules"``) with a fault of their own.
    """

    raw: Mapping[str, RawTable]
    parsed: Mapping[str, list[tuple[int, Row]]]
    rules: Rules
    broken: frozenset[str]

    def numbered(self, kind: type[R]) -> list[tuple[int, R]]:
        """Return the rows of a kind that could be read, each with its number."""
        return cast("list[tuple[int, R]]", self.parsed.get(NAME_OF[kind], []))

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of a kind that could be read."""
        return tuple(row for _, row in self.numbered(kind))

    def are_whole(self, *names: str) -> bool:
        """Return whether tables were read without a fault, so that what they lack is lacking."""
        return self.broken.isdisjoint(names)

    @cached_property
    def ids(self) -> dict[str, dict[str, list[int]]]:
        """Numbers of the rows of each id, by table; rows with other faults count too.

        A table whose ids cannot be known (it is missing, or its id column or a cell of it is) is
        left out.
        """
        found: dict[str, dict[str, list[int]]] = {}
        for name, table in self.raw.items():
            for column in TABLES[name].key:
                if column in table.columns and not _has_bad_ids(table, column):
                    found[name] = defaultdict(list)
                    for number, cells in zip(table.numbers, table.rows, strict=True):
                        if column in cells and (value := as_text(cells[column])):
                            found[name][value].append(number)
        return found

    @cached_property
    def problem(self) -> Problem:
        """The problem of all rows that could be read and that lead nowhere unknown."""
        sites = {site.site_id: site for site in reversed(self.rows(Site))}
        others = {
            name: tuple(row for _, row in rows)
            for name, rows in self.parsed.items()
            if name not in {"sites", "staff", "demands", "travel"}
        }
        return Problem.model_validate(
            {
                "rules": self.rules,
                "sites": tuple(reversed(sites.values())),
                "bells": (),
                "staff": tuple(row for row in self.rows(Staff) if row.home_site in sites),
                "demands": tuple(
                    row for row in self.rows(Demand) if {row.site_id, row.ground} <= sites.keys()
                ),
                "travel": tuple(
                    row for row in self.rows(Leg) if {row.origin, row.destination} <= sites.keys()
                ),
                **others,
            }
        )

    @cached_property
    def timetable(self) -> Timetable:
        """The bells of the problem."""
        return Timetable(self.problem)

    def has_bells(self, site_id: str) -> bool:
        """Return whether a site has a slot on any day."""
        return any(self.timetable.usual_slots(site_id, day) for day in DAYS)

    @cached_property
    def travel(self) -> TravelTimes:
        """The travel times of the problem."""
        return TravelTimes(self.problem)


def _has_bad_ids(table: RawTable, column: str) -> bool:
    cells = (row[column] for row in table.rows if column in row)
    return any(bad == column for _, bad in table.bad) or not all(map(as_text, cells))


def as_text(cell: Any) -> str:
    """Return a cell as an id, empty if it cannot be one: that is a fault of its own."""
    try:
        return parse_text(cell)
    except ValueError:
        return ""


def parse_table(table: RawTable, findings: TableFindings) -> list[tuple[int, Row]]:
    """Return the rows of a table that can be read, each with its number."""
    adapter = _adapter(table.name)
    try:
        return list(zip(table.numbers, adapter.validate_python(table.rows), strict=True))
    except ValidationError as error:
        bad = set()
        for detail in error.errors(include_url=False):
            place, *of_row = detail["loc"]
            place, column = int(place), str(*of_row[:1])
            bad.add(place)
            number = table.numbers[place]
            if not of_row:  # the cells of the row contradict each other
                detail["input"] = None
            # A column that is missing altogether is one fault of the table, named already.
            is_known = column not in table.columns or (number, column) in table.bad
            if detail["type"] != "missing" or not is_known:
                findings.faults.append(cell_fault(table.name, number, column, detail))
    good = [place for place in range(len(table.rows)) if place not in bad]
    rows = adapter.validate_python([table.rows[place] for place in good])
    return list(zip((table.numbers[place] for place in good), rows, strict=True))


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    rows: Any = GenericAlias(list, (row_kind(name),))
    return TypeAdapter(rows)
