"""The one type that the cells of a column have, where tables are typed: databases, data frames."""

from __future__ import annotations

import types
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import PlainSerializer

from sharepool.tables.headers import row_kind

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
