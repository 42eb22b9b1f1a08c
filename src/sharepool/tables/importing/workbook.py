"""Reads a whole workbook: which sheet lists what, and the problem that they make."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from sharepool.base.errors import Fault, ProblemError
from sharepool.problem.problem import Problem
from sharepool.problem.vocabulary import plain
from sharepool.tables.csv_files import TEXTS, read_csv
from sharepool.tables.findings import TableFindings
from sharepool.tables.headers import columns_of
from sharepool.tables.importing.answers import Answer, Answers, ImportQuestion, read_mapping
from sharepool.tables.importing.clocks import Clocks
from sharepool.tables.importing.concepts import ROLES, TITLES
from sharepool.tables.importing.draft import CellTrace, Draft
from sharepool.tables.importing.listings import ListedColumn, SheetCell, SheetListing, read_listing
from sharepool.tables.importing.people import StaffLists
from sharepool.tables.importing.places import Places
from sharepool.tables.importing.roads import ask_ways, read_matrix, read_ways
from sharepool.tables.importing.sentences import MEANINGS
from sharepool.tables.importing.wishes import Wishes
from sharepool.tables.reading import problem_from_frames
from sharepool.tables.workbooks import WorkbookSheet, read_workbook_file

if TYPE_CHECKING:
    import pandas as pd

IGNORE = "ignore"
ORDER = ("sites", "bells", "staff", "absences", "demands", "travel")
"""In which order lists are taken in: each names what those before it hold."""

_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})")
_ASIDE = re.compile("^附件|[:：]|^表[一二三四五六七八九0-9]")
"""What stands above a list besides its title."""
_FIRST_WEEK = dt.date(2026, 3, 2)


@dataclass(frozen=True)
class Imported:
    """What a workbook makes.

    Attributes
    ----------
    frames : dict of str to DataFrame
        Tables as they were made, by name; ``classes`` among them.
    rules : dict
    questions : dict of str to ImportQuestion
        What was asked, by key.
    traces : tuple of CellTrace
        Where every cell comes from.
    listings : tuple of SheetListing
        The sheets that were read.
    left : tuple of str
        Sheets that were not.
    hidden : tuple of str
        Those of them that are hidden in the workbook.
    base : Problem or None
        The problem that a timetable is for.
    kept : dict of str to dict of int to int
        Of its tables that were made anew, where rows that stay were and where they are now.
    replaced : dict of str to int
        How many rows of its tables have made way.
    visits : int
        PE lessons of a timetable that close no ground, for who gives them comes from elsewhere.
    """

    frames: dict[str, pd.DataFrame]
    rules: dict[str, Any]
    questions: dict[str, ImportQuestion]
    traces: tuple[CellTrace, ...]
    listings: tuple[SheetListing, ...]
    left: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    base: Problem | None = None
    kept: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    replaced: Mapping[str, int] = field(default_factory=dict)
    visits: int = 0

    @property
    def unanswered(self) -> tuple[ImportQuestion, ...]:
        """The questions that are open; :meth:`to_problem` takes what is proposed."""
        return tuple(one for one in self.questions.values() if one.answer is None)

    @property
    def remarks(self) -> tuple[SheetCell, ...]:
        """Remarks that no cell follows from: what of them matters has to be said otherwise."""
        used = {(trace.sheet, trace.cell) for trace in self.traces}
        return tuple(
            cell
            for listing in self.listings
            for column in listing.find("remark")
            for record in listing.records
            if (cell := record.cells.get(column.place)) and (cell.sheet, cell.ref) not in used
        )

    def to_problem(self) -> Problem:
        """Return the problem.

        Raises
        ------
        ProblemError
            With every fault of its tables at once.
        """
        own = {name: frame for name, frame in self.frames.items() if name != "classes"}
        if self.base is not None:
            return self.base.replace(**own)
        try:
            problem: Problem = problem_from_frames(own, self.rules)
        except ProblemError as error:
            found = map(self._as_found, error.faults)
            faults = {(one.sheet, one.row, one.header, one.code, one.value): one for one in found}
            raise ProblemError(list(faults.values()), error.warnings) from None
        return problem

    def _as_found(self, fault: Fault) -> Fault:
        """Return a fault of a table where its cell comes from: sheet and cell of the workbook."""
        traces = self._traced.get((fault.table, fault.row), [])
        own = [one for one in traces if one.column == fault.column]
        found = next((one for one in (own or traces) if one.cell), None)
        if found is None:
            return fault
        column, row = coordinate_from_string(found.cell)
        # Of a cell that came from nowhere the row alone is known.
        return replace(fault, sheet=found.sheet, row=row, header=column if own else fault.header)

    @cached_property
    def _traced(self) -> dict[tuple[str, int | None], list[CellTrace]]:
        found: dict[tuple[str, int | None], list[CellTrace]] = defaultdict(list)
        for trace in self.traces:
            found[trace.table, trace.row].append(trace)
        return found

    def to_frame(self) -> pd.DataFrame:
        """Return where every cell comes from, one row a cell."""
        import pandas as pd

        return pd.DataFrame([vars(trace) for trace in self.traces])


def read_workbook(
    path: str | Path, mapping: str | Path | Mapping[str, Answer] | None = None
) -> Imported:
    """Read a workbook as a bureau keeps it: lists of schools, people, needs and bells.

    Header rows are found below titles, columns by what they are called, certificates, weekdays and
    times in words are taken apart; what the workbook does not say is a question with a proposal.

    Parameters
    ----------
    path : str or Path
        A workbook of any kind, or a text file of one list.
    mapping : str, Path or mapping, optional
        Answers by question: a mapping file, or a dict.

    Returns
    -------
    Imported
        Its ``to_problem()`` is the problem, its ``unanswered`` what is still open.

    Raises
    ------
    ProblemError
        If the workbook or the mapping cannot be read, or there is no list in it.

    Examples
    --------
    >>> import openpyxl
    >>> import sharepool as sp
    >>> book = openpyxl.Workbook()
    >>> schools, people, needs = (book.create_sheet(name) for name in ("学校", "人员", "需求"))
    >>> for row in [["学校", "经度", "纬度", "学段"], ["一小", 113.0, 35.0, "小学"]]:
    ...     schools.append(row)
    >>> people.append(["姓名", "单位", "专项", "可外派时间"])
    >>> people.append(["王芳", "一小", "足球、体育", "周二下午"])
    >>> for row in [["学校", "项目", "班级", "每周节数"], ["一小", "体育", "三年级1班", 2]]:
    ...     needs.append(row)
    >>> book.save("bureau.xlsx")
    >>> found = sp.read_workbook("bureau.xlsx", {"week_of": "2026-03-02"})
    >>> [question.key for question in found.unanswered]
    ['bells']
    >>> [skill.skill for skill in found.to_problem().skills]
    ['足球', '体育']
    """
    given = (
        mapping if isinstance(mapping, Mapping) else read_mapping(Path(mapping)) if mapping else {}
    )
    answers, draft = Answers(given), Draft()
    every = _sheets(Path(path))
    sheets = [one for one in every if not one.is_hidden or answers.given(f"sheet:{one.name}")]
    listings = _listings(sheets, answers)
    _require(listings)
    places, clocks = Places(draft, answers), Clocks(draft, answers)
    people, wishes = (
        StaffLists(draft, answers, places, clocks),
        Wishes(draft, answers, places, clocks),
    )
    by_role = {role: [one for one in listings if one.role == role] for role in ORDER}
    for listing in by_role["sites"]:
        places.read(listing)
    for listing in by_role["bells"]:
        clocks.read(listing)
    if not clocks.plans:
        clocks.propose()
    for listing in by_role["staff"]:
        people.read(listing)
    for listing in by_role["absences"]:
        people.read_absences(listing)
    for listing in by_role["demands"]:
        wishes.read(listing)
    for listing in by_role["travel"]:
        read_ways(listing, draft, places)
    used = {listing.sheet for listing in listings}
    left = [sheet for sheet in sheets if sheet.name not in used]
    left = [sheet for sheet in left if not read_matrix(sheet, draft, answers, places)]
    places.write(clocks.choose(places.stages, wishes.asking))
    ask_ways(draft, answers, places)
    rules = {"name": _name(listings, Path(path)), "week_of": _week(listings, answers)}
    _refuse_bad_cells(listings, draft)
    if draft.faults:
        raise ProblemError(draft.faults)
    return Imported(
        frames=_frames(draft),
        rules=rules,
        questions=answers.questions,
        traces=tuple(draft.traces),
        listings=tuple(listings),
        left=tuple(sheet.name for sheet in left if sheet.rows),
        hidden=tuple(sheet.name for sheet in every if sheet not in sheets and sheet.rows),
    )


def _sheets(path: Path) -> list[WorkbookSheet]:
    if path.suffix.lower() in TEXTS:
        findings = TableFindings()
        grid = read_csv(path, findings, "sites")
        findings.raise_faults()
        return [WorkbookSheet(path.stem, [list(row) for row in grid or []])]
    if not path.exists():
        raise ProblemError([Fault("", None, "", "missing_file", str(path))])
    return read_workbook_file(path)


def _listings(sheets: list[WorkbookSheet], answers: Answers) -> list[SheetListing]:
    """Return every sheet that lists something, with its columns as answered."""
    found = []
    for sheet in sheets:
        role = answers.given(f"sheet:{sheet.name}")
        listing = None if role == IGNORE else read_listing(sheet, role if role in ROLES else "")
        if listing is not None:
            found.append(_as_answered(listing, answers))
    return found


def _as_answered(listing: SheetListing, answers: Answers) -> SheetListing:
    """Return a list whose doubtful columns mean what was answered."""
    certain = {
        one.meaning.concept for one in listing.columns if one.meaning and one.meaning.is_certain
    }
    columns = tuple(_column(one, listing, certain, answers) for one in listing.columns)
    return SheetListing(**{**vars(listing), "columns": columns})


def _column(
    column: ListedColumn, listing: SheetListing, certain: set[str], answers: Answers
) -> ListedColumn:
    needed, more = ROLES.get(listing.role, ((), ()))
    meaning = column.meaning
    if meaning is None or meaning.is_certain:
        return column
    if meaning.concept not in {*needed, *more} or meaning.concept in certain:
        return ListedColumn(column.place, column.title, None)
    key = f"column:{listing.sheet}:{column.title}"
    fields = {"sheet": listing.sheet, "title": column.title, "meaning": meaning.concept}
    answer = answers.read(key, meaning.concept, _read_concept, "column", **fields)
    chosen = None if answer == IGNORE else meaning._replace(concept=answer)
    return ListedColumn(column.place, column.title, chosen)


def _read_concept(text: str) -> str | None:
    """Return what a column is said to mean: as it is known, or as questions name it."""
    named = {name: concept for concept, names in MEANINGS.items() for name in names}
    known = text if text in TITLES else named.get(text)
    return IGNORE if text in {IGNORE, "不用"} else known


def _refuse_bad_cells(listings: list[SheetListing], draft: Draft) -> None:
    """Refuse formulas without a value and errors where they are read."""
    for listing in listings:
        used = {column.place for column in listing.columns if listing.uses(column)}
        for cell, kind in listing.bad:
            if column_index_from_string(coordinate_from_string(cell.ref)[0]) - 1 in used:
                draft.refuse(cell, "bad_value", kind=kind)


def _require(listings: list[SheetListing]) -> None:
    roles = {listing.role for listing in listings}
    faults = [
        Fault("", None, "", "nothing_found", "", {"kind": role})
        for role in ("sites", "staff", "demands")
        if role not in roles
    ]
    if faults:
        raise ProblemError(faults)


def _frames(draft: Draft) -> dict[str, pd.DataFrame]:
    import pandas as pd

    names = {"sites", "bells", "staff", "skills", "demands"} | draft.rows.keys()
    return {
        name: pd.DataFrame(draft.rows[name], columns=_columns(draft, name), dtype=object)
        for name in sorted(names)
    }


def _columns(draft: Draft, name: str) -> list[str]:
    """Return the columns that a table's rows have, in its order; the needed ones if it has none."""
    used = {column for row in draft.rows[name] for column in row}
    return [column for column, needed in columns_of(name).items() if column in used or needed]


def _name(listings: list[SheetListing], path: Path) -> str:
    """Return the title of the first list, else the name of the file."""
    titles = (cell.text for listing in listings for cell in listing.titles)
    return next((title for title in titles if not _ASIDE.search(title)), path.stem)


def _week(listings: list[SheetListing], answers: Answers) -> str:
    """Return the Monday on which the plan begins: the first after a date in the file."""
    dates = list(_dates(listings))
    first = max(dates) if dates else _FIRST_WEEK
    monday = first + dt.timedelta(days=-first.weekday() % 7)
    return answers.read("week_of", monday.isoformat(), _read_week)


def _read_week(text: str) -> str | None:
    """Return the Monday of the week that a date is in."""
    match = _DATE.search(plain(text))
    try:
        date = dt.date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
    return (date - dt.timedelta(days=date.weekday())).isoformat() if date else None


def _dates(listings: list[SheetListing]) -> Iterator[dt.date]:
    for listing in listings:
        for cell in listing.titles:
            for match in _DATE.finditer(cell.text):
                try:
                    yield dt.date(*(int(part) for part in match.groups()))
                except ValueError:
                    continue
