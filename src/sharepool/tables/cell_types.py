"""The one type that the cells of a column have, where tables are typed: databases, data frames."""

from __future__ import annotations

import types
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BeforeValidator, PlainSerializer

from sharepool.problem.cells import parse_text, parse_word
from sharepool.tables.headers import row_kind

NO_ROWS = frozenset({"rules"})
"""Tables of keys and values."""

_TYPES: dict[Any, type] = {bool: bool, int: int, float: float, Decimal: float}


@cache
def types_of_cells(table: str) -> dict[str, type]:
    """Return the type of the cells of each column of a table: bool, int, float or str.

    Exact decimals are ``float``, as no database and no data frame has them everywhere; what is
    written in more than one way (clocks, lists, minutes or ``none``) is ``str``.
    """
    fields = row_kind(table).model_fields
    return {
        field.alias or name: _fit(_kinds(field.annotation, field.metadata))
        for name, field in fields.items()
    }


@cache
def columns_of_names(table: str) -> frozenset[str]:
    """Return the columns of a table whose cells are ids, names or words."""
    if table in NO_ROWS:
        return frozenset()
    fields = row_kind(table).model_fields
    return frozenset(
        field.alias or name
        for name, field in fields.items()
        if not _readers(field.annotation, field.metadata).isdisjoint({parse_text, parse_word})
    )


def _readers(annotation: Any, metadata: Iterable[Any] = ()) -> set[Any]:
    """Return the functions that read the cells of an annotation such as ``Id | None``."""
    found = {one.func for one in metadata if isinstance(one, BeforeValidator)}
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return found | _readers(inner, metadata)
    if get_origin(annotation) in {types.UnionType, Union}:
        return found.union(*map(_readers, get_args(annotation)))
    return found


def _fit(kinds: set[Any]) -> type:
    (kind, *others) = kinds - {types.NoneType}
    return str if others else _TYPES.get(kind, str)


def _kinds(annotation: Any, metadata: Iterable[Any] = ()) -> set[Any]:
    """Return the types of an annotation such as ``Annotated[int, …] | None``, as they are dumped.

    Cells are dumped as tables hold them: what has a serializer is text there.
    """
    if any(isinstance(one, PlainSerializer) for one in metadata):
        return {str}
    if get_origin(annotation) is Annotated:
        inner, *metadata = get_args(annotation)
        return _kinds(inner, metadata)
    if get_origin(annotation) in {types.UnionType, Union}:
        return {kind for part in get_args(annotation) for kind in _kinds(part)}
    return {annotation}
