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

import typer

from sharepool.errors import Fault, InternalError, ProblemError
from sharepool.terminal import screen
from sharepool.terminal.speech import current, say

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
        _tell_faults(error, as_json=as_json)
        raise typer.Exit(BAD_INPUT) from None
    except InternalError as error:
        screen.write(say("failed", error=error), err=True)
        screen.write(say("failed.report"), err=True)
        raise typer.Exit(INTERNAL) from None
    except KeyboardInterrupt:
        screen.write(say("stopped"), err=True)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _failures_as_internal_errors() -> Iterator[None]:
    """Name where an unforeseen exception arose; a file that fails is the user's to mend."""
    try:
        yield
    except (typer.Exit, ProblemError, InternalError):
        raise
    except OSError as error:
        fields = {"reason": error.strerror or str(error)}
        fault = Fault("", None, "", "file", str(error.filename or ""), fields)
        raise ProblemError([fault]) from None
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{frame.filename}:{frame.lineno}"
        raise InternalError(f"{type(error).__name__}: {error} ({where})") from error


def _tell_faults(error: ProblemError, *, as_json: bool) -> None:
    """Tell faults, and after them the warnings that may be their cause."""
    if as_json:
        lang = current()
        told = {"faults": error.faults, "warnings": error.warnings}
        screen.write_json({name: screen.fault_data(found, lang) for name, found in told.items()})
        return
    screen.write_faults(error.faults, say("faults.title", count=len(error.faults)), err=True)
    if error.warnings:
        title = say("faults.warnings", count=len(error.warnings))
        screen.write_faults(error.warnings, title, err=True)
