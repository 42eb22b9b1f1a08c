"""``calendar``: China's days off and made-up days, as a table to be edited."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    listed,
)
from sharepool.terminal.speech import say

_DATES = ["%Y-%m-%d"]
IN_LIEU = "in-lieu"
WEEKDAYS = range(1, 8)


def write_calendar(
    *,
    first: Annotated[
        dt.datetime,
        typer.Option("--from", metavar="DATE", formats=_DATES, help="The first day."),
    ],
    last: Annotated[
        dt.datetime,
        typer.Option("--until", metavar="DATE", formats=_DATES, help="The last day."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="The calendar.csv to write; a new file.")
    ],
    makeup_follows: Annotated[
        list[str] | None,
        typer.Option(
            "--makeup-follows",
            metavar="DATE=DAY",
            help="Which weekday (1-7) a made-up day follows; or in-lieu: the one off in its place.",
        ),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Write China's days off and made-up days as a table to look over and put among the others.

    Which weekday a made-up day follows is for the county to say: until the cell is filled in, the
    table is at fault. Nothing reads this file by itself.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.term.holidays import (
            calendar_table,
            follow,
            follow_in_lieu,
            list_holidays,
        )
        from sharepool.tables.files import exact_csv, write_whole

        if out.exists():
            raise ProblemError([Fault("", None, "--out", "not_empty", str(out), {"kind": "file"})])
        words = list(listed(makeup_follows))
        days = list_holidays(first.date(), last.date())
        if IN_LIEU in words:
            days = follow_in_lieu(days)
        days = follow(days, _read_follows([word for word in words if word != IN_LIEU]))
        write_whole(out, exact_csv(calendar_table(days, lang)))
        open_days = [
            day.date.isoformat() for day in days if day.kind == "makeup" and not day.follows
        ]
        if as_json:
            screen.write_json({"out": str(out), "days": len(days), "to_fill_in": open_days})
            return
        off = sum(day.kind == "off" for day in days)
        screen.write(say("calendar.written", out=out, off=off, made_up=len(days) - off))
        if open_days:
            screen.write(say("calendar.open", days=say("comma").join(open_days)), err=True)


def _read_follows(words: list[str]) -> dict[dt.date, int]:
    """Return the weekdays that words such as ``2026-05-09=2`` give; every bad word is a fault."""
    found, faults = {}, []
    for word in words:
        date, _, day = word.partition("=")
        try:
            found[dt.date.fromisoformat(date)] = WEEKDAYS.index(int(day)) + 1
        except ValueError:
            fault = Fault("", None, "--makeup-follows", "bad_cell", word, {"kind": "follows"})
            faults.append(fault)
    if faults:
        raise ProblemError(faults)
    return found
