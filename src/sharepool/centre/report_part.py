"""What a feature of the centre says of itself in the report of a week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sharepool.tables.records import Record


@dataclass(frozen=True)
class ReportTable:
    """A table of which a report tells.

    Attributes
    ----------
    columns : tuple of str
        What is told of each row, in this order.
    of_people : bool
        Whether it says who somebody is: such a table is left out of a report without names.
    called : mapping of str to str
        Columns that a report calls otherwise, for there they mean people, schools or associations.
    is_told : callable
        Whether a row is told.
    """

    columns: tuple[str, ...]
    of_people: bool = False
    called: Mapping[str, str] = field(default_factory=dict)
    is_told: Callable[[Record], bool] = bool

    def written(self) -> Iterator[tuple[str, str]]:
        """Yield what each column is called in the feature's own table, and in the report."""
        own = {told: name for name, told in self.called.items()}
        yield from ((own.get(column, column), column) for column in self.columns)


@dataclass(frozen=True)
class ReportPart:
    """A section of the report: the tables of what a feature decided.

    Attributes
    ----------
    feature : str
    known_by : str
        The table by whose file the folder of its command is known.
    tables : mapping of str to ReportTable
        In the order in which they are told.
    headings : mapping of str to str
        Chinese headings of the feature's own, by which its files are read.
    """

    feature: str
    known_by: str
    tables: Mapping[str, ReportTable]
    headings: Mapping[str, str]
