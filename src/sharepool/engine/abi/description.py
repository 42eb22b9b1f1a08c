"""The vocabulary of the description: fields, structs, functions, kernels."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sharepool.base.errors import InternalError

_SCALARS: dict[str, Any] = {
    "num": ctypes.c_int64,
    "int32_t": ctypes.c_int32,
    "uint8_t": ctypes.c_uint8,
    "uint64_t": ctypes.c_uint64,
    "double": ctypes.c_double,
    "bool": ctypes.c_bool,
    "status_t": ctypes.c_int32,
    "void": None,
}
"""C types by name; ``num`` is the whole number of the kernels, 64 bits."""


@dataclass(frozen=True)
class Field:
    """A member of a struct.

    Attributes
    ----------
    name : str
    type : str or Struct
        As C writes it; a pointer ends in ``*``. A struct stands for itself, inside the other one.
    comment : str
        What it is, with its unit.
    shape : str
        Of what a pointer points at, dimension by dimension: ``[people][starts]``.
    rows : Struct or None
        What the rows are that a pointer points at, if they are structs.
    """

    name: str
    type: str | Struct
    comment: str
    shape: str = ""
    rows: Struct | None = None

    @property
    def declaration(self) -> str:
        """The field as C declares it."""
        return declare(self.type if isinstance(self.type, str) else self.type.name, self.name)

    @property
    def ctype(self) -> Any:
        """The field's type as ctypes knows it; addresses are numbers."""
        return ctype_of(self.type) if isinstance(self.type, str) else self.type.ctype

    def address_of(self, array: NDArray[Any]) -> int:
        """Return where an array begins that a pointer shall point at.

        Raises
        ------
        InternalError
            If the kernels would read its values as something else.
        """
        name = "num" if self.rows else str(self.type).removeprefix("const ").rstrip(" *")
        width = len(self.rows.fields) if self.rows else 1
        fits = array.dtype == np.dtype(_SCALARS[name]) and array.flags.c_contiguous
        if self.rows and array.size:
            fits = fits and array.shape[1:] == (width,)
        if not fits:
            raise InternalError(
                f"{self.name} is {array.dtype} of shape {array.shape}, not {self.type}{self.shape}"
            )
        return int(array.ctypes.data)


@dataclass(frozen=True)
class Struct:
    """A struct of C that Python fills in, or an array's row."""

    name: str
    comment: str
    fields: tuple[Field, ...]

    @property
    def ctype(self) -> type[ctypes.Structure]:
        """The struct as a class of ctypes."""
        return _structure(self)

    def new(self, **values: Any) -> ctypes.Structure:
        """Return the struct with a value for every field.

        Raises
        ------
        InternalError
            If a value is missing, or there is no such field.
        """
        known = {field.name for field in self.fields}
        if known != set(values):
            raise InternalError(f"fields of {self.name}: {sorted(known ^ set(values))}")
        return self.ctype(**values)

    def layout(self) -> Iterator[tuple[str, int]]:
        """Yield the size of the struct and where each field begins, in bytes."""
        yield self.name, ctypes.sizeof(self.ctype)
        for field in self.fields:
            yield f"{self.name}.{field.name}", getattr(self.ctype, field.name).offset


@dataclass(frozen=True)
class Function:
    """A function of a kernel.

    Attributes
    ----------
    name : str
    returns : str
        ``status_t`` where it may fail.
    parameters : tuple of (str, str)
        Type and name of each.
    comment : str
    """

    name: str
    returns: str
    parameters: tuple[tuple[str, str], ...]
    comment: str


@dataclass(frozen=True)
class Kernel:
    """A compiled library: what it is called, and the functions that Python calls."""

    name: str
    functions: tuple[Function, ...]


def declare(kind: str, name: str) -> str:
    """Return the declaration of a name, a pointer's star beside it."""
    return f"{kind}{name}" if kind.endswith("*") else f"{kind} {name}"


def ctype_of(kind: str) -> Any:
    """Return a type's counterpart in ctypes; addresses are numbers."""
    return ctypes.c_void_p if kind.endswith("*") else _SCALARS[kind]


@cache
def _structure(struct: Struct) -> type[ctypes.Structure]:
    fields = [(field.name, field.ctype) for field in struct.fields]
    return type(struct.name, (ctypes.Structure,), {"_fields_": fields})
