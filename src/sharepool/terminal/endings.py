"""How a command ends: its exit code, and what it says when it cannot do its work.

====  ======================================================================================
code  meaning
====  ======================================================================================
0     done: a plan was written (after Ctrl-C too), the plan is legal, no fault
1     no plan exists or none was found in time; the plan checked breaks hard rules or a budget
2     bad input or usage: nothing was written, nothing was overwritten; an answer that goes to
      stdout could not be written there
3     sharepool itself failed: nothing was written; please report it
130   stopped by Ctrl-C before there was anything to keep
====  ======================================================================================
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from sharepool.base.errors import Fault, InternalError, ProblemError
from sharepool.base.interrupts import count_raised, has_raised
from sharepool.tables.files import WrittenBeside, written
from sharepool.tables.targets import check_target
from sharepool.terminal import screen
from sharepool.terminal.speech import current, say

if TYPE_CHECKING:
    from sharepool.problem.result import Result

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
    written.clear()
    try:
        with _failures_as_internal_errors(), _files_beside():
            yield
        _mind_unheard()
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
def _files_beside() -> Iterator[None]:
    """Tell of each file that got another name, as the one that it should replace is held."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", WrittenBeside)
        show = warnings.showwarning

        def tell(message: Warning | str, *others: Any, **more: Any) -> None:
            if isinstance(message, WrittenBeside):
                told = say("beside", wanted=message.wanted, written=message.written.name)
                screen.write(told, err=True)
            else:
                show(message, *others, **more)

        warnings.showwarning = tell
        yield


def _mind_unheard() -> None:
    """End as a command that failed where its answer is all that it makes, and was not taken."""
    reason = screen.why_unheard()
    if reason and not written:
        screen.write(say("unheard", reason=reason), err=True)
        raise typer.Exit(BAD_INPUT)


def mind_target(target: Path, *, quiet: bool = False) -> None:
    """Make sure, before long work, that a file or folder can be written; tell of what is held.

    Raises
    ------
    ProblemError
        Nothing can be written there.
    """
    tell_locked(check_target(target), quiet=quiet)


def tell_locked(files: Sequence[Path], *, quiet: bool) -> None:
    """Tell of files that cannot be replaced while there is time to close them."""
    if files and not quiet:
        screen.write(say("locked", files=", ".join(map(str, files))), err=True)


def mind_interrupt(result: Result) -> None:
    """End as a command that was stopped, if that came before there was a plan."""
    if result.interrupted and not result.has_plan and result.status.value == "unknown":
        raise KeyboardInterrupt


@contextmanager
def _failures_as_internal_errors() -> Iterator[None]:
    """Name where an unforeseen exception arose; a file that fails is the user's to mend."""
    before = count_raised()
    try:
        yield
    except (typer.Exit, ProblemError, InternalError):
        raise
    except OSError as error:
        fields = {"reason": error.strerror or str(error)}
        fault = Fault("", None, "", "file", str(error.filename or ""), fields)
        raise ProblemError([fault]) from None
    except Exception as error:
        if has_raised(before):
            raise KeyboardInterrupt from None
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
    title = say("faults.late" if written else "faults.title", count=len(error.faults))
    screen.write_faults(error.faults, title, err=True)
    if written:
        screen.write(say("written", files=", ".join(map(str, written))), err=True)
    if error.warnings:
        title = say("faults.warnings", count=len(error.warnings))
        screen.write_faults(error.warnings, title, err=True)
