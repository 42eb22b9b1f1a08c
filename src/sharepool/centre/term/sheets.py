"""The workbook of a term: its tables, then a sheet for each person and school to confirm."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sharepool.base.errors import Fault, ProblemError
from sharepool.centre.term.acknowledging import TABLE, AskedSession, as_spans, list_asked
from sharepool.centre.term.rows import Acknowledgement, Party
from sharepool.centre.term.types import Term
from sharepool.centre.term.words import TermWording, make_wording
from sharepool.messages.texts import describe_session
from sharepool.problem.cells import format_clock
from sharepool.problem.itinerary import group_by
from sharepool.problem.privacy import hide_private
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import read_header
from sharepool.tables.names import name_sheets
from sharepool.tables.parsing import parse_table
from sharepool.tables.raw import Grid, is_blank, read_grid
from sharepool.tables.sources import read_list
from sharepool.tables.workbooks import WORKBOOKS, read_workbook_file

READ_BACK = ("staff_id", "demand_id", "day", "slot", "weeks", "party", "answer", "reason")
"""Columns of an acknowledgement."""

SHOWN = ("day_name", "start", "end", "what", "site_name", "staff_name")

Line = Sequence[Any]


def term_workbook(term: Term, lang: str = "en") -> bytes:
    """Return an ``.xlsx`` file: the tables of a term, then a sheet for each person and school.

    Parameters
    ----------
    term : Term
    lang : str
        ``"en"`` or ``"zh"``.

    Raises
    ------
    ValueError
        If the language is not known.
    """
    import openpyxl

    say = make_wording(term.problem, lang)
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    sheets = [*_tables(term, say), *_acknowledgements(term, say, lang)]
    names = name_sheets(title for title, _, _ in sheets)
    for name, (_, header, lines) in zip(names, sheets, strict=True):
        _fill(workbook.create_sheet(name), header, lines)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def read_answered(path: str | Path) -> list[tuple[int, Acknowledgement]]:
    """Return the answers of a workbook or table, each with the number of its row.

    Of a workbook every sheet counts that has the columns; rows without an answer are passed over.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    ProblemError
        With every fault at once: no such file, nothing to read in it, cells that cannot be read.
    """
    path, findings = Path(path), TableFindings()
    if not path.is_file():
        raise ProblemError([Fault(TABLE, None, "", "missing_file", str(path), {"kind": "table"})])
    if path.suffix.lower() in WORKBOOKS:
        grids = {sheet.name: sheet.filled_down() for sheet in read_workbook_file(path)}
    else:
        grids = {path.name: read_list(path, findings, TABLE)}
    found: list[tuple[int, Acknowledgement]] = []
    is_read = False
    for name, grid in grids.items():
        header = _find_header(grid)
        if header is not None:
            is_read = True
            found += _read_sheet(name, grid, header, findings)
    if not is_read and not findings.faults:
        fields = {"kind": "sheets", "columns": list(READ_BACK[:-1])}
        findings.faults.append(Fault(TABLE, None, "", "missing_column", str(path), fields))
    findings.raise_faults()
    return found


def _find_header(grid: Grid) -> int | None:
    """Return at which place of a grid the header is; None if there is none."""
    needed = set(READ_BACK[:-1])
    for place, cells in enumerate(grid):
        names = {read_header(TABLE, cell) for cell in cells if not is_blank(cell)}
        if names >= needed:
            return place
    return None


def _read_sheet(
    name: str, grid: Grid, header: int, findings: TableFindings
) -> Iterator[tuple[int, Acknowledgement]]:
    answer = [read_header(TABLE, cell) for cell in grid[header]].index("answer")
    kept: Grid = [()] * header
    kept += [
        cells if place == header or (answer < len(cells) and not is_blank(cells[answer])) else ()
        for place, cells in enumerate(grid[header:], start=header)
    ]
    for number, row in parse_table(read_grid(TABLE, kept, findings, name), findings):
        if isinstance(row, Acknowledgement):
            yield number, row


def _tables(term: Term, say: TermWording) -> Iterator[tuple[str, int, list[Line]]]:
    """Yield each table of the term as a sheet: its title, the place of its header, its lines."""
    for name, frame in term.to_frames().items():
        shown = say.translate(frame)
        yield say.word(f"title.{name}"), 0, [list(shown.columns), *shown.to_numpy().tolist()]


def _acknowledgements(
    term: Term, say: TermWording, lang: str
) -> Iterator[tuple[str, int, list[Line]]]:
    """Yield a sheet for each person and each school with a session."""
    asked = list_asked(term)
    of_person = group_by(asked, lambda one: one.row.staff_id)
    of_school = group_by(asked, lambda one: one.site_id)
    people = {one.staff_id: one for week in term.weeks for one in week.week.problem.staff}
    hidden = hide_private(term.problem)
    for staff_id, mine in of_person.items():
        name = people[staff_id].title
        lines = list(_lines(term, say, mine, Party.PERSON, lang))
        title = say.word("ack.person", name=name)
        yield f"{staff_id} {name}", 3, [[title], [say.word("ack.note")], [], *lines]
    for site_id, theirs in of_school.items():
        site = hidden.site_of.get(site_id)
        name = site_id if site is None else site.title
        lines = list(_lines(term, say, theirs, Party.SCHOOL, lang))
        title = say.word("ack.school", name=name)
        yield f"{site_id} {name}", 3, [[title], [say.word("ack.note")], [], *lines]


def _lines(
    term: Term, say: TermWording, asked: Iterable[AskedSession], party: Party, lang: str
) -> Iterator[Line]:
    yield [
        *(say.word(f"ack.{name}") for name in SHOWN[:4]),
        *(say.column(name) for name in SHOWN[4:]),
        say.word("ack.weeks"),
        say.word("ack.answer"),
        say.word("ack.reason"),
        *(say.column(name) for name in ("staff_id", "demand_id")),
        say.word("ack.day"),
        say.column("slot"),
        say.word("ack.party"),
    ]
    for one in asked:
        week = term.weeks[one.weeks[0] - 1].week.problem
        demand, person = week.demand_of[one.row.demand_id], week.person_of[one.row.staff_id]
        yield [
            say.weekday(one.row.day),
            format_clock(one.start_min),
            format_clock(one.end_min),
            describe_session(demand.skill, demand.kind, demand.cohort, lang),
            week.site_of[one.site_id].title,
            person.title,
            ";".join(map(str, as_spans(one.weeks))),
            "",
            "",
            one.row.staff_id,
            one.row.demand_id,
            one.row.day,
            one.row.slot,
            party.value,
        ]


def _fill(sheet: Any, header: int, lines: Iterable[Line]) -> None:
    """Write lines to a sheet, the header in bold, texts as texts."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    widest: dict[int, int] = {}
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place, None if value == "" else value)
            if isinstance(value, str) and value:
                # Otherwise a text that starts with = would become a formula.
                cell.data_type = "s"
            if number - 1 == header or (number == 1 and header):
                cell.font = Font(bold=True)
            if number - 1 >= header:
                widest[place] = max(widest.get(place, 0), len(str(value or "")))
    for place, width in widest.items():
        sheet.column_dimensions[get_column_letter(place)].width = min(40, width + 3)
    sheet.freeze_panes = f"A{header + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
