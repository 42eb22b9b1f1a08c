"""A report as one Excel workbook: tables to filter, then a sheet to print per site and person."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from sharepool.messages.labels import label, word
from sharepool.messages.texts import weekday
from sharepool.problem.cells import MINUTES_PER_DAY, MINUTES_PER_HOUR, parse_clock
from sharepool.report.grids import Chart, Grid, lay_out_grids
from sharepool.report.report import Report
from sharepool.report.tables.folder import CODES, timed_plan
from sharepool.tables.plan_marks import MARKS
from sharepool.tables.records import list_records
from sharepool.tables.titles import column_name, table_name

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.chart import BarChart
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_CLOCKS = ("start", "end")
_FORMATS = {
    "share": "0.0%",
    "hours": "0.0",
    "km": "0.0",
    "date": "yyyy-mm-dd",
    **dict.fromkeys(_CLOCKS, "hh:mm"),
}
"""How Excel shows the values of a column; others as they are."""

_OWN_TITLES = {MARKS: "保留", "site_id": "学校代码", "start": "开始", "end": "结束"}
"""Chinese headers of what follows the columns of a plan."""

_MARGIN, _NARROWEST, _WIDEST = 3, 6, 60
_HEADER_ROW = 4
_A4 = 9
_CHART_STYLE = 10
_CHART_CM, _CHART_ROWS = 7.5, 17
"""How high a chart is, and how many rows of cells that takes."""
_INK, _LINK, _WHITE = "FF1B2733", "FF1D5B79", "FFFFFFFF"


def write_workbook(report: Report, on_progress: Callable[[int, int], None] | None = None) -> bytes:
    """Return the workbook; whatever names hold, it is text in its cells.

    Parameters
    ----------
    report : Report
    on_progress : callable, optional
        Receives how many sheets are written, and of how many.
    """
    import openpyxl

    workbook = openpyxl.Workbook(write_only=True)
    moment = report.written.astimezone(dt.UTC).replace(tzinfo=None)
    workbook.properties.creator = "sharepool"
    workbook.properties.created = workbook.properties.modified = moment
    grids = list(lay_out_grids(report))
    stencils = _Stencils()
    for number, grid in enumerate(grids):
        if on_progress is not None:
            on_progress(number, len(grids))
        _add_sheet(workbook, stencils, grid, report.lang)
    if not report.anonymous:
        _add_plan(workbook, stencils, report)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _add_sheet(workbook: Workbook, stencils: _Stencils, grid: Grid, lang: str) -> None:
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(grid.name)
    header = [label(f"column.{column}", lang) for column in grid.columns]
    rows = [[_value(column, row.get(column), lang) for column in grid.columns] for row in grid.rows]
    last = get_column_letter(len(header))
    # What a sheet is like must be known before its first row is written.
    sheet.freeze_panes = f"B{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{last}{_HEADER_ROW + len(rows)}"
    for number, cells in enumerate(zip(header, *rows, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(cells)
    _set_up_page(sheet, upright=grid.upright)
    sheet.append([stencils.cell(sheet, "title", grid.title)])
    sheet.append([stencils.cell(sheet, "", grid.note)])
    sheet.append([])
    sheet.append(stencils.cell(sheet, "header", text) for text in header)
    for row, values in zip(grid.rows, rows, strict=True):
        sheet.append(_cells(sheet, stencils, grid.columns, row, values))
    for place, chart in enumerate(grid.charts):
        top = _HEADER_ROW + place * _CHART_ROWS
        sheet.add_chart(_drawn(sheet, grid, chart), f"{get_column_letter(len(header) + 2)}{top}")


def _drawn(sheet: WriteOnlyWorksheet, grid: Grid, chart: Chart) -> BarChart:
    """Return a chart of some rows of a sheet: a bar a row."""
    from openpyxl.chart import BarChart, Reference

    first, last = (_HEADER_ROW + 1 + row for row in (chart.first, chart.last))
    names, values = (grid.columns.index(one) + 1 for one in (chart.names, chart.values))
    drawn = BarChart()
    drawn.type, drawn.style, drawn.legend = "bar", _CHART_STYLE, None
    drawn.title = chart.title
    drawn.add_data(Reference(sheet, min_col=values, min_row=first, max_row=last))
    drawn.set_categories(Reference(sheet, min_col=names, min_row=first, max_row=last))
    # The first row on top, as in the table; else Excel hides both axes.
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.scaling.min = 0
    drawn.y_axis.number_format = _FORMATS.get(chart.values, "0")
    drawn.height = _CHART_CM
    return drawn


def _add_plan(workbook: Workbook, stencils: _Stencils, report: Report) -> None:
    """Add the plan as :func:`sharepool.read_plan` reads it, with room for marks."""
    from openpyxl.utils import get_column_letter

    frame = timed_plan(report.problem, report.plan)
    columns = [str(column) for column in frame if column != MARKS]
    sheet = workbook.create_sheet(table_name("plan", report.lang))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) + 1)}{len(frame) + 1}"
    header = [_title(column, report.lang) for column in [*columns, MARKS]]
    sheet.append(stencils.cell(sheet, "", text) for text in header)
    for row in list_records(frame):
        values = [_value(column, row[column], report.lang) for column in columns]
        values.append(row.get(MARKS) or None)
        sheet.append(stencils.cell(sheet, "", value) for value in values)


def _title(column: str, lang: str) -> str:
    return column if lang == "en" else _OWN_TITLES.get(column) or column_name("plan", column, lang)


def _set_up_page(sheet: WriteOnlyWorksheet, *, upright: bool) -> None:
    """Have a sheet printed as wide as the paper, its header on every page."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "portrait" if upright else "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.oddFooter.right.text = "&P / &N"


def _cells(
    sheet: WriteOnlyWorksheet,
    stencils: _Stencils,
    columns: tuple[str, ...],
    row: dict[str, Any],
    values: list[Any],
) -> Iterator[Any]:
    """Yield the cells of a row; the first leads to the sheet that says more of it."""
    for number, (column, value) in enumerate(zip(columns, values, strict=True)):
        if number == 0 and row.get("link"):
            yield _link(sheet, row["link"], value)
            continue
        is_text = isinstance(value, str)
        look = "" if is_text else (row.get("format") if column == "value" else _FORMATS.get(column))
        if is_text and _length(value) > _WIDEST:
            look = "wrapped"
        elif column == "value":
            look = f"left {look or ''}"
        yield stencils.cell(sheet, look or "", value)


def _link(sheet: WriteOnlyWorksheet, target: str, value: Any) -> WriteOnlyCell:
    """Return a cell that leads to a sheet."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = WriteOnlyCell(sheet)
    _fill(cell, value)
    quoted = target.replace("'", "''")
    cell.hyperlink = Hyperlink(ref="A1", location=f"'{quoted}'!A1")
    cell.font = Font(color=_LINK, underline="single")
    return cell


def _value(column: str, value: Any, lang: str) -> Any:
    """Return a value as Excel has it: a number, a date, a time, or text."""
    if value is None or value == "":
        return None
    if column in CODES:
        return word(column, value, lang)
    if column == "day":
        return weekday(value, lang)
    if column == "date":
        return dt.date.fromisoformat(value)
    if column in _CLOCKS:
        minutes = parse_clock(value)
        # Excel has no 24:00; it stays text.
        return value if minutes == MINUTES_PER_DAY else dt.time(*divmod(minutes, MINUTES_PER_HOUR))
    return value


class _Stencils:
    """The cells of a workbook, one for each look that there is.

    A cell is filled and written before the next one is asked for, so one will do: to style a cell
    takes far longer than to write it.
    """

    def __init__(self) -> None:
        self._cells: dict[tuple[str, type], WriteOnlyCell] = {}

    def cell(self, sheet: WriteOnlyWorksheet, look: str, value: Any) -> Any:
        """Return a cell with a value, or the value alone where that is enough.

        Parameters
        ----------
        sheet : WriteOnlyWorksheet
        look : str
            ``"title"``, ``"header"``, ``"wrapped"``, or the format of a number, after ``"left "``
            where it is on the left.
        value : object
        """
        if not look:
            return _plain(sheet, value)
        # Excel's format of a date stays with its cell.
        key = look, type(value)
        if key not in self._cells:
            self._cells[key] = _styled(sheet, look)
        cell = self._cells[key]
        _fill(cell, value)
        return cell


_SIGNS = ("=", "#")
"""What a text must not begin with, lest it be taken for a formula or an error."""


def _plain(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """Return a value without a look: in a cell of its own only where it would be misread.

    openpyxl writes the values after a plain cell into that cell, so it must be a new one.
    """
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    if value[:1] not in _SIGNS:
        return _without_controls(value)
    cell = WriteOnlyCell(sheet)
    _fill(cell, value)
    return cell


def _fill(cell: WriteOnlyCell, value: Any) -> None:
    """Put a value into a cell; a text is no formula and no error, however it looks."""
    if isinstance(value, str):
        cell.value = _without_controls(value)
        cell.data_type = "s"
    else:
        cell.value = value


def _without_controls(text: str) -> str:
    """Return a text without control characters, of which XML knows none but these."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def _styled(sheet: WriteOnlyWorksheet, look: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet)
    shown = look.removeprefix("left ")
    if look == "title":
        cell.font = Font(bold=True, size=14, color=_INK)
    elif look == "header":
        cell.font = Font(bold=True, size=11, color=_WHITE)
        cell.fill = PatternFill("solid", fgColor=_INK)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    elif look == "wrapped":
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif shown:
        cell.number_format = shown
    if shown != look:
        cell.alignment = Alignment(horizontal="left")
    return cell


def _width(cells: tuple[Any, ...]) -> int:
    """Return how wide a column must be for its cells, in Latin letters."""
    longest = max(_length(_shown(cell)) for cell in cells)
    return min(max(longest + _MARGIN, _NARROWEST), _WIDEST)


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return (
        value.strftime("%H:%M")
        if isinstance(value, dt.time)
        else str("" if value is None else value)
    )


def _length(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
