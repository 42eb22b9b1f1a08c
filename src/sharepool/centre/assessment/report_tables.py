"""An assessment as tables, and a sheet for each who was assessed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from sharepool.centre.assessment.rules import SubjectKind
from sharepool.centre.assessment.sentences import HEADINGS
from sharepool.centre.assessment.types import Assessment, ComponentScore, SubjectScore
from sharepool.centre.assessment.words import AssessmentWording, wording
from sharepool.messages.headings import in_language
from sharepool.tables.files import safe_csv, write_files

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook

SCORE_COLUMNS = ("kind", "subject", "name", "total", "rank", "band")
FACT_COLUMNS = ("kind", "subject", "component", "source", "amount", "base", "origin")
CHANGE_COLUMNS = ("kind", "subject", "component", "percent", "before", "after")
DIGITS = 4
MOST_ROWS = 12
"""Rows that a sheet names of a component; facts.csv has all of them."""
SHEETS = "sheets.xlsx"
_WIDTHS = (24, 14, 12, 12, 80)


def make_frames(assessment: Assessment, lang: str = "en") -> dict[str, pd.DataFrame]:
    """Return the tables of an assessment by name; see :meth:`Assessment.to_frames`."""
    import pandas as pd

    say = wording(lang)
    frames = {
        kind.value: _scores_table(assessment, kind, say)
        for kind in SubjectKind
        if assessment.rules.of(kind) is not None
    }
    facts = [
        {
            "kind": score.kind.value,
            "subject": score.subject,
            "component": one.name,
            "source": one.source,
            "amount": _plain(fact.amount),
            "base": _plain(fact.base),
            "origin": fact.origin,
        }
        for score in assessment.scores
        for one in score.components
        for fact in one.facts
    ]
    frames["facts"] = pd.DataFrame(facts, columns=list(FACT_COLUMNS), dtype=object)
    changes = [
        {name: getattr(one, name) for name in CHANGE_COLUMNS} | {"kind": one.kind.value}
        for one in assessment.changes
    ]
    frames["sensitivity"] = pd.DataFrame(changes, columns=list(CHANGE_COLUMNS), dtype=object)
    return frames


def write_assessment(assessment: Assessment, folder: Path, lang: str = "en") -> None:
    """Write the tables of an assessment, and ``sheets.xlsx`` with a sheet for each."""
    # Components are called as the county calls them.
    own = {
        one.name: one.name
        for kind in SubjectKind
        if (rules := assessment.rules.of(kind)) is not None
        for one in rules.components
    }
    files: dict[str, bytes | str] = {
        f"{name}.csv": safe_csv(in_language(frame, lang, HEADINGS | own))
        for name, frame in make_frames(assessment, lang).items()
    }
    write_files({**files, SHEETS: sheets_workbook(assessment, lang)}, folder)


def sheets_workbook(assessment: Assessment, lang: str) -> bytes:
    """Return a workbook with a sheet for each who was assessed, to read and to sign."""
    import openpyxl

    workbook = openpyxl.Workbook(write_only=True)
    say = wording(lang)
    for number, score in enumerate(assessment.scores, 1):
        _add_sheet(workbook, say, score, len(assessment.of(score.kind)), number)
    if not assessment.scores:
        workbook.create_sheet("0")
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _scores_table(
    assessment: Assessment, kind: SubjectKind, say: AssessmentWording
) -> pd.DataFrame:
    """Return a row for each of a kind: points of each component, corrections, total, rank, band."""
    import pandas as pd

    rules = assessment.rules.of(kind)
    names = [one.name for one in rules.components] if rules is not None else []
    rows = []
    for score in assessment.of(kind):
        cells: dict[str, object] = {
            "kind": kind.value,
            "subject": score.subject,
            "name": score.name,
            "total": score.total,
            "rank": score.rank,
            "band": say.band(score.band),
            "corrected": sum(one.corrected for one in score.components),
        }
        for one in score.components:
            cells[say.say("column.value", component=one.name)] = _plain(one.value)
            cells[one.name] = one.points
        rows.append(cells)
    details = [
        column for name in names for column in (say.say("column.value", component=name), name)
    ]
    columns = [*SCORE_COLUMNS, *details, "corrected"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _add_sheet(
    workbook: Workbook, say: AssessmentWording, score: SubjectScore, count: int, number: int
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(str(number))
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    def add(*texts: object, bold: bool = False) -> None:
        cells = []
        for text in texts:
            cell = WriteOnlyCell(sheet, text)
            if isinstance(text, str):
                # Otherwise a text that starts with = would become a formula.
                cell.data_type = "s"
            cell.font, cell.alignment = Font(bold=bold), Alignment(wrap_text=True, vertical="top")
            cells.append(cell)
        sheet.append(cells)

    add(say.say("sheet.title", name=f"{score.name} ({score.subject})"), bold=True)
    band = say.band(score.band)
    add(say.say("sheet.total", total=score.total, rank=score.rank, count=count, band=band))
    add("")
    labels = ("component", "value", "points", "corrected", "rows")
    add(*(say.say(f"sheet.{name}") for name in labels), bold=True)
    for one in score.components:
        value = None if one.value is None else float(round(one.value, DIGITS))
        corrected = float(one.corrected) if one.corrected else None
        add(one.name, value, float(one.points), corrected, _origins(say, one))
    add("")
    add(say.say("sheet.sign"))


def _origins(say: AssessmentWording, one: ComponentScore) -> str:
    """Return the rows that a component follows from, as far as a sheet has room."""
    rows: Sequence[str] = [*(fact.origin for fact in one.facts), *one.corrections]
    told = list(rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        told.append(say.say("sheet.more", count=len(rows) - MOST_ROWS))
    return "; ".join(told)


def _plain(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(round(value, DIGITS))
