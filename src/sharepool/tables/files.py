"""Bytes on disk: files of ordinary kind and size in, whole files out."""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from codecs import BOM_UTF8
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharepool.errors import Fault, ProblemError

if TYPE_CHECKING:
    import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet take a text for a formula."""


MOST_BYTES = 300 * 2**20
"""A file of more bytes is not read: no table of a county, or of a prefecture, is as large."""


def read_file(path: Path, table: str = "") -> bytes:
    """Return what a file holds.

    Raises
    ------
    ProblemError
        If it is no ordinary file, is too large, or cannot be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ProblemError([Fault(table, None, "", "not_a_file", path.name)])
        if status.st_size > MOST_BYTES:
            raise ProblemError([_too_large(table, path.name, status.st_size)])
        return path.read_bytes()
    except OSError as error:
        fields = {"kind": "unreadable", "reason": error.strerror or str(error)}
        raise ProblemError([Fault(table, None, "", "bad_file", path.name, fields)]) from None


def _too_large(table: str, name: str, size: int) -> Fault:
    fields = {"kind": "bytes", "megabytes": size >> 20, "limit": MOST_BYTES >> 20}
    return Fault(table, None, "", "too_large", name, fields)


def write_whole(path: str | Path, data: bytes | str) -> None:
    """Write a file so that nobody ever finds half of it, not even after a crash.

    The data goes to a temporary file in the same folder (made if need be), which then takes the
    place of `path` in one step.

    Parameters
    ----------
    path : str or Path
    data : bytes or str
        Text is written as UTF-8, line ends as they are.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_files(files: Mapping[str, bytes | str], folder: str | Path) -> tuple[Path, ...]:
    """Write files into a folder, all or none of them, in place of those of their names.

    Parameters
    ----------
    files : mapping of str to bytes or str
        Contents by name.
    folder : str or Path
        Made if it is not there.

    Returns
    -------
    tuple of Path
        The files written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".sharepool-", dir=folder) as staging:
        for name, content in files.items():
            write_whole(Path(staging, name), content)
        return tuple(Path(staging, name).replace(folder / name) for name in files)


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
