"""Rows of a plan by what they are: found, put in and taken out; equal ones stay several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sharepool.problem.rows import Assignment

Key = tuple[str | int, ...]
"""The cells of a row of a plan, which are faster to look up than the row."""

Rows = Sequence[Assignment]


def key_of(row: Assignment) -> Key:
    """Return the cells of a row."""
    return row.staff_id, row.demand_id, row.day, row.slot, row.role


def keyed(lists: Iterable[Rows]) -> dict[Key, Assignment]:
    """Return rows of several lists by what they are; equal rows of one list stay several."""
    found = {}
    for rows in lists:
        seen: Counter[Key] = Counter()
        for row in rows:
            key = key_of(row)
            found[*key, seen[key]] = row
            seen[key] += 1
    return found


def last_of(rows: dict[Key, Assignment], row: Assignment) -> Key:
    """Return the key of a row, of several equal ones that of the last."""
    key = key_of(row)
    number = 0
    while (*key, number + 1) in rows:
        number += 1
    return *key, number


def rows_without(rows: Iterable[Assignment], drop: Rows) -> Iterator[Assignment]:
    """Yield rows, without as many of equal ones as are dropped."""
    left = Counter(map(key_of, drop))
    for row in rows:
        key = key_of(row)
        if left[key]:
            left[key] -= 1
        else:
            yield row


def take_row(
    table: dict[str, tuple[Assignment, ...]], names: Iterable[str], row: Assignment
) -> None:
    """Take a row out of the rows of some people or sites."""
    for name in names:
        table[name] = tuple(rows_without(table[name], (row,)))


def put_row(
    table: dict[str, tuple[Assignment, ...]], names: Iterable[str], row: Assignment
) -> None:
    """Put a row to the rows of some people or sites."""
    for name in names:
        table[name] = (*table.get(name, ()), row)
