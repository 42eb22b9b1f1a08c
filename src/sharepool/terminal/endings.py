"""How a command ends: its exit code, and what it says when it cannot do its work.

====  ======================================================================================
code  meaning
====  ======================================================================================
0     done: a plan was written (after Ctrl-C too), the plan is legal, no fault
1     no plan exists or none was found in time; the plan checked breaks hard rules or a budget
2     bad input or usage: nothing was written, nothing was overwritten
3     sharepool itself failed: nothing was written; please report it
130   stopped by Ctrl-C before there was anything to keep
====  ======================================================================================
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import typer

from sharepool.errors import Fault, InternalError, ProblemError
from sharepool.terminal import screen

EPILOG = (
    "Exit codes: 0 done; 1 no plan found, or the plan checked breaks rules or a budget; "
    "2 bad input or usage; 3 sharepool itself failed; 130 stopped before there was a plan."
)

NO_PLAN = 1
BROKEN_RULES = 1
OVER_BUDGET = 1
BAD_INPUT = 2
INTERNAL = 3
INTERRUPTED = 130


@contextmanager
def told(*, as_json: bool) -> Iterator[None]:
    """Turn what can go wrong in a command into words and an exit code, never a traceback.

    Faults go to stderr as a table; with `as_json` to stdout as ``{"faults": […]}``.
    """
    try:
        with _failures_as_internal_errors():
            yield
    except ProblemError as error:
        _tell_faults(error.faults, as_json=as_json)
        raise typer.Exit(BAD_INPUT) from None
    except InternalError as error:
        screen.write(f"sharepool failed: {error}", err=True)
        screen.write("This is a bug. Please report it, with the problem if you can.", err=True)
        raise typer.Exit(INTERNAL) from None
    except KeyboardInterrupt:
        screen.write("stopped", err=True)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _failures_as_internal_errors() -> Iterator[None]:
    """Name where an unforeseen exception arose; a file that fails is the user's to mend."""
    try:
        yield
    except (typer.Exit, ProblemError, InternalError):
        raise
    except OSError as error:
        advice = f"cannot be read or written: {error.strerror or error}"
        raise ProblemError(
            [Fault("", None, "", "file", str(error.filename or ""), advice)]
        ) from None
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename}:{frame.lineno}"
        raise InternalError(f"{type(error).__name__}: {error} ({where})") from error


def _tell_faults(faults: tuple[Fault, ...], *, as_json: bool) -> None:
    if as_json:
        screen.write_json({"faults": [asdict(fault) for fault in faults]})
    else:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        screen.write_faults(faults, f"{count} in the input; nothing was written", err=True)
