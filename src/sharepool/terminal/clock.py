"""When this process started, so that a time limit holds for what the user waits for."""

from __future__ import annotations

import os
import time
from pathlib import Path

_START_FIELD = 19
"""Position of ``starttime`` among the fields of ``/proc/self/stat`` that follow the name."""

_LONGEST_IMPORT_SECONDS = 60.0
"""A process older than this was not started to run this command."""


def process_started() -> float:
    """Return the moment at which this process started, on the clock of ``time.monotonic``.

    Where the system does not say, the processor time used so far stands for the time since; where
    this is a long-lived process that runs a command by the way, the moment is now.
    """
    seconds = _age_seconds()
    if seconds is None:
        seconds = time.process_time()
    if not 0 <= seconds <= _LONGEST_IMPORT_SECONDS:
        seconds = 0.0
    return time.monotonic() - seconds


def _age_seconds() -> float | None:
    """Return the age of this process as Linux knows it, or None."""
    try:
        stat = Path("/proc/self/stat").read_text(encoding="utf-8", errors="replace")
        # The name, in parentheses, may itself hold spaces and parentheses.
        ticks = int(stat.rpartition(")")[2].split()[_START_FIELD])
        started = ticks / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, ValueError, IndexError, AttributeError):
        return None
