"""Problems with other rules, rows or people, checked as if they had been read from files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sharepool.base.errors import Fault, ProblemError
from sharepool.base.extensions import FROM_FRAME, TO_FRAME
from sharepool.problem.rows import TABLES, Row
from sharepool.problem.rules import Rules

if TYPE_CHECKING:
    import pandas as pd

    from sharepool.problem.problem import Problem

_NAMES = {
    "sites": ("site_id", "home_site", "venue_site", "origin", "destination"),
    "staff": ("staff_id",),
    "demands": ("demand_id",),
}
"""Columns that name a row of each table that has ids."""
_KEPT = "previous_plan"
"""Table whose rows may name what is gone: each counts as a change."""


def replaced(problem: Problem, tables: Mapping[str, Any]) -> Problem:
    """Return a problem with other tables (and rules), every fault of them at once."""
    _refuse_unknown_tables(tables.keys() - {"rules"}, [*TABLES, "rules"])
    changes = tables.get("rules", {})
    if isinstance(changes, Rules):
        problem, changes = problem.updated(rules=changes), {}
    own = problem.own
    frames: dict[str, Any] = TO_FRAME.find(type(problem))(problem.updated(own=None))
    rules = frames.pop("rules")
    keys = dict(zip(rules["key"], rules["value"], strict=True))
    frames |= {name: as_frame(name, rows) for name, rows in tables.items() if name != "rules"}
    made: Problem = FROM_FRAME.find(type(problem))(frames, keys | _dotted(changes))
    return made if own is None else made.updated(own=own)


def _refuse_unknown_tables(names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise TypeError(f"there is no table {unknown[0]!r}: give some of {', '.join(known)}")


def _dotted(rules: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Return rules by dotted key, of sections in sections."""
    found: dict[str, Any] = {}
    for name, value in rules.items():
        key = f"{above}{name}"
        found |= _dotted(value, f"{key}.") if isinstance(value, Mapping) else {key: value}
    return found


def as_frame(table: str, rows: Any) -> pd.DataFrame | list[dict[str, Any]]:
    """Return rows of a table as what is read like a data frame: one, rows, or dicts of cells."""
    if isinstance(rows, Sequence) and all(isinstance(row, Row) for row in rows):
        frame: pd.DataFrame = TO_FRAME.find(Row)(table, rows)
        return frame
    if isinstance(rows, Sequence) and not isinstance(rows, str):
        own = TABLES[table]
        try:
            typed = [row if isinstance(row, Row) else own.model_validate(row) for row in rows]
        except ValidationError:
            # As cells, for the reader of tables, which tells every fault of them.
            return [row.model_dump() if isinstance(row, Row) else row for row in rows]
        return as_frame(table, typed)
    given: pd.DataFrame = rows
    return given


def with_rows(problem: Problem, table: str, rows: Any) -> Problem:
    """Return a problem with further rows; one whose id is there already takes its place."""
    _refuse_unknown_tables([table], TABLES)
    more = FROM_FRAME.find(Row)(table, as_frame(table, rows))
    ids = {_id_of(row) for row in more} - {()}
    before = tuple(row for row in getattr(problem, table) if _id_of(row) not in ids)
    return replaced(problem, {table: (*before, *more)})


def _id_of(row: Row) -> tuple[str, ...]:
    return tuple(getattr(row, column) for column in row.key)


def as_ids(given: Iterable[str]) -> tuple[str, ...]:
    """Return ids; text by itself is one id, not its letters."""
    return (given,) if isinstance(given, str) else tuple(given)


def as_date(argument: str, given: object) -> dt.date:
    """Return a date, of a moment its own.

    Raises
    ------
    TypeError
        It is neither.
    """
    if not isinstance(given, dt.date):
        raise TypeError(f"{argument}: give a datetime.date, not {given!r:.80}")
    return given.date() if isinstance(given, dt.datetime) else given


def without(problem: Problem, dropped: Mapping[str, Iterable[str]]) -> Problem:
    """Return a problem without some people, sites or demands, and without what names them."""
    gone = {table: set(as_ids(dropped.get(table, ()))) for table in _NAMES}
    _refuse_unknown(problem, gone, dropped)
    tables: dict[str, tuple[Row, ...]] = {}
    before = -1
    while before != sum(map(len, gone.values())):
        before = sum(map(len, gone.values()))
        tables = {name: _left(problem, name, gone) for name in TABLES if name != _KEPT}
    return replaced(problem, tables)


def _left(problem: Problem, table: str, gone: dict[str, set[str]]) -> tuple[Row, ...]:
    """Return the rows of a table that name nothing that is gone; note the ids of the others."""
    left = []
    for row in getattr(problem, table):
        if any(
            getattr(row, column, None) in gone[target]
            for target, columns in _NAMES.items()
            for column in columns
        ):
            if table in gone:
                gone[table].add(getattr(row, row.key[0]))
        else:
            left.append(row)
    return tuple(left)


def _refuse_unknown(
    problem: Problem, gone: Mapping[str, set[str]], dropped: Mapping[str, Iterable[str]]
) -> None:
    tables = sorted(dropped.keys() - _NAMES.keys())
    if tables:
        raise TypeError(f"rows of {tables[0]!r} have no ids: give some of {', '.join(_NAMES)}")
    known = {
        "sites": set(problem.site_of),
        "staff": set(problem.person_of),
        "demands": set(problem.demand_of),
    }
    faults = [
        Fault(table, None, _NAMES[table][0], "unknown_id", one, {"target": table})
        for table, ids in gone.items()
        for one in sorted(ids - known[table])
    ]
    if faults:
        raise ProblemError(faults)
