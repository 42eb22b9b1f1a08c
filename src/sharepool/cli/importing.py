"""``import`` and ``template``: from a bureau's own workbook to a problem, and one to fill in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharepool.errors import Fault, ProblemError
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
    from sharepool.tables.importing.answers import Answer
    from sharepool.tables.importing.workbook import Imported

_MAPPING = "mapping.toml"


def import_workbook(
    path: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook, as it is.")],
    *,
    out: OutFolder,
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
    """
    with endings.told(as_json=as_json):
        from sharepool.tables.importing.answers import accepted, read_mapping, write_mapping
        from sharepool.tables.importing.workbook import read_workbook

        refuse_to_overwrite(out)
        kept = mapping or out.parent / _MAPPING
        if mapping is not None and not mapping.is_file() and mapping.exists():
            raise ProblemError([Fault("", None, "--mapping", "not_a_file", str(mapping))])
        given = read_mapping(kept) if kept.is_file() else {}
        found = read_workbook(path, given)
        if not as_json:
            _tell_sheets(found)
        if accept:
            given = given | _answers(accepted(found.questions))
        elif sys.stdin.isatty() and not as_json:
            given = _ask(path, found, given, lang)
        found = read_workbook(path, given)
        questions = accepted(found.questions) if accept else found.questions
        write_mapping(kept, questions, lang)
        if found.unanswered and not accept:
            _refuse_open(found, kept)
        problem = found.to_problem()
        _write(found, out)
        if as_json:
            screen.write_json(_as_data(found, out, kept, lang))
            return
        if problem.warnings:
            title = say("faults.warnings", count=len(problem.warnings))
            screen.write_faults(problem.warnings, title, err=True)
        counts = {"sites": len(problem.sites), "people": len(problem.staff)}
        screen.write(say("import.done", **counts, demands=len(problem.demands)))
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


def _ask(path: Path, found: Imported, given: dict[str, Answer], lang: str) -> dict[str, Answer]:
    """Ask every open question in the terminal; an answer may bring further ones."""
    from sharepool.tables.importing.workbook import read_workbook

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
        found = read_workbook(path, answers)
    return answers


def _refuse_open(found: Imported, kept: Path) -> None:
    count = len(found.unanswered)
    fields = {"count": count, "file": str(kept)}
    raise ProblemError([Fault("", None, "", "open_questions", "", fields)])


def _write(found: Imported, out: Path) -> None:
    from sharepool.tables.files import exact_csv, safe_csv, write_whole
    from sharepool.tables.writing import write_problem

    write_problem(found.to_problem(), out)
    if "classes" in found.frames:
        write_whole(out / "classes.csv", exact_csv(found.frames["classes"]))
    write_whole(out / "import.csv", safe_csv(found.to_frame()))


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
                str(listing.header),
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
