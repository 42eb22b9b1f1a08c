"""Weekly grids in workbooks: of a class, of a teacher, or of the whole school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.vocabulary import folded, plain
from sharepool.tables.csv_files import TEXTS, read_csv
from sharepool.tables.findings import TableFindings
from sharepool.tables.importing.answers import Answers
from sharepool.tables.importing.concepts import ColumnMeaning, is_sport
from sharepool.tables.importing.draft import Draft
from sharepool.tables.importing.hours import find_times, has_times, why_refused
from sharepool.tables.importing.listings import ListedColumn, ListedRow, SheetCell, SheetListing
from sharepool.tables.importing.timetables.blocks import GridBlock, find_blocks
from sharepool.tables.importing.timetables.cells import find_classes, is_blank_cell, read_cell
from sharepool.tables.importing.timetables.known import KnownProblem
from sharepool.tables.importing.timetables.lessons import (
    CLASS_VIEW,
    TEACHER_VIEW,
    SchoolTimetable,
    TeacherSlot,
    TimetableLesson,
    TimetablePeriod,
    TimetableWeek,
    distinct,
)
from sharepool.tables.workbooks import WorkbookSheet, read_workbook_file

SCHOOL, IGNORE = "school", "ignore"
"""Of the whole school; not read: two answers to whose timetable a sheet is."""
KINDS = (CLASS_VIEW, TEACHER_VIEW, SCHOOL, IGNORE)

_WORDS = re.compile(
    r"\d{4}(?:[-—–~至/]\d{2,4})?(?:学年度?|年)?|第[一二12]学期|[春秋]季(?:学期)?|[上下]学期|学期|学年度?|日?课程总?表|总?课表"
    r"|功课表|作息|任课|任教|授课|教师|老师|教练|班级|个人|姓名|体育|全校|总表|的|表$"
    r"|(?i:timetable|schedule|teacher|weekly|lessons|coach|\bmrs?\b|\bms\b|\bof\b|\bpe\b)"
)
_FORM_TEACHER = re.compile(r"班主任[:：\s]*[^\s,，、()（）]*")
"""Named above a class's grid, whose grid it is not."""
_TEACHER = re.compile("教师|老师|教练|teacher|coach", re.IGNORECASE)
_SCHOOL = re.compile("全校|总课|课程总表|总表|whole school", re.IGNORECASE)
_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_SIGNS = re.compile(r"[\s:：()\-—_,，.《》\[\]|/]+")


class _Owner(NamedTuple):
    """Whose timetable a grid or a line of it is, by kind; the name, and where it stands."""

    kind: str
    name: str
    cell: SheetCell


class _Grid(NamedTuple):
    """A grid, and whose it is as far as it says; None is asked."""

    sheet: str
    block: GridBlock
    owner: _Owner | None
    proposed: _Owner


def read_grids(path: Path, known: KnownProblem, answers: Answers) -> SchoolTimetable:
    """Return the timetable of a workbook of grids, or of one grid as a text file.

    Raises
    ------
    ProblemError
        If it cannot be read, or there is no grid in it.
    """
    sheets = _sheets(path)
    blocks = [(sheet.name, block) for sheet in sheets for block in find_blocks(sheet)]
    if not blocks:
        raise ProblemError([Fault("", None, "", "no_timetable", path.name, {"kind": "grid"})])
    grids = [_whose(sheet, block, known) for sheet, block in blocks]
    owners = _asked(grids, path.name, answers)
    _require_times(
        grid.block for grid, owner in zip(grids, owners, strict=True) if owner.kind != IGNORE
    )
    lessons: list[TimetableLesson] = []
    slots: dict[str, list[TeacherSlot]] = {}
    cells: dict[str, SheetCell] = {}
    for grid, owner in zip(grids, owners, strict=True):
        for whose, day, period, cell in _cells(grid.block, owner):
            if whose.kind == TEACHER_VIEW:
                cells.setdefault(whose.name, whose.cell)
                slots.setdefault(whose.name, []).append(TeacherSlot(day, period, cell))
            lessons += _lessons(whose, day, period, cell, grid, known)
    used = {grid.sheet for grid, owner in zip(grids, owners, strict=True) if owner.kind != IGNORE}
    return SchoolTimetable(
        lessons=tuple(lessons),
        periods=tuple(dict.fromkeys(one.period for one in lessons)),
        weeks={name: TimetableWeek(cells[name], tuple(own)) for name, own in slots.items()},
        titles=tuple(cell for grid in grids for cell in grid.block.titles),
        listings=tuple(
            _listing(grid, owner)
            for grid, owner in zip(grids, owners, strict=True)
            if owner.kind != IGNORE
        ),
        left=tuple(sheet.name for sheet in sheets if sheet.rows and sheet.name not in used),
    )


def _require_times(blocks: Iterable[GridBlock]) -> None:
    """Refuse times of periods that are not understood; those that are not written are asked."""
    draft = Draft()
    for period in (period for block in blocks for _, _, period, _ in block.cells):
        source = period.source
        if period.start is None and source and has_times(source.text):
            # One that is understood by itself stands beside another.
            kind = "form" if find_times(source.text) else why_refused(source.text)
            draft.refuse(source, "unread_time", kind=kind)
    if draft.faults:
        raise ProblemError(draft.faults)


def _sheets(path: Path) -> list[WorkbookSheet]:
    if path.suffix.lower() not in TEXTS:
        return read_workbook_file(path)
    findings = TableFindings()
    grid = read_csv(path, findings, "bells")
    findings.raise_faults()
    return [WorkbookSheet(path.stem, [list(row) for row in grid or []])]


def _whose(sheet: str, block: GridBlock, known: KnownProblem) -> _Grid:
    """Return whose grid it is, as its title or sheet says; what is proposed where neither does."""
    here = SheetCell(sheet, sheet, "")
    if any(owner.text for owner, *_ in block.cells):
        school = _Owner(SCHOOL, "", here)
        return _Grid(sheet, block, school, school)
    texts = [*block.titles, here]
    said = {cell: _FORM_TEACHER.sub(" ", cell.text) for cell in texts}
    of_class = next((cell for cell in texts if find_classes(said[cell])), None)
    of_person = next((cell for cell in texts if known.people_in(said[cell])), None)
    named = of_person or next((cell for cell in (here, *block.titles) if _name(cell.text)), here)
    is_marked = any(map(_TEACHER.search, said.values()))
    found: _Owner | None = None
    if of_class and not of_person and not is_marked:
        found = _Owner(CLASS_VIEW, find_classes(said[of_class])[0], of_class)
    elif of_person and not of_class:
        found = _Owner(TEACHER_VIEW, known.people_in(of_person.text)[0], of_person)
    elif is_marked and not of_class and _name(named.text):
        found = _Owner(TEACHER_VIEW, _name(named.text), named)
    elif not of_class and any(map(_SCHOOL.search, said.values())):
        found = _Owner(SCHOOL, "", here)
    if found is not None:
        return _Grid(sheet, block, found, found)
    filled = [cell.text for *_, cell in block.cells if not is_blank_cell(cell.text)]
    naming = sum(bool(find_classes(text)) for text in filled)
    kind = TEACHER_VIEW if 2 * naming > len(filled) else CLASS_VIEW
    if of_class and kind == CLASS_VIEW:
        return _Grid(sheet, block, None, _Owner(kind, find_classes(said[of_class])[0], of_class))
    return _Grid(sheet, block, None, _Owner(kind, _name(named.text) or sheet, named))


def _name(text: str) -> str:
    """Return what stays of a title or sheet name without the words around a name."""
    if _SHEET.fullmatch(text.strip()):
        return ""
    return " ".join(filter(None, _SIGNS.split(_WORDS.sub(" ", plain(text)))))


def _asked(grids: Iterable[_Grid], file: str, answers: Answers) -> list[_Owner]:
    """Return whose each grid is; those that do not say so are asked, all in one question."""
    grids = list(grids)
    open_ones = {grid.proposed.name: grid.proposed.kind for grid in grids if grid.owner is None}
    told: Mapping[str, str] = open_ones
    if open_ones:
        answer = answers.ask(f"owners:{file}", dict(open_ones), "timetable_owners", file=file)
        told = answer if isinstance(answer, dict) else open_ones
    wrong = {name: kind for name, kind in told.items() if folded(kind) not in KINDS}
    if wrong:
        fault = Fault("", None, f"owners:{file}", "bad_answer", str(wrong), {"kind": "owners"})
        raise ProblemError([fault])
    return [
        grid.owner or grid.proposed._replace(kind=folded(told[grid.proposed.name]))
        for grid in grids
    ]


def _cells(
    block: GridBlock, owner: _Owner
) -> Iterator[tuple[_Owner, int, TimetablePeriod, SheetCell]]:
    """Yield each cell of a grid and whose it is: of a class or teacher, or of the school."""
    if owner.kind == IGNORE:
        return
    for line, day, period, cell in block.cells:
        whose = owner
        if line.text:
            classes = find_classes(line.text)
            whose = (
                _Owner(CLASS_VIEW, classes[0], line)
                if classes
                else _Owner(TEACHER_VIEW, plain(line.text), line)
            )
        yield whose, day, period, cell


def _lessons(
    whose: _Owner,
    day: int,
    period: TimetablePeriod,
    cell: SheetCell,
    grid: _Grid,
    known: KnownProblem,
) -> Iterator[TimetableLesson]:
    for one in read_cell(cell.text, may_hold_several=whose.kind == SCHOOL):
        teachers = (*known.people_in(cell.text), *one.others)
        subject, classes = one.subject, one.classes
        if whose.kind == TEACHER_VIEW:
            teachers = (whose.name,)
            if not is_sport(subject):
                subject = _taught(grid, subject)
        elif whose.kind == CLASS_VIEW:
            classes = distinct([whose.name, *classes])
        yield TimetableLesson(
            subject,
            distinct(teachers),
            classes,
            day,
            period,
            cell,
            TEACHER_VIEW if whose.kind == TEACHER_VIEW else CLASS_VIEW,
            one.weeks,
        )


def _taught(grid: _Grid, subject: str) -> str:
    """Return the subject of a lesson that names none: PE, where the title says so."""
    if subject:
        return subject
    texts = [grid.sheet, *(cell.text for cell in grid.block.titles)]
    return next((text for text in texts if is_sport(text)), "")


def _listing(grid: _Grid, owner: _Owner) -> SheetListing:
    days = tuple(
        ListedColumn(place, day, ColumnMeaning("day", is_certain=True))
        for place, day in enumerate(grid.block.days)
    )
    lines = dict.fromkeys((line.text, period.label) for line, _, period, _ in grid.block.cells)
    records = tuple(ListedRow(number, {}) for number in range(1, len(lines) + 1))
    skipped, titles = tuple(grid.block.skipped), tuple(grid.block.titles)
    return SheetListing(
        grid.sheet, f"{owner.kind}_grid", grid.block.header, days, records, skipped, titles
    )
