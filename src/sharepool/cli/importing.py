"""``import`` and ``template``: from a bureau's or school's own files, and a workbook to fill in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from sharepool.base.errors import Fault, ProblemError
from sharepool.tables.template import Purpose
from sharepool.terminal import endings, screen
from sharepool.terminal.options import (
    AsJson,
    Lang,
    LanguageOption,
    OutFolder,
    refuse_to_overwrite,
)
from sharepool.terminal.speech import say

if TYPE_CHECKING:
    from sharepool.problem.problem import Problem
    from sharepool.tables.importing.answers import Answer
    from sharepool.tables.importing.timetables.reading import TimetableKind
    from sharepool.tables.importing.workbook import Imported

_MAPPING = "mapping.toml"


class ImportKind(StrEnum):
    """What kind of file is imported."""

    LISTS = "lists"
    GRID = "grid"
    ASC = "asc"
    FET = "fet"


def import_workbook(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook or export, as it is.")],
    *,
    out: OutFolder,
    kind: Annotated[
        ImportKind,
        typer.Option(
            "--from",
            help="A bureau's lists; or one school's timetable: grid (a workbook of weekly grids), "
            "asc (XML of aSc Timetables), fet (CSV or XML of FET).",
        ),
    ] = ImportKind.LISTS,
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where answers are kept and read again (default: mapping.toml beside the folder).",
        ),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what is proposed for every open question.")
    ] = False,
    lang: Lang = LanguageOption.ENGLISH,
    as_json: AsJson = False,
) -> None:
    """Make a problem of a workbook as a bureau keeps it: lists of schools, people, needs, bells.

    Says which sheets and columns it used and which it left, and asks what the workbook does not
    say. Writes the tables of the problem, and import.csv: where each cell comes from. Without a
    terminal, open questions go into the mapping file, with exit code 2.

    From a school's timetable come closures (its own PE lessons) and availability (the free periods
    of its teachers); the folder may hold a problem, of which other sites and people stay.
    """
    with endings.told(as_json=as_json):
        from sharepool.tables.importing.answers import accepted, read_mapping, write_mapping

        read = _reader(path, kind, out)
        kept = mapping or out.parent / _MAPPING
        if mapping is not None and not mapping.is_file() and mapping.exists():
            raise ProblemError([Fault("", None, "--mapping", "not_a_file", str(mapping))])
        given = read_mapping(kept) if kept.is_file() else {}
        found = read(given)
        if not as_json:
            _tell_sheets(found)
        if accept:
            given = given | _answers(accepted(found.questions))
        elif sys.stdin.isatty() and not as_json:
            given = _ask(read, found, given, lang)
        found = read(given)
        questions = accepted(found.questions) if accept else found.questions
        write_mapping(kept, questions, lang)
        refused = any(one.refused for one in found.unanswered)
        if refused or (found.unanswered and not accept):
            _refuse_open(found, kept)
        write = _write if kind is ImportKind.LISTS else _write_timetable
        problem, told = write(found, out)
        if as_json:
            screen.write_json(_as_data(found, out, kept, lang))
            return
        if problem is not None and problem.warnings:
            title = say("faults.warnings", count=len(problem.warnings))
            screen.write_faults(problem.warnings, title, err=True)
        for line in told:
            screen.write(line)
        screen.write(say("import.written", out=str(out), mapping=str(kept)))


def make_template(
    path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The workbook to write.")],
    *,
    purpose: Annotated[
        Purpose, typer.Option("--for", help="A week to plan, or class counts of a sharing centre.")
    ] = Purpose.WEEK,
    lang: Lang = LanguageOption.ENGLISH,
) -> None:
    """Write a workbook to fill in: headers, drop-down lists, and what each column means."""
    with endings.told(as_json=False):
        from sharepool.tables.template import write_template

        if path.exists():
            raise ProblemError([Fault("", None, "FILE.xlsx", "already_there", str(path))])
        write_template(path, lang, purpose)
        screen.write(say("written", files=str(path)))


def _answers(questions: Mapping[str, object]) -> dict[str, Answer]:
    answers = {key: getattr(one, "answer", None) for key, one in questions.items()}
    return {key: answer for key, answer in answers.items() if answer is not None}


def _reader(path: Path, kind: ImportKind, out: Path) -> Callable[[Mapping[str, Answer]], Imported]:
    """Return what reads the file with some answers, once it is clear that `out` can be written."""
    if kind is ImportKind.LISTS:
        from sharepool.tables.importing.workbook import read_workbook

        refuse_to_overwrite(out)
        return lambda answers: read_workbook(path, answers)
    from sharepool.tables.importing.timetables.reading import read_timetable
    from sharepool.tables.reading import read_problem

    is_new = not out.is_dir() or not any(out.iterdir())
    if is_new:
        refuse_to_overwrite(out)
    problem = None if is_new else read_problem(out)
    timetable = cast("TimetableKind", kind.value)
    return lambda answers: read_timetable(path, timetable, answers, problem)


def _ask(
    read: Callable[[Mapping[str, Answer]], Imported],
    found: Imported,
    given: dict[str, Answer],
    lang: str,
) -> dict[str, Answer]:
    """Ask every open question in the terminal; an answer may bring further ones."""
    answers = dict(given)
    while open_ones := found.unanswered:
        for question in open_ones:
            if isinstance(question.proposed, str | int | float):
                said = typer.prompt(question.text(lang), default=str(question.proposed))
                answers[question.key] = said
            elif isinstance(question.proposed, dict):
                screen.write(question.text(lang))
                answers[question.key] = {
                    name: typer.prompt(f"  {name}", default=value)
                    for name, value in question.proposed.items()
                }
            else:
                told = typer.prompt(question.text(lang), default=";".join(question.proposed))
                answers[question.key] = told.split(";")
        found = read(answers)
    return answers


def _refuse_open(found: Imported, kept: Path) -> None:
    count = len(found.unanswered)
    fields = {"count": count, "file": str(kept)}
    raise ProblemError([Fault("", None, "", "open_questions", "", fields)])


def _write(found: Imported, out: Path) -> tuple[Problem | None, list[str]]:
    """Write the problem; return it and what is said of it."""
    from sharepool.tables.files import exact_csv, safe_csv, write_whole
    from sharepool.tables.writing import write_problem

    problem = found.to_problem()
    write_problem(problem, out)
    if "classes" in found.frames:
        write_whole(out / "classes.csv", exact_csv(found.frames["classes"]))
    write_whole(out / "import.csv", safe_csv(found.to_frame()))
    counts = {"sites": len(problem.sites), "people": len(problem.staff)}
    return problem, [say("import.done", **counts, demands=len(problem.demands))]


def _write_timetable(found: Imported, out: Path) -> tuple[Problem | None, list[str]]:
    """Write the two tables that a timetable makes; return the problem, if any, and what is said."""
    from sharepool.tables.importing.timetables.writing import write_timetable

    problem = None if found.base is None else found.to_problem()
    write_timetable(found, out)
    made = Counter(table for table, _ in {(trace.table, trace.row) for trace in found.traces})
    counts = {"closures": made["closures"], "windows": made["availability"]}
    told = [say("import.timetable", **counts)]
    if found.visits:
        told.append(say("import.visits", count=found.visits))
    if replaced := sum(found.replaced.values()):
        told.append(say("import.replaced", count=replaced))
    return problem, told


def _tell_sheets(found: Imported) -> None:
    """Say of each sheet what it was taken for, and what of it was left."""
    rows = []
    for listing in found.listings:
        used = [one for one in listing.columns if listing.uses(one)]
        left = [one.title for one in listing.columns if one not in used]
        rows.append(
            (
                listing.sheet,
                say(f"import.role.{listing.role}"),
                str(listing.header or ""),
                str(len(listing.records)),
                _joined(one.title for one in used),
                _joined(left),
                _joined(map(str, listing.skipped)),
            )
        )
    columns = [say(f"import.{name}") for name in ("sheet", "role", "header", "rows")]
    columns += [say(f"import.{name}") for name in ("used", "left", "skipped")]
    screen.write_table(say("import.title"), columns, rows)
    if found.left:
        screen.write(say("import.sheets_left", sheets=_joined(found.left)))
    if found.hidden:
        screen.write(say("import.sheets_hidden", sheets=_joined(found.hidden)))
    for cell in found.remarks:
        screen.write(say("import.remark", sheet=cell.sheet, cell=cell.ref, text=cell.text))


def _joined(words: Iterable[str]) -> str:
    return say("comma").join(words)


def _as_data(found: Imported, out: Path, kept: Path, lang: str) -> dict[str, object]:
    questions = [
        {"key": one.key, "question": one.text(lang), "proposed": one.proposed, "answer": one.answer}
        for one in found.questions.values()
    ]
    sheets = [
        {"sheet": one.sheet, "role": one.role, "header": one.header, "rows": len(one.records)}
        for one in found.listings
    ]
    return {"out": str(out), "mapping": str(kept), "sheets": sheets, "questions": questions}
