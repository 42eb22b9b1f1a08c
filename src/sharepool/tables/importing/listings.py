"""Sheets as lists: the header below titles, above notes, in one row or two; the rows of each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from sharepool.problem.cells import format_clock, parse_clock, parse_text
from sharepool.problem.vocabulary import clean, folded, is_placeholder
from sharepool.tables.doubts.people import TOTALS
from sharepool.tables.importing.concepts import ROLES, ColumnMeaning, concepts_of, find_meaning
from sharepool.tables.importing.hours import has_range
from sharepool.tables.raw import is_blank
from sharepool.tables.workbooks import BadCell, WorkbookSheet

HEADER_ROWS = 15
"""Rows with cells among which a header is looked for."""
_MORE_HEADERS = 2
"""Rows that a header may have below its first."""
_NOTES = re.compile(r"(?:注|备注|说明|填表说明|填报说明|注意)[:：\d一]")
_SIGNATURES = re.compile(r"(?:填表人|填报人|审核人|负责人|制表|填报单位|填表日期|填报日期)[:：]")


class SheetCell(NamedTuple):
    """What stands in a cell, and where."""

    text: str
    sheet: str
    ref: str


@dataclass(frozen=True)
class ListedColumn:
    """A column of a list: where it stands, its title, and what it means, None if not known."""

    place: int
    title: str
    meaning: ColumnMeaning | None


@dataclass(frozen=True)
class ListedRow:
    """A row of a list.

    Attributes
    ----------
    number : int
        As a spreadsheet counts.
    cells : dict of int to SheetCell
        By place of the column; blank ones are left out.
    """

    number: int
    cells: dict[int, SheetCell]


@dataclass(frozen=True)
class SheetListing:
    """One sheet, read as a list.

    Attributes
    ----------
    sheet : str
    role : str
        What it lists, such as ``sites`` or ``staff``; empty if not known.
    header : int
        Row of its header, as a spreadsheet counts.
    columns : tuple of ListedColumn
    records : tuple of ListedRow
    skipped : tuple of int
        Rows that are titles, totals or notes.
    titles : tuple of SheetCell
        What stands above the header.
    bad : tuple of (SheetCell, str)
        Formulas without a value and errors, in the columns and rows of the list, and what they are.
    """

    sheet: str
    role: str
    header: int
    columns: tuple[ListedColumn, ...]
    records: tuple[ListedRow, ...]
    skipped: tuple[int, ...]
    titles: tuple[SheetCell, ...]
    bad: tuple[tuple[SheetCell, str], ...] = ()

    def find(self, concept: str) -> list[ListedColumn]:
        """Return the columns of a meaning."""
        return [one for one in self.columns if one.meaning and one.meaning.concept == concept]

    def uses(self, column: ListedColumn) -> bool:
        """Return whether a column's cells are read."""
        concept = column.meaning.concept if column.meaning else ""
        if concept == "day" or (self.role == "bells" and column in self.ranges):
            return True
        return concept in {*concepts_of(self.role), "remark", "school"} - {"ignore"}

    @property
    def ranges(self) -> list[ListedColumn]:
        """The columns in which most cells are times from and to."""
        found = []
        for column in self.columns:
            cells = [one.cells[column.place] for one in self.records if column.place in one.cells]
            if cells and 2 * sum(_is_range(cell.text) for cell in cells) > len(cells):
                found.append(column)
        return found

    def get(self, record: ListedRow, concept: str) -> SheetCell | None:
        """Return what a record has under the first filled column of a meaning."""
        found = (record.cells.get(column.place) for column in self.find(concept))
        return next((cell for cell in found if cell is not None), None)


def read_listing(sheet: WorkbookSheet, role: str = "", header: int = 0) -> SheetListing | None:
    """Return a sheet as a list, None if it has none.

    Parameters
    ----------
    sheet : WorkbookSheet
    role, header : str, int, optional
        What it lists, and the row of its header, where that is known.
    """
    spread = spread_cells(sheet)
    rows = [number for number, row in enumerate(spread) if not all(map(is_blank, row))]
    tried = [header - 1] if header else rows[:HEADER_ROWS]
    found = [(number, _header(sheet, spread, number)) for number in tried]
    best: tuple[tuple[int, int], int, list[str], str] | None = None
    for number, titles in found:
        name, fit = _role_of(titles, spread[number + 1 :], role)
        score = (fit, _exact(sheet.rows[number]) if number < len(sheet.rows) else 0)
        if fit and (best is None or score > best[0]):
            best = score, number, titles, name
    if best is None:
        return None
    _, number, titles, name = best
    wanted = concepts_of(name)
    titles, more = _with_rows_below(sheet, number, titles, wanted)
    columns = tuple(
        ListedColumn(place, title, find_meaning(title, wanted))
        for place, title in enumerate(titles)
        if title
    )
    records, skipped = _records(sheet, number + more, columns)
    above = tuple(
        SheetCell(cell_text(cell), sheet.name, cell_ref(row, place))
        for row in range(number)
        for place, cell in enumerate(sheet.rows[row])
        if not is_blank(cell)
    )
    bad = _bad_cells(sheet, {record.number for record in records})
    return SheetListing(sheet.name, name, number + 1, columns, records, skipped, above, bad)


def _role_of(titles: list[str], rows: list[list[Any]], role: str) -> tuple[str, int]:
    """Return what a list with such titles and rows lists, and how well they fit."""
    best, most = "", 0
    for name in (role,) if role else ROLES:
        needed, more = ROLES.get(name, ((), ()))
        meanings = [find_meaning(title, concepts_of(name)) for title in titles if title]
        sure = {one.concept for one in meanings if one and one.is_certain}
        likely = {one.concept for one in meanings if one}
        if _has_ranges(rows):
            sure |= {"range"}
        fit = 2 * len(sure & {*needed, *more}) + len((likely - sure) & {*needed, *more})
        is_one = set(needed) <= sure | likely and bool((sure | likely) & set(more))
        if fit > most and (is_one or role):
            best, most = name, fit
    return best, most


def _has_ranges(rows: list[list[Any]]) -> bool:
    """Return whether one column at least is of times from and to."""
    for cells in zip(*rows, strict=False):
        texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
        if len(texts) > 1 and 2 * sum(map(_is_range, texts)) > len(texts):
            return True
    return False


def _is_range(text: str) -> bool:
    return has_range(text)


def _exact(row: Sequence[Any]) -> int:
    """Return how many cells of a row are titles as they are known."""
    found = (find_meaning(str(cell)) for cell in row if not is_blank(cell))
    return sum(one is not None and one.is_certain for one in found)


def spread_cells(sheet: WorkbookSheet) -> list[list[Any]]:
    """Return the rows of a sheet, each merged cell's value in all that it covers."""
    rows = [list(row) for row in sheet.rows]
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([None] * (width - len(row)))
    for top, left, bottom, right in sheet.merged:
        for number in range(top, min(bottom + 1, len(rows))):
            for place in range(left, min(right + 1, width)):
                rows[number][place] = rows[top][left]
    return rows


def _header(sheet: WorkbookSheet, spread: list[list[Any]], number: int) -> list[str]:
    """Return the titles that a row gives, with those of a group of columns above or below it."""
    own = [cell_text(cell) for cell in spread[number]]
    above = _groups(sheet, number - 1)
    below = _groups(sheet, number)
    titles = []
    for place, title in enumerate(own):
        if place in above and title and title != above[place] and find_meaning(title) is None:
            titles.append(f"{above[place]} {title}")
        elif place in below and number + 1 < len(spread) and title == below[place]:
            titles.append(cell_text(spread[number + 1][place]) or title)
        else:
            titles.append(title or above.get(place, ""))
    return titles


def _with_rows_below(
    sheet: WorkbookSheet, number: int, titles: list[str], wanted: tuple[str, ...]
) -> tuple[list[str], int]:
    """Return titles of which those below a group stand in further rows, and how many of those."""
    key = next((p for p, one in enumerate(titles) if _concept(one, wanted) in wanted[:2]), 0)
    rows = 0
    for row in sheet.rows[number + 1 : number + 1 + _MORE_HEADERS]:
        texts = {place: cell_text(cell) for place, cell in enumerate(row) if not is_blank(cell)}
        if key in texts or len(texts) < 2:  # noqa: PLR2004
            break
        if any(sign.isdigit() for text in texts.values() for sign in text):
            break
        rows += 1
        titles = [texts.get(place, title) for place, title in enumerate(titles)]
    return titles, rows


def _concept(title: str, wanted: tuple[str, ...]) -> str:
    meaning = find_meaning(title, wanted) if title else None
    return meaning.concept if meaning else ""


def _groups(sheet: WorkbookSheet, number: int) -> dict[int, str]:
    """Return the titles that stand over several columns of a row, by column; none over all."""
    width = max(map(len, sheet.rows), default=0)
    found: dict[int, str] = {}
    for top, left, bottom, right in sheet.merged:
        if top <= number == bottom and left < right and right - left + 1 < width / 2 + 1:
            found |= dict.fromkeys(range(left, right + 1), cell_text(sheet.rows[top][left]))
    return found


def _records(
    sheet: WorkbookSheet, header: int, columns: tuple[ListedColumn, ...]
) -> tuple[tuple[ListedRow, ...], tuple[int, ...]]:
    rows = sheet.filled_down()
    records, skipped = [], []
    titles = {column.place: column.title for column in columns}
    for number in range(header + 1, len(rows)):
        cells = {
            place: SheetCell(cell_text(cell), sheet.name, cell_ref(number, place))
            for place, cell in enumerate(rows[number])
            if not is_blank(cell) and not _says_nothing(cell)
        }
        if not cells:
            continue
        if _is_aside(cells, columns) or all(titles.get(p) == c.text for p, c in cells.items()):
            skipped.append(number + 1)
        else:
            records.append(ListedRow(number + 1, cells))
    return tuple(records), tuple(skipped)


def _bad_cells(sheet: WorkbookSheet, numbers: set[int]) -> tuple[tuple[SheetCell, str], ...]:
    return tuple(
        (SheetCell(cell.shown, sheet.name, cell_ref(row, place)), cell.kind)
        for row, cells in enumerate(sheet.rows)
        if row + 1 in numbers
        for place, cell in enumerate(cells)
        if isinstance(cell, BadCell)
    )


def _is_aside(cells: dict[int, SheetCell], columns: tuple[ListedColumn, ...]) -> bool:
    """Return whether a row is a total, a note or a signature, or a part of the header."""
    first = folded(cells[min(cells)].text)
    if first.rstrip(":") in TOTALS or _NOTES.match(first) or _SIGNATURES.match(first):
        return True
    if any(folded(cell.text).rstrip(":") in TOTALS for cell in cells.values()):
        return True
    if len(cells) == 1 and len(columns) > 2:  # noqa: PLR2004
        return True
    known = {one.place for one in columns if one.meaning and one.meaning.concept != "ignore"}
    filled = set(cells) & known
    return not filled or (
        len(cells) > 1
        and all(find_meaning(cells[place].text) is not None for place in filled)
        and not any(sign.isdigit() for place in filled for sign in cells[place].text)
    )


def _says_nothing(cell: Any) -> bool:
    return isinstance(cell, BadCell) or (isinstance(cell, str) and is_placeholder(cell))


def cell_text(cell: Any) -> str:
    """Return what stands in a cell, trimmed; empty where there is nothing to read."""
    if is_blank(cell) or isinstance(cell, BadCell):
        return ""
    try:
        if isinstance(cell, dt.time):
            # Excel keeps 8:30 as a share of a day, which may come back as 8:29:59.99.
            return format_clock(parse_clock(cell))
        return clean(parse_text(cell))
    except ValueError:
        return clean(str(cell))


def cell_ref(row: int, place: int) -> str:
    """Return how a spreadsheet names a cell; row and column are counted from 0."""
    return f"{get_column_letter(place + 1)}{row + 1}"
