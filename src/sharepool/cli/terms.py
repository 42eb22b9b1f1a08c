"""``term``: the weeks of a term planned, lived and acknowledged."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.base.errors import ProblemError
from sharepool.base.interrupts import is_asked_to_stop, noted
from sharepool.terminal import endings, screen
from sharepool.terminal.live import live_line
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    ProblemPath,
    Quiet,
    Seed,
    Workers,
    given_path,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.base.errors import Fault
    from sharepool.centre.term.acknowledging import AnswerSurvey
    from sharepool.centre.term.types import Term

_DATES = ["%Y-%m-%d"]
SHOWN = ("week", "week_of", "letter", "source", "wanted", "given", "made_up", "lost", "owed")
"""Columns of the weeks that the screen has room for."""

TermFolder = Annotated[
    Path,
    typer.Argument(metavar="TERM", parser=given_path, help="The folder of the term."),
]
Timezone = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        help="Where the calendars' times hold, e.g. Asia/Shanghai (default: where they are read).",
    ),
]
StandingSeconds = Annotated[
    float,
    typer.Option("--time-limit", metavar="S", min=0, help="Seconds for each standing plan."),
]
WeekSeconds = Annotated[
    float,
    typer.Option("--week-limit", metavar="S", min=0, help="Seconds for each other week."),
]


def plan_weeks(
    path: ProblemPath,
    folder: TermFolder,
    *,
    plan_path: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="The first standing plan (default: found)."),
    ] = None,
    since: Annotated[
        dt.datetime | None,
        typer.Option(
            metavar="DATE",
            formats=_DATES,
            help="Weeks from then on are made anew if tables changed, or make up what is owed.",
        ),
    ] = None,
    change: Annotated[
        int | None,
        typer.Option(min=0, metavar="W", help="Weight of a session that is not kept."),
    ] = None,
    time_limit: StandingSeconds = 60.0,
    week_limit: WeekSeconds = 10.0,
    timezone: Timezone = None,
    seed: Seed = 0,
    workers: Workers = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Plan every week of a term: alike weeks share a plan, others change as little as can be.

    The rules say under [term] when it begins and how many weeks it has; the table calendar has the
    days off. Weeks that are out already stay, unless --since says otherwise. Writes a version of
    each new week, term.csv, lost.csv, rates.csv, owed.csv, roads.csv, a workbook to confirm, and a
    calendar for each person. Ctrl-C ends the search and keeps every week as far as it is found.

    Exit code 0 if every week has a plan, 1 if one has none, 2 for bad input.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.term.folder import read_term_book
        from sharepool.centre.term.planning import plan_term
        from sharepool.report.folder import check_timezone
        from sharepool.report.tables.folder import check_folder
        from sharepool.report.term import write_term
        from sharepool.tables import read_plan, read_problem

        check_timezone(timezone)
        problem, book = read_problem(path), read_term_book(folder)
        plan = None if plan_path is None else read_plan(plan_path, problem)
        endings.tell_locked(check_folder(folder, ()), quiet=quiet)
        if not (quiet or as_json):
            screen.tell_warnings(problem.warnings)
        # From here on there may be weeks with a plan, which nothing shall lose.
        with noted(for_good=True):
            with live_line(time.monotonic(), quiet=quiet or as_json) as on_progress:
                term = plan_term(
                    problem,
                    book,
                    plan=plan,
                    since=None if since is None else since.date(),
                    stop=time_limit,
                    week_stop=week_limit,
                    change=change,
                    seed=seed,
                    workers=workers,
                    on_progress=on_progress,
                )
            _tell_stopped(quiet=quiet)
            versions = write_term(term, folder, lang=lang, timezone=timezone)
        _tell(term, lang, versions, as_json=as_json)
    _end(term)


def show_status(
    folder: TermFolder,
    *,
    carry: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write what the next term takes over; the carry.csv to write."
        ),
    ] = None,
    rates_path: Annotated[
        Path | None,
        typer.Option(
            "--rates",
            metavar="RATES",
            help="For --carry: what earns points, what is rural.",
        ),
    ] = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Say how a term stands: weeks, what is lost and why, what is owed, who has confirmed.

    Exit code 0 if every week has a plan, 1 if one has none, 2 for bad input.
    """
    with endings.told(as_json=as_json):
        from sharepool.centre.ledger.tables import read_rates
        from sharepool.centre.term.acknowledging import survey_answers
        from sharepool.centre.term.folder import read_term_book, read_term_problem
        from sharepool.centre.term.planning import survey_term
        from sharepool.tables import write_rows

        problem, book = read_term_problem(folder), read_term_book(folder)
        term = survey_term(problem, book)
        if carry is not None:
            rates = None if rates_path is None else read_rates(rates_path)
            write_rows("carry", term.carry_over(rates), carry)
        _tell(term, lang, answers=survey_answers(term), as_json=as_json)
    _end(term)


def take_attendance(
    folder: TermFolder,
    reports: Annotated[
        Path,
        typer.Argument(metavar="ATTENDANCE", help="What was held: a CSV file or a workbook."),
    ],
    *,
    replaces: Annotated[
        bool, typer.Option("--replace", help="These reports take the place of earlier ones.")
    ] = False,
    timezone: Timezone = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Take reports of what was held; the ledger and the share given follow from them.

    A report that no version of the week bears out, that contradicts another, or whose substitute
    may not take the session or is elsewhere at that time, is a fault, and nothing is written.
    """
    with endings.told(as_json=as_json):
        from dataclasses import replace

        from sharepool.centre.term.attending import find_attendance_faults, merge_attendance
        from sharepool.centre.term.folder import read_rows, read_term_book, read_term_problem
        from sharepool.centre.term.planning import survey_term
        from sharepool.centre.term.rows import Attendance
        from sharepool.report.folder import check_timezone
        from sharepool.report.term import write_summary
        from sharepool.tables import write_rows

        check_timezone(timezone)
        problem, book = read_term_problem(folder), read_term_book(folder)
        rows = read_rows(reports, "attendance", Attendance)
        _refuse(list(find_attendance_faults(book, rows, replaces=replaces)))
        book = replace(book, attendance=merge_attendance(book, (row for _, row in rows)))
        term = survey_term(problem, book)
        with noted(for_good=True):
            write_rows("attendance", book.attendance, folder / "attendance.csv")
            write_summary(term, folder, lang=lang, timezone=timezone)
        _tell(term, lang, as_json=as_json)


def take_answers(
    folder: TermFolder,
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="ANSWERS", help="The workbook term.xlsx, filled in, or a table of answers."
        ),
    ],
    *,
    week_limit: WeekSeconds = 10.0,
    timezone: Timezone = None,
    seed: Seed = 0,
    workers: Workers = None,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Take what people and schools say to their sessions; what is declined is planned again.

    Exit code 0 if every week has a plan, 1 if one has none, 2 for bad input.
    """
    with endings.told(as_json=as_json):
        from dataclasses import replace

        from sharepool.centre.term.acknowledging import (
            find_answer_faults,
            merge_answers,
            survey_answers,
        )
        from sharepool.centre.term.folder import read_term_book, read_term_problem
        from sharepool.centre.term.planning import plan_term, survey_term
        from sharepool.centre.term.sheets import read_answered
        from sharepool.report.folder import check_timezone
        from sharepool.report.term import write_term
        from sharepool.tables import write_rows

        check_timezone(timezone)
        problem, book = read_term_problem(folder), read_term_book(folder)
        rows = read_answered(answers)
        _refuse(list(find_answer_faults(survey_term(problem, book), rows)))
        endings.mind_target(folder)
        book = replace(book, answers=merge_answers(book.answers, (row for _, row in rows)))
        with noted(for_good=True):
            term = plan_term(problem, book, week_stop=week_limit, seed=seed, workers=workers)
            _tell_stopped(quiet=as_json)
            write_rows("acknowledgements", book.answers, folder / "acknowledgements.csv")
            versions = write_term(term, folder, lang=lang, timezone=timezone)
        _tell(term, lang, versions, answers=survey_answers(term), as_json=as_json)
    _end(term)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise ProblemError(faults)


def _tell_stopped(*, quiet: bool) -> None:
    if is_asked_to_stop() and not quiet:
        screen.write(say("term.stopped"), err=True)


def _end(term: Term) -> None:
    if term.missing:
        raise typer.Exit(endings.NO_PLAN)


def _tell(
    term: Term,
    lang: str,
    versions: tuple[Path, ...] = (),
    *,
    answers: AnswerSurvey | None = None,
    as_json: bool,
) -> None:
    """Say what the weeks come to, why sessions are lost, and who has confirmed."""
    from sharepool.centre.term.words import make_wording
    from sharepool.tables.records import list_records

    words = make_wording(term.problem, lang)
    frames = term.to_frames()
    weeks, reasons = list_records(frames["term"]), frames["lost"]["reason"].value_counts()
    story = [*words.story(term)]
    if answers is not None and term.book.answers:
        story.append(words.answers(answers))
    if as_json:
        lost = {str(code): int(count) for code, count in reasons.items()}
        told = {"story": story, "weeks": weeks, "lost": lost, "written": list(map(str, versions))}
        screen.write_json(told)
        return
    cells = ([words.cell(name, row[name]) for name in SHOWN] for row in weeks)
    screen.write_table(words.word("title.term"), [words.column(one) for one in SHOWN], cells)
    if len(reasons):
        rows = ([words.cell("reason", code), f"{count:,}"] for code, count in reasons.items())
        columns = [words.column("reason"), words.column("sessions")]
        screen.write_table(words.word("title.lost"), columns, rows)
    screen.write("\n".join(story))
    if versions:
        screen.write(say("term.written", count=len(versions), out=versions[0].parents[1]))
