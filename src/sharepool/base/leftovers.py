"""What a process that was killed leaves behind: folders and files that the next one takes away.

Their names say whose they are, so that nothing is taken from a process that still works.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "sharepool-"

_OLD_SECONDS = 86_400.0
"""Age at which something is left over whose process cannot be asked about: that of another host."""


def own_name(prefix: str = ".") -> str:
    """Return the beginning of a name for what this process makes and removes again."""
    return f"{prefix}{_PREFIX}{_host()}-{os.getpid()}-"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Make a folder in which files wait for their place in another, and remove it again."""
    clear(folder)
    with tempfile.TemporaryDirectory(
        prefix=own_name(), dir=folder, ignore_cleanup_errors=True
    ) as name:
        yield Path(name)


def clear(folder: Path, prefix: str = ".") -> None:
    """Remove from a folder what processes have left there that are no more."""
    for path in folder.glob(f"{prefix}{_PREFIX}*"):
        if not _is_left_over(path, prefix):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):  # somebody else's, or gone
                path.unlink()


def _is_left_over(path: Path, prefix: str) -> bool:
    host, _, rest = path.name.removeprefix(prefix + _PREFIX).partition("-")
    number = rest.partition("-")[0]
    if host == _host() and number.isdecimal() and hasattr(os, "getuid"):
        return not _is_alive(int(number))
    try:
        return time.time() - path.stat().st_mtime > _OLD_SECONDS
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's
    return True


def _host() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"
