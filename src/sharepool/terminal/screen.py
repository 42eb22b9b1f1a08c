"""What the user sees: plain text, tables and JSON."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sharepool.base.errors import Fault
from sharepool.tables.names import one_line
from sharepool.tables.titles import column_name, table_name
from sharepool.terminal.speech import current, say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_MOST_ROWS = 100
"""Faults beyond these are counted, not shown: the first ones are what to mend first."""

_FILE_WIDTH = 400
"""Columns of a table that goes to a file or pipe, so that no cell is folded."""


_unheard: list[str] = []
"""Why stdout took no more, once that has happened."""


def why_unheard() -> str:
    """Return why stdout did not take all that was written there; empty if it did."""
    return _unheard[0] if _unheard else ""


def write(text: str, *, err: bool = False) -> None:
    """Write a line or more; a reader that has gone away is no error.

    What a stream that is closed or full does not take is lost: see :func:`why_unheard`.
    """
    stream = sys.stderr if err else sys.stdout
    try:
        stream.write(text.rstrip("\n") + "\n")
        stream.flush()
    except (OSError, ValueError) as error:
        if not (err or isinstance(error, BrokenPipeError)):
            reason = error.strerror if isinstance(error, OSError) else None
            _unheard.append(reason or str(error))
        # What is still buffered would fail again when Python closes the stream.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def prepare_streams() -> None:
    """Let streams take all that is written to them, whatever they are.

    Python has None for one that is closed, and the next file that is opened would take its place.
    Where Chinese cannot be shown, escapes are better than an error.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # It stays open until the process ends.
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
            if name == "stdout":
                _unheard.append(os.strerror(errno.EBADF))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_json(data: object) -> None:
    """Write one JSON document to stdout, in ASCII where stdout holds no more."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    write(json.dumps(data, ensure_ascii=not unicode, indent=2, allow_nan=False))


def write_faults(faults: Sequence[Fault], title: str, *, err: bool = False) -> None:
    """Write faults or warnings as a table: where, what was read, what to do."""
    lang = current()
    columns = [say(f"faults.{name}") for name in ("table", "row", "column", "value", "advice")]
    rows = (
        (
            _place(one, lang),
            "" if one.row is None else str(one.row),
            one.header or _column(one, lang),
            one.value,
            one.text(lang),
        )
        for one in faults[:_MOST_ROWS]
    )
    write_table(title, columns, rows, err=err)
    if len(faults) > _MOST_ROWS:
        write(say("faults.more", count=len(faults) - _MOST_ROWS), err=err)


def write_warnings(warnings: Sequence[Fault]) -> None:
    """Write what looked suspicious in the input, though legal, if anything did."""
    if warnings:
        write_faults(warnings, say("faults.warnings", count=len(warnings)), err=True)


def fault_data(faults: Sequence[Fault], lang: str) -> list[dict[str, object]]:
    """Return faults as JSON holds them, each with its sentence."""
    return [
        {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "code": one.code,
            "value": one.value,
            "fields": {name: _plain(value) for name, value in one.fields.items()},
            "sheet": one.sheet,
            "header": one.header,
            "advice": one.text(lang),
        }
        for one in faults
    ]


def tell_warnings(warnings: Sequence[Fault]) -> None:
    """Say on stderr that the input has warnings, if it has."""
    if warnings:
        write(say("warnings.see", count=len(warnings)), err=True)


def _place(fault: Fault, lang: str) -> str:
    """Return the file or sheet of a fault as it was named, else the table's name."""
    return fault.sheet or (table_name(fault.table, lang) if fault.table else "")


def _column(fault: Fault, lang: str) -> str:
    """Return the column of a fault where no header was found: as it would have to be written."""
    return fault.column if lang == "en" else column_name(fault.table, fault.column, lang)


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, int | float | str | None) else str(value)


def write_table(
    title: str, columns: Iterable[str], rows: Iterable[Iterable[str]], *, err: bool = False
) -> None:
    """Write a table of plain texts."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # As Text, so that brackets in a cell are not read as markup.
        table.add_row(*(Text(one_line(cell)) for cell in row))
    write(_rendered(table, sys.stderr if err else sys.stdout), err=err)


def write_outcome(status: str, objective: int | None, bound: int | None, gap: float | None) -> None:
    """Write how good something is, and how much better it could be."""
    told = say("comma").join(
        say(f"outcome.{name}", value=value)
        for name, value in (("objective", objective), ("bound", bound))
        if value is not None
    )
    line = say("outcome.line", status=say(f"status.{status}"), told=told)
    write(line + ("" if gap is None else say("outcome.gap", gap=gap)))


def _rendered(content: RenderableType, stream: TextIO) -> str:
    console = _console(stream)
    with console.capture() as capture:
        console.print(content)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def _console(stream: TextIO) -> Console:
    from rich.console import Console

    wide = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(file=stream, width=_FILE_WIDTH if wide else None, highlight=False)
