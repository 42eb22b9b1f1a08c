"""Whether what a command is to write can be written, asked before the work begins."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.files import is_locked


def check_target(target: Path) -> tuple[Path, ...]:
    """Make sure that a file, or files of a folder, can be written; nothing is made.

    Parameters
    ----------
    target : Path
        A file or folder, which need not exist.

    Returns
    -------
    tuple of Path
        Files there that another program holds, or that are protected: new ones will be written
        beside.

    Raises
    ------
    ProblemError
        If nothing can be written there.
    """
    try:
        place = target
        while not place.exists() or (place == target and place.is_file()):
            place = place.parent
        with tempfile.TemporaryFile(dir=place):
            pass
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        return tuple(path for path in files if path.is_file() and is_locked(path))
    except (OSError, ValueError) as error:
        raise cannot_write(target, error) from None


def cannot_write(target: Path, error: OSError | ValueError) -> ProblemError:
    """Return the fault of a target that cannot be written."""
    reason, value = str(error), str(target)
    if isinstance(error, OSError):
        reason, value = error.strerror or reason, str(error.filename or target)
    return ProblemError([Fault("", None, "--out", "cannot_write", value, {"reason": reason})])
