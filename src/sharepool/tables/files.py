"""Bytes on disk: files of ordinary kind and size in, whole files out."""

from __future__ import annotations

import os
import secrets
import stat
import warnings
from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.base.interrupts import noted
from sharepool.base.leftovers import clear, own_name, staging

if TYPE_CHECKING:
    import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet take a text for a formula."""


STALE = ".stale"
"""Ending of files that belong to an earlier outcome."""

MOST_BYTES = 300 * 2**20
"""A file of more bytes is not read: no table of a county, or of a prefecture, is as large."""


def size_of_file(path: Path, table: str = "") -> int:
    """Return the bytes of a file; what is no ordinary one may have no end.

    Raises
    ------
    ProblemError
        If it is a folder, a pipe or a device.
    OSError
        If it cannot be looked at.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ProblemError([Fault(table, None, "", "not_a_file", path.name)])
    return status.st_size


def read_file(path: Path, table: str = "") -> bytes:
    """Return what a file holds.

    Raises
    ------
    ProblemError
        If it is no ordinary file, is too large, or cannot be read.
    """
    try:
        size = size_of_file(path, table)
        if size > MOST_BYTES:
            raise ProblemError([_too_large(table, path.name, size)])
        return path.read_bytes()
    except OSError as error:
        fields = {"kind": "unreadable", "reason": error.strerror or str(error)}
        raise ProblemError([Fault(table, None, "", "bad_file", path.name, fields)]) from None


def _too_large(table: str, name: str, size: int) -> Fault:
    fields = {"kind": "bytes", "megabytes": size >> 20, "limit": MOST_BYTES >> 20}
    return Fault(table, None, "", "too_large", name, fields)


written: list[Path] = []
"""The files that this process has written so far, where they are now."""


class WrittenBeside(UserWarning):
    """A file could not be replaced, and the new one has another name.

    Attributes
    ----------
    wanted, written : Path
    """

    def __init__(self, wanted: Path, written: Path) -> None:
        super().__init__(f"{wanted} is open or protected: written as {written.name} instead")
        self.wanted, self.written = wanted, written


def is_locked(path: Path) -> bool:
    """Return whether a file is protected, or held by another program, as Excel does on Windows."""
    try:
        with path.open("r+b"):
            return False
    except PermissionError:
        return not path.is_dir()
    except FileNotFoundError:
        return False


def write_whole(path: str | Path, data: bytes | str) -> Path:
    """Write a file so that nobody ever finds half of it, not even after a crash.

    The data goes to a temporary file in the same folder (made if need be), which then takes the
    place of `path` in one step.

    Parameters
    ----------
    path : str or Path
    data : bytes or str
        Text is written as UTF-8, line ends as they are.

    Returns
    -------
    Path
        The file written: `path`, or one beside it if that could not be replaced, of which a warning
        tells.

    Warns
    -----
    WrittenBeside
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    clear(path.parent)
    temporary = path.with_name(f"{own_name()}{secrets.token_hex(4)}.tmp")
    try:
        _write_out(temporary, data)
        return _place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_out(path: Path, data: bytes | str) -> None:
    with path.open("xb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
        file.flush()
        os.fsync(file.fileno())


def _place(new: Path, path: Path) -> Path:
    """Put a file in its place; beside it, as ``plan (2).csv``, if what is there cannot go."""
    found = path
    if is_locked(path) or not _has_replaced(new, path):
        names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
        found = new.replace(next(one for one in names if not one.exists()))
        warnings.warn(WrittenBeside(path, found), stacklevel=3)
    written.append(found)
    return found


def _has_replaced(new: Path, path: Path) -> bool:
    try:
        new.replace(path)
    except PermissionError:
        if not path.is_file():
            raise
        return False  # Held by a program that lets others write, but not take its place.
    return True


def write_files(
    files: Mapping[str, bytes | str],
    folder: str | Path,
    *,
    seal: str = "",
    stale: Collection[str] = (),
) -> tuple[Path, ...]:
    """Write files into a folder, all or none of them, in place of those of their names.

    Parameters
    ----------
    files : mapping of str to bytes or str
        Contents by name, which may lead into folders of the folder.
    folder : str or Path
        Made if it is not there.
    seal : str
        The file that says of the others that they belong together: it goes first and comes last,
        so that whoever finds it finds all of them, even after a crash.
    stale : collection of str
        Files that do not belong to the new ones: each gets the ending ``.stale``.

    Returns
    -------
    tuple of Path
        The files written.

    Warns
    -----
    WrittenBeside
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with staging(folder) as ready:
        for name, content in files.items():
            (ready / name).parent.mkdir(parents=True, exist_ok=True)
            _write_out(ready / name, content)
        # Whoever presses Ctrl-C from here on gets all of them: the rest takes a moment.
        with noted():
            return _place_all(files, ready, folder, seal=seal, stale=stale)


def _place_all(
    names: Iterable[str], ready: Path, folder: Path, *, seal: str, stale: Collection[str]
) -> tuple[Path, ...]:
    """Put files that are written into their places, and name them as they are called now."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    if seal and (folder / seal).is_file() and not is_locked(folder / seal):
        (folder / seal).unlink()
    for name in stale:
        if (folder / name).exists() and not is_locked(folder / name):
            (folder / name).replace(folder / (name + STALE))
    order = sorted(names, key=lambda name: name == seal)
    return tuple(_place(ready / name, folder / name) for name in order)


def write_frames(frames: Mapping[str, pd.DataFrame], folder: str | Path) -> tuple[Path, ...]:
    """Write data frames as CSV files that a spreadsheet opens, all or none of them.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame
        By name, as ``to_frames()`` of a result returns them.
    folder : str or Path
        Made if it is not there.

    Returns
    -------
    tuple of Path
        The files written.

    Examples
    --------
    >>> import sharepool as sp
    >>> problem = sp.read_problem("data/samples/tiny")
    >>> plan = sp.Plan.of([("LI", "HILL-FOOTBALL", 3, 5)])
    >>> frames = sp.survey_pool(problem, plan).to_frames("zh")
    >>> [path.name for path in sp.write_frames(frames, "pool")]
    ['abilities.csv', 'supplies.csv', 'idle.csv', 'recruits.csv']
    """
    return write_files({f"{name}.csv": safe_csv(one) for name, one in frames.items()}, folder)


def exact_csv(frame: pd.DataFrame) -> bytes:
    """Return a table that programs read again as CSV: every cell exactly as it is.

    UTF-8 with byte-order mark, without which Excel garbles Chinese text.
    """
    # With both characters in the line end, a cell that holds either is quoted.
    return BOM_UTF8 + frame.to_csv(index=False, lineterminator="\r\n").encode()


def safe_csv(frame: pd.DataFrame) -> bytes:
    """Return a table for people as CSV that Excel opens rightly and never runs.

    A text that a spreadsheet would take for a formula gets an
    apostrophe before it.
    """
    safe = frame.astype(object).map(_defuse)
    safe.columns = [_defuse(header) for header in frame.columns]
    return exact_csv(safe)


def _defuse(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
