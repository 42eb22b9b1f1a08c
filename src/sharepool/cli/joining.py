"""``join``: a week with what features of the centre bring to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    ProblemPath,
    WeekOfJoin,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sharepool.centre.feed import Feed
    from sharepool.problem.rows import Row


def join_week(
    path: ProblemPath,
    feeds: Annotated[
        list[Path],
        typer.Argument(
            metavar="FEED...",
            help="Folders of rows: feed/ of events, train, points or officials, week/ of fixtures.",
        ),
    ],
    *,
    out: OutFolder,
    week_of: WeekOfJoin = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Write the problem of a week with the absences, closures and demands that others bring to it.

    Rows of other weeks are left out. Give the problem written to solve or replan.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.feed import join_feeds
        from sharepool.centre.feed_files import read_feed
        from sharepool.centre.ledger.tables import read_duties
        from sharepool.problem.rows import TABLES
        from sharepool.tables import read_problem, write_problem
        from sharepool.tables.files import exact_csv, write_whole
        from sharepool.tables.titles import table_name
        from sharepool.tables.writing import table_frame

        refuse_to_overwrite(out)
        problem = read_problem(path)
        if week_of is not None:
            date = week_of.date()
            problem = problem.in_week(date - dt.timedelta(days=date.weekday()))
        own = read_duties(path, problem)
        brought = [read_feed(folder) for folder in feeds]
        whole = join_feeds(problem, *brought)
        duties = [*own, *_more_duties(own, brought, whole.rules.week_of)]
        write_problem(whole, out)
        if duties:
            write_whole(out / "duties.csv", exact_csv(table_frame("duties", duties)))
        added = {
            table: count
            for table in TABLES
            if (count := len(getattr(whole, table)) - len(getattr(problem, table)))
        }
        if len(duties) > len(own):
            added["duties"] = len(duties) - len(own)
        new = whole.warnings[len(problem.warnings) :]
        if as_json:
            screen.write_json(
                {
                    "week_of": str(whole.rules.week_of),
                    "added": added,
                    "warnings": screen.fault_data(new, lang),
                }
            )
            return
        if new:
            screen.write_faults(new, say("faults.warnings", count=len(new)), err=True)
        told = say("comma").join(
            f"{table_name(table, lang)} +{count}" for table, count in added.items()
        )
        screen.write(say("join.written", week=whole.rules.week_of, told=told or "0", out=out))


def _more_duties(own: Sequence[Row], feeds: Iterable[Feed], monday: dt.date) -> list[Row]:
    """Return the other duties that feeds have for a week, without those that are there already."""
    rows = (one.row for feed in feeds for one in feed.week(monday).rows.get("duties", ()))
    return [row for row in rows if row not in own]
