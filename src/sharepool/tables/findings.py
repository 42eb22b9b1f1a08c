"""What was found in the input so far: faults, warnings, and where each table stood in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.headers import order_of_tables


@dataclass(frozen=True)
class TablePlace:
    """Where a table was found.

    Attributes
    ----------
    sheet : str
        Its file or sheet, as named; empty for a data frame.
    row : int
        Row of its header, as a spreadsheet counts.
    headers : mapping of str to str
        The header of each column as it was found, by English name.
    """

    sheet: str
    row: int
    headers: Mapping[str, str]


@dataclass
class TableFindings:
    """What was found wrong (faults) or suspicious (warnings) so far.

    Attributes
    ----------
    places : dict of str to TablePlace
        Where each table that has a header was found.
    spellings : dict of str to dict
        Ids as they were first written, by the table that they are of and their plain form.
    """

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    places: dict[str, TablePlace] = field(default_factory=dict)
    spellings: dict[str, dict[str, str]] = field(default_factory=dict)

    def in_order(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """Return faults by table and row, each with sheet and header as they were found."""
        order = {name: place for place, name in enumerate(order_of_tables())}
        return tuple(
            sorted(
                map(self._located, faults),
                key=lambda fault: (order.get(fault.table, len(order)), fault.row or 0),
            )
        )

    def raise_faults(self, kind: type[ProblemError] = ProblemError) -> None:
        """Raise every fault, with the warnings beside them, if there is one."""
        if self.faults:
            raise kind(self.in_order(self.faults), self.in_order(self.warnings))

    def _located(self, fault: Fault) -> Fault:
        place = self.places.get(fault.table)
        if place is None:
            return fault
        return replace(
            fault,
            sheet=fault.sheet or place.sheet,
            header=fault.header or place.headers.get(fault.column, ""),
        )
