"""A workbook to fill in: a sheet a table, its headers, drop-down lists and comments."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from sharepool.base.errors import Fault, ProblemError
from sharepool.messages.columns import MEANINGS, RULES
from sharepool.messages.languages import find_language
from sharepool.problem.cells import format_clock
from sharepool.problem.rows import TABLES
from sharepool.problem.rules import Rules
from sharepool.problem.vocabulary import OPEN, VOCABULARIES
from sharepool.tables.files import write_whole
from sharepool.tables.headers import columns_of, row_kind
from sharepool.tables.rulebook import flatten
from sharepool.tables.titles import column_name, table_name
from sharepool.tables.workbooks import WORKBOOK
from sharepool.tables.writing import CLOCKS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Purpose(StrEnum):
    """What a workbook is filled in for."""

    WEEK = "week"
    CENTRE = "centre"


FIRST = {
    Purpose.WEEK: ("sites", "staff", "skills", "availability", "demands", "bells"),
    Purpose.CENTRE: (
        "sites",
        "classes",
        "residents",
        "bells",
        "curriculum",
        "services",
        "timetable",
        "daily",
    ),
}
"""Tables that most need, in the order in which they are filled in."""

LISTS = {
    "kind": "kind",
    "part": "part",
    "parts": "part",
    "stage": "stage",
    "area": "area",
    "mode": "mode",
    "delivery": "delivery",
    "day": "day",
    **dict.fromkeys(("strict", "doubles", "backbone", "private", "art", "strong"), "flag"),
}
"""Vocabulary of each column that has a drop-down list."""

GUIDE = ("guide", "说明")
_GUIDE_HEADERS = (
    ("table", "column", "needed", "what it means", "example"),
    ("表", "列", "必填", "含义", "示例"),
)
_NEEDED = ("needed", "必填")
_EXAMPLE = ("Example: {example}", "示例：{example}")
_ROWS = 1000
"""Rows that are formatted, and have drop-down lists."""
_WIDTH = 16


def write_template(path: str | Path, lang: str = "en", purpose: str = Purpose.WEEK) -> None:
    """Write a workbook to fill in, which is read back without a fault.

    Parameters
    ----------
    path : str or Path
        An ``.xlsx`` file.
    lang : str
        ``"en"`` or ``"zh"``: of sheets, headers, lists and comments.
    purpose : str
        ``"week"`` for a problem, ``"centre"`` for what ``sharepool needs`` reads.

    Raises
    ------
    ProblemError
        If the path is not that of an ``.xlsx`` file.

    Examples
    --------
    >>> import sharepool as sp
    >>> sp.write_template("county.xlsx", "zh")
    """
    import openpyxl

    path = Path(path)
    if path.suffix.lower() != WORKBOOK:
        raise ProblemError([Fault("", None, "FILE", "not_a_workbook", str(path))])
    first = FIRST[Purpose(purpose)]
    names = [*first, *(name for name in TABLES if name not in first)]
    if purpose == Purpose.CENTRE:
        names = [name for name in names if name not in {"staff", "skills", "demands"}]
        names += ["staff", "skills", "demands"]
    workbook = openpyxl.Workbook()
    _fill_guide(workbook.active, names, lang)
    for name in names[: len(first)]:
        _fill_table(workbook, name, lang)
    _fill_rules(workbook, lang)
    for name in names[len(first) :]:
        _fill_table(workbook, name, lang)
    data = io.BytesIO()
    workbook.save(data)
    write_whole(path, data.getvalue())


def _fill_guide(sheet: Worksheet, names: list[str], lang: str) -> None:
    language = find_language(lang)
    sheet.title = language.pick(GUIDE)
    sheet.append(language.pick(_GUIDE_HEADERS))
    for name in names:
        for column, is_needed in columns_of(name).items():
            meaning = MEANINGS.get(f"{name}.{column}", ("", "", ""))
            needed = language.pick(_NEEDED) if is_needed else ""
            title = _title(name, column, lang)
            text = language.pick(meaning[:2])
            sheet.append([_sheet_name(name, lang), title, needed, text, meaning[2]])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDE", (12, 22, 8, 60, 20), strict=True):
        sheet.column_dimensions[letter].width = width


def _fill_table(workbook: Workbook, name: str, lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(_sheet_name(name, lang))
    language = find_language(lang)
    for place, (column, is_needed) in enumerate(columns_of(name).items(), start=1):
        cell = sheet.cell(1, place, _title(name, column, lang))
        _style(cell, is_needed=is_needed)
        english, chinese, example = MEANINGS.get(f"{name}.{column}", ("", "", ""))
        if english:
            more = language.pick(_EXAMPLE).format(example=example) if example else ""
            cell.comment = Comment(f"{language.pick((english, chinese))}\n{more}", "sharepool")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTH
        style = _format_of(name, column)
        for row in range(2, _ROWS + 2) if style else ():
            sheet.cell(row, place).number_format = style
        _add_list(sheet, name, column, letter, lang)
    sheet.freeze_panes = "A2"


def _style(cell: Any, *, is_needed: bool) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE699" if is_needed else "DDEBF7")


def _add_list(sheet: Worksheet, name: str, column: str, letter: str, lang: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    vocabulary = "pin" if (name, column) == ("pins", "kind") else LISTS.get(column)
    if vocabulary is None or (name, column) == ("previous_plan", "day"):
        return
    words = ",".join(_words(vocabulary, lang))
    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    # Open vocabularies: a county may have its own words.
    rule.showErrorMessage = vocabulary not in OPEN
    rule.add(f"{letter}2:{letter}{_ROWS + 1}")
    sheet.add_data_validation(rule)


def _words(vocabulary: str, lang: str) -> Iterator[str]:
    """Yield the words of a vocabulary as a language has them."""
    for known, others in VOCABULARIES[vocabulary].items():
        chinese = next(word for word in others if not word.isascii())
        english = next((word for word in others if word.isascii()), known)
        plain = known if vocabulary not in {"flag", "day"} else english
        yield chinese if lang == "zh" else plain


def _fill_rules(workbook: Workbook, lang: str) -> None:
    sheet = workbook.create_sheet(_sheet_name("rules", lang))
    language = find_language(lang)
    values = {".".join(path): value for path, value in flatten(Rules())}
    values |= {"travel.speed_kmh.car": 40, "travel.speed_kmh.bus": 20}
    headers = [_title("rules", column, lang) for column in columns_of("rules")]
    sheet.append([*headers, language.pick(_GUIDE_HEADERS)[3]])
    for cell in sheet[1]:
        _style(cell, is_needed=True)
    for number, (key, meaning) in enumerate(RULES.items(), start=2):
        sheet.cell(number, 1, key)
        _put(sheet.cell(number, 2), key, values[key])
        sheet.cell(number, 3, language.pick(meaning))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABC", (28, 14, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _put(cell: Any, key: str, value: Any) -> None:
    if key.rpartition(".")[2] in CLOCKS:
        cell.value, cell.number_format = dt.time.fromisoformat(format_clock(value)), "hh:mm"
    elif isinstance(value, dt.date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    else:
        cell.value = value if isinstance(value, int | str) else float(value)


def _format_of(name: str, column: str) -> str:
    """Return how the cells of a column are shown: texts as such, so that 007 stays 007."""
    if column in CLOCKS:
        return "hh:mm"
    field = {one.alias or key: one for key, one in row_kind(name).model_fields.items()}[column]
    kinds = {field.annotation, *get_args(field.annotation)}
    if kinds & {dt.date, dt.datetime}:
        return "yyyy-mm-dd hh:mm" if dt.datetime in kinds else "yyyy-mm-dd"
    return "@" if column.endswith(("_id", "slots", "days", "skills")) or str in kinds else ""


def _sheet_name(name: str, lang: str) -> str:
    return table_name(name, lang) if lang == "zh" else name


def _title(name: str, column: str, lang: str) -> str:
    return column_name(name, column, lang) if lang == "zh" else column
