"""The compiled kernels of search and pricing, which the wheel brings along."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path

from sharepool.errors import InternalError

Signature = tuple[str, type | None, tuple[type, ...]]
"""A function of a kernel: its name, what it returns and what it takes."""

_DATA_SIZE: Signature = ("data_size", ctypes.c_int64, ())


@cache
def load(path: Path, signatures: tuple[Signature, ...], data_size: int) -> ctypes.CDLL:
    """Load a kernel and tell ctypes what its functions take.

    Parameters
    ----------
    path : Path
    signatures : tuple of Signature
    data_size : int
        Bytes of the tables that the kernel is to read (:attr:`Tables.data_size`).

    Raises
    ------
    InternalError
        If the kernel is missing, or was compiled for other tables or with other functions.
    """
    try:
        kernel = ctypes.CDLL(str(path))
    except OSError as error:
        raise InternalError(
            f"the compiled {path.stem} is missing: install sharepool with pip ({error})"
        ) from error
    try:
        for name, result, arguments in (_DATA_SIZE, *signatures):
            function = getattr(kernel, name)
            function.restype, function.argtypes = result, arguments
        fits = kernel.data_size() == data_size
    except AttributeError:
        fits = False
    if not fits:
        raise InternalError(
            f"the compiled {path.stem} is of another version: install sharepool again"
        )
    return kernel
