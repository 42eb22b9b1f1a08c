"""Grids as they stand on sheets: where the days are, what the rows are, what is written above.

Two layouts are read, either way round: days across and periods down; and a line a class or teacher,
with the periods of each day side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sharepool.problem.vocabulary import plain
from sharepool.tables.importing.clocks import AFTER, BREAKS
from sharepool.tables.importing.hours import find_times, has_range, has_times, without_times
from sharepool.tables.importing.listings import SheetCell, cell_ref, cell_text, spread_cells
from sharepool.tables.importing.timetables.lessons import TimetablePeriod
from sharepool.tables.importing.timetables.periods import BARE_DAY, find_day
from sharepool.tables.workbooks import WorkbookSheet

_NUMBER = re.compile(r"第?(\d{1,2}|[一二三四五六七八九十])(?!\d)")
_LABEL = re.compile(
    r"(?:上午|下午|晚上)?\s*第?(?:\d{1,2}|[一二三四五六七八九十])\s*节?课?|(?i:p|period)\s*\d{1,2}"
)
_SIGNS = "一二三四五六七八九十"
_ASIDE = re.compile("^(?:注|备注|说明|填表人?|制表人?|审核)[:：]?")
_TITLE_CELLS = 2
"""Different texts that a row above a grid may have and still be its title."""

Matrix = list[list[SheetCell]]


@dataclass
class GridBlock:
    """One grid of a sheet.

    Attributes
    ----------
    titles : list of SheetCell
        What stands above it.
    header : int
        Row of its days, as a spreadsheet counts.
    days : list of str
        Days as they are called.
    cells : list of (SheetCell, int, TimetablePeriod, SheetCell)
        Who is named in the cell's line (blank in a grid of periods), day, period, and the cell.
    skipped : list of int
        Rows that are breaks, notes or titles.
    """

    titles: list[SheetCell]
    header: int
    days: list[str]
    cells: list[tuple[SheetCell, int, TimetablePeriod, SheetCell]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def find_blocks(sheet: WorkbookSheet) -> list[GridBlock]:
    """Return the grids of a sheet, those with days down where there are none with days across."""
    matrix = [
        [
            SheetCell(cell_text(cell), sheet.name, cell_ref(row, place))
            for place, cell in enumerate(cells)
        ]
        for row, cells in enumerate(spread_cells(sheet))
    ]
    turned = [list(column) for column in zip(*matrix, strict=False)]
    return _blocks(matrix) or _blocks(turned, is_turned=True)


def _blocks(matrix: Matrix, *, is_turned: bool = False) -> list[GridBlock]:
    headers = [row for row, cells in enumerate(matrix) if _is_header(cells, is_turned=is_turned)]
    found, last = [], 0
    for place, row in enumerate(headers):
        end = headers[place + 1] if place + 1 < len(headers) else len(matrix)
        first = row
        while first > last and _is_title(matrix[first - 1]):
            first -= 1
        while place + 1 < len(headers) and end > row + 1 and _is_title(matrix[end - 1]):
            end -= 1
        titles = [cell for line in matrix[first:row] for cell in line if cell.text]
        days = {at: day for at, cell in enumerate(matrix[row]) if (day := find_day(cell.text))}
        names = list(dict.fromkeys(matrix[row][at].text for at in days))
        block = GridBlock(_once(titles), row + 1, names)
        if len(days) > len(set(days.values())) and row + 1 < end:
            _read_lines(matrix[row + 1 : end], days, block)
        else:
            _read_periods(matrix[row + 1 : end], days, block, row + 2)
        if block.cells:
            found.append(block)
        last = end
    return found


def _is_header(cells: Sequence[SheetCell], *, is_turned: bool) -> bool:
    """Return whether a row names days, in their order; 一, 二, 三 down a column only count."""
    days = [
        day
        for cell in cells
        if (day := find_day(cell.text)) and not (is_turned and BARE_DAY.fullmatch(cell.text))
    ]
    return len(set(days)) > 1 and days == sorted(days)


def _is_title(cells: Sequence[SheetCell]) -> bool:
    texts = {plain(cell.text) for cell in cells if cell.text}
    return len(texts) <= _TITLE_CELLS and not any(
        _LABEL.fullmatch(text) or has_range(text) for text in texts
    )


def _once(cells: Sequence[SheetCell]) -> list[SheetCell]:
    """Return cells without those that repeat a text, as merged ones do."""
    return list({cell.text: cell for cell in reversed(cells)}.values())[::-1]


def _read_periods(lines: Matrix, days: dict[int, int], block: GridBlock, first_row: int) -> None:
    """Take in lines of a period each; several of one label are one period."""
    left, number, before = min(days), 0, ""
    period: TimetablePeriod | None = None
    held: dict[int, tuple[int, SheetCell]] = {}

    def close() -> None:
        if period is not None:
            blank = SheetCell("", "", "")
            block.cells += [(blank, day, period, cell) for day, cell in held.values()]
        held.clear()

    for row, line in enumerate(lines, start=first_row):
        labels = _once([cell for cell in line[:left] if cell.text])
        label = " ".join(plain(cell.text) for cell in labels)
        is_blank = not any(line[at].text for at in days)
        if label and label != before:
            close()
            period, before = None, label
            if _is_period(label):
                number = max(number + 1, _number_of(label))
                period = _period(number, label, labels)
                held |= {at: (day, line[at]) for at, day in days.items()}
            elif not is_blank or labels:
                block.skipped.append(row)
        elif period is not None and not is_blank:
            held |= {at: (day, _joined(held[at][1], line[at])) for at, day in days.items()}
        elif not is_blank:
            block.skipped.append(row)
    close()


def _read_lines(lines: Matrix, days: dict[int, int], block: GridBlock) -> None:
    """Take in a line a class or teacher, below the periods of each day."""
    below = lines[0]
    times = (
        lines[1] if len(lines) > 1 and sum(has_range(cell.text) for cell in lines[1]) > 1 else None
    )
    periods: dict[int, TimetablePeriod] = {}
    number, before = 0, 0
    for at, day in days.items():
        number = number if day == before else 0
        before = day
        label = plain(below[at].text) or str(number + 1)
        if BREAKS.search(label) and not AFTER.search(label):
            continue
        number = max(number + 1, _number_of(label))
        cells = [below[at], times[at]] if times else [below[at]]
        periods[at] = _period(number, label, cells)
    for line in lines[2 if times else 1 :]:
        names = [cell for cell in line[: min(days)] if cell.text]
        if names and not _ASIDE.match(names[0].text):
            block.cells += [(_owner(names), days[at], one, line[at]) for at, one in periods.items()]


def _owner(names: Sequence[SheetCell]) -> SheetCell:
    """Return the cell that names a line's class or teacher: the first that is no number."""
    return next((cell for cell in names if not cell.text.isdigit() or len(names) == 1), names[0])


def _is_period(label: str) -> bool:
    if _ASIDE.match(label) or (BREAKS.search(label) and not AFTER.search(label)):
        return False
    return bool(_number_of(label) or AFTER.search(label) or has_times(label))


def _period(number: int, label: str, cells: Sequence[SheetCell]) -> TimetablePeriod:
    source = next((cell for cell in cells if has_times(cell.text)), cells[0])
    start, end = find_times(" ".join(plain(cell.text) for cell in cells)) or (None, None)
    return TimetablePeriod(number, label, start, end, source)


def _number_of(label: str) -> int:
    """Return the number in a label, times left out; 0 if there is none."""
    match = _NUMBER.search(without_times(label))
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else _SIGNS.index(match[1]) + 1


def _joined(first: SheetCell, further: SheetCell) -> SheetCell:
    """Return a cell with what the line below adds to it."""
    if not further.text or further.text == first.text:
        return first
    return SheetCell(f"{first.text}\n{further.text}".strip(), first.sheet, first.ref)
