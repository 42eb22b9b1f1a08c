"""The compiled kernels of search and pricing, which the wheel brings along."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sharepool.base.errors import InternalError
from sharepool.engine.abi import header
from sharepool.engine.abi.description import Function, Kernel, ctype_of
from sharepool.engine.abi.structs import STATUS

FOLDER = Path(__file__).with_name("csrc")
"""Where the libraries are."""


def load(kernel: Kernel, folder: Path | None = None) -> ctypes.CDLL:
    """Load a kernel and let ctypes know its functions.

    Functions that may fail (of type ``status_t``) raise what they return.

    Parameters
    ----------
    kernel : Kernel
    folder : Path, optional
        Where its library is: :data:`FOLDER`.

    Raises
    ------
    InternalError
        If the kernel is missing, or was compiled for other structs or with other functions.
    """
    return _load(kernel, folder or FOLDER)


@cache
def _load(kernel: Kernel, folder: Path) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(str(folder / f"{kernel.name}.so"))
    except OSError as error:
        raise InternalError(
            f"the compiled {kernel.name} is missing: install sharepool with pip ({error})"
        ) from error
    difference = _compare(library, kernel)
    if difference is not None:
        raise InternalError(
            f"the compiled {kernel.name} is of another version: install sharepool again "
            f"({difference})"
        )
    for function in kernel.functions:
        _declare(getattr(library, function.name), function)
    return library


def _compare(library: ctypes.CDLL, kernel: Kernel) -> str | None:
    """Return how a library differs from what this package expects of it, if it does."""
    for name in ("abi_version", "abi_layout", *(function.name for function in kernel.functions)):
        if not hasattr(library, name):
            return f"no function {name}"
    version, layout = library.abi_version, library.abi_layout
    version.restype, layout.restype = ctypes.c_uint64, ctypes.c_int64
    layout.argtypes = [ctypes.c_void_p]
    if version() != header.version():
        return f"description {version():016x}, not {header.version():016x}"
    expected = header.layout()
    found = np.zeros(layout(None), dtype=np.int64)
    layout(found.ctypes.data)
    for (name, bytes_here), bytes_there in zip(expected, found.tolist(), strict=True):
        if bytes_here != bytes_there:
            return f"{name} at {bytes_there}, not {bytes_here}"
    return None


def _declare(function: Any, said: Function) -> None:
    function.restype = ctype_of(said.returns)
    function.argtypes = [ctype_of(kind) for kind, _ in said.parameters]
    if said.returns == "status_t":
        function.errcheck = _raise_failure


def _raise_failure(status: int, function: Any, _arguments: Any) -> int:
    if status == STATUS["OUT_OF_MEMORY"][0]:
        raise MemoryError(f"not enough memory for {function.__name__}")
    if status != STATUS["DONE"][0]:
        raise InternalError(f"{function.__name__} ended with {status}")
    return status
